import QRCode from 'qrcode'

/**
 * What proves a page, as it travels with it: an input of the drawing, never data of the document, whose digest must not change
 * when the log moves on. The files are attached to the PDF (PDF/A-3), the leaf hash and the link stand at the foot.
 */
export interface PageEvidence {
  /** leaf hash of the entry, hex */
  leaf: string
  /** log that holds it */
  origin: string
  /** page that shows the proof; drawn as a QR code */
  url: string
  files: { name: string; mime: string; says: string; text: string }[]
}

/** the same for the template: the code as a picture, of the least size that still scans */
export async function drawnEvidence(e: PageEvidence) {
  return { origin: e.origin, leaf: e.leaf.slice(0, 16), url: e.url, qr: await QRCode.toString(e.url, { type: 'svg', errorCorrectionLevel: 'L', margin: 0 }), files: e.files }
}

// The core alone: the package's front door would pull PNG writing and the file system into the renderer.
import { create } from 'qrcode/lib/core/qrcode.js'

/** A QR code as one SVG path, level M, with the quiet zone of four modules. `label` says where it leads. */
export function Qr(p: { text: string; label: string; size?: number }) {
  const { size, data } = create(p.text, { errorCorrectionLevel: 'M' }).modules
  let d = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (data[y * size + x]) d += `M${x} ${y}h1v1h-1z`
  }
  return (
    <svg className="qr" role="img" aria-label={p.label} viewBox={`-4 -4 ${size + 8} ${size + 8}`} width={p.size ?? 132} height={p.size ?? 132} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" /><path d={d} fill="#000" />
    </svg>
  )
}

/** What a seal is asked for. */
export interface SealRequest { organ: string; sealName: string; template: string; number: string; issuedOn: string }

/** A seal as it is drawn over the date: a picture and its width on paper. */
export interface Seal { svg: string; widthMm: number; alt: string }

/**
 * Where seals come from. A city connects its e-seal system (GB/T 38540) here; the product never keeps a seal itself.
 * The same request must give the same picture, or the PDF would not be byte-equal the second time.
 */
export interface SealProvider { seal(request: SealRequest): Promise<Seal> }

const red = '#B3261E'

/** The demonstration's seal: says 演示 and that it has no force, and names no organ, so that nobody can take it for a seal of office. */
export const demoSeal: SealProvider = {
  async seal(request) {
    return { svg: drawing, widthMm: 38, alt: `演示印（不具法律效力，正式运行时此处为${request.organ}的${request.sealName}）` }
  },
}

const drawing = ((): string => {
  const c = 200
  const letters = (words: string, radius: number, from: number, to: number, size: number, inward: boolean): string => {
    const all = [...words]
    return all.map((ch, i) => {
      const angle = from + ((to - from) * (i + 0.5)) / all.length
      const x = c + radius * Math.sin((angle * Math.PI) / 180)
      const y = c - radius * Math.cos((angle * Math.PI) / 180)
      const turn = inward ? angle - 180 : angle
      return `<text x="${x.toFixed(2)}" y="${y.toFixed(2)}" transform="rotate(${turn.toFixed(2)} ${x.toFixed(2)} ${y.toFixed(2)})" dy="${(size * 0.36).toFixed(1)}" font-size="${size}" text-anchor="middle">${ch}</text>`
    }).join('')
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">`
    + `<g fill="none" stroke="${red}" opacity="0.82"><circle cx="${c}" cy="${c}" r="190" stroke-width="11"/><circle cx="${c}" cy="${c}" r="176" stroke-width="2.5"/></g>`
    + `<g fill="${red}" stroke="${red}" stroke-width="1.6" opacity="0.82" font-family="Yichuang Song">`
    + letters('演示系统用印', 142, -78, 78, 46, false)
    + `<text x="${c}" y="${c + 34}" font-size="80" text-anchor="middle" letter-spacing="8" stroke-width="4">演示</text>`
    + letters('不具法律效力', 146, 230, 130, 34, true)
    + `</g></svg>`
})()

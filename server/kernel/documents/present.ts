import { say, type Citation } from '../../../law/kernel/citation.ts'

type Printed = Citation & { title?: string }
const said = (c: Printed): string => say(c.title ? { ...c, law: c.title } : c)

// plain ASCII by their shape, and never to be broken or cut between signs
const verbatim = new Set(['checkUrl', 'identifier', 'sha256', 'shown'])

/**
 * Turns the data of a document into what the template draws: the same tree, with citations said in words, signatures as
 * pictures, and every string made drawable. Nothing is added that is not in the data.
 */
export function drawn(value: unknown, drawable: (text: string) => string, key = ''): unknown {
  if (typeof value === 'string') return verbatim.has(key) ? value : breakable(drawable(value))
  if (Array.isArray(value)) {
    if (key === 'basis') return (value as Printed[]).map((c) => drawable(said(c)))
    return value.map((v) => drawn(v, drawable, key))
  }
  if (value && typeof value === 'object') {
    const out: Record<string, unknown> = {}
    for (const [k, v] of Object.entries(value)) {
      if (k === 'strokes') out.svg = strokesSvg(v as Stroke[])
      else if (v !== undefined) out[k] = drawn(v, drawable, k)
    }
    return out
  }
  return value
}

/** every string in the data, citations as they will be said */
export function* stringsOf(value: unknown, key = ''): Iterable<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) {
    if (key === 'basis') for (const c of value as Printed[]) yield said(c)
    else if (key !== 'strokes') for (const v of value) yield* stringsOf(v, key)
  } else if (value && typeof value === 'object') {
    for (const [k, v] of Object.entries(value)) yield* stringsOf(v, k)
  }
}

// A word of Latin letters or digits that is longer than a line would run off the page: it may break anywhere.
const longWord = /[^\s\u2E80-\u9FFF\u{F900}-\u{FFEF}\u{20000}-\u{3FFFF}]{30,}/gu

function breakable(text: string): string {
  return text.replace(longWord, (run) => [...run].map((c, i) => (i % 6 === 5 ? c + '\u200B' : c)).join(''))
}

type Stroke = [number, number][]

/** pen strokes as a picture; a stroke of one point is a dot */
function strokesSvg(strokes: Stroke[]): string {
  const paths = strokes.map((points) => {
    const all = points.length === 1 ? [points[0]!, [points[0]![0] + 0.1, points[0]![1]]] : points
    return `M${all.map(([x, y]) => `${Number(x)} ${Number(y)}`).join('L')}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400"><path d="${paths.join('')}" fill="none" stroke="#1B1F23" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/></svg>`
}

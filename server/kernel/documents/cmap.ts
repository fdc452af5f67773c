import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Which characters a font file can draw: its `cmap` table (OpenType 1.9, format 12, all planes), nothing else.
 * Only the table itself is read from the disk (some 100 KB of a 15 MB file). Refuses a file without one.
 */
export interface Coverage {
  file: string
  has(codePoint: number): boolean
  /** number of code points with a glyph */
  size: number
}

interface Span { from: number; to: number }

/** Reads the coverage of one TrueType or OpenType font file. */
export function readCoverage(file: string): Coverage {
  const fd = openSync(file, 'r')
  try {
    const read = (at: number, length: number): Buffer => {
      const b = Buffer.alloc(length)
      if (readSync(fd, b, 0, length, at) !== length) throw new Error(`${file}: shorter than its own tables say`)
      return b
    }
    const tables = read(0, 12).readUInt16BE(4)
    const directory = read(12, tables * 16)
    for (let i = 0; i < tables; i++) {
      if (directory.toString('latin1', i * 16, i * 16 + 4) !== 'cmap') continue
      const spans = spansOf(read(directory.readUInt32BE(i * 16 + 8), directory.readUInt32BE(i * 16 + 12)), file)
      return { file, has: (cp) => within(spans, cp), size: spans.reduce((n, s) => n + s.to - s.from + 1, 0) }
    }
    throw new Error(`${file}: has no cmap table`)
  } finally {
    closeSync(fd)
  }
}

function spansOf(cmap: Buffer, file: string): Span[] {
  const subtables = cmap.readUInt16BE(2)
  for (let i = 0; i < subtables; i++) {
    const offset = cmap.readUInt32BE(8 + i * 8)
    if (cmap.readUInt16BE(offset) === 12) return format12(cmap.subarray(offset))
  }
  throw new Error(`${file}: has no cmap of format 12`)
}

/** segmented coverage of all planes; glyph 0 is .notdef, so a group starting at glyph 0 loses its first character */
function format12(t: Buffer): Span[] {
  const spans: Span[] = []
  const groups = t.readUInt32BE(12)
  for (let i = 0; i < groups; i++) {
    const at = 16 + i * 12
    const from = t.readUInt32BE(at)
    spans.push({ from: t.readUInt32BE(at + 8) === 0 ? from + 1 : from, to: t.readUInt32BE(at + 4) })
  }
  return spans.filter((s) => s.from <= s.to)
}

/** spans are in ascending order by the format's own rule: binary search */
function within(spans: readonly Span[], cp: number): boolean {
  let low = 0
  let high = spans.length - 1
  while (low <= high) {
    const mid = (low + high) >> 1
    const s = spans[mid]!
    if (cp < s.from) high = mid - 1
    else if (cp > s.to) low = mid + 1
    else return true
  }
  return false
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import decompress from 'woff2-encoder/decompress'
import { readCoverage, type Coverage } from './cmap.ts'

/**
 * The faces that documents are set in, and the plan which of them a text needs.
 * 1. Noto Serif SC: all of the basic block, Extension A and 通用规范汉字表.
 * 2. Hanazono Mincho in pieces of some 1,000 characters: Extension B to F (𠮷 is there, Noto lacks it). A piece is unpacked when a text needs it.
 * 3. Noto Sans SC: the few signs and newest characters that neither has.
 * A character that no face has is drawn as 〓 and reported, never left blank. The faces get names of our own in memory,
 * so that a font of the machine with the same name can never be taken instead (the compiler always looks at those, too).
 */
export interface Plan {
  /** families in the order in which they are asked, always starting with the Song face */
  families: string[]
  /** characters that no face has, each once */
  missing: string[]
}

export interface Fonts {
  plan(texts: Iterable<string>): Plan
  /** font files in memory, one per family */
  load(families: readonly string[]): Promise<Buffer[]>
  /** the text as it can be drawn: 〓 for what is missing, signs without ink of their own left out */
  drawable(text: string, missing: ReadonlySet<string>): string
}

const song = 'Yichuang Song'
const hei = 'Yichuang Hei'
/** drawn in place of a character that no font has: the mark printers use for a missing type */
export const geta = '〓'

// Signs that draw nothing by themselves: controls, direction marks (they would let a name reorder the line), joiners, variation selectors, tags.
const inkless = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFFA0]/u
// Every kind of white space is drawn as a plain one; the full-width space keeps its width.
const blank = /[\s\u0085]/u

/** Opens the faces; `fontsDir` holds the three files by name where the packages are not installed. */
export function openFonts(fontsDir?: string): Fonts {
  const song_ = fontsDir ? join(fontsDir, 'NotoSerifSC_400Regular.ttf') : packaged('@expo-google-fonts/noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf')
  const hei_ = fontsDir ? join(fontsDir, 'NotoSansSC_400Regular.ttf') : packaged('@expo-google-fonts/noto-sans-sc', '400Regular/NotoSansSC_400Regular.ttf')
  const serif = readCoverage(song_)
  let sans: Coverage | undefined
  let pieces: Piece[] | undefined
  const hasSans = (cp: number): boolean => (sans ??= readCoverage(hei_)).has(cp)
  const pieceOf = (cp: number): Piece | undefined => (pieces ??= readPieces(fontsDir)).find((p) => p.spans.some(([a, b]) => cp >= a && cp <= b))

  return {
    plan(texts) {
      const rare = new Set<string>()
      let wantsSans = false
      const missing = new Set<string>()
      for (const text of texts) {
        for (const ch of text) {
          const cp = ch.codePointAt(0)!
          if (serif.has(cp) || cp < 0x80 || inkless.test(ch) || blank.test(ch)) continue
          const piece = cp >= 0x20000 ? pieceOf(cp) : undefined
          if (piece) rare.add(piece.family)
          else if (hasSans(cp)) wantsSans = true
          else missing.add(ch)
        }
      }
      return { families: [song, ...[...rare].sort(), ...(wantsSans ? [hei] : [])], missing: [...missing] }
    },
    async load(families) {
      return Promise.all(families.map(async (family) => {
        if (family === song) return rename(readFileSync(song_), 'Noto Serif SC', song)
        if (family === hei) return rename(readFileSync(hei_), 'Noto Sans SC', hei)
        const piece = (pieces ??= readPieces(fontsDir)).find((p) => p.family === family)
        if (!piece) throw new Error(`no font of the name ${family}`)
        return rename(Buffer.from(await decompress(readFileSync(piece.file))), piece.original, family)
      }))
    },
    drawable(text, missing) {
      let out = ''
      for (const ch of text) {
        if (ch === '\n') out += '\n'
        else if (ch === '\u3000') out += ch
        else if (blank.test(ch)) out += ' '
        else if (missing.has(ch)) out += geta
        else if (!inkless.test(ch)) out += ch
      }
      return out
    },
  }
}

interface Piece { family: string; original: string; file: string; spans: [number, number][] }

/** The style sheet of the package says which characters each piece holds. */
function readPieces(fontsDir?: string): Piece[] {
  const dir = fontsDir ? join(fontsDir, 'hanamin') : dirname(packaged('hanamin', 'package.json'))
  const css = readFileSync(join(dir, 'HanaMin.css'), 'utf8')
  const pieces: Piece[] = []
  for (const [, name, ranges] of css.matchAll(/url\(([^)]+\.woff2)\)[^;]*;\s*unicode-range:\s*([^;]+);/g)) {
    if (!/^HanaMinB\.CJK-Unified-Ideographs-Extension-[B-F]/.test(name!)) continue
    pieces.push({
      // eight letters like the name that stands in the file, so that it can be written over in place
      family: `YcRar${String(pieces.length).padStart(3, '0')}`, original: 'HanaMinB', file: join(dir, name!),
      spans: ranges!.split(',').map((r) => {
        const [a, b] = r.trim().replace(/^U\+/i, '').split('-')
        return [parseInt(a!, 16), parseInt(b ?? a!, 16)]
      }),
    })
  }
  if (!pieces.length) throw new Error(`${dir}: no pieces of Hanazono Mincho found in HanaMin.css`)
  return pieces
}

function packaged(name: string, file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)
}

/** Writes another family name of the same length over the one in the `name` table, in both encodings it is kept in. */
function rename(font: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error(`${to}: must be as long as ${from}`)
  const tables = font.readUInt16BE(4)
  for (let i = 0; i < tables; i++) {
    const at = 12 + i * 16
    if (font.toString('latin1', at, at + 4) !== 'name') continue
    const table = font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12))
    const wide = (s: string): Buffer => Buffer.from(s, 'utf16le').swap16()
    const count = overwrite(table, wide(from), wide(to)) + overwrite(table, Buffer.from(from), Buffer.from(to))
    if (!count) throw new Error(`the font does not call itself ${from}`)
    return font
  }
  throw new Error('the font has no name table')
}

function overwrite(table: Buffer, from: Buffer, to: Buffer): number {
  let count = 0
  for (let at = table.indexOf(from); at >= 0; at = table.indexOf(from, at + from.length)) {
    to.copy(table, at)
    count++
  }
  return count
}

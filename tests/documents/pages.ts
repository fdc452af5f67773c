import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'

/** poppler looks at the file as a reader would; text that extracts well and shows nothing is a known trap (stack.md 6) */
export const poppler = spawnSync('pdftoppm', ['-v']).error === undefined
if (!poppler) console.warn('skipped: pictures of documents need pdftoppm (apt-get install poppler-utils)')

export const root = new URL('../..', import.meta.url).pathname
export const blns = join(root, '../shared/data/vectors/hostile/blns.json')
export const hasBlns = existsSync(blns)
if (!hasBlns) console.warn('skipped: hostile strings need ../shared/data/vectors/hostile/blns.json')

/** a page in grey, one byte a pixel */
export interface Page { grey: Uint8Array; width: number; height: number; dpi: number }
export interface Box { text: string; xMin: number; yMin: number; xMax: number; yMax: number }
export interface Looked { pages: Page[]; text: string; words: Box[][]; fonts: string[]; size: number[]; pdf: Buffer }

/** Rasterises a PDF, and reads its text (without white space), word boxes and the first page's size (in points) and fonts. */
export function look(pdf: Buffer, dpi = 100): Looked {
  const dir = mkdtempSync(join(tmpdir(), 'yc-doc-'))
  try {
    const file = join(dir, 'd.pdf')
    writeFileSync(file, pdf)
    const run = (tool: string, ...args: string[]): string => execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] })
    const pages = raster(file, dir, dpi)
    // in the order in which it was written, as a clipboard gets it
    const sheets = run('pdftotext', '-raw', '-bbox', file, '-').split('<page ').slice(1)
    const words = sheets.map((page) =>
      [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/gs)]
        .map(([, a, b, c, d, text]) => ({ xMin: +a!, yMin: +b!, xMax: +c!, yMax: +d!, text: text!.replace(/&(lt|gt|quot|amp);/g, (_, e: 'lt') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[e]) })))
    const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(sheets[0]!)!
    return {
      pages, words, pdf, text: words.flat().map((w) => w.text).join(''),
      fonts: run('pdffonts', file).split('\n').slice(2).filter(Boolean).map((l) => l.split(/\s+/)[0]!.replace(/^[A-Z]{6}\+/, '')),
      size: [Number(width), Number(height)],
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** the text of a PDF as a reader's clipboard gets it, without white space: how a line breaks is not the matter */
export function textOf(pdf: Buffer): string {
  return flat(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'ignore'] }))
}

/** rightmost ink of each page in millimetres, at a coarse resolution */
export function rightEdges(pdf: Buffer): number[] {
  const dir = mkdtempSync(join(tmpdir(), 'yc-doc-'))
  try {
    const file = join(dir, 'd.pdf')
    writeFileSync(file, pdf)
    return raster(file, dir, 60).map((page) => inkOf(page).right)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** without white space and break marks */
export const flat = (text: string): string => text.replace(/[\s\u200b\f]/g, '')

/** the pages of a file as pictures: PGM, since nobody has to pack and unpack it */
function raster(file: string, dir: string, dpi: number): Page[] {
  execFileSync('pdftoppm', ['-r', String(dpi), '-gray', file, join(dir, 'p')], { stdio: 'ignore' })
  return readdirSync(dir).filter((f) => f.endsWith('.pgm')).sort().map((f) => {
    const bytes = readFileSync(join(dir, f))
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!
    return { grey: bytes.subarray(head[0].length), width: Number(head[1]), height: Number(head[2]), dpi }
  })
}

const darkAt = (page: Page, x: number, y: number): boolean => page.grey[y * page.width + x]! < 170

/** share of dark pixels inside a box given in points */
export function darkness(page: Page, box: Box): number {
  const k = page.dpi / 72
  const [x0, x1] = [Math.max(0, Math.floor(box.xMin * k)), Math.min(page.width, Math.ceil(box.xMax * k))]
  const [y0, y1] = [Math.max(0, Math.floor(box.yMin * k)), Math.min(page.height, Math.ceil(box.yMax * k))]
  let dark = 0
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if (darkAt(page, x, y)) dark++
  return dark / Math.max(1, (x1 - x0) * (y1 - y0))
}

/** smallest rectangle with all ink, in millimetres */
export function inkOf(page: Page): { left: number; top: number; right: number; bottom: number } {
  let [left, top, right, bottom] = [page.width, page.height, 0, 0]
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      if (!darkAt(page, x, y)) continue
      left = Math.min(left, x); right = Math.max(right, x + 1); top = Math.min(top, y); bottom = Math.max(bottom, y + 1)
    }
  }
  const mm = 25.4 / page.dpi
  return { left: left * mm, top: top * mm, right: right * mm, bottom: bottom * mm }
}

/** the longest unbroken dark line of the page, in millimetres from the left edge: the rule under the head */
export function ruleOf(page: Page): { from: number; to: number } {
  let best = { from: 0, to: 0 }
  for (let y = 0; y < page.height; y++) {
    let from = -1
    for (let x = 0; x <= page.width; x++) {
      const dark = x < page.width && darkAt(page, x, y)
      if (dark && from < 0) from = x
      if (!dark && from >= 0) {
        if (x - from > best.to - best.from) best = { from, to: x }
        from = -1
      }
    }
  }
  const mm = 25.4 / page.dpi
  return { from: best.from * mm, to: best.to * mm }
}

/** what a telephone's camera reads on this page */
export function qrOf(pages: Page[]): string | undefined {
  for (const { grey, width, height } of pages) {
    const opaque = new Uint32Array(grey.length)
    for (let i = 0; i < grey.length; i++) opaque[i] = 0xff000000 + grey[i]! * 0x010101
    const found = jsqr(new Uint8ClampedArray(opaque.buffer), width, height)
    if (found) return found.data
  }
  return undefined
}

import { extname } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Node } from 'yaml'

/** One row as handed in: its line in the file, its cells by field, and how many cells the line had where a line has as many as the first. */
export interface SheetRow { line: number; cells: Record<string, unknown>; width?: number }
export interface BrokenRow { line: number; reason: string }
/** `width`: cells of the first row of a CSV, which every other row should have */
export interface Sheet { rows: SheetRow[]; broken: BrokenRow[]; fields: Set<string>; width?: number }
/** `asWritten`: fields whose blanks at either end are kept; `more`: fields of headings that no list can name (2020年度考核) */
export interface Reading { asWritten?: readonly string[]; more?: (heading: string) => string | undefined }

/** field → headings under which officials write it, the first is the one that we say */
export type Headings = Readonly<Record<string, readonly string[]>>

/**
 * Reads a list as it is handed in: YAML (the list under `root`), CSV (UTF-8 or GB 18030, comma, semicolon or tab) or the first sheet of
 * an XLSX. The first row of a table names the fields, in Chinese or by key; unknown columns are left out, empty cells are no
 * value. Refuses (throws) a file of another kind, one without a known column, and one that cannot be opened.
 */
export async function readSheet(name: string, bytes: Buffer, root: string, headings: Headings, { asWritten = [], more }: Reading = {}): Promise<Sheet> {
  const kind = extname(name).toLowerCase()
  if (kind === '.yaml' || kind === '.yml') return ofYaml(bytes.toString('utf8'), root)
  const table = kind === '.xlsx' ? await ofXlsx(bytes) : kind === '.csv' || kind === '.txt' ? ofCsv(decode(bytes)) : undefined
  if (!table) throw new Error(`不认识的文件 ${name}：可以用 .xlsx、.csv 或 .yaml`)
  const [head, ...body] = table.filter((r) => r.cells.some((c) => trimmed(c) !== undefined))
  if (!head) throw new Error(`文件 ${name} 是空的`)
  const fields = head.cells.map((c) => fieldOf(String(c ?? '').trim(), headings) ?? more?.(String(c ?? '').trim()))
  if (!fields.some((f) => f !== undefined)) throw new Error(`文件 ${name} 的第一行没有认得的列名。可以用：${Object.values(headings).map((h) => h[0]).join('、')}`)
  const kept = fields.map((f) => f !== undefined && asWritten.includes(f))
  const rows = body.map(({ line, cells, open }) => {
    const out: Record<string, unknown> = {}
    for (const [i, field] of fields.entries()) {
      const cell = trimmed(cells[i])
      if (field !== undefined && cell !== undefined) out[field] = kept[i] ? cells[i] : cell
    }
    return { line, cells: out, ...(kind === '.xlsx' ? {} : { width: open ? -1 : cells.length }) }
  })
  return { rows, broken: [], fields: new Set(fields.filter((f) => f !== undefined)), ...(kind === '.xlsx' ? {} : { width: fields.length }) }
}

/** a text without blanks at its ends; nothing where nothing is left */
function trimmed(cell: unknown): unknown {
  return typeof cell === 'string' ? cell.trim() || undefined : cell
}

function fieldOf(heading: string, headings: Headings): string | undefined {
  const said = heading.replace(/[\s*＊（(].*$/u, '').trim()
  return Object.entries(headings).find(([field, names]) => field === said || names.includes(said))?.[0]
}

async function ofYaml(text: string, root: string): Promise<Sheet> {
  const { isMap, isSeq, LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines })
  const lineOf = (node: Node | null | undefined) => lines.linePos(node?.range?.[0] ?? 0).line
  const list = isMap(doc.contents) ? doc.get(root, true) : doc.contents
  if (!isSeq(list)) throw new Error(doc.errors[0] ? `YAML 有误：${doc.errors[0].message}` : `文件里没有 ${root} 这一列表`)
  const out: Sheet = { rows: [], broken: doc.errors.map((e) => ({ line: e.linePos?.[0]?.line ?? 1, reason: `YAML 有误：${e.message.split('\n')[0]}` })), fields: new Set() }
  for (const item of list.items as Node[]) {
    const line = lineOf(item)
    if (isMap(item)) {
      const cells = item.toJSON() as Record<string, unknown>
      for (const f of Object.keys(cells)) out.fields.add(f)
      out.rows.push({ line, cells })
    } else out.broken.push({ line, reason: '不是一条记录' })
  }
  return out
}

/** `open`: its last quotation mark was never closed */
interface Line { line: number; cells: unknown[]; open?: boolean }

/** RFC 4180, with the separator that the first line uses; a quoted cell may hold line ends */
export function ofCsv(text: string): Line[] {
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'))
  const separator = ['\t', ';', ','].find((s) => first.includes(s)) ?? ','
  const out: Line[] = []
  let cells: unknown[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let began = 1
  const endCell = (): void => { cells.push(cell); cell = '' }
  const endRow = (): void => { endCell(); out.push({ line: began, cells }); cells = []; began = line }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') { cell += '"'; i++ } else quoted = false
    } else if (c === '"' && !cell.trim()) { quoted = true; cell = '' } else if (c === separator) endCell()
    else if (c === '\n') endRow()
    else if (c !== '\r') cell += c
  }
  if (cell || cells.length) endRow()
  if (quoted && out.length) out.at(-1)!.open = true
  return out
}

/** what Excel saves as CSV on a Chinese system is GB 18030, as Unicode text UTF-16; what everybody else saves is UTF-8 */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** bytes of an XLSX when unpacked, all parts together: many times what the roster of a whole city takes */
const mostUnpacked = 200e6
/** a stray cell at the far right of a sheet must not make every row 16,384 cells long */
const mostColumns = 256

/**
 * How much a ZIP unpacks to; more than `mostUnpacked` where it is too much, undefined where it is no ZIP that a spreadsheet writes. A file of some hundred
 * kilobytes may hold gigabytes, which would take the whole city down with it (CWE-409), so each entry is unpacked here once, never beyond the
 * limit: what the archive says of its sizes is not believed.
 */
function unpackedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > bytes.length) return undefined
  // all ones say that the numbers stand elsewhere (ZIP64), which no list needs
  const elsewhere = [4, 6, 8, 10].some((at) => bytes.readUInt16LE(end + at) === 0xffff) || [12, 16].some((at) => bytes.readUInt32LE(end + at) === 0xffffffff)
  let at = bytes.readUInt32LE(end + 16)
  if (elsewhere || at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return undefined
  let size = 0
  for (; size <= mostUnpacked && at + 46 <= bytes.length && bytes.readUInt32LE(at) === entryMark; at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)) {
    const [packed, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
    if (local + 30 + packed > bytes.length) return undefined
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    try {
      size += bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes.subarray(from, from + packed), { maxOutputLength: mostUnpacked + 1 - size }).length : packed
    } catch (error) {
      return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? Infinity : undefined
    }
  }
  return size
}
const entryMark = 0x02014b50

async function ofXlsx(bytes: Buffer): Promise<Line[]> {
  const unreadable = '不是能打开的 XLSX 文件，请另存为 .xlsx 或 .csv'
  const size = unpackedSize(bytes)
  if (size === undefined) throw new Error(unreadable)
  if (size > mostUnpacked) throw new Error(`XLSX 文件解开以后超过 ${mostUnpacked / 1e6} MB，不能读取。请只留名单这一张表，另存后再试`)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(bytes as never).catch(() => { throw new Error(unreadable) })
  const out: Line[] = []
  book.worksheets[0]?.eachRow((row, line) => {
    const cells: unknown[] = []
    for (let n = 1; n <= Math.min(row.cellCount, mostColumns); n++) {
      const c = row.getCell(n)
      const { value } = c
      cells[n - 1] = value instanceof Date ? value.toISOString().slice(0, 10)
        // a number of more than 15 digits has lost its end in the sheet: it must not be taken for what it was
        : typeof value === 'number' ? (Math.abs(value) > 1e15 ? lost : String(value)) : (c.text || undefined)
    }
    out.push({ line, cells: Array.from(cells, (x) => x) })
  })
  return out
}

/** stands for a number whose last digits a spreadsheet has thrown away */
export const lost = Symbol('lost digits')

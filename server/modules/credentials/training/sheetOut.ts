import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'

/* Tables as files that a spreadsheet opens. A cell that a spreadsheet would run as a formula is written as text. */

type Cell = string | number

/** `=1+1` → `'=1+1`: what begins like a formula is shown, never run */
export function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

/** CSV with BOM, so that Excel reads it as UTF-8 */
export function csvOf(rows: readonly (readonly Cell[])[]): Buffer {
  const cell = (c: Cell): string => { const s = String(harmless(c)); return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s }
  return Buffer.from('\ufeff' + rows.map((r) => r.map(cell).join(',')).join('\r\n') + '\r\n', 'utf8')
}

/** rows written before others have their turn: twelve thousand at once would keep everybody waiting for seconds */
const atOnce = 200

/** XLSX with one sheet, its first row kept in sight */
export async function xlsxOf(title: string, rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const stream = new PassThrough()
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => stream.on('end', resolve).on('error', reject))
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: false, useSharedStrings: false })
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const [i, row] of rows.entries()) {
    sheet.addRow(row.map(harmless)).commit()
    if (i % atOnce === atOnce - 1) await turn()
  }
  sheet.commit()
  await book.commit()
  await ended
  return Buffer.concat(parts)
}

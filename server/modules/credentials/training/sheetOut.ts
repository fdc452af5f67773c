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

/** XLSX with one sheet, its first row kept in sight */
export async function xlsxOf(title: string, rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRows(rows.map((r) => r.map(harmless)))
  sheet.getRow(1).font = { bold: true }
  return Buffer.from(await book.xlsx.writeBuffer())
}

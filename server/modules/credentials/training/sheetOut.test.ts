import { expect, it } from 'vitest'
import { readSheet } from '../../../kernel/sheet.ts'
import { csvOf, harmless, xlsxOf } from './sheetOut.ts'

const headings = { name: ['姓名'], hours: ['学时'] }
const rows = [['姓名', '学时'], ['=HYPERLINK("x")', 60], ...Array.from({ length: 500 }, (_, i) => [`某“${i}”,"`, i])]

it('what begins like a formula is shown, never run; both files say the same', async () => {
  expect(['=1', '+1', '-1', '@x', '\tx'].map(harmless)).toEqual(["'=1", "'+1", "'-1", "'@x", "'\tx"])
  expect(harmless(-1)).toBe(-1)
  const read = async (name: string, bytes: Buffer) => (await readSheet(name, bytes, 'people', headings)).rows.map((r) => `${String(r.cells.name)} ${String(r.cells.hours)}`)
  const csv = await read('a.csv', csvOf(rows))
  expect(csv).toHaveLength(501)
  expect(csv[0]).toBe(`'=HYPERLINK("x") 60`)
  expect(await read('a.xlsx', await xlsxOf('学时', rows))).toEqual(csv)
})

import { expect, it } from 'vitest'
import { asText, csvOf } from './exporting.ts'

it('no cell of a list is a formula for a spreadsheet, and nothing else is changed', () => {
  for (const cell of ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1']) expect(asText(cell)).toBe(`'${cell}`)
  for (const cell of ['张三', '411002197801309991', '', '第1号', 12]) expect(asText(cell)).toBe(cell)
  expect(csvOf({ head: ['姓名', '说明'], rows: [['=HYPERLINK("x")', '甲,乙'], [1, '他说"好"']] }).toString()).toBe('\uFEFF姓名,说明\r\n"\'=HYPERLINK(""x"")","甲,乙"\r\n1,"他说""好"""\r\n')
})

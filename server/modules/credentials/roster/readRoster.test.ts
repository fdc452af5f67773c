import excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import { dayOf, readList } from './readRoster.ts'

/* Lists as they are handed in: encodings, orders, sheets, and rows that cannot be read. */

const needs = ['row', 'name', 'idNo']
const text = '备注,姓名,身份证号,序号,有效期至,没有人认得的列\n"甲,乙", 张 三 ,411002197801309991,1,2020年12月31日,x\n,李四,41100219630331999x,２,2020/1/5,\n'
const want = [{ row: 1, line: 2, name: ' 张 三 ', idNo: '411002197801309991', validTo: '2020-12-31', note: '甲,乙', credentialType: '执法证' }, { row: 2, line: 3, name: '李四', idNo: '41100219630331999x', validTo: '2020-01-05', note: '' }]
const read = (bytes: Buffer, name = 'list.csv') => readList('officers', name, bytes, needs)
/** GB 18030 of the few characters above */
const gb18030 = (s: string): Buffer => {
  const table = new Map<string, Buffer>()
  const decoder = new TextDecoder('gb18030')
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) table.set(decoder.decode(Buffer.from([a, b])), Buffer.from([a, b]))
  return Buffer.concat([...s].map((c) => table.get(c) ?? Buffer.from(c)))
}

describe('a list of officers', () => {
  it('is read from UTF-8 with and without a byte order mark, GB 18030, UTF-16', async () => {
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), gb18030(text), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]), Buffer.from(text.replaceAll('\n', '\r\n'))]) {
      const { rows, broken } = await read(bytes)
      expect(broken).toEqual([])
      expect(rows).toMatchObject(want)
    }
  })

  it('is read from a sheet, with days as days, and refuses numbers that lost their end', async () => {
    const book = new excel.Workbook()
    const sheet = book.addWorksheet('名册')
    sheet.addRows([['姓名', '序号', '身份证号', '有效期至', '2019年审'], [' 张 三 ', 1, '411002197801309991', new Date('2020-12-31'), '合格'], ['李四', 2, 411002197801309991, '2020-12-31', ''], ['王五', 3, '411002780130999', '2020-12-31', '']])
    const { rows, broken } = await read(Buffer.from(await book.xlsx.writeBuffer()), '名册.xlsx')
    expect(rows).toMatchObject([{ row: 1, line: 2, name: ' 张 三 ', validTo: '2020-12-31', annualCheck: { 2019: '合格' } }, { row: 3, annualCheck: { 2019: '' } }])
    expect(broken).toMatchObject([{ line: 3, heading: '身份证号', reason: expect.stringContaining('超过 15 位') }])
  })

  it('reports a row that cannot be read with line and column, all its faults at once, and goes on', async () => {
    const { rows, broken } = await read(Buffer.from([
      '序号,姓名,身份证号,到岗日期,有效期至', '1,甲,x,2020-02-30,长期', ',乙,x,,', '零,丙,x,,', '4,丁,x,2020-01-01', '5,戊,x,,', '5,己,x,,', '6,庚,x,,,', '7,"辛,x,,', '',
    ].join('\n')))
    expect(rows.map((r) => r.name)).toEqual(['戊'])
    expect(broken.map((b) => [b.line, b.heading])).toEqual([[2, '到岗日期'], [2, '有效期至'], [3, '序号'], [4, '序号'], [5, undefined], [7, '序号'], [8, undefined], [9, undefined]])
    expect(broken.at(-1)!.reason).toContain('引号')
    expect(broken[5]!.reason).toBe('与第 6 行的序号相同')
  })

  it('is refused where a column is missing, the file is none, or nothing is known', async () => {
    await expect(read(Buffer.from('序号,姓名\n1,甲\n'))).rejects.toThrow('缺少列：身份证号')
    await expect(read(Buffer.from('a,b\n1,2\n'))).rejects.toThrow('没有认得的列名')
    await expect(read(Buffer.from(''))).rejects.toThrow('是空的')
    await expect(read(Buffer.from('PK'), 'x.xlsx')).rejects.toThrow('XLSX')
    await expect(read(Buffer.from('x'), 'x.pdf')).rejects.toThrow('不认识的文件')
  })
})

it('reads days as people write them, and nothing else', () => {
  expect(['2020-11-30', '2020/1/5', '2020.01.05', '20200105', '2020年1月5日', '２０２０－０１－０５'].map(dayOf)).toEqual(['2020-11-30', '2020-01-05', '2020-01-05', '2020-01-05', '2020-01-05', '2020-01-05'])
  expect(['', '长期', '2020-13-01', '2020-02-30', '20-1-1', '2020'].map(dayOf)).toEqual(Array(6).fill(undefined))
})

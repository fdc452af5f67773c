import { crc32, deflateRawSync } from 'node:zlib'
import excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import { readSheet } from './sheet.ts'

/* A list is handed in by people we do not know: what it holds is read, what it would do to the machine is refused. */

const headings = { name: ['姓名'], idNo: ['身份证号'] }
const read = (bytes: Buffer) => readSheet('名单.xlsx', bytes, 'people', headings)

async function sheetOf(rows: unknown[][], more?: (sheet: excel.Worksheet) => void): Promise<Buffer> {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRows(rows)
  more?.(sheet)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** the archive with one entry more, of `content`, at its end */
function withEntry(zip: Buffer, name: string, content: Buffer, says = content.length): Buffer {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const [size, offset] = [zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)]
  const packed = deflateRawSync(content)
  const head = (mark: number, extra: number) => {
    const h = Buffer.alloc(extra + 30)
    h.writeUInt32LE(mark, 0)
    const at = extra ? 10 : 8
    h.writeUInt16LE(8, at)
    h.writeUInt32LE(crc32(content), at + 6)
    h.writeUInt32LE(packed.length, at + 10)
    h.writeUInt32LE(says, at + 14)
    h.writeUInt16LE(name.length, at + 18)
    if (extra) h.writeUInt32LE(offset, 42)
    return Buffer.concat([h, Buffer.from(name)])
  }
  const local = Buffer.concat([head(0x04034b50, 0), packed])
  const central = Buffer.concat([zip.subarray(offset, offset + size), head(0x02014b50, 16)])
  const tail = Buffer.from(zip.subarray(end))
  tail.writeUInt16LE(tail.readUInt16LE(8) + 1, 8)
  tail.writeUInt16LE(tail.readUInt16LE(10) + 1, 10)
  tail.writeUInt32LE(central.length, 12)
  tail.writeUInt32LE(offset + local.length, 16)
  return Buffer.concat([zip.subarray(0, offset), local, central, tail])
}

describe('an XLSX that is handed in', () => {
  const list = [['姓名', '身份证号'], ['张三', '411002198501019901']]
  it('is read, also with a small part that we do not know', async () => {
    const bytes = withEntry(await sheetOf(list), 'xl/media/x.bin', Buffer.from('picture'))
    expect((await read(bytes)).rows).toMatchObject([{ line: 2, cells: { name: '张三', idNo: '411002198501019901' } }])
  })

  it('is refused when a small file unpacks to a big one, whatever it says of its size', async () => {
    const bytes = withEntry(await sheetOf(list), 'xl/media/x.bin', Buffer.alloc(210e6), 1)
    expect(bytes.length).toBeLessThan(1e6)
    await expect(read(bytes)).rejects.toThrow('解开以后超过 200 MB')
  })

  it('is refused in words when it is cut off or no archive at all', async () => {
    const bytes = await sheetOf(list)
    for (const broken of [bytes.subarray(0, bytes.length - 40), bytes.subarray(0, 300), Buffer.from('PK\x05\x06'), Buffer.alloc(0)]) await expect(read(broken)).rejects.toThrow('不是能打开的 XLSX 文件')
  })

  it('is read by its first columns: a stray cell at the far right is none of the list', async () => {
    const bytes = await sheetOf(list, (sheet) => { sheet.getCell('XFD2').value = 'x' })
    expect((await read(bytes)).rows).toMatchObject([{ cells: { name: '张三' } }])
  })
})

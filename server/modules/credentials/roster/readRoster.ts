import { bodyRow, officerRow, type BodyRow, type OfficerRow, type SupervisorRow } from '../../../../law/credential/row.ts'
import { half } from '../../../../law/credential/written.ts'
import { dayNumber } from '../../../../law/kernel/dates.ts'
import { lost, readSheet, type Headings } from '../../../kernel/sheet.ts'
import { bodyHeadings, dayFields, officerHeadings, yearField } from './headings.ts'

export type ListName = 'officers' | 'supervisors' | 'bodies'
export const listNames: Readonly<Record<ListName, string>> = { officers: '执法人员名册', supervisors: '执法监督人员名册', bodies: '执法主体名单' }

/** One row that could not be read: where it stands, the column, and what is wrong with it. The other rows go on. */
export interface BrokenLine { list: ListName; line: number; heading?: string; value?: string; reason: string }
export interface ReadList<R> { rows: R[]; broken: BrokenLine[] }
export interface RowOf { officers: OfficerRow; supervisors: SupervisorRow; bodies: BodyRow }

type Cells = Record<string, unknown>

/**
 * Reads one list of a roster from CSV (UTF-8 with or without a byte order mark, GB 18030, UTF-16) or the first sheet of an XLSX, columns by
 * heading in any order; `needs` are the columns without which it cannot be judged. A row that cannot be read is reported with
 * its line and column, all its faults at once, and left out. Refuses (throws) a file that cannot be opened or lacks a column.
 */
export async function readList<L extends ListName>(list: L, name: string, bytes: Buffer, needs: readonly string[]): Promise<ReadList<RowOf[L]>> {
  const headings: Headings = list === 'bodies' ? bodyHeadings : officerHeadings
  const sheet = await readSheet(name, bytes, list, headings, { asWritten: ['name', 'idNo'], more: yearField })
  const missing = needs.filter((f) => !sheet.fields.has(f))
  if (missing.length) throw new Error(`${listNames[list]} ${name} 缺少列：${missing.map((f) => headings[f]?.[0] ?? f).join('、')}`)
  const broken: BrokenLine[] = sheet.broken.map((b) => ({ list, ...b }))
  // a column of a year that is there and empty is not a column that is missing
  const blank = Object.fromEntries([...sheet.fields].filter((f) => f.includes('.')).map((f) => [f, '']))
  const seen = new Map<string, number>()
  const rows: RowOf[L][] = []
  for (const { line, cells, width } of sheet.rows) {
    const faults: Omit<BrokenLine, 'list' | 'line'>[] = []
    if (width !== undefined && width !== sheet.width) {
      faults.push({ reason: width < 0 ? '引号没有收住，从这一行起读不出' : `这一行有 ${width} 格，应为 ${sheet.width} 格，可能多了或者少了逗号` })
    } else readDays(cells, headings, faults)
    const key = list === 'bodies' ? '' : half(String(cells['row'] ?? ''))
    if (list !== 'bodies' && !faults.length) {
      if (!/^[1-9]\d{0,8}$/.test(key)) faults.push({ heading: '序号', value: key, reason: key ? '序号应为正整数' : '没有序号' })
      else if (seen.has(key)) faults.push({ heading: '序号', value: key, reason: `与第 ${seen.get(key)} 行的序号相同` })
      else seen.set(key, line)
    }
    if (list === 'bodies' && !faults.length && !cells['name']) faults.push({ heading: '单位名称', reason: '没有单位名称' })
    if (faults.length) broken.push(...faults.map((f) => ({ list, line, ...f })))
    else rows.push(rowOf(list, line, Number(key), { ...blank, ...cells }) as RowOf[L])
  }
  return { rows, broken: broken.sort((a, b) => a.line - b.line) }
}

/** days become YYYY-MM-DD in place; what is none, and numbers that a spreadsheet cut off, are faults */
function readDays(cells: Cells, headings: Headings, faults: Omit<BrokenLine, 'list' | 'line'>[]): void {
  for (const [field, value] of Object.entries(cells)) {
    const heading = headings[field]?.[0] ?? field
    if (value === lost) faults.push({ heading, reason: '是超过 15 位的数字，末几位已被表格软件改成 0。请把这一列设为文本格式再填' })
    else if (field === 'birthDate') cells[field] = dayOf(String(value)) ?? value
    else if (dayFields.includes(field)) {
      const day = dayOf(String(value))
      if (day) cells[field] = day
      else faults.push({ heading, value: String(value), reason: '不是日期，例如 2020-11-30' })
    }
  }
}

/** 2020-11-30, 2020/11/3, 2020.11.3, 20201103, 2020年11月3日, in half or full width; undefined for what is no day */
export function dayOf(text: string): string | undefined {
  const said = half(text)
  const m = /^(\d{4})(\d{2})(\d{2})$/.exec(said) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?$/.exec(said)
  if (!m) return undefined
  const day = `${m[1]}-${m[2]!.padStart(2, '0')}-${m[3]!.padStart(2, '0')}`
  try {
    dayNumber(day)
    return day
  } catch {
    return undefined
  }
}

function rowOf(list: ListName, line: number, row: number, cells: Cells): RowOf[ListName] {
  const texts: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(cells)) {
    const [group, year] = field.split('.') as [string, string?]
    if (year) texts[group] = { ...(texts[group] as object), [year]: String(value) }
    else texts[field] = String(value)
  }
  if (list === 'bodies') return bodyRow({ ...texts, line })
  return officerRow({ credentialType: list === 'officers' ? '执法证' : '监督证', ...texts, line, row })
}

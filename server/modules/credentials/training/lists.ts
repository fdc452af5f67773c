import { citizenId, normaliseCode } from '../../../../law/kernel/identity.ts'
import { BadInput } from '../../../kernel/http/index.ts'
import { readSheet } from '../../../kernel/sheet.ts'

/* Lists that people hand in: identity numbers, each with the line on which it stands. */

export interface ListError { line: number; message: string }
export interface Listed { line: number; idNumber: string; name?: string; year?: number; hours?: number }

const headings = { idNumber: ['身份证号', '公民身份号码', '身份证号码', '证件号码'], name: ['姓名'], year: ['年度', '年份'], hours: ['学时', '年度培训学时', '培训学时'] }

/** rows of a CSV with a column 身份证号. Refuses a list that is none; faults of rows come beside the rows. */
export async function readPeople(csv: string, needs: readonly ('year' | 'hours')[] = []): Promise<{ rows: Listed[]; errors: ListError[] }> {
  const sheet = await readSheet('名单.csv', Buffer.from(csv, 'utf8'), 'people', headings).catch((e: Error) => { throw new BadInput(e.message) })
  for (const field of ['idNumber', ...needs] as const) if (!sheet.fields.has(field)) throw new BadInput(`名单里没有“${headings[field][0]}”这一列`)
  const rows: Listed[] = []
  const errors: ListError[] = sheet.broken.map((b) => ({ line: b.line, message: b.reason }))
  for (const { line, cells } of sheet.rows) {
    const say = (message: string) => void errors.push({ line, message })
    const id = citizenId(String(cells.idNumber ?? ''))
    if (!id.ok) { say(`身份证号${id.why}`); continue }
    const year = Number(cells.year)
    const hours = Number(cells.hours)
    if (needs.includes('year') && !(Number.isInteger(year) && year >= 2000 && year <= 2100)) { say('年度应为四位数字，例如 2020'); continue }
    if (needs.includes('hours') && !(hours >= 0 && hours <= 999 && Number.isInteger(hours * 2))) { say('学时应为 0 到 999 的数，最小到半学时'); continue }
    rows.push({ line, idNumber: id.id, ...(cells.name ? { name: String(cells.name) } : {}), ...(needs.length ? { year, hours } : {}) })
  }
  return { rows, errors }
}

/** numbers that were given as a list; their lines are their places in it, from 1 */
export function readNumbers(numbers: readonly string[]): { rows: Listed[]; errors: ListError[] } {
  const rows: Listed[] = []
  const errors: ListError[] = []
  for (const [i, text] of numbers.entries()) {
    const id = citizenId(normaliseCode(text))
    if (id.ok) rows.push({ line: i + 1, idNumber: id.id })
    else errors.push({ line: i + 1, message: `身份证号${id.why}` })
  }
  return { rows, errors }
}

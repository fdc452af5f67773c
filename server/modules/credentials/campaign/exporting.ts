import { divisionName } from './divisions.ts'
import { officerHeadings, bodyHeadings } from '../roster/headings.ts'
import type { CredentialsDeps } from '../index.ts'
import type { BrokenLine } from '../roster/readRoster.ts'
import { listNames } from '../roster/readRoster.ts'
import { taskLines } from './lines.ts'
import { reportData } from './reporting.ts'
import { readCampaign } from './tasks.ts'
import { decisions, proposals } from './words.ts'

export interface Exported { data: Buffer; type: string; name: string }
type Table = { head: string[]; rows: (string | number)[][] }
type Only = 'all' | 'approved' | 'removed' | 'pending'

/** what a spreadsheet would run as a formula stands as text: a leading = + - @ tab or return is put behind an apostrophe (CWE-1236) */
export function asText(cell: string | number): string | number {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

/** RFC 4180 with a byte order mark, so that a spreadsheet reads Chinese as it is */
export function csvOf({ head, rows }: Table): Buffer {
  const cell = (v: string | number): string => (/[",\n\r]/.test(String(v)) ? `"${String(v).replaceAll('"', '""')}"` : String(v))
  return Buffer.from(`\uFEFF${[head, ...rows].map((line) => line.map((v) => cell(asText(v))).join(',')).join('\r\n')}\r\n`)
}

async function xlsxOf(name: string, { head, rows }: Table): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const sheet = book.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] })
  // identity numbers stay text: a cell of text is never run and never rounded
  sheet.addRows([head, ...rows.map((r) => r.map(asText))])
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** A list of a campaign as a file. Refuses NotFound. */
export async function exportList(deps: CredentialsDeps, id: string, o: { what: 'officers' | 'supervisors' | 'bodies' | 'report' | 'errors'; only: Only; as: 'csv' | 'xlsx' }, now: string): Promise<Exported> {
  const campaign = await readCampaign(deps.db, deps.city, id)
  const titles = { officers: '执法人员', supervisors: '执法监督人员', bodies: '执法主体', report: '清理结果', errors: '读不出的行' }
  const only = { all: '', approved: '保留', removed: '清出', pending: '未定' }[o.only]
  const table = o.what === 'officers' || o.what === 'supervisors' ? await people(deps, id, o.what, o.only) : o.what === 'bodies' ? await bodies(deps, id, now) : o.what === 'errors' ? await broken(deps, id) : await report(deps, id, now)
  const title = `${campaign.name}${titles[o.what]}${only}`
  return o.as === 'csv' ? { data: csvOf(table), type: 'text/csv; charset=utf-8', name: `${title}.csv` }
    : { data: await xlsxOf(titles[o.what], table), type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: `${title}.xlsx` }
}

const where: Readonly<Record<Only, string>> = {
  all: 'true', removed: `t.decided = 'removed'`, pending: `t.decided is null and r.verdict not in ('KEEP', 'CORRECT')`, approved: `(t.decided in ('restored', 'corrected') or (t.decided is null and r.verdict in ('KEEP', 'CORRECT')))`,
}

async function people(deps: CredentialsDeps, id: string, list: 'officers' | 'supervisors', only: Only): Promise<Table> {
  const { rows } = await deps.db.query<{ row: number; data: Record<string, string>; verdict: string; reasons: string[]; decided: string | null; note: string | null; body: string; division: string | null }>(
    `select r.row, r.data, r.verdict, r.reasons, t.decided, t.note, k.name as body, k.division from credentials.roster_row r join credentials.task k on k.city = r.city and k.id = r.task
     left join credentials.task_row t on t.city = r.city and t.task = r.task and t.list = r.list and t.row = r.row where r.city = $1 and r.campaign = $2 and r.list = $3 and ${where[only]} order by r.row`, [deps.city, id, list])
  const fields = (['name', 'sex', 'idNo', 'bodyName', 'bodyUscc', 'establishment', 'post', 'status', 'credentialNo', 'validTo'] as const).filter((f) => rows.some((r) => r.data[f]))
  return {
    head: ['序号', ...fields.map((f) => officerHeadings[f][0]!), '地区', '审核', '原因', '结果', '说明'],
    rows: rows.map((r) => [r.row, ...fields.map((f) => r.data[f] ?? ''), divisionName(r.division ?? ''), proposals[r.verdict] ?? r.verdict, r.reasons.join('、'), r.decided ? decisions[r.decided]! : ['KEEP', 'CORRECT'].includes(r.verdict) ? '保留' : '未定', r.note ?? '']),
  }
}

async function bodies(deps: CredentialsDeps, id: string, now: string): Promise<Table> {
  const lines = await taskLines(deps, deps.db, await readCampaign(deps.db, deps.city, id), now)
  return {
    head: [bodyHeadings.name[0]!, bodyHeadings.uscc[0]!, '地区', '执法人员', '监督人员', '需要核对', '未决定', '有异议', '清出', '恢复', '更正', '告知日', '答复截止', '进度'],
    rows: lines.map((t) => [t.name, t.uscc, t.divisionName, t.officers, t.supervisors, t.flagged, t.open, t.objected, t.removed, t.restored, t.corrected, t.toldOn ?? '', t.due ?? '', t.stateName]),
  }
}

async function broken(deps: CredentialsDeps, id: string): Promise<Table> {
  const { rows: [c] } = await deps.db.query<{ broken: BrokenLine[] }>(`select broken from credentials.campaign where city = $1 and id = $2`, [deps.city, id])
  return { head: ['名册', '行', '列', '内容', '问题'], rows: c!.broken.map((b) => [listNames[b.list], b.line, b.heading ?? '', b.value ?? '', b.reason]) }
}

async function report(deps: CredentialsDeps, id: string, now: string): Promise<Table> {
  const d = await reportData(deps, deps.db, await readCampaign(deps.db, deps.city, id), now)
  const counts = (name: string, c: { total: number; approved: number; removed: number; pending: number }) => [name, c.total, c.approved, c.removed, c.pending]
  return {
    head: ['项目', '总数', '保留', '清出', '未定'],
    rows: [counts('执法人员', d.officers), counts('执法监督人员', d.supervisors), ['执法主体', d.bodies.listed, '', '', ''], ...d.byReason.map((r) => [`清出原因：${r.name}`, '', '', r.count, '']), ...d.divisions.map((r) => [`${r.name}（${r.bodies}个单位）`, r.approved + r.removed, r.approved, r.removed, ''])],
  }
}

import { isUuid } from '../../kernel/ids.ts'
import type { Deps } from './deps.ts'
import { cursorOf, fromCursor, linesOf } from './lines.ts'
import { caseColumns } from './read.ts'
import type { CaseRow } from './write.ts'

const far = "date '9999-12-31'"
/** what each desk of the hall has before it; a clock that waits for paper is found by its own row */
const waits = `(select min(k.due) from casework.clock k where k.city = c.city and k.case_id = c.id and k.status = 'running' and k.clock in ('correctionPeriod', 'tolerantSupply'))`
const desks = {
  intake: `c.holder = 'window'`,
  handOut: `c.holder = 'counter'`,
  // noticed cases are with their applicant; a tolerant one is with its organ already and still owes something
  supply: `(c.holder = 'applicant' or exists (select 1 from casework.clock k where k.city = c.city and k.case_id = c.id and k.status = 'running' and k.clock = 'tolerantSupply'))`,
} as const

/**
 * Lines of one desk, first due first. `q` is what somebody at the counter has: the end of a case's number, a bundle's number,
 * the text of a code on a paper, or the whole name on the identity card (part of a name would be looking around in other people's cases).
 */
export async function windowLines(deps: Deps, desk: keyof typeof desks, page: { cursor?: string | undefined; limit: number; q?: string | undefined }) {
  const [due, id] = fromCursor(page.cursor) ?? ['0001-01-01', '00000000-0000-0000-0000-000000000000']
  const params: unknown[] = [deps.city, due, id, page.limit]
  const at = desk === 'supply' ? waits : 'c.due'
  const found = page.q?.trim() ? ` and ${await named(deps, page.q.trim(), params)}` : ''
  const { rows } = await deps.db.query<CaseRow & { until: string | null }>(
    `select ${caseColumns}, ${desk === 'supply' ? `${waits}::text` : 'null'} as until from casework.cases c where c.city = $1 and not c.closed and ${desks[desk]}
       and (coalesce(${at}, ${far}), c.id) > ($2::date, $3::uuid)${found} order by coalesce(${at}, ${far}), c.id limit $4`, params)
  const lines = await linesOf(deps, rows)
  return { items: lines.map((line, i) => Object.assign(line, { until: rows[i]!.until })), next: cursorOf(rows, page.limit, (r) => (desk === 'supply' ? r.until : r.due) ?? '9999-12-31') }
}

/** the condition that finds what was typed or scanned; its values go into `params` */
async function named(deps: Deps, typed: string, params: unknown[]): Promise<string> {
  const scanned = /[?&]n=([^&#\s]+)/.exec(typed)
  const q = scanned ? decodeURIComponent(scanned[1]!) : typed
  const put = (v: unknown) => `$${params.push(v)}`
  if (isUuid(q)) {
    const paper = put(q)
    return `(c.id = ${paper} or c.bundle = ${paper} or exists (select 1 from kernel.document d where d.city = c.city and d.id = ${paper} and d.case_id in (c.id, c.bundle)))`
  }
  if (/^[\p{Script=Han}·]{2,}$/u.test(q)) return `c.applicant = any(${put(await deps.directory.idsNamed(q))}::uuid[])`
  return `(c.number like ${put('%' + q.replace(/[%_\\]/g, '\\$&'))}
    or c.bundle = (select b.id from casework.bundle b where b.city = $1 and b.number = ${put(q)})
    or exists (select 1 from kernel.document d where d.city = c.city and d.number = ${put(q)} and d.case_id in (c.id, c.bundle)))`
}

import { createHash } from 'node:crypto'
import type { Audit, Opinion, Profile } from '../../../../law/credential/audit.ts'
import type { Roster } from '../../../../law/credential/row.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import type { BrokenLine, ListName } from '../roster/readRoster.ts'
import { groupByBody, type BodyPart } from './grouping.ts'

export interface ListInfo { name: string; sha256: string; rows: number; broken: number }
/** A roster read and judged, ready to be put down. */
export interface Prepared {
  profile: Profile<any>
  settings: Record<string, any>
  roster: Roster
  opinions: Audit
  broken: readonly BrokenLine[]
  lists: Readonly<Record<string, ListInfo>>
  fingerprint: Buffer
  organs: (name: string, uscc: string) => string | null
}

export interface FrozenRow { list: ListName; row: number; line: number; task: string | null; person: string | null; name: string; data: object; verdict: string; action: string; primary_reason: string | null; reasons: string[]; findings: object[]; corrections: object[] }
export interface NewTask { id: string; name: string; uscc: string; division: string; organ: string | null; officers: number; supervisors: number; flagged: number }

/** what a row says, without what was left empty; line and row have columns of their own */
export function written(row: object): object {
  const out: Record<string, unknown> = {}
  for (const [k, v] of Object.entries(row)) {
    if (v === '' || k === 'row' || k === 'line' || (typeof v === 'object' && !Object.keys(v as object).length)) continue
    out[k] = v
  }
  return out
}

/** SHA-256 over lists, numbers and contents in their order: whoever has the rows can compute it again */
export function digestOfRows(rows: Iterable<Pick<FrozenRow, 'list' | 'row' | 'data'>>): Buffer {
  const hash = createHash('sha256')
  for (const r of rows) hash.update(`${r.list}/${r.row} ${JSON.stringify(Object.entries(r.data).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`)
  return hash.digest()
}

/** rows, tasks and digest of a campaign */
export function freeze(p: Prepared): { frozen: Buffer; rows: FrozenRow[]; tasks: NewTask[] } {
  const grouped = groupByBody(p.roster, p.settings as never)
  const ids = new Map<BodyPart, NewTask>(grouped.bodies.map((b) => {
    const organ = p.organs(b.name, b.uscc) ?? (b.successor ? p.organs('', b.successor) : null)
    return [b, { id: uuidv7(), name: b.name, uscc: b.uscc, division: b.division, organ, officers: b.officers, supervisors: b.supervisors, flagged: 0 }]
  }))
  const rowOf = (list: ListName, opinion: Opinion, row: { line: number; name: string }, task: string | null, person: string | null, name: string): FrozenRow => ({
    list, row: opinion.row, line: row.line, task, person, name, data: written(row), verdict: opinion.verdict, action: opinion.action, primary_reason: opinion.primary, reasons: opinion.reasons,
    findings: opinion.findings, corrections: opinion.corrections,
  })
  const people = (['officers', 'supervisors'] as const).flatMap((list) => p.roster[list].map((row, i) => {
    const opinion = p.opinions[list][i]!
    const { body, person, name } = grouped[list][i]!
    const task = ids.get(body)!
    if (opinion.verdict !== 'KEEP') task.flagged++
    return rowOf(list, opinion, row, task.id, person, name)
  }))
  const bodies = p.roster.bodies.map((row, i) => rowOf('bodies', p.opinions.bodies[i]!, row, null, null, row.name))
  const rows = [...people, ...bodies]
  return { frozen: digestOfRows(rows), rows, tasks: [...ids.values()] }
}

import { clockNames, headSigns, procedureFor } from '../../../law/permit/index.ts'
import { maskName } from '../../../law/kernel/identity.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import { instant } from '../../kernel/clock.ts'
import type { Deps } from './deps.ts'
import type { Reader } from './read.ts'
import { caseColumns } from './read.ts'
import type { CaseRow } from './write.ts'

export type Lamp = 'green' | 'yellow' | 'red' | 'paused' | 'none'

/** lamp of a row (MOD-10), from days stored with it: a queue of fifty costs no calendar arithmetic */
export function lampOf(row: Pick<CaseRow, 'closed' | 'paused' | 'due' | 'yellow_at' | 'promise_at'>, now: string): Lamp {
  if (row.closed) return 'none'
  if (row.paused) return 'paused'
  const today = now.slice(0, 10)
  if ((row.due && today > row.due) || (row.promise_at && now > row.promise_at)) return 'red'
  if (row.yellow_at && now >= row.yellow_at) return 'yellow'
  return row.due ? 'green' : 'none'
}

/** what the lamp is about: the promise whose instant has passed, otherwise the clock whose day comes first */
export function lampFor(row: Pick<CaseRow, 'closed' | 'due_clock' | 'promise_at'>, now: string): { clock: string; name: string } | null {
  const clock = row.promise_at && now > row.promise_at ? 'promise' : row.due_clock
  return row.closed || !clock ? null : { clock, name: (clockNames as Record<string, string>)[clock] ?? clock }
}

/** the part of a row that a list shows */
export type LineRow = Pick<CaseRow, 'id' | 'number' | 'item' | 'revision' | 'organ' | 'applicant' | 'bundle' | 'state' | 'holder' | 'received_at' | 'due' | 'yellow_at' | 'promise_at' | 'paused' | 'green' | 'closed' | 'seq' | 'taken_by' | 'due_clock' | 'regime'>

/** one line of a list; names are masked: a list is an ordinary view (settled.md 3) */
export function lineOf(deps: Deps, row: LineRow, item: ItemTerms, applicant: string, now: string) {
  return {
    id: row.id, number: row.number, item: row.item, name: item.name, organ: row.organ, organName: deps.directory.organ(row.organ).name, state: row.state,
    stateName: procedureFor(item.regime).states[row.state] ?? row.state, holder: row.holder, applicant, receivedAt: row.received_at, due: row.due,
    promiseAt: row.promise_at, lamp: lampOf(row, now), lampFor: lampFor(row, now), green: row.green, bundle: row.bundle, seq: row.seq,
  }
}
export type CaseLine = ReturnType<typeof lineOf>

/** rows → lines, with the names of all people in them read by one statement */
export async function linesOf(deps: Deps, rows: readonly LineRow[], mask = true): Promise<CaseLine[]> {
  return (await linesWithPeople(deps, rows, mask)).lines
}

async function linesWithPeople(deps: Deps, rows: readonly LineRow[], mask: boolean, more: readonly string[] = []) {
  const now = deps.clock.legal()
  const people = await deps.directory.names([...new Set([...rows.map((r) => r.applicant), ...more])])
  const items = new Map<string, ItemTerms>()
  for (const { item, revision } of rows) {
    const key = `${item}|${revision}`
    if (!items.has(key)) items.set(key, await deps.catalogue.revision(item, revision))
  }
  const lines = rows.map((row) => {
    const person = people.get(row.applicant)
    const name = person?.enterprise ?? (person ? (mask ? maskName(person.name) : person.name) : '')
    return lineOf(deps, row, items.get(`${row.item}|${row.revision}`)!, name, now)
  })
  return { lines, people }
}

/** under examination, and its decision is signed by the head of one of these organs */
export const waitsForHead = (row: Pick<CaseRow, 'organ' | 'state' | 'regime'>, heads: readonly string[]): boolean =>
  row.state === 'review' && heads.includes(row.organ) && (headSigns as readonly string[]).includes(row.regime)

/** lines of a queue: who took up a case that is under examination is named */
export async function queueLines(deps: Deps, rows: readonly LineRow[], heads: readonly string[]): Promise<(CaseLine & { takenBy: string | null; signs: boolean })[]> {
  const takers = rows.map((r) => (r.state === 'review' || r.state === 'special' ? r.taken_by : null))
  const { lines, people } = await linesWithPeople(deps, rows, true, takers.filter((t) => t !== null))
  return lines.map((line, i) => Object.assign(line, { takenBy: takers[i] ? people.get(takers[i])?.name ?? '' : null, signs: waitsForHead(rows[i]!, heads) }))
}

const far = "date '9999-12-31'"

/** keyset cursor over (due, id): what comes after the last line seen */
export function cursorOf<R extends { id: string }>(rows: readonly R[], limit: number, key: (r: R) => string): string | null {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last ? Buffer.from(`${key(last)}|${last.id}`).toString('base64url') : null
}
export function fromCursor(cursor: string | undefined): [string, string] | null {
  const m = cursor && /^([^|]*)\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString())
  return m ? [m[1]!, m[2]!] : null
}

// what a line of the queue shows, as one JSON value: fifty rows of single columns cost three times as much to take apart
const lineFields = ['id', 'number', 'item', 'revision', 'organ', 'applicant', 'bundle', 'state', 'holder', 'due', 'paused', 'green', 'closed', 'seq', 'taken_by', 'due_clock', 'regime'] as const
const lineInstants = ['received_at', 'promise_at', 'yellow_at'] as const
const lineJson = `json_build_array(${lineFields.map((f) => 'c.' + f).join(', ')}, ${lineInstants.map((f) => `floor(extract(epoch from c.${f}) * 1000)`).join(', ')})`

function fromLineJson(values: any[]): LineRow {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < lineFields.length; i++) row[lineFields[i]!] = values[i]
  lineInstants.forEach((f, i) => { const ms = values[lineFields.length + i]; row[f] = ms === null ? null : instant(ms) })
  return row as unknown as LineRow
}

/** 待办: open cases that wait for these organs, by due day; first of all those that the asking head signs */
export async function queueRows(db: Reader, city: string, organs: readonly string[], heads: readonly string[], q: { cursor?: string | undefined; limit: number; item?: string | undefined; lamp?: Lamp | undefined }, now: string): Promise<LineRow[]> {
  const [place, id] = fromCursor(q.cursor) ?? ['00001-01-01', '00000000-0000-0000-0000-000000000000']
  const [group, due] = [Number(place[0]), place.slice(1)]
  const params: unknown[] = [city, organs, due, id, q.limit]
  let more = ''
  if (q.item) more += ` and c.item = $${params.push(q.item)}`
  const red = () => `(c.due < $${params.push(now.slice(0, 10))}::date or c.promise_at < $${params.push(now)}::timestamptz)`
  const yellow = () => `c.yellow_at <= $${params.push(now)}::timestamptz`
  if (q.lamp === 'red') more += ` and not c.paused and ${red()}`
  if (q.lamp === 'yellow') more += ` and not c.paused and ${yellow()} and not coalesce(${red()}, false)`
  if (q.lamp === 'paused') more += ' and c.paused'
  if (q.lamp === 'green') more += ` and not c.paused and not coalesce(${yellow()}, false) and not coalesce(${red()}, false)`
  // one organ is the rule: an equality lets the index give the order; a deputy of several organs pays for a sort
  const at = organs.length === 1 ? 'c.organ = ($2::text[])[1]' : 'c.organ = any($2)'
  // whoever signs nothing keeps the plain order, which the index gives
  const signs = heads.length ? `(c.state = 'review' and c.organ = any($${params.push(heads)}) and c.regime = any($${params.push(headSigns)}))` : undefined
  const after = signs ? `((not ${signs})::int, c.due, c.id) > ($${params.push(group)}::int, $3::date, $4::uuid)` : '(c.due, c.id) > ($3::date, $4::uuid)'
  const order = signs ? `(not ${signs})::int, c.due, c.id` : 'c.due, c.id'
  const { rows } = await db.query<{ lines: any[][] | null }>(
    `select json_agg(line) as lines from (select ${lineJson} as line from casework.cases c where c.city = $1 and ${at} and not c.closed and c.holder = 'organ'
       and ${after}${more} order by ${order} limit $5) t`, params)
  return (rows[0]!.lines ?? []).map(fromLineJson)
}

/** these governments and every organ below them: what the leader of a government may have to approve */
export function organsUnder(deps: Deps, governments: readonly string[]): string[] {
  if (!governments.length) return []
  const organs = deps.directory.organs()
  const under = new Set(governments)
  for (let before = -1; before < under.size;) {
    before = under.size
    for (const o of organs) if (o.parent && under.has(o.parent)) under.add(o.key)
  }
  return [...under]
}

export async function applicantRows(db: Reader, city: string, person: string, q: { cursor?: string | undefined; limit: number }): Promise<CaseRow[]> {
  const before = fromCursor(q.cursor)?.[1] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const { rows } = await db.query<CaseRow>(
    `select ${caseColumns} from casework.cases c where c.city = $1 and c.applicant = $2 and c.id < $3 order by c.id desc limit $4`, [city, person, before, q.limit])
  return rows
}

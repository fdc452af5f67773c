import type { ItemTerms } from '../../../law/item/item.ts'
import type { OfficeHours } from '../../../law/kernel/promise.ts'
import { instantMs } from '../../../law/kernel/dates.ts'
import { pathOf } from './bundle.ts'
import type { Reader } from './read.ts'
import type { Difference, Replayed, ReplayDeps } from './recompute.ts'

/** what the acceptance of a bundle's cases gives: one promise for the whole, and how it came about */
export interface BundleDerived { id: string; applicant: string | null; accepted_at: string | null; due: string | null; promise_at: string | null; path: string | null }
export interface BundleLooked { derived: BundleDerived; differences: Difference[] }

interface Stored extends BundleDerived { number: string; key: string; answers: Record<string, unknown>; received_at: string; members: Member[] }
/** `ended`: the act that ended it before anybody accepted it */
interface Member { id: string; item: string; revision: number; applicant: string | null; ended: { id: string; at: string } | null; acts: Step[] | null }
/** an act that accepts, or that touches the promise. `together`: by the one acceptance of the bundle */
interface Step { id: string; type: string; at: string; calendar: string; hours: OfficeHours; together: boolean; promise: { due: string; dueAt?: string; status: string } | null }

// a member accepted together with the others carries its part of the promise as a fact; one accepted by itself does not
const sql = `select b.id, b.number, b.key, b.answers, b.applicant, b.received_at, b.accepted_at, b.due, b.promise_at, b.path,
  (select json_agg(json_build_object('id', c.id, 'item', coalesce(s.facts -> 'opened' ->> 'item', c.item), 'revision', coalesce((s.facts -> 'opened' ->> 'revision')::int, c.revision),
     'applicant', s.facts ->> 'applicant',
     'ended', (select json_build_object('id', a.id, 'at', a.at) from casework.act a where a.city = c.city and a.case_id = c.id and c.accepted_on is null and c.closed order by a.seq desc limit 1),
     'acts', (select json_agg(json_build_object('id', a.id, 'type', a.type, 'at', a.at, 'calendar', a.calendar, 'hours', a.facts -> 'hours', 'together', a.type = 'accept' and a.facts ? 'promised',
         'promise', jsonb_path_query_first(a.clocks, '$[*] ? (@.id == "promise")')) order by a.seq)
        from casework.act a where a.city = c.city and a.case_id = c.id and (a.type = 'accept' or jsonb_path_exists(a.clocks, '$[*] ? (@.id == "promise")')))) order by c.id)
   from casework.cases c left join casework.act s on s.city = c.city and s.case_id = c.id and s.seq = 1 where c.city = b.city and c.bundle = b.id) as members
  from casework.bundle b where b.city = $1 and b.id = any($2::uuid[]) order by b.id`

/** the bundles whose first case is among these, computed again and compared */
export async function bundlesOf(deps: ReplayDeps, db: Reader, found: readonly Replayed[]): Promise<BundleLooked[]> {
  const ids = [...new Set(found.map((f) => f.stored.bundle).filter((b) => b !== null))]
  if (!ids.length) return []
  const { rows } = await db.query<Omit<Stored, 'path'> & { path: unknown }>(sql, [deps.city, ids])
  const here = new Set(found.map((f) => f.stored.id))
  const out: BundleLooked[] = []
  for (const b of rows)
    if (b.members?.[0] && here.has(b.members[0].id)) {
      const stored: Stored = { ...b, path: b.path === null ? null : written(b.path as Pathed) }
      const derived = await deriveBundle(deps, stored)
      out.push(typeof derived === 'string'
        ? { derived: stored, differences: [{ case: b.id, number: b.number, field: 'bundle.acts', stored: derived, recomputed: null }] }
        : { derived, differences: differing(stored, derived) })
    }
  return out
}

interface Pathed { path: string[]; derivation: string[] }
/** keys in one order: jsonb has an order of its own */
const written = ({ path, derivation }: Pathed) => JSON.stringify({ path, derivation })

async function deriveBundle(deps: ReplayDeps, b: Stored): Promise<BundleDerived | string> {
  try {
    const none = { id: b.id, applicant: b.members[0]!.applicant ?? b.applicant, accepted_at: null, due: null, promise_at: null, path: null }
    const accepted = b.members.flatMap((m) => m.acts ?? []).filter((a) => a.together)
    if (!accepted.length) return { ...none, ...settled(b.members) }
    if (accepted.some((a) => a.at !== accepted[0]!.at)) return '各件不是同时受理的'
    const { id, at, calendar, hours } = accepted[0]!
    const terms = await deps.catalogue.bundle(b.key, b.received_at.slice(0, 10))
    if (!terms) return `没有一件事“${b.key}”`
    const items = new Map(await Promise.all(b.members.filter((m) => !(m.ended && m.ended.id < id)).map(async (m): Promise<[string, ItemTerms]> => [m.item, await deps.catalogue.revision(m.item, m.revision)])))
    const path = pathOf(terms, b.answers, items, at, hours, deps.calendarOf(calendar))
    return { ...none, accepted_at: at, due: path.promise.due, promise_at: path.promise.dueAt ?? null, path: written(path) }
  } catch (error) {
    return String((error as Error).message)
  }
}

/** the last member was accepted by itself, or ended (bundleSettled.ts): the promises that the others had after that act */
function settled(members: readonly Member[]): Partial<BundleDerived> {
  const moments = members.flatMap((m) => [...(m.acts ?? []), ...(m.ended ? [m.ended] : [])]).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, at } of moments) {
    const left = members.filter((m) => !(m.ended && m.ended.id <= id))
    if (!left.length) continue
    const promises = left.map((m) => m.acts?.findLast((a) => a.id <= id && a.promise)?.promise)
    if (promises.some((p) => !p)) continue
    const latest = (days: (string | undefined)[]) => days.filter((d) => d !== undefined).sort().at(-1) ?? null
    const timed = promises.map((p) => (p!.status === 'running' ? p!.dueAt : undefined))
    return { accepted_at: at, due: latest(promises.map((p) => p!.due)), promise_at: timed.includes(undefined) ? null : latest(timed) }
  }
  return {}
}

function differing(stored: Stored, derived: BundleDerived): Difference[] {
  return (Object.keys(derived) as (keyof BundleDerived)[]).flatMap((field) => {
    const [s, r] = [stored[field], derived[field]]
    const same = s === r || (/_at$/.test(field) && s !== null && r !== null && instantMs(s) === instantMs(r))
    return same ? [] : [{ case: stored.id, number: stored.number, field: `bundle.${field}`, stored: s, recomputed: r }]
  })
}

import { bodyLamp, hoursStanding, requiredHours } from '../../../../law/credential/trainingHours.ts'
import type { Queryable } from '../../../kernel/db.ts'
import { BadInput } from '../../../kernel/http/index.ts'
import { isUuid } from '../../../kernel/ids.ts'
import type { TrainingDeps } from './index.ts'
import { population } from './learners.ts'

/* The yearly account: hours counted here and hours taken over, by human being. */

/** identity number → hours in the year $2; whoever has none is not in it */
export const hoursSql = `select l.id_number, sum(x.hours) as hours from credentials.training_learner l join (
    select city, learner, hours from credentials.training_seat where city = $1 and year = $2 and hours > 0
    union all select city, learner, hours from credentials.training_credit where city = $1 and year = $2) x on x.city = l.city and x.learner = l.id
  where l.city = $1 group by l.id_number`

export async function hoursOf(on: Queryable, city: string, idNumbers: readonly string[], year: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await on.query<{ id_number: string; hours: string }>(`select * from (${hoursSql}) t where t.id_number = any($3)`, [city, year, idNumbers])
  const out = new Map(idNumbers.map((n) => [n, 0]))
  for (const r of rows) out.set(r.id_number, Number(r.hours))
  return out
}

/** legal year, or the one asked for */
export const yearOf = (asked: number | undefined, now: string): number => asked ?? Number(now.slice(0, 4))

const counted = `with all_people as (select p.*, coalesce(t.hours, 0)::float8 as hours from ${population} p left join (${hoursSql}) t on t.id_number = p.id_number)`

/** every body with how many of its people have the hours; worst first */
export async function progress(deps: TrainingDeps, o: { year?: number | undefined; cursor?: string | undefined; limit: number }, now: string) {
  const year = yearOf(o.year, now)
  const { hours: required, basis } = requiredHours(year, deps.settings)
  const [short, key] = o.cursor?.split('|') ?? []
  if (o.cursor !== undefined && !(short && key && /^\d{1,9}$/.test(short))) throw new BadInput('翻页的位置不对，请从第一页开始')
  interface Unit { key: string; body: string | null; organ: string | null; unit: string | null; people: number; done: number; hours: number }
  const units = `select coalesce(body::text, 'o:' || coalesce(organ, '')) as key, body, min(organ) as organ, min(unit) as unit, count(*)::int as people, count(*) filter (where hours >= $3)::int as done, sum(hours) as hours
    from all_people group by 1, body`
  const [{ rows }, total] = await Promise.all([
    deps.db.query<Unit>(`${counted}, units as (${units}) select * from units where $4::int is null or (people - done, key) < ($4, $5) order by people - done desc, key desc limit $6`, [deps.city, year, required, short ? Number(short) : null, key ?? null, o.limit]),
    deps.db.query<{ people: number; done: number }>(`${counted} select count(*)::int as people, count(*) filter (where hours >= $3)::int as done from all_people`, [deps.city, year, required]),
  ])
  const { people, done } = total.rows[0]!
  const last = rows.length === o.limit ? rows.at(-1) : undefined
  return {
    year, required, basis, people, done, short: people - done,
    items: rows.map((u) => ({ organ: u.organ, body: u.body, name: u.unit ?? nameOf(deps, u.organ), people: u.people, done: u.done, short: u.people - u.done, hours: u.hours, lamp: bodyLamp(u.people - u.done, year, now.slice(0, 10)) })),
    next: last ? `${last.people - last.done}|${last.key}` : null,
  }
}

export function nameOf(deps: TrainingDeps, organ: string | null): string {
  return (organ && deps.directory.organs().find((o) => o.key === organ)?.name) || organ || '（没有单位）'
}

interface PersonRow { pid: string; learner: string | null; idNumber: string; name: string; unit: string | null; organ: string | null; hours: number; next: string | null; seat: 'enrolled' | 'waiting' | 'dropped' | null }

/** people with their hours, who has least first; `onlyShort` leaves out who has enough */
export async function listPeople(deps: TrainingDeps, o: { year?: number | undefined; body?: string | undefined; organ?: string | undefined; batch?: string | undefined; onlyShort: boolean; cursor?: string | undefined; limit: number }, now: string) {
  const year = yearOf(o.year, now)
  const { hours: required } = requiredHours(year, deps.settings)
  const [least, pid] = o.cursor?.split('|') ?? []
  if (o.cursor !== undefined && !(least && pid && isUuid(pid) && !Number.isNaN(Number(least)))) throw new BadInput('翻页的位置不对，请从第一页开始')
  const { rows } = await deps.db.query<PersonRow>(
    `${counted} select p.pid, l.id as learner, p.id_number as "idNumber", p.name, p.unit, p.organ, p.hours,
       (select min(b.starts_at) from credentials.training_seat s join credentials.training_batch b on b.city = s.city and b.id = s.batch
          where s.city = $1 and s.learner = l.id and s.state = 'enrolled' and b.starts_at > $9 and b.state <> 'cancelled') as next,
       (select s.state from credentials.training_seat s where s.city = $1 and s.learner = l.id and s.batch = $10::uuid) as seat
     from all_people p left join credentials.training_learner l on l.city = $1 and l.id_number = p.id_number
     where ($3::uuid is null or p.body = $3) and ($4::text is null or p.organ = $4) and ($5::float8 is null or p.hours < $5) and ($6::float8 is null or (p.hours, p.pid) > ($6, $7::uuid))
     order by p.hours, p.pid limit $8`,
    [deps.city, year, o.body ?? null, o.organ ?? null, o.onlyShort ? required : null, least ? Number(least) : null, pid ?? null, o.limit, now, o.batch ?? null])
  const last = rows.length === o.limit ? rows.at(-1) : undefined
  return {
    year, required, next: last ? `${last.hours}|${last.pid}` : null,
    items: rows.map((r) => {
      const { short, lamp } = hoursStanding(r.hours, year, now.slice(0, 10), deps.settings)
      return { row: r, person: { learner: r.pid, name: r.name, idTail: r.idNumber.slice(-4), unit: r.unit ?? nameOf(deps, r.organ), hours: r.hours, short, lamp, next: r.next }, seat: r.seat === 'enrolled' || r.seat === 'waiting' ? r.seat : 'no' as const }
    }),
  }
}

/** how many people an organ has and how many of them have the hours */
export async function totalsOf(deps: TrainingDeps, organ: string, year: number): Promise<{ people: number; done: number }> {
  const { rows } = await deps.db.query<{ people: number; done: number }>(
    `${counted} select count(*)::int as people, count(*) filter (where hours >= $3)::int as done from all_people where organ = $4`, [deps.city, year, requiredHours(year, deps.settings).hours, organ])
  return rows[0]!
}

/** everybody of the city with their hours, for a file; by unit and name */
export async function allPeople(deps: TrainingDeps, year: number): Promise<{ unit: string; name: string; idNumber: string; hours: number }[]> {
  const { rows } = await deps.db.query<{ unit: string | null; organ: string | null; name: string; idNumber: string; hours: number }>(
    `${counted} select unit, organ, name, id_number as "idNumber", hours from all_people order by unit nulls last, organ, name, pid`, [deps.city, year])
  return rows.map((r) => ({ unit: r.unit ?? nameOf(deps, r.organ), name: r.name, idNumber: r.idNumber, hours: r.hours }))
}

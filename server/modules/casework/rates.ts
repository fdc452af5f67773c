import { WDN } from '../../../law/kernel/dates.ts'
import { promisedInOneDay } from '../../../law/kernel/oneDayRate.ts'
import type { Deps } from './deps.ts'

export interface Rate { num: number; den: number }

/** The one-day rate in both readings, live from the published items and from the acts (ITM-09); nothing in it is typed. */
export interface Rates {
  asOf: string
  from: string
  to: string
  byItem: Rate
  byCase: Rate
  organs: { organ: string; name: string; items: Rate; cases: Rate }[]
  slowItems: { key: string; name: string; organ: string; promise: string }[]
  slowCases: { number: string; name: string; organ: string; acceptedOn: string; decidedOn: string; workdays: number }[]
  calendarVersion: string
}

/**
 * Item reading: published items promised within one working day ÷ all published items that can be applied for. Case reading:
 * cases decided in [from, to] with at most one working day between acceptance and decision ÷ cases decided in it.
 */
export async function rates(deps: Deps, from: string, to: string): Promise<Rates> {
  const calendar = deps.calendar().provisional()
  const { items } = await deps.catalogue.listPublished(deps.clock.today())
  const { rows } = await deps.db.query<{ number: string; item: string; organ: string; accepted_on: string; decided_on: string; n: number }>(
    `select min(number) as number, min(item) as item, organ, accepted_on, decided_on, count(*) as n from casework.cases
     where city = $1 and decided_on between $2 and $3 and accepted_on is not null group by organ, accepted_on, decided_on`, [deps.city, from, to])
  const organs = new Map<string, { items: Rate; cases: Rate }>()
  const at = (organ: string) => organs.get(organ) ?? organs.set(organ, { items: { num: 0, den: 0 }, cases: { num: 0, den: 0 } }).get(organ)!
  const add = (rate: Rate, fast: boolean, n = 1) => { rate.den += n; if (fast) rate.num += n }

  const byItem: Rate = { num: 0, den: 0 }
  const byCase: Rate = { num: 0, den: 0 }
  const slowItems: Rates['slowItems'] = []
  for (const item of items) {
    const fast = promisedInOneDay(item.promise, deps.hours)
    add(byItem, fast)
    add(at(item.organ).items, fast)
    if (!fast && item.promise.unit === 'workday') slowItems.push({ key: item.key, name: item.name, organ: deps.directory.organ(item.organ).name, promise: `${item.promise.n}个工作日` })
  }
  const slow: typeof rows = []
  for (const row of rows) {
    const fast = WDN(row.accepted_on, row.decided_on, calendar) <= 1
    add(byCase, fast, row.n)
    add(at(row.organ).cases, fast, row.n)
    if (!fast) slow.push(row)
  }
  const names = new Map(items.map((i) => [i.key, i.name]))
  return {
    asOf: deps.clock.legal(), from, to, byItem, byCase, slowItems,
    organs: [...organs].map(([organ, r]) => ({ organ, name: deps.directory.organ(organ).name, ...r })).sort((a, b) => b.cases.den - a.cases.den || b.items.den - a.items.den),
    slowCases: slow.slice(0, 50).map((r) => ({
      number: r.number, name: names.get(r.item) ?? r.item, organ: deps.directory.organ(r.organ).name, acceptedOn: r.accepted_on, decidedOn: r.decided_on,
      workdays: WDN(r.accepted_on, r.decided_on, calendar),
    })),
    calendarVersion: calendar.version,
  }
}

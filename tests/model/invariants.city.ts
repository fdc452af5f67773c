import type { City } from './city.ts'
import { later, works } from './days.ts'
import type { Invariant } from './invariants.ts'

/* What must be true of the whole city after all runs: numbers, figures, the public log. */

export interface CityObserved {
  /** public numbers of cases and papers */
  numbers: string[]
  counters: { name: string; value: number }[]
  checkpoints: { log: string; profile: string; size: number }[]
  /** entries that the log signed a receipt for, and that are not in it after a round */
  promised: string[]
  rates: { byCase: { num: number; den: number }; organs: { cases: { num: number; den: number } }[] }
  /** days of acceptance and decision, from acts alone */
  decided: { accepted: string; decided: string }[]
  audit: string[]
  /** stored answers that are refusals or faults */
  keptRefusals: number
}

export async function observeCity(city: City): Promise<CityObserved> {
  while (await city.app.sunlog.sequence());
  await city.app.sunlog.round(true)
  const db = city.database.app
  const code = city.database.city
  const read = async <T>(sql: string) => (await db.query<T>(sql, [code])).rows
  const [numbers, counters, checkpoints, promised, decided, kept] = await Promise.all([
    read<{ number: string }>(`select number from casework.cases where city = $1 union all select number from kernel.document where city = $1 and number like '%〕%' union all select number from casework.bundle where city = $1`),
    read<{ name: string; value: number }>(`select name, value::int as value from kernel.counter where city = $1`),
    read<CityObserved['checkpoints'][number]>(`select log, profile, size::int as size from journal.checkpoint where city = $1 order by log, profile, signed_at`),
    read<{ id: string }>(`select id from journal.entry e where city = $1 and receipt is not null and not exists (select 1 from journal.leaf l where l.city = e.city and l.entry = e.id and l.leaf = e.leaf)`),
    read<{ accepted: string; decided: string }>(`select accepted, decided from (select
        (select coalesce(a.effective_on::text, left(a.at, 10)) from casework.act a where a.city = c.city and a.case_id = c.id and (a.type in ('accept', 'acceptTolerant', 'deemAccept') or a.type = 'supply' and exists (
          select 1 from jsonb_array_elements(a.clocks) k where k->>'id' = 'decision')) order by a.seq limit 1) as accepted,
        (select left(a.at, 10) from casework.act a where a.city = c.city and a.case_id = c.id and a.type in ('grant', 'tacitGrant', 'refuse', 'terminate') limit 1) as decided
      from casework.cases c where city = $1) x where accepted is not null and decided is not null`),
    read<{ n: number }>(`select count(*)::int as n from kernel.idempotency where city = $1 and status >= 300`),
  ])
  const audit: string[] = []
  const { auditCity } = await import('../../server/audit.ts')
  for await (const b of auditCity(await city.app.audit())) audit.push(...b.faults.map((f) => `${f.kind} ${f.says}`))
  return {
    numbers: numbers.map((n) => n.number), counters, checkpoints, promised: promised.map((p) => p.id), rates: await city.app.casework.rates('2020-01-01', '2026-12-31'), decided, audit, keptRefusals: kept[0]!.n,
  }
}

const workdaysIn = (from: string, to: string) => { let n = 0; for (let d = later(from, 1); d <= to; d = later(d, 1)) if (works(d)) n++; return n }

export const cityInvariants: readonly Invariant<CityObserved>[] = [
  {
    id: 'I-15', says: 'public numbers are used once, without a gap, and count what there is', basis: 'trust.md 3.2; law.md ITM-08',
    check: (o) => {
      const series = new Map<string, number[]>()
      for (const n of o.numbers) {
        const m = /^(.*〕)(\d+)号$/.exec(n) ?? /^(\S+\d{8})(\d{4,})$/.exec(n)
        if (m) series.set(m[1]!, [...(series.get(m[1]!) ?? []), Number(m[2])])
      }
      const total = [...series.values()].reduce((n, s) => n + s.length, 0)
      const counted = o.counters.reduce((n, c) => n + c.value, 0)
      return [...[...series].flatMap(([name, list]) => { const sorted = list.sort((a, b) => a - b); return sorted.some((n, i) => n !== i + 1) ? [`${name}: ${sorted.join()}`] : [] }), ...(series.size && total > counted ? [`${total} numbers, ${counted} taken`] : [])]
    },
  },
  {
    id: 'I-22', says: 'figures shown are what the acts give, counted again', basis: 'law.md ITM-09; settled.md 10',
    check: ({ rates, decided }) => {
      const num = decided.filter((d) => workdaysIn(d.accepted, d.decided) <= 1).length
      return rates.byCase.den !== decided.length || rates.byCase.num !== num ? [`shown ${rates.byCase.num} of ${rates.byCase.den}, counted ${num} of ${decided.length}`] : []
    },
  },
  {
    id: 'I-23', says: 'the figures of the organs add up to those of the city', basis: 'law.md ITM-09',
    check: ({ rates }) => {
      const [num, den] = [rates.organs.reduce((n, o) => n + o.cases.num, 0), rates.organs.reduce((n, o) => n + o.cases.den, 0)]
      return num !== rates.byCase.num || den !== rates.byCase.den ? [`organs ${num} of ${den}, city ${rates.byCase.num} of ${rates.byCase.den}`] : []
    },
  },
  {
    id: 'I-28', says: 'checkpoints of a log only grow', basis: 'trust.md 2.5',
    check: ({ checkpoints }) => checkpoints.flatMap((c, i) => { const p = checkpoints[i - 1]; return p && p.log === c.log && p.profile === c.profile && c.size <= p.size ? [`${c.log}: ${c.size} after ${p.size}`] : [] }),
  },
  { id: 'I-29', says: 'what a receipt promised is in the log', basis: 'trust.md 2.5', check: (o) => o.promised.map((id) => `entry ${id} is not`) },
  { id: 'I-57', says: 'log, acts, documents and projections agree with each other', basis: 'trust.md 2.6', check: (o) => o.audit },
  { id: 'I-58', says: 'a refusal is never kept under a key', basis: 'settled.md 2', check: (o) => (o.keptRefusals ? [`${o.keptRefusals} are`] : []) },
]

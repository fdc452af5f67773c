import { missingFields } from '../../../law/item/form.ts'
import { ageOn } from '../../../law/kernel/identity.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Deps, FactProvider } from './deps.ts'
import { formOf } from './read.ts'

/**
 * Facts that casework itself can give, by name. Higher modules add theirs with provide(). Each reads inside the act's own
 * transaction, so what it says holds at the moment of the decision.
 */
export function ownFacts(deps: Deps): [string, FactProvider][] {
  return [
    ['applicant', async (_tx, { case: c }) => c.applicant],
    ['helper', async (_tx, { case: c }) => c.helper],
    // what the case is about stands in its first act, so that its row can be made again from acts alone
    ['opened', async (_tx, { case: c, item }) => ({ item: item.key, revision: item.revision, organ: c.organ })],
    ['hours', async () => deps.hours],
    // a bundle's members are handled in parallel by several organs, each under its own limit; unified handling (45 days) is an item's own property
    ['joint', async () => false],
    ['organCompetent', async (_tx, { case: c }) => deps.directory.organs().some((o) => o.key === c.organ)],
    ['applicantAge60', async (tx, { case: c }) => {
      const birth = (await deps.directory.person(c.applicant, tx))?.birth
      return birth ? ageOn(birth, deps.clock.today()) >= 60 : false
    }],
    // no credit register is connected yet; one that is registers its own provider
    ['falseCommitment', async () => false],
    /** required fields that neither the form nor a later fix has filled in */
    ['missingFields', async (tx, { case: c, item, state }) => missingFields(item, state.answers, await formOf(tx, deps.city, c.id))],
    /** those of the named inspectors who neither examine nor decide at the case's organ */
    ['notStaff', async (_tx, { case: c, payload }) => {
      const named = Array.isArray(payload['inspectors']) ? payload['inspectors'].map(String) : []
      if (!named.length) return []
      const staff = (await Promise.all((['examiner', 'head'] as const).map((role) => deps.directory.staff(c.organ, role)))).flat()
      return named.filter((id) => !staff.some((s) => s.id === id))
    }],
    /** XK-20: numbers of the cases of a quota item that were accepted earlier and wait before this one, and what is left of the quota */
    ['quotaAhead', async (tx, { case: c, item }) => {
      if (!item.quota) return []
      await oneByOne(tx, deps.city, c.item)
      const { rows } = await tx.query<{ number: string }>(
        `select number from casework.cases where city = $1 and item = $2 and id <> $3 and not closed and decided_on is null and accepted_on is not null
           and (accepted_on, id) < ((select accepted_on from casework.cases where city = $1 and id = $3), $3) order by accepted_on, id`, [deps.city, c.item, c.id])
      return rows.map((r) => r.number)
    }],
    ['quotaLeft', async (tx, { case: c, item }) => {
      if (!item.quota) return undefined
      await oneByOne(tx, deps.city, c.item)
      const granted = await tx.query<{ n: number }>(`select count(*) as n from casework.act where city = $1 and type in ('grant', 'tacitGrant') and case_id in (select id from casework.cases where city = $1 and item = $2)`, [deps.city, c.item])
      return item.quota - granted.rows[0]!.n
    }],
    /** names of bundle members that this case waits for and that are not decided yet */
    ['dependencies', async (tx, { case: c }) => {
      if (!c.bundle) return []
      const { rows } = await tx.query<{ after: Record<string, string[]> }>(`select after from casework.bundle where city = $1 and id = $2`, [deps.city, c.bundle])
      const needs = rows[0]?.after[c.item] ?? []
      if (!needs.length) return []
      const open = await tx.query<{ item: string }>(
        `select c.item from casework.cases c where c.city = $1 and c.bundle = $2 and c.item = any($3) and not exists (
           select 1 from casework.act a where a.city = c.city and a.case_id = c.id and a.type in ('grant', 'tacitGrant', 'file')) order by c.item`,
        [deps.city, c.bundle, needs])
      return Promise.all(open.rows.map(async (r) => (await deps.catalogue.currentRevision(r.item, c.received_at.slice(0, 10)))?.name ?? r.item))
    }],
  ]
}

/** Who asks how many places are left decides before the next one asks: two cases lock two rows, and both would see the last place free. */
async function oneByOne(tx: Tx, city: string, item: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`quota|${city}|${item}`])
}

import type { Deps, FactProvider } from './deps.ts'

/**
 * Facts that casework itself can give, by name. Higher modules add theirs with provide(). Each reads inside the act's own
 * transaction, so what it says holds at the moment of the decision.
 */
export function ownFacts(deps: Deps): [string, FactProvider][] {
  return [
    ['applicant', async (_tx, { case: c }) => c.applicant],
    ['helper', async (_tx, { case: c }) => c.helper],
    ['hours', async () => deps.hours],
    // a bundle's members are handled in parallel by several organs, each under its own limit; unified handling (45 days) is an item's own property
    ['joint', async () => false],
    ['organCompetent', async (_tx, { case: c }) => deps.directory.organs().some((o) => o.key === c.organ)],
    ['applicantAge60', async (tx, { case: c }) => {
      const birth = (await deps.directory.person(c.applicant, tx))?.birth
      return birth ? Number(deps.clock.today().replaceAll('-', '')) - Number(birth.replaceAll('-', '')) >= 60_0000 : false
    }],
    ['falseCommitment', async () => false],
    /** names of bundle members that this case waits for and that are not decided yet */
    ['dependencies', async (tx, { case: c }) => {
      if (!c.bundle) return []
      const { rows } = await tx.query<{ after: Record<string, string[]> }>(`select after from casework.bundle where city = $1 and id = $2`, [deps.city, c.bundle])
      const needs = rows[0]?.after[c.item] ?? []
      if (!needs.length) return []
      const open = await tx.query<{ item: string }>(
        `select item from casework.cases where city = $1 and bundle = $2 and item = any($3) and state not in ('granted', 'issued', 'delivered', 'filed') order by item`,
        [deps.city, c.bundle, needs])
      return Promise.all(open.rows.map(async (r) => (await deps.catalogue.currentRevision(r.item, c.received_at.slice(0, 10)))?.name ?? r.item))
    }],
  ]
}

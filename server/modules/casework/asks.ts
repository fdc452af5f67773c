import type { ItemTerms } from '../../../law/item/item.ts'
import type { Citation } from '../../../law/kernel/citation.ts'
import type { PermitState } from '../../../law/permit/index.ts'
import { materialsFor, nameOf } from '../../../law/permit/reading.ts'
import type { Deps } from './deps.ts'
import { problemName } from './papersOfIntake.ts'

/**
 * What is asked of the applicant now: the one notice while it runs, what was left open on tolerant acceptance, and what can
 * be put right on the spot. The words are those that the window wrote; they are particulars, read only where something is asked.
 */
export async function asksOf(deps: Deps, id: string, item: ItemTerms, state: PermitState, fixBasis: Citation[]) {
  const noticed = state.notice && (state.state === 'correction' || state.state === 'guideCorrection') ? state.notice : undefined
  const tolerated = state.tolerated && ['accepted', 'review', 'special'].includes(state.state) ? state.tolerated : undefined
  // a sheet that is filled in, such as the application itself, is put right where it is filled in
  const sheets = state.state === 'received' ? materialsFor(item, state.answers).filter((m) => m.source === 'fill' && state.checks[m.id]?.result === 'faulty') : []
  const wrong = state.state === 'received' ? state.wrongFields : []
  const said = noticed || wrong.length ? await wordsOf(deps, id, noticed ? 'explanations' : 'notes') : {}
  const how = (x: string) => said[x] ?? item.materials.find((m) => m.id === x)?.hint ?? null
  return {
    notice: noticed ? {
      items: noticed.items.map((i) => ({ kind: i.kind, id: i.id, name: nameOf(item, i.id), problem: problemName(i.problem), how: how(i.id), supplied: noticed.supplied.includes(i.id) })),
      until: state.clocks['correctionPeriod']?.due ?? null,
    } : null,
    tolerated: tolerated ? { items: tolerated.missing.map((x) => ({ id: x, name: nameOf(item, x), how: how(x), supplied: tolerated.supplied.includes(x) })), until: tolerated.supplyBy } : null,
    toFix: wrong.length || sheets.length ? {
      fields: wrong.map((x) => ({ id: x, name: nameOf(item, x), why: said[x] ?? null })), materials: sheets.map((m) => ({ id: m.id, name: m.name })), basis: fixBasis,
    } : null,
  }
}

/** the window's own words about single items, the newest over the older; null bodies are erased ones */
async function wordsOf(deps: Deps, id: string, field: 'explanations' | 'notes'): Promise<Record<string, string>> {
  const { rows } = await deps.db.query<{ body: Record<string, string> | null }>(
    `select body from casework.particular where city = $1 and case_id = $2 and field = $3 order by act_seq`, [deps.city, id, field])
  return Object.assign({}, ...rows.map((r) => r.body ?? {}))
}

import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput, ownFinding } from '../../../kernel/http/errors.ts'
import type { Acting } from '../../casework/index.ts'
import { perform } from '../acts.ts'
import { projected, type Surroundings } from './act.ts'
import { isSuccessor } from './asks.ts'
import { bodiesNamed, holdersById, projectHolders } from './store.ts'
import { termsOf } from './terms.ts'

/** the body to which a credential goes, by its whole name */
export interface Moving { holder: string; bodyName: string }

/**
 * Credentials of bodies that are gone go to the bodies that took their place, each by an act of its own. Refuses a name that no body in force has, and
 * a body that is not the successor (ZT-01). Who is there already stays.
 */
export async function moveMany({ deps }: Surroundings, tx: Tx, list: readonly Moving[], acting: Acting): Promise<void> {
  if (!list.length) return
  const named = await bodiesNamed(tx, deps.city, [...new Set(list.map((m) => m.bodyName.trim()))])
  const unknown = [...new Set(list.map((m) => m.bodyName.trim()).filter((n) => !named.has(n)))]
  if (unknown.length) throw new BadInput(`没有这个执法主体：${unknown.join('、')}`, { findings: unknown.map((n) => ownFinding('credentials/registry/moveMany#body', 'ZT-01', `没有名为“${n}”的执法主体，请写主体名单上的全称`, '单位名称')) })
  const to = new Map(list.map((m) => [m.holder, named.get(m.bodyName.trim())!]))
  const rows = (await holdersById(tx, deps.city, [...to.keys()], 'for update of h')).filter((h) => h.body !== to.get(h.id))
  if (!rows.length) return
  const day = deps.clock.legal().slice(0, 10)
  const pairs = new Map(rows.map((h) => [`${h.body} ${to.get(h.id)!}`, { from: h.body, to: to.get(h.id)! }]))
  const lawful = new Map<string, boolean>()
  for (const [key, p] of pairs) lawful.set(key, await isSuccessor(deps, tx, p.from, p.to, day))
  const outcomes = await perform(deps, tx, rows.map((h) => ({
    kind: 'holder' as const, file: h.id, procedure: holderProcedure, terms: termsOf(deps, h), type: 'moveBody', payload: { body: to.get(h.id)! }, acting, facts: { successor: lawful.get(`${h.body} ${to.get(h.id)!}`)! },
  })))
  await projectHolders(tx, deps.city, outcomes.map((o, i) => projected(rows[i]!, o.state, {})))
}

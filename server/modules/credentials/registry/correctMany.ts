import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput } from '../../../kernel/http/errors.ts'
import type { Acting } from '../../casework/index.ts'
import { perform } from '../acts.ts'
import { projected, type Surroundings } from './act.ts'
import { correctable, faultsIn, sameTwice, written } from './correct.ts'
import { holdersById, projectHolders } from './store.ts'
import { termsOf } from './terms.ts'

/** what is put right of one credential: columns of ./correct.ts */
export interface Correcting { holder: string; values: Readonly<Record<string, string>> }

/** Corrections of many credentials, each its own act with its own values, by a handful of statements however many there are. Refuses as one correction does, all faults at once. */
export async function correctMany({ deps }: Surroundings, tx: Tx, list: readonly Correcting[], acting: Acting): Promise<void> {
  if (!list.length) return
  const valuesOf = new Map(list.map((c) => [c.holder, c.values]))
  const findings = list.flatMap((c) => faultsIn(c.values, Object.keys(c.values), deps.clock.today()))
  if (findings.length) throw new BadInput(`有 ${findings.length} 处需要改正`, { findings })
  const rows = await holdersById(tx, deps.city, [...valuesOf.keys()], 'for update of h')
  const outcomes = await perform(deps, tx, rows.map((h) => {
    const values = valuesOf.get(h.id)!
    return { kind: 'holder' as const, file: h.id, procedure: holderProcedure, terms: termsOf(deps, h), type: 'correct', payload: { fields: Object.keys(values) }, personal: { values }, acting }
  }))
  await projectHolders(tx, deps.city, outcomes.map((o, i) => projected(rows[i]!, o.state, {})))
  const columns = [...correctable]
  await tx.query(
    `update credentials.holder h set ${columns.map((c) => `${c} = coalesce(r.${c}, h.${c})`).join(', ')} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${columns.map((c) => `${c} ${c === 'birth' ? 'date' : 'text'}`).join(', ')}) where h.city = $1 and h.id = r.id`,
    [deps.city, JSON.stringify(list.map(({ holder, values }) => ({ id: holder, ...Object.fromEntries(columns.filter((c) => values[c] !== undefined).map((c) => [c, written(c, values[c]!.trim())])) })))]).catch(sameTwice)
}

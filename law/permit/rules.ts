import type { PermitRule } from './regime.ts'
import { procedureFor } from './procedure.ts'
import { regimes } from './regimes/index.ts'
import type { Regime } from '../item/item.ts'

/** every rule of the house that guards an act of a case, once for each regime and version in which it is in force */
export const rules: readonly (PermitRule & { regime: Regime })[] = (Object.keys(regimes) as Regime[]).flatMap((regime) => {
  const seen = new Set<string>()
  return Object.values(procedureFor(regime).acts).flatMap((a) => a.rules).filter((r) => {
    const key = `${r.id}@${r.from}`
    return seen.has(key) ? false : (seen.add(key), true)
  }).map((r) => ({ ...r, regime }))
})

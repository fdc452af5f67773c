import { fromRules, type Provision } from '../kernel/provision.ts'
import type { Regime } from '../item/item.ts'
import { clockNames, type ClockId } from './clocks.ts'
import { procedureFor } from './procedure.ts'
import type { Limit, RegimeVersion } from './regime.ts'
import { regimes } from './regimes/index.ts'
import { rules } from './rules.ts'

/* Everything in law/permit that rests on articles: rules, clocks, and the acts themselves. */

const clocks: readonly { id: string; clock: ClockId; of: (v: RegimeVersion) => Limit | undefined }[] = [
  { id: 'permit/correction#one-time-notice', clock: 'correctionNotice', of: (v) => v.limits.notice },
  { id: 'permit/limits#decision', clock: 'decision', of: (v) => v.limits.decision },
  { id: 'permit/limits#joint', clock: 'decision', of: (v) => v.limits.joint },
  { id: 'permit/limits#extend-length', clock: 'decision', of: (v) => v.limits.extension },
  { id: 'permit/limits#extend-by-government', clock: 'decision', of: (v) => v.limits.jointExtension },
  { id: 'permit/limits#issue', clock: 'issue', of: (v) => v.limits.issue },
  { id: 'permit/limits#assign-inspectors', clock: 'assignInspectors', of: (v) => v.limits.assignInspectors },
]

const keys = Object.keys(regimes) as Regime[]

export const provisions: readonly Provision[] = keys.flatMap((regime) => [
  ...fromRules(rules.filter((r) => r.regime === regime)).map((p) => ({ ...p, regime })),
  ...regimes[regime].versions.flatMap((v) => [
    ...clocks.flatMap(({ id, clock, of }) => {
      const limit = of(v)
      return limit ? [{ id, kind: 'clock' as const, name: clockNames[clock], basis: limit.basis, from: v.from, ...(v.until ? { until: v.until } : {}), regime }] : []
    }),
    ...Object.entries(procedureFor(regime).acts).map(([type, def]) =>
      ({ id: `permit/procedure#${type}`, kind: 'act' as const, name: def.name, basis: def.basis(v.from), from: v.from, ...(v.until ? { until: v.until } : {}), regime })),
  ]),
])

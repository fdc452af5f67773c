import { cite } from '../kernel/citation.ts'
import { inForce } from '../kernel/rule.ts'
import { findStatute } from '../statutes/index.ts'
import { itemRule } from './lintRule.ts'

/** XK-21: a charge stands on a law or an administrative regulation in force that day, and nothing lower */
export const chargeBasis = itemRule({
  id: 'item/charges#basis', code: 'E-XK-21', from: '2004-07-01', basis: [cite('行政许可法', 58, '第一款'), cite('行政许可法', 59)],
  test: ({ charge }, { day }) => {
    if (!charge || charge.amountFen <= 0) return undefined
    const high = charge.basis.filter((c) => {
      const s = findStatute(c.law)
      return (s?.level === '法律' || s?.level === '行政法规') && s.versions.some((v) => inForce(v, day))
    })
    return high.length ? undefined : { at: 'charge', message: `收费（${charge.standard}）没有法律、行政法规依据，不得收取` }
  },
})

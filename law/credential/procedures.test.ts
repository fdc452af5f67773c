import { describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf, type ActExample } from '../../tests/law/example.ts'
import { runActs } from '../../tests/law/runExample.ts'
import { unnoticed } from '../../tests/law/unnoticed.ts'
import type { Rule } from '../kernel/rule.ts'
import { bodyProcedure } from './bodyProcedure.ts'
import { holderProcedure } from './holderProcedure.ts'

/* Every rule of the procedures of bodies and credentials lets an example pass and refuses one, and is missed when it keeps silent. */

const examples = exampleFiles().filter((f) => f.startsWith('law/credential')).flatMap(examplesOf).filter((x): x is ActExample => x.form === 'acts' && ['body', 'holder'].includes(x.procedure))
const rules = [...new Set([bodyProcedure, holderProcedure].flatMap((p) => Object.values(p.acts) as { rules: readonly Rule<any, any>[] }[]).flatMap((a) => a.rules))]
const fails = (x: ActExample): boolean => { try { runActs(x) } catch { return true } return false }
const nothing = (out: unknown): boolean => out === undefined || (Array.isArray(out) && !out.length)

describe('the rules on bodies and credentials', () => {
  it('each let pass in an example and refuse in one', () => {
    const [passed, refused] = [new Set<string>(), new Set<string>()]
    const kept = rules.map((r) => ({ r, test: r.test }))
    for (const { r, test } of kept) r.test = (trial) => { const out = test.call(r, trial); (nothing(out) ? passed : refused).add(r.id); return out }
    try {
      for (const x of examples) runActs(x)
    } finally {
      for (const { r, test } of kept) r.test = test
    }
    expect(rules.map((r) => r.id).filter((id) => !passed.has(id)), 'never let pass').toEqual([])
    expect(rules.map((r) => r.id).filter((id) => !refused.has(id)), 'never refused').toEqual([])
  })

  it('are each missed by an example when they keep silent', () => {
    expect(examples.filter(fails).map((x) => x.name)).toEqual([])
    expect(unnoticed(rules, examples, fails).map((r) => r.id)).toEqual([])
  })

  it('are asked of what is tried now: what an act in the record comes to reads nothing that the city sets', () => {
    const kept = Object.values(holderProcedure.acts).map((a) => ({ a, apply: a.apply }))
    const unread = <I extends object>(item: I): I => Object.defineProperty({ ...item }, 'policy', { get() { throw new Error('reads the parameters of today') } })
    for (const { a, apply } of kept) a.apply = (state, act, item) => apply(state, act, unread(item))
    try {
      expect(examples.filter((x) => x.procedure === 'holder' && fails(x)).map((x) => x.name)).toEqual([])
    } finally {
      for (const { a, apply } of kept) a.apply = apply
    }
  })
})

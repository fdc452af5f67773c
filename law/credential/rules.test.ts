import { describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf, type CallExample } from '../../tests/law/example.ts'
import { runCall } from '../../tests/law/runExample.ts'
import { unnoticed } from '../../tests/law/unnoticed.ts'
import type { AuditRule } from './auditRule.ts'
import { profiles } from './profiles/index.ts'

/* Every rule of every profile has an example that it lets pass and one that it hits, and is missed when it keeps silent. */

// twelve thousand rows show sums, not rules
const examples = exampleFiles().filter((f) => f.startsWith('law/credential')).flatMap(examplesOf).filter((x): x is CallExample => x.form === 'call' && x.call !== 'credential.tally')
const rules = [...new Set(Object.values(profiles).flatMap((p) => [...p.officers, ...p.supervisors, ...p.bodies]))] as AuditRule<never, never>[]
const nothing = (out: unknown): boolean => out === undefined || (Array.isArray(out) && !out.length)
const fails = (x: CallExample): boolean => { try { runCall(x) } catch { return true } return false }

/** how a rule is told from another version of itself */
const key = (r: AuditRule<never, never>): string => `${r.code}@${r.from}`

describe('the rules of law/credential', () => {
  it('are those of law.md 3.3 and of the clean-up of 2020, each named, cited and dated once', () => {
    const codes = (profile: string): string[] => { const p = profiles[profile]!; return [...new Set([...p.officers, ...p.supervisors, ...p.bodies].map((r) => r.code))].sort() }
    const numbered = (letter: string, n: number, width = 2) => Array.from({ length: n }, (_, i) => letter + String(i + 1).padStart(width, '0'))
    expect(codes('general')).toEqual([...numbered('B', 4, 1), ...numbered('R', 27)])
    expect(codes('xuchang-2020')).toEqual([...numbered('C', 8), 'D01', ...numbered('R', 14), ...numbered('S', 5), 'Z01', 'Z02'].map((c) => `xuchang-2020/${c}`))
    expect(rules.map(key).filter((k, i, all) => all.indexOf(k) !== i)).toEqual([])
    expect(rules.filter((r) => !r.name || (!r.basis.length && !r.source)).map(key)).toEqual([])
    for (const r of rules) for (const other of rules) if (r.id === other.id && r.from < other.from) expect(r.until, key(r)).toBe(other.from)
  })

  it('each let pass in an example and hit in one', () => {
    const passed = new Set<string>()
    const hit = new Set<string>()
    const kept = rules.map((r) => ({ r, test: r.test }))
    for (const { r, test } of kept) r.test = ((row: never, ctx: never) => { const out = test.call(r, row, ctx); (nothing(out) ? passed : hit).add(key(r)); return out }) as never
    try {
      for (const x of examples) runCall(x)
    } finally {
      for (const { r, test } of kept) r.test = test
    }
    expect(rules.map(key).filter((k) => !passed.has(k)), 'never let pass').toEqual([])
    expect(rules.map(key).filter((k) => !hit.has(k)), 'never hit').toEqual([])
  })

  it('are each missed by an example when they keep silent', () => {
    expect(examples.filter(fails).map((x) => x.name)).toEqual([])
    expect(unnoticed(rules, examples, fails).map(key)).toEqual([])
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf, root } from './example.ts'
import { hasRulebook, inScope, openRows, readRulebook, sections } from './rulebook.ts'

/* Every Test line in scope is shown by an example, or stands in law/OPEN.md with the test that covers it (settled.md 13). */

const shown = new Set(exampleFiles().flatMap(examplesOf).map((x) => x.rule))
const open = openRows()

describe('law/OPEN.md', () => {
  it('has one row a rule, each with what remains and a test that exists', () => {
    expect(open.length).toBeGreaterThan(0)
    expect(open.map((o) => o.rule).filter((r, i, all) => all.indexOf(r) !== i)).toEqual([])
    for (const o of open) {
      expect(['whole', 'partly'], o.rule).toContain(o.extent)
      expect(o.remains.length, `${o.rule}: says what remains`).toBeGreaterThan(10)
      for (const file of o.test.split(/[,、]\s*/)) expect(existsSync(join(root, file)), `${o.rule}: ${file}`).toBe(true)
    }
  })

  it('says partly where an example shows the rule, whole where none does', () => {
    expect(open.filter((o) => (o.extent === 'partly') !== shown.has(o.rule)).map((o) => `${o.rule} ${o.extent}`)).toEqual([])
  })
})

describe.skipIf(!hasRulebook)('the rulebook (skipped without ../shared/design/law.md)', () => {
  const { rules, tests } = hasRulebook ? readRulebook() : { rules: new Set<string>(), tests: [] }
  const wanted = tests.filter(inScope)

  it('has its Test lines read: all sections in scope', () => {
    expect([...new Set(wanted.map((t) => t.section))].sort()).toEqual([...sections].sort())
    expect(wanted.filter((t) => t.section === '1.2').map((t) => t.rule)).toEqual(Array.from({ length: 24 }, (_, i) => `XK-${String(i + 1).padStart(2, '0')}`))
    expect(wanted.filter((t) => t.section === '7.2').map((t) => t.rule)).toEqual(['A', 'B', 'C', 'D', 'E'].map((x) => `Example ${x}`))
  })

  it('has every Test line in scope shown by an example or listed in law/OPEN.md', () => {
    const listed = new Set(open.map((o) => o.rule))
    expect(wanted.filter((t) => !shown.has(t.rule) && !listed.has(t.rule)).map((t) => `${t.section} ${t.rule}: ${t.text}`)).toEqual([])
  })

  it('has every rule that an example or law/OPEN.md names', () => {
    expect([...shown, ...open.map((o) => o.rule)].filter((r) => !rules.has(r))).toEqual([])
  })
})

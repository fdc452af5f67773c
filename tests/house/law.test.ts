import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../../law/item/lint.ts'
import { provisions } from '../../law/index.ts'
import { exampleFiles, examplesOf } from '../law/example.ts'
import { runCall } from '../law/runExample.ts'
import { parse, root, sources, strings } from './sources.ts'

/* Ids of rules lead to files, and the rules on items have examples on both sides. For law/permit this is in
 * law/permit/rules.test.ts, for the freshness of the index in tools/law-index.test.ts. */

/** places that the part of an id before # may mean, the house of law first */
const placesOf = (id: string): string[] => ['law', '.', 'server', 'server/modules'].map((room) => join(room, `${id.split('#')[0]!}.ts`))

describe('ids of rules', () => {
  it('name the file that holds the rule, for everything that rests on articles', () => {
    expect(provisions.filter((p) => p.kind === 'rule').length).toBeGreaterThan(0)
    expect([...new Set(provisions.map((p) => p.id))].filter((id) => !existsSync(join(root, 'law', `${id.split('#')[0]!}.ts`)))).toEqual([])
  })

  it('stand as they are in the file that they name, for the rules on items', () => {
    const elsewhere = rules.filter((r) => !strings(parse(root, `law/${r.id.split('#')[0]!}.ts`)).includes(r.id))
    expect(elsewhere.map((r) => r.id)).toEqual([])
  })

  it('written anywhere in the product lead to a file', () => {
    const written = ['law', 'contract', 'server', 'web'].flatMap((room) => sources(root, room))
      .flatMap((f) => strings(parse(root, f)).filter((s) => /^[a-zA-Z]+(\/[a-zA-Z-]+)+#[a-zA-Z-]+$/.test(s)).map((id) => ({ f, id })))
    expect(written.length).toBeGreaterThan(rules.length)
    expect(written.filter(({ id }) => !placesOf(id).some((p) => existsSync(join(root, p)))).map(({ f, id }) => `${f}: ${id}`)).toEqual([])
  })
})

describe('the rules on items', () => {
  it('each have an example that they pass and one that they refuse', () => {
    const passed = new Set<string>()
    const refused = new Set<string>()
    const kept = rules.map((r) => ({ r, test: r.test }))
    for (const { r, test } of kept) {
      r.test = (terms, ctx) => {
        const out = test(terms, ctx)
        ;(out === undefined || (Array.isArray(out) && !out.length) ? passed : refused).add(r.id)
        return out
      }
    }
    try {
      for (const x of exampleFiles().filter((f) => f.startsWith('law/item')).flatMap(examplesOf)) if (x.form === 'call') runCall(x)
    } finally {
      for (const { r, test } of kept) r.test = test
    }
    expect(rules.map((r) => r.id).filter((id) => !passed.has(id)), 'never satisfied in an example').toEqual([])
    expect(rules.map((r) => r.id).filter((id) => !refused.has(id)), 'never refused in an example').toEqual([])
  })
})

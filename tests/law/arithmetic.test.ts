import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../law/calendar/index.ts'
import * as dates from '../../law/kernel/dates.ts'
import { hasRulebook, rulebookFile } from './rulebook.ts'

/* Each date function applied to literal arguments in the rulebook, in all its sections, must give what the rulebook says. */

const all = calendar()
const functions: Record<string, (a: string, b: string) => string | number> = {
  WD: (d, n) => dates.WD(d, Number(n), all),
  WDB: (d, n) => dates.WDB(d, Number(n), all),
  NDX: (d, n) => dates.NDX(d, Number(n)),
  ND: (d, n) => dates.ND(d, Number(n), all),
  MOX: (d, n) => dates.MOX(d, Number(n)),
  MO: (d, n) => dates.MO(d, Number(n), all),
  WDN: (a, b) => dates.WDN(a, b, all),
  PREV: (d) => dates.PREV(d, all),
}

describe.skipIf(!hasRulebook)('arithmetic of the rulebook (skipped without ../shared/design/law.md)', () => {
  const text = hasRulebook ? readFileSync(rulebookFile, 'utf8') : ''
  const found = [...text.matchAll(/\b(WDB|WDN|WD|NDX|ND|MOX|MO|PREV)\((\d{4}-\d{2}-\d{2})(?:,\s*([\d-]+))?\)\s*=\s*(\d{4}-\d{2}-\d{2}|\d+)/g)]

  it('finds them', () => expect(found.length).toBeGreaterThan(80))

  it.each(found.map((m) => [m[0], m[1]!, m[2]!, m[3] ?? '', m[4]!]))('%s', (_, f, a, b, expected) => {
    expect(String(functions[f]!(a, b))).toBe(expected)
  })
})

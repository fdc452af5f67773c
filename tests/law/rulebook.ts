import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './example.ts'

/** where the rulebook lies beside the repository; absent on a bare clone */
export const rulebookFile = join(root, '../shared/design/law.md')
export const hasRulebook = existsSync(rulebookFile)
/** the rule table of the clean-up of 2020, whose rules examples name as xuchang-2020/R01 */
export const cleanUpFile = join(root, '../shared/data/roster-sample/README.md')

/** one `Test:` line of the rulebook with the rule it stands under */
export interface TestLine {
  rule: string
  section: string
  text: string
}

/** sections whose Test lines this house must cover; of 1.3 only some rules are in scope */
export const sections = ['0.4', '1.1', '1.2', '1.3', '3.1', '3.2', '3.3', '3.4', '6.4', '6.5', '7.1', '7.2']
const of13 = ['MOD-02', 'MOD-03', 'MOD-04', 'MOD-05', 'MOD-06', 'MOD-08', 'MOD-10']

/** every rule and every Test line of the rulebook, in order */
export function readRulebook(): { rules: Set<string>; tests: TestLine[] } {
  const rules = new Set<string>()
  const tests: TestLine[] = []
  let section = ''
  let rule = ''
  for (const line of readFileSync(rulebookFile, 'utf8').split('\n')) {
    const heading = /^#{2,3} (\d+(?:\.\d+)?)?/.exec(line)
    if (heading) section = heading[1] ?? ''
    const head = /^\*\*((?:[A-Z]{1,4}-\d+)|(?:Example [A-Z]))\b/.exec(line)?.[1]
    if (head) rules.add((rule = head))
    // the table of 3.3 and the sentence under it: R01–R27, B1–B4
    if (section === '3.3') for (const m of line.matchAll(/^\| (R\d\d) \||\b(B\d) /g)) rules.add(m[1] ?? m[2]!)
    if (line.startsWith('Test:')) tests.push({ rule, section, text: line.slice(5).trim() })
  }
  if (existsSync(cleanUpFile)) for (const m of readFileSync(cleanUpFile, 'utf8').matchAll(/(?:^\| |; |supervisor\*\*: )([RCS]\d\d) /gm)) rules.add(`xuchang-2020/${m[1]}`)
  return { rules, tests }
}

/** the Test lines that must be shown by an example or stand in law/OPEN.md */
export function inScope(t: TestLine): boolean {
  return sections.includes(t.section) && (t.section !== '1.3' || of13.includes(t.rule))
}

/** a row of law/OPEN.md */
export interface OpenRow {
  rule: string
  extent: string
  remains: string
  test: string
}

/** the rows of the table in law/OPEN.md */
export function openRows(): OpenRow[] {
  return readFileSync(join(root, 'law/OPEN.md'), 'utf8').split('\n')
    .filter((l) => l.startsWith('|') && !/^\|\s*(rule\s*\||-)/.test(l))
    .map((l) => l.split('|').slice(1, -1).map((c) => c.trim()))
    .map(([rule = '', extent = '', remains = '', test = '']) => ({ rule, extent, remains, test: test.replaceAll('`', '') }))
}

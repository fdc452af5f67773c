import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './sources.ts'

/* The threat table of docs/operating/trust.md: each row names its control and its tests, and what it names is there. */

interface Threat { id: string, controls: string[], tests: { file: string, name: string }[], unbuilt: string | undefined }

/** rows of the table; a cell of tests is `file` › name；`file` › name, or 未建：reason */
function threats(text: string): Threat[] {
  return [...text.matchAll(/^\| ([A-Z]\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, id, control, tests]) => ({
    id: id!,
    controls: [...control!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!),
    tests: tests!.split(/；(?=`)/).flatMap((t) => { const m = /^`([^`]+)` › (.+)$/.exec(t.trim()); return m ? [{ file: m[1]!, name: m[2]! }] : [] }),
    unbuilt: /^未建：(.+)$/.exec(tests!.trim())?.[1],
  }))
}

/** what is named and is not there; a row that names nothing is a fault itself */
function missing(rows: readonly Threat[], read: (file: string) => string | undefined): string[] {
  return rows.flatMap((r) => [
    ...r.controls.filter((c) => read(c) === undefined).map((c) => `${r.id}: no file ${c}`),
    ...r.tests.filter((t) => ![...`'"\``].some((q) => read(t.file)?.includes(`(${q}${t.name}${q}`))).map((t) => `${r.id}: no test ${t.file} › ${t.name}`),
    ...(r.tests.length || r.unbuilt ? [] : [`${r.id}: neither a test nor a reason`]),
  ])
}

const fileText = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined)

describe('the threat table', () => {
  const rows = threats(readFileSync(join(root, 'docs/operating/trust.md'), 'utf8'))

  it('names controls and tests that exist, and says why where there are none', () => {
    expect(missing(rows, fileText)).toEqual([])
  })

  it('has every row of the design that speaks of faking the clock, of citizens, administrators and nature', () => {
    const ids = rows.map((r) => r.id)
    expect(ids).toEqual(expect.arrayContaining([...Array.from({ length: 10 }, (_, i) => `F${i + 1}`), 'C1', 'C2', 'C3', 'D1', 'D2', 'D3', 'N1', 'N2', 'N3', 'X1', 'X2', 'X3']))
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    expect(rows.flatMap((r) => r.tests).length).toBeGreaterThan(40)
  })

  it('would not pass with a file that is gone, a test that was renamed, or an empty cell', () => {
    const planted = threats('| Z1 | a | `law/gone.ts` | `tests/house/threats.test.ts` › renamed |\n| Z2 | b | 未建 | soon |\n| Z3 | c | 未建 | 未建：later |\n')
    expect(missing(planted, fileText)).toEqual(['Z1: no file law/gone.ts', 'Z1: no test tests/house/threats.test.ts › renamed', 'Z2: neither a test nor a reason'])
  })
})

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { beforeAll, describe, expect, it } from 'vitest'
import { impurities, parse, planted, root, sources, tablesNamed } from './sources.ts'

/* Which room may import which, whose tables a module names, and that law knows no clock. Every wall is tried twice: over the
 * tree, where nothing may be found, and over planted violations, where each must be. */

const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: IFlattenedRuleSet['forbidden'] & object; options: Record<string, unknown>
}

async function look(base: string, rooms: string[]): Promise<{ seen: Set<string>; violations: { rule: string; from: string; to: string }[] }> {
  const output = (await cruise(rooms, { ...options, baseDir: base, validate: true, ruleSet: { forbidden: [...forbidden] } })).output as ICruiseResult
  return { seen: new Set(output.modules.map((m) => m.source)), violations: output.summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to })) }
}

/** what the first lines of a planted file say must be reported */
function promised(file: string, what: string): string[] {
  const line = readFileSync(join(planted, file), 'utf8').split('\n').find((l) => l.startsWith(`// ${what}: `))
  return line ? line.slice(what.length + 5).split(', ').filter((w) => w !== 'nothing').sort() : []
}

const rooms = ['law', 'proof', 'contract', 'server', 'web']
const plantedFiles = ['.'].flatMap((folder) => sources(planted, folder))

describe('walls', () => {
  it('stand in the whole tree', async () => {
    const { seen, violations } = await look(root, [...rooms, 'bin', 'tools', 'tests'])
    expect(violations.map((v) => `${v.rule}: ${v.from} → ${v.to}`)).toEqual([])
    expect(rooms.flatMap((room) => sources(root, room)).filter((f) => !seen.has(f))).toEqual([])
  })

  it('stop every planted violation, and nothing else', async () => {
    const { violations: found } = await look(planted, rooms)
    const byFile = (file: string) => [...new Set(found.filter((v) => v.from === file).map((v) => v.rule))].sort()
    for (const file of plantedFiles) expect(byFile(file), file).toEqual(promised(file, 'planted'))
  })

  it('have a planted violation each', () => {
    const tried = new Set(plantedFiles.flatMap((f) => promised(f, 'planted')))
    expect(forbidden.map((r) => r.name!).filter((name) => !tried.has(name))).toEqual([])
  })
})

describe('the only loader of the page renderer', () => {
  it('is main.ts; it hands it to app.ts', () => {
    const loading = sources(root, 'server').filter((f) => /import\([^)]*\)/.test(readFileSync(join(root, f), 'utf8')) && parse(root, f).text.includes(`'ssr.js'`))
    expect(loading).toEqual(['server/main.ts'])
  })
})

describe('tables', () => {
  let tables: string[]
  beforeAll(() => {
    tables = [...readFileSync(join(root, 'server', 'tables.ts'), 'utf8').matchAll(/^ {2}'([a-z_]+\.[a-z_]+)': \{$/gm)].map((m) => m[1]!)
  })
  /** the SQL of a module names its own schema and those of the kernel; the rest of the server names those of the kernel only */
  const foreign = (base: string, file: string): string[] => {
    const own = /^server\/modules\/([^/]+)\//.exec(file)?.[1]
    return tablesNamed(parse(base, file), tables).filter((t) => !['kernel', 'journal', own].includes(t.split('.')[0]))
  }
  // these two name tables without asking them: the lists that the tests of the database read
  const lists = ['server/kernel/appendOnlyTables.ts', 'server/kernel/referenceTables.ts']

  it('are named by the module that owns them, and by no other', () => {
    expect(tables.length).toBeGreaterThan(30)
    expect(sources(root, 'server').filter((f) => f !== 'server/tables.ts' && !lists.includes(f)).flatMap((f) => foreign(root, f).map((t) => `${f}: ${t}`))).toEqual([])
  })

  it('of another module are found in planted SQL', () => {
    const file = 'server/modules/hall/readsCases.ts'
    expect(foreign(planted, file)).toEqual(promised(file, 'planted SQL'))
  })
})

describe('law, proof and contract', () => {
  it('never ask what time it is, and are never lucky', () => {
    expect(['law', 'proof', 'contract'].flatMap((room) => sources(root, room)).flatMap((f) => impurities(parse(root, f)).map((i) => `${f}: ${i}`))).toEqual([])
  })

  it('are caught when they do', () => {
    const file = 'law/kernel/asksTheTime.ts'
    expect(impurities(parse(planted, file)).sort()).toEqual(promised(file, 'planted source'))
  })
})

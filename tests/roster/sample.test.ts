import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { run } from '../../server/cli/roster.ts'
import { root } from '../house/sources.ts'
import { judge, lines } from './judge.ts'

/* The sample of data/roster-sample and its truth, every row. */

const sample = join(root, '../shared/data/roster-sample')
const read = (file: string): string => readFileSync(join(sample, file), 'utf8')
const keep = { action: 'retain', primary: null, reasons: [], corrections: [] }

describe.skipIf(!existsSync(sample))('the sample of a clean-up (skipped without ../shared/data/roster-sample)', () => {
  const rowsOf = (file: string): number[] => read(file).trim().split('\n').slice(1).map((l) => Number(l.split(',')[0]))
  const truth = (file: string, rows: number[], otherwise: object) => {
    const told = new Map(lines(read(file)).map(({ tags: _, ...t }) => [t.row as number, t]))
    return rows.map((row) => told.get(row) ?? { row, ...otherwise })
  }

  it('is judged by the command as its truth says, row by row', async () => {
    const out = mkdtempSync(join(tmpdir(), 'roster-'))
    const said = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    const code = await run(['audit', '--officers', join(sample, 'officers.csv'), '--bodies', join(sample, 'bodies.csv'), '--supervisors', join(sample, 'supervisors.csv'), '--profile', 'xuchang-2020', '--as-of', '2020-11-30', '--out', out])
    said.mockRestore()
    expect(code).toBe(0)
    const written = (file: string) => readFileSync(join(out, file), 'utf8')
    expect(lines(written('officers.jsonl'))).toEqual(truth('truth-officers.jsonl', rowsOf('officers.csv'), keep))
    expect(lines(written('supervisors.jsonl'))).toEqual(truth('truth-supervisors.jsonl', rowsOf('supervisors.csv'), { action: 'retain', reason: null }))
    const bodies = new Map(lines(read('truth-bodies.jsonl')).map((b) => [b.name, b]))
    const listed = read('bodies.csv').trim().split('\n').slice(1).map((l) => l.split(','))
    expect(lines(written('bodies.jsonl'))).toEqual(listed.map(([name, uscc]) => bodies.get(name) ?? { name, uscc, action: 'retain', status: '有效', successor: null }))
    expect(written('errors.jsonl')).toBe('')
    const { rules: _, seed, scale, reasonLabels, precedence, ...wanted } = JSON.parse(read('summary.json'))
    expect(JSON.parse(written('summary.json'))).toMatchObject(wanted)
    rmSync(out, { recursive: true })
  })

  it('is judged otherwise with another setting', async () => {
    const handed = (file: string) => ({ name: file, bytes: readFileSync(join(sample, file)) })
    const lists = { officers: handed('officers.csv'), supervisors: handed('supervisors.csv'), bodies: handed('bodies.csv') }
    const removed = async (set: Record<string, string>) => (await judge('xuchang-2020', lists, set)).summary.officersRemoved
    const before = await removed({})
    expect(before).toBe(JSON.parse(read('summary.json')).officersRemoved)
    expect(await removed({ without: 'R08' })).toBeLessThan(before)
    for (const set of [{ trainingHours: '70' }, { examPass: '65' }, { retireMale: '55' }, { minAge: '25' }, { asOf: '2021-01-01' }, { outside: '行政编制' }]) expect(await removed(set as never), JSON.stringify(set)).toBeGreaterThan(before)
  })

  it('is read by the general profile too, with every row in one of its verdicts', async () => {
    const handed = (file: string) => ({ name: file, bytes: readFileSync(join(sample, file)) })
    const { officers, summary } = await judge('general', { officers: handed('officers.csv'), supervisors: handed('supervisors.csv'), bodies: handed('bodies.csv') }, { asOf: '2020-11-30' })
    expect(officers).toHaveLength(rowsOf('officers.csv').length)
    expect(Object.values(summary.byAction).reduce((a, b) => a + b)).toBe(officers.length)
    expect(officers.find((o) => o.row === 203).reasons).toContain('R04')
  })
})

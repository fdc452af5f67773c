import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from './deadline.ts'

const cases = join(import.meta.dirname, '../../../shared/data/deadline-examples/cases.jsonl')

let out = ''
let err = ''
beforeEach(() => {
  out = err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((s) => ((out += s), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((s) => ((err += s), true))
})
afterEach(() => vi.restoreAllMocks())

const lines = () => out.trim().split('\n').map((l) => JSON.parse(l))

describe('yichuang deadline', () => {
  it('shows each day, why it did not count, and the last day', async () => {
    expect(await run(['--from', '2021-02-08', '--days', '5'])).toBe(0)
    expect(out).toContain('2021-02-11  四  —         春节')
    expect(out).toContain('2021-02-20  六  第5日     调休上班')
    expect(out).toContain('届满日：2021-02-20')
  })

  it('gives the derivation as JSON, with what is excluded', async () => {
    await run(['--from', '2021-03-01', '--days', '20', '--unit', 'workday', '--exclude', '2021-03-08..2021-03-12:专家评审', '--json'])
    const { due, derivation } = JSON.parse(out)
    expect(due).toBe('2021-04-06')
    expect(derivation.days.filter((d: any) => d.skipped === '专家评审').map((d: any) => d.date)).toHaveLength(5)
    expect(derivation.calendarVersion).toContain('2021.1')
  })

  it('rolls a natural-day period and names the day that our own warnings use', async () => {
    await run(['--from', '2022-07-06', '--days', '90', '--unit', 'calendar'])
    expect(out).toContain('届满日：2022-10-08')
    expect(out).toContain('内部提醒日：2022-09-30')
  })

  it('refuses a year that is not published, with the sentence', async () => {
    expect(await run(['--from', '2026-12-20', '--days', '20'])).toBe(1)
    expect(err).toContain('2027年放假安排尚未公布，不能计算工作日')
    err = ''
    expect(await run(['--from', '2020-11-20', '--days', '60', '--as-of', '2020-11-20'])).toBe(1)
    expect(err).toContain('2021年放假安排尚未公布')
    err = ''
    expect(await run(['--from', '2014-12-01', '--days', '3'])).toBe(1)
    expect(err).toContain('自2015年起收入')
  })

  it.each([
    [['--from', '2021-02-30', '--days', '5'], 1, '不是有效的日期'],
    [['--from', '2021-02-08', '--days', '-5'], 2, '用法'],
    [['--from', '2021-02-08', '--days', '1.5'], 1, '整数'],
    [['--from', '2021-02-08', '--days', '5', '--unit', 'week'], 2, '不认识的单位'],
    [['--from', '2021-02-08', '--days', '5', '--exclude', '2021-02-09'], 1, '扣除期间写作'],
    [['--from', '2021-02-08', '--days', '5', '--exclude', '2021-02-10..2021-02-09'], 1, '起止颠倒'],
    [['--batch', '/no/such/file'], 1, '读不到文件'],
    [['--nonsense'], 2, '用法'],
    [[], 2, '用法'],
  ])('refuses %j with code %d', async (argv, code, sentence) => {
    expect(await run(argv)).toBe(code)
    expect(err).toContain(sentence)
    expect(out).toBe('')
  })

  it('goes on after a broken line of a batch and says which it was', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'deadline-'))
    const file = join(dir, 'batch.jsonl')
    writeFileSync(file, [
      '{"id":"a","eventDate":"2021-02-08","n":5,"unit":"日","countAs":"workday","excluded":[]}',
      '{"id":"b","eventDate":"2026-12-20","n":20,"unit":"工作日"}', 'nonsense', '',
      '{"id":"c","eventDate":"2020-02-29","n":1,"unit":"年"}',
    ].join('\n'))
    expect(await run(['--batch', file])).toBe(1)
    rmSync(dir, { recursive: true })
    expect(lines().map((l) => [l.id, l.due ?? l.error])).toEqual([
      ['a', '2021-02-20'], ['b', '2027年放假安排尚未公布，不能计算工作日'], [null, '不是有效的 JSON'], ['c', '2021-03-01'],
    ])
  })

  it('imports no database', () => {
    const source = readFileSync(join(import.meta.dirname, 'deadline.ts'), 'utf8')
    expect([...source.matchAll(/from '([^']+)'/g)].map((m) => m[1]).filter((m) => !/^node:|law\//.test(m!))).toEqual([])
  })
})

describe.skipIf(!existsSync(cases))('the worked deadlines (skipped without ../shared/data/deadline-examples)', () => {
  it('gives the same day for every one of them', async () => {
    const wanted = readFileSync(cases, 'utf8').trim().split('\n').map((l) => JSON.parse(l))
    expect(await run(['--batch', cases])).toBe(0)
    expect(wanted).toHaveLength(60)
    expect(lines().map((l) => [l.id, l.due])).toEqual(wanted.map((w) => [w.id, w.expectedDue]))
    for (const l of lines()) expect(l.derivation.days.at(-1).date).toBe(l.due)
  })
})

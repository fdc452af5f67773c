import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { main } from './index.ts'

/* The command as people call it: usage, faults, rows that cannot be read. What it judges is in tests/roster. */

const folder = mkdtempSync(join(tmpdir(), 'roster-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
let out = ''
let err = ''
beforeEach(() => { out = err = '' })

const put = (name: string, lines: string[]): string => { writeFileSync(join(folder, name), lines.join('\n') + '\n'); return join(folder, name) }
const head = '序号,姓名,性别,出生日期,身份证号,单位名称,单位统一社会信用代码,人员性质,职务层次,是否执法岗位,在职状态,到岗日期,执法证号,发证日期,有效期至,已申请换证,公共法律考试,专业法律考试,年度培训学时,处分记录,备注'
const good = (row: number, id: string, more = '') => `${row},张三,男,1978-01-30,${id},甲局,A,行政编制,科员,是,在职,2012-03-14,16${row},2016-01-01,2025-12-31,否,90,90,60,无,${more}`
const officers = put('officers.csv', [head, good(1, '411002197801309991'), good(2, '不知道'), good(3, '411025198406239996').replace('2012-03-14', '去年'), good(3, 'x,y')])
const bodies = put('bodies.csv', ['单位名称,统一社会信用代码,主体状态,承继主体信用代码', '甲局,A,有效,'])

async function run(...argv: string[]): Promise<number> {
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation((t) => { out += t; return true }), vi.spyOn(process.stderr, 'write').mockImplementation((t) => { err += t; return true })]
  const code = await main(['roster', ...argv])
  for (const s of spies) s.mockRestore()
  return code
}
const audit = (...more: string[]) => run('audit', '--officers', officers, '--bodies', bodies, '--profile', 'xuchang-2020', '--out', join(folder, 'out'), ...more)

it('judges what it can read, and reports the other rows by line and column', async () => {
  expect(await audit('--as-of', '2020-11-30')).toBe(0)
  expect(out).toContain('执法人员 4：保留 1，清出 0，未能判断 3')
  expect(err).toContain('执法人员名册第 4 行“到岗日期”：不是日期')
  const errors = readFileSync(join(folder, 'out/errors.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l))
  expect(errors.map((e) => [e.line, e.heading])).toEqual([[4, '到岗日期'], [5, undefined], [3, '身份证号']])
  expect(readFileSync(join(folder, 'out/officers.jsonl'), 'utf8')).toBe('{"row":1,"action":"retain","primary":null,"reasons":[],"corrections":[]}\n')
})

it('says the same of the same roster, and something else with another setting', async () => {
  const files = ['officers.jsonl', 'findings.jsonl', 'summary.json']
  const written = () => files.map((f) => readFileSync(join(folder, 'out', f), 'utf8'))
  await audit()
  const first = written()
  await audit()
  expect(written()).toEqual(first)
  expect(await audit('--set', 'trainingHours=61', '--json')).toBe(0)
  expect(JSON.parse(out.trim().split('\n').at(-1)!)).toMatchObject({ officersRemoved: 1, removedByPrimaryReason: { R08: 1 }, settings: { trainingHours: 61 } })
  expect(written()[1]).toContain('《河南省行政执法条例》第二十一条第一款')
})

it('refuses wrong usage, unknown profiles and settings, files it cannot use; and then writes nothing', async () => {
  rmSync(join(folder, 'out'), { recursive: true, force: true })
  for (const argv of [[], ['audit'], ['audit', '--nonsense'], ['profile', 'nobody'], ['profile', 'toString']]) expect(await run(...argv), argv.join(' ')).toBe(2)
  expect(await audit('--profile', 'nobody')).toBe(2)
  expect(await audit('--set', 'examPass')).toBe(2)
  expect(await audit('--set', 'examPass=x', '--set', 'nobody=1')).toBe(1)
  expect(err).toContain('参数 examPass（考试合格分）应为数字：x；没有参数“nobody”')
  expect(await audit('--as-of', '2020-11-31')).toBe(1)
  expect(await audit('--officers', join(folder, 'none.csv'))).toBe(1)
  expect(await audit('--officers', bodies)).toBe(1)
  expect(err).toContain('缺少列：')
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

it('prints the rules and settings of a profile', async () => {
  expect(await run('profile', 'xuchang-2020')).toBe(0)
  expect(out).toContain('R06  工勤人员  《河南省行政执法条例》第二十条第二款')
  expect(out).toContain('trainingHours = 60  年度培训学时')
  expect(await run('profile', 'general')).toBe(0)
})

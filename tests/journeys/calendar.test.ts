import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditCity } from '../../server/audit.ts'
import { root } from '../house/sources.ts'
import { act, answersOf, checkAll, documentsOf, formOf, materialsOf, ok, planOf, upload } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'
import { imports } from '../../server/modules/catalogue/index.ts'

/** 2027 has no published arrangement: taking a case in never fails, its deadline is 暂定 and reckoned again by a recorded act (settled.md 6). */
describe('放假安排尚未公布的年度', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2026-12-21T10:00+08:00') })
  afterAll(() => hall?.close())
  let id: string

  it('跨到 2027 年的期限先给暂定日，受理照常', async () => {
    const factory = await hall.as('factory')
    const answers = await answersOf(factory, 'device-production')
    const plan = await planOf(factory, 'item', 'device-production', answers)
    const opened = ok(await factory.post('/api/v1/cases', { item: 'device-production', channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
    id = opened.id
    await checkAll(hall, id)
    ok(await act(await hall.as('clerk'), id, 'accept'))
    const view = ok(await factory.get(`/api/v1/cases/${id}`))
    const decision = view.clocks.find((c: any) => c.id === 'decision')
    expect(decision.provisional).toBe(true)
    expect(decision.due > '2027-01-01').toBe(true)
    // the paper that the applicant takes home says so too
    const accepted = (await documentsOf(hall, id)).find((d) => d.template === 'P04')!
    expect(accepted.data.statutory).toMatchObject({ due: decision.due, provisional: true })
  })

  it('公布并导入之后，由一条留痕的行为重新计算，两个日期都在，不会提前', async () => {
    const factory = await hall.as('factory')
    const before = ok(await factory.get(`/api/v1/cases/${id}`)).clocks.find((c: any) => c.id === 'decision')
    await importYear(hall)
    expect(await hall.app.renewCalendar()).toBe(1)
    const view = ok(await factory.get(`/api/v1/cases/${id}`))
    const after = view.clocks.find((c: any) => c.id === 'decision')
    expect(after.provisional ?? false).toBe(false)
    expect(after.due >= before.due).toBe(true)
    expect(view.acts.at(-1).type).toBe('calendarPublished')
    expect(await hall.app.renewCalendar()).toBe(0)
  })
})

const sample = join(root, '../shared/data/roster-sample')

describe.skipIf(!existsSync(sample))('核对期跨到没有公布的年度 (skipped without ../shared/data/roster-sample)', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2026-12-28T10:00+08:00') })
  afterAll(() => hall?.close())

  it('先给暂定日；停机期间公布的，开机以后由一条留痕的行为重新计算，不会提前，以后什么都不变', async () => {
    let supervisor = await hall.as('supervisor')
    const list = (file: string) => upload(hall, 'supervisor', file, readFileSync(join(sample, file)))
    const { id } = ok(await supervisor.post('/api/v1/campaigns', { name: '2026年清理', profile: 'xuchang-2020', asOf: '2026-11-30', officers: await list('officers.csv'), bodies: await list('bodies.csv'), supervisors: await list('supervisors.csv') }))
    const { seq } = ok(await supervisor.get(`/api/v1/campaigns/${id}`))
    const { told } = ok(await supervisor.post(`/api/v1/campaigns/${id}/tell`, {}, { ifMatch: seq }))
    const tasks = async () => ok(await supervisor.get(`/api/v1/campaigns/${id}/bodies`)).items.filter((t: { state: string }) => t.state === 'TOLD')
    const before = await tasks()
    expect(before).toHaveLength(told)
    // Monday; three days are left of the year, and the first of January is a holiday by statute
    for (const t of before) expect(t).toMatchObject({ due: '2027-01-05', provisional: true })
    const { rows: papers } = await hall.database.app.query<{ data: any }>(`select data from kernel.document where template = 'C01'`)
    expect(papers).toHaveLength(told)
    for (const { data } of papers) {
      expect(data.reply).toEqual({ words: '5个工作日', due: '2027-01-05', provisional: true })
      expect(data.consequence).toContain('2027年1月5日（暂定）以后没有回复的')
    }

    await hall.app.close()
    await hall.clock.close()
    await importYear(hall)
    hall = await openHall('2026-12-28T11:00+08:00', { again: hall })
    supervisor = await hall.as('supervisor')
    expect(await hall.app.renewCalendar()).toBe(told)
    for (const t of await tasks()) expect(t).toMatchObject({ due: '2027-01-07', provisional: false })
    const view = ok(await supervisor.get(`/api/v1/clean-up-tasks/${before[0].id}`))
    expect(view.acts.at(-1)).toMatchObject({ type: 'calendarPublished', by: '系统' })
    const { rows } = await hall.database.app.query(`select clock from credentials.task where id = $1`, [before[0].id])
    expect(rows[0]!.clock.previous).toMatchObject([{ due: '2027-01-05' }])
    expect(await hall.app.renewCalendar()).toBe(0)
    await hall.app.sunlog.refresh()
    const faults: unknown[] = []
    for await (const looked of auditCity(await hall.app.audit())) faults.push(...looked.faults)
    expect(faults).toEqual([])
  })
})

/** an invented arrangement for 2027: what a city would import when the notice is out */
async function importYear(hall: CityHall): Promise<void> {
  const off = (name: string, ...dates: string[]) => dates.map((d) => ({ name, date: `2027-${d}`, isOffDay: true }))
  const text = JSON.stringify({ year: 2027, papers: [], days: [...off('元旦', '01-01', '01-02', '01-03', '01-04', '01-05'), ...off('春节', '02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11')] })
  await imports.takeInYears(hall.database.app, hall.database.city, imports.parseCalendar(text, [], { notice: '演示用安排', publishedOn: '2026-12-22' }))
}

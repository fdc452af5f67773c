import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, answersOf, checkAll, formOf, materialsOf, ok, planOf } from './desk.ts'
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

/** an invented arrangement for 2027: what a city would import when the notice is out */
async function importYear(hall: CityHall): Promise<void> {
  const off = (name: string, ...dates: string[]) => dates.map((d) => ({ name, date: `2027-${d}`, isOffDay: true }))
  const text = JSON.stringify({ year: 2027, papers: [], days: [...off('元旦', '01-01', '01-02', '01-03', '01-04', '01-05'), ...off('春节', '02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11')] })
  await imports.takeInYears(hall.database.app, hall.database.city, imports.parseCalendar(text, [], { notice: '演示用安排', publishedOn: '2026-12-22' }))
}

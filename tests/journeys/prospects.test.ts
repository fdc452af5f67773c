import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, formOf, materialsOf, ok, planOf } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** What the case screen of the departments is told about each act: open, or why not, before anybody tries. */
describe('审查决定的每一步现在能不能办', () => {
  let hall: CityHall
  let id: string
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00')
    const factory = await hall.as('factory')
    const key = 'public-place-hygiene'
    const answers = Object.fromEntries((await planOf(factory, 'item', key, {})).members.flatMap((m) => m.questions.map((q) => [q.id, q.options[0]!.value])))
    const plan = await planOf(factory, 'item', key, answers)
    id = ok(await factory.post('/api/v1/cases', { item: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) })).id
    await checkAll(hall, id)
    ok(await act(await hall.as('clerk'), id, 'accept'))
  })
  afterAll(() => hall?.close())

  const prospects = async (person: string) => ok(await (await hall.as(person)).get(`/api/v1/cases/${id}/prospects`))
  const of = (p: any, type: string) => p.acts.find((a: any) => a.type === type)

  it('现场核查之前不能准予，说明依据；不予、终止由负责人办理', async () => {
    const view = ok(await (await hall.as('clerk')).get(`/api/v1/cases/${id}`))
    const examiner = `examiner.${view.organ}`
    ok(await act(await hall.as(examiner), id, 'takeUp'))
    const p = await prospects(examiner)
    expect(p.inspection).toBe(true)
    expect(p.special).toContain('检验')
    expect(of(p, 'grant').open).toBe(false)
    expect(of(p, 'grant').findings[0]).toMatchObject({ code: 'E-XK-11', basis: [{ law: '行政许可法', article: 34, item: '第三款' }] })
    expect(of(p, 'refuse')).toMatchObject({ open: false, findings: [{ code: 'E-ROLE', message: expect.stringContaining('部门负责人') }] })
    expect(of(p, 'assignInspectors').open).toBe(true)
    expect(of(p, 'takeUp').findings[0].code).toBe('E-STATE')
    expect(of(p, 'resume')).toMatchObject({ open: false, findings: [{ code: 'E-STATE' }] })
    expect(of(await prospects(`head.${view.organ}`), 'refuse').open).toBe(true)
    const queue = ok(await (await hall.as(examiner)).get('/api/v1/queue'))
    expect(queue.items.find((l: any) => l.id === id).takenBy).toBe(p.takenBy)
  })

  it('别的部门的人看不到；政府负责人看得到下级各部门的待办', async () => {
    expect((await (await hall.as('examiner.tax')).get(`/api/v1/cases/${id}/prospects`)).status).toBe(404)
    const gov = await hall.as('gov')
    expect(ok(await gov.get('/api/v1/queue')).items.map((l: any) => l.id)).toContain(id)
    expect(of(await prospects('gov'), 'greenChannel').open).toBe(true)
    expect(of(await prospects('gov'), 'grant').findings[0].code).toBe('E-ROLE')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAll, formOf, materialsOf, ok, planOf, type Plan } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** GW-02: numbers are taken when the document is sealed, each once and none left out, from 1 again in each calendar year. */
describe('发文字号', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2021-12-31T09:30+08:00') })
  afterAll(() => hall?.close())

  const key = 'public-place-hygiene'
  let plan: Plan
  let answers: Record<string, string>

  async function received(): Promise<string> {
    const chen = await hall.as('chen')
    const opened = ok(await chen.post('/api/v1/cases', { item: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
    await checkAll(hall, opened.id)
    return opened.id
  }
  /** accepts all at once and gives the numbers of the notices of acceptance */
  async function acceptAll(ids: readonly string[]): Promise<string[]> {
    const clerk = await hall.as('clerk')
    const seqs = await Promise.all(ids.map(async (id) => (await clerk.get(`/api/v1/cases/${id}`)).body.seq as number))
    const done = await Promise.all(ids.map((id, i) => clerk.post(`/api/v1/cases/${id}/accept`, { payload: {} }, { ifMatch: seqs[i]! })))
    return done.map((d) => ok(d).documents.find((x: { template: string }) => x.template === 'P04').number as string)
  }

  it('五十份受理通知书同时盖章，编号从 1 到 50，不重不缺', async () => {
    const chen = await hall.as('chen')
    const first = await planOf(chen, 'item', key, {})
    answers = Object.fromEntries(first.members.flatMap((m) => m.questions.map((q) => [q.id, q.options[0]!.value])))
    plan = await planOf(chen, 'item', key, answers)
    const ids: string[] = []
    for (let i = 0; i < 50; i++) ids.push(await received())
    const numbers = await acceptAll(ids)
    expect(numbers.every((n) => n.includes('〔2021〕'))).toBe(true)
    expect(numbers.map((n) => Number(/〕(\d+)号$/.exec(n)![1])).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  it('跨年后第一份从 1 号重新编起', async () => {
    await hall.at('2022-01-04T09:00')
    const [number] = await acceptAll([await received()])
    expect(number).toMatch(/〔2022〕1号$/)
  })
})

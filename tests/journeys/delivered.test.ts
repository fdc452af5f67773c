import { afterAll, beforeAll, expect, it } from 'vitest'
import { accepted, act, answered, checkAll, documentsOf, file, formOf, materialsOf, ok, planOf, refused, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/* What chance found first (tests/model), told as it happened. */

let hall: CityHall
beforeAll(async () => { hall = await openHall('2026-03-02T09:30') })
afterAll(() => hall?.close())

const deliver = async (id: string) => ok(await act(await hall.as('counter'), id, 'deliver', { method: 'counter', identityChecked: true }, { receivedBy: '本人', signature: strokes }))
const proof = async (id: string) => (await documentsOf(hall, id)).find((d) => d.template === 'E14')!.data.document.heading

it('送达回证写的就是所送达的文书：备案证明、终止办理决定书', async () => {
  const chen = await hall.as('chen')
  const filed = (await file(chen, 'project-filing')).id
  await deliver(filed)
  expect(await proof(filed)).toBe('项目备案证明')

  const ended = await accepted(hall, chen, 'road-freight')
  ok(await act(await hall.as('head.yanling-transport'), ended, 'terminate', { ground: 'applicantRequest' }, { reason: '申请人要求终止' }))
  await deliver(ended)
  expect(await proof(ended)).toBe('终止办理决定书')
})

it('一件事里有一件因补正受理、有一件因没有告知视为受理：照样受理，重新计算也和记录一样，不虚报', async () => {
  const [chen, clerk] = [await hall.as('chen'), await hall.as('clerk')]
  const open = async () => {
    const answers = await answered(chen, 'bundle', 'flat-transfer', { utilities: 'no' })
    const plan = await planOf(chen, 'bundle', 'flat-transfer', answers)
    const bundle = ok(await chen.post('/api/v1/bundles', { bundle: 'flat-transfer', channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
    const of = (item: string): string => bundle.cases.find((c: { item: string }) => c.item === item).id
    return { id: bundle.id as string, tax: of('deed-tax'), house: of('real-estate-transfer') }
  }
  const differences = async (id: string) => { const out = []; for await (const b of hall.app.casework.recompute(id)) out.push(...b.differences); return out }

  const silent = await open()
  const corrected = await open()
  await checkAll(hall, corrected.tax, { contract: 'missing' })
  ok(await act(clerk, corrected.tax, 'oneTimeNotice', { items: [{ kind: 'material', id: 'contract', problem: 'missing' }], periodDays: 5 }, { explanations: {} }))
  // registration must be answered on the day of receipt (不动产登记暂行条例 17); no timer has put on record yet that it was not
  await hall.clock.advance('2026-03-03T10:00')
  await checkAll(hall, silent.tax)
  ok(await clerk.post(`/api/v1/bundles/${silent.id}/accept`, {}))
  await hall.app.runDue()
  ok(await act(chen, corrected.tax, 'supply', { items: ['contract'] }))
  // the last one taken in alone by the window, or left to silence
  const single = await open()
  const left = await open()
  for (const b of [single, left]) await checkAll(hall, b.tax)
  await checkAll(hall, single.house)
  for (const id of [single.tax, single.house, left.tax]) ok(await act(clerk, id, 'accept'))
  expect(ok(await chen.get(`/api/v1/bundles/${left.id}`)).acceptedAt).toBeNull()
  await hall.clock.advance('2026-03-04T10:00')
  await hall.app.runDue()
  for (const b of [single, left]) {
    expect(ok(await chen.get(`/api/v1/bundles/${b.id}`)).acceptedAt).toMatch(/^2026-03-0[34]/)
    expect(await differences(b.house)).toEqual([])
  }
  for (const b of [silent, corrected]) {
    expect(ok(await chen.get(`/api/v1/bundles/${b.id}`)).acceptedAt).toMatch(/^2026-03-03/)
    expect(await differences(b.tax)).toEqual([])
    expect(await differences(b.house)).toEqual([])
  }
})

it('文书不能生成的一步也是被拒绝的一步：留一条痕迹，别的什么都没有', async () => {
  const chen = await hall.as('chen')
  const id = await accepted(hall, chen, 'deed-tax')
  const head = await hall.as('head.tax')
  ok(await act(await hall.as('examiner.tax'), id, 'takeUp'))
  const traces = async () => (await hall.database.app.query<{ n: number }>(`select count(*)::int as n from journal.entry where city = '411000' and type = 'casework.refused' and subject = $1`, [hall.app.casework.subject(id)])).rows[0]!.n
  const { seq } = ok(await head.get(`/api/v1/cases/${id}`))
  // a service is not refused by the law on permits
  refused(await act(head, id, 'refuse', { articles: [{ law: '行政许可法', article: 38 }] }, { facts: '不符合', reason: '不符合' }), 'GW-04')
  expect(await traces()).toBe(1)
  expect(ok(await head.get(`/api/v1/cases/${id}`)).seq).toBe(seq)
})

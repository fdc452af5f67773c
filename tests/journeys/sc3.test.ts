import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, clockOf, documentsOf, file, ok, refused, staffOf, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** SC-3 (law.md appendix D): the mask factory through the green channel, from Monday 2020-02-10. */
describe('SC-3 口罩厂走绿色通道', () => {
  let hall: CityHall
  let id: string
  const green = { reason: 'publicHealth', scope: ['priority', 'parallel', 'shorterPromise'], promise: { unit: 'workday', n: 2 }, until: '2020-03-31' }
  const why = { explanation: '疫情防控急需医用口罩' }
  beforeAll(async () => {
    hall = await openHall('2020-02-10T09:00+08:00')
    id = (await file(await hall.as('factory'), 'device-production')).id
    await checkAll(hall, id)
  })
  afterAll(() => hall?.close())

  it('没有批准人、没有事由、没有有效期，都不能启用；窗口和审查人员不能批', async () => {
    const head = await hall.as('head.market')
    for (const who of ['clerk', 'examiner.market']) expect((await act(await hall.as(who), id, 'greenChannel', green, why)).status, who).toBe(403)
    expect((await act(await hall.as('head.health'), id, 'greenChannel', green, why)).status).toBe(404)
    const { until: _u, ...noUntil } = green
    expect((await act(head, id, 'greenChannel', noUntil, why)).status).toBe(422)
    refused(await act(head, id, 'greenChannel', { ...green, reason: '领导打过招呼' }, why), 'MOD-06')
    refused(await act(head, id, 'greenChannel', green), 'MOD-06')
    refused(await act(head, id, 'greenChannel', { ...green, scope: [] }, why), 'MOD-06')
    refused(await act(head, id, 'greenChannel', { ...green, until: '2020-02-09' }, why), 'MOD-06')
    refused(await act(head, id, 'greenChannel', { ...green, promise: { unit: 'workday', n: 30 } }, why), 'MOD-06')
    expect((await act(head, id, 'greenChannel', { ...green, scope: ['skipInspection'] }, why)).status).toBe(422)
  })

  it('负责人批准，事由、范围、有效期记在案；受理后承诺两个工作日，2020-02-12', async () => {
    ok(await act(await hall.as('head.market'), id, 'greenChannel', green, why))
    ok(await act(await hall.as('clerk'), id, 'accept'))
    const view = ok(await (await hall.as('examiner.market')).get(`/api/v1/cases/${id}`))
    expect(view.green).toBe(true)
    expect(clockOf(view, 'promise')).toMatchObject({ due: '2020-02-12', n: 2, start: '2020-02-10' })
    expect(clockOf(view, 'decision')).toMatchObject({ n: 30, unit: 'workday' })
    const on = view.acts.find((a: { type: string }) => a.type === 'greenChannel')
    expect(on).toMatchObject({ by: '郝静怡', payload: { reason: 'publicHealth', until: '2020-03-31', scope: green.scope } })
    const queue = ok(await (await hall.as('examiner.market')).get('/api/v1/queue')).items
    expect(queue.find((l: { id: string }) => l.id === id)).toMatchObject({ green: true, due: '2020-02-12' })
  })

  it('绿色通道一步不少：没有审查、没有核查都不能准予', async () => {
    const examiner = await hall.as('examiner.market')
    refused(await act(examiner, id, 'grant'), 'XK-12')
    ok(await act(examiner, id, 'takeUp'))
    refused(await act(examiner, id, 'grant'), 'E-XK-11')
  })

  it('去掉一名核查人员：有绿色标记也不行（E-XK-11）', async () => {
    const examiner = await hall.as('examiner.market')
    const head = await hall.as('head.market')
    const [one, two] = await staffOf(head, 'market')
    refused(await act(head, id, 'assignInspectors', { inspectors: [one] }), 'E-XK-11')
    refused(await act(examiner, id, 'inspect', { inspectors: [one], conform: true }, { facts: '洁净车间符合要求' }), 'E-XK-11')
    refused(await act(examiner, id, 'inspect', { inspectors: [one, one], conform: true }, { facts: '洁净车间符合要求' }), 'E-XK-11')
    ok(await act(head, id, 'assignInspectors', { inspectors: [one, two] }))
    const factory = ok(await (await hall.as('clerk')).post('/api/v1/people/find', { idNumber: '411002197911023177' })).id
    refused(await act(head, id, 'assignInspectors', { inspectors: [one, factory] }), 'E-SOD-02')
    refused(await act(examiner, id, 'inspect', { inspectors: [one, '01900000-0000-7000-8000-0000000000ff'], conform: true }, { facts: '洁净车间符合要求' }), 'E-XK-11')
    const wrong = ok(await act(examiner, id, 'inspect', { inspectors: [one, two], conform: false }, { facts: '洁净车间压差不足' }))
    expect(wrong.state).toBe('review')
    refused(await act(examiner, id, 'grant'), 'E-XK-11')
  })

  it('两名人员现场核查合格，周三决定；以委托机关名义作出', async () => {
    await hall.at('2020-02-12T11:00')
    const examiner = await hall.as('examiner.market')
    const [one, two] = await staffOf(examiner, 'market')
    ok(await act(examiner, id, 'inspect', { inspectors: [one, two], conform: true }, { facts: '压差复测合格，检验设备齐全', place: '魏都区高桥营街道厂区', partyView: '无异议', signature: strokes }))
    const done = ok(await act(await hall.as('head.market'), id, 'grant', { validUntil: '2023-02-11' }, { content: '生产医用口罩', scope: '日产二十万只' }))
    expect(done.state).toBe('delivered')
    const view = ok(await (await hall.as('factory')).get(`/api/v1/cases/${id}`))
    expect(view.decidedOn).toBe('2020-02-12')
    expect(clockOf(view, 'promise')).toMatchObject({ status: 'met', lamp: 'green' })

    const docs = await documentsOf(hall, id)
    const records = docs.filter((d) => d.template === 'P10')
    expect(records).toHaveLength(2)
    expect(records[1]!.data).toMatchObject({ conclusion: expect.stringContaining('符合规定条件'), inspectors: [{ name: '江素贞' }, { name: '龙海涛' }] })
    const p11 = docs.find((d) => d.template === 'P11')!
    expect(p11.data).toMatchObject({ organ: { name: '河南省药品监督管理局' }, holder: '许昌安护防护用品有限公司', content: '生产医用口罩', acceptedOn: '2020-02-10', valid: { from: '2020-02-12', until: '2023-02-11' } })
    expect(p11.number).toContain('豫药监')
    // decision, licence and register say one thing
    expect(docs.find((d) => d.template === 'P14')!.data).toMatchObject({ organ: { name: '河南省药品监督管理局' }, valid: { from: '2020-02-12', until: '2023-02-11' } })
    const [licence] = ok(await (await hall.as('factory')).get('/api/v1/licences')).items
    expect(licence).toMatchObject({ issuedOn: '2020-02-12', validUntil: '2023-02-11', organName: '河南省药品监督管理局' })
    // what the city does itself it does in its own name
    expect(docs.find((d) => d.template === 'P04')!.data.organ.name).toBe('许昌市市场监督管理局')
    const pdf = await (await hall.as('factory')).pdf(`/api/v1/cases/${id}/documents/${view.acts.flatMap((a: { documents: { id: string; template: string }[] }) => a.documents).find((d: { template: string }) => d.template === 'P10').id}`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('承诺两天，第三天还没办结就亮红灯；法定期限还没有过', async () => {
    const late = (await file(await hall.as('factory'), 'device-production')).id
    await checkAll(hall, late)
    ok(await act(await hall.as('clerk'), late, 'accept'))
    ok(await act(await hall.as('head.market'), late, 'greenChannel', green, why))
    await hall.at('2020-02-15T10:00')
    const view = ok(await (await hall.as('examiner.market')).get(`/api/v1/cases/${late}`))
    expect(clockOf(view, 'promise')).toMatchObject({ due: '2020-02-14', lamp: 'red' })
    expect(clockOf(view, 'decision').lamp).toBe('green')
    expect(view.lamp).toBe('red')
  })
})

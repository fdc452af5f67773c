import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, answersOf, checkAll, file, formOf, materialsOf, ok, planOf, refused, strokes } from './desk.ts'
import { openHall, type Answer, type CityHall, type Person } from './hall.ts'

/** Exactly once (trust.md 3.2): whatever is sent twice, together or late, is done once and answered the same. */
describe('重复提交', () => {
  let hall: CityHall
  let chen: Person
  let body: Record<string, unknown>
  const key = 'public-place-hygiene'
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00')
    chen = await hall.as('chen')
    const answers = await answersOf(chen, key)
    const plan = await planOf(chen, 'item', key, answers)
    body = { item: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }
  })
  afterAll(() => hall?.close())
  const count = async (sql: string, params: unknown[] = []) => (await hall.database.app.query<{ n: number }>(`select count(*)::int as n from ${sql}`, params)).rows[0]!.n
  const cases = () => count(`casework.cases where city = '411000'`)

  it('同一个编号、同样的内容：同样的答复，只有一件', async () => {
    const k = randomUUID()
    const first = await chen.post('/api/v1/cases', body, { key: k })
    expect(first.status).toBe(201)
    const before = await cases()
    const second = await chen.post('/api/v1/cases', body, { key: k })
    expect([second.status, second.body]).toEqual([201, first.body])
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    await hall.at('2020-12-25T09:30')
    // the order of the fields is nobody's business, and neither is time that has passed
    const { form, ...rest } = body
    expect((await chen.post('/api/v1/cases', { form, ...rest }, { key: k })).body).toEqual(first.body)
    expect(await cases()).toBe(before)
  })

  it('十个同时到：一件，一个编号，一张回执；别的要么是同样的答复，要么请稍等', async () => {
    const before = [await cases(), await count(`kernel.document where city = '411000'`), await count(`journal.entry where city = '411000' and type = 'casework.submit'`)]
    const k = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => chen.post('/api/v1/cases', body, { key: k })))
    const done = answers.filter((a) => a.status === 201)
    expect(done.length).toBeGreaterThan(0)
    for (const a of answers) {
      if (a.status === 201) expect(a.body).toEqual(done[0]!.body)
      else expect([a.status, a.headers.get('retry-after') !== null]).toEqual([409, true])
    }
    expect((await chen.post('/api/v1/cases', body, { key: k })).body).toEqual(done[0]!.body)
    expect([await cases(), await count(`kernel.document where city = '411000'`), await count(`journal.entry where city = '411000' and type = 'casework.submit'`)]).toEqual(before.map((n) => n + 1))
  })

  it('同一个编号、另外的内容：422，说明原因，什么也没有办', async () => {
    const k = randomUUID()
    ok(await chen.post('/api/v1/cases', body, { key: k }))
    const before = await cases()
    const other = await chen.post('/api/v1/cases', { ...body, channel: 'selfService' }, { key: k })
    expect(other.status).toBe(422)
    refused(other, /E-KEY/)
    expect((await chen.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'web', answers: { stock: 'flowers', premises: 'own' }, form: {}, materials: {} }, { key: k })).status).toBe(422)
    expect(await cases()).toBe(before)
    // a key belongs to the person who sent it
    const factory = await hall.as('factory')
    expect((await factory.post('/api/v1/cases', body, { key: k })).status).toBe(201)
  })

  it('没有编号或者编号不像样：400，不办', async () => {
    const before = await cases()
    for (const k of ['', 'short', 'x'.repeat(200), '编号编号编号编号'.replace(/./g, '%')]) expect((await chen.post('/api/v1/cases', body, { key: k })).status, k).toBe(400)
    expect(await cases()).toBe(before)
  })

  it('被拒绝的不会记住：改好以后用同一个编号再交，就办成了', async () => {
    const k = randomUUID()
    const form = body['form'] as Record<string, unknown>
    const phone = Object.keys(form).find((f) => /phone/i.test(f))!
    refused(await chen.post('/api/v1/cases', { ...body, form: { ...form, [phone]: '12345' } }, { key: k }), 'E-FORM')
    refused(await chen.post('/api/v1/cases', { ...body, materials: { familyTree: 'original' } }, { key: k }), 'E-ITM-05')
    const done = await chen.post('/api/v1/cases', body, { key: k })
    expect(done.status).toBe(201)
    expect((await chen.post('/api/v1/cases', body, { key: k })).body).toEqual(done.body)
  })

  it('办理步骤也一样：受理连点两次，只受理一次', async () => {
    const { id } = await file(chen, key)
    await checkAll(hall, id)
    const clerk = await hall.as('clerk')
    const { seq } = ok(await clerk.get(`/api/v1/cases/${id}`))
    const k = randomUUID()
    const clicks = await Promise.all(Array.from({ length: 6 }, () => clerk.post(`/api/v1/cases/${id}/accept`, { payload: {} }, { key: k, ifMatch: seq })))
    const done = clicks.filter((a) => a.status === 200)
    expect(done.length).toBeGreaterThan(0)
    for (const a of clicks) expect([200, 409], JSON.stringify(a.body)).toContain(a.status)
    for (const a of done) expect(a.body).toEqual(done[0]!.body)
    expect(await count(`casework.act where city = '411000' and case_id = $1 and type = 'accept'`, [id])).toBe(1)
    expect(await count(`kernel.document where city = '411000' and case_id = $1 and template = 'P04'`, [id])).toBe(1)
    // the answer was lost on the way: asked again long after, by then with a seq that is no longer the newest
    await hall.at('2020-12-25T11:00')
    expect((await clerk.post(`/api/v1/cases/${id}/accept`, { payload: {} }, { key: k, ifMatch: seq })).body).toEqual(done[0]!.body)
  })

  it('两个窗口同时办一件：后到的得到 412，先到的不丢，刷新后接着办', async () => {
    const { id } = await file(chen, key)
    await checkAll(hall, id)
    const [one, two] = [await hall.as('clerk'), await hall.as('clerk2')]
    const seen = [ok(await one.get(`/api/v1/cases/${id}`)).seq, ok(await two.get(`/api/v1/cases/${id}`)).seq]
    const [a, b] = await Promise.all([
      one.post(`/api/v1/cases/${id}/accept`, { payload: {} }, { ifMatch: seen[0] }),
      two.post(`/api/v1/cases/${id}/check`, { payload: { results: {} } }, { ifMatch: seen[1] }),
    ])
    expect([a.status, b.status].sort()).toEqual([200, 412])
    const late = (a.status === 412 ? a : b) as Answer
    expect(late.body).toMatchObject({ kind: 'conflict', code: 'E-CHANGED', detail: expect.stringContaining('刷新') })
    const view = ok(await one.get(`/api/v1/cases/${id}`))
    expect(view.acts.map((x: { type: string }) => x.type)).toEqual(['submit', 'check', a.status === 200 ? 'accept' : 'check'])
    if (a.status === 412) ok(await act(one, id, 'accept'))
    expect(ok(await one.get(`/api/v1/cases/${id}`)).state).toBe('accepted')
    expect(await count(`casework.act where city = '411000' and case_id = $1 and type = 'accept'`, [id])).toBe(1)
  })

  it('没有写明看到的是哪一版：400；版本写错：412', async () => {
    const { id } = await file(chen, key)
    const clerk = await hall.as('clerk')
    expect((await clerk.post(`/api/v1/cases/${id}/check`, { payload: { results: {} } })).status).toBe(400)
    expect((await clerk.post(`/api/v1/cases/${id}/check`, { payload: { results: {} } }, { ifMatch: 99 })).status).toBe(412)
    expect((await clerk.post(`/api/v1/cases/${id}/check`, { payload: { results: {} } }, { ifMatch: 'x' })).status).toBe(400)
  })

  it('草稿提交两次是同一件；帮办提交、评价、核对也不会办两次', async () => {
    const answers = await answersOf(chen, key)
    const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key, answers }))
    ok(await chen.post(`/api/v1/drafts/${draft.id}`, { form: body['form'], materials: body['materials'] }, { method: 'PUT' }))
    const before = await cases()
    const both = await Promise.all([chen.post(`/api/v1/drafts/${draft.id}/send`), chen.post(`/api/v1/drafts/${draft.id}/send`)])
    const sent = both.filter((a) => a.status < 300)
    expect(sent.length).toBeGreaterThan(0)
    const again = ok(await chen.post(`/api/v1/drafts/${draft.id}/send`))
    for (const a of sent) expect(a.body).toEqual(again)
    expect(await cases()).toBe(before + 1)
  })

  it('帮办提交连点两次，一件事只有一件', async () => {
    const helper = await hall.as('helper')
    const a = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表'] }))
    ok(await helper.post(`/api/v1/assistances/${a.id}/draft`, { kind: 'item', key, answers: body['answers'], form: body['form'], materials: body['materials'] }, { method: 'PUT' }))
    const { code } = ok(await helper.post(`/api/v1/assistances/${a.id}/readback`))
    const screen = await hall.as('nobody')
    const shown = ok(await screen.get(`/api/v1/readback/${code}`))
    for (const g of shown.groups) ok(await screen.post(`/api/v1/readback/${code}`, { group: g.key, verdict: 'right' }))
    ok(await screen.post(`/api/v1/readback/${code}/confirm`, { shown: shown.shown, signature: { ...strokes, shown: shown.shown } }))
    const before = await cases()
    const clicks = await Promise.all([1, 2, 3].map(() => helper.post(`/api/v1/assistances/${a.id}/submit`)))
    expect(clicks.filter((x) => x.status === 201)).toHaveLength(1)
    for (const x of clicks) expect([201, 409], JSON.stringify(x.body)).toContain(x.status)
    expect(await cases()).toBe(before + 1)
  })
})

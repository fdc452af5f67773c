import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, clockOf, documentsOf, formOf, materialsOf, ok, planOf, refused, staffOf, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** SC-1 the other way (settled.md 7): he grows seedlings himself, so a permit of twenty working days belongs to it. */
describe('SC-1 陈先生办花木公司，还要自己育苗', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T10:00+08:00') })
  afterAll(() => hall?.close())

  const answers = { stock: 'seedlings', premises: 'own', activity: 'grow' }
  let bundle: { id: string; cases: { id: string; item: string }[] }
  const caseOf = (item: string) => bundle.cases.find((c) => c.item === item)!.id

  it('选了育苗，清单里才有种子许可，先告诉他要二十个工作日，不承诺今天 16:00', async () => {
    const nobody = await hall.as('nobody')
    const without = await planOf(nobody, 'bundle', 'flower-company', { stock: 'flowers', premises: 'own' })
    expect(without.promised.dueAt).toBeDefined()
    const plan = await planOf(nobody, 'bundle', 'flower-company', answers)
    expect(plan.members.map((m) => m.key)).toContain('forest-seed-licence')
    expect(plan.promised.due).toBe('2021-01-25')
    expect(plan.promised.dueAt).toBeUndefined()
  })

  it('窗口为本人收件：六件，一张回执；营业执照由系统带过来，不要他自己交', async () => {
    const clerk = await hall.as('clerk')
    const { id: applicant } = ok(await clerk.post('/api/v1/people/find', { idNumber: '411024196203151235' }))
    const plan = await planOf(clerk, 'bundle', 'flower-company', answers)
    expect(plan.materials.some(({ material }) => /营业执照/.test((material as unknown as { name: string }).name))).toBe(false)
    bundle = ok(await clerk.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'window', applicant, answers, form: formOf(plan), materials: materialsOf(plan) }))
    expect(bundle.cases).toHaveLength(6)
    expect((await documentsOf(hall, bundle.id)).map((d) => d.template)).toEqual(['P01-bundle'])
  })

  it('十一点一次受理：整体承诺按天，2021-01-25；五件仍在当天', async () => {
    await hall.at('2020-12-25T10:55')
    for (const c of bundle.cases) await checkAll(hall, c.id)
    await hall.at('2020-12-25T11:00')
    const done = ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${bundle.id}/accept`))
    expect(done).toMatchObject({ promiseAt: null, due: '2021-01-25' })
    const chen = await hall.as('chen')
    const seed = ok(await chen.get(`/api/v1/cases/${caseOf('forest-seed-licence')}`))
    expect(clockOf(seed, 'promise').dueAt).toBeUndefined()
    expect(clockOf(seed, 'decision')).toMatchObject({ due: '2021-01-25', n: 20, unit: 'workday', lamp: 'green' })
    expect(clockOf(seed, 'decision').basis.map((b) => `${b.law} ${b.article}`)).toContain('行政许可法 42')
    const company = ok(await chen.get(`/api/v1/cases/${caseOf('company-setup')}`))
    expect(clockOf(company, 'promise').due).toBe('2020-12-25')
    const [sheet] = (await documentsOf(hall, bundle.id)).filter((d) => d.template === 'P04-bundle')
    expect(sheet!.data.promise).toEqual({ due: '2021-01-25', words: '2021年1月25日前全部办结' })
  })

  it('种子许可等营业执照；一个人去核查不算核查，两个人才能准予', async () => {
    const id = caseOf('forest-seed-licence')
    const examiner = await hall.as('examiner.yanling-forestry')
    const head = await hall.as('head.yanling-forestry')
    ok(await act(examiner, id, 'takeUp'))
    refused(await act(examiner, id, 'grant'), 'E-XK-11')
    const [one, two] = await staffOf(examiner, 'yanling-forestry')
    refused(await act(head, id, 'assignInspectors', { inspectors: [one] }), 'E-XK-11')
    refused(await act(head, id, 'assignInspectors', { inspectors: [one, one] }), 'E-XK-11')
    ok(await act(head, id, 'assignInspectors', { inspectors: [one, two] }))
    refused(await act(examiner, id, 'inspect', { inspectors: [one], conform: true }, { facts: '苗圃隔离条件符合要求' }), 'E-XK-11')
    ok(await act(examiner, id, 'inspect', { inspectors: [one, two], conform: true }, { facts: '苗圃隔离条件符合要求，设施与品种规模相适应', signature: strokes }))
    const body = refused(await act(examiner, id, 'grant'), 'MOD-03')
    expect(body.findings.some((f) => f.message.includes('前置事项'))).toBe(true)
    const record = (await documentsOf(hall, id)).find((d) => d.template === 'P10')!
    expect(record.data.inspectors).toHaveLength(2)
    const numbers = record.data.inspectors.map((i: { cardNo: string }) => i.cardNo)
    for (const n of numbers) expect(n).toMatch(/[*＊]/)
  })

  it('营业执照发了，种子许可接着准予；承诺日之前办结，绿灯', async () => {
    await hall.at('2020-12-25T13:30')
    const market = await hall.as('examiner.yanling-market')
    ok(await act(market, caseOf('company-setup'), 'takeUp'))
    ok(await act(market, caseOf('company-setup'), 'grant'))
    await hall.at('2021-01-20T10:00')
    const id = caseOf('forest-seed-licence')
    refused(await act(await hall.as('examiner.yanling-forestry'), id, 'grant'), 'permit/decision#signed-by-head')
    const done = ok(await act(await hall.as('head.yanling-forestry'), id, 'grant'))
    expect(done.state).toBe('issued')
    const view = ok(await (await hall.as('chen')).get(`/api/v1/cases/${id}`))
    expect(clockOf(view, 'promise')).toMatchObject({ status: 'met', lamp: 'green' })
    expect(view.licences).toHaveLength(1)
    const templates = (await documentsOf(hall, id)).map((d) => d.template)
    expect(templates).toEqual(expect.arrayContaining(['P10', 'P11', 'P14']))
    const whole = ok(await (await hall.as('chen')).get(`/api/v1/bundles/${bundle.id}`))
    expect(whole.done).toBe(false)
  })

  it('引用行政许可法的只有种子许可自己的文书', async () => {
    const { rows } = await hall.database.app.query<{ case_id: string; data: unknown; template: string }>(
      `select case_id, template, data from kernel.document where city = '411000'`)
    const cites = rows.filter((r) => JSON.stringify((r.data as { basis: unknown }).basis).includes('行政许可法'))
    expect(cites.length).toBeGreaterThan(0)
    for (const r of cites) expect([caseOf('forest-seed-licence'), bundle.id], r.template).toContain(r.case_id)
    const company = rows.filter((r) => r.case_id === caseOf('company-setup'))
    for (const r of company) expect(JSON.stringify(r.data), r.template).not.toContain('行政许可')
  })
})

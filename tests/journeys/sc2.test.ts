import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, clockOf, documentsOf, file, formOf, materialsOf, ok, planOf, refused, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** SC-2 (law.md appendix D): Mr Liu transfers his flat at the self-service area; one sentence has to be put right. */
describe('SC-2 刘先生卖房过户，表述当场更正', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T09:30+08:00') })
  afterAll(() => hall?.close())

  const answers = { ownership: 'single', utilities: 'no' }
  const right = '因买卖，申请将上述房屋所有权由卖方转移登记至买方单独所有'
  let bundle: { id: string; cases: { id: string; item: string }[] }
  let waiting: string
  const caseOf = (item: string) => bundle.cases.find((c) => c.item === item)!.id

  it('自助区自己填、自己交：一份合同只交一次，取得回执', async () => {
    const liu = await hall.as('liu')
    const plan = await planOf(liu, 'bundle', 'flat-transfer', answers)
    const names = plan.materials.map(({ material }) => (material as unknown as { name: string }).name)
    expect(names.filter((n) => n === '房屋买卖合同')).toHaveLength(1)
    bundle = ok(await liu.post('/api/v1/bundles', {
      bundle: 'flat-transfer', channel: 'selfService', answers, form: formOf(plan, { 'real-estate-transfer/statement': '房子卖给小马了，改成她的名字' }), materials: materialsOf(plan),
    }))
    expect(bundle.cases.map((c) => c.item).sort()).toEqual(['deed-tax', 'real-estate-transfer'])
    const view = ok(await liu.get(`/api/v1/cases/${caseOf('real-estate-transfer')}`))
    expect(view).toMatchObject({ state: 'received', channel: 'selfService', regime: 'realEstateRegistration' })
    // another one, about which nobody says anything today
    waiting = (await file(await hall.as('buyer'), 'real-estate-transfer', { channel: 'selfService' })).id
  })

  it('窗口核对，表述不规范：不受理、不发补正通知，请本人当场更正', async () => {
    const id = caseOf('real-estate-transfer')
    for (const c of bundle.cases) await checkAll(hall, c.id, { application: c.id === id ? 'faulty' : 'ok' })
    const clerk = await hall.as('clerk')
    const body = refused(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`), 'XK-01')
    expect(body.findings.map((f) => f.message).join()).toContain('请当场更正')
  })

  it('没有签名不算更正；办事指南之外的内容不能更正；改了什么必须指明', async () => {
    const liu = await hall.as('liu')
    const id = caseOf('real-estate-transfer')
    refused(await act(liu, id, 'fixOnTheSpot', { fields: ['statement', 'application'], signed: true }, { changes: { statement: right } }), 'XK-01')
    expect((await act(liu, id, 'fixOnTheSpot', { fields: ['statement'], signed: false }, { changes: { statement: right }, signature: strokes })).status).toBe(422)
    refused(await act(liu, id, 'fixOnTheSpot', { fields: ['diploma'], signed: true }, { changes: {}, signature: strokes }), 'E-ITM-05')
    refused(await act(liu, id, 'fixOnTheSpot', { fields: ['statement'], signed: true }, { changes: { statement: right, price: '1' }, signature: strokes }), 'XK-01')
    refused(await act(liu, id, 'fixOnTheSpot', { fields: ['sellerId'], signed: true }, { changes: { sellerId: '411002197608192139' }, signature: strokes }), 'E-FORM')
    expect((await act(await hall.as('chen'), id, 'fixOnTheSpot', { fields: ['statement'], signed: true }, { changes: { statement: right }, signature: strokes })).status).toBe(404)
  })

  it('刘先生自己更正、签名、注明日期，当天受理：收件日就是受理日', async () => {
    await hall.at('2020-12-25T09:50')
    const liu = await hall.as('liu')
    const id = caseOf('real-estate-transfer')
    const fixed = ok(await act(liu, id, 'fixOnTheSpot', { fields: ['statement', 'application'], signed: true }, { changes: { statement: right }, signature: strokes }))
    expect(fixed).toMatchObject({ state: 'received', documents: [] })
    ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${bundle.id}/accept`))
    const view = ok(await liu.get(`/api/v1/cases/${id}`))
    expect(view.acts.map((a: { type: string }) => a.type)).toEqual(['submit', 'check', 'fixOnTheSpot', 'accept'])
    expect(view.receivedAt.slice(0, 10)).toBe('2020-12-25')
    expect(view).toMatchObject({ state: 'accepted', acceptedOn: '2020-12-25' })
    expect(view.form.find((f: { id: string }) => f.id === 'statement').value).toBe(right)
    const { rows } = await hall.database.app.query<{ actor_role: string; at: string; commitments: Record<string, string> }>(
      `select actor_role, at, commitments from casework.act where city = '411000' and case_id = $1 and type = 'fixOnTheSpot'`, [id])
    expect(rows[0]!.actor_role).toBe('citizen')
    expect(rows[0]!.at.slice(0, 10)).toBe('2020-12-25')
    expect(Object.keys(rows[0]!.commitments).sort()).toEqual(['changes', 'signature'])
  })

  it('外层红线三个工作日：2020-12-30；三十个工作日是法定期限，算得出来', async () => {
    const liu = await hall.as('liu')
    const view = ok(await liu.get(`/api/v1/cases/${caseOf('real-estate-transfer')}`))
    expect(clockOf(view, 'outerLimit')).toMatchObject({ due: '2020-12-30', n: 3, unit: 'workday', start: '2020-12-25', kind: 'promised' })
    expect(clockOf(view, 'decision')).toMatchObject({ n: 30, due: '2021-02-07' })
    expect(clockOf(view, 'decision').basis[0]).toMatchObject({ law: '不动产登记暂行条例', article: 20 })
    const { derivation } = ok(await liu.get(`/api/v1/cases/${caseOf('real-estate-transfer')}/clocks/outerLimit`))
    const days = derivation.days as { date: string; skipped?: string }[]
    expect(days.filter((d) => !d.skipped)).toHaveLength(3)
    expect(days.filter((d) => d.skipped).length).toBeGreaterThanOrEqual(2)
  })

  it('没有出过补正告知书，第二次补正的次数是零', async () => {
    const all = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from kernel.document where city = '411000' and template = 'P02'`)
    expect(all.rows[0]!.n).toBe(0)
    const notices = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from casework.act where city = '411000' and type = 'oneTimeNotice'`)
    expect(notices.rows[0]!.n).toBe(0)
    const refusals = ok(await (await hall.as('supervisor')).get('/api/v1/refusals')).items
    expect(refusals.length).toBeGreaterThan(0)
    expect(refusals.filter((r: { rules: string[] }) => r.rules.some((x) => x.includes('E-XK-03')))).toEqual([])
  })

  it('契税开票后登簿发证，刘先生当天办完', async () => {
    await hall.at('2020-12-25T10:40')
    const tax = await hall.as('examiner.tax')
    ok(await act(tax, caseOf('deed-tax'), 'takeUp'))
    ok(await act(tax, caseOf('deed-tax'), 'grant'))
    await hall.at('2020-12-25T15:00')
    const registry = await hall.as('examiner.registry')
    ok(await act(registry, caseOf('real-estate-transfer'), 'takeUp'))
    expect(ok(await act(registry, caseOf('real-estate-transfer'), 'grant')).state).toBe('issued')
    const view = ok(await (await hall.as('liu')).get(`/api/v1/cases/${caseOf('real-estate-transfer')}`))
    expect(clockOf(view, 'outerLimit')).toMatchObject({ status: 'met', lamp: 'green' })
    expect(clockOf(view, 'promise').status).toBe('met')
    expect(view.stateName).not.toContain('许可')
  })

  it('不动产登记没有当场书面告知，就视为自收件之日受理（不动产登记暂行条例 17）', async () => {
    await hall.at('2020-12-26T00:30')
    const buyer = await hall.as('buyer')
    const view = ok(await buyer.get(`/api/v1/cases/${waiting}`))
    expect(view).toMatchObject({ state: 'accepted', acceptedOn: '2020-12-25' })
    const deemed = view.acts.find((a: { type: string }) => a.type === 'deemAccept')
    expect(deemed).toMatchObject({ effectiveOn: '2020-12-25', basis: [{ law: '不动产登记暂行条例', article: 17, item: '第二款' }] })
    expect(clockOf(view, 'outerLimit').due).toBe('2020-12-30')
    refused(await act(await hall.as('clerk'), waiting, 'oneTimeNotice', { items: [{ kind: 'material', id: 'contract', problem: 'missing' }] }), 'XK-02')
    const p04 = (await documentsOf(hall, waiting)).filter((d) => d.template === 'P04')
    expect(p04).toHaveLength(1)
    expect(p04[0]!.data.acceptedOn).toBe('2020-12-25')
  })

  it('没有一份文书引用行政许可法，也不出现“许可”二字', async () => {
    const { rows } = await hall.database.app.query<{ template: string; data: unknown }>(`select template, data from kernel.document where city = '411000'`)
    expect(rows.length).toBeGreaterThanOrEqual(8)
    for (const r of rows) expect(JSON.stringify(r.data), r.template).not.toContain('许可')
  })
})

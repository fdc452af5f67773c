import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, formOf, materialsOf, ok, planOf, refused, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** SC-1 (law.md appendix D): Mr Chen, near 60, opens his flower company at the help desk. */
describe('SC-1 陈先生办花木公司', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T10:00+08:00') })
  afterAll(() => hall?.close())

  const answers = { stock: 'flowers', premises: 'own' }
  let assistance: string
  let bundle: { id: string; number: string; cases: { id: string; item: string }[] }
  const caseOf = (item: string) => bundle.cases.find((c) => c.item === item)!.id

  it('便民服务台凭身份证开始帮办，委托记下两个人的名字', async () => {
    const helper = await hall.as('helper')
    const a = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表', '代交材料'] }))
    assistance = a.id
    expect(a.applicant.name).toBe('陈守田')
    expect(a.helper).toBe('蒋建军')
    const other = await hall.as('clerk')
    expect((await other.get(`/api/v1/assistances/${assistance}`)).status).toBe(403)
  })

  it('没有经过本人核对确认，不能提交（MOD-05）', async () => {
    const helper = await hall.as('helper')
    const plan = await planOf(helper, 'bundle', 'flower-company', answers)
    ok(await helper.post(`/api/v1/assistances/${assistance}/draft`, { kind: 'bundle', key: 'flower-company', answers, form: formOf(plan), materials: materialsOf(plan) }, { method: 'PUT' }))
    refused(await helper.post(`/api/v1/assistances/${assistance}/submit`), 'MOD-05')
  })

  it('读回：口令只用在本人的屏幕上，逐组点对，代填的内容有标记', async () => {
    const helper = await hall.as('helper')
    const { code } = ok(await helper.post(`/api/v1/assistances/${assistance}/readback`))
    refused(await helper.get(`/api/v1/readback/${code}`), 'MOD-05')
    const screen = await hall.as('nobody')
    const shown = ok(await screen.get(`/api/v1/readback/${code}`))
    expect(shown.applicant).toBe('陈守田')
    const entries = shown.groups.flatMap((g: any) => g.entries)
    expect(entries.some((e: any) => e.changed)).toBe(true)
    refused(await screen.post(`/api/v1/readback/${code}/confirm`, { shown: shown.shown }), 'MOD-05')
    for (const g of shown.groups) ok(await screen.post(`/api/v1/readback/${code}`, { group: g.key, verdict: 'right' }))
    const confirmed = ok(await screen.post(`/api/v1/readback/${code}/confirm`, { shown: shown.shown, signature: { ...strokes, shown: shown.shown } }))
    expect(confirmed.state).toBe('confirmed')
  })

  it('一张表、一套材料，五个部门各立一件，回执只有一张；没有选育苗就没有种子许可', async () => {
    const helper = await hall.as('helper')
    bundle = ok(await helper.post(`/api/v1/assistances/${assistance}/submit`))
    expect(bundle.cases.map((c) => c.item).sort()).toEqual(['company-setup', 'fund-registration', 'seal-filing', 'social-registration', 'taxpayer-start'])
    refused(await helper.post(`/api/v1/assistances/${assistance}/submit`), 'E-STATE')
    // P16: mandate and confirmation with both names, what the helper wrote marked, and the citizen's signature
    const { rows } = await hall.database.app.query<{ data: any }>(`select data from kernel.document where city = '411000' and template = 'P16'`)
    expect(rows).toHaveLength(1)
    expect(rows[0]!.data.helper.name).toBe('蒋建军')
    expect(rows[0]!.data.signatures.confirmation.strokes).toHaveLength(1)
    expect(rows[0]!.data.filled.some((f: any) => f.byHelper)).toBe(true)
  })

  it('十一点一次受理，承诺今天 16:00，算得出来', async () => {
    await hall.at('2020-12-25T10:55')
    for (const c of bundle.cases) await checkAll(hall, c.id)
    await hall.at('2020-12-25T11:00')
    const clerk = await hall.as('clerk')
    const accepted = ok(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`))
    expect(accepted.promiseAt).toBe('2020-12-25T16:00:00.000+08:00')
    const view = ok(await clerk.get(`/api/v1/bundles/${bundle.id}`))
    expect(view.said.join('')).toContain('16:00')
    const chen = await hall.as('chen')
    const company = ok(await chen.get(`/api/v1/cases/${caseOf('company-setup')}`))
    // the law's own red line behind the promise: one working day
    expect(company.clocks.find((c: any) => c.id === 'outerLimit').due).toBe('2020-12-28')
    // MOD-10: a promise with a time of day is green until 30 % of it is left, in the queue as on the case
    expect(company.clocks.find((c: any) => c.id === 'promise').lamp).toBe('green')
    const queue = async () => ok(await (await hall.as('examiner.yanling-market')).get('/api/v1/queue')).items.find((l: any) => l.id === caseOf('company-setup')).lamp
    expect(await queue()).toBe('green')
    const derivation = ok(await chen.get(`/api/v1/cases/${caseOf('company-setup')}/clocks/outerLimit`))
    expect(derivation.derivation.days.some((d: any) => d.skipped)).toBe(true)
  })

  it('快到承诺时间亮黄灯', async () => {
    await hall.at('2020-12-25T13:10')
    const examiner = await hall.as('examiner.yanling-market')
    expect(ok(await examiner.get('/api/v1/queue')).items[0].lamp).toBe('yellow')
    expect(ok(await examiner.get('/api/v1/queue?lamp=yellow')).items).toHaveLength(1)
    expect(ok(await examiner.get('/api/v1/queue?lamp=green')).items).toHaveLength(0)
  })

  it('税务在等营业执照，先办不了；帮办人员不能审查', async () => {
    const tax = await hall.as('examiner.yanling-tax')
    refused(await act(tax, caseOf('taxpayer-start'), 'grant'), /depend|MOD-03/)
    const view = ok(await tax.get(`/api/v1/cases/${caseOf('taxpayer-start')}`))
    expect(view.waitsFor.map((w: any) => w.name)).toEqual([expect.stringContaining('公司设立登记')])
    const stranger = await hall.as('examiner.market')
    expect((await stranger.get(`/api/v1/cases/${caseOf('company-setup')}`)).status).toBe(404)
  })

  it('各部门办结，三点五十五全部发证，承诺守住；没有一份文书引用行政许可法', async () => {
    const steps: [string, string, string][] = [
      ['13:30', 'company-setup', 'yanling-market'], ['14:20', 'seal-filing', 'yanling-police'], ['14:40', 'taxpayer-start', 'yanling-tax'],
      ['15:10', 'social-registration', 'yanling-labour'], ['15:55', 'fund-registration', 'yanling-fund'],
    ]
    for (const [time, item, organ] of steps) {
      await hall.at(`2020-12-25T${time}`)
      const examiner = await hall.as(`examiner.${organ}`)
      const view = ok(await examiner.get(`/api/v1/cases/${caseOf(item)}`))
      ok(await act(examiner, caseOf(item), 'takeUp'))
      const type = view.regime === 'filing' ? 'file' : 'grant'
      const done = ok(await act(examiner, caseOf(item), type))
      expect(['issued', 'granted', 'filed', 'delivered'], item).toContain(done.state)
    }
    const chen = await hall.as('chen')
    const whole = ok(await chen.get(`/api/v1/bundles/${bundle.id}`))
    expect(whole.done).toBe(true)
    for (const c of bundle.cases) {
      const view = ok(await chen.get(`/api/v1/cases/${c.id}`))
      const promise = view.clocks.find((k: any) => k.id === 'promise')
      expect(promise.status, c.item).toBe('met')
      expect(promise.lamp, c.item).toBe('green')
    }
    const { rows } = await hall.database.app.query<{ template: string; data: any }>(`select template, data from kernel.document where city = '411000'`)
    expect(rows.length).toBeGreaterThan(8)
    for (const r of rows) expect(JSON.stringify(r.data), r.template).not.toContain('行政许可')
  })

  it('出件窗口核验身份、签收；陈先生手里有营业执照，谁都可以核验', async () => {
    const counter = await hall.as('counter')
    const waiting = ok(await counter.get('/api/v1/window?desk=handOut'))
    expect(waiting.items.length).toBeGreaterThan(0)
    // the number on the one receipt brings up everything that belongs to it
    expect(ok(await counter.get(`/api/v1/window?desk=handOut&q=${bundle.number}`)).items).toHaveLength(5)
    refused(await act(counter, caseOf('company-setup'), 'deliver', { method: 'counter', identityChecked: false }, { receivedBy: '陈守田' }), /deliver|XK|G-04/)
    const done = ok(await act(counter, caseOf('company-setup'), 'deliver', { method: 'counter', identityChecked: true }, { receivedBy: '陈守田', signature: strokes }))
    expect(done.state).toBe('delivered')
    const chen = await hall.as('chen')
    const licences = ok(await chen.get('/api/v1/licences')).items
    const business = licences.find((l: any) => l.name === '营业执照')
    expect(business.state).toBe('valid')
    const full = ok(await chen.get(`/api/v1/licences/${business.id}`))
    const anyone = await hall.as('nobody')
    const checked = ok(await anyone.get(`/api/v1/check?n=${new URL(full.checkUrl).searchParams.get('n')}`))
    expect(checked.licence.stateText).toBe('有效')
    const pdf = await chen.pdf(`/api/v1/cases/${business.caseId}/documents/${business.document}`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('一次服务一次评价：再评替换，次数仍是一', async () => {
    const chen = await hall.as('chen')
    ok(await chen.post('/api/v1/ratings', { subject: bundle.id, kind: 'bundle', level: 2 }))
    const again = ok(await chen.post('/api/v1/ratings', { subject: bundle.id, kind: 'bundle', level: 1 }))
    expect(again.version).toBe(2)
    expect((await (await hall.as('liu')).post('/api/v1/ratings', { subject: bundle.id, kind: 'bundle', level: 5 })).status).toBe(404)
  })

  it('一日办结率按事项、按办件两种口径实时计算', async () => {
    const rate = ok(await (await hall.as('nobody')).get('/api/v1/rate'))
    expect(rate.byCase).toEqual({ num: 5, den: 5 })
    expect(rate.byItem.den).toBeGreaterThan(20)
  })
})

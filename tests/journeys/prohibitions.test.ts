import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imports, readPack } from '../../server/modules/catalogue/index.ts'
import { createDb } from '../../server/kernel/db.ts'
import { Refusal } from '../../server/kernel/http/errors.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { accepted, act, answersOf, checkAll, clockOf, documentsOf, file, formOf, materialsOf, ok, planOf, refused, staffOf } from './desk.ts'
import { openHall, type Answer, type CityHall } from './hall.ts'

/** law.md appendix B: for each number the call that tries it, refused with the rule that says no. */
describe('不能发生的事（附录 B）', () => {
  let hall: CityHall
  const key = 'public-place-hygiene'
  const organ = 'health'
  beforeAll(async () => { hall = await openHall('2020-12-25T09:00+08:00') })
  afterAll(() => hall?.close())

  /** refused with this rule's path in the body, and it stands in supervision's list where it was an act */
  const by = (a: Answer, code: string | RegExp, rule: string) => {
    const body = refused(a, code)
    expect(body.findings.map((f) => (f as unknown as { rule: string }).rule)).toContain(rule)
    return body
  }
  const underReview = async (): Promise<string> => {
    const id = await accepted(hall, await hall.as('chen'), key)
    ok(await act(await hall.as(`examiner.${organ}`), id, 'takeUp'))
    return id
  }
  /** a revision of a published guide, changed, put before publishing */
  const publishDraft = async (name: string, change: Record<string, unknown>, from = 'info-disclosure') => {
    const pack = readPack(join(projectRoot(), 'packs/xuchang'))
    const terms = { ...structuredClone(pack.items.find((i) => i.key === from)!), key: name, revision: 1, ...change }
    await hall.database.app.tx((tx) => imports.putDraft(tx, '411000', {
      key: name, revision: 1, name: terms.name, organ: terms.organ, terms, source: 'test', hash: imports.hashOf(terms), lint: [], from: terms.effectiveFrom, until: null,
    }))
    return (await hall.as('cataloguer')).post(`/api/v1/catalogue/${name}/1/publish`)
  }

  it('第1项：同一次申请不能第二次要求补正', async () => {
    const { id } = await file(await hall.as('chen'), key)
    const clerk = await hall.as('clerk')
    const view = ok(await clerk.get(`/api/v1/cases/${id}`))
    const [first, second] = view.materials.filter((m: { source: string; required: boolean }) => m.source === 'bring' && m.required)
    await checkAll(hall, id, { [first.id]: 'missing' })
    const items = [{ kind: 'material', id: first.id, problem: 'missing' }]
    ok(await act(clerk, id, 'oneTimeNotice', { items }))
    const again = { items: [{ kind: 'material', id: second.id, problem: 'missing' }] }
    by(await act(clerk, id, 'oneTimeNotice', again), 'E-XK-03', 'permit/correction#one-time-notice')
    // nothing but what was told can be supplied, and with the last of it the case is accepted by law
    by(await act(await hall.as('chen'), id, 'supply', { items: [second.id] }), 'XK-03', 'permit/correction#as-listed')
    expect(ok(await act(await hall.as('chen'), id, 'supply', { items: [first.id], materials: { [first.id]: 'electronic' } })).state).toBe('accepted')
    by(await act(clerk, id, 'oneTimeNotice', again), 'E-XK-03', 'permit/correction#one-time-notice')
    expect((await documentsOf(hall, id)).map((d) => d.template)).toEqual(['P01', 'P02', 'P01', 'P04'])
  })

  it('第2项：办事指南之外的材料，以及能共享取得的材料，都要不成', async () => {
    const factory = await hall.as('factory')
    const clerk = await hall.as('clerk')
    const { id } = await file(factory, 'device-production')
    const one = (x: string) => ({ items: [{ kind: 'material', id: x, problem: 'missing' }] })
    by(await act(clerk, id, 'check', { results: { familyTree: { result: 'missing' } } }), 'E-ITM-05', 'permit/acceptance#check-in-guide')
    by(await act(clerk, id, 'oneTimeNotice', one('familyTree')), 'E-ITM-05', 'permit/correction#notice-in-guide')
    await checkAll(hall, id, { registration: 'missing' })
    by(await act(clerk, id, 'oneTimeNotice', one('registration')), 'ELE-03', 'permit/correction#not-shared')
    by(await clerk.post(`/api/v1/cases/${id}/materials`, { material: 'familyTree', sha256: 'a'.repeat(64), name: '族谱.pdf' }), 'E-ITM-05', 'permit/acceptance#materials-listed')
    const answers = await answersOf(factory, 'device-production')
    const plan = await planOf(factory, 'item', 'device-production', answers)
    const body = { item: 'device-production', channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }
    by(await factory.post('/api/v1/cases', { ...body, materials: { ...body.materials, familyTree: 'original' } }), 'E-ITM-05', 'permit/acceptance#materials-listed')
    by(await factory.post('/api/v1/cases', { ...body, form: { ...body.form, marriage: '已婚' } }), 'E-ITM-05', 'permit/acceptance#materials-listed')
    by(await publishDraft('asks-for-all', { materials: [{ id: 'other', name: '窗口要求的其他材料', source: 'bring', originals: 1, copies: 0, electronic: true, required: true }] }), 'ITM-04', 'item/wording#no-catch-all')
  })

  it('第4项：没有法定情形或者没有书面告知，时钟停不了', async () => {
    const id = await underReview()
    const examiner = await hall.as(`examiner.${organ}`)
    for (const kind of ['请示上级', '系统故障', '负责人休假'])
      by(await act(examiner, id, 'suspend', { kind, days: 5, notified: true }), 'XK-10', 'permit/special#listed-kind')
    by(await act(examiner, id, 'suspend', { kind: '检验', days: 5, notified: false }), 'XK-10', 'permit/special#told-in-writing')
    const view = ok(await examiner.get(`/api/v1/cases/${id}`))
    expect(clockOf(view, 'decision').status).toBe('running')
    // a registration knows no such procedure at all
    const flat = await accepted(hall, await hall.as('liu'), 'real-estate-transfer')
    expect(refused(await act(await hall.as('examiner.registry'), flat, 'suspend', { kind: '检验', days: 5, notified: true }), /E-STATE|XK-10/).rule).toContain('permit/')
  })

  it('第5项：日期由系统写，不能倒签；时间不能倒退', async () => {
    const clerk = await hall.as('clerk')
    const { id } = await file(await hall.as('chen'), key)
    await checkAll(hall, id)
    for (const payload of [{ at: '2020-12-01T09:00:00.000+08:00' }, { acceptedOn: '2020-12-01' }, { effectiveOn: '2020-12-01' }])
      by(await act(clerk, id, 'accept', payload), 'E-INPUT', 'contract/casework#act.accept')
    const done = ok(await clerk.post(`/api/v1/cases/${id}/accept`, { payload: {}, at: '2020-12-01', effectiveOn: '2020-12-01' }, { ifMatch: 2 }))
    expect(done.documents[0].at.slice(0, 10)).toBe('2020-12-25')
    expect((await documentsOf(hall, id)).every((d) => d.data.issuedOn === '2020-12-25')).toBe(true)
    const examiner = await hall.as(`examiner.${organ}`)
    ok(await act(examiner, id, 'takeUp'))
    by(await act(examiner, id, 'grant', { validFrom: '2020-12-01' }), 'XK-12', 'permit/decision#validity')
    expect((await act(examiner, id, 'inspect', { inspectors: await staffOf(examiner, organ), conform: true }, { facts: '符合', signature: { strokes: [[[-5, 4000]]], shown: 'a'.repeat(64) } })).status).toBe(422)
    ok(await act(examiner, id, 'suspend', { kind: '检验', days: 5, notified: true }))
    by(await act(examiner, id, 'resume', { resultOn: '2020-12-20' }), 'XK-10', 'permit/special#result-day')
    by(await act(examiner, id, 'resume', { resultOn: '2020-12-28' }), 'XK-10', 'permit/special#result-day')
    by(await (await hall.as('nobody')).post('/api/v1/demo/clock', { to: '2020-12-01T09:00' }), 'G-01', 'kernel/clock#forward-only')
    const { rows } = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from casework.act where city = '411000' and left(at, 10) <> '2020-12-25'`)
    expect(rows[0]!.n).toBe(0)
  })

  it('第6项：没有事实、理由、依据，不能不予；终止、不受理也要说明理由', async () => {
    const id = await underReview()
    const head = await hall.as(`head.${organ}`)
    const articles = [{ law: '行政许可法', article: 38, item: '第二款' }]
    by(await act(head, id, 'refuse', { articles }, { facts: '没有消毒设施' }), 'G-04', 'permit/decision#reasons')
    by(await act(head, id, 'refuse', { articles }, { reason: '   ', facts: '没有消毒设施' }), 'G-04', 'permit/decision#reasons')
    by(await act(head, id, 'refuse', { articles }, { reason: '\u3000\u200b', facts: '没有消毒设施' }), 'G-04', 'permit/decision#reasons')
    by(await act(head, id, 'refuse', { articles: [] }, { reason: '设施不符合条件', facts: '没有消毒设施' }), 'XK-12', 'permit/decision#article-cited')
    by(await act(head, id, 'terminate', { ground: 'entityEnded' }), 'G-04', 'permit/termination#reason')
    by(await act(head, id, 'terminate', { ground: '领导不同意' }, { reason: '不同意' }), 'E-XK-16', 'permit/termination#listed-ground')
    expect((await act(await hall.as(`examiner.${organ}`), id, 'refuse', { articles }, { reason: '设施不符合条件', facts: '没有消毒设施' })).status).toBe(403)
    const { id: early } = await file(await hall.as('chen'), key)
    by(await act(await hall.as('clerk'), early, 'notCompetent', { competentBody: ' ' }, { reason: '不属于本机关' }), 'XK-01', 'permit/acceptance#body-named')
    by(await act(await hall.as('clerk'), early, 'notNeeded', {}, { reason: '' }), 'G-04', 'permit/acceptance#reason-given')
    ok(await act(head, id, 'refuse', { articles }, { reason: '设施不符合条件', facts: '没有消毒设施' }))
    const p12 = (await documentsOf(hall, id)).find((d) => d.template === 'P12')!.data
    expect(p12.remedy).toBeTruthy()
    expect(`${p12.facts}${p12.reason}`).toContain('没有消毒设施')
    expect(p12.reason).toContain('行政许可法')
  })

  it('第9项：一个人去核查不作数', async () => {
    const id = await underReview()
    const examiner = await hall.as(`examiner.${organ}`)
    const [one, two] = await staffOf(examiner, organ)
    by(await act(examiner, id, 'inspect', { inspectors: [one], conform: true }, { facts: '符合' }), 'E-XK-11', 'permit/inspection#two-inspectors')
    by(await act(examiner, id, 'grant'), 'E-XK-11', 'permit/inspection#conform')
    // a colleague's inspection cannot be written up by somebody who was not there
    const third = (await staffOf(await hall.as('examiner.market'), 'market'))[0]
    by(await act(examiner, id, 'inspect', { inspectors: [two, third], conform: true }, { facts: '符合' }), 'E-XK-11', 'permit/inspection#recorder-took-part')
  })

  it('第19项：一个账号不能兼两个管理岗位；谁也不能改记录', async () => {
    const idOf = async (k: string) => (await hall.database.app.query<{ id: string }>(`select id from directory.person where city = '411000' and key = $1`, [k])).rows[0]!.id
    const [sysadmin, secadmin, auditor, chen] = await Promise.all(['sysadmin', 'secadmin', 'auditor', 'chen'].map(idOf))
    const granting = await hall.as('secadmin')
    const rule = 'directory/grants#one-administrator'
    by(await granting.post(`/api/v1/people/${sysadmin}/roles`, { role: 'auditor' }), 'ML-13', rule)
    by(await granting.post(`/api/v1/people/${auditor}/roles`, { role: 'secadmin' }), 'ML-13', rule)
    by(await granting.post(`/api/v1/people/${secadmin}/roles`, { role: 'leader', organ: 'gov' }), 'ML-13', rule)
    expect((await (await hall.as('sysadmin')).post(`/api/v1/people/${chen}/roles`, { role: 'auditor' })).status).toBe(403)
    expect((await granting.post(`/api/v1/people/${chen}/roles`, { role: 'clerk' })).status).toBe(422)
    ok(await granting.post(`/api/v1/people/${await idOf('leader')}/roles`, { role: 'supervisor', organ: 'justice' }))
    // behind the rule stands the database, and a deputyship does not carry such a post
    const app = hall.database.app
    await expect(app.query(`insert into directory.post_holder (city, person, role, organ) values ('411000', $1, 'auditor', '')`, [sysadmin])).rejects.toMatchObject({ code: '23505' })
    await app.query(`insert into directory.deputy (city, id, absent, deputy, from_day, until_day, reason) values ('411000', gen_random_uuid(), $1, $2, '2020-12-25', '2020-12-31', '请假')`, [auditor, sysadmin])
    const { grants } = ok(await (await hall.as('sysadmin')).get('/api/v1/session'))
    expect(grants.map((g: { role: string }) => g.role)).toEqual(['sysadmin'])

    for (const role of ['app', 'sequencer', 'eraser'] as const) {
      const db = createDb(hall.database.connection(role), { max: 1 })
      for (const table of ['journal.entry', 'journal.leaf', 'casework.act'])
        for (const sql of [`update ${table} set city = city`, `delete from ${table}`]) await expect(db.query(sql), `${role} ${sql}`).rejects.toMatchObject({ code: '42501' })
      await db.close()
    }
    const audit = await hall.as('auditor')
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await audit.post('/api/v1/refusals', {}, { method })).status, method).toBe(404)
  })

  it('第20项：公开的地方没有身份证号、住址、电话', async () => {
    const nobody = await hall.as('nobody')
    const chen = await hall.as('chen')
    const id = await accepted(hall, chen, 'property-record')
    await act(await hall.as('examiner.registry'), id, 'takeUp')
    await act(await hall.as('examiner.registry'), id, 'grant')
    const view = ok(await chen.get(`/api/v1/cases/${id}`))
    const licences = await hall.database.app.query<{ check_code: string; identifier: string }>(`select check_code, identifier from licences.licence where city = '411000'`)
    const documents = await hall.database.app.query<{ id: string }>(`select id from kernel.document where city = '411000' limit 40`)
    const asked = [view.number, id, ...licences.rows.flatMap((l) => [l.check_code, l.identifier]), ...documents.rows.map((d) => d.id)]
    const open = await Promise.all([
      ...asked.map((n) => nobody.get(`/api/v1/check?n=${encodeURIComponent(n)}`)), nobody.get('/api/v1/board'), nobody.get('/api/v1/rate'), nobody.get('/api/v1/organs'),
      nobody.get('/api/v1/search?q=411024196203151235'), nobody.get('/api/v1/items'), nobody.get('/metrics'),
    ])
    const found = open.map((a) => JSON.stringify(a.body)).join('\n')
    expect(found).toContain(view.number)
    for (const secret of [/411024196203151235(?!")/, /13800000001/, /柏梁镇/, /陈守田/, /刘建平/]) expect(found.replaceAll('"q":"411024196203151235"', ''), String(secret)).not.toMatch(secret)
    expect((await nobody.get(`/api/v1/check?n=411024196203151235`)).body).toMatchObject({ licence: null, case: null, document: null })
    // who asks for more than that is told no, in the same words whether it exists or not
    const liu = await hall.as('liu')
    const real = await liu.get(`/api/v1/cases/${id}`)
    const none = await liu.get('/api/v1/cases/01900000-0000-7000-8000-000000000000')
    expect([real.status, real.body.code, real.body.detail]).toEqual([none.status, none.body.code, none.body.detail])
    expect(real.status).toBe(404)
    expect((await nobody.get(`/api/v1/cases/${id}`)).status).toBe(401)
    by(await (await hall.as('clerk')).post(`/api/v1/cases/${id}/reveal`, { purpose: '' }), 'E-INPUT', 'contract/casework#reveal')
    expect((await chen.post(`/api/v1/cases/${id}/reveal`, { purpose: '看看' })).status).toBe(403)
  })

  it('第22项：只在网上办的指南发布不了；一次来办多少件都收', async () => {
    by(await publishDraft('online-only', { channels: ['web', 'mobile'] }), 'E-MOD-04', 'item/access#staffed-path')
    const clerk = await hall.as('clerk')
    const { id: applicant } = ok(await clerk.post('/api/v1/people/find', { idNumber: '411081194312260287' }))
    const answers = await answersOf(clerk, 'senior-allowance')
    const plan = await planOf(clerk, 'item', 'senior-allowance', answers)
    const visit = await Promise.all(Array.from({ length: 25 }, () =>
      clerk.post('/api/v1/cases', { item: 'senior-allowance', channel: 'window', applicant, answers, form: formOf(plan), materials: materialsOf(plan) })))
    expect(visit.map((a) => a.status)).toEqual(Array(25).fill(201))
    expect(new Set(visit.map((a) => a.body.number)).size).toBe(25)
  })

  it('第3项：普通许可不会因为超过期限自动准予，只会亮红灯', async () => {
    const id = await underReview()
    by(await publishDraft('tacit-permit', { tacitApprovalBasis: { law: '行政许可法', article: 42 } }, key), 'G-03', 'item/limits#tacit-approval')
    expect((await act(await hall.as(`head.${organ}`), id, 'tacitGrant')).status).toBe(404)
    const { due } = clockOf(ok(await (await hall.as('clerk')).get(`/api/v1/cases/${id}`)), 'decision')
    await hall.at('2021-03-01T09:00')
    expect(due < '2021-03-01').toBe(true)
    const view = ok(await (await hall.as('chen')).get(`/api/v1/cases/${id}`))
    expect(view).toMatchObject({ state: 'review', lamp: 'red', decidedOn: null })
    expect(clockOf(view, 'decision')).toMatchObject({ status: 'running', lamp: 'red' })
    expect(view.acts.map((a: { type: string }) => a.type)).not.toContain('tacitGrant')
    expect((await documentsOf(hall, id)).map((d) => d.template)).toEqual(['P01', 'P04'])
    // the platform itself tries, as it would for a lapsed clock
    const system = { person: null, role: 'system' as const, organ: null, code: 'SYS' as const }
    for (const [type, rule] of [['tacitGrant', 'permit/procedure#lapse'], ['grant', 'permit/procedure#by']] as const) {
      const tried = hall.database.app.tx((tx) => hall.app.casework.act(tx, id, { type, payload: {}, personal: {}, acting: system }, () => null))
      const refusal = await tried.then(() => undefined, (e: unknown) => e)
      expect(refusal, type).toBeInstanceOf(Refusal)
      expect((refusal as Refusal).findings[0]!.rule).toBe(rule)
    }
  })

  it('被拦下的操作都留了痕，监督人员看得到', async () => {
    const { items } = ok(await (await hall.as('supervisor')).get('/api/v1/refusals?limit=100'))
    const rules = items.flatMap((r: { rules: string[] }) => r.rules).join('\n')
    for (const code of ['E-XK-03', 'E-ITM-05', 'ELE-03', 'XK-10', 'G-04', 'E-XK-11', 'E-XK-16']) expect(rules, code).toContain(code)
  })
})

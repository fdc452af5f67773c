import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizenCheck } from '../../law/kernel/identity.ts'
import { createJournal } from '../../server/kernel/journal/index.ts'
import { secretKey } from '../../server/kernel/secret.ts'
import { demoPack } from '../../server/kernel/config.ts'
import { evidence, readRegistryPack } from '../../server/modules/credentials/index.ts'
import { accepted, act as caseAct, ok, refused } from './desk.ts'
import { openHall, type Answer, type CityHall, type Person } from './hall.ts'
import { enrol, idOf, market, officer, police } from './roster.ts'

/* Life of bodies and credentials over HTTP (law.md 3.1, 3.2): who may do what, what follows from it at once, what anybody may see. */

const act = async (who: Person, id: string, type: string, payload: unknown = {}, personal: unknown = {}, of = 'holders'): Promise<Answer> => {
  const seen = await who.get(`/api/v1/${of}/${id}`)
  return who.post(`/api/v1/${of}/${id}/${type}`, { payload, personal }, { ifMatch: seen.body?.seq ?? 0 })
}
const held = { until: '2021-05-31', document: '许司暂扣〔2020〕1号' }
const ground = '转借证件'

describe('执法主体和证件', () => {
  let hall: CityHall
  let sup: Person
  let ids: string[]
  let bodies: string[]
  const as = (key: string) => hall.as(key)
  beforeAll(async () => {
    hall = await openHall('2020-12-01T09:00+08:00')
    sup = await as('supervisor')
    const [demo, demo2, examiner] = await Promise.all(['officer.market', 'officer2.market', 'examiner.market'].map((k) => idOf(hall, k)))
    const done = await enrol(hall, {
      officers: [officer(1, { name: demo!.name, idNo: demo!.idNo }), officer(2, { name: demo2!.name, idNo: demo2!.idNo }), officer(3, { name: examiner!.name, idNo: examiner!.idNo }), officer(4, { validTo: '2020-11-30' }), ...Array.from({ length: 60 }, (_, i) => officer(10 + i))],
    })
    ids = done.officers
    bodies = done.bodies
  })
  afterAll(() => hall?.close())

  it('名册登记两次不重复；名录按单位看，本单位的人只看本单位', async () => {
    const again = await enrol(hall, { officers: [officer(10), officer(10), officer(11)] })
    expect(again.added).toEqual({ bodies: 0, holders: 0 })
    expect(again.officers[0]).toBe(again.officers[1])
    const first = ok(await sup.get('/api/v1/holders?limit=50'))
    const second = ok(await sup.get(`/api/v1/holders?limit=50&cursor=${first.next}`))
    expect(first.items.length + second.items.length).toBe(64)
    expect(new Set([...first.items, ...second.items].map((x: { id: string }) => x.id)).size).toBe(64)
    expect(first.items.every((x: { idNumber: string }) => /\*{4}/.test(x.idNumber))).toBe(true)
    expect(ok(await (await as('bodyAdmin.market')).get('/api/v1/holders?limit=100')).items).toHaveLength(64)
    expect(ok(await (await as('bodyAdmin.police')).get('/api/v1/holders')).items).toEqual([])
    expect((await (await as('bodyAdmin.police')).get(`/api/v1/holders/${ids[0]}`)).status).toBe(404)
    expect((await (await as('chen')).get(`/api/v1/holders/${ids[0]}`)).status).toBe(404)
    expect(ok(await sup.get('/api/v1/holders?q=1610990004')).items).toMatchObject([{ state: 'EXPIRED', valid: false }])
    expect(ok(await sup.get('/api/v1/holders?state=EXPIRED')).items).toHaveLength(1)
    expect(ok(await sup.get('/api/v1/holders?trouble=yes')).items).toHaveLength(1)
    const counts = ok(await sup.get('/api/v1/credentials/summary'))
    expect(counts.bodies).toEqual({ total: 2, inForce: 2 })
    expect(counts.lists[0]).toMatchObject({ list: 'officer', total: 64, valid: 63, states: { EXPIRED: 1 } })
  })

  it('本人看自己的证件：有效，到哪天', async () => {
    const mine = ok(await (await as('officer.market')).get('/api/v1/credentials'))
    expect(mine.items).toMatchObject([{ valid: true, state: 'VALID', validTo: '2025-12-31', allowed: [] }])
    expect(mine.items[0].checkUrl).toMatch(/^https:\/\/hall\.example\/officer\/[\w-]{16}$/)
    expect(ok(await (await as('chen')).get('/api/v1/credentials')).items).toEqual([])
  })

  it('单位管理员登记本单位人员的照片：先传到持证人名下，街上核验看得到；别的单位传不了', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const sha256 = createHash('sha256').update(png).digest('hex')
    const who = await idOf(hall, 'officer2.market')
    const token = async (person: string) => ((await (await fetch(`${hall.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ person, bearer: true }) })).json()) as { token: string }).token
    const put = async (person: string) => (await fetch(`${hall.url}/api/v1/files/${sha256}?name=${encodeURIComponent('照片.png')}&owner=${who.id}`, { method: 'PUT', headers: { authorization: `Bearer ${await token(person)}`, 'content-type': 'image/png' }, body: new Uint8Array(png) })).status
    const admin = await as('bodyAdmin.market')
    const fresh = ids[1]!
    refused(await act(admin, fresh, 'photo', {}, { photo: sha256 }), 'E-INPUT')
    expect(await put('bodyAdmin.police')).toBe(404)
    expect(await put('bodyAdmin.market')).toBe(200)
    ok(await act(admin, fresh, 'photo', {}, { photo: sha256 }))
    const { checkUrl } = ok(await admin.get(`/api/v1/holders/${fresh}`))
    const code = checkUrl.slice(checkUrl.lastIndexOf('/') + 1)
    const nobody = await as('nobody')
    expect(ok(await nobody.get(`/api/v1/public/officers/${code}`)).officer.photo).toBe(true)
    expect((await fetch(`${hall.url}/api/v1/public/officers/${code}/photo`)).headers.get('content-type')).toBe('image/png')
  })

  it('市里不能制证：从申领准备到登记省级发证，编号不重复使用', async () => {
    const admin = await as('bodyAdmin.market')
    const identity = { name: '新人', idNumber: '411002199001019915', establishment: '行政编制', post: '行政检查' }
    const payload = { list: 'officer', body: bodies[0], domain: '市场监管' }
    refused(await admin.post('/api/v1/holders', { payload, personal: { identity: { ...identity, idNumber: '411002199001019916' } } }), 'ID-01')
    identity.idNumber = '41100219900101991' + citizenCheck('41100219900101991')
    refused(await admin.post('/api/v1/holders', { payload, personal: { identity: { ...identity, establishment: '劳动合同' } } }), 'ZJ-02')
    expect((await (await as('bodyAdmin.police')).post('/api/v1/holders', { payload, personal: { identity } })).status).toBe(404)
    const { id } = ok(await admin.post('/api/v1/holders', { payload, personal: { identity } }))
    refused(await admin.post('/api/v1/holders', { payload, personal: { identity } }), 'ZJ-09')
    expect((await act(admin, id, 'submit', { hours: 60 })).status).toBe(403)
    const view = ok(await sup.get(`/api/v1/holders/${id}`))
    expect(view.allowed.map((a: { type: string }) => a.type)).toEqual(['submit', 'cancel', 'moveBody', 'correct', 'photo'])
    refused(await act(sup, id, 'issue', { issuedOn: '2020-12-01', validTo: '2025-11-30' }, { number: '1' }), 'E-STATE')
    refused(await act(sup, id, 'submit', { exams: { public: true }, hours: 40 }), 'ZJ-03')
    ok(await act(sup, id, 'submit', { exams: { public: true, professional: true }, hours: 60 }))
    refused(await act(sup, id, 'issue', { issuedOn: '2020-12-01', validTo: '2025-11-30' }, { number: '1610990001' }), 'ZJ-07')
    expect(ok(await act(sup, id, 'issue', { issuedOn: '2020-12-01', validTo: '2025-11-30' }, { number: '1610999999' }))).toMatchObject({ state: 'VALID' })
    expect(ok(await sup.get(`/api/v1/holders/${id}`))).toMatchObject({ valid: true, number: '1610999999', acts: [{ type: 'apply' }, { type: 'submit' }, { type: 'issue' }] })
  })

  it('本单位只能建议；暂扣须监督机关凭文书，取消资格由司法行政机关（E-ZJ-08）', async () => {
    const head = await as('head.market')
    refused(await act(head, ids[0]!, 'revoke', { document: '文书' }, { ground: '弄虚作假' }), 'E-ZJ-08')
    refused(await act(head, ids[0]!, 'suspend', held, { ground }), 'ZJ-07')
    expect((await act(await as('head.police'), ids[0]!, 'revoke', { document: '文书' }, { ground: '弄虚作假' })).status).toBe(404)
    refused(await act(head, ids[0]!, 'propose', { what: 'suspend' }, { ground }), 'ZJ-08')
    ok(await act(head, ids[0]!, 'propose', { what: 'suspend' }, { ground, reason: '出借证件给协管员使用' }))
    expect(ok(await sup.get('/api/v1/holders?trouble=yes')).items.map((x: { proposed: string | null }) => x.proposed)).toContain('suspend')
    refused(await act(sup, ids[0]!, 'suspend', { until: held.until }), 'JD-04')
    // one number is one paper: the bureau's own is passed over, and no paper of the platform's can be named for another card
    ok(await act(sup, ids[40]!, 'suspend', held, { ground }))
    ok(await act(sup, ids[0]!, 'suspend', { until: held.until }, { ground, reason: '经核实' }))
    refused(await act(sup, ids[41]!, 'suspend', { ...held, document: '许司暂扣〔2020〕2号' }, { ground }), 'JD-04')
    refused(await act(sup, ids[41]!, 'suspend', held, { ground }), 'JD-04')
    const view = ok(await sup.get(`/api/v1/holders/${ids[0]}`))
    expect(view).toMatchObject({ state: 'SUSPENDED', valid: false, proposed: null, suspendedUntil: '2021-05-31' })
    expect(view.clocks.find((c: { id: string }) => c.id === 'tell')).toMatchObject({ due: '2020-12-04', status: 'running' })
    expect(view.acts.map((a: { type: string }) => a.type)).toEqual(['enrol', 'propose', 'suspend'])
    // free words about a person stand beside the act, not in it
    expect(view.acts[2]).toMatchObject({ payload: { has: { ground: true, reason: true } }, notes: { ground } })
    expect(JSON.stringify(view.acts[2].payload)).not.toContain(ground)
    // no card is held without a paper: the platform draws it up and numbers it, and a refused attempt takes no number
    expect(view.documents).toMatchObject([{ template: 'S06', title: '暂扣执法证通知书', number: '许司暂扣〔2020〕2号' }])
    expect(view.acts[2].payload).toMatchObject({ document: '许司暂扣〔2020〕2号' })
    const paper = `/api/v1/holders/${ids[0]}/documents/${view.documents[0].id}`
    expect((await head.pdf(paper)).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await (await as('head.police')).get(paper)).status).toBe(404)
    expect((await sup.get(`/api/v1/holders/${ids[1]}/documents/${view.documents[0].id}`)).status).toBe(404)
    const drawn = await hall.database.app.query<{ data: { ground: string; reason: string; suspended: unknown } }>(`select data from kernel.document where city = $1 and case_id = $2`, [hall.database.city, ids[0]])
    expect(drawn.rows[0]!.data).toMatchObject({ ground, reason: '经核实', suspended: { until: held.until } })
    ok(await act(sup, ids[0]!, 'tell'))
    refused(await act(sup, ids[0]!, 'giveBack', { trainedOn: '2020-11-01', examPassedOn: '2020-12-01' }), 'ZJ-07')
    ok(await act(sup, ids[0]!, 'giveBack', { trainedOn: '2020-12-01', examPassedOn: '2020-12-01' }))
    const traces = await hall.database.app.query<{ n: number }>(`select count(*) as n from journal.entry where city = $1 and type = 'credentials.refused'`, [hall.database.city])
    expect(traces.rows[0]!.n).toBeGreaterThan(5)
  })

  it('退休前先移交案件；取消资格时案件退回、会话当场失效、岗位终止，现场核查不得参加（E-CF-13）', async () => {
    const examiner = await as('examiner.market')
    const other = await idOf(hall, 'examiner2.market')
    const me = await idOf(hall, 'examiner.market')
    const one = await accepted(hall, await as('factory'), 'device-production')
    ok(await caseAct(examiner, one, 'takeUp'))
    ok(await caseAct(examiner, one, 'assignInspectors', { inspectors: [me.id, other.id] }))
    refused(await act(sup, ids[2]!, 'cancel', { ground: 'retired', on: '2020-11-30' }), 'ZJ-07')
    expect(ok(await sup.get(`/api/v1/holders/${ids[2]}`)).openCases).toMatchObject([{ id: one }])
    const admin = await as('bodyAdmin.market')
    refused(await admin.post(`/api/v1/holders/${ids[2]}/handOver`, { to: me.id }), 'ZJ-07')
    expect(ok(await admin.post(`/api/v1/holders/${ids[2]}/handOver`, { to: other.id })).cases).toMatchObject([{ id: one }])
    const view = ok(await (await as('head.market')).get(`/api/v1/cases/${one}`))
    expect(view.acts.at(-1)).toMatchObject({ type: 'handOver', payload: { from: me.id, to: other.id } })
    // taken back by a head's word, then the credential is revoked: the case goes back to the organ, and the session is dead at once
    ok(await admin.post(`/api/v1/holders/${ids[2]}/handOver`, { to: other.id }))
    const two = await accepted(hall, await as('factory'), 'device-production')
    ok(await caseAct(examiner, two, 'takeUp'))
    expect(ok(await act(sup, ids[2]!, 'revoke', { document: '许司取消〔2020〕1号' }, { ground: '弄虚作假' }))).toMatchObject({ state: 'REVOKED' })
    expect((await examiner.get('/api/v1/queue')).status).toBe(401)
    const queue = ok(await (await as('head.market')).get('/api/v1/queue')).items
    expect(queue.find((c: { id: string }) => c.id === two)).toMatchObject({ takenBy: null })
    const head = await as('head.market')
    const no = refused(await caseAct(head, two, 'assignInspectors', { inspectors: [me.id, other.id] }), 'E-CF-13')
    expect(no.findings[0]!.message).toContain('执法资格已被取消')
    expect(await hall.app.credentials.factsAt([me.id], hall.clock.legal())).toMatchObject([{ state: 'REVOKED', valid: false, findings: [{ code: 'E-CF-13' }] }])
    // what was good on a day stays what it was on that day
    expect(await hall.app.credentials.factsAt([me.id], '2020-12-01T08:00:00.000+08:00')).toMatchObject([{ state: 'VALID', valid: true }])
    refused(await act(sup, ids[2]!, 'giveBack', { trainedOn: '2020-12-01', examPassedOn: '2020-12-01' }), 'E-STATE')
  })

  it('退休的次日起注销，执法岗位随之终止', async () => {
    const person = await idOf(hall, 'officer2.market')
    const officer2 = await as('officer2.market')
    ok(await act(sup, ids[1]!, 'cancel', { ground: 'retired', on: '2020-11-30' }))
    expect((await officer2.get('/api/v1/credentials')).status).toBe(401)
    const { rows } = await hall.database.app.query<{ until: string }>(`select until_day as until from directory.post_holder where city = $1 and person = $2 and role = 'officer'`, [hall.database.city, person.id])
    expect(rows).toEqual([{ until: '2020-12-01' }])
    ok(await act(await as('bodyAdmin.market'), ids[1]!, 'returnCard', { on: '2020-12-01' }))
    expect(ok(await sup.get(`/api/v1/holders/${ids[1]}`))).toMatchObject({ state: 'CANCELLED', returnedOn: '2020-12-01', allowed: [] })
  })

  it('别人先办了的，不覆盖（412）；同一次提交只办一次', async () => {
    const view = ok(await sup.get(`/api/v1/holders/${ids[4]}`))
    const body = { payload: { year: 2019, grade: '合格' } }
    const key = 'check-once-0001'
    ok(await sup.post(`/api/v1/holders/${ids[4]}/check`, body, { ifMatch: view.seq, key }))
    expect(ok(await sup.post(`/api/v1/holders/${ids[4]}/check`, body, { ifMatch: view.seq, key })).seq).toBe(2)
    expect((await sup.post(`/api/v1/holders/${ids[4]}/check`, body, { ifMatch: view.seq })).status).toBe(412)
    expect(ok(await sup.get(`/api/v1/holders/${ids[4]}`)).checkedFor).toBe(2019)
  })

  it('审验到期未办的，4月1日起不能执法；审验以后恢复', async () => {
    await hall.at('2021-04-01T09:00')
    sup = await hall.as('supervisor')
    expect(ok(await sup.get(`/api/v1/holders/${ids[4]}`))).toMatchObject({ state: 'LAPSED_PENDING', valid: false, findings: [{ code: 'E-CF-13' }] })
    refused(await act(sup, ids[4]!, 'check', { year: 2020, grade: '不合格' }), 'ZJ-06')
    ok(await act(sup, ids[4]!, 'check', { year: 2020, grade: '合格' }))
    expect(ok(await sup.get(`/api/v1/holders/${ids[4]}`))).toMatchObject({ state: 'VALID', valid: true })
  })

  it('登记、公告、委托主体；受委托的不得再委托；合并以后人员次日起不能执法，转到承继单位后恢复', async () => {
    const identity = { name: '许昌市文化市场综合执法支队', uscc: '12411000MB1234567X' }
    const made = ok(await sup.post('/api/v1/bodies', { payload: { kind: 'entrusted', level: '市级', basis: '委托执法', domains: [] }, personal: { identity } }))
    refused(await sup.post('/api/v1/bodies', { payload: { kind: 'organ', level: '市级', basis: '职责', domains: [] }, personal: { identity } }), 'ZT-01')
    const entrusting = { principal: bodies[0], from: '2021-04-01', until: '2023-03-31', published: true, qualified: true }
    refused(await act(sup, made.id, 'entrust', { ...entrusting, published: false }, {}, 'bodies'), 'ZT-01')
    ok(await act(sup, made.id, 'announce', { number: '许政公告〔2021〕3号', on: '2021-03-31' }, {}, 'bodies'))
    expect(ok(await sup.get(`/api/v1/bodies/${made.id}`))).toMatchObject({ status: 'active', inForce: false })
    ok(await act(sup, made.id, 'entrust', entrusting, {}, 'bodies'))
    expect(ok(await sup.get(`/api/v1/bodies/${made.id}`))).toMatchObject({ inForce: true, principal: { name: market.name } })
    const other = ok(await sup.post('/api/v1/bodies', { payload: { kind: 'entrusted', level: '市级', basis: '委托执法', domains: [] }, personal: { identity: { name: '再委托的队', uscc: '12411000MB12345680' } } }))
    refused(await act(sup, other.id, 'entrust', { ...entrusting, principal: made.id }, {}, 'bodies'), 'ZT-01')

    ok(await act(sup, made.id, 'endEntrustment', { on: '2021-04-01' }, {}, 'bodies'))
    ok(await act(sup, bodies[0]!, 'merge', { successor: bodies[1], on: '2021-03-31' }, {}, 'bodies'))
    expect(ok(await sup.get(`/api/v1/holders/${ids[4]}`))).toMatchObject({ state: 'VALID', valid: false, findings: [{ code: 'E-CF-13' }] })
    refused(await act(sup, ids[4]!, 'moveBody', { body: made.id }), 'ZT-01')
    ok(await act(sup, ids[4]!, 'moveBody', { body: bodies[1] }))
    expect(ok(await sup.get(`/api/v1/holders/${ids[4]}`))).toMatchObject({ valid: true, bodyName: '许昌市公安局' })
  })

  it('当街核验：姓名遮蔽，说明有效与否和向谁反映；单位公示不出身份证号', async () => {
    const nobody = await as('nobody')
    const good = ok(await nobody.get('/api/v1/public/officers/1610990010'))
    expect(good.officer).toBeTruthy()
    const moved = ok(await nobody.get('/api/v1/public/officers/1610990010'))
    expect(moved.officer).toMatchObject({ name: '演＊＊＊', number: expect.stringMatching(/^1610\*+010$/), photo: false })
    const gone = ok(await nobody.get('/api/v1/public/officers/1610990003'))
    expect(gone.officer).toMatchObject({ valid: false, state: 'REVOKED', why: [expect.stringContaining('执法资格已被取消'), expect.stringContaining('已合并')] })
    expect(gone.officer.phone).toMatch(/\d{7}/)
    expect(ok(await nobody.get('/api/v1/public/officers/0000')).officer).toBeNull()
    const list = ok(await nobody.get('/api/v1/public/bodies'))
    expect(list.items.map((b: { name: string }) => b.name)).toContain('许昌市公安局')
    expect(list.items.map((b: { name: string }) => b.name)).not.toContain('再委托的队')
    const one = ok(await nobody.get(`/api/v1/public/bodies/${bodies[1]}`))
    expect(one.items).toMatchObject([{ valid: true }])
    expect(JSON.stringify(one.items)).not.toMatch(/\d{17}[\dX]/)
  })

  it('登记了两次的人，注销重复的一张，另一张有效：岗位、会话、案件照旧', async () => {
    const who = await idOf(hall, 'officer.police')
    const body = { bodyName: police.name!, bodyUscc: police.uscc! }
    const [kept, twice] = (await enrol(hall, { officers: [officer(90, { name: who.name, idNo: who.idNo, ...body }), officer(91, { name: who.name, idNo: who.idNo, ...body })] })).officers
    const open = await as('officer.police')
    ok(await act(sup, twice!, 'cancel', { ground: 'notOnPost', on: '2020-11-30' }))
    expect((await open.get('/api/v1/credentials')).status).toBe(200)
    expect(JSON.stringify(ok(await open.get('/api/v1/session')))).toContain('"officer"')
    ok(await act(sup, kept!, 'cancel', { ground: 'notOnPost', on: '2020-11-30' }))
    expect((await open.get('/api/v1/credentials')).status).toBe(401)
  })

  it('取消的资格和每一步都在台账里，逐项对得上', async () => {
    const journal = createJournal({ city: hall.database.city, key: secretKey(hall.database.folders.keys, 'pseudonym') })
    let acts = 0
    for await (const part of evidence.auditActs(hall.database.app, hall.database.city, (kind, file) => journal.pseudonym(kind, file))) {
      acts += part.acts
      expect(part.faults).toEqual([])
    }
    expect(acts).toBeGreaterThan(20)
  })
})

describe('演示城市的名录', () => {
  it('整份登记一次：主体、委托、合并、持证人员都在，再来一次不变；演示人物看得到自己的证件', async () => {
    const hall = await openHall('2026-11-30T09:00+08:00')
    try {
      const pack = readRegistryPack(demoPack())
      for (let n = 0; n < 2; n++) await hall.app.credentials.registry.takeIn(pack)
      const summary = ok(await (await hall.as('supervisor')).get('/api/v1/credentials/summary'))
      expect(summary.bodies).toEqual({ total: pack.bodies.length, inForce: pack.bodies.length - 1 })
      expect(summary.lists.map((l: { total: number }) => l.total)).toEqual([pack.officers.length, pack.supervisors.length])
      expect(summary.lists[0].states).toMatchObject({ EXPIRED: 1, LAPSED_PENDING: 2, DRAFT: 1 })
      expect(ok(await (await hall.as('officer.market')).get('/api/v1/credentials')).items).toMatchObject([{ valid: true, bodyName: market.name }])
      const merged = ok(await (await hall.as('nobody')).get(`/api/v1/public/bodies?q=${encodeURIComponent('工商')}`)).items
      expect(merged).toMatchObject([{ inForce: false, statusName: '已合并' }])
    } finally {
      await hall.close()
    }
  })
})

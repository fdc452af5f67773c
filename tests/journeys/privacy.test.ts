import { createHash, randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../server/kernel/log.ts'
import { commit } from '../../server/kernel/journal/index.ts'
import { act, answersOf, checkAll, documentsOf, formOf, materialsOf, ok, planOf, refused, staffOf, strokes } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/** A person whose every particular is a canary: it may stand with the particulars, and nowhere else (settled.md 1, 3; S-7). */
describe('个人信息', () => {
  const canary = {
    name: '金丝雀甲乙', legalName: '丝雀丙丁戊', idNumber: '411024199003070012', phone: '13912345678', otherPhone: '13887654321', address: '鄢陵县柏梁镇金雀胡同七号',
    company: '许昌金丝雀防护有限公司', note: '洁净车间的报告是金丝雀三号出具的', reason: '金丝雀不具备检验条件', facts: '现场看到金丝雀两只', purpose: '核对金丝雀的电话', rating: '金丝雀表示满意', file: '金丝雀身份证.pdf',
  }
  const key = 'device-production'
  const lines: string[] = []
  let hall: CityHall
  let bird: Person
  let id: string
  beforeAll(async () => {
    const sink = new Writable({ write(chunk, _encoding, done) { lines.push(String(chunk)); done() } })
    hall = await openHall('2020-12-25T09:00+08:00', { log: createLog({ logLevel: 'debug' }, sink) })
    const person = (await hall.database.app.query<{ id: string }>(
      `insert into directory.person (city, id, key, name, id_number, phone, address, birth) values ('411000', gen_random_uuid(), 'canary', $1, $2, $3, $4, '1990-03-07') returning id`,
      [canary.name, canary.idNumber, canary.phone, canary.address])).rows[0]!.id
    await hall.database.app.query(`insert into directory.post_holder (city, person, role, organ) values ('411000', $1, 'citizen', '')`, [person])
    bird = await hall.as('canary')
  })
  afterAll(() => hall?.close())

  const file = async (own: Record<string, unknown> = {}) => {
    const answers = await answersOf(bird, key)
    const plan = await planOf(bird, 'item', key, answers)
    const form = formOf(plan, { companyName: canary.company, legalRepName: canary.legalName, legalRepPhone: canary.otherPhone, plantAddress: canary.address, ...own })
    return bird.post('/api/v1/cases', { item: key, channel: 'web', answers: { ...answers, product: 'mask', remark: canary.note }, form, materials: materialsOf(plan) })
  }
  const everything = () => Object.values(canary)

  it('走一遍：申请、上传、补正、受理、核查、查看、不予、送达、评价、帮办，还有几次被拒', async () => {
    refused(await file({ legalRepPhone: `${canary.phone}9` }), 'E-FORM')
    refused(await bird.post('/api/v1/cases', { item: key, channel: 'web', answers: { product: canary.note }, form: {}, materials: {} }), 'ITM-03')
    id = ok(await file()).id
    const bytes = Buffer.from(`%PDF-1.7 ${canary.idNumber}`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const token = ok(await (await hall.as('nobody')).post('/api/v1/session', { person: 'canary', bearer: true })).token
    const put = await fetch(`${hall.url}/api/v1/files/${sha256}?name=${encodeURIComponent(canary.file)}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' }, body: bytes })
    expect(put.status).toBeLessThan(300)
    ok(await bird.post(`/api/v1/cases/${id}/materials`, { material: 'cleanroom', sha256, name: canary.file }))
    const clerk = await hall.as('clerk')
    ok(await clerk.post('/api/v1/people/find', { idNumber: canary.idNumber }))
    await checkAll(hall, id, { cleanroom: 'faulty' })
    ok(await act(clerk, id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'cleanroom', problem: 'faulty' }] }, { explanations: { cleanroom: canary.note } }))
    ok(await act(bird, id, 'supply', { items: ['cleanroom'] }))
    const examiner = await hall.as('examiner.market')
    ok(await act(examiner, id, 'takeUp'))
    refused(await act(examiner, id, 'inspect', { inspectors: [], conform: true }, { facts: canary.facts }), 'E-XK-11')
    ok(await act(examiner, id, 'inspect', { inspectors: await staffOf(examiner, 'market'), conform: false }, { facts: canary.facts, place: canary.address, signature: strokes }))
    ok(await examiner.post(`/api/v1/cases/${id}/reveal`, { purpose: canary.purpose }))
    ok(await act(await hall.as('head.market'), id, 'refuse', { articles: [{ law: '行政许可法', article: 38 }] }, { reason: canary.reason, facts: canary.facts }))
    ok(await act(await hall.as('counter'), id, 'deliver', { method: 'counter', identityChecked: true }, { receivedBy: canary.name, signature: strokes }))
    ok(await bird.post('/api/v1/ratings', { subject: id, level: 5, text: canary.rating }))
    ok(await (await hall.as('helper')).post('/api/v1/assistances', { idNumber: canary.idNumber, scope: ['代填申请表'] }))
    const draft = ok(await bird.post('/api/v1/drafts', { kind: 'item', key, answers: { remark: canary.note } }))
    const saving = randomUUID()
    const save = () => bird.post(`/api/v1/drafts/${draft.id}`, { form: { companyName: canary.company, plantAddress: canary.address } }, { method: 'PUT', key: saving })
    const saved = ok(await save())
    expect(saved.form.companyName).toBe(canary.company)
    // the same request again is answered the same, though nothing of it was kept under its key
    expect(ok(await save())).toEqual(saved)
    await (await hall.as('nobody')).get(`/api/v1/search?q=${encodeURIComponent(canary.name)}`)
    await (await hall.as('nobody')).get(`/api/v1/check?n=${canary.idNumber}`)
    await bird.get(`/api/v1/items/${encodeURIComponent(canary.name)}`)
    await hall.app.runDue()
  })

  it('办理记录、日志账本、任务、运行日志、指标里，一处也找不到', async () => {
    const app = hall.database.app
    const all = async (sql: string) => (await app.query<{ t: string }>(sql)).rows.map((r) => r.t)
    const places: Record<string, string[]> = {
      entries: await all(`select convert_from(body, 'UTF8') || subject || type as t from journal.entry`),
      acts: await all(`select to_jsonb(a)::text as t from casework.act a`),
      cases: await all(`select to_jsonb(c)::text as t from casework.cases c`),
      clocks: await all(`select to_jsonb(c)::text as t from casework.clock c`),
      jobs: await all(`select to_jsonb(j)::text as t from kernel.job j`),
      counters: await all(`select name as t from kernel.counter`),
      sessions: await all(`select to_jsonb(s)::text as t from kernel.session s`),
      kept: await all(`select coalesce(body::text, '') as t from kernel.idempotency`),
      logs: lines, metrics: [String((await (await hall.as('nobody')).get('/metrics')).body)],
    }
    expect(places['entries']!.length).toBeGreaterThan(10)
    expect(places['acts']!.length).toBeGreaterThanOrEqual(8)
    expect(lines.length).toBeGreaterThan(20)
    const hits = Object.entries(places).flatMap(([place, rows]) => everything().flatMap((secret) => rows.filter((r) => r.includes(secret)).map((r) => `${place}: ${secret} in ${r.slice(0, 200)}`)))
    expect(hits).toEqual([])
    // the net does catch: where they belong, they are found
    const particulars = await all(`select coalesce(body::text, '') as t from casework.particular`)
    for (const secret of [canary.legalName, canary.note, canary.reason, canary.purpose]) expect(particulars.some((p) => p.includes(secret)), secret).toBe(true)
  })

  it('办理人员平时看到的是遮蔽的；要看全的须写明用途，留痕', async () => {
    for (const who of ['clerk', 'examiner.market', 'head.market', 'supervisor']) {
      const view = await (await hall.as(who)).get(`/api/v1/cases/${id}`)
      const text = JSON.stringify(ok(view))
      for (const secret of [canary.name, canary.legalName, canary.otherPhone, canary.phone, canary.idNumber, '金雀胡同七号']) expect(text, `${who} ${secret}`).not.toContain(secret)
      expect(text).toContain('138****4321')
    }
    for (const path of ['/api/v1/queue', '/api/v1/window']) {
      const list = await (await hall.as(path.endsWith('queue') ? 'examiner.market' : 'clerk')).get(path)
      expect(JSON.stringify(ok(list))).not.toContain(canary.name)
    }
    expect(JSON.stringify(ok(await bird.get(`/api/v1/cases/${id}`)))).toContain(canary.otherPhone)

    const examiner = await hall.as('examiner.market')
    refused(await examiner.post(`/api/v1/cases/${id}/reveal`, { purpose: '' }), 'E-INPUT')
    expect((await (await hall.as('examiner.health')).post(`/api/v1/cases/${id}/reveal`, { purpose: '看看' })).status).toBe(404)
    const shown = ok(await examiner.post(`/api/v1/cases/${id}/reveal`, { purpose: canary.purpose }))
    expect(shown.form.find((f: { id: string }) => f.id === 'legalRepPhone').value).toBe(canary.otherPhone)
    const { rows } = await hall.database.app.query<{ entry: { actor: { role: string; pid: string }; digests: { purpose: string }; subject: string } }>(
      `select convert_from(body, 'UTF8')::jsonb as entry from journal.entry where type = 'casework.unmasked' order by id`)
    expect(rows).toHaveLength(2)
    expect(rows[1]!.entry.actor.role).toBe('examiner')
    const kept = await hall.database.app.query<{ body: { purpose: string }; salt: Buffer }>(`select body, salt from casework.particular where city = '411000' and case_id = $1 and field = 'unmasked' order by id`, [id])
    expect(kept.rows.map((k) => k.body.purpose)).toEqual([canary.purpose, canary.purpose])
    expect(rows[1]!.entry.digests.purpose).toBe(commit(kept.rows[1]!.salt, kept.rows[1]!.body))
    const found = await hall.database.app.query(`select 1 from journal.entry where type = 'hall.personFound'`)
    expect(found.rows).toHaveLength(1)
  })

  it('承诺值对得上内容；应用自己的账号删不了、改不了', async () => {
    const app = hall.database.app
    const { rows } = await app.query<{ field: string; body: unknown; salt: Buffer; commitments: Record<string, string> }>(
      `select p.field, p.body, p.salt, a.commitments from casework.particular p join casework.act a on a.city = p.city and a.case_id = p.case_id and a.seq = p.act_seq where p.city = '411000' and p.case_id = $1 and p.field <> 'unmasked'`, [id])
    expect(rows.length).toBeGreaterThan(4)
    for (const r of rows) expect(r.commitments[r.field], r.field).toBe(commit(r.salt, r.body))
    for (const sql of [
      `update casework.particular set body = null`, `update casework.particular set salt = null`, `delete from casework.particular`, `truncate casework.particular`,
      `update kernel.document set data = null`, `update kernel.document set number = 'x'`, `update kernel.document set legal_at = now()`, `delete from kernel.document`,
    ]) await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' })
    for (const sql of [`update casework.particular set field = 'x'`, `delete from casework.particular`, `insert into casework.particular (city, id, case_id, act_seq, field) values ('411000', gen_random_uuid(), gen_random_uuid(), 1, 'x')`, `update kernel.document set number = 'x'`, `update casework.cases set state = 'granted'`])
      await expect(hall.database.eraser.query(sql), sql).rejects.toMatchObject({ code: '42501' })
  })

  it('依法删除个人信息之后：经过、时限、结论照样重算得出，账本一字不变', async () => {
    const app = hall.database.app
    const snapshot = async () => {
      const { form: _f, licences: _l, acts, ...view } = ok(await bird.get(`/api/v1/cases/${id}`))
      const entries = (await app.query<{ body: Buffer; leaf: Buffer }>(`select body, leaf from journal.entry order by id`)).rows
      const commitments = (await app.query(`select case_id, seq, payload, clocks, commitments from casework.act order by case_id, seq`)).rows
      return { view, acts: acts.map((a: { type: string; at: string; payload: unknown }) => [a.type, a.at, a.payload]), entries, commitments }
    }
    const before = await snapshot()
    await hall.database.eraser.query(`update casework.particular set body = null, salt = null where city = '411000' and case_id = $1`, [id])
    await hall.database.eraser.query(`update kernel.document set data = null, salt = null where city = '411000' and case_id = $1`, [id])
    const after = await snapshot()
    expect(after.acts).toEqual(before.acts)
    expect(after.commitments).toEqual(before.commitments)
    expect(after.view.clocks).toEqual(before.view.clocks)
    expect([after.view.state, after.view.decidedOn, after.view.seq]).toEqual([before.view.state, before.view.decidedOn, before.view.seq])
    expect(after.entries.map((e) => e.leaf.toString('hex'))).toEqual(before.entries.map((e) => e.leaf.toString('hex')))
    for (const e of after.entries) expect(createHash('sha256').update(Buffer.from([0])).update(e.body).digest('hex')).toBe(e.leaf.toString('hex'))

    expect(ok(await bird.get(`/api/v1/cases/${id}`)).form).toEqual([])
    const gone = (await documentsOf(hall, id))
    expect(gone.every((d) => d.data === null && d.number !== null)).toBe(true)
    const document = (await app.query<{ id: string }>(`select id from kernel.document where case_id = $1 limit 1`, [id])).rows[0]!.id
    const answer = await bird.get(`/api/v1/cases/${id}/documents/${document}`)
    expect([answer.status, answer.body.detail]).toEqual([404, expect.stringContaining('依法删除')])
    const left = (await app.query<{ t: string }>(`select coalesce(to_jsonb(p)::text, '') as t from casework.particular p where case_id = $1 union all select to_jsonb(d)::text from kernel.document d where case_id = $1`, [id])).rows.map((r) => r.t).join()
    for (const secret of everything()) expect(left, secret).not.toContain(secret)
    expect((await (await hall.as('nobody')).get(`/api/v1/check?n=${document}`)).status).toBeLessThan(500)
  })
})

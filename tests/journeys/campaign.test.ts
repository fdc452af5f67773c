import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditCity } from '../../server/audit.ts'
import { createDb } from '../../server/kernel/db.ts'
import { root } from '../house/sources.ts'
import { asJson, browserOf } from './browser.ts'
import { ok, refused, upload } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/* SC-5 on the sample: import, tell, answers of some and silence of others, objection, correction, removal, both signatures, report (RA-01, ZT-02). */

const sample = join(root, '../shared/data/roster-sample')
const read = (file: string) => readFileSync(join(sample, file))
/** the sample's list, and at its end an officer of the demo city who has an account, on a contract */
const officers = () => Buffer.concat([read('officers.csv'), Buffer.from('301,周晓东,男,汉族,1985-06-27,411003198506271979,许昌市公安局,11411000991584993K,劳动合同工,科员及以下,行政处罚,是,在职,,2012-03-14,16100009301,2016-01-01,2022-12-31,是,,90,62,2020-10-15,70,无,本科,\n')])

describe.skipIf(!existsSync(sample))('a clean-up from the roster to the report (skipped without ../shared/data/roster-sample)', () => {
  let hall: CityHall
  let supervisor: Person
  let admin: Person
  let id: string
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00', { render: asJson })
    supervisor = await hall.as('supervisor')
    admin = await hall.as('bodyAdmin.police')
  })
  afterAll(() => hall?.close())

  const lists = async () => ({ officers: await upload(hall, 'supervisor', 'officers.csv', officers()), bodies: await upload(hall, 'supervisor', 'bodies.csv', read('bodies.csv')), supervisors: await upload(hall, 'supervisor', 'supervisors.csv', read('supervisors.csv')) })
  const overview = async () => ok(await supervisor.get(`/api/v1/campaigns/${id}`))
  const taskOf = async (name: string) => ok(await supervisor.get(`/api/v1/campaigns/${id}/bodies?q=${encodeURIComponent(name)}`)).items.find((t: { name: string }) => t.name === name)
  const task = async (name: string) => ok(await supervisor.get(`/api/v1/clean-up-tasks/${(await taskOf(name)).id}`))
  const expected = existsSync(sample) ? (JSON.parse(read('summary.json').toString()) as { officersRetained: number; officersRemoved: number; supervisorsRemoved: number }) : { officersRetained: 0, officersRemoved: 0, supervisorsRemoved: 0 }

  it('is imported once: frozen with its hash, judged as the truth says, nobody told', async () => {
    const body = { name: '2020年行政执法证件清理', profile: 'xuchang-2020', asOf: '2020-11-30', ...(await lists()) }
    refused(await supervisor.post('/api/v1/campaigns', { ...body, settings: { examPass: '600' } }), 'E-INPUT')
    refused(await supervisor.post('/api/v1/campaigns', { ...body, officers: body.bodies }), 'E-ROSTER')
    const made = ok(await supervisor.post('/api/v1/campaigns', body))
    expect(made).toMatchObject({ created: true, broken: 0, bodies: 14, officers: { total: 301, removed: 0, pending: expected.officersRemoved + 1, approved: expected.officersRetained }, supervisors: { total: 14, pending: expected.supervisorsRemoved } })
    id = made.id
    expect(ok(await supervisor.post('/api/v1/campaigns', { ...body, name: '又导入一次' }))).toMatchObject({ id, created: false })
    const { rows } = await hall.database.app.query<{ entry: { digests: Record<string, string> } }>(
      `select convert_from(e.body, 'UTF8')::jsonb as entry from credentials.act a join journal.entry e on e.city = a.city and e.id = a.id where a.file = $1 and a.type = 'create'`, [id])
    expect(rows[0]!.entry.digests).toMatchObject({ 'list.officers': createHash('sha256').update(officers()).digest('hex') })
    expect((await overview()).state).toBe('FROZEN')
    expect(ok(await (await hall.as('leader')).get('/api/v1/campaigns')).items).toHaveLength(1)
    expect(ok(await admin.get('/api/v1/clean-up-tasks')).items).toEqual([])
  })

  it('nobody goes before his body was told; then each body has five working days, until 2021-01-04', async () => {
    const before = await taskOf('许昌市公安局')
    refused(await supervisor.post(`/api/v1/clean-up-tasks/${before.id}/confirmRemove`, { rows: ['officers/2'] }, { ifMatch: before.seq }), 'credential/taskRules#after-the-reply')
    // the body cannot see what it was not told
    expect((await admin.get(`/api/v1/clean-up-tasks/${before.id}`)).status).toBe(404)
    const { seq } = await overview()
    expect((await supervisor.post(`/api/v1/campaigns/${id}/tell`, {}, { ifMatch: seq + 1 })).status).toBe(412)
    const told = ok(await supervisor.post(`/api/v1/campaigns/${id}/tell`, {}, { ifMatch: seq }))
    expect(told.due).toBe('2021-01-04')
    refused(await supervisor.post(`/api/v1/campaigns/${id}/drop`, { reason: '误建' }, { ifMatch: told.seq }), 'E-STATE')
    const police = await task('许昌市公安局')
    expect(police).toMatchObject({ state: 'TOLD', due: '2021-01-04', provisional: false, daysLeft: 5 })
    const early = refused(await supervisor.post(`/api/v1/clean-up-tasks/${police.id}/confirmRemove`, { rows: [police.rows[0].key] }, { ifMatch: police.seq }), 'RA-01')
    expect(early.findings[0]!.message).toContain('2021-01-04')
    const notice = police.documents.find((d: { template: string }) => d.template === 'C01')
    expect(notice.number).toMatch(/^许司核〔2020〕\d+号$/)
    expect((await admin.pdf(`/api/v1/clean-up-tasks/${police.id}/documents/${notice.id}`)).subarray(0, 5).toString()).toBe('%PDF-')
    const trace = await hall.database.app.query(`select 1 from journal.entry e where convert_from(e.body, 'UTF8')::jsonb ->> 'type' = 'credentials.refused'`)
    expect(trace.rows.length).toBeGreaterThanOrEqual(3)
  })

  it('a body answers for its own people only, whole, with reasons; a body with accounts elsewhere finds nothing', async () => {
    const police = await task('许昌市公安局')
    const other = await hall.as('bodyAdmin.market')
    expect((await other.get(`/api/v1/clean-up-tasks/${police.id}`)).status).toBe(404)
    expect((await other.post(`/api/v1/clean-up-tasks/${police.id}/reply`, { answers: [{ key: police.rows[0].key, how: 'agree' }] }, { ifMatch: police.seq })).status).toBe(404)
    const removals = police.rows.filter((r: { verdict: string }) => r.verdict === 'REMOVE')
    expect(removals.length).toBeGreaterThan(1)
    refused(await admin.post(`/api/v1/clean-up-tasks/${police.id}/reply`, { answers: [{ key: removals[0].key, how: 'object', reason: ' ' }] }, { ifMatch: police.seq }), 'credential/taskRules#reasoned-reply')
    const evidence = await upload(hall, 'bodyAdmin.police', '在职证明.txt', Buffer.from('该同志在编在职，见任职文件'))
    const answers = police.rows.map((r: { key: string }) => (r.key === removals[0].key ? { key: r.key, how: 'object', reason: '在职状态登记有误，附任职文件', evidence: [evidence] } : { key: r.key, how: 'agree' }))
    ok(await admin.post(`/api/v1/clean-up-tasks/${police.id}/reply`, { answers }, { ifMatch: police.seq }))
    const now = await task('许昌市公安局')
    expect(now).toMatchObject({ state: 'REPLIED', objected: 1, answered: police.rows.length })
    const objection = now.rows.find((r: { key: string }) => r.key === removals[0].key).answer
    expect(objection).toMatchObject({ how: 'object', reason: '在职状态登记有误，附任职文件', late: false })
    expect((await supervisor.get(`/api/v1/files/${evidence.sha256}?owner=${objection.evidence[0].owner}`)).status).toBe(200)
    expect((await other.get(`/api/v1/files/${evidence.sha256}?owner=${objection.evidence[0].owner}`)).status).toBe(404)
    // no act holds what people wrote
    const { rows } = await hall.database.app.query<{ payload: unknown }>(`select payload from credentials.act where file = $1 and type = 'reply'`, [police.id])
    expect(JSON.stringify(rows)).not.toContain('任职文件')
  })

  it('the objection is heard, the rest of that body confirmed; the silent ones only after their day', async () => {
    let police = await task('许昌市公安局')
    const objected = police.rows.find((r: { answer: { how: string } | null }) => r.answer?.how === 'object').key
    refused(await supervisor.post(`/api/v1/clean-up-tasks/${police.id}/confirmRemove`, { rows: [objected] }, { ifMatch: police.seq }), 'credential/taskRules#reasoned-removal')
    ok(await supervisor.post(`/api/v1/clean-up-tasks/${police.id}/restore`, { rows: [objected], reason: '任职文件可以证明在职' }, { ifMatch: police.seq }))
    police = await task('许昌市公安局')
    expect(police.rows.find((r: { key: string }) => r.key === objected).decided).toMatchObject({ as: 'restored', note: '采纳单位异议', reason: '任职文件可以证明在职' })
    const before = ok(await supervisor.get(`/api/v1/campaigns/${id}/confirmable`))
    expect(before.bodies.map((b: { name: string }) => b.name)).toEqual(['许昌市公安局'])
    expect(before.waiting).toBeGreaterThan(5)
    await hall.at('2021-01-05T09:00+08:00')
    const officer = await hall.as('officer.police')
    const session = await officer.get('/api/v1/session')
    expect(session).toMatchObject({ status: 200 })
    expect(JSON.stringify(session.body)).toContain('officer')
    const preview = ok(await supervisor.get(`/api/v1/campaigns/${id}/confirmable`))
    expect(preview.waiting).toBe(0)
    expect(preview.byReason.reduce((n: number, r: { count: number }) => n + r.count, 0)).toBe(preview.rows)
    expect((await task('许昌市民政局')).state).toBe('SILENT')
    const leader = await hall.as('leader')
    expect((await leader.post(`/api/v1/campaigns/${id}/confirm`, { tasks: [{ id: police.id, seq: police.seq }] })).status).toBe(403)
    // the page may have been read before somebody put on record that the day was over: that alone is no change
    expect((await supervisor.post(`/api/v1/clean-up-tasks/${(await task('许昌市民政局')).id}/restore`, { rows: ['officers/1'], reason: '核对' }, { ifMatch: 1 })).status).toBe(422)
    // a body of which much goes is not taken along unseen
    const all = preview.bodies.map((b: { id: string; seq: number }) => ({ id: b.id, seq: b.seq }))
    const first = ok(await supervisor.post(`/api/v1/campaigns/${id}/confirm`, { tasks: all }))
    const many = preview.bodies.filter((b: { byName: boolean }) => b.byName)
    expect(first.results.filter((r: { ok: boolean }) => !r.ok).map((r: { name: string }) => r.name).sort()).toEqual(many.map((b: { name: string }) => b.name).sort())
    expect(many.length).toBeGreaterThan(0)
    for (const r of first.results.filter((x: { ok: boolean }) => !x.ok)) expect(r.findings[0].code).toBe('B4')
    const second = ok(await supervisor.post(`/api/v1/campaigns/${id}/confirm`, { tasks: many.map((b: { id: string; seq: number; name: string }) => ({ id: b.id, seq: b.seq, byName: b.name })) }))
    expect(second.results.every((r: { ok: boolean }) => r.ok), JSON.stringify(second.results)).toBe(true)
    expect(first.confirmed + second.confirmed).toBe(preview.rows)
    // the officer who is off the list: his open session is no session any more, and a new one has no such post
    expect((await officer.get('/api/v1/clean-up-tasks')).status).toBe(401)
    const again = (await (await fetch(`${hall.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ person: 'officer.police', bearer: true }) })).json()) as object
    expect(JSON.stringify(again)).not.toContain('"officer"')
    const held = await hall.database.app.query<{ state: string }>(`select state from credentials.holder where id_number = '411003198506271979'`)
    expect(held.rows).toEqual([{ state: 'CANCELLED' }])
    // what another body has handed in stays as it was: who is not removed keeps the credential
    const kept = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from credentials.holder where state = 'CANCELLED'`)
    expect(kept.rows[0]!.n).toBe(preview.rows)
  })

  it('corrections are put right by a person, together where the body agreed, one by one otherwise', async () => {
    const open = ok(await supervisor.get(`/api/v1/campaigns/${id}/bodies`)).items.filter((t: { open: number }) => t.open)
    const done = ok(await supervisor.post(`/api/v1/campaigns/${id}/correct`, { tasks: open.map((t: { id: string; seq: number }) => ({ id: t.id, seq: t.seq })) }))
    expect(done.confirmed).toBeGreaterThan(5)
    for (const t of ok(await supervisor.get(`/api/v1/campaigns/${id}/bodies`)).items.filter((x: { open: number }) => x.open)) {
      let view = ok(await supervisor.get(`/api/v1/clean-up-tasks/${t.id}`))
      for (const row of view.rows.filter((r: { decided: unknown }) => !r.decided)) {
        const field = row.corrections.find((c: { expected: string | null }) => c.expected === null)?.field ?? '备注'
        ok(await supervisor.post(`/api/v1/clean-up-tasks/${t.id}/correct`, { corrections: [{ key: row.key, field, value: '由省级另行编号' }] }, { ifMatch: view.seq }))
        view = ok(await supervisor.get(`/api/v1/clean-up-tasks/${t.id}`))
      }
    }
    // C08: whoever stays and was listed under a body that is gone stands with its successor now, and may act there
    const stranded = await hall.database.app.query(`select h.name from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body where h.list = 'officer' and h.state = 'VALID' and b.status in ('merged', 'internal', 'duplicate')`)
    expect(stranded.rows).toEqual([])
    const moved = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from credentials.act where kind = 'holder' and type = 'moveBody'`)
    expect(moved.rows[0]!.n).toBeGreaterThan(0)
    const now = await overview()
    expect(now.officers).toEqual({ approved: expected.officersRetained + 1, removed: expected.officersRemoved, pending: 0, total: 301 })
    expect(now.supervisors).toEqual({ approved: 12, removed: 2, pending: 0, total: 14 })
  })

  it('each list is signed by the head of the body, then by the head of the bureau; only then is it reported', async () => {
    const { seq } = await overview()
    refused(await supervisor.post(`/api/v1/campaigns/${id}/report`, {}, { ifMatch: seq }), 'credential/campaignProcedure#all-signed')
    const police = await task('许昌市公安局')
    const justice = await hall.as('head.justice')
    expect((await (await hall.as('head.market')).post(`/api/v1/clean-up-tasks/${police.id}/signByBody`, {}, { ifMatch: police.seq })).status).toBe(404)
    const early = ok(await justice.post(`/api/v1/campaigns/${id}/sign`, { tasks: [{ id: police.id, seq: police.seq }] }))
    expect(early.results[0]).toMatchObject({ ok: false })
    const head = await hall.as('head.police')
    expect(ok(await head.get('/api/v1/clean-up-tasks')).toSign.map((t: { name: string }) => t.name)).toEqual(['许昌市公安局'])
    ok(await head.post(`/api/v1/clean-up-tasks/${police.id}/signByBody`, {}, { ifMatch: police.seq }))
    for (const t of ok(await supervisor.get(`/api/v1/campaigns/${id}/bodies?state=DECIDED`)).items) {
      const paper = await upload(hall, 'supervisor', '签字页.txt', Buffer.from(`${t.name} 负责人签字`))
      ok(await supervisor.post(`/api/v1/clean-up-tasks/${t.id}/signOnPaper`, { paper }, { ifMatch: t.seq }))
    }
    const { toSign } = ok(await justice.get('/api/v1/clean-up-tasks'))
    expect(toSign.length).toBeGreaterThan(5)
    const signed = ok(await justice.post(`/api/v1/campaigns/${id}/sign`, { tasks: toSign.map((t: { id: string; seq: number }) => ({ id: t.id, seq: t.seq })) }))
    expect(signed.results.every((r: { ok: boolean }) => r.ok), JSON.stringify(signed.results)).toBe(true)
    const now = await task('许昌市公安局')
    const list = now.documents.find((d: { template: string }) => d.template === 'C02')
    const { data } = (await hall.database.app.query<{ data: any }>(`select data from kernel.document where id = $1`, [list.id])).rows[0]!
    expect(data.rows).toHaveLength(now.removed)
    expect([data.signatures.body.name, data.signatures.bureau.name]).toEqual(['郭秀兰', '陈广义'])
    expect((await head.pdf(`/api/v1/clean-up-tasks/${police.id}/documents/${list.id}`)).length).toBeGreaterThan(5000)
  })

  it('the report adds up to the frozen roster, by a query; the public sees the last figures', async () => {
    const nobody = await hall.as('nobody')
    const citizen = browserOf(hall)
    expect(ok(await nobody.get('/api/v1/published/campaigns')).items).toEqual([])
    expect(await citizen.open('/clean-ups')).toMatchObject({ status: 200, view: 'cleanUps', props: { items: [] } })
    const { seq } = await overview()
    const { document, seq: reported } = ok(await supervisor.post(`/api/v1/campaigns/${id}/report`, {}, { ifMatch: seq }))
    const { data } = (await hall.database.app.query<{ data: any }>(`select data from kernel.document where id = $1`, [document.id])).rows[0]!
    expect(data.officers).toEqual({ approved: 266, removed: 35, pending: 0, total: 301 })
    expect(data.byReason.reduce((n: number, r: { count: number }) => n + r.count, 0)).toBe(data.officers.removed)
    expect(data.divisions.reduce((n: number, r: { approved: number; removed: number }) => n + r.approved + r.removed, 0)).toBe(301)
    expect((await supervisor.pdf(`/api/v1/campaigns/${id}/documents/${document.id}`)).length).toBeGreaterThan(5000)
    expect(ok(await nobody.get('/api/v1/published/campaigns')).items).toMatchObject([{ officers: data.officers, supervisors: data.supervisors, bodies: 14, reportedOn: '2021-01-05' }])
    const { props: { items: [shown] } } = await citizen.open('/clean-ups')
    expect([shown]).toEqual(ok(await nobody.get('/api/v1/published/campaigns')).items)
    const added = (of: any[], n: (x: any) => number) => of.reduce((sum, x) => sum + n(x), 0)
    for (const list of ['officers', 'supervisors'] as const) {
      expect(added(shown[`${list}ByReason`], (r) => r.count)).toBe(shown[list].removed)
      for (const k of ['approved', 'removed', 'pending', 'total'] as const) expect(added(shown.divisions, (d) => d[list][k])).toBe(shown[list][k])
    }
    expect(shown.officersByReason.map((r: { count: number }) => r.count)).toEqual(data.byReason.map((r: { count: number }) => r.count))
    const csv = (await supervisor.get(`/api/v1/campaigns/${id}/export?what=officers&only=removed`)).body as string
    // unmasked numbers left the house: the log has who took which list
    const { rows: taken } = await hall.database.app.query<{ entry: { next: string; digests: Record<string, string> } }>(`select convert_from(body, 'UTF8')::jsonb as entry from journal.entry where city = $1 and type = 'credentials.exported'`, [hall.database.city])
    expect(taken.map((t) => [t.entry.next, t.entry.digests['file']])).toEqual([['officers removed', createHash('sha256').update(csv.startsWith('\uFEFF') ? csv : `\uFEFF${csv}`).digest('hex')]])
    expect(csv.trim().split('\r\n')).toHaveLength(36)
    ok(await supervisor.post(`/api/v1/campaigns/${id}/close`, {}, { ifMatch: reported }))
    expect((await overview()).state).toBe('CLOSED')
  })

  it('agrees with the public log in every act and paper; whoever changes one in the database is found', async () => {
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
    const look = async () => {
      const out: { kind: string; says: string }[] = []
      for await (const b of auditCity(await hall.app.audit())) out.push(...b.faults)
      return out
    }
    expect(await look()).toEqual([])
    const dba = createDb(hall.database.connection('admin'), { max: 1 })
    try {
      await dba.query(`set session_replication_role = replica`)
      await dba.query(`update credentials.act set payload = '{"rows":[]}' where file = $1 and type = 'confirmRemove' and seq = (select min(seq) from credentials.act where file = $1 and type = 'confirmRemove')`, [(await taskOf('许昌市公安局')).id])
      await dba.query(`delete from kernel.document where template = 'C03'`)
      await dba.query(`update kernel.document set data = jsonb_set(data, '{consequence}', '"不用回复"') where template = 'C01' and number = (select min(number) from kernel.document where template = 'C01')`)
      expect((await look()).map((f) => f.kind).sort()).toEqual(['act-changed', 'document-missing', 'document-unpromised'])
    } finally {
      await dba.close()
    }
  })

  it('what belongs to another campaign is not signed under this one', async () => {
    const other = ok(await supervisor.post('/api/v1/campaigns', { name: '另一次清理', profile: 'xuchang-2020', asOf: '2020-12-01', ...(await lists()) })).id
    const { id: task, seq } = await taskOf('许昌市公安局')
    expect((await (await hall.as('head.justice')).post(`/api/v1/campaigns/${other}/sign`, { tasks: [{ id: task, seq }] })).status).toBe(404)
  })
})

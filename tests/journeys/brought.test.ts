import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, checkAll, documentsOf, file, formOf, materialsOf, ok, planOf, refused, strokes } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/** What people bring to the window after the first visit, and whose papers and files these are. */
describe('补正、补交拿到窗口来；文件归申请人；帮办人取凭证', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T09:30+08:00') })
  afterAll(() => hall?.close())

  const lines = async (q?: string, desk = 'supply') => ok(await (await hall.as('clerk')).get(`/api/v1/window?desk=${desk}${q ? `&q=${encodeURIComponent(q)}` : ''}`)).items as { id: string; until: string | null }[]
  /** bytes put under an owner, as the window's scanner does */
  const scan = async (who: string, owner: string | null, words: string) => {
    const bytes = Buffer.from(`%PDF-1.7 ${words}`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { token } = ok(await (await hall.as('nobody')).post('/api/v1/session', { person: who, bearer: true }))
    const answer = await fetch(`${hall.url}/api/v1/files/${sha256}?name=a.pdf${owner ? `&owner=${owner}` : ''}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' }, body: bytes })
    return { sha256, status: answer.status }
  }
  const noticed = async (key = 'real-estate-transfer') => {
    const { id, number } = await file(await hall.as('liu'), key, { channel: 'selfService', form: { statement: '改成她的名字' } })
    const clerk = await hall.as('clerk')
    await checkAll(hall, id, { certificate: 'missing' })
    const said = { explanations: { statement: '写明因买卖，由谁登记到谁名下' } }
    const done = ok(await act(clerk, id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'certificate', problem: 'missing' }, { kind: 'field', id: 'statement', problem: 'faulty' }] }, said))
    return { id, number, clerk, notice: done.documents[0] as { id: string; number: string } }
  }

  it('等补正的件：按编号、告知书上的码、文号、姓名都找得到；姓名要完整', async () => {
    const { id, number, notice } = await noticed()
    for (const q of [undefined, number, number.slice(-6), `https://hall.example/check?n=${notice.id}`, notice.number, '刘建平']) expect((await lines(q)).map((l) => l.id), q ?? 'all').toContain(id)
    // another case's number, whatever this one ends with
    const other = id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')
    for (const q of ['刘建', '王建平', `https://hall.example/check?n=${other}`]) expect((await lines(q)).map((l) => l.id), q).not.toContain(id)
    expect((await lines(number)).find((l) => l.id === id)!.until).toBe('2021-01-18')
    expect((await lines(number, 'intake')).map((l) => l.id)).not.toContain(id)
  })

  it('先带来一样：出接收凭证，写明还缺什么；第二次告知不行；都补齐当场受理', async () => {
    const { id, clerk } = await noticed()
    const asked = ok(await clerk.get(`/api/v1/cases/${id}`)).notice.items
    expect(asked.map((i: { id: string; how: string; supplied: boolean }) => [i.id, i.supplied])).toEqual([['certificate', false], ['statement', false]])
    expect(asked[1].how).toBe('写明因买卖，由谁登记到谁名下')
    const part = ok(await act(clerk, id, 'supply', { items: ['certificate'], materials: { certificate: 'original' } }))
    expect(part.state).toBe('correction')
    const receipt = (await documentsOf(hall, id)).at(-1)!
    expect(receipt).toMatchObject({ template: 'P01', data: { materials: [{ name: '不动产权证书原件', form: '原件' }] } })
    expect(receipt.data.next.join()).toContain('还缺：登记原因的表述')
    refused(await act(clerk, id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'contract', problem: 'missing' }] }), 'E-XK-03')
    refused(await act(clerk, id, 'supply', { items: ['contract'] }), 'XK-03')
    const done = ok(await act(clerk, id, 'supply', { items: ['statement'] }, { form: { statement: '因买卖，申请转移登记至买方单独所有' } }))
    expect(done).toMatchObject({ state: 'accepted' })
    expect(done.documents.map((d: { template: string }) => d.template)).toEqual(['P01', 'P04'])
    // each paper has a number of its own
    expect(new Set((await documentsOf(hall, id)).map((d) => d.number)).size).toBe(5)
  })

  it('容缺受理后补交：在同一个列表里，补齐就离开', async () => {
    const { id } = await file(await hall.as('chen'), 'food-business')
    const clerk = await hall.as('clerk')
    await checkAll(hall, id, { rules: 'missing' })
    ok(await act(clerk, id, 'acceptTolerant', { missing: ['rules'], supplyBy: '2020-12-28' }, { commitment: strokes }))
    expect(await lines('陈守田')).toMatchObject([{ id, until: '2020-12-28' }])
    expect(ok(await clerk.get(`/api/v1/cases/${id}`)).tolerated).toMatchObject({ until: '2020-12-28', items: [{ id: 'rules', supplied: false }] })
    const done = ok(await act(clerk, id, 'supplyTolerated', { items: ['rules'], materials: { rules: 'original' } }))
    expect(done.documents.map((d: { template: string }) => d.template)).toEqual(['P01'])
    expect(await lines('陈守田')).toEqual([])
  })

  it('一件事补正后：补齐的先受理，其余的一起受理，整件有承诺', async () => {
    const liu = await hall.as('liu')
    const clerk = await hall.as('clerk')
    const answers = { ownership: 'single', utilities: 'no' }
    const plan = await planOf(liu, 'bundle', 'flat-transfer', answers)
    const bundle = ok(await liu.post('/api/v1/bundles', { bundle: 'flat-transfer', channel: 'selfService', answers, form: formOf(plan), materials: materialsOf(plan) }))
    const transfer = bundle.cases.find((c: { item: string }) => c.item === 'real-estate-transfer').id
    for (const c of bundle.cases) await checkAll(hall, c.id, c.id === transfer ? { certificate: 'missing' } : {})
    ok(await clerk.post(`/api/v1/bundles/${bundle.id}/oneTimeNotice`, { cases: { [transfer]: [{ kind: 'material', id: 'certificate', problem: 'missing' }] } }))
    ok(await act(clerk, transfer, 'supply', { items: ['certificate'], materials: { certificate: 'original' } }))
    expect(ok(await clerk.get(`/api/v1/bundles/${bundle.id}`)).acceptedAt).toBeNull()
    ok(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`))
    const after = ok(await clerk.get(`/api/v1/bundles/${bundle.id}`))
    expect(after.acceptedAt).not.toBeNull()
    expect(after.due).not.toBeNull()
    refused(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`), 'E-STATE')
  })

  it('备案信息不齐：指导补充没有期限，补齐的一刻就备案', async () => {
    const factory = await hall.as('factory')
    const plan = await planOf(factory, 'item', 'project-filing', {})
    const { investment: _, ...form } = formOf(plan) as Record<string, unknown>
    const clerk = await hall.as('clerk')
    const person = ok(await clerk.post('/api/v1/people/find', { idNumber: '411002197608192138' }))
    const { id, state } = ok(await clerk.post('/api/v1/cases', { item: 'project-filing', channel: 'window', applicant: person.id, form, materials: materialsOf(plan) }))
    expect(state).toBe('received')
    refused(await act(clerk, id, 'file'), 'MOD-07')
    const told = ok(await act(clerk, id, 'guideCorrection', { items: [{ kind: 'field', id: 'investment', problem: 'missing' }] }))
    const p02 = (await documentsOf(hall, id)).find((d) => d.template === 'P02')!
    expect(p02.data.period).toBeUndefined()
    expect((await clerk.pdf(`/api/v1/cases/${id}/documents/${told.documents[0].id}`)).subarray(0, 5).toString()).toBe('%PDF-')
    const done = ok(await act(clerk, id, 'supply', { items: ['investment'] }, { form: { investment: '1000000' } }))
    expect(done.state).toBe('filed')
    expect(done.documents.map((d: { template: string }) => d.template)).toEqual(['P01', 'P15'])
  })

  it('窗口扫描的文件归申请人；办这一件的看得到，件不在大厅了，别的窗口看不到', async () => {
    const { id, clerk } = await noticed()
    const { applicantId } = ok(await clerk.get(`/api/v1/cases/${id}`))
    const { sha256, status } = await scan('clerk', applicantId, '权属证书')
    expect(status).toBe(200)
    // a file of the clerk's own is nobody's material
    const own = await scan('clerk', null, '窗口自己的')
    expect((await clerk.post(`/api/v1/cases/${id}/materials`, { material: 'certificate', sha256: own.sha256, name: 'a.pdf' })).status).toBe(404)
    ok(await clerk.post(`/api/v1/cases/${id}/materials`, { material: 'certificate', sha256, name: 'a.pdf' }))
    const { rows } = await hall.database.app.query<{ owner: string }>(`select owner from casework.material where city = '411000' and case_id = $1`, [id])
    expect(rows).toEqual([{ owner: applicantId }])
    const at = `/api/v1/files/${sha256}?owner=${applicantId}`
    const seen = async (who: string) => (await (await hall.as(who)).get(at)).status
    expect([await seen('liu'), await seen('clerk'), await seen('clerk2'), await seen('chen')]).toEqual([200, 200, 200, 404])
    ok(await act(clerk, id, 'supply', { items: ['certificate', 'statement'], materials: { certificate: 'original' } }, { form: { statement: '因买卖，申请转移登记至买方单独所有' } }))
    expect([await seen('liu'), await seen('clerk'), await seen('clerk2'), await seen('counter'), await seen('examiner.registry')]).toEqual([200, 200, 404, 404, 200])
  })

  it('帮办人在委托期间能取本次提交的凭证；别人、别的文书、委托到期，都查无', async () => {
    const helper = await hall.as('helper')
    const { id, papers } = await assisted(helper)
    expect(papers.map((d) => d.template).sort()).toEqual(['P01', 'P16'])
    for (const d of papers) expect((await helper.pdf(`/api/v1/assistances/${id}/documents/${d.id}`)).subarray(0, 5).toString()).toBe('%PDF-')
    const paper = `/api/v1/assistances/${id}/documents/${papers[0]!.id}`
    for (const who of ['liu', 'clerk']) expect((await (await hall.as(who)).get(paper)).status, who).toBe(403)
    const { rows } = await hall.database.app.query<{ case_id: string }>(`select case_id from kernel.document where city = '411000' and id = $1`, [papers[0]!.id])
    const c = rows[0]!.case_id
    await checkAll(hall, c)
    const accepted = ok(await act(await hall.as('clerk'), c, 'accept'))
    expect((await helper.get(`/api/v1/assistances/${id}/documents/${accepted.documents[0].id}`)).status).toBe(404)
    expect((await helper.get(`/api/v1/cases/${c}/documents/${papers[0]!.id}`)).status).toBe(404)
    await hall.at('2020-12-25T17:00')
    expect((await helper.get(paper)).status).toBe(404)
    expect(ok(await helper.get(`/api/v1/assistances/${id}`)).papers).toEqual([])
  })

  /** an application that the helper filled in, read back, confirmed and sent */
  async function assisted(helper: Person): Promise<{ id: string; papers: { id: string; template: string }[] }> {
    const { id } = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表'], hours: 4 }))
    const plan = await planOf(helper, 'item', 'food-business', {})
    const answers = Object.fromEntries(plan.members.flatMap((m) => m.questions.map((q) => [q.id, q.options[0]!.value])))
    const whole = await planOf(helper, 'item', 'food-business', answers)
    ok(await helper.post(`/api/v1/assistances/${id}/draft`, { kind: 'item', key: 'food-business', answers, form: formOf(whole), materials: materialsOf(whole) }, { method: 'PUT' }))
    const { code } = ok(await helper.post(`/api/v1/assistances/${id}/readback`))
    const screen = await hall.as('nobody')
    const shown = ok(await screen.get(`/api/v1/readback/${code}`))
    for (const g of shown.groups) ok(await screen.post(`/api/v1/readback/${code}`, { group: g.key, verdict: 'right' }))
    ok(await screen.post(`/api/v1/readback/${code}/confirm`, { shown: shown.shown, signature: { ...strokes, shown: shown.shown } }))
    ok(await helper.post(`/api/v1/assistances/${id}/submit`))
    return { id, papers: ok(await helper.get(`/api/v1/assistances/${id}`)).papers }
  }
})

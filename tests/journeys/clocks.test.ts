import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, act, checkAll, clockOf, documentsOf, file, ok, refused, staffOf, strokes } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** Time as the law counts it, around the Spring Festival of 2021 (law.md 7.2 example A; XK-02, 04, 07, 10; MOD-02; G-03). */
describe('期限', () => {
  let hall: CityHall
  const key = 'forest-seed-licence'
  const sell = { answers: { activity: 'sell' } }
  const ids: Record<'online' | 'silent' | 'noticed' | 'tolerant' | 'extended' | 'paused' | 'overdue', string> = {} as never
  beforeAll(async () => { hall = await openHall('2020-12-31T20:00+08:00') })
  afterAll(() => hall?.close())
  const see = async (id: string) => ok(await (await hall.as('chen')).get(`/api/v1/cases/${id}`))
  const templates = async (id: string) => (await documentsOf(hall, id)).map((d) => d.template)
  const examiner = () => hall.as('examiner.yanling-forestry')
  const head = () => hall.as('head.yanling-forestry')

  it('年底晚上八点网上提交：首次反馈到 2021-01-04，元旦不算', async () => {
    ids.online = (await file(await hall.as('chen'), key, sell)).id
    const view = await see(ids.online)
    expect(clockOf(view, 'firstResponse')).toMatchObject({ start: '2020-12-31', due: '2021-01-04' })
    expect(clockOf(view, 'correctionNotice').due).toBe('2021-01-08')
    const { derivation } = ok(await (await hall.as('chen')).get(`/api/v1/cases/${ids.online}/clocks/firstResponse`))
    expect(derivation.days.filter((d: { skipped?: string }) => d.skipped).map((d: { date: string }) => d.date)).toEqual(expect.arrayContaining(['2021-01-01', '2021-01-02', '2021-01-03']))
  })

  it('2021-02-08 收件；春节放假不算，2021-02-20 补班的星期六算', async () => {
    await hall.at('2021-02-08T10:00')
    const chen = await hall.as('chen')
    const clerk = await hall.as('clerk')
    ids.silent = (await file(chen, key, { ...sell, channel: 'selfService' })).id
    ids.noticed = (await file(chen, key, { ...sell, channel: 'selfService' })).id
    ids.tolerant = (await file(chen, key, { ...sell, channel: 'selfService' })).id
    for (const name of ['extended', 'paused', 'overdue'] as const) ids[name] = await accepted(hall, chen, key, { ...sell, channel: 'selfService' })

    const inspectors = await staffOf(await head(), 'yanling-forestry')
    for (const name of ['extended', 'paused', 'overdue'] as const) {
      expect(clockOf(await see(ids[name]), 'assignInspectors').due).toBe('2021-02-20')
      ok(await act(await head(), ids[name], 'assignInspectors', { inspectors }))
    }
    expect(clockOf(await see(ids.silent), 'correctionNotice').due).toBe('2021-02-20')
    await checkAll(hall, ids.noticed, { sitePhotos: 'missing' })
    ok(await act(clerk, ids.noticed, 'oneTimeNotice', { items: [{ kind: 'material', id: 'sitePhotos', problem: 'missing' }], periodDays: 5 }))
    expect(clockOf(await see(ids.noticed), 'correctionPeriod')).toMatchObject({ due: '2021-02-20', n: 5 })
    expect(await templates(ids.noticed)).toEqual(['P01', 'P02'])

    await checkAll(hall, ids.tolerant, { technicianProof: 'missing' })
    refused(await act(clerk, ids.tolerant, 'acceptTolerant', { missing: ['technicianProof'], supplyBy: '2021-02-12' }, { commitment: strokes }), 'MOD-02')
    refused(await act(clerk, ids.tolerant, 'acceptTolerant', { missing: ['technicianProof'], supplyBy: '2021-02-18' }), 'MOD-02')
    ok(await act(clerk, ids.tolerant, 'acceptTolerant', { missing: ['technicianProof'], supplyBy: '2021-02-18' }, { commitment: strokes }))
    expect(await templates(ids.tolerant)).toEqual(['P01', 'P05'])
    expect(clockOf(await see(ids.overdue), 'decision')).toMatchObject({ due: '2021-03-12', n: 20 })
  })

  it('放假安排：2月11日至17日休息，20日上班', async () => {
    const clock = await (await hall.as('nobody')).get('/api/v1/clock')
    expect(clock.body).toMatchObject({ today: '2021-02-08', workday: true, moved: true })
    await hall.at('2021-02-11T09:00')
    expect((await (await hall.as('nobody')).get('/api/v1/clock')).body.workday).toBe(false)
  })

  it('去年底那件没人告知：视为自 2020-12-31 受理，受理通知书照出', async () => {
    const view = await see(ids.online)
    expect(view).toMatchObject({ state: 'accepted', acceptedOn: '2020-12-31' })
    expect(await templates(ids.online)).toEqual(['P01', 'P04'])
    const p04 = (await documentsOf(hall, ids.online))[1]!
    expect(p04.data).toMatchObject({ acceptedOn: '2020-12-31', issuedOn: '2021-01-09' })
  })

  it('容缺材料到 2月18日没有补交：19日零点按撤回处理', async () => {
    await hall.at('2021-02-18T23:59')
    expect((await see(ids.tolerant)).state).toBe('accepted')
    refused(await act(await examiner(), ids.tolerant, 'grant'), /MOD-02|XK-12/)
    await hall.at('2021-02-19T00:00')
    expect(await see(ids.tolerant)).toMatchObject({ state: 'withdrawn', closed: true, lamp: 'none' })
    refused(await act(await hall.as('chen'), ids.tolerant, 'supplyTolerated', { items: ['technicianProof'] }), 'E-STATE')
  })

  it('20日还能告知、还能补正；21日零点起视为受理、视为放弃', async () => {
    await hall.at('2021-02-20T23:59')
    expect((await see(ids.silent)).state).toBe('received')
    expect((await see(ids.noticed)).state).toBe('correction')
  })

  it('后台处理晚了三天，也没有人因此多得时间', async () => {
    await hall.clock.advance('2021-02-24T09:00')
    const before = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from casework.act where city = '411000' and case_id = any($1) and type in ('deemAccept', 'abandon')`, [[ids.silent, ids.noticed]])
    expect(before.rows[0]!.n).toBe(0)
    const silent = await see(ids.silent)
    expect(silent).toMatchObject({ state: 'accepted', acceptedOn: '2021-02-08' })
    expect(clockOf(silent, 'decision')).toMatchObject({ start: '2021-02-08', due: '2021-03-12' })
    expect((await see(ids.noticed)).state).toBe('abandoned')
    refused(await act(await hall.as('clerk'), ids.silent, 'oneTimeNotice', { items: [{ kind: 'material', id: 'sitePhotos', problem: 'missing' }] }), 'XK-02')
    refused(await act(await hall.as('chen'), ids.noticed, 'supply', { items: ['sitePhotos'] }), 'E-STATE')

    expect(await hall.app.runDue()).toBe(2)
    expect(await hall.app.runDue()).toBe(0)
    expect(await see(ids.silent)).toMatchObject({ state: 'accepted', acceptedOn: '2021-02-08' })
    const { rows } = await hall.database.app.query<{ type: string; at: string; effective_on: string; actor_code: string }>(
      `select type, at, effective_on::text, actor_code from casework.act where city = '411000' and case_id = any($1) and type in ('deemAccept', 'abandon') order by type`, [[ids.silent, ids.noticed]])
    expect(rows).toEqual([
      { type: 'abandon', at: '2021-02-21T00:00:00.000+08:00', effective_on: '2021-02-21', actor_code: 'SYS' },
      { type: 'deemAccept', at: '2021-02-21T00:00:00.000+08:00', effective_on: '2021-02-08', actor_code: 'SYS' },
    ])
    expect(await templates(ids.silent)).toEqual(['P01', 'P04'])
    // giving up is no refusal: no document of denial, and he may apply again the same day
    expect(await templates(ids.noticed)).toEqual(['P01', 'P02'])
    expect((await file(await hall.as('chen'), key, sell)).id).toBeDefined()
  })

  it('专家评审书面告知后停表，取得结果后接着算：3月12日变成3月19日', async () => {
    const id = ids.paused
    ok(await act(await examiner(), id, 'takeUp'))
    const told = ok(await act(await examiner(), id, 'suspend', { kind: '专家评审', days: 5, notified: true }))
    expect(told.documents.map((d: { template: string }) => d.template)).toEqual(['P07'])
    const stopped = await see(id)
    expect(stopped).toMatchObject({ state: 'special', lamp: 'paused' })
    expect(clockOf(stopped, 'decision').status).toBe('paused')
    refused(await act(await head(), id, 'grant'), /E-STATE|E-XK-11/)
    await hall.at('2021-03-02T15:00')
    ok(await act(await examiner(), id, 'resume', { resultOn: '2021-03-02' }))
    // 02-24 to 03-02, both days included, are five working days
    expect(clockOf(await see(id), 'decision')).toMatchObject({ status: 'running', due: '2021-03-19' })
    const { derivation } = ok(await (await hall.as('chen')).get(`/api/v1/cases/${id}/clocks/decision`))
    expect(JSON.stringify(derivation)).toContain('专家评审')
    expect((await documentsOf(hall, id)).find((d) => d.template === 'P07')!.data).toMatchObject({ kind: '专家评审', needed: '5个工作日', from: '2021-02-24' })
  })

  it('延期一次，十个工作日以内，负责人批准，到期之前', async () => {
    const id = ids.extended
    refused(await act(await head(), id, 'extend', { days: 10 }, { reason: '' }), 'E-XK-07')
    refused(await act(await head(), id, 'extend', { days: 11 }, { reason: '需补充核查' }), 'E-XK-07')
    expect((await act(await examiner(), id, 'extend', { days: 10 }, { reason: '需补充核查' })).status).toBe(403)
    refused(await act(await hall.as('gov.yanling'), id, 'extend', { days: 10 }, { reason: '需补充核查' }), 'E-XK-07')
    await hall.at('2021-03-12T16:00')
    ok(await act(await head(), id, 'extend', { days: 10 }, { reason: '需补充核查育苗用地' }))
    expect(clockOf(await see(id), 'decision').due).toBe('2021-03-26')
    // the law's day moved, the promise did not, and the line says which of the two its lamp is about
    const view = await see(id)
    expect(view.extended).toEqual({ on: '2021-03-12', days: 10, previousDue: '2021-03-12' })
    const first = view.clocks.filter((c: { status: string }) => c.status === 'running').sort((a: { due: string }, b: { due: string }) => (a.due < b.due ? -1 : 1))[0]
    expect([view.due, view.lampFor.name]).toEqual([first.due, first.name])
    refused(await act(await head(), id, 'extend', { days: 5 }, { reason: '再延' }), 'E-XK-07')
    expect((await documentsOf(hall, id)).find((d) => d.template === 'P08')!.data).toMatchObject({
      reason: '需补充核查育苗用地', previousDue: '2021-03-12', extension: { due: '2021-03-26', words: '10个工作日' }, approvedBy: { on: '2021-03-12' },
    })
  })

  it('过了 3月12日没有决定：红灯，不能再延，不能再停，更不会自动准予', async () => {
    const id = ids.overdue
    expect((await see(id)).lamp).not.toBe('red')
    await hall.at('2021-03-13T00:00')
    expect(await see(id)).toMatchObject({ state: 'accepted', lamp: 'red' })
    refused(await act(await head(), id, 'extend', { days: 10 }, { reason: '来不及' }), 'E-XK-07')
    refused(await act(await examiner(), id, 'suspend', { kind: '专家评审', days: 5, notified: true }), 'XK-10')
    const queue = ok(await (await examiner()).get('/api/v1/queue?lamp=red')).items
    expect(queue.map((l: { id: string }) => l.id)).toContain(id)
    // extended by law, not by promise: the limit still runs, what was promised to the person is missed
    const other = await see(ids.extended)
    expect([clockOf(other, 'decision').lamp, clockOf(other, 'promise').lamp]).toEqual(['green', 'red'])
    await hall.at('2021-04-30T09:00')
    expect(await see(id)).toMatchObject({ state: 'accepted', decidedOn: null, licences: [] })
  })

  it('重放：按原记录算出来的状态和时限，和现在看到的一样', async () => {
    const { rows } = await hall.database.app.query<{ id: string; state: string; due: string | null; seq: number; acts: number }>(
      `select id, state, due::text, seq, (select count(*)::int from casework.act a where a.city = c.city and a.case_id = c.id) as acts from casework.cases c where city = '411000' order by id`)
    expect(rows.length).toBeGreaterThanOrEqual(8)
    for (const r of rows) {
      const view = await see(r.id)
      expect([view.state, view.seq, view.due], r.id).toEqual([r.state, r.acts, r.due])
    }
  })
})

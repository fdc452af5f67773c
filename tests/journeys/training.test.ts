import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ok, refused } from './desk.ts'
import { openHall, said, type CityHall, type Person } from './hall.ts'

/* A course, its batch, who signs in and who does not, the hours of the year; the law study of two leadership teams (ZJ-04, KH-06). */

let hall: CityHall
let supervisor: Person
beforeAll(async () => {
  hall = await openHall('2020-12-25T08:10+08:00')
  supervisor = await hall.as('supervisor')
})
afterAll(() => hall?.close())

const at = '/api/v1/training'
const devices = new Map<string, string>()
const deviceOf = (person: string): string => devices.get(person) ?? (devices.set(person, randomUUID()), devices.get(person)!)
const sign = async (person: string, c: string, device = deviceOf(person)) => (await hall.as(person)).post(`${at}/sign`, { c, device })
/** what the room's screen shows now */
const screen = async (batch: string, kind: 'in' | 'out' = 'in') => ok(await supervisor.get(`${at}/batches/${batch}/screen?kind=${kind}`))
const tokenOf = async (batch: string, kind: 'in' | 'out' = 'in'): Promise<string> => new URL((await screen(batch, kind)).link).searchParams.get('c')!
const idOf = async (key: string): Promise<string> => (await hall.database.app.query<{ id_number: string }>(`select id_number from directory.person where city = '411000' and key = $1`, [key])).rows[0]!.id_number
const seatOf = async (batch: string, key: string) => {
  const tail = (await idOf(key)).slice(-4)
  return ok(await supervisor.get(`${at}/batches/${batch}/seats?q=${tail}`)).items[0]
}
const journal = async (type: string): Promise<number> => (await hall.database.app.query(`select 1 from journal.entry where city = '411000' and type = $1`, [type])).rowCount

async function planned(course: object, batch: object): Promise<{ course: string; id: string }> {
  const c = ok(await supervisor.post(`${at}/courses`, course))
  const b = ok(await supervisor.post(`${at}/batches`, { course: c.id, place: '三楼会议室', address: '建安大道2号', capacity: 2, ...batch }))
  ok(await supervisor.post(`${at}/batches/${b.id}/open`))
  return { course: c.id, id: b.id }
}

let batch: string
describe('一期培训', () => {
  it('安排在过去的、时间不够的不行；安排好、开放报名', async () => {
    const course = ok(await supervisor.post(`${at}/courses`, { title: '行政强制法', kind: 'professional', laws: ['行政强制法'], hours: 4 }))
    const wrong = await supervisor.post(`${at}/batches`, { course: course.id, place: '三楼会议室', address: '建安大道2号', capacity: 2, startsAt: '2020-12-24T09:00', endsAt: '2020-12-24T10:00' })
    expect(refused(wrong, 'ZJ-04').findings.map((f) => f.message).join()).toMatch(/已经过去.*至少要180分钟/)
    batch = ok(await supervisor.post(`${at}/batches`, { course: course.id, place: '三楼会议室', address: '建安大道2号', capacity: 2, startsAt: '2020-12-28T09:00', endsAt: '2020-12-28T12:00' })).id
    const admin = await hall.as('bodyAdmin.market')
    refused(await admin.post(`${at}/organs/market/batches/${batch}/enrol`, { all: 'everybody' }), 'E-STATE')
    expect(ok(await supervisor.post(`${at}/batches/${batch}/open`)).state).toBe('open')
    refused(await supervisor.post(`${at}/batches/${batch}/open`), 'E-STATE')
    expect((await admin.post(`${at}/batches/${batch}/open`)).status).toBe(403)
  })

  it('单位给自己的人报名：名单逐行说明，别的单位的人不行；满了就候补，有人退出依次递补', async () => {
    const market = await hall.as('bodyAdmin.market')
    const csv = `姓名,身份证号\n魏建国,${await idOf('officer.market')}\n某人,411002198205121930\n周晓东,${await idOf('officer.police')}\n魏建民,${await idOf('officer2.market')}`
    const listed = ok(await market.post(`${at}/organs/market/batches/${batch}/enrol`, { csv }))
    expect(listed).toMatchObject({ enrolled: 1, waiting: 0 })
    expect(listed.errors.map((e: { line: number; message: string }) => `${e.line} ${e.message}`)).toEqual([expect.stringMatching(/^3 身份证号/), '4 本单位没有这个身份证号的执法人员', '5 姓名与登记的不一致，请核对'])
    expect(ok(await market.post(`${at}/organs/market/batches/${batch}/enrol`, { all: 'everybody' }))).toMatchObject({ enrolled: 1, already: 1 })
    const police = await hall.as('bodyAdmin.police')
    expect((await police.post(`${at}/organs/market/batches/${batch}/enrol`, { all: 'everybody' })).status).toBe(404)
    expect(ok(await police.post(`${at}/organs/police/batches/${batch}/enrol`, { all: 'short' }))).toMatchObject({ enrolled: 0, waiting: 1 })
    expect(ok(await (await hall.as('officer.police')).get(`${at}/batches/${batch}`)).mine).toBe('waiting')
    expect(ok(await (await hall.as('officer2.market')).post(`${at}/batches/${batch}/leave`)).dropped).toBe(true)
    expect(ok(await (await hall.as('officer.police')).get(`${at}/batches/${batch}`)).mine).toBe('enrolled')
    expect((await (await hall.as('chen')).get(`${at}/batches/${batch}`)).status).toBe(403)
  })

  it('没到时间的不能签；本人用会场现在的码签到算数，编造的码、别人的手机、不在名单上的不行', async () => {
    expect((await screen(batch)).closed).toContain('08:30')
    await hall.at('2020-12-28T08:40+08:00')
    // the same code said to be of yesterday, or of the way out (what is old and rightly made is in code.test.ts)
    const token = await tokenOf(batch)
    const [room, , slot, mac] = token.split('.') as [string, string, string, string]
    refused(await sign('officer.market', [room, 'i', (Number.parseInt(slot, 36) - 3456).toString(36), mac].join('.')), 'trainingAttendance#place')
    refused(await sign('officer.market', [room, 'o', slot, mac].join('.')), 'trainingAttendance#place')
    const signed = ok(await sign('officer.market', token))
    expect(signed).toMatchObject({ kind: 'in', hours: null, batch: { present: 1 } })
    // again, with the typed number: nothing changes
    expect(ok(await sign('officer.market', (await screen(batch)).code)).at).toBe(signed.at)
    refused(await sign('officer2.market', await tokenOf(batch)), 'trainingAttendance#listed')
    refused(await sign('officer.police', await tokenOf(batch), deviceOf('officer.market')), 'trainingAttendance#one-device')
    refused(await sign('officer.police', '000000'), /trainingAttendance#place/)
    ok(await sign('officer.police', await tokenOf(batch)))
    expect(await journal('credentials.training.signedIn')).toBe(2)
    expect(await journal('credentials.refused')).toBeGreaterThanOrEqual(4)
  })

  it('签到的不是本人的，组织者写明原因撤销；查验身份证后才能补签；撤销的自己不能再签', async () => {
    // a photograph of the credential, where there is one, stands beside the name
    const person = (await hall.database.app.query<{ id: string }>(`select id from directory.person where key = 'officer.police'`)).rows[0]!.id
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
    const { sha256 } = await hall.app.http.files.receive(person, Readable.from([png]), { name: '照片.png' })
    const seat = await seatOf(batch, 'officer.police')
    expect(seat.photo).toBe(false)
    const photo = `${at}/batches/${batch}/seats/${seat.learner}/photo`
    expect((await supervisor.get(photo)).status).toBe(404)
    await hall.database.app.query(
      `with b as (insert into credentials.body (city, id, name, uscc, kind, level, status, organ) values ('411000', $1, '许昌市公安局', 'U', 'organ', 'city', 'active', 'police'))
       insert into credentials.holder (city, id, list, body, person, name, id_number, state, state_on, code, photo) values ('411000', $2, 'officer', $1, $3, '周晓东', $4, 'VALID', '2020-01-01', 'code', decode($5, 'hex'))`,
      [randomUUID(), randomUUID(), person, await idOf('officer.police'), sha256])
    expect((await seatOf(batch, 'officer.police')).photo).toBe(true)
    expect((await supervisor.pdf(photo)).equals(png)).toBe(true)
    expect((await (await hall.as('bodyAdmin.police')).get(photo)).status).toBe(403)
    expect((await supervisor.post(`${at}/batches/${batch}/strike`, { learner: seat.learner, reason: '' })).status).toBe(422)
    expect(ok(await supervisor.post(`${at}/batches/${batch}/strike`, { learner: seat.learner, reason: '照片与本人不符' }))).toMatchObject({ struck: true, hours: 0 })
    refused(await sign('officer.police', await tokenOf(batch)), 'trainingAttendance#order')
    refused(await supervisor.post(`${at}/batches/${batch}/present`, { learner: seat.learner, kind: 'in', idTail: '0000' }), 'attendance#card')
    expect(await journal('credentials.training.struck')).toBe(1)
  })

  it('签到又签退才有学时；到12月31日谁还差，按单位看得到', async () => {
    refused(await sign('officer.market', await tokenOf(batch, 'out')), 'trainingAttendance#window')
    await hall.at('2020-12-28T12:01+08:00')
    expect(ok(await sign('officer.market', await tokenOf(batch, 'out'))).hours).toBe(4)
    const mine = ok(await (await hall.as('officer.market')).get(`${at}/mine`))
    expect(mine.standing).toMatchObject({ year: 2020, hours: 46, required: 60, short: 14, lamp: 'yellow' })
    expect(mine.record.map((r: { title: string; hours: number }) => `${r.title} ${r.hours}`)).toContain('行政强制法 4')
    const own = ok(await (await hall.as('bodyAdmin.market')).get(`${at}/organs/market/people?only=short`))
    expect(own.items.map((p: { name: string; short: number }) => `${p.name} ${p.short}`)).toEqual(['魏建国 14'])
    expect(own).toMatchObject({ people: 2, done: 1 })
    expect((await (await hall.as('bodyAdmin.police')).get(`${at}/organs/market/people`)).status).toBe(404)
    await hall.at('2020-12-31T09:00+08:00')
    const progress = ok(await supervisor.get(`${at}/progress`))
    expect(progress.items.find((u: { organ: string }) => u.organ === 'market')).toMatchObject({ people: 2, done: 1, short: 1, lamp: 'red' })
    expect(ok(await supervisor.get(`${at}/short?organ=police`)).items).toMatchObject([{ name: '周晓东', hours: 54, short: 6, lamp: 'red' }])
    // closed by time, on record
    expect(ok(await supervisor.get(`${at}/batches/${batch}`))).toMatchObject({ state: 'closed', seq: 4 })
    const csv = await supervisor.get(`${at}/export?format=csv`)
    expect(csv.body).toMatch(/魏建国,4110\S*1938,2020,46,60,14/)
    expect((await supervisor.get(`${at}/export`)).status).toBe(200)
  })

  it('平台以外的学时按名单录入，逐行说明错误', async () => {
    const taken = ok(await supervisor.post(`${at}/credits`, { source: '省厅轮训', csv: `身份证号,年度,学时\n${await idOf('officer.police')},2019,62\n${await idOf('chen')},2019,9\n${await idOf('officer.police')},19,62` }))
    expect(taken).toMatchObject({ taken: 1, errors: [{ line: 3, message: '没有这个身份证号的执法人员' }, { line: 4 }] })
    expect(await hall.app.credentials.training.hoursOf(hall.database.app, [await idOf('officer.police'), 'x'], 2019)).toEqual(new Map([[await idOf('officer.police'), 62], ['x', 0]]))
  })
})

describe('领导干部学法', () => {
  it('本人到两次的绿灯，派人代会的不计，到12月31日亮红灯', async () => {
    const lectures = []
    for (const [n, hour] of [['一', '13'], ['二', '16']] as const)
      lectures.push((await planned({ title: `法治讲座（${n}）`, kind: 'leaders', laws: ['行政诉讼法'], hours: 2 }, { startsAt: `2020-12-31T${hour}:00`, endsAt: `2020-12-31T${Number(hour) + 2}:00`, capacity: 20 })).id)
    for (const id of lectures) expect(ok(await supervisor.post(`${at}/batches/${id}/enrol`, { teams: ['market', 'police'] })).enrolled).toBeGreaterThanOrEqual(2)
    for (const [i, id] of lectures.entries()) {
      await hall.at(`2020-12-31T${i ? '15:50' : '12:50'}+08:00`)
      ok(await sign('head.market', await tokenOf(id)))
      const away = ok(await supervisor.get(`${at}/batches/${id}/seats`)).items.filter((s: { organ: string }) => s.organ === 'police')
      for (const s of away) expect(ok(await supervisor.post(`${at}/batches/${id}/present`, { learner: s.learner, kind: 'in', substitute: true })).substitute).toBe(true)
      await hall.at(`2020-12-31T${i ? '18:00' : '15:00'}+08:00`)
      const out = await sign('head.market', await tokenOf(id, 'out'))
      expect(ok(out).hours, said(out)).toBe(2)
    }
    const head = await seatOf(lectures[0]!, 'head.market')
    expect(ok(await supervisor.post(`${at}/batches/${lectures[0]}/result`, { learner: head.learner, score: 92 })).score).toBe(92)
    const market = ok(await (await hall.as('head.market')).get(`${at}/organs/market/study`))
    expect(market.team).toMatchObject({ lamp: 'green', held: 2, missing: 0 })
    expect(market.members.find((m: { attended: number }) => m.attended === 2).scores).toEqual([92])
    expect((await (await hall.as('head.market')).get(`${at}/organs/police/study`)).status).toBe(404)
    const police = ok(await (await hall.as('leader')).get(`${at}/organs/police/study`))
    expect(police.team).toMatchObject({ lamp: 'red', held: 0, missing: 2 })
    expect(police.lectures.map((l: { substitutes: number; counted: boolean }) => l.counted)).not.toContain(true)
    const all = ok(await (await hall.as('leader')).get(`${at}/study`))
    expect(all.teams.find((t: { organ: string }) => t.organ === 'market').lamp).toBe('green')
  })
})

describe('服务型行政执法示范点', () => {
  it('申报、核验、公示期满、命名；公示没有满的不行；撤销要写原因；到期自己失效', async () => {
    const admin = await hall.as('bodyAdmin.market')
    const point = ok(await admin.post(`${at}/organs/market/points`, { name: '花都市场监管所', place: '鄢陵县柏梁镇', text: '一年来的做法' }))
    const step = (body: object) => supervisor.post(`${at}/points/${point.id}/acts`, body)
    expect((await (await hall.as('bodyAdmin.police')).post(`${at}/organs/market/points`, { name: '某所', place: '某地', text: '材料' })).status).toBe(404)
    refused(await step({ type: 'publish' }), 'E-STATE')
    expect(ok(await step({ type: 'check', score: 92, text: '窗口规范' })).state).toBe('checked')
    await hall.at('2021-01-04T09:00+08:00')
    expect(ok(await step({ type: 'publish' })).noticeUntil).toBe('2021-01-11')
    await hall.at('2021-01-11T09:00+08:00')
    refused(await step({ type: 'name' }), 'demonstrationPoint#notice-over')
    await hall.at('2021-01-12T09:00+08:00')
    expect(ok(await step({ type: 'name' }))).toMatchObject({ state: 'named', validTo: '2024-01-12', recheckDue: '2022-01-12' })
    refused(await step({ type: 'withdraw' }), 'demonstrationPoint#reasoned')
    await hall.at('2024-01-13T09:00+08:00')
    expect(ok(await admin.get(`${at}/points`)).items[0].state).toBe('expired')
    const { rows } = await hall.database.app.query(`select type from credentials.act where city = '411000' and file = $1 order by seq`, [point.id])
    expect(rows.map((r) => r.type)).toEqual(['apply', 'check', 'publish', 'name', 'expire'])
  })
})

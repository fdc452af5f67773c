import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendar } from '../../law/calendar/index.ts'
import { createApp, type App } from '../../server/app.ts'
import { openClock, standingClock } from '../../server/kernel/clock.ts'
import { createJournal } from '../../server/kernel/journal/index.ts'
import { createLog } from '../../server/kernel/log.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { secretKey } from '../../server/kernel/secret.ts'
import { append } from '../../server/kernel/journal/index.ts'
import { imports as catalogue, minutesPerDay, readCity } from '../../server/modules/catalogue/index.ts'
import { imports as directory } from '../../server/modules/directory/index.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { act, checkAll, documentsOf, file, ok, refused, upload } from './desk.ts'
import { speaker, type CityHall, type Person } from './hall.ts'
import { enrol, market, officer } from './roster.ts'

/** A city that begins empty, in profile production: filled from lists, entered by password, and a licence at the end (deploy.md). */
describe('正式运行：从空库到发证', () => {
  const at = '2026-03-02T10:00:00.000+08:00'
  let database: TestDatabase
  let app: App
  let pack: string
  let hall: CityHall
  let taking: directory.Taking
  const passwords = new Map<string, string>()
  const chosen = (login: string) => `${login.length} 棵梧桐 Wutong 在巷口`

  beforeAll(async () => {
    const opened = await openTestDatabase()
    database = { ...opened, profile: 'production' }
    pack = mkdtempSync(join(tmpdir(), 'city-'))
    cpSync(join(projectRoot(), 'packs', 'xuchang'), pack, { recursive: true })
    const journal = createJournal({ city: database.city, key: secretKey(database.folders.keys, 'pseudonym') })
    taking = {
      db: database.app, city: database.city, day: at.slice(0, 10), now: Date.now(),
      note: (tx, type, person, next) => append(tx, database.city, [journal.prepare({ type, at, subject: { kind: 'person', id: person }, actor: { org: null, role: 'installer', person: null }, ...(next ? { next } : {}), digests: {} }, Date.now())]),
    }
  })
  afterAll(async () => {
    await app?.close()
    await database?.close()
    rmSync(pack, { recursive: true, force: true })
  })

  const list = async (kind: 'organs' | 'people' | 'posts', name: string, bytes: Buffer, more: Partial<directory.Taking> = {}) => {
    const headings = { organs: directory.organHeadings, people: directory.personHeadings, posts: directory.postHeadings }[kind]
    const sheet = await directory.readSheet(name, bytes, kind, headings)
    const rows = { organs: directory.organRows, people: directory.personRows, posts: directory.postRows }[kind](sheet)
    const done = await { organs: directory.takeInOrgans, people: directory.takeInPeople, posts: directory.takeInPosts }[kind]({ ...taking, ...more }, rows as never)
    for (const p of done.passwords) passwords.set(p.login, p.password)
    return done
  }
  const ofPack = (kind: 'organs' | 'people') => list(kind, `${kind}.yaml`, readFileSync(join(pack, `${kind}.yaml`)))

  it('不给城市设置、城市设置低于法定、要拨时钟，就不启动', async () => {
    const config = { city: database.city, folders: database.folders, host: '127.0.0.1', port: 0 }
    const log = createLog({ logLevel: 'silent' })
    await expect(createApp({ config, database, clock: standingClock(at), log })).rejects.toThrow('YICHUANG_PACK')
    await expect(createApp({ config: { ...config, pack: join(projectRoot(), 'packs', 'demo') }, database, clock: standingClock(at), log })).rejects.toThrow('990100')
    const city = readFileSync(join(pack, 'city.yaml'), 'utf8')
    writeFileSync(join(pack, 'city.yaml'), `${city}\ncredentials: {hours: 40}\n`)
    await expect(createApp({ config: { ...config, pack }, database, clock: standingClock(at), log })).rejects.toThrow('每人每年的培训学时不得少于60学时')
    writeFileSync(join(pack, 'city.yaml'), `${city}\ncredentials: {maxSuspensionMonths: 12, replyDays: 8}\n`)
    await expect(openClock({ db: database.app, city: database.city, profile: 'production', wanted: '2020-12-25T09:00', calendar: calendar() })).rejects.toThrow('不得设置 YICHUANG_CLOCK')
  })

  it('先设三名管理员：一个账号一个岗位，已有的账号不能兼', async () => {
    for (const [login, role] of [['sys.han', 'sysadmin'], ['sec.tian', 'secadmin'], ['audit.yu', 'auditor']] as const)
      passwords.set(login, await directory.createAdministrator(taking, { login, name: '管理员甲', role }))
    await expect(directory.createAdministrator(taking, { login: 'sys.han', name: '另一人', role: 'auditor' })).rejects.toThrow('不能加给已有的账号')
    await expect(directory.createAdministrator(taking, { login: 'admin', name: '某人', role: 'auditor' })).rejects.toThrow('人人猜得到')
    expect(await directory.missingAdministrators(database.app, database.city, '2026-03-02')).toEqual([])
    expect(await directory.missingAdministrators(database.app, database.city, '2026-03-01')).toHaveLength(3)
  })

  it('导入机关、人员、事项、一件事；再导入一次，什么都不变', async () => {
    expect(await ofPack('organs')).toMatchObject({ unchanged: 0, broken: [] })
    const people = await ofPack('people')
    expect(people).toMatchObject({ broken: [], unchanged: 0, passwords: expect.objectContaining({ length: people.added }) })
    const o: catalogue.TakingTerms = { db: database.app, city: database.city, at, now: Date.now(), journal: createJournal({ city: database.city, key: secretKey(database.folders.keys, 'pseudonym') }), officeMinutesPerDay: minutesPerDay(readCity(pack).hall.hours) }
    const terms = catalogue.readTerms(pack)
    expect(terms.problems).toEqual([])
    await catalogue.takeInLists(o, terms.catalogue!)
    const [items, bundles] = [await catalogue.takeInItems(o, terms.items), await catalogue.takeInBundles(o, terms.bundles)]
    expect([items.refused, bundles.refused]).toEqual([[], []])
    expect(items.added).toBe(terms.items.length)

    expect(await ofPack('organs')).toMatchObject({ added: 0, changed: 0 })
    expect(await ofPack('people')).toMatchObject({ added: 0, changed: 0, ended: 0, passwords: [] })
    expect(await catalogue.takeInItems(o, terms.items)).toEqual({ added: 0, unchanged: terms.items.length, refused: [] })
    // a published revision is never overwritten; a faulty one is told and left out, the others go in
    const [first] = terms.items
    const again = await catalogue.takeInItems(o, [{ ...first!, name: '另一个名字' }, { ...first!, key: 'no-guide', materials: [{ ...first!.materials[0]!, name: '其他材料' }] }, { ...first!, key: 'copy-of-it' }])
    expect(again).toMatchObject({ added: 1, unchanged: 0, refused: [{ findings: [{ code: 'ITM-07' }] }, { where: expect.stringContaining('no-guide') }] })
    const { rows } = await database.app.query<{ n: number }>(`select count(*) as n from journal.entry where type in ('catalogue.publish', 'directory.granted', 'directory.accountMade')`)
    expect(rows[0]!.n).toBeGreaterThan(items.added + bundles.added + people.added)
  })

  it('表格：坏的行按行号说明，其余照常；离岗的人停用而不删除', async () => {
    const book = new excel.Workbook()
    const sheet = book.addWorksheet('人员')
    sheet.addRow(['账号', '姓名', '身份证号', '手机', '职务', '岗位', '机关'])
    sheet.addRow(['wang.window', '王小窗', '411002198807150023', '13800000901', '综合窗口', '综合窗口', '许昌市政务服务和大数据管理局'])
    sheet.addRow(['li.window', '李大窗', '411002198807150020', '13800000902', '综合窗口', '综合窗口', '许昌市政务服务和大数据管理局'])
    sheet.addRow(['zhang.number', '张数字', 411002198807150000, '13800000903', '', '综合窗口', 'service'])
    sheet.addRow(['wu.nowhere', '吴某', '', '13800000904', '', '综合窗口', '不存在的局'])
    const bytes = Buffer.from(await book.xlsx.writeBuffer())
    const done = await list('people', '人员.xlsx', bytes)
    expect(done).toMatchObject({ read: 4, added: 1 })
    expect(done.broken.map((b) => b.line)).toEqual([3, 4, 5])
    expect(done.broken.map((b) => b.reason).join()).toMatch(/校验位不对[\s\S]*超过 15 位[\s\S]*不在机关名录里/)
    // as a Chinese Excel saves it: GB 18030
    const csv = Buffer.from([0xd5, 0xcb, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xc0, 0xeb, 0xb8, 0xda, 0xc8, 0xd5, 0xc6, 0xda, 0x0d, 0x0a, ...Buffer.from('wang.window,'), 0xcd, 0xf5, 0xd0, 0xa1, 0xb4, 0xb0, ...Buffer.from(',2026-03-02\r\n')])
    expect(await list('people', '离岗.csv', csv)).toMatchObject({ read: 1, ended: 1, broken: [] })
    const { rows } = await database.app.query<{ disabled: boolean; until: string }>(
      `select p.disabled, h.until_day as until from directory.person p join directory.post_holder h on h.city = p.city and h.person = p.id where p.login = 'wang.window'`)
    expect(rows).toEqual([{ disabled: true, until: '2026-03-02' }])
    expect(await list('posts', 'p.csv', Buffer.from('账号,岗位,机关\nsys.han,安全管理员,\nnobody.here,综合窗口,service\n'))).toMatchObject({ added: 0, broken: [{ line: 2, reason: expect.stringContaining('不能兼任') }, { line: 3 }] })
  })

  it('没有演示登录；初始密码只能用来改密码；太弱的、用过的不收', async () => {
    writeFileSync(join(pack, 'people.yaml'), 'people: []')
    app = await createApp({
      config: { city: database.city, folders: database.folders, host: '127.0.0.1', port: 0, pack }, database, clock: standingClock(at), log: createLog({ logLevel: 'error' }), background: false, publicUrl: 'https://hall.example',
    })
    const url = await app.http.app.listen({ host: '127.0.0.1', port: 0 })
    const nobody = speaker(url, null)
    expect((await nobody.post('/api/v1/session', { person: 'chen', bearer: true })).status).toBe(404)
    expect((await nobody.get('/api/v1/session/people')).status).toBe(404)
    expect((await nobody.post('/api/v1/demo/clock', { to: '2027-01-01' })).status).toBe(404)

    const enter = async (login: string, password: string) => nobody.post('/api/v1/session', { login, password, bearer: true })
    const first = ok(await enter('chen', passwords.get('chen')!))
    expect(first.mustChange).toBe(true)
    const early = speaker(url, first.token)
    expect(await early.get('/api/v1/cases')).toMatchObject({ status: 403, body: { code: 'E-PASSWORD-CHANGE' } })
    const change = (person: Person, current: string, next: string) => person.post('/api/v1/session/password', { current, next })
    refused(await change(early, 'not this one', chosen('chen')), 'E-PASSWORD')
    const weak = refused(await change(early, passwords.get('chen')!, 'chen123'), 'ML-01')
    expect(weak.findings.length).toBeGreaterThan(1)
    refused(await change(early, passwords.get('chen')!, passwords.get('chen')!), 'ML-01')
    const changed = ok(await change(early, passwords.get('chen')!, chosen('chen')))
    expect(changed.mustChange).toBe(false)
    expect((await early.get('/api/v1/cases')).status).toBe(401)
    ok(await speaker(url, changed.token).get('/api/v1/cases'))
    refused(await enter('chen', passwords.get('chen')!), 'E-PASSWORD')
    // an official: three kinds of characters, and none of the last five
    const clerk = speaker(url, ok(await enter('clerk', passwords.get('clerk')!)).token)
    refused(await change(clerk, passwords.get('clerk')!, '一个很长但是只有汉字的密码'), 'ML-01')
    // what was forgotten is set anew by whoever has the machine; the lock ends with it
    for (let i = 0; i < 6; i++) await enter('liu', 'guess')
    expect((await enter('liu', passwords.get('liu')!)).status).toBe(429)
    const reset = await directory.resetPassword(taking, 'liu')
    expect(ok(await enter('liu', reset)).mustChange).toBe(true)
    passwords.set('liu', reset)

    const people = new Map<string, Promise<Person>>()
    const signIn = async (login: string): Promise<Person> => {
      if (login === 'nobody') return nobody
      if (login === 'chen') return speaker(url, ok(await enter(login, chosen(login))).token)
      const { token } = ok(await enter(login, passwords.get(login)!))
      return speaker(url, ok(await change(speaker(url, token), passwords.get(login)!, chosen(login))).token)
    }
    hall = { database, app, clock: standingClock(at), url, as: (p) => people.get(p) ?? (people.set(p, signIn(p)), people.get(p)!), at: async () => {}, close: async () => {} }
  })

  it('申请、受理、准予、发证、核验：全程用密码登录', async () => {
    const chen = await hall.as('chen')
    const { id } = await file(chen, 'company-setup')
    await checkAll(hall, id)
    ok(await act(await hall.as('clerk'), id, 'accept'))
    const organ = ok(await chen.get(`/api/v1/cases/${id}`)).organ
    const examiner = await hall.as(`examiner.${organ}`)
    ok(await act(examiner, id, 'takeUp'))
    expect(ok(await act(examiner, id, 'grant')).state).toBe('delivered')
    const papers = await documentsOf(hall, id)
    expect(papers.map((p) => p.template)).toEqual(expect.arrayContaining(['P01', 'P04', 'P11', 'P14']))
    const [licence] = ok(await chen.get('/api/v1/licences')).items
    const pdf = await chen.pdf(`/api/v1/cases/${id}/documents/${licence.document}`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(ok(await (await hall.as('nobody')).get(`/api/v1/check?n=${encodeURIComponent(licence.identifier)}`)).licence.stateText).toBe('有效')
    // three administrators, each by password, none of them in another's room
    ok(await (await hall.as('sys.han')).get('/api/v1/jobs/dead'))
    expect((await (await hall.as('sec.tian')).get('/api/v1/jobs/dead')).status).toBe(403)
    // whoever leaves is out at once
    const clerk = await hall.as('clerk')
    await list('people', 'p.yaml', Buffer.from(`people:\n  - {login: clerk, name: 魏春霞, leftOn: '2026-03-02'}\n`))
    expect((await clerk.get('/api/v1/window')).status).toBe(401)
  })

  it('证件按本市的参数：暂扣最长十二个月；清理的单位核对期八个工作日，记在这次清理里', async () => {
    const supervisor = await hall.as('supervisor')
    const { officers: [id] } = await enrol(hall, { officers: [officer(1, { validTo: '2030-12-31' })] })
    const suspend = async (until: string) => supervisor.post(`/api/v1/holders/${id}/suspend`, { payload: { until, document: '许司暂扣〔2026〕1号' }, personal: { ground: '转借证件' } }, { ifMatch: 0 })
    expect(refused(await suspend('2027-03-03'), 'JD-04').findings.map((f) => f.message)).toEqual(['暂扣期限最长12个月，到2027-03-02为止'])
    expect(ok(await suspend('2027-03-02')).state).toBe('SUSPENDED')
    const by = { login: 'supervisor', password: chosen('supervisor') }
    const lists = {
      officers: await upload(hall, by, 'o.csv', Buffer.from(`序号,姓名,身份证号,单位名称,单位统一社会信用代码,人员性质,在职状态,公共法律考试,专业法律考试\n1,演示9,411002198501019908,${market.name},${market.uscc},劳动合同工,在职,合格,合格\n`)),
      bodies: await upload(hall, by, 'b.csv', Buffer.from(`单位名称,统一社会信用代码,主体状态\n${market.name},${market.uscc},有效\n`)),
    }
    const { id: campaign, seq } = ok(await supervisor.post('/api/v1/campaigns', { name: '2026年清理', profile: 'general', asOf: '2026-03-01', settings: {}, ...lists }))
    expect(ok(await supervisor.get(`/api/v1/campaigns/${campaign}`)).settings).toEqual({ replyDays: '8' })
    expect(ok(await supervisor.post(`/api/v1/campaigns/${campaign}/tell`, {}, { ifMatch: seq })).due).toBe('2026-03-12')
  })
})

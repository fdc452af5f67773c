import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judge, readHanded } from '../../proof/index.ts'
import { auditCity } from '../../server/audit.ts'
import { createDb, type Db } from '../../server/kernel/db.ts'
import { accepted, checkAll, file, formOf, materialsOf, ok, planOf } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'

/** What a database administrator can do to the city's own tables, triggers off, and how it is found (trust.md 2.6). */
describe('谁改了数据库，都找得出来', () => {
  let hall: CityHall
  let dba: Db
  let cases: string[]

  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:30+08:00')
    dba = createDb(hall.database.connection('admin'), { max: 1 })
    const [chen, liu] = [await hall.as('chen'), await hall.as('liu')]
    cases = [await accepted(hall, chen, 'social-card-loss'), (await file(liu, 'social-card-loss')).id, (await file(chen, 'social-card-replace')).id]
    for (const who of ['chen', 'liu']) await together(hall, who)
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
  })
  afterAll(async () => {
    await dba?.close()
    await hall?.close()
  })

  const look = async (trusted: string[] = []) => {
    const faults: { kind: string; subject: string; says: string }[] = []
    for await (const b of auditCity({ ...(await hall.app.audit()), trusted })) faults.push(...b.faults)
    return faults
  }
  /** does it as the superuser with every trigger off, looks, and puts it back */
  const attack = async (statements: [string, unknown[]?][], trusted?: string[]) => {
    const tables = ['casework.cases', 'casework.act', 'casework.clock', 'casework.particular', 'kernel.document', 'journal.entry', 'journal.leaf', 'journal.checkpoint', 'journal.cosigned', 'journal.head']
    await dba.query(`set session_replication_role = replica`)
    for (const t of tables) await dba.query(`create table ${t}_kept as table ${t}`)
    try {
      for (const [sql, params] of statements) await dba.query(sql, params)
      return await look(trusted)
    } finally {
      await restore(tables)
    }
  }
  const restore = async (tables: string[]) => {
    for (const t of tables) {
      await dba.query(`delete from ${t}`)
      await dba.query(`insert into ${t} select * from ${t}_kept`)
      await dba.query(`drop table ${t}_kept`)
    }
  }
  const numberOf = async (id: string) => (await dba.query<{ number: string }>(`select number from casework.cases where id = $1`, [id])).rows[0]!.number

  it('没有人动过，就没有一处不符', async () => {
    expect(await look()).toEqual([])
  })

  it('改时间：办件行、办理步骤、台账条目，改到哪一层都指得出是哪一件', async () => {
    const number = await numberOf(cases[0]!)
    expect((await attack([[`update casework.cases set accepted_on = '2020-12-24' where id = $1`, [cases[0]]]])).map((f) => f.says).join()).toContain(number)
    const act = await attack([[`update casework.act set at = '2020-12-24T09:31:00.000+08:00' where case_id = $1 and seq = 1`, [cases[0]]]])
    expect(act.map((f) => f.kind)).toContain('act-changed')
    expect(act.map((f) => f.says).join()).toContain(number)
    const deadline = await attack([[`update casework.act set clocks = jsonb_set(clocks, '{0,due}', '"2021-12-31"') where case_id = $1 and seq = 1`, [cases[1]]]])
    expect(deadline.map((f) => f.kind)).toContain('act-changed')
    const body = `convert_to(replace(convert_from(body, 'UTF8'), '2020-12-25', '2020-12-24'), 'UTF8')`
    const entry = await attack([[`update journal.entry set leaf = sha256('\\x00'::bytea || ${body}), body = ${body} where type = 'casework.accept'`], [`update journal.leaf l set leaf = e.leaf from journal.entry e where e.id = l.entry`]])
    expect(entry.map((f) => f.kind)).toContain('entry-changed')
  })

  it('删：删步骤，删条目，连编号一起删', async () => {
    expect((await attack([[`delete from casework.act where case_id = $1 and seq = 3`, [cases[0]]]])).map((f) => f.kind)).toEqual(expect.arrayContaining(['act-missing', 'projection-changed']))
    expect((await attack([[`delete from journal.leaf where index = 1`], [`delete from journal.entry where id not in (select entry from journal.leaf) and type like 'casework.%'`]])).map((f) => f.kind)).toContain('entry-missing')
    expect((await attack([[`delete from journal.leaf where index >= 2`], [`delete from journal.entry where id not in (select entry from journal.leaf)`]])).map((f) => f.kind)).toContain('rolled-back')
  })

  it('插：事后补一步，补一条', async () => {
    const faults = await attack([[
      `insert into casework.act select city, case_id, seq + 1, gen_random_uuid(), 'accept', at, effective_on, rec_us, actor_code, actor_role, actor, organ, on_behalf, assistance, payload, clocks, facts, rules, calendar, '{}'
       from casework.act where case_id = $1 order by seq desc limit 1`, [cases[1]]]])
    expect(faults.map((f) => f.says).join()).toContain('不是办理时记下的')
    const entry = await attack([[`insert into journal.entry select city, gen_random_uuid(), subject, type, body, leaf, rec_us - 120000000, receipt from journal.entry limit 1`]])
    expect(entry.map((f) => f.kind)).toContain('entry-unplaced')
  })

  it('换：两条对调', async () => {
    const swapped = await attack([[`update journal.leaf set index = index + 1000 where index in (0, 1)`], [`update journal.leaf set index = 1001 - index where index >= 1000`]])
    expect(swapped.filter((f) => f.kind === 'entry-changed')).toHaveLength(2)
  })

  it('倒签：自称的时间早于排在前面的条目一分钟以上', async () => {
    const earlier = (seconds: number) => `convert_to(regexp_replace(convert_from(body, 'UTF8'), '"rec":\\d+', '"rec":' || (rec_us - ${seconds}000000::bigint)::text), 'UTF8')`
    const dated = async (seconds: number) => (await attack([[`update journal.entry set body = ${earlier(seconds)} where id = (select entry from journal.leaf order by index desc limit 1)`]])).filter((f) => f.kind === 'dated-before')
    expect(await dated(3600)).toHaveLength(1)
    // a receipt allows a minute for merging
    expect(await dated(1)).toEqual([])
  })

  it('改个人信息和文书，不改摘要', async () => {
    const faults = await attack([[`update casework.particular set body = '{"name":"别人"}' where case_id = $1 and field = 'form'`, [cases[0]]]])
    expect(faults.map((f) => f.says).join()).toContain('“form”被改过')
    const paper = await attack([[`update kernel.document set data = jsonb_set(data, '{issuedOn}', '"2020-12-24"') where case_id = $1`, [cases[0]]]])
    expect(paper.map((f) => f.says).join()).toContain('文书')
  })

  it('一件事的凭证只有一张，记在每一件的那一步里：换成别人的、删掉、补一张，都找得出来', async () => {
    for (const template of ['P01-bundle', 'P04-bundle']) {
      const [one, other] = (await dba.query<{ id: string; number: string }>(`select id, number from kernel.document where template = $1 order by id`, [template])).rows
      // both rows keep their ids and numbers, and are consistent in themselves: each holds what was written for the other
      const swapped = await attack([[`update kernel.document d set data = o.data, digest = o.digest, salt = o.salt from kernel.document o where d.template = $1 and o.template = $1 and d.id <> o.id`, [template]]])
      for (const paper of [one!, other!]) expect(swapped.map((f) => f.says).join(), template).toContain(paper.number)
      expect((await attack([[`update kernel.document set data = jsonb_set(data, '{applicant,name}', '"别人"') where id = $1`, [one!.id]]])).map((f) => f.says).join()).toContain(one!.number)
      expect((await attack([[`delete from kernel.document where id = $1`, [one!.id]]])).map((f) => f.says).join()).toContain(template)
      expect((await attack([[`update kernel.document set legal_at = legal_at - interval '1 day' where id = $1`, [one!.id]]])).map((f) => f.kind)).toContain('act-changed')
      const added = await attack([[`insert into kernel.document select city, gen_random_uuid(), case_id, template, version, number || '1', data, sha256(digest), salt, legal_at, rec_at from kernel.document where id = $1`, [one!.id]]])
      expect(added.map((f) => f.kind)).toContain('document-unpromised')
    }
  })

  it('连账本文件也改写、重新签过：手里有以前的检查点的人看得出来', async () => {
    const path = join(hall.database.folders.log, '411000/sunlog/2020/public/checkpoint')
    const kept = readFileSync(path, 'utf8')
    expect(await look([kept])).toEqual([])
    // the same signature over another root is not made here: the note of a longer history that the city no longer has
    const [origin, size, ...rest] = kept.split('\n')
    const longer = [origin, String(Number(size) + 5), ...rest].join('\n')
    expect((await look([longer])).map((f) => f.kind)).toContain('rolled-back')
  })

  it('放回旧备份：账本接着是同一本，丢了哪些步骤说得出来，告警等审计管理员', async () => {
    const before = (await hall.app.sunlog.heads()).find((h) => h.profile === 'intl')!
    const lost = (await dba.query<{ id: string }>(`select entry as id from journal.leaf order by index desc limit 1`)).rows[0]!.id
    await dba.query(`set session_replication_role = replica`)
    for (const sql of [`delete from journal.leaf where entry = $1`, `delete from casework.act where id = $1`, `delete from journal.entry where id = $1`]) await dba.query(sql, [lost])
    for (const table of ['cosigned', 'checkpoint', 'head']) await dba.query(`delete from journal.${table}`)
    await hall.app.sunlog.round(true)
    await hall.app.sunlog.round(true)
    const after = (await hall.app.sunlog.heads()).find((h) => h.profile === 'intl')!
    expect([after.size, after.root]).toEqual([before.size, before.root])
    expect((await look()).map((f) => f.kind)).toContain('act-missing')
    const auditor = await hall.as('auditor')
    const open = (await auditor.get('/api/v1/alarms')).body.items as { id: string; kind: string }[]
    expect(open.map((a) => a.kind)).toEqual(['rolled-back', 'rolled-back'])
    const close = async (who: string, id: string, reason: string) => (await (await hall.as(who)).post(`/api/v1/alarms/${id}/close`, { reason })).status
    // the auditor alone closes it, and says why
    expect(await close('sysadmin', open[0]!.id, '已查清，放回了昨天的备份')).toBe(403)
    expect(await close('auditor', open[0]!.id, '查')).toBe(422)
    for (const { id } of open) expect(await close('auditor', id, '已查清，放回了昨天的备份，丢失的步骤已通知当事人')).toBe(200)
    expect((await auditor.get('/api/v1/alarms')).body.items).toEqual([])
    expect((await auditor.get('/api/v1/alarms?closed=false')).body.items).toEqual([])
    expect((await auditor.get('/api/v1/alarms?closed=true')).body.items).toHaveLength(2)
  })
})

describe('账本文件', () => {
  let hall: CityHall
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:30+08:00')
    await file(await hall.as('chen'), 'social-card-loss')
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
  })
  afterAll(() => hall?.close())
  const look = async () => {
    const faults: { kind: string }[] = []
    for await (const b of auditCity(await hall.app.audit())) faults.push(...b.faults)
    return faults
  }

  it('账本文件坏了一个字节', async () => {
    const path = join(hall.database.folders.log, '411000/sunlog/2020/public/tile/entries/000.p')
    const newest = join(path, readdirSync(path).sort((a, b) => Number(b) - Number(a))[0]!)
    const bytes = readFileSync(newest)
    const broken = Buffer.from(bytes)
    broken[40] = broken[40]! ^ 1
    writeFileSync(newest, broken)
    expect((await look()).map((f) => f.kind)).toEqual(expect.arrayContaining(['tile-changed', 'entry-changed', 'other-root']))
    writeFileSync(newest, bytes)
    expect(await look()).toEqual([])
  })
})

/** a bundle filed by this person and accepted as a whole */
async function together(hall: CityHall, who: string): Promise<{ id: string; cases: { id: string }[] }> {
  const person = await hall.as(who)
  const answers = { stock: 'flowers', premises: 'own' }
  const plan = await planOf(person, 'bundle', 'flower-company', answers)
  const bundle = ok(await person.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'selfService', answers, form: formOf(plan), materials: materialsOf(plan) }))
  for (const c of bundle.cases) await checkAll(hall, c.id)
  ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${bundle.id}/accept`))
  return bundle
}

describe('一件事的凭证', () => {
  let hall: CityHall
  let bundle: Awaited<ReturnType<typeof together>>
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:30+08:00')
    bundle = await together(hall, 'chen')
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
  }, 60_000)
  afterAll(() => hall?.close())

  it('扫上面的码，查得到它在账上哪一条；那一条写着它，每一件的那一步都写着它', async () => {
    const papers = (await hall.database.app.query<{ id: string; template: string; digest: Buffer }>(`select id, template, digest from kernel.document where city = '411000' and case_id = $1 order by id`, [bundle.id])).rows
    expect(papers.map((p) => p.template)).toEqual(['P01-bundle', 'P04-bundle'])
    const nobody = await hall.as('nobody')
    for (const { id, template, digest } of papers) {
      const { document, proof } = ok(await nobody.get(`/api/v1/check?n=${id}`))
      expect(document.title).toMatch(/一件事/)
      expect(ok(await nobody.get(`/api/v1/proofs/${proof.hash}/view`))).toMatchObject({ state: 'included', ok: true })
      const { rows } = await hall.database.app.query<{ entry: { digests: Record<string, string> } }>(
        `select convert_from(e.body, 'UTF8')::jsonb as entry from journal.entry e join casework.act a on a.city = e.city and a.id = e.id join casework.cases c on c.city = a.city and c.id = a.case_id
         where c.city = '411000' and c.bundle = $1 and a.type = $2`, [bundle.id, template === 'P01-bundle' ? 'submit' : 'accept'])
      expect(rows.map((r) => r.entry.digests[`document.${template}`])).toEqual(bundle.cases.map(() => digest.toString('hex')))
      const handed = await readHanded([{ name: 'sheet.pdf', bytes: await (await hall.as('chen')).pdf(`/api/v1/cases/${bundle.id}/documents/${id}`) }], (b) => promisify(inflate)(b))
      expect(judge(handed)).toMatchObject({ ok: true, inclusion: { leaf: proof.hash }, paper: { template } })
    }
  })
})

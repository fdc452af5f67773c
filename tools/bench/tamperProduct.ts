import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonical, parsePolicy, verify } from '../../proof/index.ts'
import { auditCity } from '../../server/audit.ts'
import { createDb, type Db } from '../../server/kernel/db.ts'
import { createLog } from '../../server/kernel/log.ts'
import { createSunlog } from '../../server/kernel/sunlog/index.ts'
import { openWitness, type RunningWitness } from '../../server/witness/index.ts'
import { openHall, type CityHall } from '../../tests/journeys/hall.ts'
import { fileAndAccept } from './tamperCases.ts'
import { luckOf, type Luck } from './tamperCity.ts'

/* The same question put to the product itself: a city hall on an embedded database, two witnesses, and server/audit.ts as the auditor. */

const origin = '411000/sunlog/2020'
const tables = ['casework.cases', 'casework.act', 'casework.clock', 'casework.particular', 'kernel.document', 'journal.entry', 'journal.leaf', 'journal.checkpoint', 'journal.cosigned', 'journal.head', 'journal.pending', 'journal.alarm']

interface Stage { hall: CityHall, dba: Db, witnesses: RunningWitness[], cases: string[], count: number, firstCheckpoint: number }
type Sql = [string, unknown[]?]
export interface ProductCell { attack: string, power: 'dba' | 'root', caught: number, trials: number, by: Record<string, number> }

/** journal.entry and journal.leaf agree again: what anybody with the database can bring about */
const bodyEdit = (from: string, to: string, where: string): Sql[] => {
  const body = `convert_to(replace(convert_from(body, 'UTF8'), '${from}', '${to}'), 'UTF8')`
  return [[`update journal.entry set leaf = sha256('\\x00'::bytea || ${body}), body = ${body} where ${where}`], [`update journal.leaf l set leaf = e.leaf from journal.entry e where e.id = l.entry`]]
}
const renumber: Sql[] = [
  [`create temp table dense as select log, entry, row_number() over (partition by log order by index) - 1 as n from journal.leaf`],
  [`update journal.leaf set index = index + 1000000`], [`update journal.leaf l set index = d.n from dense d where d.entry = l.entry`], [`drop table dense`],
]
/** a row of casework.act and its entry, made from another one, put into the log behind it */
function insertAct(caseId: string, type: string, id: string, index: number): Sql[] {
  const body = `convert_to(replace(convert_from(e.body, 'UTF8'), 'casework.accept', 'casework.${type}'), 'UTF8')`
  return [
    [`insert into casework.act select city, case_id, seq + 1, $2, $3, at, effective_on, rec_us, actor_code, actor_role, actor, organ, on_behalf, assistance, payload, clocks, facts, rules, calendar, '{}'
      from casework.act where case_id = $1 order by seq desc limit 1`, [caseId, id, type]],
    [`insert into journal.entry select e.city, $1, e.subject, 'casework.${type}', ${body}, sha256('\\x00'::bytea || ${body}), e.rec_us, null from journal.entry e join journal.leaf l on l.entry = e.id where l.index = $2`, [id, index]],
    [`update journal.leaf set index = index + 1000000 where index > $1`, [index]], [`update journal.leaf set index = index - 999999 where index >= 1000000`],
    [`insert into journal.leaf (city, log, index, entry, leaf) select city, '2020', $2::bigint + 1, id, leaf from journal.entry where id = $1`, [id, index]],
  ]
}

const attacks: Record<string, (s: Stage, luck: Luck) => Sql[]> = {
  T1: (s) => [[`update casework.act set at = replace(at, '2020-12-25', '2020-12-24') where case_id = $1 and type = 'accept'`, [s.cases[0]]], ...bodyEdit('2020-12-25T', '2020-12-24T', `type = 'casework.accept'`)],
  T2: (s) => [
    [`delete from journal.leaf where entry in (select id from casework.act where case_id = $1 and type = 'accept')`, [s.cases[0]]],
    [`delete from journal.entry where id in (select id from casework.act where case_id = $1 and type = 'accept')`, [s.cases[0]]],
    [`delete from casework.act where case_id = $1 and type = 'accept'`, [s.cases[0]]], ...renumber],
  T3: (s, luck) => insertAct(s.cases[1]!, 'grant', randomUUID(), luck.below(s.count - 1)),
  T4: (s, luck) => {
    const i = luck.below(s.count - 1)
    return [[`update journal.leaf set index = index + 1000000 where index in ($1, $2)`, [i, i + 1]], [`update journal.leaf set index = $1::bigint + $2::bigint + 1000000 - index where index >= 1000000`, [i, i + 1]]]
  },
  T5: (s) => [
    [`delete from casework.act where id in (select entry from journal.leaf where index >= $1)`, [s.firstCheckpoint]],
    [`delete from casework.cases c where not exists (select 1 from casework.act a where a.case_id = c.id)`], [`delete from casework.clock c where not exists (select 1 from casework.cases x where x.id = c.case_id)`],
    [`delete from journal.entry where id in (select entry from journal.leaf where index >= $1)`, [s.firstCheckpoint]], [`delete from journal.leaf where index >= $1`, [s.firstCheckpoint]],
    [`delete from journal.checkpoint where size > $1`, [s.firstCheckpoint]], [`delete from journal.cosigned where size > $1`, [s.firstCheckpoint]], [`delete from journal.head`]],
  T6: (s, luck) => [[luck.below(2) ? `update casework.cases set accepted_on = '2020-12-24' where id = $1` : `update casework.cases set due = '2021-12-31' where id = $1`, [s.cases[0]]]],
  F1: (s) => [
    [`update casework.cases set accepted_on = '2020-12-24' where id = $1`, [s.cases[0]]], [`update casework.act set at = replace(at, '2020-12-25', '2020-12-24'), effective_on = '2020-12-24' where case_id = $1`, [s.cases[0]]],
    ...bodyEdit('2020-12-25T', '2020-12-24T', `type like 'casework.%'`)],
  F3: (s) => [
    [`delete from journal.leaf where entry in (select id from casework.act where case_id = $1)`, [s.cases[0]]], [`delete from journal.entry where id in (select id from casework.act where case_id = $1)`, [s.cases[0]]],
    ...['casework.clock', 'casework.particular', 'kernel.document', 'casework.act'].map((t): Sql => [`delete from ${t} where case_id = $1`, [s.cases[0]]]), [`delete from casework.cases where id = $1`, [s.cases[0]]], ...renumber],
  F4: (s, luck) => insertAct(s.cases[0]!, 'suspend', randomUUID(), luck.below(s.count - 1)),
  F5: (s, luck) => insertAct(s.cases[1]!, 'notice', randomUUID(), luck.below(s.count - 1)),
  F8: (s) => [[`update casework.act set clocks = jsonb_set(clocks, '{0,due}', '"2021-12-31"') where case_id = $1 and seq = 1`, [s.cases[0]]], [`update casework.clock set due = '2021-12-31' where case_id = $1`, [s.cases[0]]],
    ...bodyEdit('"deadline":"202', '"deadline":"203', `type like 'casework.%'`)],
}

/** Real cities: the restorable attacks by both attackers, then back-dating and a clock set ahead through the city's own program. */
export async function tamperProduct(seed: number, trials: number): Promise<{ cells: ProductCell[], text: string, wrong: string[] }> {
  const luck = luckOf(seed)
  const cells: ProductCell[] = []
  const count = (attack: string, power: 'dba' | 'root', by: readonly string[]): void => {
    let cell = cells.find((c) => c.attack === attack && c.power === power)
    if (!cell) cells.push((cell = { attack, power, caught: 0, trials: 0, by: {} }))
    cell.trials++
    if (by.length) cell.caught++
    for (const kind of new Set(by)) cell.by[kind] = (cell.by[kind] ?? 0) + 1
  }
  const wrong: string[] = []
  for (let trial = 0; trial < trials; trial++) {
    const stage = await openStage()
    try {
      const before = await look(stage)
      if (before.length) wrong.push(`honest city: ${before.join(', ')}`)
      for (const [attack, statements] of Object.entries(attacks))
        for (const power of ['dba', 'root'] as const) count(attack, power, await attacked(stage, statements(stage, luck), power))
      const after = await look(stage)
      if (after.length) wrong.push(`city put back: ${after.join(', ')}`)
      const { audit, verdict } = await throughTheProgram(stage, luck)
      for (const power of ['dba', 'root'] as const) {
        count('F2', power, audit)
        count('F9+', power, verdict)
      }
    } finally {
      await closeStage(stage)
    }
  }
  wrong.push(...cells.filter((c) => c.caught < c.trials).map((c) => `product, ${c.power}, ${c.attack}: ${c.caught} of ${c.trials}`))
  return { cells, wrong, text: printedCells(cells) }
}

function printedCells(cells: readonly ProductCell[]): string {
  const rows = [...new Set(cells.map((c) => c.attack))].sort().map((attack) => {
    const of = (power: string) => cells.find((c) => c.attack === attack && c.power === power)!
    return `| ${attack} | ${of('dba').caught} of ${of('dba').trials} | ${of('root').caught} of ${of('root').trials} | ${Object.keys(of('root').by).join(', ')} |`
  })
  return ['The product on its own database, auditor: server/audit.ts and two witnesses\' notes', '| attack | DBA | host root | found by (host root) |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

async function openStage(): Promise<Stage> {
  const hall = await openHall('2020-12-25T09:30+08:00')
  const witnesses = await Promise.all(['justice.example', 'audit.example'].map(async (name) => {
    const folder = mkdtempSync(join(hall.database.folders.root, 'witness-'))
    writeFileSync(join(folder, 'logs'), (['intl', 'sm'] as const).flatMap((p) => hall.app.sunlog.verifierKeys(p)).join('\n') + '\n')
    return openWitness({ folder, name, host: '127.0.0.1', port: 0 })
  }))
  for (const [i, file] of ['policy', 'policy.sm'].entries())
    writeFileSync(join(hall.database.folders.log, file), `${witnesses.map((w, n) => `witness w${n} ${w.keys[i]} ${w.url}`).join('\n')}\ngroup both all w0 w1\nquorum both\n`)
  const settle = async () => {
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
  }
  const dba = createDb(hall.database.connection('admin'), { max: 1 })
  const size = async () => Number((await dba.query<{ n: string }>(`select count(*) as n from journal.leaf`)).rows[0]!.n)
  const cases = [await fileAndAccept(hall, 'chen', true)]
  await settle()
  const firstCheckpoint = await size()
  cases.push(await fileAndAccept(hall, 'liu', false), await fileAndAccept(hall, 'factory', false))
  await settle()
  return { hall, dba, witnesses, cases, count: await size(), firstCheckpoint }
}

async function closeStage(s: Stage): Promise<void> {
  await s.dba.close()
  for (const w of s.witnesses) await w.close()
  await s.hall.close()
}

/** what the auditor finds, with the notes that the witnesses give him */
async function look(s: Stage): Promise<string[]> {
  const trusted = await Promise.all(s.witnesses.map(async (w) => (await fetch(`${w.url}/seen/${origin}`)).text()))
  const kinds: string[] = []
  for await (const b of auditCity({ ...(await s.hall.app.audit()), trusted })) kinds.push(...b.faults.map((f) => f.kind))
  return kinds
}

/** Triggers off, the attack, for host root the log made and signed anew by the product itself; then the auditor; then everything as it was. */
async function attacked(s: Stage, statements: readonly Sql[], power: 'dba' | 'root'): Promise<string[]> {
  const { log } = s.hall.database.folders
  const kept = mkdtempSync(join(tmpdir(), 'yichuang-tamper-'))
  cpSync(log, kept, { recursive: true })
  await s.dba.query(`set session_replication_role = replica`)
  for (const t of tables) await s.dba.query(`create table ${t}_kept as table ${t}`)
  try {
    for (const [sql, params] of statements) await s.dba.query(sql, params)
    if (power === 'root') await forge(s)
    const kinds = await look(s)
    // whatever else shows: what root cannot repair is the witnesses' memory, except where only a projection was touched
    return power === 'root' && kinds.some((k) => outside.includes(k)) ? kinds.filter((k) => outside.includes(k)) : kinds
  } finally {
    for (const t of tables) for (const sql of [`delete from ${t}`, `insert into ${t} select * from ${t}_kept`, `drop table ${t}_kept`]) await s.dba.query(sql)
    rmSync(log, { recursive: true, force: true })
    cpSync(kept, log, { recursive: true })
    rmSync(kept, { recursive: true, force: true })
  }
}
const outside = ['other-root', 'rolled-back']

async function forge(s: Stage): Promise<void> {
  const { database, clock } = s.hall
  rmSync(join(database.folders.log, '411000'), { recursive: true, force: true })
  for (const t of ['checkpoint', 'cosigned', 'head']) await s.dba.query(`delete from journal.${t}`)
  const again = createSunlog({
    db: database.app, sequencer: database.sequencer, city: database.city, folders: database.folders, clock, log: createLog({ logLevel: 'silent' }),
    opening: () => { throw new Error('no new year here') },
  })
  await again.round(true)
}

/** An entry dated two days back and one an hour ahead, queued like any other, merged and cosigned. */
async function throughTheProgram(s: Stage, luck: Luck): Promise<{ audit: string[], verdict: string[] }> {
  const queue = async (offsetMs: number): Promise<string> => {
    const id = (await s.dba.query<{ id: string }>(`select uuidv7()::text as id`)).rows[0]!.id
    const { rows: [model] } = await s.dba.query<{ body: Buffer, subject: string }>(`select body, subject from journal.entry order by id desc limit 1`)
    const entry = { ...JSON.parse(model!.body.toString('utf8')) as object, type: 'casework.refused', rec: Math.round((Date.now() + offsetMs) * 1000) }
    const body = Buffer.from(canonical(entry), 'utf8')
    const { rows: [made] } = await s.dba.query<{ leaf: string }>(
      `insert into journal.entry (city, id, subject, type, body, leaf, rec_us) values ('411000', $1, $2, 'casework.refused', $3, sha256('\\x00'::bytea || $3), $4) returning encode(leaf, 'hex') as leaf`,
      [id, model!.subject, body, String(entry.rec)])
    await s.dba.query(`insert into journal.pending (city, id) values ('411000', $1)`, [id])
    await s.hall.app.sunlog.sequence()
    await s.hall.app.sunlog.round(true)
    return made!.leaf
  }
  await s.dba.query(`set session_replication_role = origin`)
  await queue(-luck.between(1, 3) * 86_400_000)
  const audit = (await look(s)).filter((k) => k === 'dated-before')
  const leaf = await queue(luck.between(0.5, 24) * 3_600_000)
  const text = async (path: string) => (await fetch(s.hall.url + path)).text()
  const verdict = verify({ entry: Buffer.from(await text(`/api/v1/proofs/${leaf}/entry`)), proof: await text(`/api/v1/proofs/${leaf}`), policy: parsePolicy(await text('/log/policy')) })
  return { audit, verdict: verdict.ok ? [] : [verdict.code].filter((c) => c === 'dated-after') }
}

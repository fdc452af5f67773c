import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldersOf } from '../../server/kernel/config.ts'
import { createDb, Unavailable, type Db } from '../../server/kernel/db.ts'
import { adminRole, launch, type Embedded } from '../../server/kernel/postgres/launcher.ts'

/** The database goes away and comes back under a pool: an honest answer meanwhile, no restart of the process after. */
let root: string
let server: Embedded
let db: Db
const start = () => launch({ folders: foldersOf(root), exclusive: false })
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'yichuang-outage-'))
  server = await start()
  db = createDb(server.connection(adminRole, server.passwords.admin, 'postgres'), { max: 4, connectTimeoutMs: 500, statementTimeoutMs: 500 })
  await db.query('create table kept (n int primary key)')
})
afterAll(async () => {
  await db?.close()
  await server?.stop()
  rmSync(root, { recursive: true, force: true })
})

const put = (n: number) => db.tx((tx) => tx.query('insert into kept values ($1)', [n]))

test('stopped and started again: Unavailable in between, then the same pool works and nothing acknowledged is lost', async () => {
  const acknowledged: number[] = []
  const refused: unknown[] = []
  let n = 0
  let on = true
  const writers = Array.from({ length: 3 }, async () => {
    while (on) await put(++n).then(((mine) => () => acknowledged.push(mine))(n), async (e) => { refused.push(e); await new Promise((r) => setTimeout(r, 20)) })
  })
  const until = async (what: () => boolean) => { for (let i = 0; i < 500 && !what(); i++) await new Promise((r) => setTimeout(r, 10)) }
  await until(() => acknowledged.length > 30)
  process.kill(server.pid(), 'SIGINT') // as an administrator stops it: fast shutdown
  await until(() => refused.length > 30)
  const before = acknowledged.length
  server = await start()
  await until(() => acknowledged.length > before + 30)
  on = false
  await Promise.all(writers)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.filter((e) => !(e instanceof Unavailable))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(before + 30)
  const there = new Set((await db.query<{ n: number }>('select n from kept')).rows.map((r) => r.n))
  expect(acknowledged.filter((a) => !there.has(a))).toEqual([])
})

test('frozen: who waits is told within the time, and the pool works when it goes on', async () => {
  // every process of the server, as a stalled disk or a suspended virtual machine does it
  const pids = process.platform === 'linux' ? [server.pid(), ...childrenOf(server.pid())] : [server.pid()]
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  const begun = Date.now()
  const told = await put(1_000_000).catch((e: unknown) => e)
  const waited = Date.now() - begun
  for (const pid of pids) process.kill(pid, 'SIGCONT')
  expect(told).toBeInstanceOf(Unavailable)
  expect(waited).toBeLessThan(6_000)
  let again: unknown
  for (let i = 0; i < 50 && again !== true; i++) again = await put(2_000_000 + i).then(() => true, (e: unknown) => e)
  expect(again).toBe(true)
})

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map(Number).filter((p) => {
    try {
      return Number(readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]) === pid
    } catch {
      return false
    }
  })
}

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
  // its limits are short on purpose: a slow machine may need a second try
  while (!(await db.query('create table if not exists kept (n int primary key)').then(() => true, () => false)));
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
  const until = (what: () => boolean) => expect.poll(what).toBe(true)
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
  const calm = createDb(server.connection(adminRole, server.passwords.admin, 'postgres'), { max: 1 })
  const there = new Set((await calm.query<{ n: number }>('select n from kept')).rows.map((r) => r.n))
  await calm.close()
  expect(acknowledged.filter((a) => !there.has(a))).toEqual([])
})

test('frozen: who waits is told within the time, and the pool works when it goes on', async () => {
  // every process of the server, as a stalled disk or a suspended virtual machine does it
  const pids = process.platform === 'linux' ? [server.pid(), ...childrenOf(server.pid())] : [server.pid()]
  for (const pid of pids) signal(pid, 'SIGSTOP')
  // told while it is still frozen: nothing but the limit of the pool can have ended the wait
  const told = await put(1_000_000).catch((e: unknown) => e)
  for (const pid of pids) signal(pid, 'SIGCONT')
  expect(told).toBeInstanceOf(Unavailable)
  let n = 2_000_000
  await expect.poll(() => put(n++).then(() => true, (e: unknown) => e)).toBe(true)
})

/** a child of the server may have ended since the list was made */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map(Number).filter((p) => {
    try {
      return Number(readFileSync(`/proc/${p}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]) === pid
    } catch {
      return false
    }
  })
}

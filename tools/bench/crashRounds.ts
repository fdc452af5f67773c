import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { adminRole } from '../../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { rolePasswords } from '../../server/kernel/postgres/secrets.ts'
import { childrenOf, pause, startServer, type RunningServer, type ServerOptions } from './host.ts'
import { city, submissions, type Submission } from './seed.ts'

export interface Round {
  acknowledged: number
  /** sent, and killed before an answer came */
  open: number
  /** acknowledged and not there */
  lost: number
  /** more than one case for one key, or a replay that answers otherwise than the first time */
  doubled: number
  /** of the open ones: there already (the answer was lost on the way) */
  found: number
  ready: number
}

export interface CrashOptions {
  bundle: string
  rounds: number
  writers?: number
  /** submissions of one round: the kill comes somewhere in the middle */
  submissions?: number
  /** the negative control that answers before COMMIT */
  control?: boolean
  /** the other negative control: synchronous_commit off, so that PostgreSQL answers before its WAL is written */
  asynchronous?: boolean
  /** kill -9 of what: the Node process, or every process of PostgreSQL */
  target?: 'node' | 'postgres'
  say?: (text: string) => void
}

interface Tried { key: string; body: string; answer?: { id: string; number: string } }

/**
 * One data folder, several rounds: writers submit, a process is killed in the middle, the server is started again, and every
 * writer's own notes are compared with what the city has. A writer notes an id only after a 2xx answer; afterwards all keys are
 * sent again: acknowledged ones must give the same case, open ones must give one case, and the cases are counted.
 */
export async function crashRounds(o: CrashOptions): Promise<Round[]> {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-crash-'))
  const options: ServerOptions = { bundle: o.bundle, data, env: { YICHUANG_PROFILE: 'test' }, ...(o.control ? { mode: 'early' as const } : {}) }
  const target = o.target ?? 'node'
  let server: RunningServer | undefined
  let db: pg.Client | undefined
  const connect = async () => {
    const at = findPostmaster(foldersOf(data).pg)!
    db = new pg.Client({ host: at.host, port: at.port, user: adminRole, password: rolePasswords(foldersOf(data).keys).admin, database: databaseName })
    db.on('error', () => {})
    await db.connect()
  }
  try {
    server = await startServer(options)
    await connect()
    if (o.asynchronous) {
      await db!.query(`alter role yichuang_app set synchronous_commit = off`)
      await db!.end()
      await server.stop()
      server = await startServer(options)
      await connect()
    }
    const writers = await Promise.all(Array.from({ length: o.writers ?? 8 }, (_, i) => signIn(server!.url, ['chen', 'liu', 'factory', 'elder'][i % 4]!)))
    const { items } = await submissions(server.url, db!, writers[0]!, 10)
    const rounds: Round[] = []
    for (let round = 0; round < o.rounds; round++) {
      const { tried, until } = write(server.url, writers, items, o.submissions ?? 200, `r${round}`)
      await until((o.submissions ?? 200) * (0.25 + 0.5 * Math.random()))
      if (target === 'node') await server.kill()
      else {
        const postmaster = findPostmaster(foldersOf(data).pg)!.pid
        for (const pid of [postmaster, ...childrenOf(postmaster)]) try { process.kill(pid, 'SIGKILL') } catch { /* it ended with its parent */ }
        await pause(300) // writers meet the outage
      }
      const all = await tried()
      await db!.end().catch(() => {})
      const begun = Date.now()
      if (target === 'node') server = await startServer(options)
      else while (!(await fetch(`${server.url}/readyz`).then((r) => r.status === 200, () => false))) await pause(20)
      const ready = Date.now() - begun
      await connect()
      rounds.push({ ...(await compare(server.url, db!, all)), ready })
      o.say?.(`round ${round + 1}: ${JSON.stringify(rounds.at(-1))}`)
    }
    return rounds
  } finally {
    await db?.end().catch(() => {})
    await server?.stop().catch(() => {})
    const left = findPostmaster(foldersOf(data).pg)
    if (left) process.kill(left.pid, 'SIGQUIT')
    for (let i = 0; i < 200 && findPostmaster(foldersOf(data).pg); i++) await pause(20)
    if (existsSync(data)) rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

export async function signIn(url: string, person: string): Promise<string> {
  const r = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person, bearer: true }) })
  return ((await r.json()) as { token: string }).token
}

const tokens = new WeakMap<Tried, string>()

async function send(url: string, t: Tried): Promise<{ status: number; body: any }> {
  const r = await fetch(`${url}/api/v1/cases`, { method: 'POST', body: t.body, headers: { authorization: `Bearer ${tokens.get(t)!}`, 'content-type': 'application/json', 'idempotency-key': t.key } })
  return { status: r.status, body: await r.json() }
}

/** writers that submit one after the other until all is sent or the server is gone; nothing is sent twice here */
function write(url: string, writers: readonly string[], items: readonly Submission[], wanted: number, name: string) {
  const all: Tried[] = []
  let answered = 0
  const work = Promise.all(writers.map(async (token) => {
    while (all.length < wanted) {
      const tried: Tried = { key: `${name}-${randomUUID()}`, body: items[all.length % items.length]!.body }
      tokens.set(tried, token)
      all.push(tried)
      try {
        const { status, body } = await send(url, tried)
        if (status !== 201) return
        tried.answer = { id: body.id, number: body.number }
        answered++
      } catch {
        return // the connection broke: nobody knows what became of it
      }
    }
  }))
  return {
    tried: async () => { await work; return all },
    until: async (n: number) => { while (answered < n) await pause(1) },
  }
}

/** a writer's notes against the city: by count first, then by sending every key again */
async function compare(url: string, db: pg.Client, all: readonly Tried[]): Promise<Omit<Round, 'ready'>> {
  const acknowledged = all.filter((t) => t.answer)
  const there = async () => new Map((await db.query<{ id: string; number: string; n: string; acts: string }>(
    `select c.id, c.number, (select count(*) from kernel.idempotency k where k.city = c.city and k.body ->> 'id' = c.id::text) as n,
       (select count(*) from casework.act a where a.city = c.city and a.case_id = c.id) as acts
     from casework.cases c where c.city = $1`, [city])).rows.map((r) => [r.id, r]))
  const before = await there()
  const lost = acknowledged.filter((t) => before.get(t.answer!.id)?.number !== t.answer!.number).length
  let doubled = 0
  let found = 0
  const ids = new Set<string>()
  const again = [...all]
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let t = again.pop(); t; t = again.pop()) {
      const { status, body } = await send(url, t)
      if (status !== 201 || ids.has(body.id) || (t.answer && before.has(t.answer.id) && body.id !== t.answer.id)) doubled++
      if (!t.answer && before.has(body.id)) found++
      ids.add(body.id)
    }
  }))
  const after = await there()
  // every key made exactly one case, with its first act and one kept answer; nothing came besides
  for (const id of ids) { const r = after.get(id); if (!r || Number(r.n) !== 1 || Number(r.acts) < 1) doubled++ }
  const keys = Number((await db.query<{ n: string }>(`select count(*) as n from kernel.idempotency where city = $1 and key = any($2)`, [city, all.map((t) => t.key)])).rows[0]!.n)
  if (keys !== all.length || after.size - before.size !== all.length - acknowledged.length - found + lost) doubled++
  return { acknowledged: acknowledged.length, open: all.length - acknowledged.length, lost, doubled, found }
}

/** how the figures of several rounds are said */
export function sum(rounds: readonly Round[]): Round {
  const add = (k: keyof Round) => rounds.reduce((n, r) => n + r[k], 0)
  return { acknowledged: add('acknowledged'), open: add('open'), lost: add('lost'), doubled: add('doubled'), found: add('found'), ready: Math.max(0, ...rounds.map((r) => r.ready)) }
}


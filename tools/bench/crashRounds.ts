import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { databaseName } from '../../server/kernel/database.ts'
import { auditOfData } from './crashAudit.ts'
import { appendEntries, compareEntries } from './crashEntries.ts'
import { brokenIn } from './crashPoints.ts'
import { compare, signIn, write, type Compared } from './crashWriters.ts'
import { adminOf, killPostgres, stopPostgres } from './database.ts'
import { pause, startServer, type RunningServer, type ServerOptions } from './host.ts'
import { citizens, submissions } from './seed.ts'

export interface Round extends Compared {
  /** invariants that did not hold after the restart */
  broken: string[]
  /** ms from the kill to the first answer of /readyz */
  ready: number
}

export interface CrashOptions {
  bundle: string
  rounds: number
  writers?: number
  /** submissions of one round: the kill comes somewhere in the middle */
  submissions?: number
  /** this many acknowledged in all rounds together; the last round makes up for what the others left */
  atLeast?: number
  /** beside the submissions, so many connections append entries of the log, which count as acknowledged like them */
  entries?: number
  /** the writers are 400 people and limits per account are off: for more submissions than four people may send */
  crowd?: boolean
  /** when all rounds are over, everything is held against everything (server/audit.ts) */
  audit?: boolean
  /** the negative control that answers before COMMIT */
  control?: boolean
  /** the other negative control: synchronous_commit off, so that PostgreSQL answers before its WAL is written */
  asynchronous?: boolean
  /** kill -9 of what: the Node process, or every process of PostgreSQL */
  target?: 'node' | 'postgres'
  say?: (text: string) => void
}

/**
 * One data folder, several rounds: writers submit, a process is killed in the middle, the server is started again (PostgreSQL by the
 * server itself), and every writer's own notes are compared with what the city has. A writer notes an id only after a 2xx answer; afterwards
 * all keys are sent again: acknowledged ones must give the same case, open ones must give one case, and the cases are counted.
 */
export async function crashRounds(o: CrashOptions): Promise<Round[]> {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-crash-'))
  const mode = o.control ? 'early' as const : o.crowd ? 'open' as const : undefined
  const options: ServerOptions = { bundle: o.bundle, data, env: { YICHUANG_PROFILE: 'test' }, ...(mode ? { mode } : {}) }
  const target = o.target ?? 'node'
  const submitted = o.submissions ?? 200
  let server: RunningServer | undefined
  let db: pg.Client | undefined
  try {
    server = await startServer(options)
    db = await adminOf(data)
    if (o.asynchronous) {
      // for every role: the sequencer's own commits would otherwise write the WAL of those before them
      await db.query(`alter database ${databaseName} set synchronous_commit = off`)
      await db.end()
      await server.stop()
      server = await startServer(options)
      db = await adminOf(data)
    }
    const tokens = o.crowd ? (await citizens(db, 400)).map((c) => c.token) : await Promise.all(Array.from({ length: 8 }, (_, i) => signIn(server!.url, ['chen', 'liu', 'factory', 'elder'][i % 4]!)))
    const { items } = await submissions(server.url, db, tokens[0]!, 10)
    const rounds: Round[] = []
    let sum = 0
    for (let round = 0; round < o.rounds; round++) {
      const missing = round === o.rounds - 1 ? (o.atLeast ?? 0) - sum : 0
      const { tried, until } = write(server.url, { writers: o.writers ?? 8, tokens, items, wanted: Math.max(submitted, 2 * missing), name: `r${round}` })
      const appended = o.entries ? appendEntries(data, o.entries) : undefined
      const opened = Date.now()
      await until(Math.max(missing, submitted * (0.25 + 0.5 * Math.random())), appended?.answered)
      const begun = Date.now()
      let ready = 0
      if (target === 'node') await server.kill()
      else {
        await killPostgres(data)
        // writers may wait longer for their answer than the server for its database
        while (!(await fetch(`${server.url}/readyz`).then((r) => r.status === 200, () => false))) await pause(20)
        ready = Date.now() - begun
      }
      const all = await tried()
      await db.end().catch(() => {})
      if (target === 'node') {
        server = await startServer(options)
        ready = Date.now() - begun
      }
      db = await adminOf(data)
      const ofCases = await compare(server.url, db, all)
      const compared = appended ? added(ofCases, await compareEntries(db, data, await appended.tried())) : ofCases
      const broken = await brokenIn({ db, sent: [] }, all.map((t) => t.key))
      rounds.push({ ...compared, broken, ready })
      sum += compared.acknowledged
      o.say?.(`round ${round + 1}: ${JSON.stringify(rounds.at(-1))}, writing ${begun - opened} ms, all ${Date.now() - opened} ms`)
    }
    if (o.audit) {
      const audited = await auditOfData(data)
      o.say?.(`audit: ${JSON.stringify({ ...audited, faults: audited.faults.length })}`)
      rounds.at(-1)!.broken.push(...audited.faults)
    }
    return rounds
  } finally {
    await db?.end().catch(() => {})
    await server?.stop().catch(() => {})
    await stopPostgres(data)
    if (existsSync(data)) rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

const added = (a: Compared, b: Compared): Compared => ({
  acknowledged: a.acknowledged + b.acknowledged, open: a.open + b.open, lost: a.lost + b.lost, doubled: a.doubled + b.doubled, found: a.found + b.found,
})

/** how the figures of several rounds are said: sums, every invariant that broke, and the slowest restart */
export function sum(rounds: readonly Round[]): Round {
  const add = (k: 'acknowledged' | 'open' | 'lost' | 'doubled' | 'found') => rounds.reduce((n, r) => n + r[k], 0)
  return {
    acknowledged: add('acknowledged'), open: add('open'), lost: add('lost'), doubled: add('doubled'), found: add('found'),
    broken: rounds.flatMap((r) => r.broken), ready: Math.max(0, ...rounds.map((r) => r.ready)),
  }
}

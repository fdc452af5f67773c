/**
 * The server process of the benches. Without BENCH_MODE it is the product's own start, unchanged. With it the same
 * application is composed here, with what a measurement needs and the product must never have:
 * - `open`     no limits per account: one machine plays thousands of people
 * - `capture`  writes each statement of a request to BENCH_CAPTURE, so that pgbench can send the same ones; no background work
 * - `unlogged` as `open`, but the rows of the journal are not written: what accountability costs is the difference
 * - `early`    the negative control of the crash bench: answers before COMMIT, which follows some milliseconds later
 */
import { appendFileSync } from 'node:fs'
import { calendar } from '../../law/calendar/index.ts'
import { createApp } from '../../server/app.ts'
import { openClock } from '../../server/kernel/clock.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { openDatabase } from '../../server/kernel/database.ts'
import type { Db, Tx } from '../../server/kernel/db.ts'
import { createLog } from '../../server/kernel/log.ts'
import { start } from '../../server/main.ts'

/** how long the control build lets a transaction lie open after it has told the client that all is well */
const earlyMs = 25

/** every statement with its parameters and the borders of transactions, as JSON lines; bytea as {hex} */
function capturing(db: Db, file: string): Db {
  const note = (what: object) => appendFileSync(file, JSON.stringify(what, (_k, v) => (v?.type === 'Buffer' ? { hex: Buffer.from(v.data).toString('hex') } : typeof v === 'bigint' ? String(v) : v)) + '\n')
  const noted = (on: Db | Tx): Pick<Db, 'query'> => ({
    query: (sql, params = []) => {
      note({ sql, params })
      return on.query(sql, params)
    },
  })
  const notedTx = (tx: Tx): Pick<Tx, 'query' | 'last'> => ({
    ...noted(tx),
    last: (sql, params = []) => {
      note({ sql, params })
      return tx.last(sql, params)
    },
  })
  return Object.assign(Object.create(db) as Db, noted(db), {
    tx: <T>(fn: (tx: Tx) => Promise<T>, o?: object) => db.tx(async (tx) => {
      note({ sql: 'begin', params: [] })
      const result = await fn(Object.assign(Object.create(tx) as Tx, notedTx(tx)))
      note({ sql: 'commit', params: [] })
      return result
    }, o),
  })
}

/** leaves out what the log needs of an act's one statement: its entry and its place in the queue */
function unlogged(db: Db): Db {
  const without = (sql: string) => sql
    .replace(/insert into journal\.entry [^]*?returning id/, (insert) => {
      const casts = /unnest\((.*?)\)/.exec(insert)![1]!
      return `select null::uuid as id from unnest(${casts}) as x(a, b, c, d, e, f, g) where false`
    })
  const plain = (on: Db | Tx): Pick<Db, 'query'> => ({ query: (sql, params) => on.query(without(sql), params) })
  return Object.assign(Object.create(db) as Db, plain(db), {
    tx: <T>(fn: (tx: Tx) => Promise<T>, o?: object) => db.tx((tx) => fn(Object.assign(Object.create(tx) as Tx, plain(tx), { last: (sql: string, params?: readonly unknown[]) => tx.last(without(sql), params) })), o),
  })
}

/** gives the result of a transaction before it is committed: what must not be done, done on purpose */
function tooEarly(db: Db, armed: () => boolean): Db {
  return Object.assign(Object.create(db) as Db, {
    tx: <T>(fn: (tx: Tx) => Promise<T>, o?: object) => !armed() ? db.tx(fn, o) : new Promise<T>((resolve, reject) => {
      db.tx(async (tx) => {
        const result = await fn(Object.assign(Object.create(tx) as Tx, { last: tx.query }))
        resolve(result)
        await new Promise((r) => setTimeout(r, earlyMs))
        return result
      }, o).catch(reject)
    }),
  })
}

async function startFor(mode: string): Promise<void> {
  const config = readConfig()
  const log = createLog(config)
  const database = await openDatabase(config, { exclusive: true, log, onLost: () => process.exit(1) })
  const clock = await openClock({ db: database.app, city: config.city, profile: database.profile, calendar: calendar(), ...(config.clock ? { wanted: config.clock } : {}) })
  let listening = false // the start itself must be sound
  const app = mode === 'capture' ? capturing(database.app, process.env['BENCH_CAPTURE']!) : mode === 'unlogged' ? unlogged(database.app) : mode === 'early' ? tooEarly(database.app, () => listening) : database.app
  const none = { rate: 0, burst: 0 }
  const { http, close } = await createApp({
    config, database: { ...database, app }, clock, log, background: mode !== 'capture', scrub: false, limits: { account: none, anonymous: none, signIn: none },
  })
  await http.app.listen({ host: config.host, port: config.port })
  listening = true
  process.once('SIGTERM', () => void close().then(() => clock.close()).then(() => database.close()).then(() => process.exit(0)))
}

const mode = process.env['BENCH_MODE']
if (mode) await startFor(mode)
else process.exitCode = await start()

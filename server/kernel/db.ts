import { createHash } from 'node:crypto'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables.ts'
import { Unavailable, asUnavailable, isCachedPlan, isRetryable } from './dbErrors.ts'
import { types } from './dbTypes.ts'

export { Unavailable, violatedUnique } from './dbErrors.ts'

/** How to reach a database as one role; from the launcher or from DATABASE_URL. */
export interface Connection {
  host: string
  port: number
  database: string
  user: string
  password: string
  ssl?: boolean | { rejectUnauthorized?: boolean; ca?: string }
}

export interface Result<T> { rows: T[]; rowCount: number }

export interface Queryable {
  /**
   * One statement with `$1 …` parameters. Rows come as: bigint → number (throws beyond 2^53), date → `YYYY-MM-DD`,
   * timestamptz → `2020-12-25T11:00:00.000+08:00`, numeric → text, bytea → Buffer, jsonb → parsed. A jsonb parameter
   * that is an array must be given as JSON text (pg would send a PostgreSQL array).
   */
  query<T = Record<string, any>>(sql: string, params?: readonly unknown[]): Promise<Result<T>>
  /** the same connection through Kysely, for ordinary paths; hot paths write their SQL by hand */
  readonly kysely: Kysely<Tables>
}

/** An open transaction. Only db.tx makes one. */
export interface Tx extends Queryable {
  /**
   * The last statement of the transaction: its COMMIT travels with it, so that the transaction is one trip shorter and rows that
   * others wait for (counters) are free sooner. When it fails nothing stands, as ever. Refuses statements after it; `fn` itself
   * must not fail after it, since by then the effect stands.
   */
  last<T = Record<string, any>>(sql: string, params?: readonly unknown[]): Promise<Result<T>>
  /** runs when the commit has returned, never on rollback; for waking workers, not for work that must happen */
  afterCommit(fn: () => void): void
}

export interface TxOptions {
  isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readOnly?: boolean
  /** runs `fn` again this often after a serialization failure or deadlock; `fn` must then have no effect outside `tx`. Default 0 */
  retries?: number
  /** a statement of this transaction may take so long; default DbOptions.statementTimeoutMs. For imports and reports */
  statementTimeoutMs?: number
}

export interface Db extends Queryable {
  /**
   * The only way to open a transaction: begin, `fn`, commit; rollback when `fn` throws (its error is thrown on).
   * Refuses with Unavailable (503) when the database cannot be reached, is too busy (lock or statement timeout), or went
   * away in the middle; `commitUnknown` says that the connection broke while the commit was on its way.
   */
  tx<T>(fn: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>
  /** calls `heard` for each NOTIFY on the channel, and once after every (re)connection, since some may have been missed */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  /** connections of the pool now */
  stats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

export interface DbOptions {
  /** largest number of connections; default 10 */
  max?: number
  /** named statements; false (DB_PREPARE=off) behind a pooler that cannot track them */
  prepare?: boolean
  /** shown in pg_stat_activity */
  name?: string
  statementTimeoutMs?: number
  lockTimeoutMs?: number
  /** how long a caller waits for a connection before it is told 503 */
  connectTimeoutMs?: number
  /** told of connections that broke while idle; nothing is lost by them */
  onTrouble?: (error: Error) => void
}

const namesKept = 500

/**
 * Opens a pool on one database as one role. Nothing is connected until the first query, so that a database that is down
 * at the start or later is answered with Unavailable and used again as soon as it is back.
 */
export function createDb(connection: Connection, options: DbOptions = {}): Db {
  const prepare = options.prepare ?? true
  const statementTimeout = options.statementTimeoutMs ?? 15_000
  const lockTimeout = options.lockTimeoutMs ?? 5_000
  const limits = { statement_timeout: statementTimeout, lock_timeout: lockTimeout, idle_in_transaction_session_timeout: 60_000 }
  const settings: pg.PoolConfig & { pipeline: boolean } = {
    ...connection, types, max: options.max ?? 10, application_name: options.name ?? 'yichuang',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000, idleTimeoutMillis: 30_000, keepAlive: true, pipeline: true,
    query_timeout: statementTimeout + 2_000, // begin, commit, rollback
    // a pooler in transaction mode refuses start-up settings, so there they are set inside each transaction
    ...(prepare ? limits : {}),
  }
  const pool = new pg.Pool(settings)
  const trouble = options.onTrouble ?? (() => {})
  pool.on('error', trouble)
  // A statement that runs out of time while it waits for the standby is answered as done, with a warning: it is committed here and perhaps
  // not there. That must not be acknowledged; the same Idempotency-Key tells later what became of it.
  const alone = new WeakSet<object>()
  pool.on('connect', (client) => {
    client.on('error', trouble)
    client.on('notice', (notice) => { if (notice.routine === 'SyncRepWaitForLSN') alone.add(client) })
  })
  const mustBeReplicated = (client: pg.ClientBase): void => {
    if (!alone.delete(client)) return
    throw Object.assign(new Unavailable('unreachable', true, new Error('the standby did not confirm this commit')), { commitUnknown: true })
  }

  const names = new Map<string, string>()
  const nameOf = (sql: string): string | undefined => {
    let name = names.get(sql)
    if (!name && names.size < namesKept) names.set(sql, (name = 'p' + createHash('md5').update(sql).digest('hex')))
    return name
  }
  const send = async (client: pg.ClientBase, sql: string, params: readonly unknown[] = [], limit = statementTimeout): Promise<Result<any>> => {
    const name = prepare && params.length ? nameOf(sql) : undefined
    try {
      // the client gives up a little after the server should have: covers a server that is frozen and answers nothing
      const done = await client.query({ ...(name ? { name } : {}), text: sql, values: params as unknown[], query_timeout: limit + 2_000 } as pg.QueryConfig)
      mustBeReplicated(client)
      return { rows: done.rows, rowCount: done.rowCount ?? 0 }
    } catch (error) {
      throw asUnavailable(error)
    }
  }

  const connect = () => pool.connect().catch((error) => { throw asUnavailable(error) })

  async function query(sql: string, params: readonly unknown[] = [], again = true): Promise<Result<any>> {
    const client = await connect()
    try {
      const result = await send(client, sql, params)
      client.release()
      return result
    } catch (error) {
      const stale = isCachedPlan(error)
      client.release(stale || (error instanceof Unavailable && error.lost))
      // after a migration a prepared `select *` is refused once; a fresh connection plans it anew
      if (stale && again) return query(sql, params, false)
      throw error
    }
  }

  async function once<T>(fn: (tx: Tx) => Promise<T>, o: TxOptions): Promise<T> {
    const client = await connect()
    const after: (() => void)[] = []
    let committing = false
    let ended: Promise<{ command: string }> | undefined
    const commit = (): Promise<{ command: string }> => {
      committing = true
      return client.query('commit').then((done) => { mustBeReplicated(client); return done }, (error) => { throw asUnavailable(error) })
    }
    try {
      // `begin` is not waited for: it travels with the first statement, one trip less in every transaction
      const own = o.statementTimeoutMs
      const begun = send(client, beginText(o) + settingsText({ ...(prepare ? {} : limits), ...(own ? { statement_timeout: own } : {}) }))
      begun.catch(() => {})
      const tx: Tx = {
        query: (sql, params) => (ended ? Promise.reject(new Error('a statement after the last one of its transaction')) : send(client, sql, params, own)),
        last(sql, params) {
          const done = tx.query<any>(sql, params)
          ended ??= commit()
          ended.catch(() => {}) // told below, or by the statement itself
          return done
        },
        get kysely() { return bound(tx) },
        afterCommit: (f) => void after.push(f),
      }
      const result = await fn(tx)
      await begun
      const end = await (ended ?? commit())
      // PostgreSQL answers ROLLBACK to the commit of a transaction in which a statement failed and was swallowed
      if (end.command === 'ROLLBACK') throw new Error('a statement of this transaction failed and its error was swallowed: rolled back')
      client.release()
      for (const f of after) f()
      return result
    } catch (error) {
      if (error instanceof Unavailable && error.lost) {
        error.commitUnknown = committing
        client.release(true)
      } else await client.query('rollback').then(() => client.release(isCachedPlan(error)), () => client.release(true))
      throw error
    }
  }

  async function tx<T>(fn: (tx: Tx) => Promise<T>, o: TxOptions = {}): Promise<T> {
    for (let left = o.retries ?? 0; ; left--) {
      try {
        return await once(fn, o)
      } catch (error) {
        if (left <= 0 || !isRetryable(error)) throw error
      }
    }
  }

  const db: Db = {
    query, tx,
    kysely: undefined as never,
    listen: (channel, heard) => listen(settings, channel, heard, trouble),
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
  Object.assign(db, { kysely: bound(db) })
  return db
}

function beginText(o: TxOptions): string {
  return 'begin' + (o.isolation ? ` isolation level ${o.isolation}` : '') + (o.readOnly ? ' read only' : '')
}

function settingsText(settings: Record<string, number>): string {
  return Object.entries(settings).map(([key, ms]) => `; set local ${key} = ${ms}`).join('')
}

/** Kysely that runs on exactly this connection or pool, and cannot open a transaction of its own. */
function bound(on: { query(sql: string, params?: readonly unknown[]): Promise<Result<any>> }): Kysely<Tables> {
  const refuse = async (): Promise<never> => { throw new Error('transactions are opened by db.tx only') }
  const connection: DatabaseConnection = {
    async executeQuery<R>(q: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount } = await on.query(q.sql, q.parameters)
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount) }
    },
    streamQuery() { throw new Error('read pages by key instead of streaming') },
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (k) => new PostgresIntrospector(k),
      createDriver: () => ({
        init: async () => {}, acquireConnection: async () => connection, releaseConnection: async () => {}, destroy: async () => {},
        beginTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse,
      }),
    },
  })
}

async function listen(settings: pg.ClientConfig, channel: string, heard: (payload: string) => void, trouble: (e: Error) => void) {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const again = (): void => {
    if (stopped || timer) return
    timer = setTimeout(() => { timer = undefined; void open().catch(again) }, 1_000)
    timer.unref()
  }
  const open = async (): Promise<void> => {
    const fresh = new pg.Client({ ...settings, statement_timeout: 0, query_timeout: 5_000 } as pg.ClientConfig)
    fresh.on('error', (error) => { trouble(error); void fresh.end().catch(() => {}) })
    fresh.on('end', () => { if (client === fresh) { client = undefined; again() } })
    fresh.on('notification', (n) => heard(n.payload ?? ''))
    await fresh.connect()
    await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = fresh
    heard('')
  }
  await open().catch(again)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}

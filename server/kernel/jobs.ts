import type { Clock } from './clock.ts'
import { crashPoint } from './crashPoint.ts'
import type { Db, Queryable, Tx } from './db.ts'
import { uuidv7 } from './ids.ts'

/** Work that a transaction causes and that is done after it. */
export interface NewJob {
  /** `module.verb`: casework.ring, documents.render … */
  kind: string
  /** procedural data only: ids and codes, no personal data */
  payload: Record<string, unknown>
  /** an instant on the clock named below; absent = at once */
  runAt?: string
  /** 'legal' for statutory clocks; default 'real' */
  clock?: 'legal' | 'real'
  /** at most one unfinished job of this kind has this key: a second one moves the first to the new run_at and payload */
  dedupeKey?: string
}

export interface Job {
  /** stable over all attempts: receivers outside use it to tell a repetition */
  id: string
  kind: string
  payload: Record<string, any>
  runAt: string
  clock: 'legal' | 'real'
  /** 1 at the first attempt */
  attempt: number
}

/**
 * Does one job. What it writes to the database belongs into one transaction that ends with `finish(tx)`: then the effect
 * and the mark "done" stand or fall together. A handler that never calls `finish` is marked done when it returns, and may
 * run again if the process dies in between. Throwing means: try again later.
 */
export type Handler = (job: Job, finish: (tx: Tx) => Promise<void>) => Promise<void>

export interface DeadJob { id: string; kind: string; payload: Record<string, unknown>; runAt: string; attempts: number; lastError: string }

const channel = 'yichuang_job'

/**
 * Writes jobs on the caller's connection, so that they exist exactly when the change does. Takes no lock beyond its rows.
 * @returns the ids
 */
export async function enqueue(tx: Queryable, city: string, jobs: readonly NewJob[], now: Pick<Clock, 'legal' | 'real'>): Promise<string[]> {
  if (!jobs.length) return []
  const rows = jobs.map((j) => ({
    id: uuidv7(), kind: j.kind, payload: j.payload, clock: j.clock ?? 'real', dedupe_key: j.dedupeKey ?? null,
    run_at: j.runAt ?? (j.clock === 'legal' ? now.legal() : new Date(now.real()).toISOString()),
  }))
  const done = await tx.query<{ id: string }>(
    `insert into kernel.job (city, id, kind, payload, clock, run_at, dedupe_key)
     select $1, r.* from jsonb_to_recordset($2::jsonb) as r(id uuid, kind text, payload jsonb, clock text, run_at timestamptz, dedupe_key text)
     on conflict (city, kind, dedupe_key) where dedupe_key is not null and done_at is null and not dead
     do update set run_at = excluded.run_at, payload = excluded.payload returning id`,
    [city, JSON.stringify(rows)])
  return done.rows.map((r) => r.id)
}

/** Withdraws unfinished jobs by their key: what they waited for was done in time. @returns how many there were */
export async function cancel(tx: Queryable, city: string, kind: string, dedupeKeys: readonly string[]): Promise<number> {
  if (!dedupeKeys.length) return 0
  const gone = await tx.query(
    `delete from kernel.job where city = $1 and kind = $2 and dedupe_key = any($3::text[]) and done_at is null and not dead`,
    [city, kind, dedupeKeys])
  return gone.rowCount
}

/** Jobs given up after their last attempt, for the page on which somebody looks at them; newest first. */
export async function listDead(db: Queryable, city: string, limit = 100): Promise<DeadJob[]> {
  const { rows } = await db.query<DeadJob>(
    `select id, kind, payload, run_at as "runAt", attempts, coalesce(last_error, '') as "lastError"
     from kernel.job where city = $1 and dead order by run_at desc limit $2`, [city, limit])
  return rows
}

/** Gives a dead job all its attempts again. @returns false when it is not there or not dead */
export async function retryDead(db: Queryable, city: string, id: string): Promise<boolean> {
  const done = await db.query(
    `update kernel.job set dead = false, attempts = 0, locked_until = null where city = $1 and id = $2 and dead`, [city, id])
  return done.rowCount === 1
}

export interface WorkerOptions {
  db: Db
  city: string
  clock: Clock
  handlers: Record<string, Handler>
  /** attempts before a job is given up; default 8 (about 4 minutes) */
  attempts?: number
  /** wait before attempt n+1 in ms; default 1 s, doubling, at most 60 s */
  backoffMs?: (attempt: number) => number
  /** told of each failed attempt: job ids and error texts, for the log */
  onFailure?: (job: Job, error: Error, dead: boolean) => void
  batch?: number
  pollMs?: number
}

export interface Worker {
  /** begins to work in the background: at once, on every wake-up, and every pollMs */
  start(): Promise<void>
  /** looks for work now; also called through NOTIFY from other processes */
  wake(): void
  /** to be called after a commit that enqueued something: wakes this worker and those of other processes */
  announce(): void
  /**
   * Runs, in order of run_at, every legal job due by `legalNow`, those included that come up on the way, and the real
   * jobs due at once. `step` is told the instant of each job before it runs, so that the demo clock stands there.
   * A job that fails is left to the ordinary retries. @returns how many ran
   */
  runDue(legalNow: string, step?: (at: string) => Promise<unknown>): Promise<number>
  /** finishes what is running, takes nothing new */
  stop(): Promise<void>
}

const leaseMs = 60_000

interface Row { id: string; kind: string; payload: Record<string, any>; clock: 'legal' | 'real'; run_at: string; attempts: number; locked_until: string }

/** The outbox's worker (stack.md 4). Several processes may run one each: a job is leased to one of them by SKIP LOCKED. */
export function createWorker(o: WorkerOptions): Worker {
  const attempts = o.attempts ?? 8
  const backoff = o.backoffMs ?? ((n: number) => Math.min(60_000, 1_000 * 2 ** (n - 1)))
  const kinds = Object.keys(o.handlers)
  const realNow = (plus = 0) => new Date(o.clock.real() + plus).toISOString()
  let running: Promise<unknown> = Promise.resolve()
  let stopped = false
  let queued = false
  let timer: NodeJS.Timeout | undefined
  let unlisten: (() => Promise<void>) | undefined
  let announcing: NodeJS.Timeout | undefined

  /** one after the other within the process: runDue and the background never take each other's jobs */
  const alone = <T>(fn: () => Promise<T>): Promise<T> => {
    const turn = running.then(fn)
    running = turn.catch(() => {})
    return turn
  }

  async function claim(clock: 'legal' | 'real', now: string, limit: number, except: string[] = []): Promise<Row[]> {
    const { rows } = await o.db.query<Row>(
      `update kernel.job j set attempts = attempts + 1, locked_until = $5
       from (select id from kernel.job where city = $1 and clock = $2 and run_at <= $3 and done_at is null and not dead
               and (locked_until is null or locked_until <= $4) and kind = any($6::text[])
               and not id = any($8::uuid[])
             order by run_at, id limit $7 for update skip locked) due
       where j.city = $1 and j.id = due.id
       returning j.id, j.kind, j.payload, j.clock, j.run_at, j.attempts, j.locked_until`,
      [o.city, clock, now, realNow(), realNow(leaseMs), kinds, limit, except])
    return rows.sort((a, b) => (a.run_at < b.run_at ? -1 : a.run_at > b.run_at ? 1 : a.id < b.id ? -1 : 1))
  }

  async function work(row: Row): Promise<void> {
    const job: Job = { id: row.id, kind: row.kind, payload: row.payload, clock: row.clock, runAt: row.run_at, attempt: row.attempts }
    let finished = false
    // locked_until names the lease: who lost it to another process (it slept past its end) may not say "done"
    const finish = async (tx: Queryable): Promise<void> => {
      crashPoint('job.beforeFinish')
      const mine = await tx.query(
        `update kernel.job set done_at = $4, locked_until = null, last_error = null
         where city = $1 and id = $2 and locked_until = $3 and done_at is null`, [o.city, row.id, row.locked_until, realNow()])
      if (!mine.rowCount) throw new Error('the lease of this job has passed to another worker')
      finished = true
    }
    try {
      crashPoint('job.claimed')
      await o.handlers[row.kind]!(job, finish)
      if (!finished) await finish(o.db)
      crashPoint('job.finished')
    } catch (caught) {
      const error = caught instanceof Error ? caught : new Error(String(caught))
      const dead = row.attempts >= attempts
      o.onFailure?.(job, error, dead)
      await o.db.query(
        `update kernel.job set last_error = $4, dead = $5, locked_until = $6
         where city = $1 and id = $2 and locked_until = $3 and done_at is null`,
        [o.city, row.id, row.locked_until, error.message.slice(0, 2_000), dead, realNow(backoff(row.attempts))])
    }
  }

  async function drain(): Promise<void> {
    for (const clock of ['real', 'legal'] as const)
      while (!stopped) {
        const rows = await claim(clock, clock === 'real' ? realNow() : o.clock.legal(), o.batch ?? 20)
        for (const row of rows) await work(row)
        if (!rows.length) break
      }
  }

  const wake = (): void => {
    if (queued || stopped) return
    queued = true
    void alone(async () => {
      queued = false
      // the database is away: the poll comes back to it
      await drain().catch(() => {})
    })
  }

  return {
    wake,
    async start() {
      stopped = false
      unlisten = await o.db.listen(channel, wake)
      timer = setInterval(wake, o.pollMs ?? 1_000)
      timer.unref()
      wake()
    },
    announce() {
      wake()
      // NOTIFY takes a lock that every committing NOTIFY waits for, so it stays out of the caller's transaction and is
      // sent once for all that happens within 20 ms
      announcing ??= setTimeout(() => {
        announcing = undefined
        void o.db.query(`select pg_notify($1, '')`, [channel]).catch(() => {})
      }, 20)
      announcing.unref()
    },
    runDue: (legalNow, step) => alone(async () => {
      // each once: what fails here is left to the ordinary retries
      const tried: string[] = []
      for (;;) {
        const real = await claim('real', realNow(), 20, tried)
        const rows = real.length ? real : await claim('legal', legalNow, 1, tried)
        if (!rows.length) return tried.length
        for (const row of rows) {
          tried.push(row.id)
          if (row.clock === 'legal') await step?.(row.run_at)
          await work(row)
        }
      }
    }),
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(announcing)
      await unlisten?.()
      await running
    },
  }
}

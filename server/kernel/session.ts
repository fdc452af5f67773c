import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Grant } from '../../contract/roles.ts'
import type { Clock } from './clock.ts'
import { batched } from './batch.ts'
import { instant } from './clock.ts'
import type { Db, Queryable } from './db.ts'

/** Somebody who is signed in, as one request sees it. No name, no personal data: those are the directory's. */
export interface Session {
  /** SHA-256 of the token; key of the row */
  readonly hash: Buffer
  readonly person: string
  readonly grants: readonly Grant[]
  readonly csrf: string
  /** password, demo, faceToFace, machine */
  readonly assurance: string
  /** came as bearer token, not as cookie: no browser sends it by itself, so CSRF does not apply */
  readonly bearer: boolean
  /** real milliseconds */
  readonly expires: number
}

export interface Over { over: true; person: string }

export interface Fresh { token: string; csrf: string; expires: number }

export interface SessionLimits {
  /** without a call for this long the session is over; minutes of real time */
  idleStaff: number
  idleCitizen: number
  /** over in any case after this long; hours */
  longest: number
}

/** 15 minutes at a desk (等保 2.0 8.1.4.1: log-out when idle), two hours for a person who fills in a form at home */
export const usualLimits: SessionLimits = { idleStaff: 15, idleCitizen: 120, longest: 12 }

export interface Sessions {
  /** New token; only its SHA-256 is stored. Give the token to nobody but the caller. */
  create(on: Queryable, who: { person: string; grants: readonly Grant[]; assurance: string }): Promise<Fresh>
  /**
   * One read by primary key, shared with whoever asks at the same moment; nothing is kept. Over = there was such a session of this person and it has ended (idle or too long), so that the
   * screen can say so; undefined = no such token. Writes at most once a minute (last_seen), and does not wait for it; not at
   * all for a call that a screen makes by itself (`background`), or a desk left alone would never be idle.
   */
  read(token: string, bearer: boolean, background?: boolean): Promise<Session | Over | undefined>
  /** ends one session */
  end(on: Queryable, hash: Buffer): Promise<void>
  /** Ends all sessions of a person, in the caller's transaction: a removed officer cannot act one second later. Returns how many. */
  revoke(on: Queryable, person: string): Promise<number>
  /** New roles for all sessions of a person, in the caller's transaction; valid from the next request. */
  refresh(on: Queryable, person: string, grants: readonly Grant[]): Promise<number>
  /** removes sessions that ended more than a day ago; for a job */
  sweep(): Promise<number>
  readonly limits: SessionLimits
}

const readSql = `select token_hash, person, grants, csrf, assurance, extract(epoch from last_seen)::float8 * 1000 as seen,
  extract(epoch from expires)::float8 * 1000 as expires from kernel.session where city = $1 and token_hash = any($2::bytea[])`

interface Row { token_hash: Buffer; person: string; grants: Grant[]; csrf: string; assurance: string; seen: number; expires: number }

const minute = 60_000
/** 32 random bytes, base64url */
const tokenShape = /^[A-Za-z0-9_-]{43}$/
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export function createSessions(o: { db: Db; city: string; clock: Pick<Clock, 'real'>; limits?: Partial<SessionLimits> }): Sessions {
  const { db, city, clock } = o
  const limits = { ...usualLimits, ...o.limits }
  const touching = new Set<string>()
  const rowOf = batched<Row>(async (hashes) =>
    new Map((await db.query<Row>(readSql, [city, hashes.map((h) => Buffer.from(h, 'base64'))])).rows.map((r) => [r.token_hash.toString('base64'), r])))
  const idleOf = (grants: readonly Grant[]) => (isStaff(grants) ? limits.idleStaff : limits.idleCitizen) * minute

  const touch = (hash: Buffer, now: number): void => {
    const name = hash.toString('base64')
    if (touching.has(name)) return
    touching.add(name)
    db.query(`update kernel.session set last_seen = $3 where city = $1 and token_hash = $2 and last_seen < $3`, [city, hash, instant(now)])
      .catch(() => {}) // only the idle limit hangs on it; the next request tries again
      .finally(() => touching.delete(name))
  }

  return {
    limits,
    async create(on, { person, grants, assurance }) {
      const token = randomBytes(32).toString('base64url')
      const csrf = randomBytes(18).toString('base64url')
      const now = clock.real()
      const expires = now + limits.longest * 60 * minute
      await on.query(
        `insert into kernel.session (city, token_hash, person, grants, created, last_seen, expires, csrf, assurance) values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
        [city, hashOf(token), person, JSON.stringify(grants), instant(now), instant(expires), csrf, assurance])
      return { token, csrf, expires }
    },
    async read(token, bearer, background = false) {
      if (!tokenShape.test(token)) return undefined
      const hash = hashOf(token)
      const name = hash.toString('base64')
      const row = (await rowOf([name])).get(name)
      if (!row) return undefined
      const now = clock.real()
      if (now > row.expires || now - row.seen > idleOf(row.grants)) return { over: true, person: row.person }
      if (!background && now - row.seen > minute) touch(hash, now)
      return { hash, person: row.person, grants: row.grants, csrf: row.csrf, assurance: row.assurance, bearer, expires: row.expires }
    },
    async end(on, hash) {
      await on.query(`delete from kernel.session where city = $1 and token_hash = $2`, [city, hash])
    },
    async revoke(on, person) {
      return endSessions(on, city, [person])
    },
    async refresh(on, person, grants) {
      return (await on.query(`update kernel.session set grants = $3 where city = $1 and person = $2`, [city, person, JSON.stringify(grants)])).rowCount
    },
    async sweep() {
      return (await db.query(`delete from kernel.session where city = $1 and (expires < $2 or last_seen < $2)`, [city, instant(clock.real() - 24 * 60 * minute)])).rowCount
    },
  }
}

/** Ends all sessions of these people, in the caller's transaction. Returns how many. */
export async function endSessions(on: Queryable, city: string, people: readonly string[]): Promise<number> {
  return (await on.query(`delete from kernel.session where city = $1 and person = any($2::uuid[])`, [city, people])).rowCount
}

/** anybody who holds a role besides citizen sits at a desk */
export const isStaff = (grants: readonly Grant[]): boolean => grants.some((g) => g.role !== 'citizen')

/** equality that takes the same time whatever differs */
export function sameSecret(a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

import type { Queryable } from '../db.ts'
import type { ProfileName } from './tree.ts'

export interface Checkpoint { size: number; root: Buffer; note: string; signedAt: string }

export interface Head { log: string; profile: ProfileName; size: number; note: string; signedAt: string; quorumAt: string | null; witnesses: Record<string, WitnessSaid> }

/** what a witness said last: cosigned at this size, or why not */
export interface WitnessSaid { ok: boolean; at: string; size: number; says: string }

/** logs of the city that have at least one entry, oldest year first, with the number of their entries */
export async function logsOf(db: Queryable, city: string): Promise<{ log: string; count: number }[]> {
  const { rows } = await db.query<{ log: string; count: number }>(
    `with recursive l(log) as (
       (select log from journal.leaf where city = $1 order by log limit 1)
       union all select (select x.log from journal.leaf x where x.city = $1 and x.log > l.log order by x.log limit 1) from l where l.log is not null)
     select l.log, (select max(index) + 1 from journal.leaf x where x.city = $1 and x.log = l.log) as count from l where l.log is not null order by l.log`, [city])
  return rows
}

export interface LeafRow { index: number; leaf: Buffer; body: Buffer }

/** entries from an index on, in order, `limit` at most and only as far as the row of numbers has no gap */
export async function leavesFrom(db: Queryable, city: string, log: string, from: number, limit: number): Promise<LeafRow[]> {
  const { rows } = await db.query<LeafRow>(
    `select l.index, l.leaf, e.body from journal.leaf l join journal.entry e on e.city = l.city and e.id = l.entry
     where l.city = $1 and l.log = $2 and l.index >= $3 order by l.index limit $4`, [city, log, from, limit])
  const gap = rows.findIndex((r, i) => r.index !== from + i)
  return gap < 0 ? rows : rows.slice(0, gap)
}

const columns = `size, root, note, signed_at as "signedAt"`

/** newest signed checkpoint of a log */
export async function lastCheckpoint(db: Queryable, city: string, log: string, profile: ProfileName): Promise<Checkpoint | undefined> {
  return (await db.query<Checkpoint>(
    `select ${columns} from journal.checkpoint where city = $1 and log = $2 and profile = $3 order by size desc limit 1`, [city, log, profile])).rows[0]
}

/** the first signed checkpoint that holds the entry of this index, or exactly the one of a size */
export async function checkpointHolding(db: Queryable, city: string, log: string, profile: ProfileName, index: number): Promise<Checkpoint | undefined> {
  return (await db.query<Checkpoint>(
    `select ${columns} from journal.checkpoint where city = $1 and log = $2 and profile = $3 and size > $4 order by size limit 1`, [city, log, profile, index])).rows[0]
}

/** the first checkpoint holding this index that enough witnesses have seen */
export async function cosignedHolding(db: Queryable, city: string, log: string, profile: ProfileName, index: number): Promise<{ size: number; note: string } | undefined> {
  return (await db.query<{ size: number; note: string }>(
    `select size, note from journal.cosigned where city = $1 and log = $2 and profile = $3 and size > $4 order by size limit 1`, [city, log, profile, index])).rows[0]
}

/** the newest checkpoint without this index that enough witnesses have seen: the entry was not in the log then */
export async function cosignedBefore(db: Queryable, city: string, log: string, profile: ProfileName, index: number): Promise<{ size: number; note: string } | undefined> {
  return (await db.query<{ size: number; note: string }>(
    `select size, note from journal.cosigned where city = $1 and log = $2 and profile = $3 and size between 1 and $4 order by size desc limit 1`, [city, log, profile, index])).rows[0]
}

/** Keeps a checkpoint for ever, and moves the head to it. Throws when another process has signed this size with another root. */
export async function keepCheckpoint(db: Queryable, city: string, log: string, profile: ProfileName, c: Checkpoint): Promise<void> {
  const { rows } = await db.query<{ root: Buffer }>(
    `with mine as (insert into journal.checkpoint (city, log, profile, size, root, note, signed_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning root)
     select root from mine union all select root from journal.checkpoint where city = $1 and log = $2 and profile = $3 and size = $4`,
    [city, log, profile, c.size, c.root, c.note, c.signedAt])
  if (!rows[0]!.root.equals(c.root)) throw new Error(`${log}（${profile}）在 ${c.size} 处已有另一个签过名的根`)
  await db.query(
    `insert into journal.head (city, log, profile, size, note, signed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (city, log, profile) do update set size = excluded.size, note = excluded.note, signed_at = excluded.signed_at
     where journal.head.size <= excluded.size`, [city, log, profile, c.size, c.note, c.signedAt])
}

/** Records what witnesses said; with the quorum, also when this size was first seen by enough of them. */
export async function keepCosigned(db: Queryable, city: string, log: string, profile: ProfileName, seen: { size: number; note: string; at: string; quorum: boolean; said: Record<string, WitnessSaid> }): Promise<void> {
  if (seen.quorum)
    await db.query(`insert into journal.cosigned (city, log, profile, size, note, cosigned_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [city, log, profile, seen.size, seen.note, seen.at])
  await db.query(
    `update journal.head set note = case when size = $4 then $5 else note end, quorum_at = case when $7 then $6::timestamptz else quorum_at end, witnesses = witnesses || $8::jsonb
     where city = $1 and log = $2 and profile = $3`, [city, log, profile, seen.size, seen.note, seen.at, seen.quorum, JSON.stringify(seen.said)])
}

export async function heads(db: Queryable, city: string): Promise<Head[]> {
  return (await db.query<Head>(
    `select log, profile, size, note, signed_at as "signedAt", quorum_at as "quorumAt", witnesses from journal.head where city = $1 order by log, profile`, [city])).rows
}

/** where an entry lies, by its leaf hash: what a receipt or a QR code says */
export async function placeOf(db: Queryable, city: string, leaf: Buffer): Promise<{ log: string; index: number; body: Buffer; receipt: Buffer | null } | undefined> {
  return (await db.query<{ log: string; index: number; body: Buffer; receipt: Buffer | null }>(
    `select l.log, l.index, e.body, e.receipt from journal.leaf l join journal.entry e on e.city = l.city and e.id = l.entry
     where l.city = $1 and l.leaf = $2 order by l.log, l.index limit 1`, [city, leaf])).rows[0]
}

import { uuidv7 } from '../ids.ts'
import type { Db, Queryable } from '../db.ts'

export interface Alarm {
  id: string
  kind: string
  subject: string
  says: string
  raisedAt: string
  lastAt: string
  times: number
  closedAt: string | null
  reason: string | null
}

/**
 * Says that something does not agree with what was signed. The same thing about the same subject is one open alarm, counted
 * again each time. @returns whether it is new
 */
export async function raiseAlarm(db: Queryable, city: string, alarm: { kind: string; subject: string; says: string; realMs: number }): Promise<boolean> {
  const at = new Date(alarm.realMs).toISOString()
  const { rows } = await db.query<{ times: number }>(
    `insert into journal.alarm (city, id, kind, subject, says, raised_at, last_at) values ($1, $2, $3, $4, $5, $6, $6)
     on conflict (city, kind, subject) where closed_at is null do update set last_at = excluded.last_at, says = excluded.says, times = journal.alarm.times + 1
     returning times`, [city, uuidv7(), alarm.kind, alarm.subject, alarm.says, at])
  return rows[0]!.times === 1
}

const columns = `id, kind, subject, says, raised_at as "raisedAt", last_at as "lastAt", times, closed_at as "closedAt", reason`

/** open alarms, newest first; with `closed`, those too */
export async function alarms(db: Queryable, city: string, o: { closed?: boolean; limit?: number } = {}): Promise<Alarm[]> {
  return (await db.query<Alarm>(
    `select ${columns} from journal.alarm where city = $1 and ($2 or closed_at is null) order by id desc limit $3`, [city, o.closed ?? false, o.limit ?? 200])).rows
}

/** Closes an alarm, with who and why. False when there is no open one of this id. The caller sees to it that it is the auditor. */
export async function closeAlarm(db: Queryable | Db, city: string, id: string, by: string, reason: string, realMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update journal.alarm set closed_at = $3, closed_by = $4, reason = $5 where city = $1 and id = $2 and closed_at is null`,
    [city, id, new Date(realMs).toISOString(), by, reason])
  return rowCount === 1
}

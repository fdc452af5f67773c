import type { Clock } from '../clock.ts'
import type { Folders } from '../config.ts'
import type { Connection, Db, Queryable } from '../db.ts'
import { enqueue, type Handler } from '../jobs.ts'
import { append, type Journal } from '../journal/index.ts'
import { readSetting } from '../setting.ts'
import { archivePass } from './archive.ts'
import { drill, keptOf, type DrillKept } from './drill.ts'
import { backingUp, begun, fullBackup, type BackupPlace } from './index.ts'

/** What the last attempts came to; kept in kernel.setting under the name `backup`. Instants are real time. */
export interface BackupState {
  archivedTo: string | null
  base: string | null
  drill: DrillKept | null
  /** why the last attempt failed; null = it did not */
  trouble: string | null
}

const nothing: BackupState = { archivedTo: null, base: null, drill: null, trouble: null }
const minutes = 60_000
const days = 24 * 60 * minutes
/** drill again after so long: weekly, and the day after one that failed */
const drillEvery = { ok: 7 * days, failed: days }

/** the last drill, or the first base backup if there was none, is longer ago than a week and a day */
export const drillOverdue = (s: BackupState, now: number): boolean => s.base !== null && now - Date.parse(s.drill?.at ?? s.base) > 8 * days

/** What somebody has to be told, in sentences; empty = all is well. `now`: clock.real(). */
export function alarmsOf(s: BackupState, now: number): string[] {
  const age = (at: string | null) => (at === null ? Infinity : now - Date.parse(at))
  return [
    ...(s.trouble ? [`最近一次备份没有成功：${s.trouble}`] : []),
    ...(age(s.archivedTo) > 10 * minutes ? [s.archivedTo ? `日志归档停在 ${s.archivedTo}` : '还没有归档过日志'] : []),
    ...(age(s.base) > 2 * days ? [s.base ? `最近的基础备份是 ${s.base}` : '还没有做过基础备份'] : []),
    ...(s.drill && !s.drill.ok ? [`恢复演练失败：${s.drill.said}`] : []),
    ...(drillOverdue(s, now) ? ['超过八天没有做过恢复演练'] : []),
  ]
}

export const readBackupState = async (db: Queryable, city: string): Promise<BackupState> =>
  ({ ...nothing, ...(await readSetting<BackupState>(db, city, 'backup')) })

/** keeps what an attempt came to beside what others came to */
export async function noteBackup(db: { query(sql: string, params: unknown[]): Promise<unknown> }, city: string, part: Partial<BackupState>): Promise<void> {
  await db.query(
    `insert into kernel.setting (city, name, value) values ($1, 'backup', $2::jsonb || $3::jsonb) on conflict (city, name) do update set value = kernel.setting.value || $3::jsonb`,
    [city, JSON.stringify(nothing), JSON.stringify(part)])
}

export interface Keeper {
  /** to be called every minute: archives; makes the daily base backup; puts the weekly drill into the queue. Never throws: the state says it */
  tick(): Promise<void>
  /** handler of `backup.drill` jobs; needs a worker of its own, since a drill takes as long as a restore */
  drill: Handler
}

/** Keeps a running city backed up (YICHUANG_BACKUP_TO). `admin`: superuser of the embedded server, asked for each time. */
export function createKeeper(o: { db: Db; city: string; clock: Clock; journal: Journal; admin: () => Connection; folders: Folders; place: BackupPlace; told?: (error: Error) => void }): Keeper {
  const { db, city, clock } = o
  const note = (part: Partial<BackupState>) => noteBackup(db, city, part)
  const at = () => ({ admin: o.admin(), folders: o.folders, place: o.place })
  return {
    async tick() {
      try {
        const state = await readBackupState(db, city)
        if (!begun(o.place) || !state.base || clock.real() - Date.parse(state.base) > days) {
          const { base, passed } = await backingUp(at(), fullBackup)
          await note({ base: base.stoppedAt, archivedTo: passed.at, trouble: null })
        } else await note({ archivedTo: (await backingUp(at(), archivePass)).at, trouble: null })
        const last = state.drill
        if (last && clock.real() - Date.parse(last.at) < (last.ok ? drillEvery.ok : drillEvery.failed)) return
        const waiting = await db.query(`select 1 from kernel.job where city = $1 and kind = 'backup.drill' and done_at is null and not dead`, [city])
        if (!waiting.rowCount) await enqueue(db, city, [{ kind: 'backup.drill', payload: {}, dedupeKey: 'weekly' }], clock)
      } catch (error) {
        o.told?.(error as Error)
        await note({ trouble: (error as Error).message }).catch(() => {})
      }
    },
    async drill(_job, finish) {
      const done = await backingUp(at(), (where) => drill({ ...where, now: () => clock.real() }))
      await db.tx(async (tx) => {
        await noteBackup(tx, city, { drill: keptOf(done) })
        await append(tx, city, [o.journal.prepare({
          type: 'backup.drilled', at: clock.legal(), subject: { kind: 'backup', id: done.covered ?? done.at }, actor: { org: null, role: 'system', person: null }, next: done.ok ? 'ok' : 'failed', digests: {},
        }, clock.real())])
        await finish(tx)
      })
    },
  }
}

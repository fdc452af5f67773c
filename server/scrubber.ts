import { auditCity, type CityAudit, type CityFault } from './audit.ts'
import type { Db } from './kernel/db.ts'
import type { Log } from './kernel/log.ts'
import { keepSetting, readSetting } from './kernel/setting.ts'
import { raiseAlarm } from './kernel/sunlog/index.ts'

/** what the last full look found, kept under kernel.setting `scrub` and shown to everybody */
export interface Scrubbed { at: string; seconds: number; entries: number; acts: number; cases: number; faults: number }

/** real milliseconds between two looks, and between two batches of one: it never competes with those who wait at a window */
const pause = { looks: 3_600_000, batches: 20 }
/** the first faults of a look become alarms; a database that was swapped whole need not fill the table */
const mostAlarms = 200

/**
 * Looks at everything once (server/audit.ts), slowly; each fault is an alarm that only the auditor closes. @returns what was found,
 * also kept for /open. The first look of a process begins a minute after its start.
 */
export async function scrub(o: { db: Db; city: string; audit: () => Promise<CityAudit>; clock: { real(): number }; log: Log; stopped?: () => boolean; hurry?: boolean }): Promise<Scrubbed> {
  const begun = o.clock.real()
  const sum: Scrubbed = { at: '', seconds: 0, entries: 0, acts: 0, cases: 0, faults: 0 }
  for await (const b of auditCity(await o.audit())) {
    sum.entries += b.entries
    sum.acts += b.acts
    sum.cases += b.cases
    for (const fault of b.faults) if (sum.faults++ < mostAlarms) await raise(fault)
    if (o.stopped?.()) break
    if (!o.hurry) await new Promise((go) => setTimeout(go, pause.batches).unref())
  }
  const end = o.clock.real()
  sum.at = new Date(end).toISOString()
  sum.seconds = Math.round((end - begun) / 100) / 10
  if (!o.stopped?.())
    await keepSetting(o.db, o.city, 'scrub', sum)
  return sum

  async function raise(fault: CityFault): Promise<void> {
    if (await raiseAlarm(o.db, o.city, { ...fault, realMs: o.clock.real() })) o.log.error({ kind: fault.kind, subject: fault.subject }, fault.says)
  }
}

/** the result of the last full look; undefined before the first */
export async function lastScrub(db: Db, city: string): Promise<Scrubbed | undefined> {
  return readSetting(db, city, 'scrub')
}

/** looks again and again until it is told to stop */
export function keepScrubbing(o: Omit<Parameters<typeof scrub>[0], 'stopped' | 'hurry'>, first = 60_000): () => void {
  let stopped = false
  const next = (after: number): void => {
    setTimeout(() => {
      if (stopped) return
      scrub({ ...o, stopped: () => stopped }).catch((err) => { if (!stopped) o.log.error({ err }, 'the scrubber failed') }).finally(() => { if (!stopped) next(pause.looks) })
    }, after).unref()
  }
  next(first)
  return () => { stopped = true }
}

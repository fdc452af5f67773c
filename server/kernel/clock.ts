import type { Calendar } from '../../law/kernel/calendar.ts'
import type { Queryable } from './db.ts'
import { keepSetting, readSetting } from './setting.ts'

/**
 * Two clocks (settled.md 4). `legal` dates acts, deadlines, documents and lamps; the demo and the tests may move it
 * forward. `real` serves sessions, leases, retries, limits, idempotency and the journal's `rec`; nothing moves it.
 */
export interface Clock {
  /** legal instant, `2020-12-25T11:00:00.000+08:00`; never earlier than one it gave before, restarts included */
  legal(): string
  /** legal day, `2020-12-25` */
  today(): string
  /** real milliseconds since 1970 with microseconds as fraction; strictly increasing within the process */
  real(): number
  /** true when legal time is not real time: the screens then show a banner */
  shifted(): boolean
  /** moves legal time forward to `to`; refuses to go back (returns false) and refuses in production */
  advance(to: string): Promise<boolean>
  /** keeps how far legal time had come, for the next start */
  close(): Promise<void>
}

export type Profile = 'demo' | 'test' | 'production'

const hour = 3_600_000

/** milliseconds → `2020-12-25T11:00:00.000+08:00` */
export function instant(ms: number): string {
  return new Date(Math.floor(ms) + 8 * hour).toISOString().slice(0, 23) + '+08:00'
}

/**
 * RFC 3339, or a local day or time of China (`2020-12-25` = 09:00, `2020-12-25T09:30`) → milliseconds.
 * Throws when it is no such thing, or a day that does not exist.
 */
export function millisecondsAt(text: string): number {
  const m = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text.trim())
  const ms = m ? Date.parse(`${m[1]}T${m[2] ?? '09:00'}${m[3] ?? ':00'}${m[4] ?? '+08:00'}`) : Number.NaN
  // Date.parse takes 2021-02-30 for 2 March
  if (Number.isNaN(ms) || new Date(`${m![1]}T00:00:00Z`).toISOString().slice(0, 10) !== m![1])
    throw new Error(`不是有效的时间：${text}（例如 2020-12-25T09:00）`)
  return ms
}

/** 09:00 of the latest working day that is not after the real day */
export function latestWorkdayMorning(calendar: Calendar, realMs: number): number {
  const known = calendar.provisional()
  let ms = millisecondsAt(instant(realMs).slice(0, 10))
  while (!known.isWorkday(instant(ms).slice(0, 10))) ms -= 24 * hour
  return ms
}

let lastMicro = 0
function real(): number {
  // two entries of one millisecond differ by a microsecond
  lastMicro = Math.max(Date.now() * 1_000, lastMicro + 1)
  return lastMicro / 1_000
}

interface Stored { offsetMs: number; high: string }

export interface ClockOptions {
  db: Queryable
  city: string
  profile: Profile
  /** YICHUANG_CLOCK */
  wanted?: string
  /** decides which day the demo opens on */
  calendar: Calendar
  /** told, in words for the log, when legal time could not be what was asked for */
  warn?: (message: string) => void
}

/**
 * The process's clock, continuing where the last one stopped. Refuses YICHUANG_CLOCK in production. Asked for a time
 * before the one already reached, it warns and goes on from there, because acts were dated by it.
 */
export async function openClock(o: ClockOptions): Promise<Clock> {
  if (o.profile === 'production' && o.wanted) throw new Error('正式运行不得设置 YICHUANG_CLOCK：法定期限只能按真实时间计算')
  const stored = await readSetting<Stored>(o.db, o.city, 'clock')
  const floor = stored ? millisecondsAt(stored.high) : 0
  const now = real()
  let offset = stored?.offsetMs ?? 0
  if (o.wanted) offset = millisecondsAt(o.wanted) - now
  else if (!stored && o.profile === 'demo') offset = latestWorkdayMorning(o.calendar, now) - now
  if (now + offset < floor) {
    const back = `法定时间已走到 ${stored!.high}，不能倒退到 ${instant(now + offset)}`
    o.warn?.(back)
    // in production the machine's own time went back: stand still until it has caught up
    if (o.profile !== 'production') offset = Math.max(stored!.offsetMs, floor - now)
  }

  let high = floor
  const legalMs = (): number => (high = Math.max(high, Math.floor(real() + offset)))
  const keep = (): Promise<void> => keepSetting(o.db, o.city, 'clock', { offsetMs: offset, high: instant(legalMs()) } satisfies Stored)
  await keep()
  const timer = setInterval(() => void keep().catch(() => {}), 60_000)
  timer.unref()

  return {
    legal: () => instant(legalMs()),
    today: () => instant(legalMs()).slice(0, 10),
    real,
    shifted: () => Math.abs(offset) > 1_000,
    async advance(to) {
      if (o.profile === 'production') throw new Error('正式运行不能移动法定时间')
      const target = millisecondsAt(to)
      if (target < legalMs()) return false
      offset = target - real()
      await keep()
      return true
    },
    async close() {
      clearInterval(timer)
      await keep().catch(() => {})
    },
  }
}

/** Legal time as the city's own process tells it, for a command beside it: reads what is stored, moves and keeps nothing. */
export async function storedLegal(db: Queryable, city: string): Promise<string> {
  const stored = await readSetting<Stored>(db, city, 'clock')
  return instant(Math.max(Math.floor(real() + (stored?.offsetMs ?? 0)), stored ? millisecondsAt(stored.high) : 0))
}

/** A clock for tests: legal time stands still until it is moved. */
export function standingClock(start: string): Clock {
  const begun = millisecondsAt(start)
  let ms = begun
  return {
    legal: () => instant(ms),
    today: () => instant(ms).slice(0, 10),
    real,
    shifted: () => true,
    async advance(to) {
      const target = millisecondsAt(to)
      if (target < ms) return false
      ms = target
      return true
    },
    close: async () => {},
  }
}

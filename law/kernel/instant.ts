/**
 * Instants and legal dates. Every legal date is a date of Asia/Shanghai, which has been UTC+8 without change since 1991,
 * whatever the machine's own zone is (CAL-11): so this is integer arithmetic and never asks the machine.
 */

/** YYYY-MM-DD */
export type LegalDate = string
/** RFC 3339; those we write carry +08:00 and milliseconds */
export type Instant = string

const dayMs = 86_400_000
const shanghai = 8 * 3_600_000

/** days since 1970-01-01 (may be negative). Refuses what is not a date of the calendar (2021-02-30) with a RangeError. */
export function dayNumber(d: LegalDate): number {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(d)
  if (m) {
    const [y, mo, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
    if (mo >= 1 && mo <= 12 && day >= 1 && day <= daysInMonth(y, mo)) return fromCivil(y, mo, day)
  }
  throw new RangeError(`不是有效的日期：${d}`)
}

/** the date that is so many days after 1970-01-01 */
export function dateOf(n: number): LegalDate {
  const z = n + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  return ymd(yoe + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

/** 28–31 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 0 Sunday … 6 Saturday */
export function weekday(d: LegalDate): number {
  return (((dayNumber(d) + 4) % 7) + 7) % 7
}

/** '2021', 2, 8 → 2021-02-08; does not check */
export function ymd(year: number, month: number, day: number): LegalDate {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** milliseconds since 1970-01-01T00:00Z of an RFC 3339 instant; refuses one without a zone (a bare local time is nobody's) */
export function instantMs(at: Instant): number {
  const m = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/.exec(at)
  if (!m) throw new RangeError(`不是有效的时刻（须为 RFC 3339，带时区）：${at}`)
  const [h, min, s] = [Number(m[2]), Number(m[3]), Number(m[4])]
  const zone = m[6] ? 0 : (m[7] === '-' ? -1 : 1) * (Number(m[8]) * 60 + Number(m[9]))
  if (h > 23 || min > 59 || s > 59 || Math.abs(zone) > 1439) throw new RangeError(`不是有效的时刻：${at}`)
  const ms = Number((m[5] ?? '').slice(0, 3).padEnd(3, '0'))
  return dayNumber(m[1]!) * dayMs + ((h * 60 + min - zone) * 60 + s) * 1000 + ms
}

/** RFC 3339 with +08:00 and milliseconds */
export function instantFromMs(ms: number): Instant {
  const local = ms + shanghai
  const day = Math.floor(local / dayMs)
  const rest = local - day * dayMs
  const [h, min, s] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60]
  return `${dateOf(day)}T${two(h)}:${two(min)}:${two(s)}.${String(rest % 1000).padStart(3, '0')}+08:00`
}

/** the date of Asia/Shanghai on which this instant falls (CAL-11): 2020-12-31T16:30:00Z → 2021-01-01 */
export function legalDateOf(at: Instant): LegalDate {
  return dateOf(Math.floor((instantMs(at) + shanghai) / dayMs))
}

/** time of day in Asia/Shanghai, HH:mm */
export function timeOf(at: Instant): string {
  return instantFromMs(instantMs(at)).slice(11, 16)
}

/** instantOf('2020-12-25', '16:00'); seconds may be given; 24:00 is the end of that day (民法典 203) */
export function instantOf(date: LegalDate, time: string): Instant {
  const m = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(time)
  const [h, min, s] = m ? [Number(m[1]), Number(m[2]), Number(m[3] ?? 0)] : [99, 0, 0]
  if (!m || min > 59 || s > 59 || h > 24 || (h === 24 && (min || s))) throw new RangeError(`不是有效的钟点：${time}`)
  const ms = Number((m[4] ?? '').padEnd(3, '0'))
  return instantFromMs(dayNumber(date) * dayMs + ((h * 60 + min) * 60 + s) * 1000 + ms - shanghai)
}

/** later by so many minutes; hours count from the stated moment, holidays or not (民法典 201 第二款, CAL-04) */
export function addMinutes(at: Instant, n: number): Instant {
  return instantFromMs(instantMs(at) + n * 60_000)
}

/** 24 h from 2021-02-10 16:30 is 2021-02-11 16:30, holiday or not */
export function addHours(at: Instant, n: number): Instant {
  return addMinutes(at, n * 60)
}

/** <0, 0, >0: a before, at, after b */
export function compareInstants(a: Instant, b: Instant): number {
  return instantMs(a) - instantMs(b)
}

function fromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

import { calendar as published } from '../../../law/calendar/index.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import { legalDateOf, WDN } from '../../../law/kernel/dates.ts'
import { timeOf } from '../../../contract/say.ts'
import { left as t } from '../../text/zh-CN/department.ts'

export interface Span { from: string; to: string }

let known: Calendar | undefined
/** everything published with this build; a year that is not yet published counts provisionally (settled.md 6) */
const days = (): Calendar => (known ??= published().provisional())

/**
 * Time left in words: working days for a day (还剩 2 个工作日), minutes of the hall's opening hours for an instant of today
 * (还剩 2 小时 40 分), how much too late once it is past. Pure; `now` is legal time.
 */
export function timeLeft(due: { due: string; dueAt?: string | null | undefined }, now: string, hours: readonly Span[]): string {
  const today = legalDateOf(now)
  if (due.dueAt && due.dueAt.slice(0, 10) === today) {
    const minutes = due.dueAt > now ? openMinutes(now, due.dueAt, hours) : openMinutes(due.dueAt, now, hours)
    return due.dueAt > now ? t.minutes(minutes) : t.lateMinutes(minutes)
  }
  if (due.due < today) return t.lateDays(WDN(due.due, today, days()))
  if (due.due === today) return t.today
  return t.days(WDN(today, due.due, days()))
}

/** minutes of opening hours between two instants of the same day */
export function openMinutes(from: string, to: string, hours: readonly Span[]): number {
  const [a, b] = [minuteOf(timeOf(from)), minuteOf(timeOf(to))]
  return hours.reduce((sum, s) => sum + Math.max(0, Math.min(b, minuteOf(s.to)) - Math.max(a, minuteOf(s.from))), 0)
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

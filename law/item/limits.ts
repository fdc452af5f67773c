import { cite } from '../kernel/citation.ts'
import type { Fault } from '../kernel/rule.ts'
import type { ItemDraft, PromiseTerm } from './item.ts'
import { itemRule } from './lintRule.ts'

/* Promise and statute (ITM-05), cases decided on the spot (ITM-06). */

/** working days that a promise takes at most, counted from the day after; 0 = the same day */
export function promiseDays(p: PromiseTerm, officeMinutesPerDay?: number): number {
  if (p.unit === 'workday') return p.n
  if (p.unit === 'sameDayBy') return 0
  // without opening hours a promise in minutes is held to end on the next working day at the latest
  return officeMinutesPerDay ? Math.ceil(p.n / officeMinutesPerDay) : Math.min(p.n, 1)
}

/** fewest calendar days in which n working days can pass: a weekend after every five */
export function calendarDaysAtLeast(workdays: number): number {
  return workdays + 2 * Math.floor(Math.max(0, workdays - 1) / 5)
}

/** ITM-05: what is promised is not longer than what the law allows, nor than the shorter limit of a local regulation */
export const promiseWithinStatute = itemRule({
  id: 'item/limits#promise-within-statute', code: 'E-ITM-06', from: '2004-07-01', basis: [cite('优化营商环境条例', 36, '第二款')],
  test: ({ promise, statutoryLimit, outerLimit, regime }, ctx) => {
    if (!promise) return undefined
    const days = promiseDays(promise, ctx.officeMinutesPerDay)
    const out: Fault[] = []
    // a project is filed by law when its notice is complete (n = 0): the promise is about the certificate
    if (statutoryLimit && !(regime === 'filing' && statutoryLimit.n === 0)) {
      const { n, unit } = statutoryLimit
      if ((unit === 'workday' ? days : calendarDaysAtLeast(days)) > n)
        out.push({ at: 'promise', message: `承诺时限${say(promise)}超过法定时限${n}个${unit === 'workday' ? '工作日' : '自然日'}` })
    }
    if (outerLimit && days > outerLimit.n) out.push({ at: 'promise', message: `承诺时限${say(promise)}超过外层红线${outerLimit.n}个工作日` })
    return out
  },
})

/** ITM-06: an item decided on the spot promises the same day */
export const onTheSpotSameDay = itemRule({
  id: 'item/limits#on-the-spot', code: 'ITM-06', from: '2004-07-01', basis: [cite('行政许可法', 34, '第二款')],
  test: ({ caseType, promise }, ctx) =>
    caseType === 'onTheSpot' && promise && (promise.unit === 'workday' ? promise.n > 0 : promiseDays(promise, ctx.officeMinutesPerDay) > 1)
      ? { at: 'promise', message: `即办件应当当场办结，承诺时限不能是${say(promise)}` } : undefined,
})

/**
 * G-03: silence grants nothing unless a law, regulation, rule or State Council document says so for this item. 行政许可法 knows
 * no such thing for a first grant (50 speaks of renewal), so a tacit approval must stand on a basis of the item's own.
 */
export const tacitApproval = itemRule({
  id: 'item/limits#tacit-approval', code: 'G-03', from: '2004-07-01', basis: [cite('行政许可法', 42, '第一款')],
  test: ({ tacitApprovalBasis: t, legalBasis = [] }) => {
    if (!t) return undefined
    if (t.law === '行政许可法') return { at: 'tacitApprovalBasis', message: '行政许可法没有规定逾期不决定即视为准予，普通许可不得因逾期自动准予' }
    return legalBasis.some((b) => b.law === t.law) ? undefined : { at: 'tacitApprovalBasis', message: `逾期视为准予须由本事项自己的设定依据规定，“${t.law}”不在设定依据中` }
  },
})

/** last day of a case decided on the spot: the legal date on which it was accepted */
export function onTheSpotDue(acceptedAt: string): string {
  return acceptedAt.slice(0, 10)
}

/** overdue from 00:00 of the next day; both are instants in Beijing time */
export function onTheSpotOverdue(acceptedAt: string, now: string): boolean {
  return now.slice(0, 10) > onTheSpotDue(acceptedAt)
}

/** 三个工作日、120分钟（办公时间）、当日16:00前 */
export function say(p: PromiseTerm): string {
  if (p.unit === 'workday') return p.n === 0 ? '当日' : `${p.n}个工作日`
  return p.unit === 'sameDayBy' ? `当日${p.time}前` : `${p.n}分钟（办公时间）`
}

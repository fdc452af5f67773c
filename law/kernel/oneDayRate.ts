import type { Calendar } from './calendar.ts'
import { WDN, type LegalDate } from './dates.ts'
import { minutesOfDay, type OfficeHours, type PromiseTerm } from './promise.ts'

/** A share that says what was counted. `permille` is rounded half up from whole numbers; undefined when there is nothing to count. */
export interface Rate {
  count: number
  of: number
  permille?: number
  /** 99.2%, or 无数据 */
  text: string
}

/** count ÷ of, with one decimal of a percent. Refuses negative numbers and a count above `of`. */
export function rate(count: number, of: number): Rate {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(of) || count < 0 || count > of) throw new RangeError(`不能计算比例：${count} / ${of}`)
  if (of === 0) return { count, of, text: '无数据' }
  const permille = Math.floor((count * 2000 + of) / (of * 2))
  return { count, of, permille, text: `${Math.floor(permille / 10)}.${permille % 10}%` }
}

/** does this promise end within one working day? Minutes count by the hall's own day; a time of the same day always does. */
export function promisedInOneDay(term: PromiseTerm, hours: OfficeHours): boolean {
  if (term.unit === 'workday') return term.n <= 1
  return term.unit === 'sameDayBy' || term.n <= minutesOfDay(hours)
}

/** 按事项计算的一日办结率 (ITM-09): items promised within one working day ÷ all application items. The article's 99.2 % is of this kind. */
export function itemOneDayRate(promises: readonly PromiseTerm[], hours: OfficeHours): Rate {
  return rate(promises.filter((p) => promisedInOneDay(p, hours)).length, promises.length)
}

/** 按办件计算的一日办结率 (ITM-09): cases with at most one working day from acceptance to decision ÷ decided cases */
export function caseOneDayRate(cases: readonly { accepted: LegalDate; decided: LegalDate }[], calendar: Calendar): Rate {
  return rate(cases.filter((c) => WDN(c.accepted, c.decided, calendar) <= 1).length, cases.length)
}

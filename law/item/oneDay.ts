import type { Calendar } from '../kernel/calendar.ts'
import { WDN } from '../kernel/dates.ts'
import { isOneDayItem } from './limits.ts'
import type { ItemDraft } from './item.ts'

/*
 * 一日办结率 (ITM-09). Two indicators with different meanings, never mixed: by item (what is promised; the article's 99.2 %) and
 * by case (what was done). Nobody types either.
 */

export interface Rate {
  count: number
  total: number
  /** with one decimal, rounded half up; null where there is nothing to count */
  percent: number | null
}

export function rate(count: number, total: number): Rate {
  return { count, total, percent: total ? Math.round((count * 1000) / total) / 10 : null }
}

/** by item: items promised within one working day ÷ all items that can be applied for */
export function oneDayItems(items: readonly Pick<ItemDraft, 'promise'>[], officeMinutesPerDay?: number): Rate {
  return rate(items.filter((i) => isOneDayItem(i, { officeMinutesPerDay })).length, items.length)
}

/** a case counts when at most one working day lies after acceptance up to and including the decision; legal dates */
export function isOneDayCase(acceptedOn: string, decidedOn: string, calendar: Calendar): boolean {
  return WDN(acceptedOn, decidedOn, calendar) <= 1
}

/** by case: decided within one working day ÷ decided cases */
export function oneDayCases(cases: readonly { acceptedOn: string; decidedOn: string }[], calendar: Calendar): Rate {
  return rate(cases.filter((c) => isOneDayCase(c.acceptedOn, c.decidedOn, calendar)).length, cases.length)
}

import { MOX, NDX, timeOf } from '../../../law/kernel/dates.ts'
import type { Clock } from '../../../law/kernel/clock.ts'
import type { ItemTerms } from '../../../law/item/item.ts'

/** dates and terms as documents write them */
export const dateOf = {
  /** 2020年12月25日, no leading zeros (GW-03) */
  written: (day: string) => {
    const [y, m, d] = day.slice(0, 10).split('-').map(Number)
    return `${y}年${m}月${d}日`
  },
  /** last day of a validity of n months that starts on `day` */
  monthsLater: (day: string, n: number) => NDX(MOX(day, n), -1),
}

const units = { workday: '个工作日', calendar: '日', month: '个月' } as const

/** 20个工作日 */
export function lengthOf(c: Pick<Clock, 'n' | 'unit'>): string {
  return `${c.n}${units[c.unit]}`
}

/** the last day of a clock as a document gives it, and that it is 暂定 where it is (CAL-03) */
export function dueOf(c: Pick<Clock, 'due' | 'provisional'>): { due: string; provisional?: true } {
  return { due: c.due, ...ifProvisional(c) }
}
export const ifProvisional = (c: Pick<Clock, 'provisional'> | undefined): { provisional?: true } => (c?.provisional ? { provisional: true } : {})

/** until when the next step is due: the clock that runs, or `day` where none does */
export function nextStepOf(clock: Pick<Clock, 'due' | 'provisional'> | undefined, day: string): { nextStepOn: string; nextStepProvisional?: true } {
  return { nextStepOn: clock?.due ?? day, ...(clock?.provisional ? { nextStepProvisional: true } : {}) }
}

/** 当日16:00前办结; 2020年12月28日16:00前办结; 1个工作日内办结 */
export function promiseInWords(item: ItemTerms, clock: Clock, day: string): string {
  if (clock.dueAt) return `${clock.due === day ? '当日' : dateOf.written(clock.due)}${timeOf(clock.dueAt)}前办结`
  return item.promise.unit === 'workday' && item.promise.n > 0 ? `${item.promise.n}个工作日内办结` : `${dateOf.written(clock.due)}前办结`
}

const forms: Record<string, string> = { original: '原件', copy: '复印件', electronic: '电子件', have: '我们已有，不用提交', fill: '现场填写', none: '未提交' }
export const formName = (form: string) => forms[form] ?? form

import type { Field } from '../law/item/item.ts'

/**
 * Times and sums as people say them (ui.md, Words). Pure: legal `now` comes in, nothing is read from the machine.
 * All instants are +08:00; the wall time is read from the text itself, so no time zone data is needed.
 */

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** YYYY-MM-DD of an instant or a date */
export function dayOf(at: string): string {
  return at.slice(0, 10)
}

/** HH:MM of an instant */
export function timeOf(at: string): string {
  return at.slice(11, 16)
}

/** whole calendar days from a to b; negative when b is earlier */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(dayOf(b) + 'T00:00Z') - Date.parse(dayOf(a) + 'T00:00Z')) / 86_400_000)
}

/** 周五 */
export function weekday(date: string): string {
  return weekdays[new Date(dayOf(date) + 'T00:00Z').getUTCDay()]!
}

/** 12月25日, with the year where it is not the year of now: 2021年1月4日 */
export function sayDate(date: string, now?: string): string {
  const [y, m, d] = dayOf(date).split('-').map(Number)
  return (now && now.slice(0, 4) === date.slice(0, 4) ? '' : `${y}年`) + `${m}月${d}日`
}

/** 今天, 明天, 后天, 昨天; 下周一 is never said (it is misheard): then 12月28日（周一） */
export function sayDay(date: string, now: string): string {
  const n = daysBetween(now, date)
  if (n === 0) return '今天'
  if (n === 1) return '明天'
  if (n === 2) return '后天'
  if (n === -1) return '昨天'
  return `${sayDate(date, now)}（${weekday(date)}）`
}

/** 今天 16:00; 明天 09:30; 12月28日（周一）17:00 */
export function sayInstant(at: string, now: string): string {
  const day = sayDay(at, now)
  return day.endsWith('）') ? day + timeOf(at) : `${day} ${timeOf(at)}`
}

/** 2020年12月25日 16:00, for records and papers, where 今天 would go stale */
export function sayExactly(at: string): string {
  return at.length > 10 ? `${sayDate(at)} ${timeOf(at)}` : sayDate(at)
}

/** 今天 16:00 前 for an instant; 最晚 12月30日（周三） for a day, which counts to its end (CAL-06) */
export function sayDue(due: { due: string; dueAt?: string }, now: string): string {
  return due.dueAt ? `${sayInstant(due.dueAt, now)} 前` : `最晚${/^\d/.test(sayDay(due.due, now)) ? ' ' : ''}${sayDay(due.due, now)}`
}

/** 不收费; 30 元; 12.50 元 */
export function sayMoney(amountFen: number): string {
  if (amountFen === 0) return '不收费'
  const yuan = Math.trunc(amountFen / 100)
  const fen = amountFen % 100
  return `${yuan.toLocaleString('en-US')}${fen ? '.' + String(fen).padStart(2, '0') : ''} 元`
}

/** 2.4 MB, 310 KB */
export function sayBytes(n: number): string {
  if (n >= 1024 * 1024) return `${(n / 1024 / 1024).toFixed(1)} MB`
  return `${Math.max(1, Math.round(n / 1024))} KB`
}

/**
 * An answer in words: the labels of its choices, 是 or 否, a date, a sum. Values are as a form sends them
 * (yesNo 'true' | 'false', money in yuan, choices a list); an unanswered field gives the empty string.
 */
export function sayAnswer(field: Pick<Field, 'kind' | 'options'>, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  const label = (v: unknown) => field.options?.find((o) => o.value === String(v))?.label ?? String(v)
  switch (field.kind) {
    case 'choice': return label(value)
    case 'choices': return (Array.isArray(value) ? value : [value]).map(label).join('、')
    case 'yesNo': return String(value) === 'true' ? '是' : '否'
    case 'date': return sayDate(String(value))
    case 'money': return `${value} 元`
    default: return String(value)
  }
}

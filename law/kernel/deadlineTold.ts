import type { ClockUnit } from './clock.ts'
import { chineseDate } from './datesWritten.ts'
import { NDX, type LegalDate } from './dates.ts'
import type { Derivation } from './deadlineCount.ts'

const units: Record<ClockUnit, string> = { workday: '个工作日', calendar: '日', month: '个月' }

/** 20个工作日, 60日, 6个月 */
export function termInWords(n: number, unit: ClockUnit): string {
  return `${n}${units[unit]}`
}

export interface SkippedRun {
  from: LegalDate
  to: LegalDate
  why: string
}

/** the days that did not count, up to the last day of the period, neighbours with one ground put together: 2021-02-11…17 春节 */
export function skippedRuns(d: Derivation): SkippedRun[] {
  const runs: SkippedRun[] = []
  for (const { date, skipped } of d.days) {
    if (!skipped || date > d.last) continue // later days are those the last day rolled over: the period was over by then
    const run = runs.at(-1)
    if (run && run.why === skipped && NDX(run.to, 1) === date) run.to = date
    else runs.push({ from: date, to: date, why: skipped })
  }
  return runs
}

/** The derivation for a person who reads it, as sentences. */
export function tellDerivation(d: Derivation): string[] {
  const lines = [`${chineseDate(d.start)}${d.event ?? '起算'}，当日不计，期限${termInWords(d.n, d.unit)}。`]
  const runs = skippedRuns(d)
  if (runs.length) lines.push(`不计入：${runs.map((r) => `${between(r.from, r.to)}（${r.why}）`).join('、')}。`)
  for (const e of d.excluded) if (!e.to) lines.push(`${chineseDate(e.from)}起中止计算（${e.why}），恢复后顺延。`)
  const rolled = d.due !== d.last && d.days.find((day) => day.date === d.last)?.note
  if (rolled && !d.told) lines.push(`${chineseDate(d.last)}是${rolled}，到下一个工作日。`)
  if (d.told) lines.push(`按新的放假安排推算早于已告知的日期，仍以已告知的${chineseDate(d.told)}为准。`)
  lines.push(`${chineseDate(d.due)}届满${d.provisional ? '（暂定：有关年份的放假安排尚未公布，公布后重新计算，不会提前）' : ''}。`)
  return lines
}

function between(from: LegalDate, to: LegalDate): string {
  return from === to ? chineseDate(from) : `${chineseDate(from)}至${chineseDate(to)}`
}

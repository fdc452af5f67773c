import { dayNumber, type LegalDate } from './dates.ts'

/** 2021-01-08 → 2021年1月8日: Arabic numerals, no leading zeros (GB/T 9704, GW-03). Refuses what is not a date. */
export function chineseDate(d: LegalDate): string {
  dayNumber(d)
  const [y, m, day] = d.split('-').map(Number)
  return `${y}年${m}月${day}日`
}

/** dates in a text of an official document that are written against GW-03 (2021年01月08日), as they stand */
export function datesBadlyWritten(text: string): string[] {
  return [...text.matchAll(/\d{1,4}年\d{1,2}月\d{1,2}日/g)].map((m) => m[0]).filter((s) => !/^\d{4}年[1-9]\d?月[1-9]\d?日$/.test(s))
}

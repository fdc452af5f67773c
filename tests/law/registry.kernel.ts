import { calendarByVersion } from '../../law/calendar/index.ts'
import * as dates from '../../law/kernel/dates.ts'
import type { ExampleFunction } from './registry.ts'

/** functions of law/kernel and law/calendar, by the names that the rulebook gives them */
export const kernelFunctions: Readonly<Record<string, ExampleFunction>> = {
  WD: ({ calendar }, d, n) => dates.WD(d, n, calendar),
  WDB: ({ calendar }, d, n) => dates.WDB(d, n, calendar),
  NDX: (_, d, n) => dates.NDX(d, n),
  ND: ({ calendar }, d, n) => dates.ND(d, n, calendar),
  MOX: (_, d, n) => dates.MOX(d, n),
  MO: ({ calendar }, d, n) => dates.MO(d, n, calendar),
  WDN: ({ calendar }, a, b) => dates.WDN(a, b, calendar),
  PREV: ({ calendar }, d) => dates.PREV(d, calendar),
  isWorkday: ({ calendar }, d) => calendar.isWorkday(d),
  workdaysIn: (_, year, version) => dates.workdaysIn(year, calendarByVersion(version)),
}

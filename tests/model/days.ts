/*
 * Days, counted here a second time: the model may not ask the law's own arithmetic whether it counts right. Rest days are typed
 * from the notices (国办发明电〔2020〕27号, 〔2025〕7号) for the spans in which runs begin and end; a day outside of them is refused.
 */

/** days on which legal time of a run may begin: ordinary weeks, both sides of Spring Festival and National Day, and a week in which a statute changed hands */
export const beginnings = ['2020-12-28', '2021-02-05', '2021-03-08', '2022-05-05', '2026-02-09', '2026-03-02', '2026-09-21'] as const
export type Beginning = (typeof beginnings)[number]

const spans: readonly [from: string, to: string][] = [['2020-12-01', '2021-06-30'], ['2022-04-01', '2022-08-31'], ['2026-01-01', '2026-12-31']]
const off: readonly [from: string, to: string][] = [
  ['2021-01-01', '2021-01-03'], ['2021-02-11', '2021-02-17'], ['2021-04-03', '2021-04-05'], ['2021-05-01', '2021-05-05'], ['2021-06-12', '2021-06-14'],
  ['2022-04-03', '2022-04-05'], ['2022-04-30', '2022-05-04'], ['2022-06-03', '2022-06-05'],
  ['2026-01-01', '2026-01-03'], ['2026-02-15', '2026-02-23'], ['2026-04-04', '2026-04-06'], ['2026-05-01', '2026-05-05'], ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'], ['2026-10-01', '2026-10-07'],
]
const moved = new Set(['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2022-04-02', '2022-04-24', '2022-05-07', '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])

const known = new Map<string, boolean>()

/** is it a working day? Refuses a day whose arrangement is not typed above. */
export function works(day: string): boolean {
  const have = known.get(day)
  if (have !== undefined) return have
  if (!spans.some(([from, to]) => from <= day && day <= to)) throw new RangeError(`the model knows no rest days around ${day}`)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const is = moved.has(day) || (weekday !== 0 && weekday !== 6 && !off.some(([from, to]) => from <= day && day <= to))
  known.set(day, is)
  return is
}

/** the day n days later */
export function later(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

/** the n-th working day after that day */
export function workdaysAfter(day: string, n: number): string {
  for (let left = n; left > 0;) if (works((day = later(day, 1)))) left--
  return day
}

export interface Period { n: number; unit: 'workday' | 'calendar' }
/** days taken out of the count, both ends included; without an end the pause still runs and moves nothing yet */
export interface Out { from: string; to?: string }

/**
 * Last day of a period that began with an event on `start` (that day does not count): days taken out never count, and a last
 * day that is a rest day, or taken out, moves on to the next that is neither. No days at all means the first working day from the event on.
 */
export function lastDay(start: string, { n, unit }: Period, outs: readonly Out[] = []): string {
  const out = (day: string) => outs.some((o) => o.to !== undefined && o.from <= day && day <= o.to)
  let day = start
  for (let left = n; left > 0;) {
    day = later(day, 1)
    if (!out(day) && (unit === 'calendar' || works(day))) left--
  }
  while (!works(day) || out(day)) day = later(day, 1)
  return day
}

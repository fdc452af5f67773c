import pg from 'pg'

/**
 * 2020-12-25 03:00:00.123456+00 → 2020-12-25T11:00:00.123+08:00, the one way the house writes instants. Microseconds are
 * cut, not rounded: an instant must not become later than it was.
 */
export function instantOf(text: string): string {
  if (text === 'infinity' || text === '-infinity') return text
  const m = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d)(?::?(\d\d))?$/.exec(text)
  if (!m) throw new Error(`not a timestamp with time zone: ${text}`)
  const ms = (m[3] ?? '').padEnd(3, '0').slice(0, 3)
  if (m[4] === '+08' && !m[5]) return `${m[1]}T${m[2]}.${ms}+08:00`
  const utc = Date.parse(`${m[1]}T${m[2]}.${ms}${m[4]}:${m[5] ?? '00'}`)
  return new Date(utc + 8 * 3_600_000).toISOString().slice(0, 23) + '+08:00'
}

function wholeNumber(text: string): number {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error(`bigint ${text} does not fit a number`)
  return n
}

const textArray = pg.types.getTypeParser(1009 as number, 'text') as (text: string) => (string | null)[]

const listOf = <T>(one: (text: string) => T) => (text: string): (T | null)[] =>
  textArray(text).map((x) => (x === null ? null : one(x)))

const own: Record<number, (text: string) => unknown> = {
  20: wholeNumber, // int8
  1016: listOf(wholeNumber),
  1082: (text) => text, // date: pg would make a Date in the machine's zone, a day off elsewhere
  1182: listOf((text) => text),
  1184: instantOf, // timestamptz
  1185: listOf(instantOf),
}

/** how PostgreSQL's values become ours; everything else as pg does it (numeric stays text) */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && own[oid]) || pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

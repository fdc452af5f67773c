import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { calendar, calendarByVersion } from '../../law/calendar/index.ts'
import type { ActorCode } from '../../law/kernel/actor.ts'
import type { Calendar } from '../../law/kernel/calendar.ts'
import { instantOf } from '../../law/kernel/dates.ts'
import { readYaml } from '../../server/kernel/yaml.ts'

export const root = join(import.meta.dirname, '../..')

/** an act as an example writes it; times are expanded already */
export interface WrittenAct {
  type?: string
  at: string
  by: ActorCode
  person?: string
  organ?: string
  onBehalfOf?: string
  payload: Record<string, unknown>
  facts: Record<string, unknown>
}

export interface CallExample {
  form: 'call'
  rule: string
  name: string
  file: string
  calendar: Calendar
  call: string
  each: Expectation[]
}

export interface Expectation {
  args: unknown[]
  gives?: unknown
  has?: unknown
  lacks?: string | string[]
  throws?: string
}

export interface ActExample {
  form: 'acts'
  rule: string
  name: string
  file: string
  calendar: Calendar
  procedure: string
  item: unknown
  acts: WrittenAct[]
  when: WrittenAct[]
  then: Record<string, unknown>
}

export type Example = CallExample | ActExample

const thenFields = ['state', 'refuses', 'says', 'at', 'clocks', 'documents', 'lapsed', 'is', 'allowed', 'notAllowed', 'lamp']

/** paths of all examples.yaml of the house of law, relative to the root */
export function exampleFiles(): string[] {
  const law = join(root, 'law')
  return readdirSync(law, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('examples.yaml')).map((f) => relative(root, join(law, f))).sort()
}

/** all examples of a file; refuses unknown fields, so that a slip of the pen is not an example that shows nothing */
export function examplesOf(file: string): Example[] {
  const list: unknown = readYaml(join(root, file))
  if (list === null) return []
  if (!Array.isArray(list)) throw new Error(`${file}: not a list of examples`)
  return list.map((x, i) => read(file, x, `${file} #${i + 1}`))
}

function read(file: string, x: any, where: string): Example {
  if (typeof x?.rule !== 'string' || typeof x?.name !== 'string') throw new Error(`${where}: needs rule and name`)
  const here = `${where} (${x.rule})`
  const head = { rule: x.rule, name: x.name, file, calendar: calendarOf(x.calendar, here) }
  if ('call' in x) {
    only(x, ['rule', 'name', 'calendar', 'call', 'args', 'gives', 'has', 'lacks', 'throws', 'each'], here)
    const each: any[] = x.each ?? [x]
    if (x.each && ('args' in x || 'gives' in x)) throw new Error(`${here}: either each or args`)
    for (const e of each) {
      if (x.each) only(e, ['args', 'gives', 'has', 'lacks', 'throws'], here)
      if (!Array.isArray(e.args)) throw new Error(`${here}: args must be a list`)
      if (!['gives', 'has', 'lacks', 'throws'].some((k) => k in e)) throw new Error(`${here}: nothing is expected`)
    }
    return { form: 'call', ...head, call: x.call, each }
  }
  only(x, ['rule', 'name', 'calendar', 'procedure', 'given', 'when', 'then'], here)
  only(x.given ?? {}, ['item', 'facts', 'acts'], here)
  const facts = x.given?.facts ?? {}
  const acts = (list: any[]) => list.map((a) => readAct(a, facts, here))
  only(x.then ?? {}, thenFields, here)
  if (!x.then || !Object.keys(x.then).length) throw new Error(`${here}: then expects nothing`)
  if (!x.when) throw new Error(`${here}: when is missing`)
  return {
    form: 'acts', ...head, procedure: x.procedure, item: x.given?.item ?? 'single',
    acts: acts(x.given?.acts ?? []), when: acts(Array.isArray(x.when) ? x.when : [x.when]), then: x.then,
  }
}

function readAct(a: any, facts: Record<string, unknown>, here: string): WrittenAct {
  only(a, ['type', 'at', 'by', 'person', 'organ', 'onBehalfOf', 'payload', 'facts'], here)
  if (typeof a.at !== 'string') throw new Error(`${here}: an act has no time (at)`)
  if (a.type && !a.by) throw new Error(`${here}: act ${a.type} does not say by whom`)
  return {
    type: a.type, at: time(a.at), by: a.by, person: a.person ?? a.by?.toLowerCase(), organ: a.organ, onBehalfOf: a.onBehalfOf,
    payload: a.payload ?? {}, facts: { ...facts, ...a.facts },
  }
}

/** 2021-02-08 → 09:00 of that day; 2021-02-08 16:30 → Beijing time; RFC 3339 as it is */
export function time(written: string): string {
  const [date, clock] = written.split(' ')
  if (written.includes('T')) return written
  return instantOf(date!, clock ?? '09:00')
}

function calendarOf(c: any, here: string): Calendar {
  if (!c) return calendar()
  only(c, ['asOf', 'version'], here)
  if (c.version !== undefined && typeof c.version !== 'string') throw new Error(`${here}: write the calendar's version in quotes`)
  return c.version ? calendarByVersion(c.version) : calendar({ asOf: c.asOf })
}

function only(o: object, fields: readonly string[], here: string): void {
  for (const k of Object.keys(o)) if (!fields.includes(k)) throw new Error(`${here}: unknown field ${k} (known: ${fields.join(', ')})`)
}

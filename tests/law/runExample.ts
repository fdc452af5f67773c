import { join } from 'node:path'
import { expect } from 'vitest'
import type { ItemTerms } from '../../law/item/item.ts'
import { lampOf } from '../../law/kernel/lamp.ts'
import { allowed, decide, fold, type Act, type BaseState, type Procedure, type Verdict } from '../../law/kernel/procedure.ts'
import { root, type ActExample, type CallExample, type Expectation, type WrittenAct } from './example.ts'
import { functions, procedures } from './registry.ts'
import { readYaml } from '../../server/kernel/yaml.ts'

/** runs a function example; fails the test where an expectation does not hold */
export function runCall(x: CallExample): void {
  const f = functions[x.call]
  if (!f) throw new Error(`${x.call} is not in tests/law/registry.ts`)
  for (const e of x.each) {
    const run = () => f({ calendar: x.calendar }, ...structuredClone(e.args))
    if (e.throws !== undefined) expect(run, JSON.stringify(e.args)).toThrow(e.throws)
    else compare(run(), e)
  }
}

function compare(value: unknown, e: Expectation): void {
  const about = `of ${JSON.stringify(e.args)}`
  if ('gives' in e) expect(value, about).toEqual(e.gives)
  if ('has' in e) expectHas(value, e.has, about)
  if (e.lacks !== undefined) for (const s of [e.lacks].flat()) expect(value, about).not.toContain(s)
}

/** fields named must be there and equal; a text or list must contain each thing given */
function expectHas(value: unknown, has: unknown, about: string): void {
  if (typeof value === 'string') for (const s of [has].flat()) expect(value, about).toContain(s)
  else if (Array.isArray(value)) {
    for (const s of [has].flat()) expect(value, about).toContainEqual(typeof s === 'object' ? expect.objectContaining(s as object) : s)
  } else expect(value, about).toMatchObject(has as object)
}

/** runs an example of acts: those given must be allowed, then what is tried is compared with what the example says */
export function runActs(x: ActExample): void {
  const item = itemOf(x.item)
  const entry = procedures[x.procedure]
  if (!entry) throw new Error(`procedure ${x.procedure} is not in tests/law/registry.ts`)
  const p: Procedure<BaseState, ItemTerms> = typeof entry === 'function' ? entry(item) : entry
  const record: Act[] = []
  const attempt = (a: WrittenAct) => {
    const ctx = { now: a.at, calendar: x.calendar, item }
    const folded = fold(p, record, ctx)
    record.push(...folded.lapsed)
    const actor = { code: a.by, person: a.person, ...(a.organ ? { organ: a.organ } : {}) }
    const tried = { type: a.type!, actor, payload: a.payload, ...(a.onBehalfOf ? { onBehalfOf: a.onBehalfOf } : {}) }
    const verdict = a.type ? decide(p, folded, tried, a.facts, ctx) : undefined
    if (verdict?.ok) record.push(verdict.act)
    return { verdict, lapsed: folded.lapsed, state: verdict?.ok ? verdict.state : folded.state, now: a.at }
  }
  const mustPass = (a: WrittenAct) => {
    const { verdict } = attempt(a)
    if (verdict && !verdict.ok) throw new Error(`${a.type} at ${a.at} was refused: ${told(verdict)}`)
  }
  for (const a of x.acts) mustPass(a)
  for (const a of x.when.slice(0, -1)) mustPass(a)
  const last = x.when.at(-1)!
  const result = attempt(last)
  const { verdict, state, now } = result
  const then = x.then as any
  if (then.refuses === undefined && verdict && !verdict.ok) throw new Error(`${last.type} was refused: ${told(verdict)}`)
  if (then.refuses !== undefined) {
    if (!verdict) throw new Error('no act was tried, so nothing can be refused')
    expect(verdict.ok ? [] : [...new Set(verdict.findings.map((f) => f.code))].sort()).toEqual([then.refuses].flat().sort())
  }
  const findings = verdict && !verdict.ok ? verdict.findings : []
  for (const s of [then.says ?? []].flat()) expect(findings.map((f) => f.message).join('\n')).toContain(s)
  for (const s of [then.at ?? []].flat()) expect(findings.map((f) => f.at)).toContain(s)
  if (then.state !== undefined) expect(state.state).toBe(then.state)
  if (then.documents) expect(verdict?.ok ? verdict.documents : []).toEqual(then.documents)
  if (then.lapsed) expect(result.lapsed.map((a) => a.type)).toEqual(then.lapsed)
  if (then.is) expect(state).toMatchObject(then.is)
  for (const [id, fields] of Object.entries(then.clocks ?? {})) {
    if (fields === null) expect(state.clocks, id).not.toHaveProperty(id)
    else expect(state.clocks[id], `clock ${id}`).toMatchObject(fields as object)
  }
  for (const [code, types] of Object.entries(then.allowed ?? {})) for (const t of types as string[]) expect(allowed(p, state, code as never), code).toContain(t)
  for (const [code, types] of Object.entries(then.notAllowed ?? {})) for (const t of types as string[]) expect(allowed(p, state, code as never), code).not.toContain(t)
  for (const [id, lamp] of Object.entries(then.lamp ?? {})) {
    const clock = state.clocks[id]
    if (!clock) throw new Error(`no clock ${id}`)
    expect(lampOf(clock, now, x.calendar), `lamp ${id}`).toBe(lamp)
  }
}

function told(v: Verdict<unknown>): string {
  return v.ok ? '' : v.findings.map((f) => `${f.code} ${f.message}`).join('; ')
}

const items: Record<string, any> = readYaml(join(root, 'tests/law/items.yaml')) as Record<string, any>

/** terms by name, or by name with some of them replaced */
export function itemOf(x: unknown): ItemTerms {
  const { is, ...over } = typeof x === 'string' ? { is: x } : (x as any)
  const base = is === undefined ? {} : items[is] ? itemOf(items[is].is ? items[is] : { ...items[is], is: undefined }) : undefined
  if (!base) throw new Error(`no item ${is} in tests/law/items.yaml`)
  return merge(base, over) as ItemTerms
}

function merge(a: any, b: any): any {
  if (!plain(a) || !plain(b)) return b
  const out = { ...a }
  for (const [k, v] of Object.entries(b)) if (v !== undefined) out[k] = merge(a[k], v)
  return out
}

function plain(x: unknown): boolean {
  return typeof x === 'object' && x !== null && !Array.isArray(x)
}

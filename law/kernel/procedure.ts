import type { ActorCode } from './actor.ts'
import type { Calendar } from './calendar.ts'
import type { Clock } from './clock.ts'
import { findings, inForce, type Facts, type Finding, type Rule, type Trial, type TriedAct } from './rule.ts'
import type { Citation } from './citation.ts'

/** An act as it stands in the record: procedural fields only, nothing personal (settled.md 1). */
export interface Act {
  seq: number
  type: string
  /** legal instant, RFC 3339 +08:00 */
  at: string
  /** day on which it takes effect by law, where that is not the day of `at` (deemed acceptance) */
  effectiveOn?: string
  actor: { code: ActorCode; person?: string; organ?: string }
  onBehalfOf?: string
  payload: Record<string, unknown>
  /** clocks that this act started, stopped or moved: full values, stored once, never computed again */
  clocks?: Clock[]
  /** snapshot of the declared facts that were given when it was decided (settled.md 1); no others, nothing personal */
  facts?: Facts
  /** the rule versions that guarded it, `permit/correction#one-time-notice@2004-07-01` (VER-02) */
  rules?: string[]
}

export interface BaseState {
  state: string
  clocks: Record<string, Clock>
  /** number of acts folded */
  seq: number
}

/** What fold and decide are told besides the acts: the legal instant, the calendar, and the terms of the item revision. */
export interface Context<I> {
  now: string
  calendar: Calendar
  item: I
}

/** One kind of act of a procedure: who may do it, from which states, under which rules, what it changes. */
export interface ActDef<S extends BaseState, I> {
  /** 中文 name of the act */
  name: string
  by: readonly ActorCode[]
  /** states from which it may be done; 'new' = it opens the case */
  from: readonly string[] | 'new'
  /** where 'from' comes from, for the refusal "this act does not exist in this state"; dated: what was in force that day */
  basis(day: string): Citation[]
  /** facts that `apply` or `clocks` read, besides those of the rules: they are kept in the act's snapshot */
  facts?: readonly string[]
  /** done by lapse of time alone (视为受理): `lapse` gives it, nobody may try it */
  lapses?: true
  /** payload fields that hold personal data: kept apart as particulars, seen here only as `has.<field>: true` */
  personal?: readonly string[]
  /** document templates this act produces (law.md appendix A): P04 …; a function where it depends on what the act came to */
  documents?: readonly string[] | ((after: S, act: Act) => readonly string[])
  rules: readonly Rule<S, I>[]
  /** state after the act; pure; must not read ctx.now; facts only from the act's snapshot */
  apply(state: S, act: Act, item: I): S
  /** clocks that it starts, stops or moves; called once, by decide (or by fold for a lapsed act), and stored with the act */
  clocks?(after: S, act: Act, ctx: Context<I>): Clock[]
}

export interface Procedure<S extends BaseState, I> {
  id: string
  /** 中文 */
  name: string
  /** state → 中文 */
  states: Readonly<Record<string, string>>
  /** states in which nothing more can happen */
  final: readonly string[]
  initial(item: I): S
  acts: Readonly<Record<string, ActDef<S, I>>>
  /** the next act that the law itself has done by lapse of time, if any (settled.md 5); SYS, with effectiveOn */
  lapse(state: S, ctx: Context<I>): Omit<Act, 'seq'> | undefined
}

/** One act onto a state. Unknown act types are an error: an old record must always be readable. */
export function step<S extends BaseState, I>(p: Procedure<S, I>, state: S, act: Act, item: I): S {
  const def = p.acts[act.type]
  if (!def) throw new Error(`${p.id}: unknown act ${act.type}`)
  const next = def.apply(state, act, item)
  const clocks = act.clocks?.length ? { ...next.clocks } : next.clocks
  for (const c of act.clocks ?? []) clocks[c.id] = c
  return { ...next, clocks, seq: act.seq }
}

export interface Folded<S> {
  state: S
  /** acts that the law has already done by lapse of time and that are not in the record yet, in order */
  lapsed: Act[]
}

/** State of a case at ctx.now, with what lapsed until then. */
export function fold<S extends BaseState, I>(p: Procedure<S, I>, acts: readonly Act[], ctx: Context<I>): Folded<S> {
  let state = p.initial(ctx.item)
  for (const act of acts) state = step(p, state, act, ctx.item)
  const lapsed: Act[] = []
  for (let guard = 0; guard < 16; guard++) {
    const next = p.lapse(state, ctx)
    if (!next) return { state, lapsed }
    const act = withClocks(p, state, { ...next, seq: state.seq + 1 }, { ...ctx, now: next.at })
    lapsed.push(act)
    state = step(p, state, act, ctx.item)
  }
  throw new Error(`${p.id}: lapse does not come to rest`)
}

function withClocks<S extends BaseState, I>(p: Procedure<S, I>, state: S, act: Act, ctx: Context<I>): Act {
  const def = p.acts[act.type]!
  if (!def.clocks) return act
  const after = def.apply(state, act, ctx.item)
  const clocks = def.clocks(after, act, ctx)
  return clocks.length ? { ...act, clocks } : act
}

export type Verdict<S> = { ok: true; act: Act; state: S; documents: readonly string[] } | { ok: false; findings: Finding[] }

/**
 * May this act be done now, and what follows from it? All findings at once, never one by one.
 * `folded` is fold(...) of the record at the same ctx; its lapsed acts must be appended before the act returned here.
 */
export function decide<S extends BaseState, I>(
  p: Procedure<S, I>, folded: Folded<S>, tried: TriedAct, facts: Facts, ctx: Context<I>,
): Verdict<S> {
  const { state } = folded
  const day = ctx.now.slice(0, 10)
  const def = Object.hasOwn(p.acts, tried.type) ? p.acts[tried.type] : undefined
  const out = (message: string, id: string, basis: Citation[] = []): Verdict<S> =>
    ({ ok: false, findings: [{ rule: `${p.id}/procedure#${id}`, code: id === 'by' ? 'E-ROLE' : 'E-STATE', message, basis }] })
  if (!def) return out(`本程序没有“${tried.type}”这一步`, 'acts')
  if (def.lapses) return out(`“${def.name}”由期限届满产生，不能由人办理`, 'lapse', def.basis(day))
  if (!def.by.includes(tried.actor.code)) return out(`“${def.name}”不能由您的岗位办理`, 'by', def.basis(day))
  const fresh = state.seq === 0
  if (def.from === 'new' ? !fresh : fresh || !def.from.includes(state.state)) {
    // Rules that explain better than "not in this state" (a second correction notice) are asked first.
    const said = def.rules.flatMap((r) => findings(r, trialOf(state, tried, facts, ctx)))
    if (said.length) return { ok: false, findings: said }
    return out(`当前状态为“${p.states[state.state] ?? state.state}”，不能“${def.name}”`, 'from', def.basis(day))
  }
  const found = def.rules.flatMap((r) => findings(r, trialOf(state, tried, facts, ctx)))
  if (found.length) return { ok: false, findings: found }
  const act = withClocks(p, state, {
    seq: state.seq + 1, type: tried.type, at: ctx.now, actor: tried.actor, payload: tried.payload,
    ...(tried.onBehalfOf ? { onBehalfOf: tried.onBehalfOf } : {}),
    facts: snapshot(def, facts), rules: versions(def, day),
  }, ctx)
  const after = step(p, state, act, ctx.item)
  return { ok: true, act, state: after, documents: documentsOf(def, after, act) }
}

/** templates that an act in the record produced, given the state after it (for a lapsed act too) */
export function documentsOf<S extends BaseState, I>(def: ActDef<S, I>, after: S, act: Act): readonly string[] {
  return typeof def.documents === 'function' ? def.documents(after, act) : def.documents ?? []
}

/** names of all facts that the server must gather before it tries this act */
export function factsOf<S extends BaseState, I>(def: ActDef<S, I>): string[] {
  return [...new Set([...(def.facts ?? []), ...def.rules.flatMap((r) => r.facts ?? [])])]
}

function snapshot<S extends BaseState, I>(def: ActDef<S, I>, facts: Facts): Facts {
  return Object.fromEntries(factsOf(def).filter((f) => facts[f] !== undefined).map((f) => [f, facts[f]]))
}

function versions<S extends BaseState, I>(def: ActDef<S, I>, day: string): string[] {
  return def.rules.filter((r) => inForce(r, day)).map((r) => `${r.id}@${r.from}`)
}

function trialOf<S, I>(state: S, act: TriedAct, facts: Facts, ctx: Context<I>): Trial<S, I> {
  return { state, act, facts, now: ctx.now, item: ctx.item, calendar: ctx.calendar }
}

/** The acts that this person could try now: by role and state only (a fact known to the server alone may still refuse). */
export function allowed<S extends BaseState, I>(p: Procedure<S, I>, state: S, code: ActorCode): string[] {
  return Object.entries(p.acts)
    .filter(([, d]) => !d.lapses && d.by.includes(code) && d.from !== 'new' && d.from.includes(state.state))
    .map(([type]) => type)
}

import type { Citation } from './citation.ts'

/** One reason why an act may not be done, in words for the person who tried. */
export interface Finding {
  /** path of the rule: `permit/correction#one-time-notice` is in law/permit/correction.ts */
  rule: string
  /** the rulebook's own code: `E-XK-03`, or the rule's number such as `G-03` */
  code: string
  /** one Chinese sentence: what is wrong, and what to do */
  message: string
  basis: Citation[]
  /** the field, material or act that it is about */
  at?: string
}

/** What a rule is told: the case so far, the act that is tried, the facts declared, the day. */
export interface Trial<S, I> {
  state: S
  act: TriedAct
  facts: Facts
  now: string
  item: I
  calendar: import('./calendar.ts').Calendar
}

export interface TriedAct {
  type: string
  actor: { code: import('./actor.ts').ActorCode; person?: string; organ?: string }
  onBehalfOf?: string
  payload: Record<string, unknown>
}

/** Facts gathered by the server, by name; law only reads them. */
export type Facts = Record<string, unknown>

/** A dated rule that guards an act. */
export interface Rule<S = unknown, I = unknown> {
  id: string
  code: string
  basis: Citation[]
  /** in force from this day (inclusive) … until this day (exclusive). No version in force on the day of the act is an error. */
  from: string
  until?: string
  /** names of the facts it reads */
  facts?: readonly string[]
  /** returns what is wrong; nothing when the act may be done */
  test(trial: Trial<S, I>): undefined | Fault | Fault[]
}

export interface Fault {
  message: string
  at?: string
}

/** declares a rule; the id's part before # is the file it stands in, under law/ */
export function rule<S, I>(r: Rule<S, I>): Rule<S, I> {
  return r
}

/** from (inclusive) … until (exclusive) */
export function inForce(r: { from: string; until?: string }, day: string): boolean {
  return day >= r.from && !(r.until && day >= r.until)
}

/** the findings of one rule on one trial; empty when it is satisfied or not yet in force */
export function findings<S, I>(r: Rule<S, I>, trial: Trial<S, I>): Finding[] {
  if (!inForce(r, trial.now.slice(0, 10))) return []
  const out = r.test(trial)
  const faults = out === undefined ? [] : Array.isArray(out) ? out : [out]
  return faults.map((f) => ({ rule: r.id, code: r.code, message: f.message, basis: r.basis, ...(f.at ? { at: f.at } : {}) }))
}

import { decide, documentsOf, factsOf, fold, step, type Act, type Context, type Procedure } from '../../../law/kernel/procedure.ts'
import type { Facts, Finding } from '../../../law/kernel/rule.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import { procedureFor, type PermitState } from '../../../law/permit/index.ts'
import { Refusal } from '../../kernel/http/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { toldToLaw } from '../../kernel/toldToLaw.ts'
import { system, type Acting, type Asked, type Deps, type FactProvider } from './deps.ts'
import { project } from './project.ts'
import type { CaseRow } from './write.ts'

/** A case taken from the database for acting: its row is locked until the transaction ends. */
export interface Locked { row: CaseRow; acts: Act[] }

export interface Attempt {
  type: string
  payload: Record<string, unknown>
  /** personal fields: kept apart, committed with salt; law sees only that they are there */
  personal: Record<string, unknown>
  acting: Acting
  assistance?: string | null
  /** facts that the caller has computed itself: a bundle's part of the promise */
  given?: Facts
}

/** An act that may be done, with everything that recording it needs. */
export interface Taken {
  act: Act
  attempt: Attempt
  documents: readonly string[]
  prev: string
  next: string
}

/** What one case goes through in this transaction: lapsed acts first, then those that were tried. */
export interface Outcome {
  row: CaseRow
  item: ItemTerms
  /** version of the calendar under which it was decided */
  calendar: string
  taken: Taken[]
  before: PermitState
  after: PermitState
  /** state after each taken act, same order */
  states: PermitState[]
}

/**
 * Decides attempts on one case, in order, each on the state that the one before left. Nothing is written here.
 * First come the acts that the law itself has done by lapse of time (settled.md 5), so a late worker gives nobody time.
 * Refuses with all findings of the first attempt that may not be done. `now`: one legal instant for several cases, read after
 * all of them are locked.
 */
export async function attemptAll(
  deps: Deps, providers: ReadonlyMap<string, FactProvider>, tx: Tx, locked: Locked, attempts: readonly Attempt[],
  now = deps.clock.legal(),
): Promise<Outcome | Finding[]> {
  const { row } = locked
  const item = await deps.catalogue.revision(row.item, row.revision)
  const procedure: Procedure<PermitState, ItemTerms> = procedureFor(item.regime)
  const ctx: Context<ItemTerms> = { now, calendar: deps.calendar(), item }
  const folded = fold(procedure, locked.acts, ctx)
  const outcome: Outcome = { row, item, calendar: ctx.calendar.version, taken: [], before: folded.state, after: folded.state, states: [] }

  let state = locked.acts.reduce((s, a) => step(procedure, s, a, item), procedure.initial(item))
  outcome.before = state
  for (const act of folded.lapsed) {
    const next = step(procedure, state, act, item)
    outcome.taken.push({
      act, attempt: { type: act.type, payload: act.payload, personal: {}, acting: system },
      documents: documentsOf(procedure.acts[act.type]!, next, act), prev: state.state, next: next.state,
    })
    outcome.states.push(next)
    state = next
  }
  for (const attempt of attempts) {
    const payload = toldToLaw(attempt.payload, attempt.personal)
    const facts = await gather(providers, tx, procedure, attempt, { case: row, item, state, acting: attempt.acting, type: attempt.type, payload })
    const verdict = decide(procedure, { state, lapsed: [] }, {
      type: attempt.type, payload,
      actor: { code: attempt.acting.code, ...(attempt.acting.person ? { person: attempt.acting.person } : {}), ...(attempt.acting.organ ? { organ: attempt.acting.organ } : {}) },
      ...(attempt.acting.onBehalfOf ? { onBehalfOf: attempt.acting.onBehalfOf } : {}),
    }, facts, ctx)
    if (!verdict.ok) return verdict.findings
    outcome.taken.push({
      act: verdict.act, attempt, documents: verdict.documents, prev: state.state, next: verdict.state.state,
    })
    outcome.states.push(verdict.state)
    state = verdict.state
  }
  outcome.after = state
  outcome.row = project(row, state, ctx.calendar)
  return outcome
}

/** throws one refusal that carries the findings of every case that was tried */
export function outcomesOrRefuse(results: readonly (Outcome | Finding[])[]): Outcome[] {
  const findings = results.flatMap((r) => (Array.isArray(r) ? r : []))
  if (findings.length) throw new Refusal(findings)
  return results as Outcome[]
}

/** The facts that the act's rules and clocks declare by name, each asked once. An undeclared fact is never fetched. */
async function gather(
  providers: ReadonlyMap<string, FactProvider>, tx: Tx, p: Procedure<PermitState, ItemTerms>, attempt: Attempt, about: Asked,
): Promise<Facts> {
  const def = p.acts[attempt.type]
  const facts: Facts = { ...attempt.given }
  for (const name of def ? factsOf(def) : []) {
    if (name in facts) continue
    const provider = providers.get(name)
    if (provider) facts[name] = await provider(tx, about)
  }
  return facts
}

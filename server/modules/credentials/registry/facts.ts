import { bodyMayAct } from '../../../../law/credential/bodyState.ts'
import { credentialOn, mayEnforce, type CredentialState } from '../../../../law/credential/lifecycle.ts'
import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import type { HolderState } from '../../../../law/credential/holderState.ts'
import { step } from '../../../../law/kernel/procedure.ts'
import type { Finding } from '../../../../law/kernel/rule.ts'
import type { Tx } from '../../../kernel/db.ts'
import { actsOf } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { bodiesById, entrustmentOf, holdersOfPeople, type BodyRow, type HolderRow } from './store.ts'
import { termsOf } from './terms.ts'

/** What is known of one credential of a person at an instant, for whoever lets that person act. */
export interface CredentialFact {
  person: string
  holder: string
  list: 'officer' | 'supervisor'
  number: string | null
  body: string
  bodyName: string
  /** organ in the directory whose body it is; null = none */
  organ: string | null
  domain: string | null
  state: CredentialState
  validTo: string | null
  /** may the person act by it at that instant */
  valid: boolean
  /** why not, each with its article */
  findings: Finding[]
  /** number of acts on the credential that this was read from */
  seq: number
}

/**
 * Every credential of these people at a legal instant: state on that day with what lapsed by then, and whether it is good. A person
 * without any has no entry. Inside a transaction the rows are locked for sharing, so that whoever takes a credential away waits for what was
 * decided on it, and what is decided later sees that it is gone. An instant before the last act is answered from the acts. Whoever lets somebody
 * act asks for 'now': the instant is read once the lock is held, so that a revocation it had to wait for counts.
 */
export async function factsAt(deps: CredentialsDeps, people: readonly string[], when: string | 'now', tx?: Tx): Promise<CredentialFact[]> {
  const rows = await holdersOfPeople(tx ?? deps.db, deps.city, people, tx ? 'for share of h' : '')
  if (!rows.length) return []
  const at = when === 'now' ? deps.clock.legal() : when
  const past = rows.some((r) => r.seq > 0) ? await actsOf(tx ?? deps.db, deps.city, rows.filter((r) => r.seq > 0).map((r) => r.id)) : new Map()
  const held = rows.map((r) => ({ r, was: asOf(deps, r, past.get(r.id) ?? [], at) })).filter((h) => h.was !== undefined)
  const bodies = await bodiesById(tx ?? deps.db, deps.city, held.map(({ r, was }) => was!.body ?? r.body))
  return held.map(({ r, was }) => factOf(deps, r, was!, bodies.get(was!.body ?? r.body)!, at.slice(0, 10)))
}

/** what the acts up to an instant came to; undefined = the credential was not there yet */
function asOf(deps: CredentialsDeps, row: HolderRow, acts: readonly Parameters<typeof step>[2][], at: string): Standing | undefined {
  const last = acts.at(-1)
  if (!last || last.at <= at) return { state: row.state, on: row.state_on, before: row.state_before ?? undefined, validTo: row.valid_to ?? undefined, checkedFor: row.checked_for ?? undefined, body: row.body, seq: row.seq }
  // what a list said counts from the day it speaks of, also before it was handed in
  const until = acts.filter((a) => a.at <= at || a.type === 'enrol')
  if (!until.length) return undefined
  const terms = termsOf(deps, row)
  const s = until.reduce<HolderState>((state, act) => step(holderProcedure, state, act, terms), holderProcedure.initial(terms))
  return s.state === 'new' ? undefined : { state: s.state, on: s.on, before: s.before, validTo: s.validTo, checkedFor: s.checkedFor, body: s.body, seq: s.seq }
}

interface Standing { state: CredentialState; on: string; before: CredentialState | undefined; validTo: string | undefined; checkedFor: number | undefined; body: string | undefined; seq: number }

/** state on a day and the reasons against acting on it */
export function standing({ policy }: Pick<CredentialsDeps, 'policy'>, held: Omit<Standing, 'seq' | 'body'>, body: BodyRow, day: string): { state: CredentialState; findings: Finding[] } {
  const unusable = mayEnforce(held, day, policy.annualCheckDeadline)
  const noBody = bodyMayAct({ name: body.name, state: body.status, on: body.status_on ?? undefined, before: body.status_before ?? undefined, kind: body.kind, entrustment: entrustmentOf(body) }, day)
  return { state: credentialOn(held, day, policy.annualCheckDeadline), findings: [unusable, noBody].filter((f): f is Finding => f !== undefined) }
}

export const standingOfRow = (deps: CredentialsDeps, r: HolderRow, body: BodyRow, day: string) =>
  standing(deps, { state: r.state, on: r.state_on, before: r.state_before ?? undefined, validTo: r.valid_to ?? undefined, checkedFor: r.checked_for ?? undefined }, body, day)

function factOf(deps: CredentialsDeps, r: HolderRow, was: Standing, body: BodyRow, day: string): CredentialFact {
  const { state, findings } = standing(deps, was, body, day)
  return {
    person: r.person!, holder: r.id, list: r.list, number: r.credential_no, body: body.id, bodyName: body.name, organ: body.organ, domain: r.domain, state, validTo: was.validTo ?? null, valid: !findings.length, findings, seq: was.seq,
  }
}

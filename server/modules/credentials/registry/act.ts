import { bodyProcedure } from '../../../../law/credential/bodyProcedure.ts'
import type { BodyState } from '../../../../law/credential/bodyState.ts'
import { holderProcedure, removing } from '../../../../law/credential/holderProcedure.ts'
import type { HolderState } from '../../../../law/credential/holderState.ts'
import { factsOf } from '../../../../law/kernel/procedure.ts'
import type { Facts } from '../../../../law/kernel/rule.ts'
import type { Tx } from '../../../kernel/db.ts'
import { Changed } from '../../../kernel/http/errors.ts'
import type { Acting } from '../../casework/index.ts'
import { perform, type Attempt, type Outcome } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { correct } from './correct.ts'
import { bodyFacts, holderFacts, openCasesOf, type Told } from './asks.ts'
import { setPhoto } from './photo.ts'
import { casesGoBack, leaving, removedFromOffice, type AfterRemoval } from './removal.ts'
import { bodyRow, holdersById, projectBodies, projectHolders, type BodyRow, type HolderRow } from './store.ts'
import { suspensionNumbers, suspensionPapers } from './suspension.ts'
import { bodyTermsOf, termsOf } from './terms.ts'

/** What is done to one or many credentials or bodies at once: the same act, each under its own terms. */
export interface Doing {
  type: string
  payload: Record<string, unknown>
  personal?: Record<string, unknown>
  acting: Acting
  /** sequence number that the caller saw; null = whatever it is */
  ifMatch?: number | null
  /** legal instant; default: now */
  at?: string
}

export interface Surroundings {
  deps: CredentialsDeps
  /** what other rooms know: examinations, hours */
  told: Told
  afterRemoval: readonly AfterRemoval[]
}

/** grounds on which the person cannot hand over cases first: they go back to the organ in the same moment */
const goBackAtOnce = new Set(['dead', 'dismissed', 'cleanOut'])
const casesLeave = (d: Doing): boolean => d.type === 'revoke' || d.type === 'suspend' || (d.type === 'cancel' && goBackAtOnce.has(String(d.payload['ground'])))

/**
 * One act on these credentials, all or none, in the caller's transaction. Refuses (Refusal) with the findings of each that may not be done; Changed
 * where somebody acted since. Who loses a credential loses in the same moment open cases, the post as officer or supervisor,
 * every session, and mandates: whoever decides on that credential afterwards sees that it is gone (facts.ts).
 */
export async function actOnHolders(s: Surroundings, tx: Tx, ids: readonly string[], doing: Doing): Promise<Outcome<HolderState>[]> {
  const { deps } = s
  const seen = await holdersById(tx, deps.city, ids)
  if (casesLeave(doing)) await casesGoBack(deps, tx, (await leaving(tx, deps.city, seen)).flatMap((l) => (l.organ === null ? [l.person] : [])), doing.acting)
  const rows = await holdersById(tx, deps.city, ids, 'for update of h')
  if (doing.ifMatch !== null && doing.ifMatch !== undefined && rows.some((h) => h.seq !== doing.ifMatch)) throw new Changed()
  const open = once(() => openCasesOf(deps, tx, rows))
  const wanted = factsOf(holderProcedure.acts[doing.type]!)
  const now = doing.at ?? deps.clock.legal()
  const numbers = await suspensionNumbers(deps, tx, doing, rows.length, now)
  const attempts = await Promise.all(rows.map(async (h, i): Promise<Attempt<HolderState, ReturnType<typeof termsOf>>> => ({
    kind: 'holder', file: h.id, procedure: holderProcedure, terms: termsOf(deps, h), type: doing.type, payload: numbers ? { ...doing.payload, document: numbers[i]! } : doing.payload, ...(doing.personal ? { personal: doing.personal } : {}), acting: doing.acting,
    facts: await gathered(holderFacts(s, tx, h, doing, open), wanted),
  })))
  const outcomes = await perform(deps, tx, attempts, now)
  await projectHolders(tx, deps.city, outcomes.map((o, i) => projected(rows[i]!, o.state, doing)))
  if (doing.type === 'correct') await correct(deps, tx, rows, doing)
  if (numbers) await suspensionPapers(deps, tx, rows, numbers, doing, now)
  if (doing.type === 'photo') for (const h of rows) await setPhoto(deps, tx, h, doing)
  if (removing.has(doing.type)) await removedFromOffice(deps, tx, await leaving(tx, deps.city, rows), outcomes[0]!.state.on, doing.acting, s.afterRemoval)
  return outcomes
}

const once = <T>(f: () => Promise<T>): (() => Promise<T>) => { let said: Promise<T> | undefined; return () => (said ??= f()) }

/** only what the rules of this act ask for is looked up, each once */
export async function gathered(facts: Record<string, () => Promise<unknown>>, wanted: readonly string[]): Promise<Facts> {
  const out: Facts = {}
  for (const name of wanted) if (facts[name]) out[name] = await facts[name]!()
  return out
}

/** the part of a credential's row that follows from its acts */
export function projected(row: HolderRow, s: HolderState, doing: Pick<Doing, 'personal'>): HolderRow {
  return {
    ...row, state: s.state as HolderRow['state'], state_on: s.on, state_before: s.before ?? null, body: s.body ?? row.body, issued_on: s.issuedOn ?? null, valid_to: s.validTo ?? null, checked_for: s.checkedFor ?? null,
    suspended_until: s.state === 'SUSPENDED' ? s.suspension?.until ?? null : null, returned_on: s.returnedOn ?? null, proposed: s.proposed?.what ?? null, seq: s.seq,
    credential_no: typeof doing.personal?.['number'] === 'string' ? doing.personal['number'].trim() : row.credential_no,
  }
}

/** One act on one body, in the caller's transaction. Refuses as actOnHolders does. That its people may act no more is read off its row (facts.ts). */
export async function actOnBody(s: Surroundings, tx: Tx, id: string, doing: Doing): Promise<Outcome<BodyState>> {
  const { deps } = s
  const row = await bodyRow(tx, deps.city, id, 'for update of b')
  if (doing.ifMatch !== null && doing.ifMatch !== undefined && row.seq !== doing.ifMatch) throw new Changed()
  const facts = await gathered(bodyFacts(deps, tx, row, doing), factsOf(bodyProcedure.acts[doing.type]!))
  const [outcome] = await perform(deps, tx, [{ kind: 'body', file: id, procedure: bodyProcedure, terms: bodyTermsOf(row), type: doing.type, payload: doing.payload, acting: doing.acting, facts, ...(doing.personal ? { personal: doing.personal } : {}) }], doing.at)
  const successor = outcome!.state.successor ? (await bodyRow(tx, deps.city, outcome!.state.successor)).uscc : row.successor
  await projectBodies(tx, deps.city, [{ ...projectedBody(row, outcome!.state), successor }])
  return outcome!
}

export function projectedBody(row: BodyRow, s: BodyState): BodyRow {
  return {
    ...row, kind: s.kind, status: s.state as BodyRow['status'], status_on: s.on, status_before: s.before ?? null, domains: s.domains.length || s.seq < 2 ? s.domains : row.domains, seq: s.seq,
    principal: s.entrustment?.principal ?? row.principal, entrusted_on: s.entrustment?.from ?? row.entrusted_on, entrusted_until: s.entrustment?.until ?? row.entrusted_until,
    announcement: s.announced?.number ?? row.announcement, announced_on: s.announced?.on ?? row.announced_on,
  }
}

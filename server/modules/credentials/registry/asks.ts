import { bodyMayAct } from '../../../../law/credential/bodyState.ts'
import { ageOn } from '../../../../law/kernel/identity.ts'
import type { Applicant } from '../../../../law/credential/holder.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Doing, Surroundings } from './act.ts'
import { standingOfRow } from './facts.ts'
import { bodiesById, bodiesOfCode, entrustmentOf, holdersOfNumber, type BodyRow, type HolderRow } from './store.ts'
import { justiceOrgan } from './terms.ts'

/** what the rooms of training and examination say of the holder of a credential; undefined = nothing is known here */
export interface Told {
  exams?: (tx: Tx, holder: HolderRow, day: string) => Promise<{ public?: boolean; professional?: boolean } | undefined>
  hours?: (tx: Tx, holder: HolderRow, day: string) => Promise<number | undefined>
}

/** Facts that the rules of a credential ask for by name; each reads inside the act's transaction. */
export function holderFacts({ deps, told }: Surroundings, tx: Tx, h: HolderRow, doing: Doing, open: () => Promise<ReadonlyMap<string, number>>): Record<string, () => Promise<unknown>> {
  const day = (doing.at ?? deps.clock.legal()).slice(0, 10)
  return {
    // the bureau decides through its head and its supervisors; who looks after the bureau's own officers is no more than anybody's administrator
    justiceOrgan: async () => doing.acting.organ === justiceOrgan && (doing.acting.role === 'head' || doing.acting.role === 'supervisor'),
    openCases: async () => (h.person ? (await open()).get(h.person) ?? 0 : 0),
    // both marks as they are known here, else as the bureau has them in writing
    exams: async () => ({ ...(doing.payload['exams'] as object | undefined), ...(await told.exams?.(tx, h, day)), lawQualified: h.law_qualified }),
    hours: async () => (await told.hours?.(tx, h, day)) ?? doing.payload['hours'],
    numberTaken: async () => {
      const said = String(doing.personal?.['number'] ?? (doing.personal?.['values'] as Record<string, unknown> | undefined)?.['credential_no'] ?? '').trim()
      return said !== '' && numberTaken(deps, tx, said, h.id)
    },
    successor: async () => isSuccessor(deps, tx, h.body, String(doing.payload['body']), day),
  }
}

/** number of open cases by person, of many at once */
export async function openCasesOf(deps: CredentialsDeps, tx: Tx, rows: readonly HolderRow[]): Promise<ReadonlyMap<string, number>> {
  const out = new Map<string, number>()
  for (const c of await deps.casework.openCases(rows.flatMap((h) => h.person ?? []), tx)) out.set(c.takenBy, (out.get(c.takenBy) ?? 0) + 1)
  return out
}

/** whoever asks for a number keeps others from taking it until the transaction ends */
async function numberTaken(deps: CredentialsDeps, tx: Tx, number: string, holder: string): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`credential|${deps.city}|${number}`])
  return (await tx.query(`select 1 from credentials.holder where city = $1 and credential_no = $2 and id <> $3 limit 1`, [deps.city, number, holder])).rows.length > 0
}

export async function isSuccessor(deps: CredentialsDeps, tx: Tx, from: string, to: string, day: string): Promise<boolean> {
  const bodies = await bodiesById(tx, deps.city, [from, to])
  const [old, next] = [bodies.get(from), bodies.get(to)]
  if (!old || !next || !mayNotAct(old, day) || mayNotAct(next, day)) return false
  // one that merged into another that has merged since; a circle leads nowhere
  const passed = new Set<string>()
  for (let at: BodyRow | undefined = old; at?.successor && !passed.has(at.id);) {
    if (at.successor === next.uscc) return true
    passed.add(at.id)
    at = (await bodiesOfCode(tx, deps.city, at.successor)).find((b) => mayNotAct(b, day))
  }
  return false
}

export const mayNotAct = (b: BodyRow, day: string) =>
  bodyMayAct({ name: b.name, state: b.status, on: b.status_on ?? undefined, before: b.status_before ?? undefined, kind: b.kind, entrustment: entrustmentOf(b) }, day)

export function bodyFacts(deps: CredentialsDeps, tx: Tx, b: BodyRow, doing: Doing): Record<string, () => Promise<unknown>> {
  const day = (doing.at ?? deps.clock.legal()).slice(0, 10)
  const other = async (id: unknown) => (await bodiesById(tx, deps.city, [String(id)])).get(String(id))
  return {
    principal: async () => { const p = await other(doing.payload['principal']); return p && { kind: p.kind, inForce: !mayNotAct(p, day) } },
    successor: async () => { const x = await other(doing.payload['successor']); return !!x && x.id !== b.id && !mayNotAct(x, day) },
  }
}

/** what is known of somebody for whom a credential is applied for */
export async function applicantOf(deps: CredentialsDeps, tx: Tx, of: { idNumber: string; birth: string | null; establishment: string }, body: BodyRow, day: string): Promise<Applicant> {
  const others = await holdersOfNumber(tx, deps.city, of.idNumber)
  const bodies = await bodiesById(tx, deps.city, others.map((o) => o.body))
  return {
    adult: of.birth ? ageOn(of.birth, day) >= deps.policy.minAge : null, inEstablishment: /^(行政|参公|事业)/.test(of.establishment.trim()), bodyInForce: !mayNotAct(body, day),
    others: others.map((o) => ({ list: o.list, state: standingOfRow(deps, o, bodies.get(o.body)!, day).state, domain: o.domain })),
  }
}

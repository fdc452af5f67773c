import type { Tx } from '../../../kernel/db.ts'
import { append } from '../../../kernel/journal/index.ts'
import { endSessions } from '../../../kernel/session.ts'
import type { Acting } from '../../casework/index.ts'
import type { CredentialsDeps } from '../index.ts'

/** what higher modules end when people lose their credential, in the same transaction */
export type AfterRemoval = (tx: Tx, people: readonly string[]) => Promise<void>

/**
 * First half, before the credentials are locked (acts on cases lock the case first, then the credential: the other way round two would wait
 * for each other): the open cases of these people go back to their organs.
 */
export async function casesGoBack(deps: CredentialsDeps, tx: Tx, people: readonly string[], acting: Acting): Promise<number> {
  return people.length ? (await deps.casework.handOver(tx, { from: people, to: null, by: acting.person })).length : 0
}

/** Second half, in the same transaction: posts as officer end from that day, every session ends now, and what hangs on them (mandates of helpers). */
export async function removedFromOffice(deps: CredentialsDeps, tx: Tx, who: readonly { person: string; list: 'officer' | 'supervisor'; from: string }[], acting: Acting, after: readonly AfterRemoval[]): Promise<void> {
  if (!who.length) return
  const people = [...new Set(who.map((w) => w.person))]
  const days = new Set(who.map((w) => `${w.list}|${w.from}`))
  const entries = []
  for (const key of days) {
    const [list, from] = key.split('|') as ['officer' | 'supervisor', string]
    const ended = await deps.directory.endGrants(tx, who.filter((w) => w.list === list && w.from === from).map((w) => w.person), list, from)
    entries.push(...ended.map((g) => deps.journal.prepare({
      type: 'directory.ended', at: deps.clock.legal(), subject: { kind: 'person', id: g.person }, actor: { org: acting.organ, role: acting.role, person: acting.person }, next: g.organ ? `${g.role}@${g.organ}` : g.role, digests: {},
    }, deps.clock.real())))
  }
  if (entries.length) await append(tx, deps.city, entries)
  await endSessions(tx, deps.city, people)
  for (const hook of after) await hook(tx, people)
}

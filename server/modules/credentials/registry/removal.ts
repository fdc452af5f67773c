import type { Tx } from '../../../kernel/db.ts'
import { append } from '../../../kernel/journal/index.ts'
import { endSessions } from '../../../kernel/session.ts'
import type { Acting } from '../../casework/index.ts'
import type { CredentialsDeps } from '../index.ts'
import type { HolderRow } from './store.ts'

/** what higher modules end when people lose their credential, in the same transaction */
export type AfterRemoval = (tx: Tx, people: readonly string[]) => Promise<void>

/**
 * First half, before the credentials are locked (acts on cases lock the case first, then the credential: the other way round two would wait
 * for each other): the open cases of these people go back to their organs.
 */
export async function casesGoBack(deps: CredentialsDeps, tx: Tx, people: readonly string[], acting: Acting): Promise<number> {
  return people.length ? (await deps.casework.handOver(tx, { from: people, to: null, by: acting.person })).length : 0
}

/** Somebody who loses a post; `organ` null = everywhere */
export interface Leaving { person: string; list: 'officer' | 'supervisor'; organ: string | null }

/**
 * Who leaves office with these credentials. Who was listed twice and keeps one of the same kind stays, or leaves only the organ for which none is kept (R12).
 */
export async function leaving(tx: Tx, city: string, rows: readonly HolderRow[]): Promise<Leaving[]> {
  const held = rows.filter((h) => h.person)
  if (!held.length) return []
  const { rows: all } = await tx.query<{ id: string; person: string; list: string; organ: string | null; live: boolean }>(
    `select h.id, h.person, h.list, b.organ, h.state in ('VALID', 'SUSPENDED') and h.id <> all($3::uuid[]) as live from credentials.holder h
     join credentials.body b on b.city = h.city and b.id = h.body where h.city = $1 and h.person = any($2::uuid[])`, [city, held.map((h) => h.person), held.map((h) => h.id)])
  const organOf = new Map(all.map((a) => [a.id, a.organ]))
  const out = held.flatMap((h): Leaving[] => {
    const kept = all.filter((a) => a.live && a.person === h.person && a.list === h.list)
    const organ = organOf.get(h.id) ?? null
    if (!kept.length) return [{ person: h.person!, list: h.list, organ: null }]
    return organ === null || kept.some((k) => k.organ === organ) ? [] : [{ person: h.person!, list: h.list, organ }]
  })
  return [...new Map(out.map((l) => [`${l.person} ${l.list} ${l.organ ?? ''}`, l])).values()]
}

/** Second half, in the same transaction: posts as officer end from that day, every session ends now, and what hangs on them (mandates of helpers). */
export async function removedFromOffice(deps: CredentialsDeps, tx: Tx, who: readonly Leaving[], from: string, acting: Acting, after: readonly AfterRemoval[]): Promise<void> {
  if (!who.length) return
  const people = [...new Set(who.map((w) => w.person))]
  const entries = []
  for (const key of new Set(who.map((w) => `${w.list}|${w.organ ?? ''}`))) {
    const [list, organ] = key.split('|') as ['officer' | 'supervisor', string]
    const ended = await deps.directory.endGrants(tx, who.filter((w) => w.list === list && (w.organ ?? '') === organ).map((w) => w.person), list, from, organ || undefined)
    entries.push(...ended.map((g) => deps.journal.prepare({
      type: 'directory.ended', at: deps.clock.legal(), subject: { kind: 'person', id: g.person }, actor: { org: acting.organ, role: acting.role, person: acting.person }, next: g.organ ? `${g.role}@${g.organ}` : g.role, digests: {},
    }, deps.clock.real())))
  }
  if (entries.length) await append(tx, deps.city, entries)
  await endSessions(tx, deps.city, people)
  for (const hook of after) await hook(tx, people)
}

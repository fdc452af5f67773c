import type { LegalDate } from '../kernel/dates.ts'
import type { BodyRead, OfficerRead, SupervisorRead } from './written.ts'

/** What rules ask about the other rows. Each answer is prepared once, when it is first asked for. */
export interface RosterIndex {
  bodies: readonly BodyRead[]
  /** the rows of the list of bodies under this name, a body in force first */
  bodyNamed(name: string): BodyRead | undefined
  /** the row of the list under this code that is in force on the day */
  activeBody(uscc: string): BodyRead | undefined
  /** where the people of a body went: its successor, or the successor's, until one that is in force; undefined = nowhere */
  successorOf(body: BodyRead): BodyRead | undefined
  /** rows of the same person, by the first 17 of the identity number, in the order of the list */
  samePerson(row: OfficerRead): readonly OfficerRead[]
  sameNumber(row: OfficerRead): readonly OfficerRead[]
  samePhoto(row: OfficerRead): readonly OfficerRead[]
  supervisorRow(row: OfficerRead): SupervisorRead | undefined
  /** the people of a body, in the order of the list */
  officersOf(uscc: string): readonly OfficerRead[]
}

/** in force: an active status, or one that ended on a day not before `asOf` (the day of the merger is the last of the old body) */
export function isActive(body: BodyRead, active: readonly string[], asOf: LegalDate): boolean {
  if (active.includes(body.status)) return !body.statusDate || body.statusDate <= asOf
  return !!body.statusDate && body.statusDate >= asOf
}

/** the index of one roster on one day; `active` are the words for a body in force */
export function rosterIndex(lists: { officers: readonly OfficerRead[]; supervisors: readonly SupervisorRead[]; bodies: readonly BodyRead[] }, active: readonly string[], asOf: LegalDate): RosterIndex {
  const valid = once(() => lists.bodies.filter((b) => isActive(b, active, asOf)))
  const byName = once(() => new Map([...lists.bodies].reverse().concat([...valid()].reverse()).map((b) => [b.name, b])))
  const byCode = once(() => new Map([...valid()].reverse().map((b) => [b.uscc, b])))
  const listed = once(() => new Map([...lists.bodies].reverse().map((b) => [b.uscc, b])))
  const people = once(() => repeated(lists.officers, (o) => o.identity?.person))
  const numbers = once(() => repeated(lists.officers, (o) => o.credentialNo))
  const photos = once(() => repeated(lists.officers, (o) => o.photo))
  const bodyPeople = once(() => grouped(lists.officers, (o) => o.bodyUscc))
  const supervisors = once(() => new Map(lists.supervisors.map((s) => [s.identity?.person, s])))
  return {
    bodies: lists.bodies,
    bodyNamed: (name) => byName().get(name),
    activeBody: (uscc) => byCode().get(uscc),
    successorOf: (body) => {
      const seen = new Set<BodyRead>()
      let at: BodyRead | undefined = body
      // a circle of successors leads nowhere
      while (at && !seen.has(at)) {
        seen.add(at)
        const next: BodyRead | undefined = byCode().get(at.successor)
        if (next) return next
        at = listed().get(at.successor)
      }
      return undefined
    },
    samePerson: (row) => (row.identity && people().get(row.identity.person)) ?? [row],
    sameNumber: (row) => numbers().get(row.credentialNo) ?? [row],
    samePhoto: (row) => photos().get(row.photo) ?? [row],
    supervisorRow: (row) => (row.identity ? supervisors().get(row.identity.person) : undefined),
    officersOf: (uscc) => bodyPeople().get(uscc) ?? [],
  }
}

/** groups of two rows or more that have the same key: on most rows there is none, and none is made */
function repeated<R>(rows: readonly R[], key: (row: R) => string | undefined): Map<string, R[]> {
  const first = new Map<string, R>()
  const out = new Map<string, R[]>()
  for (const row of rows) {
    const k = key(row)
    if (!k) continue
    const before = first.get(k)
    if (before === undefined) first.set(k, row)
    else (out.get(k) ?? out.set(k, [before]).get(k)!).push(row)
  }
  return out
}

/** rows that have the same key; those without one belong to nobody */
function grouped<R>(rows: readonly R[], key: (row: R) => string | undefined): Map<string, R[]> {
  const out = new Map<string, R[]>()
  for (const row of rows) {
    const k = key(row)
    if (!k) continue
    const group = out.get(k)
    if (group) group.push(row)
    else out.set(k, [row])
  }
  return out
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

import type { Roster } from '../../../../law/credential/row.ts'
import { readIdentity, half } from '../../../../law/credential/written.ts'
import { divisionOf } from './divisions.ts'

/** One body's people in a roster: as the list of bodies has it, or as the rows name a body that stands in no list. */
export interface BodyPart { name: string; uscc: string; division: string; /** credit code or name of the body that took its place, for whom it answers */ successor: string; officers: number; supervisors: number }
export interface PersonPart { body: BodyPart; /** first 17 of the identity number; null where it cannot be read */ person: string | null; name: string }
export interface Grouped { bodies: BodyPart[]; officers: PersonPart[]; supervisors: PersonPart[] }

/**
 * Which body answers for each row: the one of its name, else the one in force under its credit code, else the body as written. Bodies of the
 * list without people have a part too, so that the board shows every body of the list.
 */
export function groupByBody(roster: Roster, settings: { activeBody: readonly string[]; century: string }): Grouped {
  const bodies: BodyPart[] = []
  const byName = new Map<string, BodyPart>()
  const byCode = new Map<string, BodyPart>()
  const add = (name: string, uscc: string, division: string, successor: string): BodyPart => {
    const body = { name, uscc, division: divisionOf(division), successor, officers: 0, supervisors: 0 }
    bodies.push(body)
    byName.set(name, body)
    return body
  }
  const listed = roster.bodies.map((b) => ({ name: half(b.name), uscc: half(b.uscc), division: half(b.division), successor: half(b.successor), active: settings.activeBody.includes(half(b.status)) }))
  // of two rows of one name the one in force is meant
  for (const b of [...listed].sort((x, y) => Number(y.active) - Number(x.active))) {
    const body = byName.get(b.name) ?? add(b.name, b.uscc, b.division, b.successor)
    if (b.active && !byCode.has(b.uscc)) byCode.set(b.uscc, body)
  }
  const personOf = (list: 'officers' | 'supervisors') => (row: { bodyName: string; bodyUscc: string; idNo: string; name: string }): PersonPart => {
    const name = half(row.bodyName)
    const uscc = half(row.bodyUscc)
    const body = byName.get(name) ?? byCode.get(uscc) ?? add(name || '名册没有写单位', uscc, '', '')
    body[list]++
    return { body, person: readIdentity(row.idNo, settings.century)?.person ?? null, name: half(row.name) }
  }
  return { officers: roster.officers.map(personOf('officers')), supervisors: roster.supervisors.map(personOf('supervisors')), bodies }
}

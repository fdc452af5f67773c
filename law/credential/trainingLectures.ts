import { cite, type Citation } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import { lectureLamp } from './powers.ts'
import type { TrainingSettings } from './trainingSettings.ts'

/* 领导干部学法、法治专题讲座、脱产培训 (KH-06, ZJ-04: attendance is per person, a substitute does not count). */

/** one member of a leadership team at one lecture */
export interface LectureSeat { on: LegalDate; lecture: string; team: string; person: string; counted: boolean; substitute: boolean }

/** lectures that a team may count: those at which at least one of its members was in person, once each */
export function lecturesOf(team: string, seats: readonly LectureSeat[]): { lecture: string; on: LegalDate }[] {
  const own = seats.filter((s) => s.team === team && s.counted && !s.substitute)
  return [...new Map(own.map((s) => [s.lecture, { lecture: s.lecture, on: s.on }])).values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

export interface TeamStanding { lamp: 'green' | 'yellow' | 'red'; held: number; missing: number; basis: Citation[] }

/** where a team stands in the year of `day`: two lectures, red on the last day of the year (ZJ-04) */
export function teamStanding(team: string, seats: readonly LectureSeat[], day: LegalDate, s: TrainingSettings): TeamStanding {
  const { lamp, held, basis } = lectureLamp(lecturesOf(team, seats).map((l) => l.on), day, s.lectures)
  return { lamp, held, missing: Math.max(0, s.lectures - held), basis }
}

/** ZJ-04: a head of an enforcement department has at least one off-job training in the term; `attended` are days of such trainings */
export function offJobStanding(attended: readonly LegalDate[], termFrom: LegalDate, day: LegalDate): { done: boolean; basis: Citation[] } {
  return { done: attended.some((d) => d >= termFrom && d <= day), basis: [cite('法治政府建设实施纲要（2021—2025年）', 34)] }
}

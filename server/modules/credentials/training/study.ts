import { countsForTeam, courseKinds, type CourseKind } from '../../../../law/credential/trainingKinds.ts'
import { offJobStanding, teamStanding, type LectureSeat } from '../../../../law/credential/trainingLectures.ts'
import { nameOf, yearOf } from './hours.ts'
import type { TrainingDeps } from './index.ts'
import { teamOf } from './learners.ts'

/* Law study of leadership teams: which lectures, who was there in person, what is missing until the end of the year. */

const kinds = (Object.keys(courseKinds) as CourseKind[]).filter(countsForTeam)

interface Row {
  organ: string; batch: string; title: string; laws: string[]; lecturer: string | null; startsAt: string; endsAt: string; place: string; state: string
  person: string | null; learner: string; hours: number; substitute: boolean; score: number | null
}

/** seats of team members in a year; `organ` null = of every team */
async function seatsOf(deps: TrainingDeps, year: number, organ: string | null): Promise<Row[]> {
  return (await deps.db.query<Row>(
    `select s.organ, b.id as batch, c.title, c.laws, b.lecturer, b.starts_at as "startsAt", b.ends_at as "endsAt", b.place, b.state, l.person, s.learner, s.hours::float8 as hours, s.substitute, s.score
     from credentials.training_seat s join credentials.training_batch b on b.city = s.city and b.id = s.batch join credentials.training_course c on c.city = b.city and c.id = b.course
       join credentials.training_learner l on l.city = s.city and l.id = s.learner
     where s.city = $1 and s.year = $2 and s.member and s.state = 'enrolled' and b.state <> 'cancelled' and c.kind = any($3) and ($4::text is null or s.organ = $4) order by b.starts_at, b.id`,
    [deps.city, year, kinds, organ])).rows
}

const lectureSeat = (r: Row): LectureSeat => ({ on: r.startsAt.slice(0, 10), lecture: r.batch, team: r.organ, person: r.learner, counted: r.hours > 0, substitute: r.substitute })

/** the day up to which a year is looked at: today, or its last day when it is over */
const lookedAt = (year: number, today: string): string => (`${year}-12-31` < today ? `${year}-12-31` : today)

/** level of the city's own organs; those of the province have their teams elsewhere */
const ofTheCity = 3

/** every team with its lamp, the worst first */
export async function studyAll(deps: TrainingDeps, asked: number | undefined, now: string) {
  const year = yearOf(asked, now)
  const asOf = lookedAt(year, now.slice(0, 10))
  const rows = await seatsOf(deps, year, null)
  const seats = rows.map(lectureSeat)
  const invited = new Set(rows.map((r) => r.organ))
  const organs = deps.directory.organs().filter((o) => invited.has(o.key) || (o.level >= ofTheCity && (o.kind === 'government' || o.kind === 'department')))
  const rank = { red: 0, yellow: 1, green: 2 }
  const byTeam = grouped(seats, (s) => s.team)
  const standing = organs.map((o) => ({ o, s: teamStanding(o.key, byTeam.get(o.key) ?? [], asOf, deps.settings) }))
  return {
    year, asOf, least: deps.settings.lectures, basis: teamStanding('', [], asOf, deps.settings).basis,
    teams: standing.map(({ o, s }) => ({ organ: o.key, name: o.name, lamp: s.lamp, held: s.held, missing: s.missing })).sort((a, b) => rank[a.lamp] - rank[b.lamp] || b.missing - a.missing),
  }
}

/** one team: its lectures, its members */
export async function studyOfTeam(deps: TrainingDeps, organ: string, asked: number | undefined, now: string) {
  const year = yearOf(asked, now)
  const asOf = lookedAt(year, now.slice(0, 10))
  const rows = await seatsOf(deps, year, organ)
  const { lamp, held, missing, basis } = teamStanding(organ, rows.map(lectureSeat), asOf, deps.settings)
  const members = await teamOf(deps, organ)
  const offJob = await offJobOf(deps, members.map((m) => m.id))
  const lectures = [...grouped(rows, (r) => r.batch).values()].map((of) => {
    const [first] = of
    const attended = of.filter((r) => r.hours > 0 && !r.substitute).length
    return {
      batch: first!.batch, title: first!.title, laws: first!.laws, lecturer: first!.lecturer, on: first!.startsAt.slice(0, 10), startsAt: first!.startsAt, place: first!.place,
      held: first!.endsAt <= now, counted: attended > 0, attended, substitutes: of.filter((r) => r.substitute).length, expected: of.length,
    }
  })
  return {
    year, asOf, least: deps.settings.lectures, basis, termFrom: deps.settings.termFrom, team: { organ, name: nameOf(deps, organ), lamp, held, missing }, lectures,
    members: members.map((m) => {
      const own = rows.filter((r) => r.person === m.id)
      return {
        name: m.name, title: m.title, attended: own.filter((r) => r.hours > 0 && !r.substitute).length, substitutes: own.filter((r) => r.substitute).length,
        offJob: offJobStanding(offJob.get(m.id) ?? [], deps.settings.termFrom, now.slice(0, 10)).done, scores: own.flatMap((r) => (r.score === null ? [] : [r.score])),
      }
    }),
  }
}

/** days of off-job trainings that people completed, by account */
async function offJobOf(deps: TrainingDeps, persons: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await deps.db.query<{ person: string; days: string[] }>(
    `select l.person, array_agg(to_char(b.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as days
     from credentials.training_learner l join credentials.training_seat s on s.city = l.city and s.learner = l.id join credentials.training_batch b on b.city = s.city and b.id = s.batch
       join credentials.training_course c on c.city = b.city and c.id = b.course
     where l.city = $1 and l.person = any($2::uuid[]) and c.off_job and s.hours > 0 group by 1`, [deps.city, persons])
  return new Map(rows.map((r) => [r.person, r.days]))
}

function grouped<T>(list: readonly T[], key: (x: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>()
  for (const x of list) out.set(key(x), [...(out.get(key(x)) ?? []), x])
  return out
}

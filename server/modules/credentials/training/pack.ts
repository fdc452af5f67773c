import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { trainingSettings, type TrainingSettings } from '../../../../law/credential/trainingSettings.ts'
import { courseKinds, type CourseKind } from '../../../../law/credential/trainingKinds.ts'
import { NDX } from '../../../../law/kernel/dates.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import type { TrainingDeps } from './index.ts'
import { ofAccounts, officersOf, teamOf } from './learners.ts'
import { readYaml } from '../../../kernel/yaml.ts'

/* What a city's folder says of training: its parameters (always), demo courses and batches (demo and test only). */

const time = z.string().regex(/^\d{2}:\d{2}$/)
const Batch = z.object({
  /** days after the legal day on which the pack is taken in */
  day: z.number().int().min(0).max(60), from: time, to: time, place: z.string().min(2), address: z.string().min(2), lecturer: z.string().optional(), capacity: z.number().int().min(1),
  state: z.enum(['planned', 'open']).default('open'),
  /** organs whose officers take part, and whose leadership teams */
  officers: z.array(z.string()).default([]), teams: z.array(z.string()).default([]),
})
const Pack = z.object({
  settings: z.record(z.string(), z.string()).default({}),
  courses: z.array(z.object({
    key: z.string().min(2), title: z.string().min(2), kind: z.enum(Object.keys(courseKinds) as [CourseKind, ...CourseKind[]]), laws: z.array(z.string()).default([]), hours: z.number().positive(), offJob: z.boolean().default(false),
    batches: z.array(Batch).default([]),
  })).default([]),
  /** hours of this year that were counted before the platform, by the key of the demo person */
  credits: z.array(z.object({ person: z.string(), hours: z.number().min(0), source: z.string() })).default([]),
})

export type TrainingPack = Omit<z.infer<typeof Pack>, 'settings'> & { settings: TrainingSettings }

/** Reads `training.yaml` of a city's folder; without the file everything is as the law of training sets it. Refuses (throws, all faults) one that does not fit. */
export function readTrainingPack(dir: string): TrainingPack {
  const file = join(dir, 'training.yaml')
  const raw: unknown = existsSync(file) ? readYaml(file) : {}
  const read = Pack.safeParse(raw ?? {})
  if (!read.success) throw new Error(`training.yaml：${read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；')}`)
  return { ...read.data, settings: trainingSettings(read.data.settings) }
}

/** Takes demo courses, batches and hours in, once: a city that has courses of a pack is left as it is. */
export async function takeIn(deps: TrainingDeps, pack: TrainingPack): Promise<void> {
  if (!pack.courses.length) return
  if ((await deps.db.query(`select 1 from credentials.training_course where city = $1 and key is not null limit 1`, [deps.city])).rowCount) return
  const today = deps.clock.today()
  const { early, late } = deps.settings
  await deps.db.tx(async (tx) => {
    const officers = new Map<string, string[]>()
    const teams = new Map<string, string[]>()
    const wanted = pack.courses.flatMap((c) => c.batches)
    for (const o of new Set(wanted.flatMap((b) => b.officers))) officers.set(o, (await officersOf(deps, tx, o)).map((l) => l.id))
    for (const o of new Set(wanted.flatMap((b) => b.teams))) teams.set(o, (await ofAccounts(deps, tx, (await teamOf(deps, o)).map((p) => p.id), o, false)).map((l) => l.id))
    const credits = []
    for (const c of pack.credits) {
      const person = await deps.directory.personByKey(c.person)
      const learner = person && (await ofAccounts(deps, tx, [person.id], null, true))[0]
      if (learner) credits.push({ learner: learner.id, year: Number(today.slice(0, 4)), hours: c.hours, source: c.source })
    }
    const courses = pack.courses.map((c) => ({ id: uuidv7(), key: c.key, title: c.title, kind: c.kind, laws: c.laws, hours: c.hours, off_job: c.offJob }))
    const seats: object[] = []
    const batches = pack.courses.flatMap((c, i) => c.batches.map((b) => {
      const id = uuidv7()
      const on = NDX(today, b.day)
      for (const o of b.officers) for (const learner of officers.get(o)!) seats.push({ batch: id, learner, organ: o, member: false, turn: uuidv7(), year: Number(on.slice(0, 4)) })
      for (const o of b.teams) for (const learner of teams.get(o)!) seats.push({ batch: id, learner, organ: o, member: true, turn: uuidv7(), year: Number(on.slice(0, 4)) })
      return { id, course: courses[i]!.id, lecturer: b.lecturer ?? null, place: b.place, address: b.address, starts_at: `${on}T${b.from}:00+08:00`, ends_at: `${on}T${b.to}:00+08:00`, capacity: b.capacity, early, late, state: b.state }
    }))
    await tx.query(
      `with c as (insert into credentials.training_course (city, id, key, title, kind, laws, hours, off_job)
         select $1, r.* from jsonb_to_recordset($2::jsonb) as r(id uuid, key text, title text, kind text, laws text[], hours numeric, off_job boolean) on conflict do nothing),
       b as (insert into credentials.training_batch (city, id, course, lecturer, place, address, starts_at, ends_at, capacity, early, late, state, listed, seq)
         select $1, r.*, r.state, 1 from jsonb_to_recordset($3::jsonb) as r(id uuid, course uuid, lecturer text, place text, address text, starts_at timestamptz, ends_at timestamptz, capacity int, early int, late int, state text) on conflict do nothing),
       s as (insert into credentials.training_seat (city, batch, learner, organ, member, turn, year, state)
         select $1, r.*, 'enrolled' from jsonb_to_recordset($4::jsonb) as r(batch uuid, learner uuid, organ text, member boolean, turn uuid, year int) on conflict do nothing)
       insert into credentials.training_credit (city, learner, year, hours, source)
         select $1, r.* from jsonb_to_recordset($5::jsonb) as r(learner uuid, year int, hours numeric, source text) on conflict do nothing`,
      [deps.city, JSON.stringify(courses), JSON.stringify(batches), JSON.stringify(seats), JSON.stringify(credits)])
  })
}

import type { CourseKind } from '../../../../law/credential/trainingKinds.ts'
import { hoursStanding } from '../../../../law/credential/trainingHours.ts'
import type { Ctx } from '../../../kernel/http/index.ts'
import { batchesByIds, batchView } from './batches.ts'
import { yearOf } from './hours.ts'
import type { TrainingDeps } from './index.ts'
import { learnerOf } from './learners.ts'

/* What one person sees of their own training: the hours, the next sitting, the record of the year. */

interface Row {
  batch: string; title: string; kind: CourseKind; place: string; startsAt: string; endsAt: string; signedInAt: string | null; signedOutAt: string | null; hours: number; of: number; score: number | null; struck: boolean; substitute: boolean
  state: 'enrolled' | 'waiting'; batchState: string; late: number
}

export async function myTraining(deps: TrainingDeps, ctx: Ctx, asked: number | undefined) {
  const now = ctx.legalNow
  const year = yearOf(asked, now)
  const learner = await learnerOf(deps, deps.db, ctx.person)
  // law study of leadership teams is no business of an officer
  const leads = ctx.grants.some((g) => g.role === 'head' || g.role === 'gov' || g.role === 'leader')
  const [seats, credits, open] = await Promise.all([
    learner ? deps.db.query<Row>(
      `select s.batch, c.title, c.kind, b.place, b.starts_at as "startsAt", b.ends_at as "endsAt", s.signed_in_at as "signedInAt", s.signed_out_at as "signedOutAt", s.hours::float8 as hours, c.hours::float8 as of, s.score, s.struck, s.substitute, s.state, b.state as "batchState", b.late
       from credentials.training_seat s join credentials.training_batch b on b.city = s.city and b.id = s.batch join credentials.training_course c on c.city = b.city and c.id = b.course
       where s.city = $1 and s.learner = $2 and s.state <> 'dropped' and (s.year = $3 or b.ends_at > $4) order by b.starts_at`, [deps.city, learner.id, year, now]).then((r) => r.rows) : [],
    learner ? deps.db.query<{ hours: number; source: string }>(`select hours::float8 as hours, source from credentials.training_credit where city = $1 and learner = $2 and year = $3`, [deps.city, learner.id, year]).then((r) => r.rows) : [],
    deps.db.query<{ id: string }>(
      `select b.id from credentials.training_batch b join credentials.training_course c on c.city = b.city and c.id = b.course where b.city = $1 and b.state = 'open' and (c.kind <> 'leaders' or $4) and b.starts_at - b.early * interval '1 minute' > $2
         and not exists (select 1 from credentials.training_seat s where s.city = b.city and s.batch = b.id and s.learner = $3 and s.state <> 'dropped') order by b.starts_at limit 10`, [deps.city, now, learner?.id ?? null, leads]).then((r) => r.rows),
  ])
  const over = (r: Row) => new Date(r.endsAt).getTime() + r.late * 60_000 < new Date(now).getTime()
  const next = seats.filter((r) => !over(r) && r.batchState !== 'cancelled').slice(0, 5)
  const batches = new Map((await batchesByIds(deps.db, deps.city, [...next.map((r) => r.batch), ...open.map((r) => r.id)])).map((b) => [b.id, batchView(b, now)]))
  const inYear = seats.filter((r) => Number(r.startsAt.slice(0, 4)) === year)
  const hours = inYear.reduce((n, r) => n + r.hours, 0) + credits.reduce((n, c) => n + c.hours, 0)
  const name = learner?.name ?? (await deps.directory.person(ctx.person))?.name ?? ''
  return {
    name, standing: { year, ...hoursStanding(hours, year, now.slice(0, 10), deps.settings) }, credited: credits,
    next: next.flatMap((r) => { const b = batches.get(r.batch); return b ? [{ ...b, mine: r.state, signedInAt: r.signedInAt, signedOutAt: r.signedOutAt }] : [] }),
    openToMe: open.flatMap((r) => batches.get(r.id) ?? []),
    record: inYear.filter((r) => r.signedInAt || r.substitute || over(r)).map(({ state: _, batchState: __, late: ___, ...r }) => r),
  }
}

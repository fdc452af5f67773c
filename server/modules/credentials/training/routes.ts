import * as contract from '../../../../contract/training.ts'
import { maskId } from '../../../../law/kernel/identity.ts'
import { batchNext, batchStateAt } from '../../../../law/credential/trainingBatch.ts'
import { requiredHours } from '../../../../law/credential/trainingHours.ts'
import { file, NotFound, organsOf, reply, type Http } from '../../../kernel/http/index.ts'
import { may } from '../../../kernel/permission.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { append } from '../../../kernel/journal/index.ts'
import { traced } from '../acts.ts'
import { actOnBatch, batchById, batchView, listBatches, planBatch, reasonOf } from './batches.ts'
import { latestSigned, listSeats, noteResult, readCode, seatOf, seatView, seenByOrganiser, signSelf, strikeOut } from './attendance.ts'
import { shownNow } from './code.ts'
import { takeCredits } from './credits.ts'
import { dropOne, enrol, joinOne, stateOf } from './enrolment.ts'
import { allPeople, listPeople, progress, totalsOf, yearOf } from './hours.ts'
import type { TrainingDeps } from './index.ts'
import { ensured, learnerOf } from './learners.ts'
import { myTraining } from './mine.ts'
import { actOnPoint, apply, listPoints, pointById, pointView } from './points.ts'
import { csvOf, xlsxOf } from './sheetOut.ts'
import { studyAll, studyOfTeam } from './study.ts'

const courseColumns = `id, title, kind, laws, hours::float8 as hours, off_job as "offJob"`

/** endpoints of contract/training.ts → functions of this room */
export const routes = (deps: TrainingDeps) => (http: Http): void => {
  const { db, city } = deps
  const view = async (id: string, now: string) => batchView(await batchById(db, city, id), now)

  http.bind(contract.courses, async () => ({ items: (await db.query(`select ${courseColumns} from credentials.training_course where city = $1 order by id`, [city])).rows as never }))
  http.bind(contract.addCourse, (ctx, { body }) => http.mutate(ctx, async (tx) => {
    const id = uuidv7()
    await tx.query(`insert into credentials.training_course (city, id, title, kind, laws, hours, off_job) values ($1, $2, $3, $4, $5, $6, $7)`, [city, id, body.title, body.kind, body.laws, body.hours, body.offJob])
    await append(tx, city, [deps.journal.prepare({
      type: 'credentials.training.course', at: ctx.legalNow, subject: { kind: 'course', id }, actor: { org: organsOf(ctx, 'supervisor')[0] ?? null, role: 'supervisor', person: ctx.person }, digests: {},
    }, deps.clock.real())])
    return reply({ id, ...body }, { status: 201 })
  }))

  http.bind(contract.batches, (ctx, { query }) => listBatches(deps, query, ctx.legalNow))
  http.bind(contract.plan, async (ctx, { body }) => {
    const { body: kept } = await http.mutate(ctx, async (tx) => ({ id: (await planBatch(deps, ctx, tx, body)).id }))
    return reply(await view(kept.id, ctx.legalNow), { status: 201 })
  })
  http.bind(contract.batch, async (ctx, { params }) => {
    const row = await batchById(db, city, params.id)
    const learner = await learnerOf(deps, db, ctx.person)
    const [state, own, reason] = await Promise.all([
      stateOf(deps, db, row.id, learner?.id),
      db.query<{ n: number }>(`select count(*)::int as n from credentials.training_seat where city = $1 and batch = $2 and state <> 'dropped' and organ = any($3)`, [city, row.id, organsOf(ctx, 'bodyAdmin', 'head')]),
      row.state === 'cancelled' ? reasonOf(deps, row.id) : null,
    ])
    return { ...batchView(row, ctx.legalNow), mine: state === 'enrolled' || state === 'waiting' ? state : 'no' as const, ofMyOrgan: own.rows[0]!.n, reason }
  })
  http.bind(contract.open, async (ctx, { params }) => {
    await actOnBatch(deps, ctx, params.id, { type: 'open' }, (effect) => http.mutate(ctx, effect))
    return view(params.id, ctx.legalNow)
  })
  http.bind(contract.cancel, async (ctx, { params, body }) => {
    await actOnBatch(deps, ctx, params.id, { type: 'cancel', reason: body.reason }, (effect) => http.mutate(ctx, effect))
    return view(params.id, ctx.legalNow)
  })
  http.bind(contract.move, async (ctx, { params, body }) => {
    await actOnBatch(deps, ctx, params.id, { type: 'move', ...body }, (effect) => http.mutate(ctx, effect))
    return view(params.id, ctx.legalNow)
  })

  http.bind(contract.enrol, (ctx, { params, body }) => http.mutate(ctx, (tx) => enrol(deps, ctx, tx, params.id, body, null)))
  http.bind(contract.enrolOwn, (ctx, { params, body }) => {
    may(ctx, contract.enrolOwn, { organ: params.organ })
    return http.mutate(ctx, (tx) => enrol(deps, ctx, tx, params.id, body, params.organ))
  })
  http.bind(contract.dropOwn, (ctx, { params, body }) => {
    may(ctx, contract.dropOwn, { organ: params.organ })
    return http.mutate(ctx, async (tx) => dropOne(deps, ctx, tx, params.id, await learnerByPid(tx, body.learner), params.organ))
  })
  /** a list shows the id of a credential or of a learner; a seat belongs to the learner */
  const learnerByPid = async (on: Pick<typeof db, 'query'>, pid: string): Promise<string> =>
    (await on.query<{ id: string }>(`select l.id from credentials.training_learner l where l.city = $1 and (l.id = $2 or l.id_number = (select h.id_number from credentials.holder h where h.city = $1 and h.id = $2)) limit 1`, [city, pid])).rows[0]?.id ?? pid
  http.bind(contract.join, (ctx, { params }) => http.mutate(ctx, async (tx) => {
    const learner = await ensured(deps, tx, ctx.person, ctx.grants)
    if (!learner) throw new NotFound('您的账号没有登记身份证号，请联系本单位的执法人员管理员')
    return { state: await joinOne(deps, ctx, tx, params.id, learner) }
  }))
  http.bind(contract.leave, (ctx, { params }) => http.mutate(ctx, async (tx) => {
    const learner = await learnerOf(deps, tx, ctx.person)
    return { dropped: (await dropOne(deps, ctx, tx, params.id, learner?.id ?? params.id, null)).dropped }
  }))

  http.bind(contract.seats, async (_ctx, { params, query }) => {
    await batchById(db, city, params.id)
    const { items, next } = await listSeats(deps, params.id, query)
    return { items: items.map((r) => seatView(deps, r)), next }
  })
  http.bind(contract.seatPhoto, async (_ctx, { params }) => {
    const seat = await seatOf(deps, db, params.id, params.learner, false)
    if (!seat?.photo || !seat.person || !(await http.files.find(seat.person, [seat.photo])).length) throw new NotFound()
    const stored = await http.files.read(seat.person, seat.photo)
    return file(stored.bytes, { type: stored.file.type, name: '照片', size: stored.file.size, tag: seat.photo })
  })
  http.bind(contract.screen, async (ctx, { params, query }) => {
    const row = await batchById(db, city, params.id)
    const state = batchStateAt(row, ctx.legalNow)
    const { code, token, changesInMs } = shownNow(deps.codes, row.id, query.kind, deps.clock.real())
    const begins = batchNext({ ...row, state: 'open' })!.at
    const closed = state === 'running' ? null : state === 'planned' || state === 'open' ? `还没有到签到时间，${begins.slice(11, 16)} 开始` : state === 'cancelled' ? '这一期已经取消' : '签到、签退已经结束'
    return {
      kind: query.kind, code: closed ? '' : code, link: closed ? '' : `${deps.publicUrl}/desk/officer/training/sign?c=${token}`, changesInMs, title: row.course.title, place: row.place, startsAt: row.startsAt, endsAt: row.endsAt, now: ctx.legalNow,
      enrolled: row.enrolled, present: row.present, left: row.left, latest: await latestSigned(deps, row.id, query.kind), closed,
    }
  })
  http.bind(contract.sign, async (ctx, { body }) => {
    deps.tries.take(ctx.person, ctx.realNow)
    const known = await learnerOf(deps, db, ctx.person)
    const grant = ctx.grants.find((g) => ['officer', 'head', 'gov', 'leader'].includes(g.role))!
    const acting = { person: ctx.person, role: grant.role, organ: grant.organ, code: 'OFF' as const }
    const read = await readCode(deps, db, known, body.c, ctx.legalNow)
    const { body: kept } = await traced(deps, ctx, { kind: 'batch', file: read.batch, type: read.kind === 'in' ? 'signIn' : 'signOut', acting }, () => http.mutate(ctx, async (tx) => {
      const learner = known ?? await ensured(deps, tx, ctx.person, ctx.grants)
      if (!learner) throw new NotFound('您的账号没有登记身份证号，请请组织者查验身份证后登记')
      return signSelf(deps, ctx, tx, learner, read, body.device)
    }))
    return { kind: kept.kind, at: kept.at, hours: kept.hours, batch: await view(kept.batch, ctx.legalNow) }
  })
  http.bind(contract.present, (ctx, { params, body }) => http.mutate(ctx, async (tx) => seatView(deps, await seenByOrganiser(deps, ctx, tx, params.id, body))))
  http.bind(contract.strike, (ctx, { params, body }) => http.mutate(ctx, async (tx) => seatView(deps, await strikeOut(deps, ctx, tx, params.id, body.learner, body.reason))))
  http.bind(contract.result, (ctx, { params, body }) => http.mutate(ctx, async (tx) => seatView(deps, await noteResult(deps, ctx, tx, params.id, body.learner, body.score))))

  http.bind(contract.mine, (ctx, { query }) => myTraining(deps, ctx, query.year))
  http.bind(contract.progress, (ctx, { query }) => progress(deps, query, ctx.legalNow))
  http.bind(contract.shortList, async (ctx, { query }) => {
    const { items, ...rest } = await listPeople(deps, { ...query, onlyShort: true }, ctx.legalNow)
    return { ...rest, items: items.map((i) => i.person) }
  })
  http.bind(contract.people, async (ctx, { params, query }) => {
    may(ctx, contract.people, { organ: params.organ })
    const [{ items, ...rest }, totals] = await Promise.all([listPeople(deps, { ...query, organ: params.organ, onlyShort: query.only === 'short' }, ctx.legalNow), totalsOf(deps, params.organ, yearOf(query.year, ctx.legalNow))])
    return { ...rest, ...totals, items: items.map((i) => ({ ...i.person, seat: i.seat })) }
  })
  http.bind(contract.exported, async (ctx, { query }) => {
    const year = yearOf(query.year, ctx.legalNow)
    const { hours: required } = requiredHours(year, deps.settings)
    const people = await allPeople(deps, year)
    const rows = [['单位', '姓名', '身份证号', '年度', '已学学时', '应学学时', '还差学时'], ...people.map((p) => [p.unit, p.name, maskId(p.idNumber), year, p.hours, required, Math.max(0, required - p.hours)])]
    const data = query.format === 'csv' ? csvOf(rows) : await xlsxOf(`${year}年学时`, rows)
    return file(data, { type: query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: `${year}年培训学时.${query.format}`, size: data.length })
  })
  http.bind(contract.credits, (ctx, { body }) => http.mutate(ctx, (tx) => takeCredits(deps, ctx, tx, body.csv, body.source)))

  http.bind(contract.study, (ctx, { query }) => studyAll(deps, query.year, ctx.legalNow))
  http.bind(contract.studyOf, (ctx, { params, query }) => {
    may(ctx, contract.studyOf, { organ: params.organ })
    if (!deps.directory.organs().some((o) => o.key === params.organ)) throw new NotFound()
    return studyOfTeam(deps, params.organ, query.year, ctx.legalNow)
  })

  http.bind(contract.points, (ctx, { query }) => listPoints(deps, ctx, query, ctx.grants.some((g) => ['supervisor', 'leader', 'gov'].includes(g.role)) ? null : organsOf(ctx, 'bodyAdmin', 'head')))
  http.bind(contract.applyPoint, async (ctx, { params, body }) => {
    const { as, organ } = may(ctx, contract.applyPoint, { organ: params.organ })
    const acting = { person: ctx.person, role: as === 'head' ? 'head' as const : 'bodyAdmin' as const, organ, code: as === 'head' ? 'HEAD' as const : 'ADM' as const }
    const { body: kept } = await http.mutate(ctx, async (tx) => ({ id: (await apply(deps, ctx, tx, acting, { organ: params.organ, ...body })).id }))
    return reply(pointView(deps, await pointById(db, city, kept.id), ctx.legalNow, ctx), { status: 201 })
  })
  http.bind(contract.pointAct, async (ctx, { params, body }) => {
    await actOnPoint(deps, ctx, params.id, body, (effect) => http.mutate(ctx, effect))
    return pointView(deps, await pointById(db, city, params.id), ctx.legalNow, ctx)
  })
}

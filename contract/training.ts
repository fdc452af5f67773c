import { z } from 'zod'
import type { CourseKind } from '../law/credential/trainingKinds.ts'
import { endpoint } from './endpoint.ts'
import { Cited, Id, Instant, LegalDate, page, paged, Text } from './shapes.ts'

/** Training: courses, batches, signing in and out, hours of a year, law study of leadership teams, demonstration points. */

const Kind = z.enum(['public', 'professional', 'newLaw', 'lecture', 'leaders'] satisfies CourseKind[] as [CourseKind, ...CourseKind[]])
const Colour = z.enum(['green', 'yellow', 'red'])
const BatchStateName = z.enum(['planned', 'open', 'running', 'closed', 'cancelled'])
const year = z.coerce.number().int().min(2000).max(2100)
const Hours = z.number().min(0)
const organ = z.object({ organ: z.string().max(60) })
const ofBatch = z.object({ id: Id })
/** RFC 3339 or a local time of China: 2020-12-28T09:00 */
const Typed = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(\+08:00)?$/, '时间写作 2020-12-28T09:00')

export const Course = z.object({ id: Id, title: z.string(), kind: Kind, laws: z.array(z.string()), hours: Hours, offJob: z.boolean() }).meta({ id: 'Course' })
export const Batch = z.object({
  id: Id, course: Course, lecturer: z.string().nullable(), place: z.string(), address: z.string(), startsAt: Instant, endsAt: Instant, capacity: z.number().int(), early: z.number().int(), late: z.number().int(),
  state: BatchStateName, stateName: z.string(), enrolled: z.number().int(), waiting: z.number().int(), present: z.number().int(), left: z.number().int(), seq: z.number().int(),
}).meta({ id: 'Batch' })
const Seat = z.object({
  learner: Id, name: z.string(), /** there is a photograph of the credential to compare with */ photo: z.boolean(), idTail: z.string(), organ: z.string().nullable(), organName: z.string().nullable(), member: z.boolean(), state: z.enum(['enrolled', 'waiting', 'dropped']),
  signedInAt: Instant.nullable(), inBy: z.enum(['self', 'card']).nullable(), signedOutAt: Instant.nullable(), outBy: z.enum(['self', 'card']).nullable(),
  substitute: z.boolean(), struck: z.boolean(), struckReason: z.string().nullable(), score: z.number().int().nullable(), hours: Hours,
}).meta({ id: 'Seat' })
const Standing = z.object({ year: z.number().int(), hours: Hours, required: Hours, short: Hours, lamp: Colour, basis: z.array(Cited) })

const organisers = ['supervisor'] as const
const everybody = ['supervisor', 'bodyAdmin', 'officer', 'head', 'gov', 'leader'] as const

export const courses = endpoint({ id: 'training.courses', method: 'GET', path: '/api/v1/training/courses', summary: '培训课程', who: everybody, output: z.object({ items: z.array(Course) }) })
export const addCourse = endpoint({
  id: 'training.addCourse', method: 'POST', path: '/api/v1/training/courses', summary: '新增一门课程', who: organisers,
  body: z.object({ title: Text(80).min(2), kind: Kind, laws: z.array(Text(60).min(2)).max(20).default([]), hours: z.number().min(0.5).max(80).multipleOf(0.5), offJob: z.boolean().default(false) }), output: Course,
})

export const batches = endpoint({
  id: 'training.batches', method: 'GET', path: '/api/v1/training/batches', summary: '一年的培训期次，按时间先后', who: everybody,
  query: z.object({ ...page, year, course: Id.optional() }), output: paged(Batch).extend({ year: z.number().int() }),
})
export const plan = endpoint({
  id: 'training.plan', method: 'POST', path: '/api/v1/training/batches', summary: '安排一期：时间、地点、人数', who: organisers,
  body: z.object({ course: Id, lecturer: Text(40).optional(), place: Text(60).min(2), address: Text(120).min(2), startsAt: Typed, endsAt: Typed, capacity: z.number().int().min(1).max(5000) }),
  output: Batch, refuses: ['credential/trainingBatch#future', 'credential/trainingBatch#one-day', 'credential/trainingBatch#long-enough'],
})
export const batch = endpoint({
  id: 'training.batch', method: 'GET', path: '/api/v1/training/batches/:id', summary: '一期培训；在本机关有多少人', who: everybody, params: ofBatch,
  output: Batch.extend({ mine: z.enum(['enrolled', 'waiting', 'no']), ofMyOrgan: z.number().int(), reason: z.string().nullable() }),
})
export const move = endpoint({
  id: 'training.move', method: 'POST', path: '/api/v1/training/batches/:id/move', summary: '改时间、地点', who: organisers, params: ofBatch,
  body: z.object({ startsAt: Typed, endsAt: Typed, place: Text(60).min(2), address: Text(120).min(2) }), output: Batch,
})
export const open = endpoint({ id: 'training.open', method: 'POST', path: '/api/v1/training/batches/:id/open', summary: '开放报名', who: organisers, params: ofBatch, body: z.object({}).default({}), output: Batch })
export const cancel = endpoint({
  id: 'training.cancel', method: 'POST', path: '/api/v1/training/batches/:id/cancel', summary: '取消这一期（写明原因）', who: organisers, params: ofBatch, body: z.object({ reason: Text(300).optional() }), output: Batch, refuses: ['credential/trainingBatch#reasoned'],
})

/** whom to enrol: everybody short of hours or all of the organ, or a list (identity numbers, or a CSV with a column 身份证号) */
const Wanted = z.object({
  all: z.enum(['short', 'everybody']).optional(), idNumbers: z.array(Text(18).min(15)).max(5000).optional(), csv: Text(400_000).optional(), learners: z.array(Id).max(5000).optional(),
})
const Enrolled = z.object({ enrolled: z.number().int(), waiting: z.number().int(), already: z.number().int(), errors: z.array(z.object({ line: z.number().int(), message: z.string() })) }).meta({ id: 'Enrolled' })

export const enrol = endpoint({
  id: 'training.enrol', method: 'POST', path: '/api/v1/training/batches/:id/enrol', summary: '组织者通知参加：单位、领导班子、名单', who: organisers, params: ofBatch,
  body: Wanted.extend({ organs: z.array(z.string().max(60)).max(400).optional(), teams: z.array(z.string().max(60)).max(400).optional() }), output: Enrolled,
})
export const enrolOwn = endpoint({
  id: 'training.enrolOwn', method: 'POST', path: '/api/v1/training/organs/:organ/batches/:id/enrol', summary: '给本单位的人报名', who: ['bodyAdmin@organ'], params: organ.extend({ id: Id }), body: Wanted, output: Enrolled,
})
export const dropOwn = endpoint({
  id: 'training.dropOwn', method: 'POST', path: '/api/v1/training/organs/:organ/batches/:id/drop', summary: '取消本单位一个人的报名；候补依次递补', who: ['bodyAdmin@organ'], params: organ.extend({ id: Id }),
  body: z.object({ learner: Id }), output: z.object({ dropped: z.boolean(), movedUp: z.number().int() }),
})
export const join = endpoint({ id: 'training.join', method: 'POST', path: '/api/v1/training/batches/:id/join', summary: '本人报名', who: ['officer', 'head', 'gov', 'leader'], params: ofBatch, body: z.object({}).default({}), output: z.object({ state: z.enum(['enrolled', 'waiting']) }) })
export const leave = endpoint({ id: 'training.leave', method: 'POST', path: '/api/v1/training/batches/:id/leave', summary: '本人取消报名；候补依次递补', who: ['officer', 'head', 'gov', 'leader'], params: ofBatch, body: z.object({}).default({}), output: z.object({ dropped: z.boolean() }) })

export const seats = endpoint({
  id: 'training.seats', method: 'GET', path: '/api/v1/training/batches/:id/seats', summary: '一期的名单：谁到了、谁没到（留痕的更正）', who: organisers, params: ofBatch,
  query: z.object({ ...page, show: z.enum(['all', 'present', 'absent', 'waiting', 'notOut']).default('all'), q: Text(40).default('') }), output: paged(Seat),
})
export const seatPhoto = endpoint({
  id: 'training.seatPhoto', method: 'GET', path: '/api/v1/training/batches/:id/seats/:learner/photo', summary: '名单上一个人证件上的照片，供组织者比对', who: organisers, raw: true, params: ofBatch.extend({ learner: Id }), output: z.any(),
})
export const screen = endpoint({
  id: 'training.screen', method: 'GET', path: '/api/v1/training/batches/:id/screen', summary: '会场屏幕：现在的签到码（二维码和六位数），每25秒换一次', who: organisers, params: ofBatch, query: z.object({ kind: z.enum(['in', 'out']).default('in') }),
  output: z.object({
    kind: z.enum(['in', 'out']), code: z.string(), link: z.string(), changesInMs: z.number().int(), title: z.string(), place: z.string(), startsAt: Instant, endsAt: Instant, now: Instant,
    enrolled: z.number().int(), present: z.number().int(), left: z.number().int(), latest: z.array(z.object({ name: z.string(), organName: z.string().nullable(), at: Instant })),
    /** why nobody can sign now; null when they can */
    closed: z.string().nullable(),
  }),
})
export const sign = endpoint({
  id: 'training.sign', method: 'POST', path: '/api/v1/training/sign', summary: '扫会场屏幕上的码签到、签退；或者输入屏幕上的六位数', who: ['officer', 'head', 'gov', 'leader'],
  body: z.object({ c: Text(80).min(4), device: z.string().regex(/^[0-9a-f-]{16,64}$/, '设备编号不对，请刷新页面后再试') }),
  output: z.object({ kind: z.enum(['in', 'out']), at: Instant, batch: Batch, hours: Hours.nullable() }),
  refuses: ['credential/trainingAttendance#listed', 'credential/trainingAttendance#place', 'credential/trainingAttendance#window', 'credential/trainingAttendance#order', 'credential/trainingAttendance#one-device'],
})
export const present = endpoint({
  id: 'training.present', method: 'POST', path: '/api/v1/training/batches/:id/present', summary: '组织者查验身份证后登记签到、签退；派人代会的登记为代会，不计出席', who: organisers, params: ofBatch,
  body: z.object({ learner: Id, kind: z.enum(['in', 'out']), /** last four characters of the card that was seen */ idTail: Text(4).optional(), substitute: z.boolean().default(false) }), output: Seat,
})
export const strike = endpoint({
  id: 'training.strike', method: 'POST', path: '/api/v1/training/batches/:id/strike', summary: '撤销一个不是本人的签到（写明原因，留痕）', who: organisers, params: ofBatch, body: z.object({ learner: Id, reason: Text(200).min(2) }), output: Seat,
})
export const result = endpoint({
  id: 'training.result', method: 'POST', path: '/api/v1/training/batches/:id/result', summary: '登记一个人的测试成绩', who: organisers, params: ofBatch, body: z.object({ learner: Id, score: z.number().int().min(0).max(100) }), output: Seat,
})

export const mine = endpoint({
  id: 'training.mine', method: 'GET', path: '/api/v1/training/mine', summary: '我的学时、我的下一期、我的记录', who: ['officer', 'head', 'gov', 'leader'], query: z.object({ year: year.optional() }),
  output: z.object({
    name: z.string(), standing: Standing, next: z.array(Batch.extend({ mine: z.enum(['enrolled', 'waiting', 'no']), signedInAt: Instant.nullable(), signedOutAt: Instant.nullable() })), openToMe: z.array(Batch),
    record: z.array(z.object({ batch: Id, title: z.string(), kind: Kind, place: z.string(), startsAt: Instant, endsAt: Instant, signedInAt: Instant.nullable(), signedOutAt: Instant.nullable(), hours: Hours, of: Hours, score: z.number().int().nullable(), struck: z.boolean(), substitute: z.boolean() })),
    credited: z.array(z.object({ hours: Hours, source: z.string() })),
  }),
})

const OrganHours = z.object({ organ: z.string().nullable(), body: Id.nullable(), name: z.string(), people: z.number().int(), done: z.number().int(), short: z.number().int(), hours: Hours, lamp: Colour })
export const progress = endpoint({
  id: 'training.progress', method: 'GET', path: '/api/v1/training/progress', summary: '一年的学时，按单位：多少人够了、多少人还差', who: ['supervisor', 'leader'], query: z.object({ ...page, year: year.optional() }),
  output: paged(OrganHours).extend({ year: z.number().int(), required: Hours, basis: z.array(Cited), people: z.number().int(), done: z.number().int(), short: z.number().int() }),
})
const Person = z.object({ learner: Id.nullable(), name: z.string(), idTail: z.string(), unit: z.string(), hours: Hours, short: Hours, lamp: Colour, next: Instant.nullable() })
export const shortList = endpoint({
  id: 'training.short', method: 'GET', path: '/api/v1/training/short', summary: '谁的学时还差，差多少；可按单位', who: ['supervisor'], query: z.object({ ...page, year: year.optional(), body: Id.optional(), organ: z.string().max(60).optional() }),
  output: paged(Person).extend({ year: z.number().int(), required: Hours }),
})
export const people = endpoint({
  id: 'training.people', method: 'GET', path: '/api/v1/training/organs/:organ/people', summary: '本单位的人：各有多少学时，还差多少', who: ['supervisor', 'bodyAdmin@organ', 'head@organ'], params: organ,
  query: z.object({ ...page, year: year.optional(), batch: Id.optional(), only: z.enum(['all', 'short']).default('all') }),
  output: paged(Person.extend({ seat: z.enum(['enrolled', 'waiting', 'no']) })).extend({ year: z.number().int(), required: Hours, people: z.number().int(), done: z.number().int() }),
})
export const exported = endpoint({
  id: 'training.export', method: 'GET', path: '/api/v1/training/export', summary: '导出一年的学时（CSV 或 XLSX）', who: ['supervisor'], raw: true, query: z.object({ year: year.optional(), format: z.enum(['csv', 'xlsx']).default('xlsx') }), output: z.any(),
})
export const credits = endpoint({
  id: 'training.credits', method: 'POST', path: '/api/v1/training/credits', summary: '录入平台以外已有的学时（CSV：身份证号、年度、学时）', who: organisers,
  body: z.object({ csv: Text(600_000).min(1), source: Text(80).min(2) }), output: z.object({ taken: z.number().int(), errors: z.array(z.object({ line: z.number().int(), message: z.string() })) }),
})

const Lecture = z.object({ batch: Id, title: z.string(), laws: z.array(z.string()), lecturer: z.string().nullable(), on: LegalDate, startsAt: Instant, place: z.string(), held: z.boolean(), counted: z.boolean(), attended: z.number().int(), substitutes: z.number().int(), expected: z.number().int() })
const Team = z.object({ organ: z.string(), name: z.string(), lamp: Colour, held: z.number().int(), missing: z.number().int() })
export const study = endpoint({
  id: 'training.study', method: 'GET', path: '/api/v1/training/study', summary: '各领导班子的学法：办了几次、还差几次', who: ['supervisor', 'leader', 'gov'], query: z.object({ year: year.optional() }),
  output: z.object({ year: z.number().int(), asOf: LegalDate, least: z.number().int(), basis: z.array(Cited), teams: z.array(Team) }),
})
export const studyOf = endpoint({
  id: 'training.studyOf', method: 'GET', path: '/api/v1/training/organs/:organ/study', summary: '一个领导班子的学法：哪几次、谁本人参加了、到12月31日还缺什么', who: ['supervisor', 'leader', 'gov', 'head@organ', 'bodyAdmin@organ'], params: organ, query: z.object({ year: year.optional() }),
  output: z.object({
    year: z.number().int(), asOf: LegalDate, team: Team, least: z.number().int(), basis: z.array(Cited), lectures: z.array(Lecture),
    members: z.array(z.object({ name: z.string(), title: z.string().nullable(), attended: z.number().int(), substitutes: z.number().int(), offJob: z.boolean(), scores: z.array(z.number().int()) })), termFrom: LegalDate,
  }),
})

const Point = z.object({
  id: Id, organ: z.string(), organName: z.string(), name: z.string(), place: z.string(), state: z.string(), stateName: z.string(), appliedOn: LegalDate, noticeUntil: LegalDate.nullable(), namedOn: LegalDate.nullable(), validTo: LegalDate.nullable(), recheckDue: LegalDate.nullable(), lamp: Colour, can: z.array(z.string()), seq: z.number().int(),
}).meta({ id: 'DemonstrationPoint' })
export const points = endpoint({ id: 'training.points', method: 'GET', path: '/api/v1/training/points', summary: '服务型行政执法示范点', who: ['supervisor', 'bodyAdmin', 'head', 'leader', 'gov'], query: z.object(page), output: paged(Point) })
export const applyPoint = endpoint({
  id: 'training.applyPoint', method: 'POST', path: '/api/v1/training/organs/:organ/points', summary: '申报示范点', who: ['bodyAdmin@organ', 'head@organ'], params: organ, body: z.object({ name: Text(60).min(2), place: Text(120).min(2), text: Text(2000).min(2) }), output: Point,
})
export const pointAct = endpoint({
  id: 'training.pointAct', method: 'POST', path: '/api/v1/training/points/:id/acts', summary: '示范点：现场核验、公示、命名、年度复核、撤销', who: organisers, params: ofBatch,
  body: z.discriminatedUnion('type', [
    z.object({ type: z.literal('check'), score: z.number().int().min(0).max(100), veto: z.boolean().default(false), text: Text(2000).optional() }),
    z.object({ type: z.literal('publish') }),
    z.object({ type: z.literal('name'), objection: z.enum(['none', 'rejected', 'upheld']).default('none') }),
    z.object({ type: z.literal('recheck'), passed: z.boolean(), text: Text(2000).optional() }),
    z.object({ type: z.literal('withdraw'), reason: Text(500).optional() }),
  ]),
  output: Point, refuses: ['credential/demonstrationPoint#notice-over', 'credential/demonstrationPoint#once-a-year', 'credential/demonstrationPoint#reasoned'],
})

export const all = [
  courses, addCourse, batches, plan, batch, move, open, cancel, enrol, enrolOwn, dropOwn, join, leave, seats, seatPhoto, screen, sign, present, strike, result, mine, progress, shortList, people, exported, credits,
  study, studyOf, points, applyPoint, pointAct,
]

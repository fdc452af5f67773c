import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, Instant, LegalDate, page, paged, Text } from './shapes.ts'

/* Examinations for the credential (河南省行政执法条例 21): question bank, arrangement, sitting, results, objections. */

const Kind = z.enum(['judge', 'single', 'multi', 'case'])
const Subject = z.enum(['public', 'professional'])
/** marks have at most two decimals */
const Marks = z.number().min(0).max(1000).refine((n) => Number.isInteger(Math.round(n * 1e6) / 1e4), '最多两位小数')

export const ExamTermsView = z.object({
  subject: Subject, parts: z.array(z.object({ kind: Kind, count: z.number().int().min(1).max(500), marks: Marks })).max(4),
  passMarks: Marks, minutes: z.number().int().min(1).max(480), multi: z.enum(['all', 'half']), own: z.boolean(), shuffle: z.boolean(),
  signInMinutes: z.number().int().min(0).max(1440), lateMinutes: z.number().int().min(0).max(480).nullable(), graceSeconds: z.number().int().min(0).max(120), showAnswers: z.boolean(),
  appealDays: z.number().int().min(1).max(30), idCheck: z.boolean(),
}).meta({ id: 'ExamTerms', description: '考试的安排：题数、分值、时间、合格线等' })

/** the day is 暂定: the arrangement of its year is not published, and may put it off (CAL-03) */
const Provisional = z.boolean()
const State = z.enum(['draft', 'set', 'published', 'cancelled'])
const Counts = z.object({ admitted: z.number(), signedIn: z.number(), writing: z.number(), handedIn: z.number() }).meta({ id: 'ExamCounts', description: '参加、已签到未开卷、答题中、已交卷的人数' })

export const Exam = z.object({
  id: Id, name: z.string(), terms: ExamTermsView, topics: z.array(z.string()), opens: Instant, closes: Instant, state: State, fullMarks: z.number(), counts: Counts,
  publishedAt: Instant.nullable(), appealDue: LegalDate.nullable(), appealProvisional: Provisional, openAppeals: z.number(), poolDigest: z.string().nullable(), seq: z.number().int(),
}).meta({ id: 'Exam' })
export type Exam = z.infer<typeof Exam>

/** `opens`, `closes`: RFC 3339; the server writes them in its own form */
const Wanted = z.object({ name: Text(80).min(1, '请写明考试名称'), terms: ExamTermsView, topics: z.array(Text(60)).max(50), opens: Text(40), closes: Text(40) })

const Part = z.object({ stem: z.string(), options: z.array(z.string()) })
/** as it stands in the bank, with the key: for supervisors only */
const Question = z.object({
  id: Id, source: z.string(), subject: Subject, topic: z.string(), kind: Kind, version: z.number().int(), retiredOn: LegalDate.nullable(), facts: z.string().nullable(), parts: z.array(Part), key: z.array(z.array(z.string())),
}).meta({ id: 'ExamQuestion' })

const at = z.object({ id: Id })
const supervisor = ['supervisor'] as const

export const list = endpoint({ id: 'exams.list', method: 'GET', path: '/api/v1/exams', summary: '考试，最近的在前', who: supervisor, output: z.object({ items: z.array(Exam) }) })
export const get = endpoint({ id: 'exams.get', method: 'GET', path: '/api/v1/exams/:id', summary: '一场考试的安排和进度', who: supervisor, params: at, output: Exam })
export const make = endpoint({ id: 'exams.make', method: 'POST', path: '/api/v1/exams', summary: '新建考试（草稿）', who: supervisor, body: Wanted, output: Exam })
export const change = endpoint({ id: 'exams.change', method: 'PUT', path: '/api/v1/exams/:id', summary: '修改考试草稿', who: supervisor, params: at, body: Wanted, output: Exam })
export const set = endpoint({
  id: 'exams.set', method: 'POST', path: '/api/v1/exams/:id/set', summary: '定下安排：冻结题库，生成组卷种子，摘要记入账本', who: supervisor, params: at, body: z.object({}).default({}), output: Exam, refuses: ['credential/exam#terms'],
})
export const cancel = endpoint({ id: 'exams.cancel', method: 'POST', path: '/api/v1/exams/:id/cancel', summary: '取消考试（还没有人打开试卷时）', who: supervisor, params: at, body: z.object({}).default({}), output: Exam })
export const preview = endpoint({
  id: 'exams.preview', method: 'GET', path: '/api/v1/exams/:id/preview', summary: '按同样的规则抽一份样卷看看（不是任何考生的卷子）', who: supervisor, params: at,
  output: z.object({ items: z.array(Question.extend({ marks: z.number() })), fullMarks: z.number() }),
})
export const admit = endpoint({
  id: 'exams.admit', method: 'POST', path: '/api/v1/exams/:id/candidates', summary: '批量安排考生：按机关（执法人员岗位）、按执法主体（名册），或者按账号、身份证号的名单', who: supervisor, params: at,
  body: z.object({ organs: z.array(Text(60)).max(400).default([]), bodies: z.array(Id).max(400).default([]), people: z.array(Text(60)).max(5000).default([]) }),
  /** `notFound`: which lines of `people` name nobody (counted from 1) */
  output: z.object({ added: z.number(), already: z.number(), notFound: z.array(z.number()) }),
})
const Candidate = z.object({
  person: Id, name: z.string(), organ: z.string().nullable(), state: z.enum(['admitted', 'signedIn', 'writing', 'handedIn']), extraMinutes: z.number(), signedInAt: Instant.nullable(), openedAt: Instant.nullable(), endsAt: Instant.nullable(),
  handedInAt: Instant.nullable(), handedBy: z.enum(['self', 'time']).nullable(), moves: z.number(), answered: z.number(), asked: z.number().nullable(), marks: z.number().nullable(), passed: z.boolean().nullable(),
}).meta({ id: 'ExamCandidate' })
export const candidates = endpoint({
  id: 'exams.candidates', method: 'GET', path: '/api/v1/exams/:id/candidates', summary: '考生名单和各自的进度、成绩', who: supervisor, params: at,
  query: z.object({ ...page, state: z.enum(['admitted', 'signedIn', 'writing', 'handedIn']).optional() }), output: paged(Candidate),
})
export const extra = endpoint({
  id: 'exams.extra', method: 'POST', path: '/api/v1/exams/:id/candidates/:person/extra', summary: '给一名考生延长时间，写明原因', who: supervisor, params: z.object({ id: Id, person: Id }),
  body: z.object({ minutes: z.number().int().min(1).max(180), reason: Text(300).min(2, '请写明原因') }), output: z.object({ extraMinutes: z.number(), endsAt: Instant.nullable() }),
})
export const publish = endpoint({ id: 'exams.publish', method: 'POST', path: '/api/v1/exams/:id/publish', summary: '公布成绩', who: supervisor, params: at, body: z.object({}).default({}), output: Exam })

const PartStatistics = z.object({
  question: Id, part: z.number(), kind: Kind, stem: z.string(), options: z.array(z.string()), key: z.array(z.string()), void: z.boolean(), shown: z.number(), right: z.number(), rate: z.number(), discrimination: z.number().nullable(), chosen: z.record(z.string(), z.number()),
})
export const statistics = endpoint({
  id: 'exams.statistics', method: 'GET', path: '/api/v1/exams/:id/statistics', summary: '成绩分布、各机关合格率、逐题分析', who: supervisor, params: at,
  output: z.object({
    sat: z.number(), absent: z.number(), passed: z.number(), average: z.number().nullable(), distribution: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })),
    organs: z.array(z.object({ organ: z.string().nullable(), name: z.string().nullable(), admitted: z.number(), sat: z.number(), passed: z.number() })), questions: z.array(PartStatistics),
  }).meta({ id: 'ExamStatistics' }),
})
const Appeal = z.object({
  id: Id, exam: Id, person: Id, name: z.string(), no: z.number(), question: Id, part: z.number(), facts: z.string().nullable(), stem: z.string(), options: z.array(z.string()), key: z.array(z.string()), chosen: z.array(z.string()),
  reason: z.string(), at: Instant, state: z.enum(['open', 'kept', 'key', 'void']), answer: z.string().nullable(), decidedAt: Instant.nullable(),
}).meta({ id: 'ExamAppeal' })
export const appeals = endpoint({ id: 'exams.appeals', method: 'GET', path: '/api/v1/exams/:id/appeals', summary: '对试题的异议', who: supervisor, params: at, output: z.object({ items: z.array(Appeal) }) })
export const decide = endpoint({
  id: 'exams.decide', method: 'POST', path: '/api/v1/exam-appeals/:id/decide', summary: '答复异议：维持、改答案或者作废这道题；改了以后，有这道题的卷子全部重新阅卷', who: supervisor, params: at,
  body: z.object({ verdict: z.enum(['kept', 'key', 'void']), key: z.array(z.string().regex(/^[A-H]$/, '选项用大写字母')).max(8).default([]), answer: Text(500).min(2, '请写明理由') }),
  output: z.object({ state: z.enum(['kept', 'key', 'void']), remarked: z.number(), changed: z.number() }),
})
export const bank = endpoint({
  id: 'exams.bank', method: 'GET', path: '/api/v1/exam-questions', summary: '题库', who: supervisor,
  query: z.object({ ...page, kind: Kind.optional(), subject: Subject.optional(), q: Text(60).optional() }),
  output: paged(Question).extend({ counts: z.array(z.object({ subject: Subject, topic: z.string(), kind: Kind, count: z.number() })) }),
})
export const retire = endpoint({
  id: 'exams.retire', method: 'POST', path: '/api/v1/exam-questions/:id/retire', summary: '停用一道题（以后不再抽到，已经发出的卷子不变）', who: supervisor, params: at, body: z.object({}).default({}), output: z.object({ retiredOn: LegalDate }),
})

// --- the candidate: any session; who is not a candidate of the examination finds nothing ---

const Own = z.object({
  id: Id, name: z.string(), subject: Subject, opens: Instant, closes: Instant, minutes: z.number(), extraMinutes: z.number(), passMarks: z.number(), fullMarks: z.number(),
  parts: z.array(z.object({ kind: Kind, count: z.number(), marks: z.number() })), signInMinutes: z.number(), lateMinutes: z.number().nullable(), idCheck: z.boolean(), multi: z.enum(['all', 'half']),
  /** the examination's own state, and how far the candidate is */
  state: State, mine: z.enum(['admitted', 'signedIn', 'writing', 'handedIn']),
  /** why one may not sign in or open the paper now, in words; null = one may */
  notYet: z.string().nullable(), endsAt: Instant.nullable(), handedInAt: Instant.nullable(), handedBy: z.enum(['self', 'time']).nullable(),
  result: z.object({ marks: z.number(), passed: z.boolean(), publishedAt: Instant, appealDue: LegalDate, appealProvisional: Provisional, mayAppeal: z.boolean() }).nullable(),
}).meta({ id: 'OwnExam' })
export type OwnExam = z.infer<typeof Own>
const signedIn = ['signedIn'] as const

export const mine = endpoint({ id: 'exams.mine', method: 'GET', path: '/api/v1/my/exams', summary: '我的考试', who: signedIn, output: z.object({ items: z.array(Own) }) })
export const own = endpoint({ id: 'exams.own', method: 'GET', path: '/api/v1/my/exams/:id', summary: '我的一场考试', who: signedIn, params: at, output: Own })
export const signIn = endpoint({
  id: 'exams.signIn', method: 'POST', path: '/api/v1/my/exams/:id/sign-in', summary: '本人签到（核对身份证号后四位），抽出本人的试卷', who: signedIn, params: at, idempotency: 'natural',
  body: z.object({ idTail: Text(4).default('') }), output: Own, refuses: ['credential/examConduct#sign-in'],
})
const Device = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
/** a question as the candidate sees it: never with its key */
const Asked = z.object({ no: z.number(), stem: z.string(), options: z.array(z.string()) })
const Sitting = z.object({
  id: Id, name: z.string(), endsAt: Instant, now: Instant, graceSeconds: z.number(),
  items: z.array(z.object({ kind: Kind, marks: z.number(), facts: z.string().nullable(), asked: z.array(Asked) })),
  answers: z.array(z.object({ no: z.number(), seq: z.number(), chosen: z.array(z.string()), flagged: z.boolean() })),
}).meta({ id: 'ExamSitting' })
export type ExamSitting = z.infer<typeof Sitting>
export const open = endpoint({
  id: 'exams.open', method: 'POST', path: '/api/v1/my/exams/:id/sitting', summary: '打开试卷，或者换一台设备接着答（原来的设备不能再保存）', who: signedIn, params: at, idempotency: 'natural',
  body: z.object({ device: Device }), output: Sitting, refuses: ['credential/examConduct#late'],
})
export const save = endpoint({
  id: 'exams.save', method: 'PUT', path: '/api/v1/my/exams/:id/answers/:no', summary: '保存一道题的答案：收到回执就已经保存', who: signedIn, params: z.object({ id: Id, no: z.coerce.number().int().min(1).max(2000) }), idempotency: 'natural',
  body: z.object({ device: Device, seq: z.number().int().min(1), chosen: z.array(z.string().regex(/^[A-H]$/)).max(8), flagged: z.boolean().default(false) }),
  /** `seq`: of the answer that stands now; larger than the one sent when a newer one had come before. `endsAt`: later than it was when more time was given */
  output: z.object({ no: z.number(), seq: z.number(), endsAt: Instant }), refuses: ['credential/examConduct#over'],
})
export const handIn = endpoint({
  id: 'exams.handIn', method: 'POST', path: '/api/v1/my/exams/:id/hand-in', summary: '交卷', who: signedIn, params: at, idempotency: 'natural', body: z.object({ device: Device }),
  output: z.object({ handedInAt: Instant, handedBy: z.enum(['self', 'time']), answered: z.number(), asked: z.number(), digest: z.string() }),
})
export const result = endpoint({
  id: 'exams.result', method: 'GET', path: '/api/v1/my/exams/:id/result', summary: '成绩公布以后：我的成绩，我的答案和正确答案', who: signedIn, params: at,
  output: z.object({
    marks: z.number(), passed: z.boolean(), fullMarks: z.number(), passMarks: z.number(), publishedAt: Instant, appealDue: LegalDate, appealProvisional: Provisional, mayAppeal: z.boolean(), remarked: z.boolean(),
    /** empty where the examination does not show answers */
    parts: z.array(z.object({ no: z.number(), kind: Kind, facts: z.string().nullable(), stem: z.string(), options: z.array(z.string()), chosen: z.array(z.string()), right: z.array(z.string()), void: z.boolean(), share: z.number() })),
    appeals: z.array(z.object({ no: z.number(), state: z.enum(['open', 'kept', 'key', 'void']), reason: z.string(), answer: z.string().nullable() })),
  }).meta({ id: 'ExamResult' }),
})
export const appeal = endpoint({
  id: 'exams.appeal', method: 'POST', path: '/api/v1/my/exams/:id/appeals', summary: '对一道题提出异议', who: signedIn, params: at,
  body: z.object({ no: z.number().int().min(1).max(2000), reason: Text(1000).min(5, '请写明理由，至少五个字') }), output: z.object({ id: Id }), refuses: ['credential/examConduct#appeal-due'],
})

export const all = [list, get, make, change, set, cancel, preview, admit, candidates, extra, publish, statistics, appeals, decide, bank, retire, mine, own, signIn, open, save, handIn, result, appeal]

import { z } from 'zod'
import { Answers, Bundled, Draft, Form, Given, Opened } from './casework.ts'
import { endpoint } from './endpoint.ts'
import { DocumentRef, Id, Instant, Sha256, Signature, Text } from './shapes.ts'

// --- help desk: an assistance stands in the path, not in the session; acts name both people (settled.md 25) ---

export const Assistance = z.object({
  id: Id, applicant: z.object({ id: Id, name: z.string(), phone: z.string().nullable(), age60: z.boolean() }), helper: z.string(), mandate: z.object({ scope: z.array(z.string()) }),
  expires: Instant, draft: Draft.nullable(), readBack: z.enum(['none', 'open', 'confirmed', 'rejected']),
  /** fields that the helper filled in or changed */
  changed: z.array(z.string()), wrong: z.array(z.object({ group: z.string(), note: z.string().nullable() })),
  /** what was filed gave these papers; none once the mandate is over */
  papers: z.array(DocumentRef),
}).meta({ id: 'Assistance' })

const at = z.object({ id: Id })

export const assist = endpoint({
  id: 'hall.assist', method: 'POST', path: '/api/v1/assistances', summary: '开始帮办：核验身份、登记委托', who: ['helper'],
  body: z.object({ idNumber: Text(18), scope: z.array(Text(200)).min(1).max(8), mandate: Signature.optional(), hours: z.number().int().min(1).max(24).default(4) }), output: Assistance,
})
export const getAssistance = endpoint({ id: 'hall.assistance', method: 'GET', path: '/api/v1/assistances/:id', summary: '一次帮办', who: ['helper'], params: at, output: Assistance })
export const assistDraft = endpoint({
  id: 'hall.assistDraft', method: 'PUT', path: '/api/v1/assistances/:id/draft', summary: '代填：帮办填写的内容单独标明', who: ['helper'], params: at,
  body: z.object({ kind: z.enum(['item', 'bundle']), key: z.string().max(80), answers: Answers.optional(), form: Form.optional(), materials: z.record(z.string().max(60), Given).optional() }), output: Assistance,
})
export const openReadBack = endpoint({
  id: 'hall.openReadBack', method: 'POST', path: '/api/v1/assistances/:id/readback', summary: '请申请人在自己的屏幕上核对：给出一次性口令', who: ['helper'], params: at, body: z.object({}).default({}),
  output: z.object({ code: z.string(), expires: Instant }),
})
export const assistSubmit = endpoint({
  id: 'hall.assistSubmit', method: 'POST', path: '/api/v1/assistances/:id/submit', summary: '申请人确认后提交，帮办人员留名', who: ['helper'], params: at, body: z.object({}).default({}),
  output: z.union([Opened, Bundled]),
})

export const assistedPaper = endpoint({
  id: 'hall.assistedPaper', method: 'GET', path: '/api/v1/assistances/:id/documents/:document', summary: '委托期间取本次帮办提交的凭证（PDF）；委托到期即查无', raw: true,
  who: ['helper'], params: z.object({ id: Id, document: Id }), output: z.any(),
})

const Entry = z.object({ id: z.string(), label: z.string(), value: z.string(), changed: z.boolean() })
export const ReadBack = z.object({
  helper: z.string(), applicant: z.string(), what: z.string(), mandate: z.array(z.string()), state: z.enum(['open', 'confirmed', 'rejected']), shown: Sha256,
  groups: z.array(z.object({ key: z.string(), title: z.string(), verdict: z.enum(['right', 'wrong', 'open']), note: z.string().nullable(), entries: z.array(Entry) })),
  confirmedAt: Instant.nullable(),
}).meta({ id: 'ReadBack' })
const byCode = z.object({ code: z.string().regex(/^[0-9]{6}$/, '口令是 6 位数字') })

export const readBack = endpoint({ id: 'hall.readBack', method: 'GET', path: '/api/v1/readback/:code', summary: '申请人核对代填内容（窗口人员的登录不能打开）', who: ['anyone'], params: byCode, output: ReadBack })
export const enterReadBack = endpoint({ id: 'hall.enterReadBack', method: 'POST', path: '/api/v1/readback', summary: '输入口令', who: ['anyone'], idempotency: 'natural', body: byCode, output: ReadBack })
export const answerReadBack = endpoint({
  id: 'hall.answerReadBack', method: 'POST', path: '/api/v1/readback/:code', summary: '一组内容：对，或者不对', who: ['anyone'], params: byCode, idempotency: 'natural',
  body: z.object({ group: z.string().max(80), verdict: z.enum(['right', 'wrong']), note: Text(300).optional() }), output: ReadBack,
})
export const confirmReadBack = endpoint({
  id: 'hall.confirmReadBack', method: 'POST', path: '/api/v1/readback/:code/confirm', summary: '申请人确认并签名', who: ['anyone'], params: byCode, idempotency: 'natural',
  body: z.object({ shown: Sha256, signature: Signature.optional() }), output: ReadBack,
})

export const findPerson = endpoint({
  id: 'hall.findPerson', method: 'POST', path: '/api/v1/people/find', summary: '窗口核验身份证后找到申请人（留痕）', who: ['clerk', 'counter'], idempotency: 'natural',
  body: z.object({ idNumber: Text(18) }), output: z.object({ id: Id, name: z.string(), phone: z.string().nullable(), age60: z.boolean() }),
})

// --- rating ---

export const rate = endpoint({
  id: 'hall.rate', method: 'POST', path: '/api/v1/ratings', summary: '评价：一次服务一次评价，再评替换、留存历史', who: ['citizen'],
  body: z.object({ subject: Id, kind: z.enum(['case', 'bundle']).default('case'), level: z.number().int().min(1).max(5), tags: z.array(Text(40)).max(10).default([]), aspects: z.record(z.string().max(20), z.number().int().min(1).max(5)).default({}), text: Text(500).optional(), channel: z.enum(['web', 'onsite']).default('web') }),
  output: z.object({ id: Id, version: z.number().int(), ticket: z.boolean() }),
})
export const ratingOf = endpoint({
  id: 'hall.ratingOf', method: 'GET', path: '/api/v1/cases/:id/rating', summary: '这次服务的评价（不显示评价人）', who: ['applicant', 'clerk', 'examiner@organ', 'head@organ', 'supervisor', 'hallManager'], params: at,
  output: z.object({ rated: z.boolean(), level: z.number().int().nullable(), tags: z.array(z.string()), text: z.string().nullable(), at: Instant.nullable(), version: z.number().int() }),
})

export const all = [assist, getAssistance, assistDraft, openReadBack, assistSubmit, assistedPaper, readBack, enterReadBack, answerReadBack, confirmReadBack, findPerson, rate, ratingOf]

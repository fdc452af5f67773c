import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { FindingShape } from './problem.ts'
import { DocumentRef, Id, Instant, Lamp, LegalDate, Sha256, Text } from './shapes.ts'

/* 证件清理 (RA-01): campaigns of the justice bureau, and each body's task in them. */

const List = z.enum(['officers', 'supervisors'])
const Key = z.string().regex(/^(officers|supervisors)\/[1-9]\d{0,8}$/, '应为 officers/序号 或者 supervisors/序号')
const HandedFile = z.object({ name: Text(200), sha256: Sha256 })
const TaskIds = z.array(z.object({ id: Id, /** sequence number that was seen */ seq: z.number().int() })).min(1).max(1000)

export const Setting = z.object({
  key: z.string(), name: z.string(), kind: z.enum(['number', 'text', 'day', 'yesNo', 'words']), value: z.string(), least: z.number().optional(), most: z.number().optional(), source: z.string().optional(),
})
export const profiles = endpoint({
  id: 'campaigns.profiles', method: 'GET', path: '/api/v1/campaign-profiles', summary: '清理方案：规则和参数', who: ['supervisor'],
  output: z.object({ items: z.array(z.object({
    key: z.string(), name: z.string(), settings: z.array(Setting),
    rules: z.array(z.object({ code: z.string(), name: z.string(), verdict: z.string(), basis: z.string(), source: z.string().optional(), list: z.enum(['officers', 'supervisors', 'bodies']) })),
  })) }),
})

/** of one list: approved + removed + pending = total, the lines of the frozen roster; officers and supervisors are never added up (ZT-02) */
export const Counts = z.object({ approved: z.number().int(), removed: z.number().int(), pending: z.number().int(), total: z.number().int() })

export const CampaignLine = z.object({
  id: Id, name: z.string(), profile: z.string(), profileName: z.string(), asOf: LegalDate, state: z.string(), stateName: z.string(), seq: z.number().int(), createdAt: Instant, toldAt: Instant.nullable(), reportedAt: Instant.nullable(),
  bodies: z.number().int(), officers: Counts, supervisors: Counts,
}).meta({ id: 'Campaign' })

export const create = endpoint({
  id: 'campaigns.create', method: 'POST', path: '/api/v1/campaigns', summary: '导入名册、冻结并审核，建立一次清理；同一份名册再导入一次还是同一次清理', who: ['supervisor'],
  body: z.object({
    name: Text(80).min(2), profile: Text(40), asOf: LegalDate, settings: z.record(z.string().max(60), Text(500)).default({}),
    /** files that the same person uploaded before (PUT /api/v1/files/:sha256) */
    officers: HandedFile, bodies: HandedFile, supervisors: HandedFile.optional(),
  }),
  output: z.object({ id: Id, seq: z.number().int(), /** false: it was there already */ created: z.boolean(), officers: Counts, supervisors: Counts, bodies: z.number().int(), broken: z.number().int() }),
  refuses: ['credential/campaignProcedure#frozen-lists'],
})
export const progress = endpoint({
  id: 'campaigns.progress', method: 'GET', path: '/api/v1/campaign-imports/mine', summary: '正在导入的名册到了哪一步', who: ['supervisor'],
  output: z.object({ step: z.enum(['none', 'reading', 'auditing', 'writing', 'done']), rows: z.number().int(), written: z.number().int() }),
})
export const list = endpoint({
  id: 'campaigns.list', method: 'GET', path: '/api/v1/campaigns', summary: '各次清理', who: ['supervisor', 'leader'], output: z.object({ items: z.array(CampaignLine) }),
})

const Named = z.object({ code: z.string(), name: z.string(), count: z.number().int() })
const Listed = z.object({ name: z.string(), sha256: Sha256, rows: z.number().int(), broken: z.number().int() })
export const Overview = CampaignLine.extend({
  lists: z.object({ officers: Listed, bodies: Listed, supervisors: Listed.optional() }), settings: z.record(z.string(), z.string()),
  byAction: z.array(Named), /** what the audit proposed, by primary reason; what was confirmed, by the same */
  byReason: z.array(Named), removedByReason: z.array(Named), supervisorsByReason: z.array(Named), corrections: z.array(Named),
  /** bodies of the list by what the audit says of them */
  bodyActions: z.array(Named), stages: z.array(z.object({ state: z.string(), name: z.string(), bodies: z.number().int() })),
  divisions: z.array(z.object({ code: z.string(), name: z.string(), bodies: z.number().int(), officers: Counts, supervisors: Counts, overdue: z.number().int(), waiting: z.number().int(), done: z.number().int() })),
  lastDue: LegalDate.nullable(), unread: z.number().int(), documents: z.array(DocumentRef),
})
export const overview = endpoint({
  id: 'campaigns.overview', method: 'GET', path: '/api/v1/campaigns/:id', summary: '一次清理的全貌，数字都由冻结的名册算出', who: ['supervisor', 'leader'], params: z.object({ id: Id }), output: Overview,
})

export const TaskLine = z.object({
  id: Id, campaign: Id, campaignName: z.string(), name: z.string(), uscc: z.string(), division: z.string(), divisionName: z.string(), organ: z.string().nullable(), state: z.string(), stateName: z.string(), seq: z.number().int(),
  officers: z.number().int(), supervisors: z.number().int(), flagged: z.number().int(), open: z.number().int(), answered: z.number().int(), objected: z.number().int(), removed: z.number().int(), restored: z.number().int(), corrected: z.number().int(),
  toldOn: LegalDate.nullable(), due: LegalDate.nullable(), lamp: Lamp,
  /** `due` is 暂定: the arrangement of its year is not published (CAL-03) */
  provisional: z.boolean(),
  /** working days left until the end of the reply day; null where no reply is waited for */
  daysLeft: z.number().int().nullable(),
}).meta({ id: 'CampaignTask' })
export const bodies = endpoint({
  id: 'campaigns.bodies', method: 'GET', path: '/api/v1/campaigns/:id/bodies', summary: '各单位到了哪一步', who: ['supervisor', 'leader'], params: z.object({ id: Id }),
  query: z.object({ state: Text(20).optional(), division: Text(20).optional(), q: Text(60).optional(), limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
  output: z.object({ items: z.array(TaskLine), total: z.number().int() }),
})

export const tell = endpoint({
  id: 'campaigns.tell', method: 'POST', path: '/api/v1/campaigns/:id/tell', summary: '告知单位核对，核对期从告知之日起算', who: ['supervisor'], params: z.object({ id: Id }), ifMatch: true,
  body: z.object({ /** absent = every body that has something to answer and was not told */ tasks: z.array(Id).min(1).max(1000).optional() }),
  output: z.object({ seq: z.number().int(), told: z.number().int(), due: LegalDate.nullable() }), refuses: ['credential/taskRules#something-to-tell'],
})
export const drop = endpoint({
  id: 'campaigns.drop', method: 'POST', path: '/api/v1/campaigns/:id/drop', summary: '放弃一次还没有告知的清理', who: ['supervisor'], params: z.object({ id: Id }), ifMatch: true,
  body: z.object({ reason: Text(500) }), output: z.object({ seq: z.number().int() }), refuses: ['credential/campaignProcedure#reasoned-drop'],
})

const Confirmable = z.object({
  id: Id, seq: z.number().int(), name: z.string(), rows: z.number().int(), officers: z.number().int(), share: z.number(), /** more than the share of B4: its name is to be typed */ byName: z.boolean(),
})
export const confirmable = endpoint({
  id: 'campaigns.confirmable', method: 'GET', path: '/api/v1/campaigns/:id/confirmable', summary: '可以成批确认清出的：多少人、什么原因、哪些单位须单独确认', who: ['supervisor'], params: z.object({ id: Id }),
  output: z.object({ bodies: z.array(Confirmable), rows: z.number().int(), byReason: z.array(Named), waiting: z.number().int(), objected: z.number().int(), share: z.number() }),
})
export const Outcome = z.object({ id: Id, name: z.string(), ok: z.boolean(), rows: z.number().int(), state: z.string(), seq: z.number().int(), findings: z.array(FindingShape) })
export const confirmMany = endpoint({
  id: 'campaigns.confirmMany', method: 'POST', path: '/api/v1/campaigns/:id/confirm', summary: '成批确认清出；每个单位要么全部成功，要么不动', who: ['supervisor'], params: z.object({ id: Id }),
  body: z.object({ tasks: z.array(z.object({ id: Id, seq: z.number().int(), byName: Text(120).optional() })).min(1).max(1000) }),
  output: z.object({ results: z.array(Outcome), confirmed: z.number().int() }), refuses: ['credential/taskRules#after-the-reply', 'credential/taskRules#named-when-many', 'credential/taskRules#own-row'],
})
export const correctMany = endpoint({
  id: 'campaigns.correctMany', method: 'POST', path: '/api/v1/campaigns/:id/correct', summary: '成批确认单位同意的更正', who: ['supervisor'], params: z.object({ id: Id }),
  body: z.object({ tasks: TaskIds }), output: z.object({ results: z.array(Outcome), confirmed: z.number().int() }),
})
export const signMany = endpoint({
  id: 'campaigns.signMany', method: 'POST', path: '/api/v1/campaigns/:id/sign', summary: '司法行政机关负责人签清出名单', who: ['head@organ'], params: z.object({ id: Id }),
  body: z.object({ tasks: TaskIds }), output: z.object({ results: z.array(Outcome), confirmed: z.number().int() }), refuses: ['credential/taskRules#bureau-head'],
})
export const report = endpoint({
  id: 'campaigns.report', method: 'POST', path: '/api/v1/campaigns/:id/report', summary: '上报清理结果', who: ['supervisor'], params: z.object({ id: Id }), ifMatch: true,
  body: z.object({}), output: z.object({ seq: z.number().int(), document: DocumentRef }), refuses: ['credential/campaignProcedure#all-decided', 'credential/campaignProcedure#all-signed'],
})
export const close = endpoint({
  id: 'campaigns.close', method: 'POST', path: '/api/v1/campaigns/:id/close', summary: '结束一次清理', who: ['supervisor'], params: z.object({ id: Id }), ifMatch: true, body: z.object({}), output: z.object({ seq: z.number().int() }),
})
export const exported = endpoint({
  id: 'campaigns.export', method: 'GET', path: '/api/v1/campaigns/:id/export', summary: '导出名单（CSV 或 XLSX）', who: ['supervisor'], params: z.object({ id: Id }), raw: true,
  query: z.object({ what: z.enum(['officers', 'supervisors', 'bodies', 'report', 'errors']), only: z.enum(['all', 'approved', 'removed', 'pending']).default('all'), as: z.enum(['csv', 'xlsx']).default('csv') }), output: z.any(),
})
export const campaignDocument = endpoint({
  id: 'campaigns.document', method: 'GET', path: '/api/v1/campaigns/:id/documents/:document', summary: '清理工作报告（PDF）', who: ['supervisor', 'leader'], params: z.object({ id: Id, document: Id }), raw: true, output: z.any(),
})
export const published = endpoint({
  id: 'campaigns.published', method: 'GET', path: '/api/v1/published/campaigns', summary: '已经上报的清理的最后数字', who: ['anyone'],
  output: z.object({ items: z.array(z.object({
    name: z.string(), asOf: LegalDate, reportedOn: LegalDate, bodies: z.number().int(), officers: Counts, supervisors: Counts,
    /** who was taken off by primary reason: adds up to `removed` of its list */
    officersByReason: z.array(Named), supervisorsByReason: z.array(Named),
    /** where: adds up to both lists, but for lines that could not be read, which are of no place and stay pending */
    divisions: z.array(z.object({ code: z.string(), name: z.string(), officers: Counts, supervisors: Counts })),
  })) }),
})

// one body's task

export const Reason = z.object({
  code: z.string(), name: z.string(), message: z.string(), field: z.string().nullable(), value: z.string().nullable(), basis: z.array(z.object({ law: z.string(), article: z.number().int(), item: z.string().optional() })), known: z.string(), source: z.string().nullable(),
})
export const TaskRow = z.object({
  key: z.string(), list: List, row: z.number().int(), name: z.string(), idMasked: z.string(), post: z.string(), verdict: z.string(), verdictName: z.string(), reasons: z.array(Reason),
  corrections: z.array(z.object({ code: z.string(), name: z.string(), field: z.string(), now: z.string(), expected: z.string().nullable(), /** an identity number: shown in part, the whole of it is put right on the server */ masked: z.boolean(), otherRow: z.number().int().nullable() })),
  answer: z.object({ how: z.enum(['agree', 'object', 'correct']), on: LegalDate, late: z.boolean(), reason: z.string(), field: z.string().nullable(), value: z.string().nullable(), evidence: z.array(z.object({ sha256: Sha256, name: z.string(), owner: Id })) }).nullable(),
  decided: z.object({ as: z.enum(['removed', 'restored', 'corrected']), on: LegalDate, note: z.string(), reason: z.string() }).nullable(),
})
export const TaskView = TaskLine.extend({
  rows: z.array(TaskRow), listedRows: z.number().int(), acts: z.array(z.object({ seq: z.number().int(), type: z.string(), name: z.string(), at: Instant, by: z.string() })),
  clock: z.object({ start: LegalDate, n: z.number().int(), due: LegalDate }).nullable(), documents: z.array(DocumentRef), allowed: z.array(z.string()), share: z.number(), shareLimit: z.number(), askedToTypeName: z.boolean(),
}).meta({ id: 'CampaignTaskView' })

const ofTask = { params: z.object({ id: Id }) }
const Done = z.object({ seq: z.number().int(), state: z.string() })
export const tasks = endpoint({
  id: 'tasks.mine', method: 'GET', path: '/api/v1/clean-up-tasks', summary: '本单位在各次清理中的核对任务', who: ['bodyAdmin', 'head'], output: z.object({ items: z.array(TaskLine), toSign: z.array(TaskLine) }),
})
export const task = endpoint({
  id: 'tasks.get', method: 'GET', path: '/api/v1/clean-up-tasks/:id', summary: '一个单位的核对任务：人员、原因、答复和结果', who: ['supervisor', 'bodyAdmin@organ', 'head@organ'], ...ofTask, output: TaskView,
})
export const reply = endpoint({
  id: 'tasks.reply', method: 'POST', path: '/api/v1/clean-up-tasks/:id/reply', summary: '单位回复核对结果：同意、有异议或者更正', who: ['bodyAdmin@organ'], ...ofTask, ifMatch: true,
  body: z.object({ answers: z.array(z.object({
    key: Key, how: z.enum(['agree', 'object', 'correct']), reason: Text(1000).optional(), field: Text(40).optional(), value: Text(200).optional(), evidence: z.array(HandedFile).max(10).default([]),
  })).min(1).max(3000) }),
  output: Done, refuses: ['credential/taskRules#whole-reply', 'credential/taskRules#reasoned-reply', 'credential/taskRules#own-row'],
})
export const confirmRemove = endpoint({
  id: 'tasks.confirmRemove', method: 'POST', path: '/api/v1/clean-up-tasks/:id/confirmRemove', summary: '确认清出', who: ['supervisor'], ...ofTask, ifMatch: true,
  body: z.object({ rows: z.array(Key).min(1).max(3000), reason: Text(1000).optional(), byName: Text(120).optional() }), output: Done,
  refuses: ['credential/taskRules#after-the-reply', 'credential/taskRules#reasoned-removal', 'credential/taskRules#named-when-many', 'credential/taskRules#own-row'],
})
export const restore = endpoint({
  id: 'tasks.restore', method: 'POST', path: '/api/v1/clean-up-tasks/:id/restore', summary: '恢复保留', who: ['supervisor'], ...ofTask, ifMatch: true,
  body: z.object({ rows: z.array(Key).min(1).max(3000), reason: Text(1000) }), output: Done, refuses: ['credential/taskRules#reasoned-restore'],
})
export const correct = endpoint({
  id: 'tasks.correct', method: 'POST', path: '/api/v1/clean-up-tasks/:id/correct', summary: '确认更正', who: ['supervisor'], ...ofTask, ifMatch: true,
  body: z.object({ corrections: z.array(z.object({ key: Key, field: Text(40).min(1), /** absent = as the audit proposes */ value: Text(200).optional() })).min(1).max(3000) }), output: Done, refuses: ['credential/taskRules#valued-correction'],
})
export const signByBody = endpoint({
  id: 'tasks.signByBody', method: 'POST', path: '/api/v1/clean-up-tasks/:id/signByBody', summary: '单位负责人签清出名单', who: ['head@organ'], ...ofTask, ifMatch: true, body: z.object({}), output: Done,
})
export const signOnPaper = endpoint({
  id: 'tasks.signOnPaper', method: 'POST', path: '/api/v1/clean-up-tasks/:id/signOnPaper', summary: '登记单位负责人的纸质签字', who: ['supervisor'], ...ofTask, ifMatch: true, body: z.object({ paper: HandedFile }), output: Done,
})
export const taskDocument = endpoint({
  id: 'tasks.document', method: 'GET', path: '/api/v1/clean-up-tasks/:id/documents/:document', summary: '核对通知书、清出名单（PDF）', who: ['supervisor', 'bodyAdmin@organ', 'head@organ'], params: z.object({ id: Id, document: Id }), raw: true, output: z.any(),
})

export const all = [
  profiles, create, progress, list, overview, bodies, tell, drop, confirmable, confirmMany, correctMany, signMany, report, close, exported, campaignDocument, published,
  tasks, task, reply, confirmRemove, restore, correct, signByBody, signOnPaper, taskDocument,
]

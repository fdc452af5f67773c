import { z } from 'zod'
import { endpoint, type Who } from './endpoint.ts'
import { FindingShape } from './problem.ts'
import { Cited, ClockView, DocumentRef, Id, Instant, Lamp, LegalDate, page, paged, Sha256, Signature, Text } from './shapes.ts'

export const Given = z.enum(['original', 'copy', 'electronic', 'have', 'fill', 'none'])
export const Answers = z.record(z.string().max(120), z.union([Text(200), z.number(), z.boolean(), z.array(Text(200)).max(40)])).meta({ id: 'Answers' })
/** form fields by id; personal, kept apart from the act (settled.md 1) */
export const Form = z.record(z.string().max(120), z.union([Text(2000), z.number(), z.boolean(), z.array(Text(200)).max(40)])).meta({ id: 'Form' })
const Materials = z.record(z.string().max(120), Given)

const DraftFile = z.object({ material: z.string().max(120), sha256: Sha256, name: Text(300) })

/** the newest act's entry in the public log: its leaf hash, and the log's signed word to include it within a minute (proof/receipt.ts) */
export const LogRef = z.object({ leaf: Sha256, receipt: z.string().nullable() }).meta({ id: 'LogRef' })

export const Opened = z.object({
  id: Id, number: z.string(), state: z.string(), due: LegalDate.nullable(), promiseAt: Instant.nullable(), receipt: DocumentRef, log: LogRef.nullable(),
}).meta({ id: 'Opened' })

const Submission = z.object({
  item: z.string().max(80), channel: z.enum(['web', 'window', 'selfService']), answers: Answers.default({}), form: Form,
  materials: Materials.default({}),
  /** a clerk files for the person who stands at the window; a citizen leaves this out */
  applicant: Id.optional(),
  files: z.array(DraftFile).max(60).default([]),
}).meta({ id: 'Submission' })

export const open = endpoint({
  id: 'casework.open', method: 'POST', path: '/api/v1/cases', summary: '提交一件申请，当场取得材料接收凭证',
  who: ['citizen', 'clerk'], body: Submission, output: Opened,
  refuses: ['permit/acceptance#materials-listed', 'item/lifecycle#open-for-application'],
})

const Term = z.union([
  z.object({ unit: z.literal('workday'), n: z.number().int().min(1).max(60) }),
  z.object({ unit: z.literal('officeMinutes'), n: z.number().int().min(1).max(2000) }),
  z.object({ unit: z.literal('sameDayBy'), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
])

export const CaseLine = z.object({
  id: Id, number: z.string(), item: z.string(), name: z.string(), organ: z.string(), organName: z.string(), state: z.string(), stateName: z.string(),
  holder: z.string(), applicant: z.string(), receivedAt: Instant, due: LegalDate.nullable(), promiseAt: Instant.nullable(),
  lamp: Lamp, /** the clock that the lamp is about */ lampFor: z.object({ clock: z.string(), name: z.string() }).nullable(), green: z.boolean(), bundle: Id.nullable(), seq: z.number().int(),
}).meta({ id: 'CaseLine' })

export const ActView = z.object({
  seq: z.number().int(), type: z.string(), name: z.string(), at: Instant, effectiveOn: LegalDate.optional(), by: z.string(), byOrgan: z.string().nullable(),
  onBehalf: z.boolean(), note: z.string().nullable(), payload: z.record(z.string(), z.unknown()), basis: z.array(Cited), documents: z.array(DocumentRef),
}).meta({ id: 'Act' })

export const MaterialView = z.object({
  id: z.string(), name: z.string(), source: z.string(), required: z.boolean(), tolerable: z.boolean(), given: z.string(), result: z.string(),
  hint: z.string().nullable(), /** the bytes: GET /api/v1/files/:sha256?owner= */
  files: z.array(z.object({ id: Id, name: z.string(), level: z.string(), sha256: Sha256, owner: Id })),
})

export const CaseView = CaseLine.extend({
  regime: z.string(), revision: z.number().int(), channel: z.string(), acceptedOn: LegalDate.nullable(), decidedOn: LegalDate.nullable(), closed: z.boolean(),
  helper: z.string().nullable(), clocks: z.array(ClockView), acts: z.array(ActView), materials: z.array(MaterialView),
  /** form values, masked unless the viewer is the applicant */
  form: z.array(z.object({ id: z.string(), label: z.string(), group: z.string(), value: z.string() })),
  /** acts that this viewer could do now; the server may still refuse with a reason */
  allowed: z.array(z.object({ type: z.string(), name: z.string() })),
  /** whose case it is: files that the window takes in are stored under this person (settled.md 23) */
  applicantId: Id,
  /** what is asked of the applicant now, when something is; `how` in the words of the notice */
  notice: z.object({ items: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string(), problem: z.string(), how: z.string().nullable(), supplied: z.boolean() })), until: LegalDate.nullable() }).nullable(),
  /** accepted tolerantly: what was left open, and until when it comes */
  tolerated: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), how: z.string().nullable(), supplied: z.boolean() })), until: LegalDate }).nullable(),
  /** what the window found wrong and the applicant can put right on the spot, with the article that lets him */
  toFix: z.object({ fields: z.array(z.object({ id: z.string(), name: z.string(), why: z.string().nullable() })), materials: z.array(z.object({ id: z.string(), name: z.string() })), basis: z.array(Cited) }).nullable(),
  /** 延长办理期限 (许可法 42): moves the statutory day, never the promise */
  extended: z.object({ on: LegalDate, days: z.number().int(), previousDue: LegalDate.nullable() }).nullable(),
  waitsFor: z.array(z.object({ id: Id, name: z.string(), stateName: z.string() })),
  licences: z.array(z.object({ id: Id, name: z.string() })),
}).meta({ id: 'Case' })

const atCase = z.object({ id: Id })
const staffAndApplicant: Who[] = ['applicant', 'clerk', 'counter', 'hallManager', 'examiner@organ', 'head@organ', 'gov', 'supervisor', 'auditor']

export const get = endpoint({
  id: 'casework.get', method: 'GET', path: '/api/v1/cases/:id', summary: '一件的状态、时限、经过、材料与可办步骤（个人信息遮蔽）',
  who: staffAndApplicant, params: atCase, output: CaseView,
})

/** where each act of a case stands in the public log; `receipt`: the log's signed word, for the applicant alone */
export const entries = endpoint({
  id: 'casework.entries', method: 'GET', path: '/api/v1/cases/:id/entries', summary: '每一步在阳光账本里的位置：叶散列、第几条；申请人另得收据文字',
  who: staffAndApplicant, params: atCase,
  output: z.object({ items: z.array(z.object({ seq: z.number().int(), leaf: Sha256, index: z.number().int().nullable(), receipt: z.string().nullable() })) }),
})

export const derivation = endpoint({
  id: 'casework.derivation', method: 'GET', path: '/api/v1/cases/:id/clocks/:clock', summary: '时限怎么算出来的：逐日说明计与不计',
  who: staffAndApplicant, params: z.object({ id: Id, clock: z.string().max(40) }),
  output: z.object({ clock: ClockView, derivation: z.record(z.string(), z.unknown()) }),
})

export const prospects = endpoint({
  id: 'casework.prospects', method: 'GET', path: '/api/v1/cases/:id/prospects', summary: '审查决定的每一步现在能不能办；不能办的，说明为什么和依据',
  who: ['examiner@organ', 'head@organ', 'gov', 'supervisor'], params: atCase,
  output: z.object({
    as: z.string(),
    /** open: nothing but the form stands against it; otherwise the findings that do */
    acts: z.array(z.object({ type: z.string(), name: z.string(), open: z.boolean(), findings: z.array(FindingShape) })),
    /** procedures whose time does not count in this regime; none = the clock never stops */
    special: z.array(z.string()),
    /** an inspection by two persons must come before the grant */
    inspection: z.boolean(),
    /** working days by which the limit may be extended; null = not at all */
    extension: z.number().int().nullable(),
    inspectors: z.array(z.object({ id: Id, name: z.string() })), takenBy: z.string().nullable(), promise: Term, quota: z.number().int().nullable(),
    validityMonths: z.number().int().nullable(), reviewStandard: z.array(z.string()),
  }),
})

export const mine = endpoint({
  id: 'casework.mine', method: 'GET', path: '/api/v1/cases', summary: '我的办件', who: ['citizen'],
  query: z.object(page), output: paged(CaseLine),
})

export const queue = endpoint({
  id: 'casework.queue', method: 'GET', path: '/api/v1/queue', summary: '本部门待办，按到期先后（政府负责人：本级各部门的）', who: ['examiner', 'head', 'gov'],
  query: z.object({ ...page, item: z.string().max(80).optional(), lamp: Lamp.optional(), organ: z.string().max(60).optional() }),
  /** `takenBy`: the examiner who took it up; `signs`: under examination, and the decision is the asking head's to sign: these come first */
  output: paged(CaseLine.extend({ takenBy: z.string().nullable(), signs: z.boolean() })),
})

export const window = endpoint({
  id: 'casework.window', method: 'GET', path: '/api/v1/window', summary: '窗口待办、等补正补交的与待出件', who: ['clerk', 'counter', 'hallManager'],
  /** `q`: end of a case's number, a bundle's number, what the code on a paper says, or the applicant's whole name */
  query: z.object({ ...page, desk: z.enum(['intake', 'supply', 'handOut']).default('intake'), q: Text(200).optional() }),
  /** `until`: last day of the correction, or of what was left open on acceptance */
  output: paged(CaseLine.extend({ until: LegalDate.nullable() })),
})

export const board = endpoint({
  id: 'casework.board', method: 'GET', path: '/api/v1/board', summary: '大厅屏幕：可以领取的结果（只显示编号后段和事项）', who: ['anyone'],
  output: z.object({ ready: z.array(z.object({ ticket: z.string(), what: z.string() })), waiting: z.number().int(), etag: z.string() }),
})

export const reveal = endpoint({
  // every look is a look of its own, and what was seen must not lie under a key for a month
  id: 'casework.reveal', method: 'POST', path: '/api/v1/cases/:id/reveal', summary: '查看未遮蔽的个人信息：须写明用途，留痕', idempotency: 'natural',
  who: ['clerk', 'examiner@organ', 'head@organ', 'supervisor'], params: atCase, body: z.object({ purpose: Text(200).min(2, '请写明查看用途') }),
  output: z.object({ form: CaseView.shape.form, applicant: z.string() }),
})

export const addMaterial = endpoint({
  id: 'casework.addMaterial', method: 'POST', path: '/api/v1/cases/:id/materials', summary: '把已上传的文件归到一项材料下',
  who: ['applicant', 'clerk', 'counter'], params: atCase, body: z.object({ material: z.string().max(60), sha256: Sha256, name: Text(300) }), output: z.object({ id: Id }),
})

export const document = endpoint({
  id: 'casework.document', method: 'GET', path: '/api/v1/cases/:id/documents/:document', summary: '文书（PDF）', raw: true,
  who: staffAndApplicant, params: z.object({ id: Id, document: Id }), output: z.any(),
})

// --- acts: one endpoint each, so that permission, payload and description are each act's own ---

export const Done = z.object({
  id: Id, seq: z.number().int(), state: z.string(), stateName: z.string(), due: LegalDate.nullable(), promiseAt: Instant.nullable(), documents: z.array(DocumentRef), log: LogRef.nullable(),
}).meta({ id: 'Done' })

function act<P extends z.ZodRawShape, Q extends z.ZodRawShape>(type: string, summary: string, who: Who[], payload: P, personal: Q) {
  return {
    type,
    endpoint: endpoint({
      id: `casework.act.${type}`, method: 'POST', path: `/api/v1/cases/:id/${type}`, summary, who, params: atCase,
      body: z.object({ payload: z.strictObject(payload).default({} as never), personal: z.strictObject(personal).default({} as never) }), output: Done, ifMatch: true,
    }),
  }
}

const items = z.array(z.string().max(60)).max(80)

export const acts = [
  act('check', '按清单核对材料', ['clerk'], { results: z.record(z.string(), z.object({ result: z.enum(['ok', 'missing', 'faulty']), form: Given.optional() })), fields: items.optional() }, { notes: z.record(z.string().max(60), Text(300)).optional() }),
  act('fixOnTheSpot', '当场更正（签名、注明日期），不发补正通知', ['applicant', 'clerk'], { fields: items, signed: z.literal(true) }, { changes: Form, signature: Signature.optional() }),
  act('oneTimeNotice', '一次性告知全部需补正内容', ['clerk'], {
    items: z.array(z.object({ kind: z.enum(['material', 'field']), id: z.string().max(60), problem: z.enum(['missing', 'faulty']) })).max(80), periodDays: z.number().int().min(1).max(60).default(15),
  }, { explanations: z.record(z.string(), Text(500)).default({}) }),
  act('supply', '补正', ['applicant', 'clerk'], { items, materials: Materials.optional() }, { form: Form.optional() }),
  act('accept', '受理并出具受理通知书', ['clerk'], {}, {}),
  act('acceptTolerant', '容缺受理', ['clerk'], { missing: items, supplyBy: LegalDate }, { commitment: Signature.optional(), text: Text(500).optional() }),
  act('supplyTolerated', '补交容缺材料', ['applicant', 'clerk'], { items, materials: Materials.optional() }, {}),
  act('notNeeded', '不受理：依法不需要办理', ['clerk', 'examiner@organ'], {}, { reason: Text(500) }),
  act('notCompetent', '不予受理：不属于本机关职权范围', ['clerk', 'examiner@organ'], { competentBody: Text(80) }, { reason: Text(500).optional() }),
  act('greenChannel', '进入绿色通道', ['head@organ', 'gov'], { reason: Text(60), scope: z.array(z.enum(['priority', 'parallel', 'shorterPromise'])).max(3), promise: Term, until: LegalDate }, { explanation: Text(500).optional() }),
  act('takeUp', '开始审查', ['examiner@organ'], {}, {}),
  act('assignInspectors', '指派核查人员', ['examiner@organ', 'head@organ'], { inspectors: z.array(Id).max(6) }, {}),
  act('inspect', '登记现场核查记录', ['examiner@organ'], { inspectors: z.array(Id).max(6), conform: z.boolean() }, { facts: Text(2000), place: Text(200).optional(), partyView: Text(500).optional(), signature: Signature.optional() }),
  act('suspend', '启动特别程序并书面告知', ['examiner@organ', 'head@organ'], { kind: z.string().max(40), days: z.number().int().min(1).max(200), notified: z.boolean() }, { reason: Text(500).optional() }),
  act('resume', '特别程序结束，恢复计时', ['examiner@organ', 'head@organ'], { resultOn: LegalDate }, {}),
  act('extend', '延长办理期限', ['head@organ', 'gov'], { days: z.number().int().min(1).max(30) }, { reason: Text(500) }),
  // who holds both, as an examiner does who stands in for the head, signs as the head (XK-12)
  act('grant', '准予并出具决定书', ['head@organ', 'examiner@organ'], { validFrom: LegalDate.optional(), validUntil: LegalDate.optional() }, { content: Text(500).optional(), scope: Text(500).optional() }),
  act('file', '备案并出具备案证明', ['clerk'], {}, {}),
  act('guideCorrection', '指导补充备案信息', ['clerk'], { items: z.array(z.object({ kind: z.enum(['material', 'field']), id: z.string().max(60), problem: z.enum(['missing', 'faulty']) })).max(80) }, { explanations: z.record(z.string(), Text(500)).optional() }),
  act('outOfScope', '不属于备案范围', ['clerk'], { ground: z.enum(['prohibited', 'needsApproval']), competentBody: Text(80).optional() }, { reason: Text(500) }),
  act('change', '备案信息变更', ['applicant', 'clerk'], { fields: items }, { form: Form }),
  act('refuse', '不予（说明理由、依据和救济途径）', ['head@organ'], { articles: z.array(Cited).max(20) }, { reason: Text(2000).optional(), facts: Text(2000).optional() }),
  act('terminate', '终止办理', ['head@organ'], { ground: z.string().max(60), articles: z.array(Cited).max(10).optional() }, { reason: Text(500).optional() }),
  act('withdraw', '撤回申请', ['applicant'], {}, { reason: Text(500).optional() }),
  act('deliver', '出件送达（核验身份、签收）', ['counter'], { method: z.enum(['counter', 'electronic', 'courier', 'selfService']), identityChecked: z.boolean() }, { receivedBy: Text(60).optional(), signature: Signature.optional() }),
] as const

// --- bundles (一件事) ---

export const Bundled = z.object({
  id: Id, number: z.string(), cases: z.array(Opened.omit({ receipt: true }).extend({ item: z.string(), name: z.string() })), receipt: DocumentRef,
}).meta({ id: 'Bundled' })

export const openBundle = endpoint({
  id: 'casework.openBundle', method: 'POST', path: '/api/v1/bundles', summary: '一件事：一张表、一套材料，同时提交各部门', who: ['citizen', 'clerk'],
  body: Submission.omit({ item: true }).extend({ bundle: z.string().max(80) }), output: Bundled,
})

export const BundleView = z.object({
  id: Id, number: z.string(), key: z.string(), name: z.string(), receivedAt: Instant, acceptedAt: Instant.nullable(), due: LegalDate.nullable(), promiseAt: Instant.nullable(),
  path: z.array(z.string()), said: z.array(z.string()), done: z.boolean(), lamp: Lamp,
  /** `after`: items of this bundle whose result it needs; `waitsFor`: names of those that are not decided yet */
  members: z.array(CaseLine.extend({ after: z.array(z.string()), waitsFor: z.array(z.string()), decided: z.boolean() })),
}).meta({ id: 'Bundle' })

export const getBundle = endpoint({
  id: 'casework.getBundle', method: 'GET', path: '/api/v1/bundles/:id', summary: '一件事的整体进度：谁在等谁', who: ['applicant', 'clerk', 'counter', 'hallManager', 'examiner', 'head', 'gov', 'supervisor'],
  params: atCase, output: BundleView,
})

export const BundleDone = z.object({ id: Id, promiseAt: Instant.nullable(), due: LegalDate.nullable(), cases: z.array(Done), documents: z.array(DocumentRef) }).meta({ id: 'BundleDone' })

/** a case or a bundle by one address: what a person was given is one number, whatever lies behind it */
export const overview = endpoint({
  id: 'casework.overview', method: 'GET', path: '/api/v1/overview/:id', summary: '一件或一件事的整体情况', who: ['applicant', 'clerk', 'counter', 'hallManager', 'gov', 'supervisor'], params: atCase,
  output: z.object({ case: CaseView.nullable(), bundle: BundleView.extend({ documents: z.array(DocumentRef), members: z.array(CaseView) }).nullable() }),
})

export const documentData = endpoint({
  id: 'casework.documentData', method: 'GET', path: '/api/v1/cases/:id/documents/:document/data', summary: '文书的内容（网页和 PDF 用同一份）', who: staffAndApplicant,
  params: z.object({ id: Id, document: Id }),
  output: z.object({ id: Id, template: z.string(), number: z.string(), at: Instant, data: z.record(z.string(), z.unknown()) }),
})

export const acceptBundle = endpoint({
  id: 'casework.acceptBundle', method: 'POST', path: '/api/v1/bundles/:id/accept', summary: '一次受理一件事中的全部事项，算出一个承诺时刻', who: ['clerk'],
  params: atCase, body: z.object({}).default({}), output: BundleDone,
})

export const noticeBundle = endpoint({
  id: 'casework.noticeBundle', method: 'POST', path: '/api/v1/bundles/:id/oneTimeNotice', summary: '把各部门需补正内容合并为一份一次性告知', who: ['clerk'],
  params: atCase,
  body: z.object({ cases: z.record(z.string(), z.array(z.object({ kind: z.enum(['material', 'field']), id: z.string().max(60), problem: z.enum(['missing', 'faulty']) }))), periodDays: z.number().int().min(1).max(60).default(15), explanations: z.record(z.string(), Text(500)).default({}) }),
  output: BundleDone,
})

// --- drafts: the person's own until sent ---

export const Draft = z.object({
  id: Id, kind: z.enum(['item', 'bundle']), key: z.string(), revision: z.number().int(), answers: Answers, form: Form, materials: Materials, files: z.array(DraftFile),
  version: z.number().int(), updated: Instant, sentAs: Id.nullable(),
}).meta({ id: 'Draft' })

export const newDraft = endpoint({ id: 'casework.newDraft', method: 'POST', path: '/api/v1/drafts', summary: '开始填写（保存草稿）', who: ['citizen'], body: z.object({ kind: z.enum(['item', 'bundle']), key: z.string().max(80), answers: Answers.default({}) }), output: Draft })
export const getDraft = endpoint({ id: 'casework.getDraft', method: 'GET', path: '/api/v1/drafts/:id', summary: '草稿', who: ['applicant'], params: atCase, output: Draft })
export const drafts = endpoint({ id: 'casework.drafts', method: 'GET', path: '/api/v1/drafts', summary: '我的草稿', who: ['citizen'], output: z.object({ items: z.array(Draft) }) })
export const saveDraft = endpoint({ id: 'casework.saveDraft', method: 'PUT', path: '/api/v1/drafts/:id', summary: '保存草稿', who: ['applicant'], params: atCase, body: z.object({ answers: Answers.optional(), form: Form.optional(), materials: Materials.optional(), files: z.array(DraftFile).max(60).optional(), version: z.number().int().optional() }), output: Draft })
export const dropDraft = endpoint({ id: 'casework.dropDraft', method: 'DELETE', path: '/api/v1/drafts/:id', summary: '删除草稿', who: ['applicant'], params: atCase, idempotency: 'natural', output: z.object({}) })
export const sendDraft = endpoint({ id: 'casework.sendDraft', method: 'POST', path: '/api/v1/drafts/:id/send', summary: '把草稿提交为申请', who: ['applicant'], params: atCase, body: z.object({}).default({}), output: z.object({ kind: z.enum(['item', 'bundle']), id: Id, number: z.string() }) })

export const all = [open, get, board, entries, derivation, prospects, mine, queue, window, reveal, addMaterial, document, openBundle, getBundle, overview, documentData, acceptBundle, noticeBundle, newDraft, getDraft, drafts, saveDraft, dropDraft, sendDraft, ...acts.map((a) => a.endpoint)]

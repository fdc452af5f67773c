import { z } from 'zod'
import { endpoint, type Who } from './endpoint.ts'
import { FindingShape } from './problem.ts'
import { Cited, ClockView, DocumentRef, Id, Instant, LegalDate, page, paged, Sha256, Text } from './shapes.ts'

/* Registry of enforcement bodies, officers and supervisors, and the life of their credentials (law/credential). */

export const BodyKind = z.enum(['organ', 'authorised', 'entrusted'])
export const BodyStanding = z.enum(['registered', 'active', 'suspended', 'merged', 'abolished', 'internal', 'duplicate', 'noBasis'])
export const CredentialState = z.enum(['DRAFT', 'SUBMITTED', 'VALID', 'SUSPENDED', 'REVOKED', 'CANCELLED', 'EXPIRED', 'LAPSED_PENDING'])
const List = z.enum(['officer', 'supervisor'])

export const BodyLine = z.object({
  id: Id, name: z.string(), uscc: z.string(), kind: BodyKind, kindName: z.string(), level: z.string(), division: z.string().nullable(), domains: z.array(z.string()),
  status: BodyStanding, statusName: z.string(), /** may its people act today */ inForce: z.boolean(), officers: z.number().int(), supervisors: z.number().int(),
}).meta({ id: 'BodyLine' })

export const HolderLine = z.object({
  id: Id, list: List, name: z.string(), /** masked, six and four stay */ idNumber: z.string(), body: Id, bodyName: z.string(), post: z.string().nullable(), domain: z.string().nullable(),
  number: z.string().nullable(), state: CredentialState, stateName: z.string(), valid: z.boolean(), validTo: LegalDate.nullable(), suspendedUntil: LegalDate.nullable(),
  proposed: z.enum(['suspend', 'revoke', 'cancel']).nullable(), seq: z.number().int(),
}).meta({ id: 'HolderLine' })

const FileAct = z.object({
  seq: z.number().int(), type: z.string(), name: z.string(), at: Instant, effectiveOn: LegalDate.optional(), by: z.string(), byOrgan: z.string().nullable(), payload: z.record(z.string(), z.unknown()),
  basis: z.array(Cited), /** what was written besides, for those who may read it */ notes: z.record(z.string(), z.unknown()),
})
/** acts offered to this viewer now; `findings`: what stands against it already, as far as the form does not decide it */
const Offered = z.array(z.object({ type: z.string(), name: z.string() }))

export const BodyView = BodyLine.extend({
  basis: z.string().nullable(), announcement: z.string().nullable(), announcedOn: LegalDate.nullable(), organ: z.string().nullable(),
  principal: z.object({ id: Id, name: z.string(), from: LegalDate.nullable(), until: LegalDate.nullable() }).nullable(), successor: z.object({ id: Id.nullable(), name: z.string() }).nullable(),
  findings: z.array(FindingShape), acts: z.array(FileAct), allowed: Offered, seq: z.number().int(),
}).meta({ id: 'Body' })

export const HolderView = HolderLine.extend({
  person: Id.nullable(), sex: z.string().nullable(), rank: z.string().nullable(), establishment: z.string().nullable(), education: z.string().nullable(), lawQualified: z.boolean(),
  issuedOn: LegalDate.nullable(), checkedFor: z.number().int().nullable(), returnedOn: LegalDate.nullable(), enrolled: z.boolean(), photo: z.boolean(), checkUrl: z.string(),
  findings: z.array(FindingShape), clocks: z.array(ClockView), acts: z.array(FileAct), allowed: Offered,
  /** papers on this credential, oldest first */
  documents: z.array(DocumentRef),
  /** cases that the person has taken up and not finished */
  openCases: z.array(z.object({ id: Id, number: z.string(), item: z.string() })),
}).meta({ id: 'Holder' })

const listers: Who[] = ['supervisor', 'auditor', 'leader', 'bodyAdmin', 'head']
const readers: Who[] = ['supervisor', 'auditor', 'leader', 'bodyAdmin@organ', 'head@organ']
const at = z.object({ id: Id })

export const bodies = endpoint({
  id: 'credentials.bodies', method: 'GET', path: '/api/v1/bodies', summary: '执法主体名录（执法监督机关看全部，其他看本单位）', who: listers,
  query: z.object({ ...page, q: Text(100).optional(), status: BodyStanding.optional(), kind: BodyKind.optional(), division: Text(20).optional() }), output: paged(BodyLine),
})
export const body = endpoint({ id: 'credentials.body', method: 'GET', path: '/api/v1/bodies/:id', summary: '一个执法主体：委托、公告、经过和可办事项', who: readers, params: at, output: BodyView })
export const holders = endpoint({
  id: 'credentials.holders', method: 'GET', path: '/api/v1/holders', summary: '执法人员和监督人员名录（个人信息遮蔽）', who: listers,
  /** `q`: beginning of a name, or a whole card or identity number; `trouble`: only those who may not act today, or for whom something is proposed */
  query: z.object({ ...page, list: List.optional(), q: Text(60).optional(), body: Id.optional(), state: CredentialState.optional(), trouble: z.enum(['yes']).optional() }), output: paged(HolderLine),
})
export const holder = endpoint({
  id: 'credentials.holder', method: 'GET', path: '/api/v1/holders/:id', summary: '一张证件：状态和理由、依据、经过、可办事项', who: [...readers, 'applicant'], params: at, output: HolderView,
})
export const holderDocument = endpoint({
  id: 'credentials.document', method: 'GET', path: '/api/v1/holders/:id/documents/:document', summary: '暂扣执法证通知书（PDF）', who: [...readers, 'applicant'], params: z.object({ id: Id, document: Id }), raw: true, output: z.any(),
})
export const mine = endpoint({
  id: 'credentials.mine', method: 'GET', path: '/api/v1/credentials', summary: '我的证件', who: ['signedIn'], output: z.object({ at: Instant, items: z.array(HolderView) }),
})
export const summary = endpoint({
  id: 'credentials.summary', method: 'GET', path: '/api/v1/credentials/summary', summary: '主体、执法人员、监督人员各有多少，三份名单分别计数（ZT-02）', who: ['supervisor', 'leader', 'auditor'],
  output: z.object({
    at: Instant, bodies: z.object({ total: z.number().int(), inForce: z.number().int() }),
    lists: z.array(z.object({ list: List, total: z.number().int(), valid: z.number().int(), states: z.record(z.string(), z.number().int()) })),
  }),
})

// --- acts ---

export const FileDone = z.object({ id: Id, seq: z.number().int(), state: z.string(), stateName: z.string() }).meta({ id: 'FileDone' })

const Identity = z.strictObject({
  name: Text(60).min(1, '请填写姓名'), idNumber: Text(30).min(1, '请填写身份证号'), post: Text(60).optional(), rank: Text(60).optional(), establishment: Text(40).min(1, '请填写人员性质'), education: Text(40).optional(),
  lawQualified: z.boolean().default(false),
})
export const apply = endpoint({
  id: 'credentials.apply', method: 'POST', path: '/api/v1/holders', summary: '为在编在职人员准备申领（市里只能上报省级，不能制证）', who: ['supervisor', 'bodyAdmin'],
  body: z.object({ payload: z.strictObject({ list: List, body: Id, domain: Text(40).optional(), reapproval: Text(80).optional() }), personal: z.strictObject({ identity: Identity }) }), output: FileDone,
  refuses: ['credential/holder#eligible', 'credential/holder#body-in-force', 'credential/holder#not-revoked', 'credential/holder#one-credential'],
})
export const registerBody = endpoint({
  id: 'credentials.registerBody', method: 'POST', path: '/api/v1/bodies', summary: '登记执法主体，公告后生效', who: ['supervisor'],
  body: z.object({
    payload: z.strictObject({ kind: BodyKind, level: Text(20), basis: Text(500), domains: z.array(Text(40)).max(40).default([]) }),
    personal: z.strictObject({ identity: z.strictObject({ name: Text(100).min(2, '请填写单位名称'), uscc: Text(30).min(1, '请填写统一社会信用代码'), division: Text(20).optional() }) }),
  }), output: FileDone,
})

function act<K extends 'holders' | 'bodies', P extends z.ZodRawShape, Q extends z.ZodRawShape>(of: K, type: string, summary: string, who: Who[], payload: P, personal: Q) {
  return {
    type, endpoint: endpoint({
      id: `credentials.${of}.${type}`, method: 'POST', path: `/api/v1/${of}/:id/${type}`, summary, who, params: at, ifMatch: true, output: FileDone,
      body: z.object({ payload: z.strictObject(payload).default({} as never), personal: z.strictObject(personal).default({} as never) }),
    }),
  }
}

const reason = { reason: Text(500).optional() }
/** free words about a person: kept apart, the act knows only that they are there */
const grounded = { ground: Text(80).optional(), ...reason }
const own: Who[] = ['supervisor', 'head@organ', 'bodyAdmin@organ']
const Exams = z.strictObject({ public: z.boolean().optional(), professional: z.boolean().optional() })
const evidence = { /** marks and hours of before this platform; what it knows itself wins */ exams: Exams.optional(), hours: z.number().min(0).max(2000).optional() }

export const holderActs = [
  act('holders', 'submit', '上报省级', ['supervisor'], evidence, {}),
  act('holders', 'refused', '登记省级退回', ['supervisor'], { on: LegalDate }, reason),
  act('holders', 'issue', '登记省级发证（编号、有效期）', ['supervisor'], { issuedOn: LegalDate, validTo: LegalDate }, { number: Text(40).optional() }),
  act('holders', 'renew', '上报换证', ['supervisor'], evidence, {}),
  act('holders', 'renewed', '登记省级换证', ['supervisor'], { issuedOn: LegalDate, validTo: LegalDate }, {}),
  act('holders', 'check', '年度审验', ['supervisor'], { year: z.number().int().min(2000).max(2100), grade: Text(10) }, {}),
  /** `document`: number of a paper that the bureau has already; left out = the platform draws up the 暂扣执法证通知书 and numbers it */
  act('holders', 'suspend', '暂扣证件（只由监督机关，须有文书）', own, { until: LegalDate, document: Text(80).default('') }, grounded),
  act('holders', 'tell', '登记已告知单位和发证机关', ['supervisor'], {}, {}),
  act('holders', 'giveBack', '发还证件', own, { trainedOn: LegalDate, examPassedOn: LegalDate }, {}),
  act('holders', 'revoke', '取消执法资格（只由司法行政机关）', own, { document: Text(80).default('') }, grounded),
  act('holders', 'cancel', '注销', ['supervisor'], { ground: Text(20), on: LegalDate }, reason),
  act('holders', 'propose', '建议暂扣、取消资格或者注销', ['head@organ', 'bodyAdmin@organ'], { what: z.enum(['suspend', 'revoke', 'cancel']) }, grounded),
  act('holders', 'declineProposal', '不采纳建议', ['supervisor'], {}, reason),
  act('holders', 'moveBody', '转到承继单位', ['supervisor'], { body: Id }, {}),
  act('holders', 'correct', '更正登记', ['supervisor'], { fields: z.array(z.enum(['name', 'sex', 'id_number', 'birth', 'post', 'rank', 'establishment', 'education', 'domain', 'credential_no'])).min(1).max(10) }, { values: z.record(z.string().max(20), Text(100)).optional() }),
  act('holders', 'photo', '登记证件照片（先上传到持证人的账号下）', ['supervisor', 'bodyAdmin@organ'], {}, { photo: Sha256.optional() }),
  act('holders', 'returnCard', '登记交回证件', ['supervisor', 'bodyAdmin@organ'], { on: LegalDate }, {}),
] as const

export const bodyActs = [
  act('bodies', 'announce', '登记公告', ['supervisor'], { number: Text(80), on: LegalDate }, {}),
  act('bodies', 'entrust', '登记委托（须书面、公布，不得再委托）', ['supervisor'], { principal: Id, from: LegalDate, until: LegalDate, published: z.boolean(), qualified: z.boolean() }, {}),
  act('bodies', 'endEntrustment', '终止委托', ['supervisor'], { on: LegalDate }, {}),
  act('bodies', 'suspend', '暂停主体资格', ['supervisor'], { document: Text(80) }, {}),
  act('bodies', 'resume', '恢复主体资格', ['supervisor'], { document: Text(80) }, {}),
  act('bodies', 'merge', '并入承继单位', ['supervisor'], { successor: Id, on: LegalDate }, {}),
  act('bodies', 'abolish', '撤销主体', ['supervisor'], { document: Text(80), on: LegalDate }, {}),
  act('bodies', 'setDomains', '公布执法领域', ['supervisor'], { domains: z.array(Text(40)).max(40) }, {}),
] as const

export const handOver = endpoint({
  id: 'credentials.handOver', method: 'POST', path: '/api/v1/holders/:id/handOver', summary: '把未办结的案件移交给接办人（注销前先移交）', who: ['head@organ', 'bodyAdmin@organ'], params: at,
  body: z.object({ to: Id }), output: z.object({ cases: z.array(z.object({ id: Id, number: z.string() })) }),
})
export const reveal = endpoint({
  id: 'credentials.reveal', method: 'POST', path: '/api/v1/holders/:id/reveal', summary: '查看未遮蔽的身份证号：须写明用途，留痕', idempotency: 'natural', who: ['supervisor', 'bodyAdmin@organ', 'head@organ'], params: at,
  body: z.object({ purpose: Text(200).min(2, '请写明查看用途') }), output: z.object({ idNumber: z.string() }),
})

// --- for everybody ---

export const PublicBody = z.object({ id: Id, name: z.string(), kindName: z.string(), level: z.string(), domains: z.array(z.string()), inForce: z.boolean(), statusName: z.string(), officers: z.number().int() })
export const PublicOfficer = z.object({ /** surname alone */ name: z.string(), number: z.string().nullable(), post: z.string().nullable(), domain: z.string().nullable(), valid: z.boolean(), stateName: z.string(), code: z.string() })

export const publicBodies = endpoint({
  id: 'credentials.publicBodies', method: 'GET', path: '/api/v1/public/bodies', summary: '执法主体公示', who: ['anyone'], query: z.object({ ...page, q: Text(100).optional() }), output: paged(PublicBody).extend({ q: z.string() }),
})
export const publicBody = endpoint({
  id: 'credentials.publicBody', method: 'GET', path: '/api/v1/public/bodies/:id', summary: '一个执法主体和它的执法人员（姓名遮蔽；查人须写全姓名或者编号）', who: ['anyone'], params: at, query: z.object({ ...page, q: Text(60).optional() }),
  output: PublicBody.extend({ uscc: z.string(), basis: z.string().nullable(), announcement: z.string().nullable(), announcedOn: LegalDate.nullable(), principal: z.string().nullable(), q: z.string(), items: z.array(PublicOfficer), next: z.string().nullable() }),
})
export const publicOfficer = endpoint({
  id: 'credentials.publicOfficer', method: 'GET', path: '/api/v1/public/officers/:n', summary: '当街核验执法人员：扫证件上的码或者输入证件编号', who: ['anyone'], params: z.object({ n: Text(60) }),
  output: z.object({
    n: z.string(), /** the instant for which it holds */ at: Instant,
    officer: z.object({
      list: List, name: z.string(), photo: z.boolean(), body: z.string(), domain: z.string().nullable(), number: z.string().nullable(), valid: z.boolean(), state: CredentialState, stateName: z.string(), validTo: LegalDate.nullable(),
      /** why it is not good, and what that means for who is stopped in the street */
      why: z.array(z.string()), phone: z.string(), code: z.string(),
    }).nullable(),
  }),
})
export const publicPhoto = endpoint({
  id: 'credentials.publicPhoto', method: 'GET', path: '/api/v1/public/officers/:n/photo', summary: '证件上的照片（证件有效时）', who: ['anyone'], raw: true, params: z.object({ n: Text(60) }), output: z.any(),
})

export const all = [bodies, body, holders, holder, holderDocument, mine, summary, apply, registerBody, ...holderActs.map((a) => a.endpoint), ...bodyActs.map((a) => a.endpoint), handOver, reveal, publicBodies, publicBody, publicOfficer, publicPhoto]

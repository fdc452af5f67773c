import { z } from 'zod'
import { citation, contact, date, documentRegime, instant, organ, party, provisional, signature, term, text } from './document-parts.ts'

/**
 * What each document template (law.md appendix A) wants as data. The template draws it and adds no fact of its own:
 * titles, bases and remedies come from the rules of the case's regime, so that a registration never cites 行政许可法.
 * Everything here may hold personal data: it belongs to the document row, never to the journal.
 */

/** Parts that every document carries (G-04): title, agency, date, basis, case, check address, what happens next. The number is a column of its own. */
export const common = z.strictObject({
  regime: documentRegime,
  /** title as the regime words it, from law/permit documentInfo().heading: 受理通知书, 准予登记通知书 … */
  heading: text(40),
  /** the organ in whose name it is issued */
  organ,
  /** 专用章 that is to be seen on it (documentInfo().seal); absent = the regime's own (packs/documents/regimes.yaml) */
  sealName: text(30).optional(),
  /** legal date of the document */
  issuedOn: date,
  case: z.strictObject({
    /** 受理号; absent before there is one */
    no: text(60).optional(),
    item: text(200),
    /** 查询码, for asking after the case without an account */
    queryCode: text(20).optional(),
  }),
  applicant: party,
  basis: z.array(citation).min(1).max(12),
  /** public address that answers whether this document is genuine; drawn as a QR code */
  checkUrl: z.url({ protocol: /^https?$/ }).max(300),
  /** what happens next, one sentence each, in order */
  next: z.array(text(300)).min(1).max(8),
  contact,
})

/** 救济告知 (G-05), the whole sentence as the law of the day words it */
const remedy = text(600).refine((s) => s.includes('行政复议') && s.includes('诉讼'), '救济告知应当写明行政复议和行政诉讼的途径和期限')

/** A material handed in. */
const received = z.strictObject({
  name: text(200),
  /** 原件1份、复印件1份、电子件 … */
  form: text(60),
  note: text(200).optional(),
})

/** What was promised, in words (当日16:00前办结) and as the last instant or day on which it is kept. */
const promise = z.strictObject({ words: text(60), due: z.union([instant, date]), provisional })

const receiver = z.strictObject({ name: text(60), window: text(60).optional() })

const member = z.strictObject({
  no: text(60).optional(),
  item: text(200),
  organ: text(80),
  /** 与“营业执照”同时办理, 领取营业执照后办理 … */
  order: text(80).optional(),
  promise: promise.optional(),
})

export const p01 = common.extend({ materials: z.array(received).min(1).max(200), receivedAt: instant, nextStepOn: date, nextStepProvisional: provisional, receivedBy: receiver })
export const p01Bundle = p01.extend({ bundle: z.strictObject({ name: text(100), members: z.array(member).min(1).max(30) }) })

export const p02 = common.extend({
  receivedAt: instant,
  /** every missing or incorrect item at once, each with how to make it right */
  problems: z.array(z.strictObject({ material: text(200), problem: text(500), fix: text(500), basis: z.array(citation).optional() })).min(1).max(100),
  /** absent where the law sets no period: a filing is guided as often as it takes (673号令 13) */
  period: term.optional(),
  consequence: text(300),
})

const p03Common = common.extend({ reason: text(1000), receivedAt: instant })
export const p03 = z.discriminatedUnion('kind', [
  /** 依法不需要办理: told at once */
  p03Common.extend({ kind: z.literal('notNeeded'), remedy: remedy.optional() }),
  /** 不属于本机关职权: decided at once, the right body named, with remedies */
  p03Common.extend({ kind: z.literal('notCompetent'), competentBody: z.strictObject({ name: text(80), address: text(200).optional(), phone: text(40).optional() }), remedy }),
  /** 不属于备案范围 (673号令 15): prohibited, or to be approved by the body named */
  p03Common.extend({ kind: z.literal('outOfScope'), competentBody: z.strictObject({ name: text(80) }).optional(), remedy }),
  /** another legal ground for non-acceptance (隐瞒情况、提供虚假材料 …) */
  p03Common.extend({ kind: z.literal('declined'), remedy }),
])

const acceptance = common.extend({
  acceptedOn: date,
  /** 法定办结时限 */
  statutory: term,
  promise,
  receivedBy: receiver,
  fee: text(60).optional(),
})
export const p04 = acceptance
export const p04Bundle = acceptance.extend({ bundle: z.strictObject({ name: text(100), members: z.array(member).min(1).max(30) }) })

export const p05 = acceptance.extend({
  missing: z.array(z.strictObject({ material: text(200), requirement: text(500) })).min(1).max(50),
  supplyBy: date,
  supplyProvisional: provisional,
  consequence: text(300),
  /** 承诺书 on the second page */
  commitment: z.strictObject({ sentences: z.array(text(400)).min(1).max(12), signature }),
})

export const p07 = common.extend({
  acceptedOn: date,
  /** 听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审 */
  kind: text(40),
  reason: text(500),
  /** 所需时间 */
  needed: text(60),
  from: date,
  /** 法定办结时限的顺延说明 */
  effect: text(300),
})

export const p08 = common.extend({
  acceptedOn: date,
  reason: text(500),
  previousDue: date,
  extension: term,
  /** 本行政机关负责人 / 本级人民政府负责人 */
  approvedBy: z.strictObject({ title: text(60), name: text(60).optional(), on: date }),
})

export const p10 = common.extend({
  place: text(200), startedAt: instant, endedAt: instant,
  /** two or more (行政许可法 34) */
  inspectors: z.array(z.strictObject({ name: text(60), cardNo: text(40), organ: text(80).optional() })).min(2).max(6),
  checks: z.array(z.strictObject({ subject: text(200), found: text(2000), fits: z.boolean() })).min(1).max(60),
  conclusion: text(600),
  photos: z.array(z.strictObject({ caption: text(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(40),
  partyView: text(600),
  signatures: z.strictObject({ party: signature, inspectors: z.array(signature).min(2).max(6) }),
})

export const p11 = common.extend({
  holder: text(200),
  content: text(1000), scope: text(1000),
  /** 长期 = no `until` */
  valid: z.strictObject({ from: date, until: date.optional() }),
  conditions: z.array(text(400)).max(12).optional(),
  licence: z.strictObject({ name: text(100), number: text(80).optional() }).optional(),
  acceptedOn: date.optional(),
})

/** `reason`: what the decider wrote, and the articles after it */
export const p12 = common.extend({ acceptedOn: date, facts: text(2000), reason: text(4500), remedy })

export const p13 = common.extend({
  kind: z.enum(['终止', '撤回', '撤销', '注销']),
  /** the decision or licence that it ends; for 终止 the application */
  subject: z.strictObject({ name: text(200), number: text(80).optional(), on: date.optional() }),
  facts: text(2000),
  /** the exact statutory ground */
  ground: text(600),
  effect: text(600),
  /** 补偿、退费说明 */
  compensation: text(600),
  remedy,
})

/** 证照: the e-licence itself. */
export const p14 = common.extend({
  /** GB/T 36904 identifier: 1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check> */
  identifier: z.string().regex(/^1\.2\.156\.3005\.2\.[0-9A-Z]+\.[0-9A-Z]+\.[0-9A-Z]+\.\d{3}\.[0-9A-Z]$/),
  holder: text(200),
  /** lines of the licence, in the order in which they stand on it */
  lines: z.array(z.strictObject({ label: text(20), value: text(600) })).min(1).max(14),
  valid: z.strictObject({ from: date, until: date.optional() }),
})

/** 备案证明: printed by the enterprise itself (企业投资项目核准和备案管理条例 13) */
export const p15 = common.extend({
  projectCode: z.string().regex(/^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/),
  receivedAt: instant,
  /** the four groups of information, each a list of lines */
  groups: z.array(z.strictObject({ title: text(60), lines: z.array(z.strictObject({ label: text(40), value: text(600) })).min(1).max(20) })).length(4),
})

/** 代办委托书 and 确认单, one document of two pages. */
export const p16 = common.extend({
  helper: z.strictObject({ name: text(60), organ: text(80), no: text(40).optional() }),
  scope: z.array(text(300)).min(1).max(12),
  expiresAt: z.union([instant, date]),
  filled: z.array(z.strictObject({
    group: text(60), label: text(100), value: text(600),
    /** the helper wrote or changed it */
    byHelper: z.boolean(),
  })).min(1).max(200),
  readBackAt: instant,
  signatures: z.strictObject({ mandate: signature, confirmation: signature, helper: signature }),
})

export const e14 = common.extend({
  document: z.strictObject({ heading: text(60), number: text(80) }),
  recipient: text(200),
  /** 直接送达、电子送达、邮寄送达、留置送达 … */
  way: text(40),
  place: text(200),
  deliveredAt: instant,
  deliveredBy: z.array(receiver).min(1).max(4),
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('signed'), signature, relation: text(40).optional() }),
    z.strictObject({ kind: z.literal('electronic'), proof: text(300) }),
    z.strictObject({ kind: z.literal('refused'), note: text(300), witnesses: z.array(text(100)).min(1).max(4) }),
  ]),
})

/** somebody in a list of a clean-up: never more of the identity number than tells two people of one name apart */
const listedPerson = z.strictObject({ list: z.enum(['执法人员', '执法监督人员']), row: z.number().int(), name: text(60), idShown: text(30), post: text(60).optional() })

/** 核对通知书: what was found on whom, and until when the body may answer (RA-01) */
export const c01 = common.extend({
  reply: term,
  how: z.array(text(300)).min(1).max(8),
  consequence: text(300),
  rows: z.array(listedPerson.extend({ proposal: text(20), reasons: z.array(text(400)).min(1).max(30) })).min(1).max(3000),
})

/** 清出名单 of one body, signed by its head and by the head of the bureau */
export const c02 = common.extend({
  body: text(200),
  rows: z.array(listedPerson.extend({ reasons: z.array(text(400)).min(1).max(30), note: text(60), on: date })).min(1).max(3000),
  signatures: z.strictObject({ body: signature, bureau: signature }),
})

/** 暂扣执法证通知书: whose card is held, why and until when (ZJ-07) */
export const s06 = common.extend({
  card: z.strictObject({ kind: text(60), number: text(100), holder: text(100), body: text(200), post: text(200).optional() }),
  ground: text(80),
  reason: text(500).optional(),
  suspended: z.strictObject({ from: date, until: date }),
})

const counts = z.strictObject({ approved: z.number().int(), removed: z.number().int(), pending: z.number().int(), total: z.number().int() })
const counted = z.array(z.strictObject({ name: text(120), count: z.number().int() })).max(80)

/** 清理工作报告: every number is a query over the frozen roster; officers and supervisors are never added up (ZT-02) */
export const c03 = common.extend({
  campaign: z.strictObject({ name: text(80), profile: text(60), asOf: date, toldOn: date, lists: z.array(z.strictObject({ name: text(40), rows: z.number().int(), broken: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(2).max(3) }),
  bodies: z.strictObject({ listed: z.number().int(), told: z.number().int(), byAction: counted }),
  officers: counts.refine((c) => c.approved + c.removed + c.pending === c.total, '三项之和应当等于名册总数'),
  supervisors: counts.refine((c) => c.approved + c.removed + c.pending === c.total, '三项之和应当等于名册总数'),
  replies: z.strictObject({ replied: z.number().int(), silent: z.number().int(), objections: z.number().int(), restored: z.number().int(), corrected: z.number().int() }),
  byReason: counted,
  supervisorsByReason: counted,
  divisions: z.array(z.strictObject({ name: text(40), bodies: z.number().int(), approved: z.number().int(), removed: z.number().int() })).max(20),
})

/** template code → shape of its data. The keys are the codes of law.md appendix A; `-bundle` is the one sheet for a 一件事. */
export const documentShapes = {
  'P01': p01, 'P01-bundle': p01Bundle, 'P02': p02, 'P03': p03, 'P04': p04, 'P04-bundle': p04Bundle, 'P05': p05, 'P07': p07,
  'P08': p08, 'P10': p10, 'P11': p11, 'P12': p12, 'P13': p13, 'P14': p14, 'P15': p15, 'P16': p16, 'E14': e14, 'C01': c01, 'C02': c02, 'C03': c03, 'S06': s06,
} as const

export type TemplateCode = keyof typeof documentShapes
export type DataOf<C extends TemplateCode> = z.infer<(typeof documentShapes)[C]>
export const templateCodes = Object.keys(documentShapes) as TemplateCode[]

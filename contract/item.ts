import { z } from 'zod'
import type { CredentialPolicy } from '../law/credential/policy.ts'
import type { BundleTerms, Field, ItemTerms, Material, PromiseTerm, Question } from '../law/item/item.ts'
import type { Citation } from '../law/kernel/citation.ts'
import type { Condition } from '../law/kernel/condition.ts'
import { roleKeys, type Role } from './roles.ts'

/**
 * The shapes of the catalogue as schemas: packs, imports and the catalogue's endpoints are checked with these.
 * Each is held equal to the law's own type below, so that a field added to one alone does not compile.
 */

export const legalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 2020-12-25')
const text = z.string().trim().min(1)
const key = z.string().regex(/^[a-z][A-Za-z0-9-]*$/, '键只用小写字母开头的字母、数字和连字符')
const count = z.number().int().min(0)

export const citation = z.strictObject({
  law: text, article: z.number().int().min(1), item: z.string().optional(), version: legalDate.optional(),
})

export const condition: z.ZodType<Condition> = z.lazy(() => z.union([
  z.strictObject({ all: z.array(condition) }),
  z.strictObject({ any: z.array(condition) }),
  z.strictObject({ not: condition }),
  z.strictObject({ answer: text, is: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ answer: text, in: z.array(z.union([z.string(), z.number()])) }),
  z.strictObject({ answer: text, atLeast: z.number() }),
]))

export const promiseTerm = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('workday'), n: count }),
  z.strictObject({ unit: z.literal('officeMinutes'), n: count }),
  z.strictObject({ unit: z.literal('sameDayBy'), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
])

export const material = z.strictObject({
  id: key, name: text, source: z.enum(['bring', 'have', 'fill']), originals: count, copies: count, electronic: z.boolean(),
  required: z.boolean(), tolerable: z.boolean().optional(), commitmentReplaceable: z.boolean().optional(),
  obtainableByShare: z.boolean().optional(), from: z.string().optional(), shared: z.string().optional(), hint: z.string().optional(),
  basis: z.array(citation).optional(), when: condition.optional(),
})

const option = z.strictObject({ value: text, label: text })

export const field = z.strictObject({
  id: key, label: text,
  kind: z.enum(['text', 'longText', 'number', 'date', 'choice', 'choices', 'yesNo', 'idNumber', 'uscc', 'phone', 'address', 'money']),
  required: z.boolean(), group: text, help: z.string().optional(), options: z.array(option).optional(), when: condition.optional(),
  maxLength: count.optional(), shared: z.string().optional(), prefill: z.enum(['name', 'idNumber', 'phone', 'address']).optional(),
})

export const question = z.strictObject({ id: key, ask: text, help: z.string().optional(), options: z.array(option).min(2), when: condition.optional() })

export const itemTerms = z.strictObject({
  key, revision: z.number().int().min(1), name: text.max(200),
  regime: z.enum(['permit', 'marketRegistration', 'realEstateRegistration', 'publicService', 'filing']),
  typeCode: z.string(), basicCode: z.string(), implementCode: z.string().optional(), organ: key,
  useLevel: z.number().int().min(1).max(7), powerSource: z.number().int().min(1).max(6),
  serviceObject: z.array(z.enum(['naturalPerson', 'enterprise', 'institution', 'socialOrg', 'organ'])),
  caseType: z.enum(['onTheSpot', 'promised']), legalBasis: z.array(citation), acceptConditions: z.array(text),
  statutoryLimit: z.strictObject({ n: count, unit: z.enum(['workday', 'calendar']), note: z.string().optional(), basis: z.array(citation) }),
  outerLimit: z.strictObject({
    n: count, unit: z.literal('workday'), basis: z.array(citation), localPromise: z.boolean().optional(), note: z.string().optional(),
  }).optional(),
  promise: promiseTerm,
  charge: z.strictObject({ amountFen: count, standard: text, basis: z.array(citation) }).nullable(),
  channels: z.array(z.enum(['window', 'web', 'mobile', 'courier', 'selfService'])), onsiteVisits: count,
  idOnly: z.boolean().optional(), workInstruction: z.array(text).optional(), tolerant: z.boolean().optional(),
  commitment: z.boolean().optional(), inPersonOnly: z.boolean().optional(), inspection: z.boolean().optional(),
  publicSafety: z.boolean().optional(), quota: z.number().int().min(1).optional(), tacitApprovalBasis: citation.optional(),
  specialProcedures: z.array(z.strictObject({ kind: text, days: count, basis: z.array(citation) })).optional(),
  result: z.strictObject({ name: z.string(), licenceType: z.string().optional(), validityMonths: count.optional(), document: z.string() }),
  procedure: z.array(text), reviewStandard: z.array(text), questions: z.array(question), fields: z.array(field), materials: z.array(material),
  place: z.strictObject({ counter: z.string(), address: z.string(), hours: z.string(), phone: z.string() }), complaintPhone: z.string(),
  topics: z.array(text), aliases: z.array(text), faq: z.array(z.strictObject({ q: text, a: text })).optional(),
  effectiveFrom: legalDate, effectiveUntil: legalDate.optional(), unverified: z.array(text).optional(),
  delegation: z.strictObject({ document: text, basis: z.array(citation), note: text, inNameOf: key.optional() }).optional(),
})

export const bundleTerms = z.strictObject({
  key, revision: z.number().int().min(1), name: text, leadOrgan: key, aliases: z.array(text), intro: text, questions: z.array(question),
  members: z.array(z.strictObject({ item: key, when: condition.optional(), after: z.array(key).optional() })).min(2),
  effectiveFrom: legalDate, effectiveUntil: legalDate.optional(),
})

// Held equal at compile time: the second type parameter must be assignable both ways.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
type Shapes = [
  Same<z.infer<typeof citation>, Citation>, Same<z.infer<typeof promiseTerm>, PromiseTerm>, Same<z.infer<typeof material>, Material>,
  Same<z.infer<typeof field>, Field>, Same<z.infer<typeof question>, Question>, Same<z.infer<typeof itemTerms>, ItemTerms>,
  Same<z.infer<typeof bundleTerms>, BundleTerms>, Same<keyof z.infer<typeof itemTerms>, keyof ItemTerms>,
  Same<keyof z.infer<typeof material>, keyof Material>, Same<keyof z.infer<typeof field>, keyof Field>,
  Same<Required<z.infer<typeof credentialSettings>>, CredentialPolicy>,
]
const shapesAreEqual: Shapes = [true, true, true, true, true, true, true, true, true, true, true]
void shapesAreEqual

// ---- the rest of a city's pack: who is there, and with what settings -------------------------------------------------------

const divisionCode = z.string().regex(/^\d{6}$/)
const usccShape = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, '统一社会信用代码为18位')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const organ = z.strictObject({
  key, name: text,
  /** 机关代字 of its document numbers */
  docPrefix: z.string().regex(/^[\u4e00-\u9fa5]{2,14}$/),
  uscc: usccShape, level: z.number().int().min(1).max(7), kind: z.enum(['government', 'department', 'institution', 'zone', 'utility']),
  order: count, parent: key.optional(),
  /** absent for a functional zone: zones have no division code */
  division: divisionCode.optional(), phone: text.optional(),
})

export const organsPack = z.strictObject({
  divisions: z.array(z.strictObject({
    code: divisionCode, key, name: text, order: count, formerCode: divisionCode.optional(), formerName: text.optional(),
  })),
  zones: z.array(z.strictObject({ key, name: text, order: count, verified: z.boolean() })),
  organs: z.array(organ).min(1),
})

export const person = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9-]*)?$/), name: text,
  idNumber: z.string().regex(/^\d{17}[\dX]$/), phone: z.string().regex(/^1\d{10}$/), address: text.optional(), post: text.optional(),
  company: z.strictObject({ name: text, uscc: usccShape }).optional(),
  roles: z.array(z.strictObject({ role: z.enum(roleKeys as [Role, ...Role[]]), organ: key.nullable() })).min(1),
  leave: z.array(z.strictObject({ from: legalDate, to: legalDate, deputy: text })).optional(),
})

export const peoplePack = z.strictObject({ people: z.array(person).min(1) })

const between = (least: number, most: number) => z.number().int().min(least).max(most)

/** parameters of credentials (law/credential/policy.ts): what a city does not set is as the law's own room has it. Whether it may set it so is linted there */
export const credentialSettings = z.strictObject({
  examExempt: z.boolean(), hours: between(0, 400), minAge: between(0, 30),
  annualCheckDeadline: z.string().regex(/^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$/, '月和日应写作 03-31'),
  maxSuspensionMonths: between(1, 60), tellDays: between(1, 30), validityYears: between(1, 20), replyDays: between(1, 60),
}).partial()

export const cityPack = z.strictObject({
  code: divisionCode, name: text, province: text,
  hall: z.strictObject({
    name: text, address: text, phone: text,
    /** opening hours of working days, in order; office minutes are counted inside them */
    hours: z.array(z.strictObject({ from: time, to: time })).min(1),
  }),
  roundUpMinutes: z.number().int().min(1).max(60), complaintPhone: text, maxCasesPerVisit: count.nullable(),
  parameters: z.record(z.string(), z.number()),
  credentials: credentialSettings.default({}),
  licenceTypes: z.array(z.strictObject({ type: key, name: text, definer: usccShape, no: z.string().regex(/^\d{3}$/) })),
  itemDefaults: z.record(z.string(), z.unknown()),
  /** the home page: sentences to try, and life events in words → bundles by key and topics of items, in order */
  home: z.strictObject({
    examples: z.array(text).max(6),
    events: z.array(z.strictObject({ title: text, bundles: z.array(key), topics: z.array(text) })),
  }).default({ examples: [], events: [] }),
})

/** 基本目录 and 证明事项清单: what the city may run and which proofs it may ask for */
export const cataloguePack = z.strictObject({
  basic: z.array(z.strictObject({ code: text, name: text, typeCode: text, atMostOnce: z.boolean().optional() })),
  proofs: z.array(z.strictObject({ name: text, askedBy: key, issuedBy: text, guide: text, basis: z.array(citation).min(1) })),
})

export type OrganPack = z.infer<typeof organ>
export type OrgansPack = z.infer<typeof organsPack>
export type PersonPack = z.infer<typeof person>
export type CityPack = z.infer<typeof cityPack>
export type CataloguePack = z.infer<typeof cataloguePack>

import type { Citation } from '../kernel/citation.ts'
import type { Condition } from '../kernel/condition.ts'

/** Which body of rules a case of this item follows (settled.md 9). */
export type Regime = 'permit' | 'marketRegistration' | 'realEstateRegistration' | 'publicService' | 'filing'

/** What the person is told: working days, minutes of the hall's opening hours, or a time of the same day (settled.md 7). */
export type PromiseTerm =
  | { unit: 'workday'; n: number }
  | { unit: 'officeMinutes'; n: number }
  | { unit: 'sameDayBy'; time: string }

export interface Material {
  id: string
  name: string
  /** bring 你带来, have 我们已有 (another organ or another item's output gives it), fill 现场填 */
  source: 'bring' | 'have' | 'fill'
  originals: number
  copies: number
  electronic: boolean
  required: boolean
  /** 可容缺 (MOD-02) */
  tolerable?: boolean
  commitmentReplaceable?: boolean
  obtainableByShare?: boolean
  /** where `have` comes from: the sharing source, or `licence:<type>` of another item */
  from?: string
  /** key under which a bundle uploads it once for all members */
  shared?: string
  /** how to make it right, in one sentence for the applicant */
  hint?: string
  basis?: Citation[]
  /** asked only when this holds for the answers */
  when?: Condition
}

export type FieldKind = 'text' | 'longText' | 'number' | 'date' | 'choice' | 'choices' | 'yesNo' | 'idNumber' | 'uscc' | 'phone' | 'address' | 'money'

export interface Field {
  id: string
  label: string
  kind: FieldKind
  required: boolean
  /** heading of the page it stands on: one group a page */
  group: string
  help?: string
  options?: { value: string; label: string }[]
  when?: Condition
  maxLength?: number
  /** key under which a bundle asks it once */
  shared?: string
  /** filled from the applicant's account when known: name, idNumber, phone, address */
  prefill?: 'name' | 'idNumber' | 'phone' | 'address'
}

/** 情形引导: one question whose answer decides what is asked and which items are needed. */
export interface Question {
  id: string
  ask: string
  help?: string
  options: { value: string; label: string }[]
  /** asked only when this holds for the answers to the questions before it */
  when?: Condition
}

/** A revision of an item: guide, form, checklist and clock all come from this one object (guide as contract). */
export interface ItemTerms {
  key: string
  revision: number
  name: string
  regime: Regime
  /** 01 许可 05 给付 07 确认 08 奖励 09 裁决 10 其他 20 公共服务 (ITM-01) */
  typeCode: string
  basicCode: string
  implementCode?: string
  organ: string
  /** 1 state 2 province 3 city 4 county 5 town 6 village */
  useLevel: number
  /** 1 statutory 2 delegated down 3–6 authorised or entrusted (ITM-03) */
  powerSource: number
  serviceObject: ('naturalPerson' | 'enterprise' | 'institution' | 'socialOrg' | 'organ')[]
  /** onTheSpot 即办件, promised 承诺件 */
  caseType: 'onTheSpot' | 'promised'
  legalBasis: Citation[]
  acceptConditions: string[]
  statutoryLimit: { n: number; unit: 'workday' | 'calendar'; note?: string; basis: Citation[] }
  /** 外层红线: a shorter limit that a local regulation sets, or that we promised before it was in force (MOD-08, settled.md 10) */
  outerLimit?: { n: number; unit: 'workday'; basis: Citation[]; /** true: no rule binds us on these days, only our word */ localPromise?: boolean; note?: string }
  promise: PromiseTerm
  charge: { amountFen: number; standard: string; basis: Citation[] } | null
  channels: ('window' | 'web' | 'mobile' | 'courier' | 'selfService')[]
  onsiteVisits: number
  idOnly?: boolean
  /** 工作规程, required of ID-only items (S6) */
  workInstruction?: string[]
  tolerant?: boolean
  commitment?: boolean
  inPersonOnly?: boolean
  /** 需现场核查: two inspectors (XK-11) */
  inspection?: boolean
  publicSafety?: boolean
  quota?: number
  tacitApprovalBasis?: Citation
  specialProcedures?: { kind: string; days: number; basis: Citation[] }[]
  result: { name: string; licenceType?: string; validityMonths?: number; document: string }
  procedure: string[]
  reviewStandard: string[]
  questions: Question[]
  fields: Field[]
  materials: Material[]
  place: { counter: string; address: string; hours: string; phone: string }
  complaintPhone: string
  topics: string[]
  /** what people call it; used by search */
  aliases: string[]
  faq?: { q: string; a: string }[]
  /** the revision may be applied for from … until (exclusive) */
  effectiveFrom: string
  effectiveUntil?: string
  /** facts in it that no text in the corpus confirms (shown on the guide) */
  unverified?: string[]
  /** order of another body that lets this organ decide (settled.md 10) */
  delegation?: { document: string; basis: Citation[]; note: string; /** organ in whose name the decision is made (许可法 24) */ inNameOf?: string }
}

/** Terms that are not complete yet: an import, or an item being written. Lint says what is missing. */
export type ItemDraft = Partial<ItemTerms> & Pick<ItemTerms, 'key' | 'name'>

/** 一件事: items that belong to one wish of a person (MOD-03). */
export interface BundleTerms {
  key: string
  revision: number
  name: string
  leadOrgan: string
  aliases: string[]
  intro: string
  questions: Question[]
  members: { item: string; when?: Condition; /** items whose result this one needs first */ after?: string[] }[]
  effectiveFrom: string
  effectiveUntil?: string
}

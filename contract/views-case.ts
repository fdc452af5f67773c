/**
 * Pages of a case, after it was sent.
 *
 *   GET  /c/:id                  progress    live: the island fetches the same address with If-None-Match and replaces #live
 *   GET  /c/:id/receipt          receipt
 *   GET  /c/:id/correction       correction
 *   POST /c/:id/correction       multipart: field ids, files named by material id, `_etag`      303 /c/:id
 *   POST /c/:id/withdraw         {reason?, _etag}                                                303 /c/:id
 *   GET  /c/:id/decision         decision    ?document=<id> for another document of the case
 *   GET  /c/:id/rating           rating
 *   POST /c/:id/rating           {level: 1…5, aspect.<key>: 1…5, tag (repeated), text}           303 /c/:id
 *   GET  /licences/:id           licence
 *   GET  /me/cases               myCases
 *   GET  /me/licences            myLicences
 *   GET  /readback, /readback/:code   readBack (the citizen's own screen; a clerk's session is refused)
 *   POST /readback               {code}                                                          303 /readback/:code
 *   POST /readback/:code         {group, verdict: right|wrong, note?}                            303 to the next group
 *   POST /readback/:code/confirm {_shown, confirm=yes, _strokes?: JSON of contract/shapes.ts#Signature} 303 /readback/:code
 */
import type { Field } from '../law/item/item.ts'
import type { Citation } from '../law/kernel/citation.ts'
import type { DocumentLink, Due, FormError, Lamp, TimelineEntry } from './views.ts'

export interface CaseHead {
  id: string
  /** 受理号 or, before acceptance (`accepted: false`), 收件号 */
  number: string
  accepted?: boolean
  name: string
  organ: string
  /** applicant's own name */
  applicant: string
  /** code with which the state is asked for at /check, where there is one besides the number */
  queryCode?: string
  /** state in Chinese, from the procedure */
  state: string
  /** nothing more can happen */
  closed: boolean
  helper?: string
}

export interface ReceiptView {
  /** ETag of the case: the receipt stays current until it is accepted */
  etag: string
  /** put right on the spot by the applicant, and not accepted yet */
  fixed?: { names: string[]; at: string }
  case: CaseHead
  /** what this paper is: 受理通知书, 材料接收凭证 */
  document: DocumentLink
  /** absent: received, not accepted yet; then there is no promise either, and `answerBy` says until when the window answers */
  acceptedAt?: string
  receivedAt?: string
  promise?: Due
  answerBy?: Due
  /** nothing said until then counts as accepted */
  silence?: boolean
  /** finished already, in words: 已经备案 */
  done?: string
  statutory?: Due
  /** what is decided in it (bundles) */
  members: { name: string; organ: string; due?: Due }[]
  received: { name: string; copies?: string }[]
  next: TimelineEntry[]
  /** absolute address of /check for the QR code */
  checkUrl: string
  contact: { name: string; phone: string; complaint: string }
  basis: Citation[]
  /** place of the newest act in the public log; the log's signed word for the applicant alone, and the address that a code of it leads to */
  log?: { href: string; index?: number; receipt?: string; url?: string }
}

export interface ProgressView {
  case: CaseHead
  lamp?: Lamp
  promise?: Due
  /** before acceptance: until when the window answers */
  answerBy?: Due
  statutory?: Due
  /** the law's limit was extended while the promise stays as it was told: on what day, from what day, to which limit */
  extension?: { on: string; days: number; previousDue: string | null; limit: Due; promisePassed: boolean }
  /** promise kept or missed, once closed */
  outcome?: { kept: boolean; at: string; text: string }
  /** one sentence: what is happening now and who has it */
  nowText: string
  members: { name: string; organ: string; state: string; lamp?: Lamp; due?: Due; waitsFor?: string; decisionHref?: string }[]
  timeline: TimelineEntry[]
  /** what the person can do now, most urgent first; `post` acts are made from /c/:id/… */
  actions: { key: 'correction' | 'fix' | 'decision' | 'licence' | 'rating' | 'receipt' | 'withdraw'; href: string; by?: Due }[]
  documents: DocumentLink[]
  /** ETag of the case */
  etag: string
}

/**
 * 当场更正 by the applicant: what the window found wrong, on one page. POST /c/:id/fix {field id…, signedBy, _strokes?}: a drawn
 * signature, or the person's own name typed where no script runs.
 */
export interface FixView {
  case: CaseHead
  /** those that the window named; where it named only the sheet, every field of it */
  fields: { field: Field; was: string; why?: string }[]
  named: boolean
  /** sheets that are put right with it, by name */
  sheets: string[]
  values: Record<string, unknown>
  answers: Record<string, unknown>
  signedBy?: string
  basis: Citation[]
  errors: FormError[]
  etag: string
}

export interface CorrectionView {
  case: CaseHead
  /** the one notice: everything that is missing, at once */
  notice: DocumentLink
  due: Due
  /** what happens when nothing is sent by then */
  consequence: string
  gaps: {
    /** material or field id */
    id: string
    kind: 'material' | 'field'
    name: string
    problem: string
    how: string
    basis: Citation[]
    field?: Field
    value?: unknown
    files?: { sha256: string; name: string; bytes: number }[]
  }[]
  answers: Record<string, unknown>
  basis: Citation[]
  errors: FormError[]
  etag: string
  /** already sent, or too late: the page is read-only and says why */
  closedWhy?: string
}

export interface DecisionView {
  case: CaseHead
  document: DocumentLink
  outcome: 'granted' | 'denied' | 'notCompetent' | 'notNeeded' | 'ended' | 'other'
  organ: string
  /** 抬头: the person addressed */
  addressee: string
  paragraphs: string[]
  /** refusals: facts and reasons */
  reasons?: string[]
  basis: Citation[]
  /** 复议 and 诉讼, as the document has it */
  remedies?: string[]
  sealedBy: string
  signedAt: string
  checkUrl: string
  /** every document of the case */
  documents: DocumentLink[]
  licenceHref?: string
}

export type LicenceState = 'valid' | 'expired' | 'suspended' | 'revoked' | 'withdrawn' | 'cancelled' | 'lost'

export interface LicenceCard {
  id: string
  /** 营业执照 */
  type: string
  number: string
  holder: string
  organ: string
  issuedOn: string
  validUntil?: string
  state: LicenceState
}

export interface LicenceView {
  licence: LicenceCard
  /** particulars in order */
  particulars: { label: string; value: string }[]
  /** 电子证照标识 */
  identifier: string
  checkUrl: string
  pdf?: string
  caseHref?: string
  basis: Citation[]
  /** who looked at it and for what */
  uses: { at: string; who: string; purpose: string }[]
}

export interface MyCasesView {
  drafts: { id: string; name: string; savedAt: string; step: string; /** where the person left off */ stepTitle?: string; helper?: string }[]
  open: CaseRow[]
  closed: CaseRow[]
  /** keyset: address of the next page of closed ones */
  more?: string
}

export interface CaseRow {
  case: CaseHead
  lamp?: Lamp
  promise?: Due
  /** before acceptance: until when the window answers */
  answerBy?: Due
  /** bundle: how many of its members are finished */
  members?: { done: number; of: number }
  /** what waits for the person: 请补正 2 项 */
  todo?: string
  todoHref?: string
  closedAt?: string
}

export interface MyLicencesView { licences: LicenceCard[] }

export interface RatingView {
  case: CaseHead
  channel: 'online' | 'onsite'
  /** aspects of HCP-03 for this channel */
  aspects: { key: string; label: string }[]
  /** tags offered for 不满意 and 非常不满意 */
  tags: string[]
  values: { level?: number; aspects?: Record<string, number>; tags?: string[]; text?: string }
  /** rated before: this replaces it, history is kept */
  previousAt?: string
  errors: FormError[]
}

/** enter: no valid code yet; check: one group; confirm: all groups answered; done; refused: a clerk's session, or used up */
export interface ReadBackView {
  stage: 'enter' | 'check' | 'confirm' | 'done' | 'refused'
  code?: string
  /** one sentence for `refused` and for a wrong code */
  why?: string
  helper?: { name: string; desk: string }
  applicant?: string
  what?: string
  /** scope of the mandate, in words (P16) */
  mandate?: string
  group?: { key: string; title: string; at: number; of: number; entries: ReadBackEntry[] }
  /** all groups with their verdicts, for `confirm` and `done` */
  groups?: { key: string; title: string; verdict: 'right' | 'wrong'; note?: string; entries: ReadBackEntry[] }[]
  /** digest of what is shown, goes into the signature */
  shown?: string
  confirmedAt?: string
  /** done, but some group was said to be wrong: it went back to the helper */
  rejected?: boolean
  basis?: Citation[]
  errors: FormError[]
}

export interface ReadBackEntry {
  label: string
  value: string
  /** filled in or changed by the helper; `before` = what the person had said */
  changed?: boolean
  before?: string
}

export interface CaseViews {
  receipt: ReceiptView
  progress: ProgressView
  correction: CorrectionView
  fix: FixView
  decision: DecisionView
  licence: LicenceView
  myCases: MyCasesView
  myLicences: MyLicencesView
  rating: RatingView
  readBack: ReadBackView
}

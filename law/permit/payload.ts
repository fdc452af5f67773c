import type { Citation } from '../kernel/citation.ts'
import type { Answers } from '../kernel/condition.ts'
import type { PromiseTerm } from '../item/item.ts'

/*
 * Payloads of the acts of a case, as law sees them: procedural fields only. Personal ones (ActDef.personal) are kept apart
 * by the server and stand here as `has: { reason: true }`.
 */

/** 移交承办人: ids of people; without `to` it goes back to the organ. `by`: who had it done */
export interface HandOverPayload { from: string; to?: string; by?: string }

/** personal fields that came with the act, by name */
export interface Has { has?: Record<string, true> }

export type Channel = 'web' | 'window' | 'helpDesk' | 'selfService'

/** in what form a material is on the table; `have` = obtained by sharing, `fill` = filled in on the spot, `none` = not handed over */
export type MaterialForm = 'original' | 'copy' | 'electronic' | 'have' | 'fill' | 'none'

/** 提交申请. Personal: form, signature. */
export interface SubmitPayload extends Has {
  channel: Channel
  /** answers to the item's situation questions (procedural) */
  answers: Answers
  materials: Record<string, MaterialForm>
  /** id of the help-desk assistance */
  assistance?: string
  /** the applicant confirmed after read-back; required when somebody else filled it in (MOD-05) */
  confirmed?: boolean
  /** id of the bundle it is a member of */
  bundle?: string
  /** last day on which the mandate holds (XK-22) */
  mandate?: { expires: string }
  /** 办件编号 (ITM-08): taken when the act is recorded, by whoever records it */
  number?: string
}

/** 核对材料: ok, missing, or handed over but faulty */
export interface CheckResult { result: 'ok' | 'missing' | 'faulty'; form?: MaterialForm }
/** 核对. `fields`: every form field whose wording was found wrong, the whole list each time it is given. Personal: notes, what is wrong with each. */
export interface CheckPayload extends Has { results: Record<string, CheckResult>; fields?: string[] }

/** 当场更正. Personal: changes, signature. `fields`: ids of form fields or materials put right. */
export interface FixPayload extends Has { fields: string[]; signed: boolean }

export interface NoticeItem {
  kind: 'material' | 'field'
  id: string
  /** missing, faulty, unsigned, unclear, expired, inconsistent, incomplete, …: a code, never free text */
  problem: string
}
/** 一次性告知. Personal: explanations. Period in working days. */
export interface NoticePayload extends Has { items: NoticeItem[]; periodDays: number }

/** 补正, 补交容缺材料, 补充备案信息 */
export interface SupplyPayload extends Has { items: string[]; materials?: Record<string, MaterialForm> }

/** 容缺受理. Personal: commitment. */
export interface AcceptTolerantPayload extends Has { missing: string[]; supplyBy: string }

/** 不予受理. Personal: reason. */
export interface NotCompetentPayload extends Has { competentBody: string }

/** what a green channel may do (MOD-06); anything else is refused */
export type GreenScope = 'priority' | 'parallel' | 'shorterPromise'
/** 绿色通道. `reason` is a code; words are personal: explanation. */
export interface GreenChannelPayload extends Has { reason: string; scope: GreenScope[]; promise: PromiseTerm; until: string }

export interface AssignPayload extends Has { inspectors: string[] }
/** 现场核查. Personal: facts, signature. */
export interface InspectPayload extends Has { inspectors: string[]; conform: boolean }

/** 特别程序: the law's own word is the key (听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审). days = working days it takes. */
export interface SuspendPayload extends Has { kind: string; days: number; notified: boolean }
export interface ResumePayload extends Has { resultOn: string }

/** 延期. Personal: reason. days = working days added. */
export interface ExtendPayload extends Has { days: number }

/** 准予. Validity as the decision gives it, calendar days, both ends included. */
export interface GrantPayload extends Has { validFrom?: string; validUntil?: string }
/** 不予. Personal: reason, facts. */
export interface RefusePayload extends Has { articles: Citation[] }

export type TerminationGround =
  | 'applicantRequest' | 'deathOrIncapacity' | 'entityEnded' | 'notRequired' | 'feeUnpaid' | 'forceMajeure' | 'otherLegal'
/** 终止. Personal: reason. `otherLegal` needs its article. */
export interface TerminatePayload extends Has { ground: TerminationGround; articles?: Citation[] }

export interface IssuePayload extends Has { licence: string }
/** 送达. Personal: signature (at the counter). */
export interface DeliverPayload extends Has { method: 'counter' | 'electronic' | 'courier' | 'selfService'; identityChecked?: boolean }

/** 放假安排公布, recomputing what was 暂定 (settled.md 6) */
export interface CalendarPublishedPayload extends Has { version: string }

/** 指导补充备案信息: ids of the form fields, or groups, that are not there */
export interface GuidePayload extends Has { items: NoticeItem[] }
/** 不属于备案范围: prohibited, or a project that needs approval. Personal: reason. */
export interface OutOfScopePayload extends Has { ground: 'prohibited' | 'needsApproval'; competentBody?: string }
/** 备案信息变更. Personal: form. */
export interface ChangePayload extends Has { fields: string[] }

export interface Payloads {
  submit: SubmitPayload
  check: CheckPayload
  fixOnTheSpot: FixPayload
  oneTimeNotice: NoticePayload
  supply: SupplyPayload
  accept: Has
  acceptTolerant: AcceptTolerantPayload
  supplyTolerated: SupplyPayload
  deemAccept: Has
  notNeeded: Has
  notCompetent: NotCompetentPayload
  greenChannel: GreenChannelPayload
  takeUp: Has
  assignInspectors: AssignPayload
  inspect: InspectPayload
  suspend: SuspendPayload
  resume: ResumePayload
  extend: ExtendPayload
  grant: GrantPayload
  tacitGrant: Has
  refuse: RefusePayload
  terminate: TerminatePayload
  withdraw: Has
  abandon: Has
  lapseTolerance: Has
  issue: IssuePayload
  deliver: DeliverPayload
  calendarPublished: CalendarPublishedPayload
  handOver: HandOverPayload
  guideCorrection: GuidePayload
  file: Has
  outOfScope: OutOfScopePayload
  change: ChangePayload
}
export type PermitAct = keyof Payloads

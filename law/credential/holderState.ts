import type { Act, BaseState } from '../kernel/procedure.ts'
import { legalDateOf, NDX, type LegalDate } from '../kernel/dates.ts'
import type { Rule, Trial } from '../kernel/rule.ts'
import type { CredentialState } from './lifecycle.ts'
import type { CredentialPolicy, Enrolled } from './policy.ts'

/* 一张证件的状态 (what the acts on one credential come to). */

/** states that acts lead to; EXPIRED and LAPSED_PENDING are read off the day (lifecycle.ts) */
export type RecordedState = Exclude<CredentialState, 'EXPIRED' | 'LAPSED_PENDING'>
export type Proposal = 'suspend' | 'revoke' | 'cancel'

/** under what a credential stands: the city's parameters, and the list it came from when it did */
export interface HolderTerms {
  list: 'officer' | 'supervisor'
  policy: CredentialPolicy
  enrolled?: Enrolled<RecordedState> & { validTo?: LegalDate; issuedOn?: LegalDate; checkedFor?: number }
}

export interface HolderState extends BaseState {
  state: 'new' | RecordedState
  /** first day of that state, and the state before it, which holds until then */
  on: LegalDate
  before?: RecordedState
  issuedOn?: LegalDate
  validTo?: LegalDate
  /** last year for which the annual check was passed; absent = not kept for this card */
  checkedFor?: number
  suspension?: { on: LegalDate; until: LegalDate; document: string }
  /** applied for to the province since this day, and not answered yet */
  renewal?: LegalDate
  proposed?: { what: Proposal; on: LegalDate }
  /** `ground`: of a cancellation; why a qualification was taken stands apart, in the particulars */
  ended?: { ground?: CancelGround; on: LegalDate }
  /** the card itself came back */
  returnedOn?: LegalDate
  /** body to which it was moved when its own had merged */
  body?: string
}

export const emptyHolder: HolderState = { state: 'new', on: '', clocks: {}, seq: 0 }

/** payloads as they stand in acts, procedural fields only */
export interface HolderPayload {
  enrol: NonNullable<HolderTerms['enrolled']>
  apply: { list: 'officer' | 'supervisor'; body: string; domain?: string; reapproval?: string }
  issue: { issuedOn: LegalDate; validTo: LegalDate }
  refused: { on: LegalDate }
  suspend: { until: LegalDate; document: string; has?: { ground?: boolean } }
  giveBack: { trainedOn: LegalDate; examPassedOn: LegalDate }
  revoke: { document: string; has?: { ground?: boolean } }
  cancel: { ground: CancelGround; on: LegalDate; campaign?: string }
  check: { year: number; grade: string }
  propose: { what: Proposal; has?: { ground?: boolean; reason?: boolean } }
  moveBody: { body: string }
  returnCard: { on: LegalDate }
}

export const cancelGrounds = {
  transferred: '调离', retired: '退休', dead: '死亡', resigned: '辞职', dismissed: '辞退、开除', bodyAbolished: '单位撤销', cleanOut: '清理退出', notOnPost: '不再从事执法工作',
} as const
export type CancelGround = keyof typeof cancelGrounds

export type HolderTrial = Trial<HolderState, HolderTerms>
export type HolderRule = Rule<HolderState, HolderTerms>

/** fields of a payload as they are before they were checked */
export function asked<K extends keyof HolderPayload>(_type: K, act: { payload: Record<string, unknown> }): Partial<HolderPayload[K]> {
  return act.payload as Partial<HolderPayload[K]>
}
/** fields of an act that was decided */
export function read<K extends keyof HolderPayload>(_type: K, act: Act): HolderPayload[K] {
  return act.payload as unknown as HolderPayload[K]
}

const to = (state: HolderState, next: RecordedState, on: LegalDate): HolderState =>
  ({ ...state, state: next, on, ...(state.state === 'new' ? {} : { before: state.state }) })
const today = (act: Act): LegalDate => legalDateOf(act.at)
const withoutProposal = ({ proposed: _, ...state }: HolderState): HolderState => state

export const becomes = {
  enrol: (s: HolderState, act: Act): HolderState => {
    const { state, on, validTo, issuedOn, checkedFor } = read('enrol', act)
    return { ...s, state, on, ...(validTo ? { validTo } : {}), ...(issuedOn ? { issuedOn } : {}), ...(checkedFor !== undefined ? { checkedFor } : {}) }
  },
  apply: (s: HolderState, act: Act): HolderState => to(s, 'DRAFT', today(act)),
  submit: (s: HolderState, act: Act): HolderState => to(s, 'SUBMITTED', today(act)),
  refused: (s: HolderState, act: Act): HolderState => to(s, 'DRAFT', today(act)),
  issue: (s: HolderState, act: Act): HolderState => {
    const { issuedOn, validTo } = read('issue', act)
    return { ...to(s, 'VALID', issuedOn), issuedOn, validTo }
  },
  suspend: (s: HolderState, act: Act): HolderState => {
    const { until, document } = read('suspend', act)
    return { ...withoutProposal(to(s, 'SUSPENDED', today(act))), suspension: { on: today(act), until, document } }
  },
  giveBack: ({ suspension: _, returnedOn: __, ...s }: HolderState, act: Act): HolderState => to(s, 'VALID', today(act)),
  revoke: (s: HolderState, act: Act): HolderState => ({ ...withoutProposal(to(s, 'REVOKED', today(act))), ended: { on: today(act) } }),
  /** the day after its ground; what was found out later has no power backwards over acts done in good faith, but the credential has none from that day on */
  cancel: (s: HolderState, act: Act): HolderState => {
    const { ground, on } = read('cancel', act)
    return { ...withoutProposal(to(s, 'CANCELLED', NDX(on, 1))), ended: { ground, on } }
  },
  check: (s: HolderState, act: Act): HolderState => ({ ...s, checkedFor: Math.max(s.checkedFor ?? 0, read('check', act).year) }),
  renew: (s: HolderState, act: Act): HolderState => ({ ...s, renewal: today(act) }),
  renewed: ({ renewal: _, ...s }: HolderState, act: Act): HolderState => ({ ...s, ...read('issue', act) }),
  propose: (s: HolderState, act: Act): HolderState => ({ ...s, proposed: { what: read('propose', act).what, on: today(act) } }),
  declineProposal: (s: HolderState): HolderState => withoutProposal(s),
  moveBody: (s: HolderState, act: Act): HolderState => ({ ...s, body: read('moveBody', act).body }),
  returnCard: (s: HolderState, act: Act): HolderState => ({ ...s, returnedOn: read('returnCard', act).on }),
  same: (s: HolderState): HolderState => s,
}

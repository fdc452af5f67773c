import { cite } from '../kernel/citation.ts'
import { legalDateOf, NDX, type LegalDate } from '../kernel/dates.ts'
import type { Act, BaseState } from '../kernel/procedure.ts'
import type { Finding, Rule, Trial } from '../kernel/rule.ts'
import { henan } from './general.ts'
import type { Enrolled } from './policy.ts'

/* 执法主体的状态 (ZT-01: confirmed and announced, or acting by a published entrustment; and on which days). */

export const bodyKinds = { organ: '行政机关', authorised: '法律法规授权组织', entrusted: '受委托组织' } as const
export type BodyKind = keyof typeof bodyKinds
export const bodyStates = {
  registered: '已登记，未公告', active: '有效', suspended: '暂停', merged: '已合并', abolished: '已撤销', internal: '内设机构', duplicate: '重复登记', noBasis: '无执法依据',
} as const
export type BodyStanding = keyof typeof bodyStates

export interface Entrustment { principal: string; from: LegalDate; until: LegalDate; published: boolean }

export interface BodyTerms { enrolled?: Enrolled<BodyStanding> & { kind: BodyKind; entrustment?: Entrustment } }

export interface BodyState extends BaseState {
  state: 'new' | BodyStanding
  /** first day of that state; until then it was in the one before */
  on: LegalDate
  before?: BodyStanding
  kind: BodyKind
  domains: string[]
  entrustment?: Entrustment
  /** id of the body that took its place */
  successor?: string
  announced?: { number: string; on: LegalDate }
}

export const emptyBody: BodyState = { state: 'new', on: '', kind: 'organ', domains: [], clocks: {}, seq: 0 }

export interface BodyPayload {
  enrol: NonNullable<BodyTerms['enrolled']>
  register: { kind: BodyKind; level: string; basis: string; domains: string[] }
  announce: { number: string; on: LegalDate }
  entrust: { principal: string; from: LegalDate; until: LegalDate; published: boolean; qualified: boolean }
  endEntrustment: { on: LegalDate }
  suspend: { document: string }
  resume: { document: string }
  merge: { successor: string; on: LegalDate }
  abolish: { document: string; on: LegalDate }
  setDomains: { domains: string[] }
}

export type BodyTrial = Trial<BodyState, BodyTerms>
export type BodyRule = Rule<BodyState, BodyTerms>
export function asked<K extends keyof BodyPayload>(_type: K, act: { payload: Record<string, unknown> }): Partial<BodyPayload[K]> {
  return act.payload as Partial<BodyPayload[K]>
}
function read<K extends keyof BodyPayload>(_type: K, act: Act): BodyPayload[K] {
  return act.payload as unknown as BodyPayload[K]
}

const to = (s: BodyState, next: BodyStanding, on: LegalDate): BodyState => ({ ...s, state: next, on, ...(s.state === 'new' ? {} : { before: s.state }) })
const today = (act: Act): LegalDate => legalDateOf(act.at)

export const becomes = {
  enrol: (s: BodyState, act: Act): BodyState => {
    const { state, on, kind, entrustment } = read('enrol', act)
    return { ...s, state, on, kind, ...(entrustment ? { entrustment } : {}) }
  },
  register: (s: BodyState, act: Act): BodyState => { const { kind, domains } = read('register', act); return { ...to(s, 'registered', today(act)), kind, domains } },
  announce: (s: BodyState, act: Act): BodyState => { const { number, on } = read('announce', act); return { ...to(s, 'active', on), announced: { number, on } } },
  entrust: (s: BodyState, act: Act): BodyState => { const { principal, from, until, published } = read('entrust', act); return { ...s, entrustment: { principal, from, until, published } } },
  endEntrustment: (s: BodyState, act: Act): BodyState => (s.entrustment ? { ...s, entrustment: { ...s.entrustment, until: read('endEntrustment', act).on } } : s),
  suspend: (s: BodyState, act: Act): BodyState => to(s, 'suspended', today(act)),
  resume: (s: BodyState, act: Act): BodyState => to(s, 'active', today(act)),
  /** it still acted on its last day; its officers have no body from the day after (R06) */
  merge: (s: BodyState, act: Act): BodyState => { const { successor, on } = read('merge', act); return { ...to(s, 'merged', NDX(on, 1)), successor } },
  abolish: (s: BodyState, act: Act): BodyState => to(s, 'abolished', NDX(read('abolish', act).on, 1)),
  setDomains: (s: BodyState, act: Act): BodyState => ({ ...s, domains: read('setDomains', act).domains }),
}

/** what is known of a body when one of its people acts */
export interface BodyHeld { name: string; state: BodyStanding; on?: LegalDate | undefined; before?: BodyStanding | undefined; kind: BodyKind; entrustment?: Entrustment | undefined }

/** ZT-01: why nobody may act for this body on a day (E-CF-13); undefined when it may */
export function bodyMayAct(b: BodyHeld, day: LegalDate): Finding | undefined {
  const state = b.on && day < b.on ? b.before ?? 'registered' : b.state
  const say = (message: string): Finding => ({ rule: 'credential/bodyState#may-act', code: 'E-CF-13', message, basis: [cite(henan, 13), ...(b.kind === 'entrusted' ? [cite(henan, 14)] : [])] })
  if (state !== 'active') return say(`单位“${b.name}”${state === 'registered' ? '还没有公告为执法主体' : `的执法主体状态为${bodyStates[state]}`}，其人员不能执法${state === 'merged' ? '，须转到承继单位' : ''}`)
  if (b.kind !== 'entrusted') return undefined
  const e = b.entrustment
  if (!e || !e.published) return say(`受委托组织“${b.name}”没有向社会公布的委托，其人员不能执法`)
  return day < e.from || day > e.until ? say(`受委托组织“${b.name}”的委托期限为${e.from}至${e.until}，${day}不在期限内`) : undefined
}

import * as casework from '../../contract/casework.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { CaseHead, DocumentLink, Due, Lamp, TimelineEntry } from '../../contract/views.ts'
import { instantMs, WDN } from '../../law/kernel/dates.ts'
import type { Derivation } from '../../law/kernel/deadline.ts'
import type { Regime } from '../../law/item/item.ts'
import { regimes, versionOn } from '../../law/permit/index.ts'
import type { Clock } from '../../law/kernel/clock.ts'
import { lampOf as lawLamp } from '../../law/kernel/lamp.ts'
import type { PageCall } from '../kernel/http/pages.ts'
import type { PagesDeps } from './index.ts'

export type Overview = OutputOf<typeof casework.overview>
export type CaseOut = NonNullable<Overview['case']>
export type BundleOut = NonNullable<Overview['bundle']>
/** where the acts of a case stand in the public log */
export type Entries = OutputOf<typeof casework.entries>['items']
type ClockOut = CaseOut['clocks'][number]

export const headOf = (c: CaseOut, applicant: string): CaseHead => ({
  id: c.id, number: c.number, name: c.name, organ: c.organName, applicant, state: c.stateName, closed: c.closed, accepted: isAccepted(c), ...(c.helper ? { helper: c.helper } : {}),
})

/** states before the window has answered: nothing is promised yet */
const before = new Set(['new', 'received', 'correction', 'guideCorrection'])
export const isAccepted = (c: { state: string }) => !before.has(c.state)

export const headOfBundle = (b: BundleOut, applicant: string, organ: string): CaseHead => {
  const helper = b.members.find((m) => m.helper)?.helper
  return { id: b.id, number: b.number, name: b.name, organ, applicant, accepted: b.acceptedAt !== null, state: b.done ? '全部办结' : b.acceptedAt ? '正在办理' : '已收件', closed: b.done && b.members.every((m) => m.closed), ...(helper ? { helper } : {}) }
}

/** a clock as the time that people are told, with its derivation when asked for */
export async function dueOf(call: PageCall, c: ClockOut, caseId: string, deps: PagesDeps, derive = false): Promise<Due> {
  const count = derive ? (await call.call(casework.derivation, { params: { id: caseId, clock: c.id } })).derivation as unknown as Derivation : undefined
  return {
    kind: c.kind === 'promised' ? 'promised' : 'statutory', name: c.id === 'outerLimit' ? '全省、全市统一的最长时间' : c.name, due: c.due, ...(c.dueAt ? { dueAt: c.dueAt } : {}), ...(c.provisional ? { provisional: true } : {}),
    ...(count ? { derivation: { count, ...(c.dueAt ? { hours: deps.hours } : {}) } } : {}),
  }
}

/** until when the window must answer, while it has not */
export const answerOf = (c: CaseOut) => (c.state === 'received' ? c.clocks.find((k) => k.id === 'firstResponse') ?? c.clocks.find((k) => k.id === 'correctionNotice') : undefined)
/** is saying nothing until then acceptance in this regime (许可法 32; 不动产登记暂行条例 17)? */
export const silenceAccepts = (c: CaseOut) => versionOn(regimes[c.regime as Regime], c.receivedAt.slice(0, 10)).silence === 'deemedAccepted'
export const promiseOf = (c: CaseOut) => c.clocks.find((k) => k.id === 'promise')
export const statutoryOf = (c: CaseOut) => c.clocks.find((k) => k.id === 'outerLimit') ?? c.clocks.find((k) => k.id === 'decision') ?? c.clocks.find((k) => k.kind === 'statutory' && k.status === 'running')

/** lamp with what is left in words: working days, or hours of the day where a time was promised */
export function lampOf(c: CaseOut, deps: PagesDeps, now: string): Lamp | undefined {
  // a lamp is about the promise and the law's limit; before acceptance only a late answer of the window is told
  if (c.lamp === 'none' || (!isAccepted(c) && c.lamp !== 'red')) return undefined
  // the row's lamp goes by days; a promise with a time of day has its own, measured in clock time (MOD-10)
  const promise = promiseOf(c)
  const startedAt = c.acts.find((a) => ['accept', 'acceptTolerant', 'deemAccept', 'supply'].includes(a.type))?.at
  const timed = c.lamp === 'yellow' && promise?.status === 'running' && promise.dueAt && startedAt ? lawLamp(promise as unknown as Clock, now, deps.calendar(), { startedAt }) : 'none'
  const kind = timed === 'none' ? c.lamp : timed
  // a lamp says what it is about; the promise is the matter of the page and needs no name
  const clock = c.clocks.find((k) => k.id === c.lampFor?.clock)
  const left = clock && `${clock.id === 'promise' ? '' : `${clock.name}：`}${leftOf(clock, deps, now)}`
  return { kind, ...(left ? { left } : {}) }
}

function leftOf(k: ClockOut, deps: PagesDeps, now: string): string | undefined {
  if (k.dueAt) {
    const minutes = Math.floor((instantMs(k.dueAt) - instantMs(now)) / 60_000)
    if (minutes < 0) return `已超过 ${-minutes >= 60 ? `${Math.floor(-minutes / 60)} 小时` : `${-minutes} 分钟`}`
    if (minutes < 600) return minutes >= 60 ? `还剩 ${Math.floor(minutes / 60)} 小时${minutes % 60 ? ` ${minutes % 60} 分` : ''}` : `还剩 ${minutes} 分钟`
  }
  const workdaysLeft = WDN(now.slice(0, 10), k.due, deps.calendar().provisional())
  return workdaysLeft > 0 ? `还剩 ${workdaysLeft} 个工作日` : k.due >= now.slice(0, 10) ? '今天到期' : '已超过期限'
}

export const linkOf = (caseId: string, d: { id: string; title: string; number: string | null; at: string; template: string }): DocumentLink => ({
  id: d.id, title: d.title, date: d.at.slice(0, 10), ...(d.number ? { number: d.number } : {}), pdf: `/api/v1/cases/${caseId}/documents/${d.id}`,
  ...(['P01', 'P01-bundle', 'P04', 'P04-bundle'].includes(d.template) ? {} : { href: `/c/${caseId}/decision?document=${d.id}` }),
})

export const documentsOf = (c: CaseOut): DocumentLink[] => [...new Map(c.acts.flatMap((a) => a.documents).map((d) => [d.id, linkOf(c.id, d)])).values()]

/** acts that are the applicant's own, whoever does them for him */
const ofApplicant = new Set(['submit', 'supply', 'supplyTolerated', 'fixOnTheSpot', 'withdraw', 'change'])

export function timelineOf(c: CaseOut, applicant: string, answerBy?: Due, entries: Entries = []): TimelineEntry[] {
  const done: TimelineEntry[] = c.acts.filter((a) => !['check'].includes(a.type)).map((a) => ({
    state: 'done', name: a.name, at: a.at, who: a.by, ...(a.byOrgan ? { organ: a.byOrgan } : {}), ...(a.onBehalf && ofApplicant.has(a.type) ? { onBehalfOf: applicant || '申请人' } : {}), ...(a.by === '系统' ? { byLapse: a.type === 'deemAccept' || a.type === 'abandon' || a.type === 'lapseTolerance' } : {}),
    basis: a.basis, documents: a.documents.map((d) => linkOf(c.id, d)), ...logOf(entries, a.seq),
  }))
  const [now, ...rest] = comingOf(c)
  return now ? [...done, { ...now, ...(answerBy && now.state === 'now' ? { due: answerBy } : {}) }, ...rest] : done
}

/** what an act of the timeline has to show for itself in the public log */
function logOf(entries: Entries, seq: number): Pick<TimelineEntry, 'log'> {
  const found = entries.find((e) => e.seq === seq)
  return found ? { log: { href: `/proof/${found.leaf}`, ...(found.index === null ? {} : { index: found.index }) } } : {}
}

/** what is still to come, from the state: the person sees the whole road from the first day */
function comingOf(c: CaseOut): TimelineEntry[] {
  const at = (state: string, ...names: string[]): TimelineEntry[] => names.map((name, i) => ({ state: i === 0 && state === 'now' ? 'now' : 'next', name }))
  const filing = c.regime === 'filing'
  switch (c.state) {
    case 'received': return filing ? at('now', '核对并备案', '领取备案证明') : at('now', '核对材料并受理', '部门审查', '出具决定', '领取结果')
    case 'correction': case 'guideCorrection': return at('now', '等您补正', '受理', '部门审查', '领取结果')
    case 'accepted': return at('now', c.waitsFor.length ? `等待：${c.waitsFor.map((w) => w.name).join('、')}` : '部门审查', '出具决定', '领取结果')
    case 'review': return at('now', '出具决定', '领取结果')
    case 'special': return at('now', '特别程序进行中（不计入期限）', '恢复审查', '领取结果')
    case 'granted': case 'issued': case 'refused': case 'filed': return at('now', '领取结果')
    default: return []
  }
}

/** one sentence: what is happening now and who has it */
export function nowText(c: CaseOut): string {
  switch (c.state) {
    case 'received': return c.toFix ? '有写得不对的地方，您自己改好签名，当场受理，不用补正通知。' : '窗口正在核对材料。'
    case 'correction': return '有材料或内容需要您补正，补齐当天就受理。'
    case 'accepted': return c.waitsFor.length ? `等“${c.waitsFor[0]!.name}”办好后接着办。` : `${c.organName}正在办理。`
    case 'review': return `${c.organName}正在审查。`
    case 'special': return '正在进行特别程序，这段时间不计入办理期限。'
    case 'granted': case 'issued': case 'filed': return '已经办好，请到统一出件窗口领取，或者直接使用电子证照。'
    case 'delivered': return '已经办结并送达。'
    case 'refused': return '没有获得准予，理由、依据和救济途径写在决定书里。'
    default: return c.stateName
  }
}

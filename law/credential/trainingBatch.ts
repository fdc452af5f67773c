import { cite } from '../kernel/citation.ts'
import { addMinutes, compareInstants, instantMs, type Instant } from '../kernel/dates.ts'
import type { Act, BaseState, Procedure } from '../kernel/procedure.ts'
import { rule, type Rule } from '../kernel/rule.ts'
import { henan, since } from './general.ts'

/* 培训班、培训期次 (河南省行政执法条例 21; a batch is one sitting of a course: planned, open for enrolment, running, closed). */

export interface BatchState extends BaseState {
  state: 'new' | 'planned' | 'open' | 'running' | 'closed' | 'cancelled'
  course?: string
  startsAt?: Instant
  endsAt?: Instant
  early: number
  late: number
}

/** a batch that a pack listed: what it says stands for the first act; null = it was planned here */
export type Listed = { state: 'planned' | 'open'; startsAt: Instant; endsAt: Instant; early: number; late: number } | null

/** what `plan` and `move` say: instants, minutes around them, class hours of the course and minutes of one */
export interface BatchTimes { course: string; startsAt: Instant; endsAt: Instant; capacity: number; early: number; late: number; hours: number; classMinutes: number }

type BatchRule = Rule<BatchState, Listed>
const basis = [cite(henan, 21, '第一款')]
const times = (t: Parameters<BatchRule['test']>[0]): BatchTimes => t.act.payload as unknown as BatchTimes
const batchRule = (id: string, test: BatchRule['test']): BatchRule => rule({ id: `credential/trainingBatch#${id}`, code: 'ZJ-04', basis, from: since, test })

export const future = batchRule('future', (t) => (compareInstants(times(t).startsAt, t.now) > 0 ? undefined : { message: '开始时间已经过去，培训须在开始以前安排，不能补办', at: 'startsAt' }))
export const oneDay = batchRule('one-day', (t) => {
  const { startsAt, endsAt } = times(t)
  if (compareInstants(endsAt, startsAt) <= 0) return { message: '结束时间应当在开始时间之后', at: 'endsAt' }
  return startsAt.slice(0, 10) === endsAt.slice(0, 10) ? undefined : { message: '一期在一天之内开始和结束；几天的班请每天安排一期，每天签到签退', at: 'endsAt' }
})
export const longEnough = batchRule('long-enough', (t) => {
  const { startsAt, endsAt, hours, classMinutes } = times(t)
  const minutes = Math.floor((instantMs(endsAt) - instantMs(startsAt)) / 60_000)
  return minutes <= 0 || minutes >= hours * classMinutes ? undefined : { message: `课程是${hours}学时（每学时${classMinutes}分钟），至少要${Math.ceil(hours * classMinutes)}分钟，安排的只有${minutes}分钟`, at: 'endsAt' }
})
export const reasoned = batchRule('reasoned', (t) => ((t.act.payload.has as { reason?: boolean } | undefined)?.reason ? undefined : { message: '取消要写明原因，已经报名的人看得到', at: 'reason' }))

export const batchRules: readonly BatchRule[] = [future, oneDay, longEnough, reasoned]

const placed = (s: BatchState, a: Act): BatchState => {
  const { course, startsAt, endsAt, early, late } = a.payload as unknown as BatchTimes
  return { ...s, course, startsAt, endsAt, early, late }
}

export const trainingBatch: Procedure<BatchState, Listed> = {
  id: 'credential/trainingBatch',
  name: '培训期次',
  states: { new: '未安排', planned: '已安排', open: '报名中', running: '正在进行', closed: '已结束', cancelled: '已取消' },
  final: ['closed', 'cancelled'],
  initial: (listed) => (listed ? { ...listed, clocks: {}, seq: 1 } : { state: 'new', clocks: {}, seq: 0, early: 0, late: 0 }),
  acts: {
    plan: { name: '安排一期', by: ['SUP'], from: 'new', basis: () => basis, rules: [future, oneDay, longEnough], apply: (s, a) => ({ ...placed(s, a), state: 'planned' }) },
    move: { name: '改时间', by: ['SUP'], from: ['planned', 'open'], basis: () => basis, rules: [future, oneDay, longEnough], apply: placed },
    open: { name: '开放报名', by: ['SUP'], from: ['planned'], basis: () => basis, rules: [], apply: (s) => ({ ...s, state: 'open' }) },
    cancel: { name: '取消这一期', by: ['SUP'], from: ['planned', 'open'], basis: () => basis, personal: ['reason'], rules: [reasoned], apply: (s) => ({ ...s, state: 'cancelled' }) },
    begin: { name: '开始签到', by: ['SYS'], from: ['planned', 'open'], lapses: true, basis: () => basis, rules: [], apply: (s) => ({ ...s, state: 'running' }) },
    close: { name: '结束', by: ['SYS'], from: ['running'], lapses: true, basis: () => basis, rules: [], apply: (s) => ({ ...s, state: 'closed' }) },
  },
  lapse(s, { now }) {
    const next = batchNext(s)
    return next && compareInstants(now, next.at) >= 0 ? { type: next.type, at: next.at, actor: { code: 'SYS' }, payload: {} } : undefined
  },
}

/** what time alone does next to a batch, and when */
export function batchNext(s: Pick<BatchState, 'state' | 'startsAt' | 'endsAt' | 'early' | 'late'>): { type: 'begin' | 'close'; at: Instant } | undefined {
  if ((s.state === 'planned' || s.state === 'open') && s.startsAt) return { type: 'begin', at: addMinutes(s.startsAt, -s.early) }
  return s.state === 'running' && s.endsAt ? { type: 'close', at: addMinutes(s.endsAt, s.late) } : undefined
}

/** the state of a batch at an instant, from what its row says: lists need not fold every record */
export function batchStateAt(s: { state: BatchState['state']; startsAt: Instant; endsAt: Instant; early: number; late: number }, now: Instant): BatchState['state'] {
  let state = s.state
  for (let next = batchNext(s); next && compareInstants(now, next.at) >= 0; next = batchNext({ ...s, state })) state = next.type === 'begin' ? 'running' : 'closed'
  return state
}

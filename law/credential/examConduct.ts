import type { Calendar } from '../kernel/calendar.ts'
import type { LegalDate } from '../kernel/dates.ts'
import { derive } from '../kernel/deadline.ts'
import { instantMs } from '../kernel/instant.ts'
import type { Finding } from '../kernel/rule.ts'
import { examFault, type ExamTerms } from './exam.ts'

/* 考试纪律：什么时候可以做什么. Dates and the announced hours are legal time; how long somebody has written is real time, so that moving the demonstration's
 * clock takes nobody's minutes. Each function gives why not, or undefined. */

export type ExamState = 'draft' | 'set' | 'published' | 'cancelled'

/** the hours that were announced, legal instants */
export interface ExamHours { opens: string; closes: string }

/** of one candidate; times of writing in real ms */
export interface Sitting { signedIn: boolean; endsAt: number | null; handedIn: boolean }

const minute = 60_000
const no = (rule: string, message: string): Finding => examFault(`credential/examConduct#${rule}`, message)

function notNow(state: ExamState): Finding | undefined {
  if (state === 'cancelled') return no('state', '这场考试已经取消')
  if (state === 'published') return no('state', '这场考试已经结束，成绩已经公布')
  return state === 'draft' ? no('state', '这场考试还没有安排好') : undefined
}

/** why these hours cannot be announced: they end before they begin, are over already, or are shorter than the time for writing */
export function hoursFaults(hours: ExamHours, terms: Pick<ExamTerms, 'minutes'>, now: string): Finding[] {
  const [opens, closes] = [instantMs(hours.opens), instantMs(hours.closes)]
  const fault = (message: string) => [examFault('credential/examConduct#hours', message, 'closes')]
  if (closes <= opens) return fault('结束时间要晚于开考时间')
  if (closes <= instantMs(now)) return fault('结束时间已经过去')
  return closes - opens < terms.minutes * minute ? fault(`开考到结束不足${terms.minutes}分钟，不够答完`) : []
}

/** nobody gives himself time, or answers his own objection (E-SOD-03, by the measure of ZJ-09) */
export function ownSitting(by: string, candidate: string): Finding | undefined {
  return by === candidate ? { ...no('own-sitting', '本人是这场考试的考生，延长时间、答复异议由其他执法监督人员办理'), code: 'E-SOD-03' } : undefined
}

/** who sits is who was admitted: the last four characters of the identity number, as typed, against the register; no substitutes */
export function identityFault(typed: string, idNumber: string | null): Finding | undefined {
  if (!idNumber || typed.trim().toUpperCase() === idNumber.slice(-4).toUpperCase()) return undefined
  return no('identity', '身份证号后四位与登记的不符。考试须由本人参加，请核对后重新填写')
}

/** last legal instant (ms) at which somebody may still come in */
function lastEntry(hours: ExamHours, terms: Pick<ExamTerms, 'lateMinutes'>): number {
  const closes = instantMs(hours.closes)
  return terms.lateMinutes === null ? closes : Math.min(closes, instantMs(hours.opens) + terms.lateMinutes * minute)
}

/** signing in: in person, before the beginning or within the minutes of grace for who is late */
export function maySignIn(state: ExamState, hours: ExamHours, terms: Pick<ExamTerms, 'signInMinutes' | 'lateMinutes'>, now: string): Finding | undefined {
  const at = instantMs(now)
  if (at < instantMs(hours.opens) - terms.signInMinutes * minute) return notNow(state) ?? no('sign-in', `开考前${terms.signInMinutes}分钟开始签到，请到时再来`)
  return notNow(state) ?? (at > lastEntry(hours, terms) ? no('sign-in', '已经过了入场时间，不能再签到') : undefined)
}

/** opening the paper for the first time. Opening it again (another machine, a reload) is always allowed while time is left. */
export function mayOpen(state: ExamState, hours: ExamHours, terms: Pick<ExamTerms, 'lateMinutes'>, sitting: Sitting, now: string): Finding | undefined {
  if (sitting.handedIn) return no('handed-in', '已经交卷，不能再答题')
  if (!sitting.signedIn) return notNow(state) ?? no('signed-in', '还没有签到，请先核对身份并签到')
  if (sitting.endsAt !== null) return notNow(state)
  const at = instantMs(now)
  if (at < instantMs(hours.opens)) return notNow(state) ?? no('opens', '还没有到开考时间，试卷还不能打开')
  return notNow(state) ?? (at > lastEntry(hours, terms) || at >= instantMs(hours.closes) ? no('late', '已经过了入场时间，不能再开始答题') : undefined)
}

/**
 * Real instant (ms) at which this sitting ends, fixed when the paper is first opened: the minutes of the terms and the candidate's extra ones, and not later
 * than the announced end (moved by the same extra minutes).
 */
export function endOf(hours: ExamHours, terms: Pick<ExamTerms, 'minutes'>, extraMinutes: number, opened: { real: number; legal: string }): number {
  const left = instantMs(hours.closes) - instantMs(opened.legal)
  return Math.floor(opened.real + Math.min(terms.minutes * minute, left) + extraMinutes * minute)
}

/** is the time over, the seconds for what was on its way included? */
export function isOver(endsAt: number, graceSeconds: number, real: number): boolean {
  return real > endsAt + graceSeconds * 1000
}

/** an answer that comes now: refused after the hand-in, after the time, and before the paper was opened */
export function maySave(sitting: Sitting, graceSeconds: number, real: number): Finding | undefined {
  if (sitting.handedIn) return no('handed-in', '已经交卷，这次作答没有计入。此前保存的答案都在')
  if (sitting.endsAt === null) return no('opened', '试卷还没有打开，不能保存答案')
  return isOver(sitting.endsAt, graceSeconds, real) ? no('over', '考试时间已到，这次作答没有计入。此前保存的答案都在，按时间自动交卷') : undefined
}

/** results are published when nobody can write any more: all have handed in, or the time of the last is over */
export function mayPublish(state: ExamState, hours: ExamHours, writing: number, now: string): Finding | undefined {
  if (state !== 'set') return state === 'published' ? no('published', '成绩已经公布过') : notNow(state)
  if (writing > 0) return no('writing', `还有${writing}人正在答题，全部交卷以后才能公布成绩`)
  return instantMs(now) < instantMs(hours.closes) ? no('closes', '考试还没有结束，结束以后才能公布成绩') : undefined
}

/** last day on which somebody may object to a result; the day of publication does not count. 暂定 while the arrangement of a year that it touches is not published (CAL-03) */
export function appealPeriod(published: LegalDate, terms: Pick<ExamTerms, 'appealDays'>, calendar: Calendar): { due: LegalDate; provisional: boolean } {
  const { due, provisional } = derive({ start: published, n: terms.appealDays, unit: 'workday' }, calendar.provisional())
  return { due, provisional }
}

/** an objection to a question: by who sat, within the days */
export function mayAppeal(state: ExamState, due: LegalDate | null, handedIn: boolean, today: LegalDate): Finding | undefined {
  if (state !== 'published' || due === null) return no('appeal', '成绩公布以后才能提出异议')
  if (!handedIn) return no('appeal', '没有参加这场考试，不能对试题提出异议')
  return today > due ? no('appeal-due', `提出异议的期限到${due}为止，已经过了`) : undefined
}

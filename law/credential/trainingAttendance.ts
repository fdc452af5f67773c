import type { Calendar } from '../kernel/calendar.ts'
import { cite } from '../kernel/citation.ts'
import { addMinutes, compareInstants, type Instant } from '../kernel/dates.ts'
import { findings, rule, type Finding, type Rule } from '../kernel/rule.ts'
import { henan, since } from './general.ts'
import type { Seat, Sitting } from './trainingHours.ts'

/* 签到、签退、不得代签 (KH-06: in the room, in the time, the person themself; who comes in another's place does not count). */

/** how somebody shows that they are in the room: the code that its screen shows now, or the identity card that the organiser sees */
export type Shown = 'screen' | 'card' | 'stale' | 'none'
/** what is tried: `own`: in the person's own session, or seen by the organiser with the card; `device`: is this device somebody else's here */
export interface Mark { kind: 'in' | 'out'; shown: Shown; own: boolean; device: 'free' | 'others'; listed: 'enrolled' | 'waiting' | 'no' }

type MarkRule = Rule<Seat, Sitting>
const basis = [cite(henan, 21, '第一款'), cite('法治政府建设与责任落实督察工作规定', 7)]
const mark = (t: Parameters<MarkRule['test']>[0]): Mark => t.act.payload as unknown as Mark
const markRule = (id: string, test: MarkRule['test']): MarkRule => rule({ id: `credential/trainingAttendance#${id}`, code: 'KH-06', basis, from: since, test })

export const attendanceRules: readonly MarkRule[] = [
  markRule('listed', (t) => {
    const { listed } = mark(t)
    return listed === 'enrolled' ? undefined : { message: listed === 'waiting' ? '您还在候补名单上，请先由组织者递补' : '您不在这一期的名单上，请先报名，或者请组织者核对名单', at: 'c' }
  }),
  markRule('self', (t) => (mark(t).own ? undefined : { message: '须由本人签到签退，他人不能代签；派人代会的，不计本人出席' })),
  markRule('place', (t) => {
    const { shown } = mark(t)
    return shown === 'screen' || shown === 'card' ? undefined : { message: shown === 'stale' ? '这个码已经过期，请扫会场屏幕上现在的码' : '这个码不对，请扫会场屏幕上现在的码，或者请组织者查验身份证后登记', at: 'c' }
  }),
  markRule('window', (t) => {
    const { kind } = mark(t)
    const from = kind === 'in' ? addMinutes(t.item.startsAt, -t.item.early) : t.item.startsAt
    const to = kind === 'in' ? t.item.endsAt : addMinutes(t.item.endsAt, t.item.late)
    const said = kind === 'in' ? '签到' : '签退'
    if (compareInstants(t.now, from) < 0) return { message: `还没有到${said}的时间，${clockOf(from)}起可以${said}` }
    return compareInstants(t.now, to) > 0 ? { message: `${said}的时间已过（到${clockOf(to)}为止），请由组织者说明情况` } : undefined
  }),
  markRule('order', (t) => {
    const { kind } = mark(t)
    if (t.state.struck) return { message: '您的签到已经被组织者撤销，请向组织者说明' }
    if (kind === 'out' && !t.state.signedInAt) return { message: '还没有签到，不能签退' }
    return undefined
  }),
  markRule('one-device', (t) => (mark(t).device === 'free' ? undefined : { message: '这部手机已经为别人签到，一部手机在同一场只能签一个人；请用自己的手机，或者请组织者查验身份证后登记' })),
]

/** why this signature does not count; empty when it does. All reasons at once, but of a code that is not the room's nothing else is said. */
export function mayMark(tried: Mark, seat: Seat, sitting: Sitting, now: Instant, calendar: Calendar): Finding[] {
  const trial = { state: seat, act: { type: tried.kind, actor: { code: 'OFF' as const }, payload: { ...tried } }, facts: {}, now, item: sitting, calendar }
  const all = attendanceRules.map((r) => findings(r, trial))
  const place = all[attendanceRules.findIndex((r) => r.id.endsWith('#place'))]!
  return place.length ? place : all.flat()
}

function clockOf(at: Instant): string {
  return `${Number(at.slice(5, 7))}月${Number(at.slice(8, 10))}日${at.slice(11, 16)}`
}

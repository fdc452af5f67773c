import { demonstrationPoint, recheckDue } from '../../law/credential/demonstrationPoint.ts'
import { mayMark } from '../../law/credential/trainingAttendance.ts'
import { batchStateAt, trainingBatch } from '../../law/credential/trainingBatch.ts'
import { bodyLamp, hoursCounted, hoursStanding, requiredHours } from '../../law/credential/trainingHours.ts'
import { lecturesOf, offJobStanding, teamStanding, type LectureSeat } from '../../law/credential/trainingLectures.ts'
import { trainingSettings } from '../../law/credential/trainingSettings.ts'
import type { ActorCode } from '../../law/kernel/actor.ts'
import { instantOf } from '../../law/kernel/dates.ts'
import { decide, fold, type Act, type BaseState, type Procedure } from '../../law/kernel/procedure.ts'
import type { ExampleContext, ExampleFunction } from './registry.ts'

/** `2020-12-28 08:40` → instant */
const at = (text: string): string => instantOf(text.slice(0, 10), text.slice(11) || '09:00')
const s = trainingSettings()
/** 28 December 2020, nine to noon, four class hours */
const morning = { startsAt: at('2020-12-28 09:00'), endsAt: at('2020-12-28 12:00'), early: 30, late: 30, hours: 4 }
const timed = (o: Record<string, unknown>) => Object.fromEntries(Object.entries(o).map(([k, v]) => [k, typeof v === 'string' && /At$/.test(k) ? at(v) : v]))

interface Written { type?: string; at: string; by?: ActorCode; payload?: Record<string, unknown> }

/** the acts are tried in order; told is the state at the end, or the codes with which the last was refused */
function walk<S extends BaseState, I>(p: Procedure<S, I>, item: I, acts: Written[], { calendar }: ExampleContext): string {
  const record: Act[] = []
  for (const [i, a] of acts.entries()) {
    const ctx = { now: at(a.at), calendar, item }
    const folded = fold(p, record, ctx)
    record.push(...folded.lapsed)
    if (!a.type) return [folded.state.state, ...folded.lapsed.map((l) => l.type)].join(' ')
    const verdict = decide(p, folded, { type: a.type, actor: { code: a.by ?? 'SUP' }, payload: timed(a.payload ?? {}) }, {}, ctx)
    if (!verdict.ok) return verdict.findings.map((f) => f.rule.split('#')[1]).join(' ')
    record.push(verdict.act)
    if (i === acts.length - 1) return verdict.state.state
  }
  return ''
}

const plan = { course: 'c', startsAt: '2020-12-28 09:00', endsAt: '2020-12-28 12:00', capacity: 2, early: 30, late: 30, hours: 4, classMinutes: 45 }

/** functions of law/credential on training, told in short words */
export const trainingFunctions: Readonly<Record<string, ExampleFunction>> = {
  'training.mark': ({ calendar }, tried, seat, now) => mayMark({ kind: 'in', shown: 'screen', own: true, device: 'free', listed: 'enrolled', ...tried }, timed(seat), morning, at(now), calendar).map((f) => f.rule.split('#')[1]).join(' '),
  'training.hours': (_, seat, set = {}) => hoursCounted(timed(seat), morning, trainingSettings(set)),
  'training.required': (_, year, set = {}) => { const r = requiredHours(year, trainingSettings(set)); return `${r.hours} ${r.basis.map((b) => b.law).join()}` },
  'training.standing': (_, hours, year, day) => { const r = hoursStanding(hours, year, day, s); return `${r.lamp} ${r.short}` },
  'training.bodyLamp': (_, short, year, day) => bodyLamp(short, year, day),
  'training.batch': (ctx, changes, acts) => walk(trainingBatch, null, [{ type: 'plan', at: '2020-12-25 09:00', payload: { ...plan, ...changes } }, ...acts], ctx),
  'training.batchAt': (_, state, now) => batchStateAt({ state, ...morning }, at(now)),
  'training.lectures': (_, team, seats: LectureSeat[]) => lecturesOf(team, seats).map((l) => l.lecture),
  'training.team': (_, team, seats: LectureSeat[], day) => { const r = teamStanding(team, seats, day, s); return `${r.lamp} ${r.held} ${r.missing}` },
  'training.offJob': (_, attended, day) => offJobStanding(attended, s.termFrom, day).done,
  'training.point': (ctx, acts) => walk(demonstrationPoint, s, acts, ctx),
  'training.recheckDue': (_, state) => recheckDue(state) ?? null,
}

import { calendar } from '../../../law/calendar/index.ts'
import { cite } from '../../../law/kernel/citation.ts'
import { derive } from '../../../law/kernel/deadline.ts'
import type { Due, Mode, SessionFrame } from '../../../contract/views.ts'

/** The day of the article's scene, and the people of the demo. */
export const now = '2020-12-25T11:00:00.000+08:00'
export const hours = { days: 'workday' as const, spans: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], roundUpMinutes: 30 }

export const mode: Mode = { elder: 0, lang: 'zh', path: '/', csrf: 'csrf', key: '0197f0c2-0000-7000-8000-000000000001', now, clockMoved: true, demo: true, city: '许昌市' }
export const chen: SessionFrame = { name: '陈守田', role: 'citizen' }

const days = calendar()

/** a working-day period counted by law itself, so that the pictures show real counts */
export function dueIn(n: number, name: string, kind: Due['kind'], start = '2020-12-25', excluded?: { from: string; to: string; why: string }[]): Due {
  const count = derive({ start, n, unit: 'workday', event: '受理', rule: 'permit/limits#decision', basis: [cite('行政许可法', 42, '第一款'), cite('行政许可法', 82)], excluded }, days)
  return { kind, name, due: count.due, derivation: { count } }
}

/** today 16:00: 180 minutes of opening hours from 11:00 would be 15:00; the bundle's path ends at 16:00 */
export function todayAt(time: string, lines?: string[]): Due {
  const count = derive({ start: '2020-12-25', n: 0, unit: 'workday', event: '受理', rule: 'permit/joint#promise', basis: [cite('行政许可法', 26, '第二款')] }, days)
  return { kind: 'promised', name: '承诺办结时间', due: '2020-12-25', dueAt: `2020-12-25T${time}:00.000+08:00`, derivation: { count, startedAt: now, hours, lines } }
}

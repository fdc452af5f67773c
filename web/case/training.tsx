import type { OutputOf } from '../../contract/client.ts'
import { sayDay, timeOf } from '../../contract/say.ts'
import type { batches } from '../../contract/training.ts'
import { common, kinds } from '../text/zh-CN/training.ts'
import './training.css'

export type BatchOf = OutputOf<typeof batches>['items'][number]

/** 今天 09:00—12:00; 12月28日（周一）09:00—12:00 */
export function whenOf(b: { startsAt: string; endsAt: string }, now: string): string {
  const day = sayDay(b.startsAt, now)
  return `${day}${day.endsWith('）') ? '' : ' '}${timeOf(b.startsAt)}—${timeOf(b.endsAt)}`
}

/** how far somebody has come: a bar whose words stand beside it, never alone */
export function HoursBar(p: { hours: number; required: number }) {
  const share = p.required ? Math.min(100, (p.hours * 100) / p.required) : 100
  return <svg className="tr-bar-of" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="100" height="10" /><rect className="part" width={share} height="10" /></svg>
}

/** when, where, by whom, of one sitting */
export function BatchFacts(p: { of: BatchOf; now: string }) {
  const b = p.of
  return (
    <>
      <p className="when number">{whenOf(b, p.now)}</p>
      <p><b>{b.course.title}</b>　<span className="second small">{kinds[b.course.kind]}，{b.course.hours} 学时{b.course.offJob ? `，${common.off}` : ''}</span></p>
      <p>{b.place}<span className="second small">　{b.address}</span></p>
      {b.lecturer && <p className="second small">{common.lecturer}：{b.lecturer}</p>}
    </>
  )
}

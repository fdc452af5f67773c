import { CircleCheck } from 'lucide-react'
import type { OutputOf } from '../../../contract/client.ts'
import { timeOf } from '../../../contract/say.ts'
import type { sign } from '../../../contract/training.ts'
import { Icon } from '../../kit/icon.tsx'
import { officer as t } from '../../text/zh-CN/training.ts'

export type Signed = OutputOf<typeof sign>

/** A number of this device, made once: one device signs for one person at one sitting. */
export function deviceOf(): string {
  const name = 'yichuang.device'
  try {
    const kept = localStorage.getItem(name)
    if (kept) return kept
    const fresh = crypto.randomUUID()
    localStorage.setItem(name, fresh)
    return fresh
  } catch {
    // a browser that keeps nothing: as good as a new device
    return crypto.randomUUID()
  }
}

/** what signing came to, in the largest words of the page */
export function SignedBox(p: { of: Signed }) {
  const s = p.of
  return (
    <div className="tr-result" role="status">
      <Icon of={CircleCheck} />
      <p className="tr-great">{s.kind === 'in' ? t.inDone : t.outDone} {timeOf(s.at)}</p>
      <p>{s.batch.course.title}　<span className="second">{s.batch.place}</span></p>
      <p>{s.kind === 'in' ? t.inNote : t.outHours(s.hours ?? 0, s.batch.course.hours)}</p>
    </div>
  )
}

import { sayDue, sayExactly } from '../../contract/say.ts'
import type { Due } from '../../contract/views.ts'
import { usePage } from '../kit/page.tsx'

/** A due time in words, with the exact one for machines: 今天 16:00 前 */
export function DueWords(p: { of: Due; suffix?: string }) {
  const { mode } = usePage()
  const exact = p.of.dueAt ?? p.of.due
  return <time dateTime={exact} title={sayExactly(exact)} className="due">{sayDue(p.of, mode.now)}{p.suffix}</time>
}

/** The promise where it is the matter of the page: the largest type there. */
export function PromiseLine(p: { of: Due; suffix: string; as?: 'h1' | 'p' }) {
  const As = p.as ?? 'p'
  const { words } = usePage()
  return (
    <As className="great promise">
      <DueWords of={p.of} suffix={p.suffix} />
      {p.of.provisional && <small className="provisional">{words.derivation.provisional}</small>}
    </As>
  )
}

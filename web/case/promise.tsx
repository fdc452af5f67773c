import { sayDue, sayExactly } from '../../contract/say.ts'
import type { Due } from '../../contract/views.ts'
import { usePage } from '../kit/page.tsx'

/** A due time in words, with the exact one for machines: 今天 16:00 前 */
export function DueWords(p: { of: Due; suffix?: string }) {
  const { mode } = usePage()
  const exact = p.of.dueAt ?? p.of.due
  return <time dateTime={exact} title={sayExactly(exact)} className="due">{unbroken(sayDue(p.of, mode.now) + (p.suffix ?? ''))}</time>
}

/** pieces that a narrow line may not break: a date, a time with its 前 */
function unbroken(said: string): React.ReactNode {
  return said.replace(' 前', '\u00a0前').split(/ |(?=（)/).map((piece, i) => <span key={i}>{i > 0 && !piece.startsWith('（') && ' '}<span className="nowrap">{piece}</span></span>)
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

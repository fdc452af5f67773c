import { sayDue, sayExactly } from '../../contract/say.ts'
import type { Due } from '../../contract/views.ts'
import { usePage } from '../kit/page.tsx'

/** A due time in words, with the exact one for machines and for paper, on which 今天 would go stale: 今天 16:00 前, 2020年12月25日 16:00 前 */
export function DueWords(p: { of: Due; suffix?: string }) {
  const { mode } = usePage()
  const exact = p.of.dueAt ?? p.of.due
  const onPaper = `${p.of.dueAt ? '' : '最晚 '}${sayExactly(exact)}${p.of.dueAt ? ' 前' : ''}${p.suffix ?? ''}`
  return <time dateTime={exact} title={sayExactly(exact)} className="due" data-paper={onPaper}>{unbroken(sayDue(p.of, mode.now) + (p.suffix ?? ''))}</time>
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

import { Flag } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { howTo, kinds, sitting as t } from '../../text/zh-CN/exam.ts'

export interface Asked { no: number; stem: string; options: string[]; kind: keyof typeof kinds; marks: number; facts: string | null; several: boolean }

/** One question at a time: its facts, what is asked, the options as large targets. */
export function Question(p: { of: Asked; at: number; all: number; chosen: string[]; flagged: boolean; choose: (letter: string) => void; flag: () => void }) {
  const q = p.of
  const one = q.kind === 'single' || q.kind === 'judge'
  const head = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  // moving on reads the next question out; the page itself is read from its top
  useEffect(() => { if (first.current) first.current = false; else head.current?.focus({ preventScroll: false }) }, [q.no])
  return (
    <section className="e-sheet e-question">
      <h1 className="e-number" tabIndex={-1} ref={head}>{t.number(p.at + 1, p.all)}<span className="second small">　{kinds[q.kind]}，{t.marks(q.marks, q.several)}</span></h1>
      {q.facts && <div className="e-facts"><h2>{t.facts}</h2><p>{q.facts}</p></div>}
      <fieldset>
        <legend className="e-stem">{q.stem}<span className="second small">　{howTo[q.kind]}</span></legend>
        <div className="choices e-choices">
          {q.options.map((o, i) => {
            const letter = String.fromCharCode(65 + i)
            return (
              <label key={letter} className="choice">
                <input type={one ? 'radio' : 'checkbox'} name={`q${q.no}`} checked={p.chosen.includes(letter)} onChange={() => p.choose(letter)} />
                <span className="e-letter" aria-hidden="true">{letter}</span><span>{o}</span>
              </label>
            )
          })}
        </div>
      </fieldset>
      <p><button type="button" className="button quiet e-flag" aria-pressed={p.flagged} onClick={p.flag}><Icon of={Flag} />{p.flagged ? t.flagged : t.flag}</button></p>
    </section>
  )
}

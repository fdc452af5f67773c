import { Button } from 'antd'
import { useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import { plan as planEndpoint } from '../../../contract/catalogue.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDue } from '../../../contract/say.ts'
import { usePage } from '../../kit/page.tsx'
import { Asked, Kbd, useAsk, useKeys } from '../../shell/staff/index.ts'
import { situation as t } from '../../text/zh-CN/window.ts'
import type { Chosen } from './findItem.tsx'

export type Plan = OutputOf<typeof planEndpoint>
export type Answers = Record<string, string | number | boolean | string[]>

/** the n-th option of a question, or on to the form */
type Key = number | 'go'

/**
 * The questions that decide which items and which materials, asked of the person at the desk: the item's, or the bundle's and
 * those of each member that the answers bring in. One digit answers the question that is at hand and goes to the next; Enter
 * goes on, and what asks nothing is one Enter.
 */
export function Situation(p: { of: Chosen; answers: Answers; done: (answers: Answers, plan: Plan) => void; busy?: boolean }) {
  const { mode } = usePage()
  const [answers, set] = useState<Answers>(p.answers)
  const [told, tell] = useState(false)
  const asked = useAsk(planEndpoint, { body: { kind: p.of.kind, key: p.of.key, answers } }, { keep: true })
  const form = useRef<HTMLFormElement>(null)
  const plan = asked.data
  const fresh = !!plan && !asked.isPlaceholderData
  // of what the last plan asks, what this person has said since; a question of a member that has just come in is in the next plan
  const open = plan?.questions.filter((q) => answers[q.id] === undefined) ?? []
  const [from, goFrom] = useState(0)
  const to = () => (document.activeElement?.closest('fieldset')?.getAttribute('data-question') ?? open[0]?.id)
  const moving = useRef(true)
  const goOn = () => { moving.current = true; goFrom((n) => n + 1) }
  // what was pressed while the plan of the last answer was on its way: it may ask one question more or less, so keys wait their
  // turn and answer the question that is open then, never the one that was
  const waiting = useRef<Key[]>([])
  const take = (key: Key, at: string | undefined): boolean => {
    if (!plan) return false
    if (key === 'go') {
      if (!open.length) p.done(plan.answers, plan)
      else { tell(true); goOn() }
      return true
    }
    const q = plan.questions.find((x) => x.id === at)
    const option = q?.options[key]
    if (!q || !option) return false
    set((a) => ({ ...a, [q.id]: option.value }))
    goOn()
    return true
  }
  const press = (key: Key) => { if (fresh) take(key, to()); else waiting.current.push(key) }
  // before the screen is painted and the next key heard: a key in between would find the cursor still at the last question
  useLayoutEffect(() => {
    if (!fresh) return
    // the first question without an answer, else the button
    const box = open[0] && form.current?.querySelector<HTMLElement>(`[data-question="${open[0].id}"] input`)
    if (moving.current) (box || form.current?.querySelector<HTMLElement>('button[type=submit]'))?.focus()
    moving.current = false
    while (waiting.current.length) if (take(waiting.current.shift()!, open[0]?.id)) break
    // when a key went on and when its plan has come; whoever walks by arrows is left where they are
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [from, fresh])
  useKeys(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => press(n)])))
  const send = (e: FormEvent) => {
    e.preventDefault()
    press('go')
  }
  return (
    <Asked of={asked}>
      {(x) => (
        <form className="situation stack" onSubmit={send} ref={form}>
          {x.questions.map((q) => (
            <fieldset key={q.id} className={`field ${told && answers[q.id] === undefined ? 'wrong' : ''}`.trim()} data-question={q.id}>
              <legend>{q.ask}</legend>
              {q.help && <p className="hint">{q.help}</p>}
              {told && answers[q.id] === undefined && <p className="error-text" role="alert">{t.missing}</p>}
              <div className="choices">
                {q.options.map((o, n) => (
                  <label key={o.value} className="choice">
                    <input type="radio" name={q.id} value={o.value} checked={answers[q.id] === o.value} onChange={() => set((a) => ({ ...a, [q.id]: o.value }))} />
                    <span>{o.label}</span>{n < 9 && <Kbd>{String(n + 1)}</Kbd>}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
          {!x.questions.length && <p className="second">{t.none}</p>}
          <div className="plan-line" aria-live="polite">
            <p><b>{t.members}</b>　{x.members.map((m) => m.name).join('、')}</p>
            {x.notNeeded.length > 0 && <p className="second">{t.notNeeded}　{x.notNeeded.map((m) => m.name).join('、')}</p>}
            <p className="second">{t.promised}　{sayDue(x.promised, mode.now)}</p>
          </div>
          <div><Button type="primary" htmlType="submit" loading={p.busy ?? false}>{t.next}</Button></div>
        </form>
      )}
    </Asked>
  )
}

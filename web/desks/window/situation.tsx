import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { bundle as bundleGuide, item as itemGuide, plan as planEndpoint } from '../../../contract/catalogue.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDue } from '../../../contract/say.ts'
import type { Question } from '../../../law/item/item.ts'
import { usePage } from '../../kit/page.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { situation as t } from '../../text/zh-CN/window.ts'
import type { Chosen } from './findItem.tsx'

export type Plan = OutputOf<typeof planEndpoint>
export type Answers = Record<string, string | number | boolean | string[]>

/** The questions that decide which items and which materials: of the item itself, or of the bundle and its members. */
export function Situation(p: { of: Chosen; answers: Answers; done: (answers: Answers, plan: Plan) => void; busy?: boolean }) {
  const item = useAsk(itemGuide, { params: { key: p.of.key }, query: {} }, { enabled: p.of.kind === 'item' })
  const bundle = useAsk(bundleGuide, { params: { key: p.of.key } }, { enabled: p.of.kind === 'bundle' })
  if (p.of.kind === 'item') return <Asked of={item}>{(g) => <Questions {...p} questions={g.terms.questions} />}</Asked>
  return <Asked of={bundle}>{(g) => <Questions {...p} questions={g.terms.questions} />}</Asked>
}

function Questions(p: { of: Chosen; questions: Question[]; answers: Answers; done: (answers: Answers, plan: Plan) => void; busy?: boolean }) {
  const { mode } = usePage()
  const [answers, set] = useState<Answers>(p.answers)
  const plan = useAsk(planEndpoint, { body: { kind: p.of.kind, key: p.of.key, answers } }, { keep: true })
  // a member of a bundle may ask something of its own once it is known to be needed
  const own = plan.data?.members.flatMap((m) => m.questions).filter((q, i, all) => !p.questions.some((x) => x.id === q.id) && all.findIndex((x) => x.id === q.id) === i) ?? []
  const questions = [...p.questions, ...own]
  const open = questions.filter((q) => answers[q.id] === undefined)
  const send = (e: FormEvent) => {
    e.preventDefault()
    if (!open.length && plan.data && !plan.isPlaceholderData) p.done(answers, plan.data)
  }
  return (
    <form className="situation stack" onSubmit={send}>
      {questions.map((q, i) => (
        <fieldset key={q.id} className="field">
          <legend>{q.ask}</legend>
          {q.help && <p className="hint">{q.help}</p>}
          <div className="choices">
            {q.options.map((o, n) => (
              <label key={o.value} className="choice">
                <input type="radio" name={q.id} value={o.value} checked={answers[q.id] === o.value} autoFocus={i === 0 && n === 0} onChange={() => set((a) => ({ ...a, [q.id]: o.value }))} />
                <span>{o.label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {!questions.length && <p className="second">{t.none}</p>}
      <Asked of={plan}>
        {(x) => (
          <div className="plan-line">
            <p><b>{t.members}</b>　{x.members.map((m) => m.name).join('、')}</p>
            {x.notNeeded.length > 0 && <p className="second">{t.notNeeded}　{x.notNeeded.map((m) => m.name).join('、')}</p>}
            <p className="second">{t.promised}　{sayDue(x.promised, mode.now)}</p>
          </div>
        )}
      </Asked>
      <div><Button type="primary" htmlType="submit" autoFocus={!questions.length} disabled={open.length > 0} loading={p.busy ?? false}>{t.next}</Button></div>
    </form>
  )
}

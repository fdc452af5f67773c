import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { timeOf } from '../../../contract/say.ts'
import { join, leave, mine, sign } from '../../../contract/training.ts'
import { Basis } from '../../case/basis.tsx'
import { BatchFacts, HoursBar, type BatchOf } from '../../case/training.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { officer as t } from '../../text/zh-CN/training.ts'
import { deviceOf, SignedBox, type Signed } from './trainingSign.tsx'

/** One sentence about this year, the next sitting, and the way to sign. For a phone. */
export default function OfficerTrainingPage() {
  const now = useNow() ?? ''
  const asked = useAsk(mine, { query: {} }, { every: 30_000 })
  const refresh = useRefresh()
  const joining = useDo(join)
  const leaving = useDo(leave)
  const [said, setSaid] = useState('')
  const again = () => refresh(mine)
  return (
    <div className="tr-narrow">
      <Asked of={asked} lines={8}>
        {(m) => (
          <>
            <header className="tr-head">
              <h1 className="tr-great">{t.sentence(m.standing.hours, m.standing.short).map((x) => <span key={x}>{x}</span>)}</h1>
              <HoursBar hours={m.standing.hours} required={m.standing.required} />
              <p className="second">{t.need(m.standing.required)} <Basis of={m.standing.basis} /></p>
            </header>
            {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            <Trouble of={joining.problem ?? leaving.problem} />
            {m.next[0] && <SignBox done={again} />}
            <section className="tr-sheet tr-next">
              <h2>{t.next}</h2>
              {m.next.length === 0 && <p className="tr-none">{t.noNext}</p>}
              {m.next.map((b) => (
                <article key={b.id}>
                  <BatchFacts of={b} now={now} />
                  {b.mine === 'waiting' && <p>{t.waiting}</p>}
                  {b.signedInAt && <p><b>{t.signed(timeOf(b.signedInAt))}</b>{b.signedOutAt && <b>　{t.signedOut(timeOf(b.signedOutAt))}</b>}</p>}
                  {b.state === 'open' && !b.signedInAt && <p><Button aria-label={`${t.leave}：${b.course.title}`} loading={leaving.busy} onClick={() => void leaving.run({ params: { id: b.id }, body: {} }).then((d) => { if (d) { setSaid(''); void again() } })}>{t.leave}</Button></p>}
                </article>
              ))}
            </section>
            <section className="tr-sheet tr-next">
              <h2>{t.open}</h2>
              {m.openToMe.length === 0 && <p className="tr-none">{t.noOpen}</p>}
              {m.openToMe.map((b: BatchOf) => (
                <article key={b.id}>
                  <BatchFacts of={b} now={now} />
                  <p><Button aria-label={`${t.join}：${b.course.title}`} loading={joining.busy} onClick={() => void joining.run({ params: { id: b.id }, body: {} }).then((d) => { if (d) { setSaid(d.state === 'waiting' ? t.joinedWaiting : t.joined); void again() } })}>{t.join}</Button></p>
                </article>
              ))}
            </section>
            <p className="tr-sheet"><Link to="/officer/training/record">{t.recordOpen}</Link></p>
          </>
        )}
      </Asked>
    </div>
  )
}

function SignBox(p: { done: () => Promise<void> }) {
  const id = useId()
  const doing = useDo(sign)
  const [code, setCode] = useState('')
  const [bad, setBad] = useState(false)
  const [signed, setSigned] = useState<Signed>()
  const go = async () => {
    const digits = code.replace(/\D/g, '')
    setBad(digits.length !== 6)
    if (digits.length !== 6) return
    const done = await doing.run({ body: { c: digits, device: deviceOf() } })
    if (!done) return
    setSigned(done)
    setCode('')
    await p.done()
  }
  return (
    <section className="tr-sheet">
      <h2>{t.sign}</h2>
      {signed && <SignedBox of={signed} />}
      <p>{t.signLead}</p>
      <Trouble of={doing.problem} />
      <form className="stack-tight" onSubmit={(e) => { e.preventDefault(); void go() }} noValidate>
        <label htmlFor={id}>{t.code}</label>
        {bad && <p className="error-text" id={`${id}e`}>{t.signBad}</p>}
        <div className="tr-inline">
          <Input id={id} className="tr-code" inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={code} onChange={(e) => setCode(e.target.value)} aria-invalid={bad} aria-describedby={bad ? `${id}e` : undefined} />
          <Button type="primary" size="large" htmlType="submit" loading={doing.busy}>{t.signGo}</Button>
        </div>
      </form>
    </section>
  )
}

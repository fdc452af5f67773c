import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import type { OutputOf } from '../../../contract/client.ts'
import { timeOf } from '../../../contract/say.ts'
import { batch, present, result, seats, strike } from '../../../contract/training.ts'
import { Asked, Trouble, useDo, useRefresh } from '../../shell/staff/index.ts'
import { batchPage as t, common, hours } from '../../text/zh-CN/training.ts'
import { usePages } from './trainingParts.tsx'

type Seat = OutputOf<typeof seats>['items'][number]
type Show = keyof typeof t.shows

/** Who is there and who is not; beside each name what the organiser may do about it. */
export function SeatList(p: { id: string }) {
  const [show, setShow] = useState<Show>('all')
  const [q, setQ] = useState('')
  const id = useId()
  const { asked, items } = usePages(seats, { params: { id: p.id }, query: { show, q, limit: 100 } }, { every: 5_000 })
  return (
    <section className="tr-sheet">
      <h2>{t.who}</h2>
      <div className="tr-bar" role="group" aria-label={t.who}>
        {(Object.keys(t.shows) as Show[]).map((s) => <Button key={s} type={s === show ? 'primary' : 'default'} aria-pressed={s === show} onClick={() => setShow(s)}>{t.shows[s]}</Button>)}
        <label className="away" htmlFor={id}>{t.q}</label>
        <Input id={id} className="tr-q" placeholder={t.q} value={q} onChange={(e) => setQ(e.target.value)} allowClear />
      </div>
      <Asked of={asked as never} lines={6}>
        {() => items.length === 0 ? <p className="tr-none">{t.none}</p> : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t.who}>
            <table className="tr-table wide by-rows">
              <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.unit}</th><th scope="col">{t.inAt}</th><th scope="col">{t.outAt}</th><th scope="col">{t.hours}</th><th scope="col">{t.score}</th><th scope="col">{t.acts}</th></tr></thead>
              <tbody>{items.map((s) => <Row key={s.learner} of={s} batch={p.id} />)}</tbody>
            </table>
          </div>
        )}
      </Asked>
      {asked.hasNextPage && <p><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
    </section>
  )
}

function signed(at: string | null, by: 'self' | 'card' | null): string {
  return at ? `${timeOf(at)}${by ? ` ${t.by[by]}` : ''}` : ''
}

type Step = 'in' | 'out' | 'strike' | 'score'

function Row(p: { of: Seat; batch: string }) {
  const s = p.of
  const id = useId()
  const refresh = useRefresh()
  const seeing = useDo(present)
  const striking = useDo(strike)
  const scoring = useDo(result)
  const [step, setStep] = useState<Step>()
  const [text, setText] = useState('')
  const here = !!s.signedInAt && !s.struck
  const done = (out: unknown) => { if (out) { setStep(undefined); setText(''); void refresh(seats, batch) } }
  const at = { params: { id: p.batch } }
  const go = async () => {
    if (step === 'strike') return done(await striking.run({ ...at, body: { learner: s.learner, reason: text } }))
    if (step === 'score') return done(await scoring.run({ ...at, body: { learner: s.learner, score: Number(text) } }))
    done(await seeing.run({ ...at, body: { learner: s.learner, kind: step === 'out' ? 'out' : 'in', idTail: text } }))
  }
  const start = (next: Step) => () => { setStep(next); setText('') }
  const label = step === 'strike' ? t.strikeReason : step === 'score' ? t.score : t.tail
  return (
    <>
      <tr>
        <th scope="row">{s.photo && <img className="tr-photo" src={`/api/v1/training/batches/${p.batch}/seats/${s.learner}/photo`} alt={t.photo(s.name)} width={40} height={52} loading="lazy" />}<b>{s.name}</b>　<span className="second small number">{s.idTail}</span>{s.member && <span className="second small">　{t.member}</span>}</th>
        <td>{s.organName}</td>
        <td className="number" data-head={s.struck || s.substitute || !s.signedInAt ? undefined : t.inAt}>{s.struck ? t.struck(s.struckReason) : s.substitute ? t.substitute : signed(s.signedInAt, s.inBy)}</td>
        <td className="number" data-head={s.struck || !s.signedOutAt ? undefined : t.outAt}>{s.struck ? '' : signed(s.signedOutAt, s.outBy)}</td>
        <td className="number">{s.hours ? hours(s.hours) : ''}</td><td className="number" data-head={s.score === null ? undefined : t.score}>{s.score ?? ''}</td>
        <td>
          <span className="tr-acts">
            {!here && <Button size="small" aria-label={`${t.seen}：${s.name}`} onClick={start('in')}>{t.seen}</Button>}
            {here && !s.signedOutAt && <Button size="small" aria-label={`${t.seenOut}：${s.name}`} onClick={start('out')}>{t.seenOut}</Button>}
            {here && <Button size="small" aria-label={`${t.strike}：${s.name}`} onClick={start('strike')}>{t.strike}</Button>}
            {!here && s.member && !s.substitute && <Button size="small" aria-label={`${t.sub}：${s.name}`} loading={seeing.busy} onClick={() => void seeing.run({ ...at, body: { learner: s.learner, kind: 'in', substitute: true } }).then(done)}>{t.sub}</Button>}
            {here && <Button size="small" aria-label={`${t.scoreSet}：${s.name}`} onClick={start('score')}>{t.scoreSet}</Button>}
          </span>
        </td>
      </tr>
      {(step || seeing.problem || striking.problem || scoring.problem) && (
        <tr><td colSpan={7}>
          <Trouble of={seeing.problem ?? striking.problem ?? scoring.problem} />
          {step && (
            <form className="tr-inline" onSubmit={(e) => { e.preventDefault(); void go() }}>
              <div className="tr-field"><label htmlFor={id}>{s.name}：{label}</label>
                {step === 'score' ? <InputNumber id={id} autoFocus min={0} max={100} value={text === '' ? null : Number(text)} onChange={(v) => setText(v === null ? '' : String(v))} /> : <Input id={id} autoFocus value={text} onChange={(e) => setText(e.target.value)} />}</div>
              <Button htmlType="submit" danger={step === 'strike'} loading={seeing.busy || striking.busy || scoring.busy}>{step === 'strike' ? t.strikeGo : step === 'score' ? t.scoreGo : t.seenGo}</Button>
              <Button onClick={() => setStep(undefined)}>{t.close}</Button>
            </form>
          )}
        </td></tr>
      )}
    </>
  )
}

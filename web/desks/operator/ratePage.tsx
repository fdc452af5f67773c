import { Button, Input } from 'antd'
import { Printer } from 'lucide-react'
import { useId, useState } from 'react'
import { rate as endpoint } from '../../../contract/city.ts'
import { sayDate, sayExactly } from '../../../contract/say.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { rate } from '../../../law/kernel/oneDayRate.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { rate as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

type Rate = OutputOf<typeof endpoint>

/** 一天能办结的有多少？ The answer as a sentence and two numbers, what they mean, and the items and cases behind them. */
export default function RatePage() {
  const [period, setPeriod] = useState<{ from: string; to: string } | null>(null)
  const asked = useAsk(endpoint, { query: period ?? {} }, { every: 60_000, keep: true })
  return (
    <div className="o-page">
      <Asked of={asked} lines={10}>{(r) => <Board of={r} change={setPeriod} />}</Asked>
    </div>
  )
}

function Board(p: { of: Rate; change: (period: { from: string; to: string }) => void }) {
  const r = p.of
  const cases = rate(r.byCase.num, r.byCase.den)
  return (
    <>
      <header className="o-head">
        <h1>{t.question}</h1>
        <p className="lead">{r.byCase.den ? t.answer(r.byCase.num, r.byCase.den, cases.text) : t.none}</p>
      </header>
      <div className="o-two">
        <Figure title={t.byCase} of={r.byCase} said={t.byCaseSaid(r.byCase.num, r.byCase.den)} />
        <Figure title={t.byItem} of={r.byItem} said={t.byItemSaid(r.byItem.num, r.byItem.den)} />
      </div>
      <div className="o-bar"><Period key={`${r.from} ${r.to}`} of={r} change={p.change} /><Button icon={<Icon of={Printer} />} onClick={() => window.print()}>{t.print}</Button></div>
      <section className="o-sheet">
        <h2>{t.organs}</h2>
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t.organs}>
          <table className="by-rows">
            <thead><tr><th scope="col">{t.organ}</th><th scope="col" className="num">{t.byCase}</th><th scope="col" className="num">{t.count}</th><th scope="col" className="num">{t.byItem}</th><th scope="col" className="num">{t.count}</th></tr></thead>
            <tbody>{r.organs.map((o) => <tr key={o.organ}><th scope="row">{o.name}</th><Cells head={t.byCase} of={o.cases} /><Cells head={t.byItem} of={o.items} /></tr>)}</tbody>
          </table>
        </div>
      </section>
      <section className="o-sheet">
        <h2>{t.slowCases}</h2>
        {r.slowCases.length === 0 ? <p className="second">{t.noSlowCases}</p> : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t.slowCases}>
            <table className="by-rows">
              <thead><tr><th scope="col">{t.item}</th><th scope="col">{t.organ}</th><th scope="col">{t.number}</th><th scope="col" className="num">{t.accepted}</th><th scope="col" className="num">{t.decided}</th><th scope="col" className="num">{t.days}</th></tr></thead>
              <tbody>{r.slowCases.map((c) => <tr key={c.number}><th scope="row">{c.name}</th><td>{c.organ}</td><td className="number small">{c.number.slice(-12)}</td><td className="num" data-head={t.accepted}>{sayDate(c.acceptedOn)}</td><td className="num" data-head={t.decided}>{sayDate(c.decidedOn)}</td><td className="num" data-head={t.days}>{c.workdays}</td></tr>)}</tbody>
            </table>
          </div>
        )}
      </section>
      <section className="o-sheet">
        <h2>{t.slowItems}</h2>
        {r.slowItems.length === 0 ? <p className="second">{t.noSlowItems}</p> : (
          <table className="by-rows">
            <thead><tr><th scope="col">{t.item}</th><th scope="col">{t.organ}</th><th scope="col" className="num">{t.promise}</th></tr></thead>
            <tbody>{r.slowItems.map((i) => <tr key={i.key}><th scope="row">{i.name}</th><td>{i.organ}</td><td className="num" data-head={t.promise}>{i.promise}</td></tr>)}</tbody>
          </table>
        )}
      </section>
      <footer className="second small o-foot"><p>{t.definition}</p><p>{t.calendar(r.calendarVersion)}{t.asOf(sayExactly(r.asOf))}。</p></footer>
    </>
  )
}

function Figure(p: { title: string; of: { num: number; den: number }; said: string }) {
  return (
    <section className="o-figure">
      <h2>{p.title}</h2>
      <p className="o-number number">{rate(p.of.num, p.of.den).text}</p>
      <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="1000" height="8" /><rect className="o-part" width={p.of.den ? Math.floor((p.of.num * 1000) / p.of.den) : 0} height="8" /></svg>
      <p className="second">{p.said}</p>
    </section>
  )
}

function Cells(p: { head: string; of: { num: number; den: number } }) {
  return <><td className="num" data-head={p.head}>{rate(p.of.num, p.of.den).text}</td><td className="num second">{p.of.den > 0 && `${p.of.num} / ${p.of.den}`}</td></>
}

function Period(p: { of: { from: string; to: string }; change: (period: { from: string; to: string }) => void }) {
  const id = useId()
  const [from, setFrom] = useState(p.of.from)
  const [to, setTo] = useState(p.of.to)
  const wrong = from > to
  return (
    <form className="o-period" onSubmit={(e) => { e.preventDefault(); if (!wrong) p.change({ from, to }) }}>
      <span>{t.period}</span>
      <label htmlFor={`${id}f`}>{t.from}</label><Input id={`${id}f`} type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
      <label htmlFor={`${id}t`}>{t.to}</label><Input id={`${id}t`} type="date" value={to} onChange={(e) => setTo(e.target.value)} />
      <Button htmlType="submit" disabled={wrong || !from || !to}>{t.go}</Button>
      {wrong && <span role="alert">{t.wrongPeriod}</span>}
    </form>
  )
}

import { sayDate, sayExactly } from '../../../contract/say.ts'
import type { RateView } from '../../../contract/views.ts'
import { rate } from '../../../law/kernel/oneDayRate.ts'
import { usePage } from '../../kit/page.tsx'
import { Section, Sheet } from '../../kit/sheet.tsx'

type Count = { num: number; den: number }

/** Two indicators, never one (ITM-09): what is promised, and what was kept; with the definition and what is behind it. */
export function Rate(p: RateView) {
  const { words } = usePage()
  const t = words.rate
  return (
    <>
      <div className="page-head"><h1>{t.question}</h1><p className="second">{t.asOf(sayExactly(p.asOf))}</p></div>
      <div className="rates">
        <One title={t.byItem} of={p.byItem} unit={t.ofItems} definition={t.byItemDef} />
        <One title={t.byCase} of={p.byCase} unit={t.ofCases} definition={t.byCaseDef} period={t.period(sayDate(p.byCase.from), sayDate(p.byCase.to))} />
      </div>
      <Sheet className="section">
        <Section title={t.definition}><p>{t.definitionText}</p><p className="small second">{t.calendar(yearsOf(p))}</p></Section>
        {p.organs.length > 0 && <Section title={t.organs}><Organs of={p.organs} /></Section>}
        <Section title={t.slowItems}>
          {p.slowItems.length ? <ul className="members">{p.slowItems.map((x) => <li key={x.key}><div><a href={`/i/${encodeURIComponent(x.key)}`}>{x.name}</a><p className="second small">{x.organ}</p></div><span>{t.columns.promise} {x.promise.replace(/^(\d+)(?=\S)/, '$1 ')}</span></li>)}</ul> : <p className="second">{t.noSlowItems}</p>}
        </Section>
        <Section title={t.slowCases}>{p.slowCases.length ? <SlowCases of={p.slowCases} /> : <p className="second">{t.noSlowCases}</p>}</Section>
      </Sheet>
    </>
  )
}

/** of the calendar's version the years that were counted in */
function yearsOf(p: RateView): string {
  const from = p.byCase.from.slice(0, 4)
  const to = p.asOf.slice(0, 4)
  return p.calendarVersion.split('/').filter((v) => v.slice(0, 4) >= from && v.slice(0, 4) <= to).join('、') || p.calendarVersion
}

function One(p: { title: string; of: Count; unit: (num: number, den: number) => string; definition: string; period?: string }) {
  const { words } = usePage()
  return (
    <section>
      <h2>{p.title}</h2>
      {p.of.den ? <><p className="rate-number">{rate(p.of.num, p.of.den).text}</p><Bar of={p.of} /><p>{p.unit(p.of.num, p.of.den)}</p></> : <p className="lead second">{words.rate.nothing}</p>}
      <p className="second">{p.definition}</p>
      {p.period && <p className="second small">{p.period}</p>}
    </section>
  )
}

/** The share as a line; the figure stands beside it, so it is hidden from readers. */
function Bar(p: { of: Count }) {
  return <svg className="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="1000" height="8" /><rect width={p.of.den ? Math.floor((p.of.num * 1000) / p.of.den) : 0} height="8" /></svg>
}

function Organs(p: { of: RateView['organs'] }) {
  const { words } = usePage()
  const t = words.rate
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={words.rate.title}>
      <table>
        <caption className="away">{t.organs}</caption>
        <thead><tr><th scope="col">{t.organ}</th><th scope="col" className="num">{t.byItem}</th><th scope="col" className="num">{t.byCase}</th></tr></thead>
        <tbody>{p.of.map((o) => <tr key={o.name}><th scope="row">{o.name}</th><Cell of={o.items} /><Cell of={o.cases} /></tr>)}</tbody>
      </table>
    </div>
  )
}

function Cell(p: { of: Count }) {
  return <td className="num">{rate(p.of.num, p.of.den).text}<br /><span className="second small">{p.of.num}/{p.of.den}</span></td>
}

function SlowCases(p: { of: RateView['slowCases'] }) {
  const { words } = usePage()
  const t = words.rate.columns
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={words.rate.title}>
      <table className="wide">
        <caption className="away">{words.rate.slowCases}</caption>
        <thead><tr><th scope="col">{t.number}</th><th scope="col">{words.rate.organ}</th><th scope="col" className="num">{t.accepted}</th><th scope="col" className="num">{t.decided}</th><th scope="col" className="num">{t.days}</th></tr></thead>
        <tbody>{p.of.map((c) => <tr key={c.number}><th scope="row" className="number">{c.number}<br /><span className="second small">{c.name}</span></th><td>{c.organ}</td><td className="num">{sayDate(c.acceptedOn)}</td><td className="num">{sayDate(c.decidedOn)}</td><td className="num">{c.workdays}</td></tr>)}</tbody>
      </table>
    </div>
  )
}

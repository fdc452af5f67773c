import { CircleCheck, OctagonX, SearchCheck, SearchX } from 'lucide-react'
import { sayExactly } from '../../../contract/say.ts'
import type { OfficerView } from '../../../contract/views.ts'
import { Button } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** 这个人可以执法吗？ For somebody who is stopped in the street: yes or no first, then what to compare, then whom to tell. */
export function Officer(p: OfficerView) {
  const { words } = usePage()
  const t = words.officer
  const o = p.officer
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t.title}</h1><p className="second">{t.at(sayExactly(p.at))}</p></div>
      {!o && <Sheet className="found none stack"><h2><Icon of={SearchX} />{t.none}</h2><p>{t.noneLead}</p></Sheet>}
      {o && (
        <Sheet className={`found stack ${o.valid ? '' : 'not-valid'}`.trim()}>
          <h2><Icon of={o.valid ? CircleCheck : OctagonX} />{o.valid ? (o.list === 'supervisor' ? t.validSupervisor : t.valid) : t.notValid}</h2>
          {o.why.length > 0 && <ul className="bullets">{o.why.map((w) => <li key={w}>{w}</li>)}</ul>}
          {o.photo && <img className="card-photo" src={`/api/v1/public/officers/${o.code}/photo`} alt={t.photo} width={120} height={160} />}
          <Facts of={[
            [t.name, o.name], [t.body, o.body], o.domain && [t.domain, o.domain], [t.kind, t.kinds[o.list]], o.number && [t.number, <span className="number">{o.number}</span>],
            [t.state, <b>{o.stateName}</b>], o.validTo && [t.validTo, sayExactly(o.validTo)],
          ]} />
          {o.valid && <p>{o.photo ? '' : t.noPhoto}{t.compare}</p>}
        </Sheet>
      )}
      {(!o || !o.valid) && (
        <Sheet className="section">
          <Section title={t.means}><ul className="bullets">{t.meansList.map((x) => <li key={x}>{x}</li>)}</ul></Section>
        </Sheet>
      )}
      <Sheet className="section">
        <Section title={t.tell}>
          <Facts of={[[t.hotline, <a className="number row-link" href={`tel:${t.hotlineNumber}`}>{t.hotlineNumber}</a>], o?.phone && [t.bureau, <a className="number row-link" href={`tel:${o.phone}`}>{o.phone}</a>]]} />
        </Section>
        <Section title={t.again}>
          <form action="/check" method="get" role="search">
            <label className="legend" htmlFor="n">{t.field}</label>
            <div className="say small-say flush"><input className="input number" id="n" name="n" defaultValue={o ? '' : p.n} autoComplete="off" spellCheck={false} maxLength={60} /><Button icon={SearchCheck}>{t.go}</Button></div>
          </form>
        </Section>
      </Sheet>
    </div>
  )
}

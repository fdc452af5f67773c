import { sayExactly } from '../../contract/say.ts'
import type { LicenceCard } from '../../contract/views.ts'
import { usePage } from '../kit/page.tsx'
import { Qr } from '../kit/qr.tsx'
import { Seal } from './document.tsx'
import { DottedNumber } from './number.tsx'

/** A licence as a sheet with its window frame, particulars, seal and code. */
export function LicenceSheet(p: { of: LicenceCard; particulars: { label: string; value: string }[]; checkUrl: string }) {
  const { mode, words } = usePage()
  const t = words.licence
  const l = p.of
  return (
    <article className="licence" lang="zh-CN">
      <div className="licence-inner">
        <header><h1>{l.type}</h1><p className="number">{t.number} <DottedNumber of={l.number} /></p></header>
        <dl>{p.particulars.map((x) => <div key={x.label}><dt>{x.label}</dt><dd>{x.value}</dd></div>)}</dl>
        <footer>
          <div><Qr text={p.checkUrl} label={t.show} size={120} /></div>
          <div className="document-seal"><Seal organ={l.organ} demo={!!mode.demo} /><p>{l.organ}</p><p>{sayExactly(l.issuedOn)}</p></div>
        </footer>
      </div>
    </article>
  )
}

/** A licence as one cell of a window of licences. */
export function LicencePane(p: { of: LicenceCard }) {
  const { words } = usePage()
  const t = words.licence
  const l = p.of
  return (
    <li className={`pane licence-pane ${l.state === 'valid' ? '' : 'not-valid'}`.trim()}>
      <a className="song licence-type" href={`/licences/${l.id}`}>{l.type}</a>
      <p>{l.holder}</p>
      <p className="number second small"><DottedNumber of={l.number} /></p>
      <p className="small"><b>{t.state[l.state]}</b> <span className="second">{t.validUntil} {l.validUntil ? sayExactly(l.validUntil) : t.forever}</span></p>
    </li>
  )
}

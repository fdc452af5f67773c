import { FileText } from 'lucide-react'
import { sayInstant, sayExactly } from '../../contract/say.ts'
import type { DocumentLink, TimelineEntry } from '../../contract/views.ts'
import { Icon } from '../kit/icon.tsx'
import { usePage } from '../kit/page.tsx'
import { Basis } from './basis.tsx'
import { CaseNumber } from './number.tsx'
import { DueWords } from './promise.tsx'

/** What happened and what comes next, as one vertical line of acts: who, what, basis, document. */
export function Timeline(p: { of: TimelineEntry[]; label: string }) {
  const { mode, words } = usePage()
  const t = words.timeline
  return (
    <ol className="timeline" aria-label={p.label}>
      {p.of.map((e, i) => (
        <li key={i} className={`t-${e.state}`} aria-current={e.state === 'now' ? 'step' : undefined}>
          <div className="t-head">
            <b>{e.name}</b>
            <span className="away">{t.state[e.state]}</span>
            {e.at && <time className="number second" dateTime={e.at} title={sayExactly(e.at)}>{sayInstant(e.at, mode.now)}</time>}
            {!e.at && e.due && <span className="second"><DueWords of={e.due} /></span>}
            {!e.at && !e.due && e.state === 'skipped' && <span className="second">{t.state.skipped}</span>}
          </div>
          {(e.who || e.organ || e.byLapse) && <p className="second">{e.byLapse ? t.lapse : t.by(e.who ?? '', e.organ).trim()}{e.onBehalfOf && `，${t.onBehalf(e.onBehalfOf)}`}</p>}
          {e.note && <p>{e.note}</p>}
          {e.log && <p className="small"><a href={e.log.href}>{e.log.index === undefined ? words.proof.soon : words.proof.recorded(e.log.index)}</a></p>}
          {(e.documents?.length || e.basis?.length) ? (
            <p className="t-foot">{e.documents?.map((d) => <DocumentRef key={d.id} of={d} />)}{e.basis && <Basis of={e.basis} />}</p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

/** A document by its title and number, as a link. */
export function DocumentRef(p: { of: DocumentLink }) {
  const d = p.of
  const inside = <><Icon of={FileText} /><span>{d.title}{d.number && <> <CaseNumber of={d.number} /></>}</span></>
  return d.href ?? d.pdf ? <a className="with-icon document-ref" href={d.href ?? d.pdf}>{inside}</a> : <span className="with-icon document-ref">{inside}</span>
}

/** Documents as a list with their PDF. */
export function Documents(p: { of: DocumentLink[] }) {
  const { mode, words } = usePage()
  return (
    <ul className="documents list-plain">
      {p.of.map((d) => (
        <li key={d.id} className="row"><DocumentRef of={d} /><span className="second small">{sayExactly(d.date)}</span>
          {d.pdf && d.href && <a className="small" href={d.pdf} aria-label={`${words.progress.pdf} ${d.title}`} lang={mode.lang === 'zh' ? undefined : 'zh-CN'}>{words.progress.pdf}</a>}</li>
      ))}
    </ul>
  )
}

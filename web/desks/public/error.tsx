import { Phone } from 'lucide-react'
import type { ErrorView, OfflineView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { LinkButton } from '../../kit/forms.tsx'
import { IconWord } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Sheet } from '../../kit/sheet.tsx'

/** What is wrong, by which article, what to do, whom to ask; the person's work is kept, and support can find the code. */
export function ErrorPage(p: ErrorView) {
  const { words } = usePage()
  const t = words.error
  const w = t.byStatus[p.status]!
  return (
    <div className="narrow">
      <Sheet className="stack">
        <h1>{w.title}</h1>
        <p className="lead">{p.message ?? w.text}</p>
        {p.findings.length > 0 && (
          <section aria-label={t.findings}>
            <ul className="members">{p.findings.map((f, i) => <li key={i}><div><p>{f.message}</p><p><Basis of={f.basis} /></p><p className="second small">{f.rule}</p></div></li>)}</ul>
          </section>
        )}
        {p.kept && <p className="notice">{p.kept.text}</p>}
        <div className="actions">
          {p.kept && <LinkButton href={p.kept.href} look="primary">{t.toKept}{p.retryAfter ? `（${t.retryAfter(p.retryAfter)}）` : ''}</LinkButton>}
          {p.retry && !p.kept && <LinkButton href={p.retry} look="primary">{p.retryAfter ? `${t.retry}（${t.retryAfter(p.retryAfter)}）` : t.retry}</LinkButton>}
          <LinkButton href="/" look={p.retry || p.kept ? 'second' : 'primary'}>{t.home}</LinkButton>
        </div>
        <p className="section"><a href={`tel:${p.phone}`}><IconWord of={Phone}>{t.call} {p.phone}</IconWord></a></p>
        <p className="second">{t.code} <b className="number">{p.code}</b></p>
      </Sheet>
    </div>
  )
}

/** Shown without the server: says what is safe and whom to call. */
export function Offline(p: OfflineView) {
  const { words } = usePage()
  const t = words.offline
  return <div className="narrow"><Sheet className="stack"><h1>{t.title}</h1><p className="lead">{t.text}</p><p>{t.phone} <a href={`tel:${p.phone}`}>{p.phone}</a>　{p.hours}</p></Sheet></div>
}

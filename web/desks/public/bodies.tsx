import { ChevronRight, Search, Undo2 } from 'lucide-react'
import { sayExactly } from '../../../contract/say.ts'
import type { BodiesView, PublicBodyView } from '../../../contract/views.ts'
import { Button, LinkButton } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** 哪些单位可以执法？ By name, searched or page by page; works without script. */
export function Bodies(p: BodiesView) {
  const { words } = usePage()
  const t = words.bodies
  return (
    <div className="narrow">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="second">{t.lead}</p>
        <Find action="/bodies" q={p.q} label={t.field} go={t.go} />
        <p className="row"><a className="row-link" href="/check">{t.check}</a><a className="row-link" href="/clean-ups">{words.cleanUps.title}</a></p>
      </div>
      {p.q && <h2 className="section">{t.found(p.q)}</h2>}
      <Sheet className="section">
        {p.items.length === 0 ? <p>{p.q || p.later ? t.none : t.noneYet}</p> : (
          <ul className="members">
            {p.items.map((b) => (
              <li key={b.id}>
                <div><a className="row-link" href={`/bodies/${b.id}`}>{b.name}</a><p className="second small">{[b.level, b.kindName, b.domains.join('、')].filter(Boolean).join(' · ')}</p></div>
                <div className="case-side"><p>{b.inForce ? t.officers(b.officers) : <b>{b.statusName}</b>}</p></div>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
      <Turn path="/bodies" q={p.q} next={p.next} later={p.later} all={p.q ? t.all : undefined} />
    </div>
  )
}

/** One body: on what it stands, and who enforces for it, names masked. */
export function Body(p: PublicBodyView) {
  const { words } = usePage()
  const t = words.body
  const path = `/bodies/${p.id}`
  return (
    <div className="narrow">
      <Crumb href="/bodies">{words.bodies.title}</Crumb>
      <div className="page-head"><h1>{p.name}</h1></div>
      <Sheet>
        <Facts of={[
          [t.status, <b>{p.inForce ? words.bodies.inForce : p.statusName}</b>], [t.kind, [p.level, p.kindName].filter(Boolean).join(' · ')], p.domains.length > 0 && [t.domains, p.domains.join('、')], p.principal && [t.principal, p.principal], p.basis && [t.basis, p.basis],
          (p.announcement || p.announcedOn) && [t.announcement, [p.announcement, p.announcedOn && sayExactly(p.announcedOn)].filter(Boolean).join('，')], p.uscc && [t.uscc, <span className="number">{p.uscc}</span>],
        ]} />
      </Sheet>
      <Section title={t.officers} className="stack">
        <p className="second">{words.bodies.officers(p.officers)}。{t.lead}</p>
        <Find action={path} q={p.q} label={t.field} go={t.go} />
        <Sheet className="section">
          {p.items.length === 0 ? <p>{p.q || p.later ? t.none : t.noneYet}</p> : (
            <ul className="members">
              {p.items.map((o) => (
                <li key={o.code}>
                  <div><a className="row-link" href={`/officer/${o.code}`}>{o.name}{o.number && <span className="number">　{o.number}</span>}</a><p className="second small">{[o.post, o.domain].filter(Boolean).join(' · ')}</p></div>
                  <div className="case-side"><p>{o.valid ? t.valid : <b>{t.notValid(o.stateName)}</b>}</p></div>
                </li>
              ))}
            </ul>
          )}
        </Sheet>
        <Turn path={path} q={p.q} next={p.next} later={p.later} all={p.q ? t.all : undefined} />
      </Section>
    </div>
  )
}

function Find(p: { action: string; q: string; label: string; go: string }) {
  return (
    <form action={p.action} method="get" role="search" className="section">
      <label className="legend" htmlFor="q">{p.label}</label>
      <div className="say small-say flush"><input className="input" id="q" name="q" defaultValue={p.q} autoComplete="off" maxLength={60} /><Button look="primary" icon={Search}>{p.go}</Button></div>
    </form>
  )
}

/** page by page, by key: going on never skips or repeats a line, whatever is added meanwhile */
function Turn(p: { path: string; q: string; next?: string | undefined; later: boolean; all?: string | undefined }) {
  const { words } = usePage()
  const t = words.bodies
  const to = (cursor?: string) => `${p.path}?${new URLSearchParams({ ...(p.q ? { q: p.q } : {}), ...(cursor ? { cursor } : {}) })}`
  if (!p.next && !p.later && !p.all) return null
  return (
    <p className="actions">
      {p.next && <LinkButton href={to(p.next)} icon={ChevronRight}>{t.next}</LinkButton>}
      {p.later && <LinkButton href={to()} look="quiet" icon={Undo2}>{t.first}</LinkButton>}
      {p.all && <LinkButton href={p.path} look="quiet">{p.all}</LinkButton>}
    </p>
  )
}

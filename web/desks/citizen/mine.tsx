import { BadgeCheck, FolderOpen, PencilLine, Search } from 'lucide-react'
import { sayInstant } from '../../../contract/say.ts'
import type { CaseRow, MyCasesView, MyLicencesView } from '../../../contract/views.ts'
import { LicencePane } from '../../case/licence.tsx'
import { CaseNumber } from '../../case/number.tsx'
import { DueWords } from '../../case/promise.tsx'
import { LinkButton, PostForm } from '../../kit/forms.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { usePage } from '../../kit/page.tsx'
import { Empty, Panes, Section, Sheet } from '../../kit/sheet.tsx'

/** Everything of one person: unfinished, in progress, done. */
export function MyCases(p: MyCasesView) {
  const { words } = usePage()
  const t = words.mine
  const nothing = !p.drafts.length && !p.open.length && !p.closed.length
  return (
    <>
      <div className="page-head"><h1>{t.cases}</h1></div>
      {nothing ? (
        <Sheet><Empty icon={FolderOpen} action={<LinkButton href="/" look="primary" icon={Search}>{t.start}</LinkButton>}>{t.noCases}</Empty></Sheet>
      ) : (
        <Sheet>
          {p.open.length > 0 && <Section title={t.open}><Rows of={p.open} /></Section>}
          {p.drafts.length > 0 && <Section title={t.drafts}><Drafts of={p.drafts} /></Section>}
          <Section title={t.closed}>
            {p.closed.length ? <Rows of={p.closed} /> : <p className="second">{t.noClosed}</p>}
            {p.more && <p><a href={p.more}>{t.more}</a></p>}
          </Section>
        </Sheet>
      )}
    </>
  )
}

function Rows(p: { of: CaseRow[] }) {
  const { mode, words } = usePage()
  return (
    <ul className="members">
      {p.of.map((r) => (
        <li key={r.case.id}>
          <div>
            <a href={`/c/${r.case.id}`}>{r.case.name}</a>
            <p className="second small">{r.case.organ}{r.members && `　${words.mine.membersDone(r.members.done, r.members.of)}`}</p>
            <p className="second small"><CaseNumber of={r.case.number} /></p>
            {r.todo && <p><a href={r.todoHref}><b>{r.todo}</b></a></p>}
          </div>
          <div className="case-side">
            <p>{r.case.state}　{r.lamp && <Lamp {...r.lamp} />}</p>
            <p className="second small">{r.closedAt ? sayInstant(r.closedAt, mode.now) : r.promise ? <DueWords of={r.promise} suffix={words.receipt.by} /> : r.answerBy && <DueWords of={r.answerBy} suffix={words.receipt.answer} />}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Drafts(p: { of: MyCasesView['drafts'] }) {
  const { mode, words } = usePage()
  const t = words.mine
  return (
    <ul className="members">
      {p.of.map((d) => (
        <li key={d.id}>
          <div>
            <a href={`/drafts/${d.id}/${d.step}`}>{d.name}</a>
            <p className="second small">{d.stepTitle && `${t.stopped(d.stepTitle)}　`}{words.form.saved(sayInstant(d.savedAt, mode.now))}{d.helper && `　${t.helper(d.helper)}`}</p>
          </div>
          <div className="row">
            <LinkButton href={`/drafts/${d.id}/${d.step}`} icon={PencilLine}>{t.goOn}</LinkButton>
            <PostForm action={`/drafts/${d.id}/delete`} nth={d.id}><button className="linklike" aria-label={`${words.drafts.discard}：${d.name}`}>{words.drafts.discard}</button></PostForm>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Licences as panes of one window. */
export function MyLicences(p: MyLicencesView) {
  const { words } = usePage()
  const t = words.mine
  return (
    <>
      <div className="page-head"><h1>{t.licences}</h1></div>
      {p.licences.length ? <Panes>{p.licences.map((l) => <LicencePane key={l.id} of={l} />)}</Panes> : (
        <Sheet><Empty icon={BadgeCheck} action={<LinkButton href="/" look="primary" icon={Search}>{t.start}</LinkButton>}>{t.noLicences}</Empty></Sheet>
      )}
    </>
  )
}

import { ListChecks } from 'lucide-react'
import { sayDate } from '../../../contract/say.ts'
import type { CleanUpsView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { usePage } from '../../kit/page.tsx'
import { Crumb, Empty, Sheet } from '../../kit/sheet.tsx'

type CleanUp = CleanUpsView['items'][number]
type List = 'officers' | 'supervisors'
const figure = (n: number): string => n.toLocaleString('en-US')

/** 清理以后，谁留下了，谁清出了？ The figures of each reported clean-up as the report has them, without a name; tables that print. */
export function CleanUps(p: CleanUpsView) {
  const { words } = usePage()
  const t = words.cleanUps
  return (
    <>
      <Crumb href="/bodies">{words.bodies.title}</Crumb>
      <div className="page-head">
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        <p><Basis of={p.basis} /></p>
      </div>
      {p.items.length === 0 && <Sheet><Empty icon={ListChecks}>{t.none}</Empty></Sheet>}
      {p.items.map((c) => <One key={`${c.name} ${c.asOf} ${c.reportedOn}`} of={c} />)}
      <Sheet className="section flow">
        {p.items.length > 0 && <p>{t.neverAdded}</p>}
        <p>{t.noNames}</p>
        <p className="no-print"><a className="row-link" href="/check">{words.bodies.check}</a></p>
      </Sheet>
    </>
  )
}

function One(p: { of: CleanUp }) {
  const t = usePage().words.cleanUps
  const { of } = p
  return (
    <Sheet as="article" className="flow">
      <h2>{of.name}</h2>
      <p className="small second">{t.about(sayDate(of.reportedOn), sayDate(of.asOf), figure(of.bodies))}</p>
      <Listed of={of} list="officers" />
      {of.supervisors.total > 0 && <Listed of={of} list="supervisors" />}
    </Sheet>
  )
}

/** one list: what came of it, where, and why; both tables add up to the sentence above them */
function Listed(p: { of: CleanUp; list: List }) {
  const t = usePage().words.cleanUps
  const counts = p.of[p.list]
  return (
    <section className="section flow">
      <h3>{t.lists[p.list]}</h3>
      <p className="lead">{t.answer(figure(counts.total), figure(counts.approved), figure(counts.removed))}</p>
      {counts.pending > 0 && <p>{t.pending(figure(counts.pending))}</p>}
      <div className="two-up">
        <Table title={t.places} list={t.lists[p.list]} head={[t.place, t.approved, t.removed]} sum={[counts.approved, counts.removed]}
          rows={p.of.divisions.filter((d) => d[p.list].total).map((d) => [d.name, d[p.list].approved, d[p.list].removed])} />
        {counts.removed > 0 && <Table title={t.reasons} list={t.lists[p.list]} head={[t.reason, t.count]} sum={[counts.removed]} rows={p.of[`${p.list}ByReason`].map((r) => [r.name, r.count])} />}
      </div>
    </section>
  )
}

function Table(p: { title: string; list: string; head: string[]; rows: [string, ...number[]][]; sum: number[] }) {
  const t = usePage().words.cleanUps
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={`${p.list}：${p.title}`}>
      <table>
        <caption>{p.title}</caption>
        <thead><tr>{p.head.map((h, i) => <th key={h} scope="col" className={i ? 'num' : undefined}>{h}</th>)}</tr></thead>
        <tbody>{p.rows.map(([name, ...n]) => <tr key={name}><th scope="row">{name}</th>{n.map((x, i) => <td key={i} className="num">{figure(x)}</td>)}</tr>)}</tbody>
        <tfoot><tr><th scope="row"><b>{t.sum}</b></th>{p.sum.map((x, i) => <td key={i} className="num"><b>{figure(x)}</b></td>)}</tr></tfoot>
      </table>
    </div>
  )
}

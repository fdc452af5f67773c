import { Link, useParams } from '@tanstack/react-router'
import { BookOpenCheck } from 'lucide-react'
import { sayDay } from '../../../contract/say.ts'
import { study, studyOf } from '../../../contract/training.ts'
import { Basis } from '../../case/basis.tsx'
import '../../case/training.css'
import { Lamp } from '../../kit/lamp.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk, useNow, useSession } from '../../shell/staff/index.ts'
import { study as t } from '../../text/zh-CN/training.ts'

/** 领导班子学法够了吗？ All teams for who looks over the city; a head sees the own one. */
export default function StudyPage() {
  const { organ } = useParams({ strict: false }) as { organ?: string }
  const session = useSession()
  const all = session.has('leader', 'gov', 'supervisor')
  const own = organ ?? (all ? null : session.organOf('head'))
  return <div className="tr">{own ? <Team organ={own} back={all} /> : <Teams />}</div>
}

function Teams() {
  const asked = useAsk(study, { query: {} })
  return (
    <Asked of={asked} lines={10}>
      {(d) => (
        <>
          <header className="tr-head"><h1>{t.title(d.year)}</h1><p className="lead">{t.answer(d.teams.filter((x) => x.lamp === 'green').length, d.teams.length, d.least)}</p><p className="second">{t.lead} <Basis of={d.basis} /></p></header>
          <section className="tr-sheet">
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.team}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{t.team}</th><th scope="col">{t.held}</th><th scope="col">{t.missing}</th><th scope="col">{t.lamp}</th></tr></thead>
                <tbody>{d.teams.map((x) => <tr key={x.organ}><th scope="row"><Link to="/leader/study/$organ" params={{ organ: x.organ } as never}>{x.name}</Link></th><td className="number" data-head={t.held}>{t.times(x.held)}</td><td className="number" data-head={x.missing ? t.missing : undefined}>{x.missing ? t.times(x.missing) : ''}</td><td><Lamp kind={x.lamp} /></td></tr>)}</tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </Asked>
  )
}

function Team(p: { organ: string; back: boolean }) {
  const now = useNow() ?? ''
  const asked = useAsk(studyOf, { params: { organ: p.organ }, query: {} }, { every: 30_000 })
  return (
    <Asked of={asked} lines={10}>
      {(d) => (
        <>
          {p.back && <p className="tr-bar"><Link to="/leader/study">{t.back}</Link></p>}
          <header className="tr-head">
            <h1>{t.ownTitle(d.team.name)}</h1>
            <p className="lead">{t.own(d.team.held, d.team.missing, d.year)} <Lamp kind={d.team.lamp} /></p>
            <p className="second">{t.lead} <Basis of={d.basis} /></p>
          </header>
          <section className="tr-sheet">
            <h2>{t.lectures}</h2>
            {d.lectures.length === 0 ? <Empty icon={BookOpenCheck}>{t.none}</Empty> : (
              <div className="table-wrap" tabIndex={0} role="group" aria-label={t.lectures}>
                <table className="tr-table by-rows">
                  <thead><tr><th scope="col">{t.on}</th><th scope="col">{t.topic}</th><th scope="col">{t.who}</th><th scope="col">{t.there}</th><th scope="col">{t.counted}</th></tr></thead>
                  <tbody>{d.lectures.map((l) => <tr key={l.batch}><td className="number">{sayDay(l.on, now)}</td><th scope="row">{l.title}　<span className="second small">{l.laws.join('、')}</span></th><td>{l.lecturer}</td><td className="number" data-head={t.there}>{t.of(l.attended, l.expected, l.substitutes)}</td><td data-head={t.counted}>{l.counted ? t.yes : l.held ? t.no : t.coming}</td></tr>)}</tbody>
                </table>
              </div>
            )}
          </section>
          <section className="tr-sheet">
            <h2>{t.members}</h2>
            {d.members.length === 0 ? <p className="tr-none">{t.noMembers}</p> : (
              <div className="table-wrap" tabIndex={0} role="group" aria-label={t.members}>
                <table className="tr-table by-rows">
                  <thead><tr><th scope="col">{t.member}</th><th scope="col">{t.post}</th><th scope="col">{t.attended}</th><th scope="col">{t.substitutes}</th><th scope="col">{t.offJob(d.termFrom.slice(0, 7).replace('-', '年') + '月')}</th><th scope="col">{t.scores}</th></tr></thead>
                  <tbody>{d.members.map((m) => <tr key={m.name}><th scope="row">{m.name}</th><td>{m.title}</td><td className="number" data-head={t.attended}>{t.times(m.attended)}</td><td className="number" data-head={m.substitutes ? t.substitutes : undefined}>{m.substitutes ? t.times(m.substitutes) : ''}</td><td data-head={t.offJob(d.termFrom.slice(0, 7).replace('-', '年') + '月')}>{m.offJob ? t.done : t.notYet}</td><td className="number" data-head={m.scores.length ? t.scores : undefined}>{m.scores.join('、')}</td></tr>)}</tbody>
                </table>
              </div>
            )}
          </section>
        </>
      )}
    </Asked>
  )
}

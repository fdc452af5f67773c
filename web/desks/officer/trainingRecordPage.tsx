import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { sayDate, timeOf } from '../../../contract/say.ts'
import { mine } from '../../../contract/training.ts'
import { Basis } from '../../case/basis.tsx'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Asked, useAsk, useNow } from '../../shell/staff/index.ts'
import { hours, kinds, officer, record as t } from '../../text/zh-CN/training.ts'

/** The year's record of one person, made to be printed. */
export default function TrainingRecordPage() {
  const now = useNow() ?? ''
  const [year, setYear] = useState(Number(now.slice(0, 4)))
  const asked = useAsk(mine, { query: { year } }, { keep: true })
  return (
    <div className="tr">
      <p className="tr-bar no-print"><Link to="/officer/training">{t.back}</Link>
        <Button onClick={() => setYear(year - 1)}>{t.prev}</Button><Button disabled={year >= Number(now.slice(0, 4))} onClick={() => setYear(year + 1)}>{t.next}</Button>
        <Button icon={<Icon of={Printer} />} onClick={() => window.print()}>{t.print}</Button></p>
      <Asked of={asked} lines={8}>
        {(m) => (
          <>
            <header className="tr-head"><h1>{t.title(m.standing.year)}</h1><p className="lead">{m.name}　{officer.yearSentence(m.standing.year, m.standing.hours, m.standing.short)}</p><p className="second">{t.required} {hours(m.standing.required)} <Basis of={m.standing.basis} /></p></header>
            <section className="tr-sheet">
              {m.record.length + m.credited.length === 0 ? <p className="tr-none">{t.none}</p> : (
                <div className="table-wrap" tabIndex={0} role="group" aria-label={t.title(m.standing.year)}>
                  <table className="tr-table tr-record">
                    <thead><tr><th scope="col">{t.date}</th><th scope="col">{t.course}</th><th scope="col">{t.place}</th><th scope="col">{t.inOut}</th><th scope="col" className="num">{t.hours}</th><th scope="col" className="num">{t.score}</th></tr></thead>
                    <tbody>
                      {m.credited.map((c) => <tr key={c.source}><td>{t.credited}</td><th scope="row">{c.source}</th><td /><td /><td className="num">{hours(c.hours)}</td><td /></tr>)}
                      {m.record.map((r) => (
                        <tr key={r.batch}>
                          <td className="number nowrap">{sayDate(r.startsAt)}</td><th scope="row">{r.title}　<span className="second small">{kinds[r.kind]}</span></th><td>{r.place}</td>
                          <td className="number">{r.struck ? t.struck : r.substitute ? t.substitute : !r.signedInAt ? t.absent : r.signedOutAt ? `${timeOf(r.signedInAt)}—${timeOf(r.signedOutAt)}` : `${timeOf(r.signedInAt)}　${t.noOut}`}</td>
                          <td className="num">{hours(r.hours)}</td><td className="num">{r.score ?? ''}</td>
                        </tr>
                      ))}
                      <tr><th scope="row" colSpan={4}><b>{t.total}</b></th><td className="num"><b>{hours(m.standing.hours)}</b></td><td /></tr>
                    </tbody>
                  </table>
                </div>
              )}
              <p className="second small">{t.note}</p>
            </section>
          </>
        )}
      </Asked>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { ClipboardList, Library, Plus } from 'lucide-react'
import { list } from '../../../contract/exams.ts'
import { sayInstant } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk, useNow } from '../../shell/staff/index.ts'
import { subjects, supervisor as t } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import './exam.css'

/** 执法资格考试: all of them, newest first. */
export default function ExamsPage() {
  const asked = useAsk(list, {})
  const now = useNow()!
  return (
    <div className="x-page">
      <header className="x-head">
        <div><h1>{t.title}</h1><p className="second">{t.lead}</p></div>
        <div className="x-row"><Link className="button" to={paths.bank}><Icon of={Library} />{t.bank}</Link><Link className="button primary" to={paths.make}><Icon of={Plus} />{t.make}</Link></div>
      </header>
      <Asked of={asked} lines={8}>
        {({ items }) => (items.length === 0 ? <Empty icon={ClipboardList}>{t.empty}</Empty> : (
          <div className="x-sheet table-wrap" tabIndex={0} role="group" aria-label={t.title}>
            <table className="wide by-rows">
              <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.form.subject}</th><th scope="col">{t.hours}</th><th scope="col">{t.state}</th><th scope="col">{t.people}</th><th scope="col">{t.appeals}</th></tr></thead>
              <tbody>{items.map((e) => (
                <tr key={e.id}>
                  <th scope="row"><Link to={paths.one} params={{ id: e.id }}>{e.name}</Link></th><td>{subjects[e.terms.subject]}</td><td>{sayInstant(e.opens, now)}</td><td>{t.states[e.state]}</td>
                  <td>{t.counts(e.counts)}</td><td>{e.openAppeals > 0 && t.openAppeals(e.openAppeals)}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        ))}
      </Asked>
    </div>
  )
}

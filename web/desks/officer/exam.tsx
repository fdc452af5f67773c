import { Link } from '@tanstack/react-router'
import { ClipboardList } from 'lucide-react'
import { mine, type OwnExam } from '../../../contract/exams.ts'
import { sayInstant } from '../../../contract/say.ts'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk, useNow } from '../../shell/staff/index.ts'
import { candidate as t, subjects } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import './exam.css'

/** 我的考试: what I have to sit, newest first. */
export default function MyExams() {
  const asked = useAsk(mine, {})
  return (
    <div className="e-page">
      <header className="e-head"><h1>{t.title}</h1><p className="second">{t.lead}</p></header>
      <Asked of={asked} lines={6}>
        {({ items }) => (items.length === 0 ? <Empty icon={ClipboardList}>{t.empty}</Empty> : <ul className="e-list">{items.map((e) => <One key={e.id} of={e} />)}</ul>)}
      </Asked>
    </div>
  )
}

/** in one word: how far it is */
export const stageOf = (e: OwnExam): string => (e.state === 'cancelled' ? t.cancelled : e.result ? t.result(e.result.marks, e.result.passed) : e.state === 'published' ? t.published : t.mine[e.mine])

function One(p: { of: OwnExam }) {
  const e = p.of
  const now = useNow()!
  return (
    <li>
      <Link to={paths.one} params={{ id: e.id }} className="e-one">
        <b>{e.name}</b>
        <span className="second small">{subjects[e.subject]}　{sayInstant(e.opens, now)}</span>
        <span className="e-stage">{stageOf(e)}</span>
      </Link>
    </li>
  )
}

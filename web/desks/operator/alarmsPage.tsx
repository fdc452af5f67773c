import { Button, Input } from 'antd'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { OutputOf } from '../../../contract/endpoint.ts'
import { alarms as endpoint, closeAlarm } from '../../../contract/sunlog.ts'
import { sayExactly } from '../../../contract/say.ts'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh, useSession } from '../../shell/staff/index.ts'
import { alarms as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

type Alarm = OutputOf<typeof endpoint>['items'][number]

/** 数据库和账本对得上吗？ What does not agree with what was signed; only the auditor closes it, and says why. */
export default function AlarmsPage() {
  const [closed, setClosed] = useState(false)
  const asked = useAsk(endpoint, { query: { closed: closed ? 'true' : 'false' } }, { every: 20_000 })
  const session = useSession()
  return (
    <div className="o-page">
      <Asked of={asked} lines={6}>
        {({ items }) => {
          const open = items.filter((a) => !a.closedAt)
          return (
            <>
              <header className="o-head"><h1>{t.question}</h1><p className="lead">{t.answer(open.length)}</p><p className="second">{t.lead}</p></header>
              {items.length === 0 ? <Empty icon={ShieldCheck}>{t.empty}</Empty> : <ul className="o-alarms">{items.map((a) => <One key={a.id} of={a} mayClose={session.has('auditor')} />)}</ul>}
              <p><Button type="link" onClick={() => setClosed(!closed)}>{closed ? t.hideClosed : t.showClosed}</Button></p>
            </>
          )
        }}
      </Asked>
    </div>
  )
}

function One(p: { of: Alarm; mayClose: boolean }) {
  const a = p.of
  const close = useDo(closeAlarm)
  const refresh = useRefresh()
  const [reason, setReason] = useState('')
  const [short, setShort] = useState(false)
  const go = async () => {
    if (reason.trim().length < 5) return setShort(true)
    if (await close.run({ params: { id: a.id }, body: { reason: reason.trim() } })) await refresh(endpoint)
  }
  return (
    <li className="o-sheet">
      <h2>{t.kinds[a.kind] ?? a.kind}</h2>
      <p>{a.says}</p>
      <p className="second small">{t.since} {sayExactly(a.raisedAt)}　{t.last} {sayExactly(a.lastAt)}　{t.times(a.times)}　<span className="number">{a.subject}</span></p>
      {a.closedAt ? <p className="second">{t.at(sayExactly(a.closedAt))}：{a.reason}</p> : p.mayClose ? (
        <div className="o-close">
          <label htmlFor={`why-${a.id}`}>{t.reason}</label>
          <Input id={`why-${a.id}`} value={reason} maxLength={500} status={short ? 'error' : ''} aria-describedby={short ? `short-${a.id}` : undefined} onChange={(e) => { setReason(e.target.value); setShort(false) }} onPressEnter={() => void go()} />
          <Button type="primary" loading={close.busy} onClick={() => void go()}>{t.close}</Button>
          {short && <p id={`short-${a.id}`} role="alert" className="o-short">{t.tooShort}</p>}
        </div>
      ) : <p className="second small">{t.mayNot}</p>}
      <Trouble of={close.problem} />
    </li>
  )
}

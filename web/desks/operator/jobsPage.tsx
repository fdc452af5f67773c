import { Button } from 'antd'
import { CircleCheck, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { backup, deadJobs, retryJob } from '../../../contract/city.ts'
import { sayExactly } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh, useSession } from '../../shell/staff/index.ts'
import { jobs as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

/** 有没有后台任务卡住了？ Work that failed for good: why, and once more. */
export default function JobsPage() {
  const asked = useAsk(deadJobs, {}, { every: 20_000 })
  const session = useSession()
  return (
    <div className="o-page">
      <Asked of={asked} lines={6}>
        {({ items }) => (
          <>
            <header className="o-head"><h1>{t.question}</h1><p className="lead">{t.answer(items.length)}</p><p className="second">{t.lead}</p></header>
            {items.length === 0 ? <Empty icon={CircleCheck}>{t.empty}</Empty> : (
              <section className="o-sheet">
                <table>
                  <thead><tr><th scope="col">{t.kind}</th><th scope="col">{t.since}</th><th scope="col" className="num">{t.attempts}</th><th scope="col">{t.error}</th><th scope="col"><span className="away">{t.retry}</span></th></tr></thead>
                  <tbody>
                    {items.map((j) => (
                      <tr key={j.id}>
                        <th scope="row">{t.kinds[j.kind] ?? j.kind}<br /><span className="second small">{j.kind}</span></th><td className="number nowrap">{sayExactly(j.runAt)}</td><td className="num">{t.times(j.attempts)}</td>
                        <td className="o-error">{j.lastError}</td><td>{session.has('sysadmin') && <Retry id={j.id} />}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {!session.has('sysadmin') && <p className="second small">{t.readOnly}</p>}
              </section>
            )}
          </>
        )}
      </Asked>
      <Backups />
    </div>
  )
}

/** 备份好不好？ What was archived until when, whether it could be restored, and what is wrong. */
function Backups() {
  const asked = useAsk(backup, {}, { every: 60_000 })
  return (
    <Asked of={asked} lines={3}>
      {(b) => (
        <section className="o-sheet" aria-labelledby="backups">
          <h2 id="backups">{t.backup.question}</h2>
          {b.alarms.length ? <ul role="alert">{b.alarms.map((a) => <li key={a} className="o-error">{a}</li>)}</ul> : <p className="lead">{b.kept ? t.backup.well : t.backup.none}</p>}
          {b.kept && <p className="second">{t.backup.until(b.archivedTo && sayExactly(b.archivedTo), b.base && sayExactly(b.base))}</p>}
          {b.drill && <p className="second">{t.backup.drill(sayExactly(b.drill.at), b.drill.said)}</p>}
        </section>
      )}
    </Asked>
  )
}

function Retry(p: { id: string }) {
  const retry = useDo(retryJob)
  const refresh = useRefresh()
  const [done, setDone] = useState(false)
  const go = async () => {
    if (!await retry.run({ params: { id: p.id }, body: {} })) return
    setDone(true)
    await refresh(deadJobs)
  }
  return (
    <>
      {done ? <span role="status">{t.retried}</span> : <Button icon={<Icon of={RotateCw} />} loading={retry.busy} onClick={() => void go()}>{t.retry}</Button>}
      <Trouble of={retry.problem} />
    </>
  )
}

import { Link } from '@tanstack/react-router'
import { ClipboardPen } from 'lucide-react'
import { tasks as endpoint } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { perhapsLater } from '../../text/zh-CN/case.ts'
import { mine as t } from '../../text/zh-CN/campaign.ts'
import '../../case/cleanUp.css'

type Line = OutputOf<typeof endpoint>['items'][number]

/** 有什么要在哪天前答复？ The tasks of one's own body; how long is left stands in the largest type. */
export default function TasksPage() {
  const asked = useAsk(endpoint, {}, { every: 30_000 })
  return (
    <div className="cu-page">
      <Asked of={asked} lines={6}>
        {({ items }) => (
          <>
            <header className="cu-head"><h1>{t.question}</h1>{items.every((x) => x.state !== 'TOLD' && x.state !== 'SILENT') && <p className="lead">{t.none}</p>}</header>
            {items.length === 0 ? <Empty icon={ClipboardPen}>{t.empty}</Empty> : items.map((x) => <One key={x.id} of={x} />)}
          </>
        )}
      </Asked>
    </div>
  )
}

function One(p: { of: Line }) {
  const x = p.of
  const waiting = x.state === 'TOLD'
  const open = waiting || x.state === 'SILENT'
  return (
    <section className="cu-sheet">
      <h2>{x.campaignName}　<span className="second">{x.name}</span>　<span className="cu-tag">{x.stateName}</span></h2>
      {waiting && x.daysLeft !== null && <p className="cu-big">{t.left(x.daysLeft)}</p>}
      {x.state === 'SILENT' && <p className="cu-big">{t.over}</p>}
      {x.due && waiting && <p>{t.until(perhapsLater(sayDate(x.due), x.provisional))}</p>}
      <p>{t.todo(x.flagged)}</p>
      <p><Link className={`button ${open ? 'primary' : ''}`.trim()} to={`/body/clean-up/${x.id}` as never}>{open ? t.open : t.see}</Link></p>
    </section>
  )
}

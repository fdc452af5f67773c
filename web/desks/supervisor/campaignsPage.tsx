import { Link } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { list as endpoint } from '../../../contract/campaigns.ts'
import { sayDate, sayExactly } from '../../../contract/say.ts'
import { CountsLine } from '../../case/cleanUp.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { common, list as t } from '../../text/zh-CN/campaign.ts'

/** 哪些清理还没有完？ Every clean-up of the city, newest first. */
export default function CampaignsPage() {
  const asked = useAsk(endpoint, {}, { every: 30_000 })
  return (
    <div className="cu-page">
      <Asked of={asked} lines={6}>
        {({ items }) => (
          <>
            <header className="cu-head">
              <h1>{t.question}</h1>
              <p className="lead">{t.answer(items.filter((c) => c.state === 'FROZEN' || c.state === 'TOLD').length, items.filter((c) => c.state !== 'DROPPED').length)}</p>
              <p className="second">{t.lead}</p>
              <p><Link to="/supervisor/campaigns/new" className="button primary">{t.make}</Link></p>
            </header>
            {items.length === 0 ? <Empty icon={ListChecks}>{t.empty}</Empty> : items.map((c) => (
              <section key={c.id} className="cu-sheet">
                <h2><Link to={`/supervisor/campaigns/${c.id}` as never}>{c.name}</Link>　<span className="cu-tag">{c.stateName}</span></h2>
                <p className="second small">{c.profileName}　{t.asOf(sayDate(c.asOf))}　{common.bodiesCount(c.bodies)}　{t.made(sayExactly(c.createdAt))}</p>
                <CountsLine name={common.officers} of={c.officers} />
                <CountsLine name={common.supervisors} of={c.supervisors} />
              </section>
            ))}
          </>
        )}
      </Asked>
    </div>
  )
}

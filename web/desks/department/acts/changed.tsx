import { Button } from 'antd'
import { GitMerge } from 'lucide-react'
import { useEffect } from 'react'
import { sayInstant } from '../../../../contract/say.ts'
import { Icon } from '../../../kit/icon.tsx'
import { changed as t } from '../../../text/zh-CN/department.ts'
import { useNow, Waiting } from '../../../shell/staff/index.ts'
import { useActDone, useCase, useProspects } from '../queries.ts'

/** Somebody else was quicker: what they did, what the case is now, and the choice between going on and giving way. */
export function Changed(p: { id: string; seen: number; type: string; keep: (seq: number) => void; drop: () => void }) {
  const view = useCase(p.id)
  const prospects = useProspects(p.id)
  const now = useNow() ?? ''
  const refresh = useActDone()
  useEffect(() => void refresh(), [])
  const news = view.data?.acts.filter((a) => a.seq > p.seen) ?? []
  const still = prospects.data?.acts.find((a) => a.type === p.type)?.open ?? false
  if (view.isFetching || prospects.isFetching || !view.data) return <Waiting />
  return (
    <div className="trouble" role="alert">
      <h2><Icon of={GitMerge} />{t.title}</h2>
      <p>{t.lead}</p>
      <ul className="d-findings">
        {news.map((a) => <li key={a.seq}><p>{t.what(a.name, [a.byOrgan, a.by].filter(Boolean).join(' '))} <span className="second">{sayInstant(a.at, now)}</span></p></li>)}
      </ul>
      <p>{t.state(view.data.stateName)}{!still && <> {t.gone}</>}</p>
      <div className="d-actions">
        {still && <Button type="primary" onClick={() => p.keep(view.data.seq)}>{t.keep}</Button>}
        <Button onClick={p.drop}>{t.drop}</Button>
      </div>
    </div>
  )
}

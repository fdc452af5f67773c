import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { plan as planEndpoint } from '../../../../contract/catalogue.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { assistSubmit, getAssistance } from '../../../../contract/hall.ts'
import { sayDue } from '../../../../contract/say.ts'
import { Printer } from 'lucide-react'
import { CaseNumber } from '../../../case/number.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { usePage } from '../../../kit/page.tsx'
import { useAsk } from '../../../shell/staff/index.ts'
import { help as t } from '../../../text/zh-CN/window.ts'
import type { Chosen } from '../findItem.tsx'
import type { Answers } from '../situation.tsx'

/** Sent: the number, and the time that is promised as soon as the window accepts it. The helper is done with this person. */
export function Submitted(p: { sent: OutputOf<typeof assistSubmit> | null; kind: 'item' | 'bundle'; id: string; chosen: Chosen | null; answers: Answers; assistance: string; papers: OutputOf<typeof getAssistance>['papers'] }) {
  const { mode } = usePage()
  const plan = useAsk(planEndpoint, { body: { kind: p.chosen?.kind ?? 'item', key: p.chosen?.key ?? '', answers: p.answers } }, { enabled: !!p.chosen })
  return (
    <section className="sheet w-sheet stack">
      <h2>{t.submitted}</h2>
      {plan.data && <p className="w-great">{t.ifNow(sayDue(plan.data.promised, mode.now))}</p>}
      {p.sent && <p>{t.number}　<CaseNumber of={p.sent.number} /></p>}
      <p className="second">{t.thenAccept}</p>
      {p.papers.length > 0 && <ul className="list-plain stack-tight">{p.papers.map((d) => <li key={d.id}><a className="with-icon" href={`/api/v1/assistances/${p.assistance}/documents/${d.id}`} download><Icon of={Printer} />{t.print(d.title)}</a></li>)}</ul>}
      {p.sent && 'cases' in p.sent && <ul className="list-plain">{p.sent.cases.map((c) => <li key={c.id}>{c.name}</li>)}</ul>}
      <p><Link to="/window/help"><Button type="primary" size="large" tabIndex={-1}>{t.next}</Button></Link></p>
    </section>
  )
}

import { Link, useParams } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { staff } from '../../../contract/city.ts'
import { handOver, holder } from '../../../contract/credentials.ts'
import { HolderFacts, Passed, Periods, Standing, type HolderSeen } from '../../case/credential.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, FileActs, Trouble, useAsk, useDo, useNow, useRefresh, useSession } from '../../shell/staff/index.ts'
import { common, one as t, people } from '../../text/zh-CN/registryDesk.ts'

/** One of the own people: what is the matter, what can be proposed, which cases are still open. */
export default function PeopleOne() {
  const now = useNow() ?? ''
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(holder, { params: { id } })
  const [said, setSaid] = useState('')
  return (
    <div className="tr">
      <p className="tr-bar"><Link className="cr-link" to="/body/people">{people.nav}</Link></p>
      <Asked of={asked} lines={10}>
        {(h) => (
          <>
            <header className="tr-head"><h1>{h.name}</h1><p className="second">{h.bodyName}</p></header>
            {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            <Standing valid={h.valid} word={h.valid ? common.valid : `${h.stateName}，${common.notValid}`} findings={h.findings} />
            {h.proposed && <p className="tr-said"><b>{common.proposed[h.proposed]}</b></p>}
            <div className="cr-two">
              <section className="tr-sheet">
                <h2>{t.acts}</h2>
                <Periods of={h.clocks} />
                {h.openCases.length > 0 && <HandOver of={h} said={setSaid} />}
                <FileActs of="holders" id={h.id} owner={h.person} seq={h.seq} allowed={h.allowed} onDone={(name) => setSaid(common.done(name))} />
                <p className="second small">{people.lead}</p>
              </section>
              <section className="tr-sheet"><h2>{t.facts}</h2><HolderFacts of={h} /></section>
            </div>
            <section className="tr-sheet"><h2>{t.history}</h2><Passed acts={h.acts} now={now} of={h} /></section>
          </>
        )}
      </Asked>
    </div>
  )
}

function HandOver(p: { of: HolderSeen; said: (s: string) => void }) {
  const id = useId()
  const session = useSession()
  const organ = session.organOf('bodyAdmin') ?? session.organOf('head') ?? ''
  const list = useAsk(staff, { params: { key: organ }, query: { role: 'examiner' } } as never)
  const doing = useDo(handOver)
  const refresh = useRefresh()
  const [to, set] = useState('')
  const go = async () => {
    const done = await doing.run({ params: { id: p.of.id }, body: { to } })
    if (!done) return
    p.said(t.handedOver(done.cases.length))
    await refresh(holder)
  }
  return (
    <div>
      <p><b>{t.cases(p.of.openCases.length)}</b>　<span className="second small">{t.casesLead}</span></p>
      <Trouble of={doing.problem} />
      <form className="cr-find" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div><label htmlFor={id}>{t.to}</label><select id={id} className="input" value={to} onChange={(e) => set(e.target.value)}><option value="">{common.choose}</option>{((list.data as { items: { id: string; name: string }[] } | undefined)?.items ?? []).filter((x) => x.id !== p.of.person).map((x) => <option key={x.id} value={x.id}>{x.name}</option>)}</select></div>
        <button className="button second" disabled={doing.busy || !to}>{t.handOver}</button>
      </form>
    </div>
  )
}

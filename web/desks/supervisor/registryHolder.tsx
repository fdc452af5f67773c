import { Button, Input } from 'antd'
import { Link, useParams } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { body as bodyEndpoint, holder, reveal } from '../../../contract/credentials.ts'
import { HolderFacts, Passed, Periods, Standing } from '../../case/credential.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Asked, FileActs, Trouble, useAsk, useDo, useNow } from '../../shell/staff/index.ts'
import { common, one as t, registry } from '../../text/zh-CN/registryDesk.ts'

/** 这张证件现在能不能用，能办什么？ */
export default function RegistryHolder() {
  const now = useNow() ?? ''
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(holder, { params: { id } })
  const [said, setSaid] = useState('')
  const own = useAsk(bodyEndpoint, { params: { id: asked.data?.body ?? '' } }, { enabled: asked.data !== undefined })
  return (
    <div className="tr">
      <p className="tr-bar"><Link className="cr-link" to="/supervisor/registry/people">{registry.people}</Link></p>
      <Asked of={asked} lines={10}>
        {(h) => (
          <>
            <header className="tr-head"><h1>{h.name}</h1><p className="second">{common.lists[h.list]}，{h.bodyName}</p></header>
            {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            <Standing valid={h.valid} word={h.valid ? common.valid : `${h.stateName}，${common.notValid}`} findings={h.findings} />
            {h.proposed && <p className="tr-said"><b>{common.proposed[h.proposed]}</b></p>}
            <div className="cr-two">
              <section className="tr-sheet">
                <h2>{t.acts}</h2>
                <Periods of={h.clocks} />
                {h.openCases.length > 0 && <p><b>{t.cases(h.openCases.length)}</b>　<span className="second small">{t.casesLead}</span></p>}
                <FileActs of="holders" id={h.id} owner={h.person} seq={h.seq} allowed={h.allowed} choices={{ body: own.data?.successor?.id ? [[own.data.successor.id, own.data.successor.name]] : [] }} onDone={(name) => setSaid(common.done(name))} />
                <p className="second small">{common.noPrint}</p>
              </section>
              <section className="tr-sheet"><h2>{t.facts}</h2><HolderFacts of={h} idNumber={<Unmask id={h.id} masked={h.idNumber} />} /></section>
            </div>
            <section className="tr-sheet"><h2>{t.history}</h2><Passed acts={h.acts} now={now} of={h} /></section>
          </>
        )}
      </Asked>
    </div>
  )
}

/** the whole number: for a purpose, and it leaves a trace */
function Unmask(p: { id: string; masked: string }) {
  const at = useId()
  const doing = useDo(reveal)
  const [why, set] = useState('')
  const [whole, show] = useState('')
  if (whole) return <span className="number">{whole}</span>
  return (
    <>
      <span className="number">{p.masked}</span>
      <details>
        <summary>{t.reveal}</summary>
        <Trouble of={doing.problem} />
        <form className="cr-find" onSubmit={(e) => { e.preventDefault(); void doing.run({ params: { id: p.id }, body: { purpose: why } }).then((o) => { if (o) show(o.idNumber) }) }}>
          <div><label htmlFor={at}>{t.purpose}</label><Input id={at} value={why} onChange={(e) => set(e.target.value)} /></div><Button htmlType="submit" loading={doing.busy}>{t.reveal}</Button>
        </form>
        <p className="second small">{t.revealLead}</p>
      </details>
    </>
  )
}

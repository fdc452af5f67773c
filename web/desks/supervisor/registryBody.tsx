import { Link, useParams } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { bodies, body, holders } from '../../../contract/credentials.ts'
import { sayDate } from '../../../contract/say.ts'
import { Passed, Standing } from '../../case/credential.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Facts } from '../../kit/sheet.tsx'
import { Asked, FileActs, useAsk, useNow } from '../../shell/staff/index.ts'
import { common, one as t, registry } from '../../text/zh-CN/registryDesk.ts'

/** 这个单位现在能不能执法？ On what it stands, who its people are, what can be done. */
export default function RegistryBody() {
  const now = useNow() ?? ''
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const asked = useAsk(body, { params: { id } })
  const people = useAsk(holders, { query: { body: id, limit: 100 } })
  // entrusting and succeeding bodies are chosen among those in force
  const others = useAsk(bodies, { query: { status: 'active', limit: 100 } })
  const [said, setSaid] = useState('')
  const list = (others.data?.items ?? []).filter((b) => b.id !== id && b.inForce).map((b) => [b.id, b.name] as const)
  return (
    <div className="tr">
      <p className="tr-bar"><Link className="cr-link" to="/supervisor/registry">{registry.bodies}</Link></p>
      <Asked of={asked} lines={10}>
        {(b) => (
          <>
            <header className="tr-head"><h1>{b.name}</h1></header>
            {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            <Standing valid={b.inForce} word={b.inForce ? b.statusName : t.mayNot} findings={b.findings} />
            <div className="cr-two">
              <section className="tr-sheet"><h2>{t.acts}</h2><FileActs of="bodies" id={b.id} seq={b.seq} allowed={b.allowed} choices={{ principal: list, successor: list }} onDone={(name) => setSaid(common.done(name))} /></section>
              <section className="tr-sheet"><h2>{t.facts}</h2>
                <Facts of={[
                  [t.kind, `${b.level} ${b.kindName}`], [t.uscc, <span className="number">{b.uscc}</span>], b.domains.length > 0 && [registry.domains, b.domains.join('、')], b.basis && [t.basis, b.basis],
                  (b.announcement || b.announcedOn) && [t.announcement, [b.announcement, b.announcedOn && sayDate(b.announcedOn)].filter(Boolean).join('，')],
                  b.principal && [t.principal, `${b.principal.name}，${t.entrusted(sayDate(b.principal.from ?? ''), b.principal.until ? sayDate(b.principal.until) : '')}`], b.successor && [t.successor, b.successor.name],
                ]} />
              </section>
            </div>
            <section className="tr-sheet">
              <h2>{registry.officers(b.officers)}</h2>
              <Asked of={people} lines={6}>
                {(p) => p.items.length === 0 ? <p className="tr-none">{registry.emptyPeople}</p> : (
                  <ul className="list-plain">{p.items.map((h) => <li key={h.id}><Link className="cr-link" to="/supervisor/registry/holders/$id" params={{ id: h.id } as never}>{h.name}</Link>　<span className="number second small">{h.number ?? common.noNumber}</span>　{h.valid ? h.stateName : <b>{h.stateName}</b>}</li>)}</ul>
                )}
              </Asked>
            </section>
            <section className="tr-sheet"><h2>{t.history}</h2><Passed acts={b.acts} now={now} /></section>
          </>
        )}
      </Asked>
    </div>
  )
}

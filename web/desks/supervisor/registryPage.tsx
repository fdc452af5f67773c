import { Button } from 'antd'
import { Link, useRouterState } from '@tanstack/react-router'
import { CircleCheck, Search } from 'lucide-react'
import { useId, useState } from 'react'
import { bodies, registerBody, summary } from '../../../contract/credentials.ts'
import { ActForm, bodyOf, registerAsks } from '../../case/credentialForm.tsx'
import '../../case/credential.css'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { common, registry as t } from '../../text/zh-CN/registryDesk.ts'
import { usePages } from './trainingParts.tsx'

/** 哪些单位、哪些人可以执法？ Bodies by name; three lists, each counted for itself (ZT-02). */
export default function RegistryPage() {
  const id = useId()
  const [typed, type] = useState('')
  const [q, search] = useState('')
  const [said, setSaid] = useState('')
  const sum = useAsk(summary, {}, { every: 60_000 })
  const { asked, items } = usePages(bodies, { query: { limit: 50, ...(q ? { q } : {}) } })
  const list = (key: string) => sum.data?.lists.find((l) => l.list === key)
  return (
    <div className="tr">
      <header className="tr-head">
        <h1>{t.title}</h1>
        <p className="lead">{sum.data ? t.answer(sum.data.bodies.inForce, sum.data.bodies.total, list('officer')?.valid ?? 0, list('officer')?.total ?? 0, list('supervisor')?.valid ?? 0) : ''}</p>
        <p className="second">{t.lead}{common.noPrint}</p>
      </header>
      <RegistryParts />
      {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
      <Register said={setSaid} />
      <section className="tr-sheet">
        <form className="cr-find" role="search" onSubmit={(e) => { e.preventDefault(); search(typed.trim()) }}>
          <div><label htmlFor={id}>{t.field}</label><input id={id} className="input" value={typed} onChange={(e) => type(e.target.value)} autoComplete="off" /></div>
          <Button htmlType="submit" icon={<Icon of={Search} />}>{common.search}</Button>
          {q && <Button onClick={() => { type(''); search('') }}>{common.clear}</Button>}
        </form>
        <Asked of={asked as never} lines={10}>
          {() => items.length === 0 ? <p className="tr-none">{q ? t.none : t.empty}</p> : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.bodies}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.kind}</th><th scope="col">{t.domains}</th><th scope="col">{t.status}</th><th scope="col" className="num">{t.count}</th></tr></thead>
                <tbody>{items.map((b) => (
                  <tr key={b.id}>
                    <th scope="row"><Link className="cr-link" to="/supervisor/registry/bodies/$id" params={{ id: b.id } as never}>{b.name}</Link></th>
                    <td>{b.level} {b.kindName}</td><td>{b.domains.join('、')}</td><td>{b.inForce ? b.statusName : <b>{b.statusName}</b>}</td><td className="num" data-head={t.count}>{b.officers}</td>
                  </tr>
                ))}</tbody>
              </table>
            </div>
          )}
        </Asked>
        {asked.hasNextPage && <p className="tr-bar"><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
      </section>
    </div>
  )
}

/** bodies, people: the two halves of the registry */
export function RegistryParts() {
  const path = useRouterState({ select: (s) => s.location.pathname })
  const parts = [['/supervisor/registry', t.bodies], ['/supervisor/registry/people', t.people]] as const
  return <nav className="tr-parts" aria-label={t.nav}>{parts.map(([to, word]) => <Link key={to} to={to} aria-current={path === to ? 'page' : undefined} activeOptions={{ exact: true }}>{word}</Link>)}</nav>
}

function Register(p: { said: (s: string) => void }) {
  const doing = useDo(registerBody)
  const refresh = useRefresh()
  return (
    <details className="tr-sheet">
      <summary>{t.registerTitle}</summary>
      <Trouble of={doing.problem} />
      <ActForm asks={registerAsks} go={t.register} busy={doing.busy} onGo={async (values) => {
        const { payload: { bodyName, uscc, kind, level, basis, domains } } = bodyOf(registerAsks, values)
        const done = await doing.run({ body: { payload: { kind, level: level ?? '', basis: basis ?? '', domains }, personal: { identity: { name: bodyName ?? '', uscc: uscc ?? '' } } } as never })
        if (!done) return false
        p.said(t.registered(String(bodyName)))
        await refresh(bodies, summary)
        return true
      }} />
    </details>
  )
}

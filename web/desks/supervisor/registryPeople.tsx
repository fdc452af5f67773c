import { Button, Checkbox } from 'antd'
import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useId, useState } from 'react'
import { holders } from '../../../contract/credentials.ts'
import { sayDate } from '../../../contract/say.ts'
import '../../case/credential.css'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Asked } from '../../shell/staff/index.ts'
import { common, registry as t } from '../../text/zh-CN/registryDesk.ts'
import { RegistryParts } from './registryPage.tsx'
import { usePages } from './trainingParts.tsx'

/** 哪些人的证件有问题？ Credentials of the city, searched, or only those that need somebody. */
export default function RegistryPeople() {
  const id = useId()
  const [typed, type] = useState('')
  const [q, search] = useState('')
  const [trouble, only] = useState(false)
  const { asked, items } = usePages(holders, { query: { limit: 50, ...(q ? { q } : {}), ...(trouble ? { trouble: 'yes' as const } : {}) } })
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.people}</h1></header>
      <RegistryParts />
      <section className="tr-sheet">
        <form className="cr-find" role="search" onSubmit={(e) => { e.preventDefault(); search(typed.trim()) }}>
          <div><label htmlFor={id}>{t.peopleField}</label><input id={id} className="input" value={typed} onChange={(e) => type(e.target.value)} autoComplete="off" /></div>
          <Button htmlType="submit" icon={<Icon of={Search} />}>{common.search}</Button>
          {q && <Button onClick={() => { type(''); search('') }}>{common.clear}</Button>}
          <Checkbox checked={trouble} onChange={(e) => only(e.target.checked)}>{t.trouble}</Checkbox>
        </form>
        <Asked of={asked as never} lines={10}>
          {() => items.length === 0 ? <p className="tr-none">{q || trouble ? t.none : t.emptyPeople}</p> : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.people}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{t.person}</th><th scope="col">{common.number}</th><th scope="col">{t.body}</th><th scope="col">{t.post}</th><th scope="col">{t.state}</th></tr></thead>
                <tbody>{items.map((h) => (
                  <tr key={h.id}>
                    <th scope="row"><Link className="cr-link" to="/supervisor/registry/holders/$id" params={{ id: h.id } as never}>{h.name}</Link>　<span className="second small nowrap">{common.lists[h.list]}</span></th>
                    <td className="number nowrap">{h.number ?? ''}</td><td>{h.bodyName}</td><td>{h.post ?? ''}</td>
                    <td>{h.valid ? h.stateName : <b>{h.stateName}{h.state === 'VALID' ? `，${common.notValid}` : ''}</b>}{h.validTo && <span className="second small">　{common.validTo(sayDate(h.validTo))}</span>}{h.proposed && <p className="small"><b>{common.proposed[h.proposed]}</b></p>}</td>
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

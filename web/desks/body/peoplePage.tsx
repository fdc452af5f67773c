import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { OutputOf } from '../../../contract/client.ts'
import { apply, bodies, holders } from '../../../contract/credentials.ts'
import { daysBetween, sayDate } from '../../../contract/say.ts'
import { ActForm, applyAsks, bodyOf } from '../../case/credentialForm.tsx'
import '../../case/credential.css'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { Asked, call, Trouble, useAsk, useDo, useNow, useRefresh, useSession } from '../../shell/staff/index.ts'
import { common, people as t, registry } from '../../text/zh-CN/registryDesk.ts'

type Page = OutputOf<typeof holders>
type Line = Page['items'][number]
/** days before its end at which a card is to be renewed: training and examination take time */
const renewAhead = 90

/** 本单位谁的证件有问题？ What is missing stands beside each name; the own body proposes, the justice bureau decides. */
export default function PeoplePage() {
  const now = useNow() ?? ''
  const session = useSession()
  const mayApply = session.organOf('bodyAdmin') !== undefined && session.organOf('bodyAdmin') !== null
  const [said, setSaid] = useState('')
  const query = { limit: 100 }
  const asked = useInfiniteQuery<Page, Error, { pages: Page[] }, unknown[], string>({
    queryKey: [holders.id, query], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, queryFn: ({ pageParam, signal }) => call(holders, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const items = asked.data?.pages.flatMap((p) => p.items) ?? []
  const cards = items.filter((h) => h.state !== 'REVOKED' && h.state !== 'CANCELLED')
  const bad = cards.filter((h) => !h.valid && h.state !== 'DRAFT' && h.state !== 'SUBMITTED').length
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1><p className="lead">{items.length ? t.answer(cards.length, bad) : ''}{asked.hasNextPage ? t.partly : ''}</p><p className="second">{t.lead}{common.noPrint}</p></header>
      {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
      {mayApply && <Apply said={setSaid} />}
      <section className="tr-sheet">
        <Asked of={asked as never} lines={8}>
          {() => items.length === 0 ? <p className="tr-none">{registry.emptyPeople}</p> : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.title}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{registry.person}</th><th scope="col">{common.number}</th><th scope="col">{registry.post}</th><th scope="col">{registry.state}</th><th scope="col">{t.missing}</th></tr></thead>
                <tbody>{items.map((h) => (
                  <tr key={h.id}>
                    <th scope="row"><Link className="cr-link" to="/body/people/$id" params={{ id: h.id } as never}>{h.name}</Link></th><td className="number nowrap">{h.number ?? ''}</td><td>{h.post ?? ''}</td><td>{h.stateName}</td>
                    <td><Missing of={h} today={now.slice(0, 10)} /></td>
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

function Missing(p: { of: Line; today: string }) {
  const h = p.of
  if (h.state === 'REVOKED' || h.state === 'CANCELLED') return null
  if (h.proposed) return <>{common.proposed[h.proposed]}</>
  if (h.state === 'DRAFT') return <>{t.draft}</>
  if (h.state === 'SUBMITTED') return <>{t.submitted}</>
  if (!h.valid) return <><Lamp kind="red" /> {common.notValid}</>
  if (h.validTo && p.today && daysBetween(p.today, h.validTo) <= renewAhead) return <><Lamp kind="yellow" /> {t.soon(sayDate(h.validTo))}</>
  return <><Lamp kind="green" /> {t.fine}</>
}

function Apply(p: { said: (s: string) => void }) {
  const doing = useDo(apply)
  const refresh = useRefresh()
  const own = useAsk(bodies, { query: { limit: 100 } })
  const list = (own.data?.items ?? []).map((b) => [b.id, b.name] as const)
  const asked = [...applyAsks, ...(list.length > 1 ? ['=body'] : [])]
  return (
    <details className="tr-sheet">
      <summary>{t.applyTitle}</summary>
      <Trouble of={doing.problem} />
      <ActForm asks={asked} go={t.apply} busy={doing.busy} choices={{ body: list }} onGo={async (values) => {
        const { payload: { domain, body, ...identity } } = bodyOf(asked, values)
        const done = await doing.run({ body: { payload: { list: 'officer', body: body ?? list[0]?.[0] ?? '', ...(domain ? { domain } : {}) }, personal: { identity: { name: '', idNumber: '', establishment: '', ...identity } } } as never })
        if (!done) return false
        p.said(t.applied(String(identity['name'])))
        await refresh(holders)
        return true
      }} />
    </details>
  )
}

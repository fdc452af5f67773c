import { Button, Checkbox } from 'antd'
import { CircleAlert, CircleCheck, FilePenLine } from 'lucide-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { drafts as endpoint, list, publish } from '../../../contract/catalogue.ts'
import type { OutputOf } from '../../../contract/client.ts'
import type { Citation } from '../../../law/kernel/citation.ts'
import { Basis } from '../../case/basis.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, call, Trouble, useDo, useRefresh, useSession } from '../../shell/staff/index.ts'
import { drafts as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

type Draft = OutputOf<typeof endpoint>['items'][number]
interface Finding { rule: string; code: string; message: string; basis?: Citation[] }
const findingsOf = (d: Draft) => d.findings as unknown as Finding[]

/** 哪些事项还不能公布？ Drafts with what the check found; published when nothing is left. */
export default function DraftsPage() {
  const [only, setOnly] = useState(false)
  const [said, setSaid] = useState('')
  const asked = useInfiniteQuery({
    queryKey: [endpoint.id], initialPageParam: '', getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call(endpoint, { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const all = asked.data?.pages.flatMap((p) => p.items) ?? []
  const ready = all.filter((d) => !d.findings.length)
  return (
    <div className="o-page">
      <Asked of={asked as never} lines={10}>
        {() => (
          <>
            <header className="o-head">
              <h1>{t.question}</h1>
              <p className="lead">{all.length ? t.answer(ready.length, all.length - ready.length) : ''}</p>
              <p className="second">{t.lead}</p>
            </header>
            {said && <p className="o-said" role="status"><Icon of={CircleCheck} />{said}</p>}
            {all.length === 0 ? <Empty icon={FilePenLine}>{t.empty}</Empty> : (
              <section className="o-sheet">
                <p><Checkbox checked={only} onChange={(e) => setOnly(e.target.checked)}>{t.only}</Checkbox></p>
                <ul className="o-drafts">{(only ? ready : all).map((d) => <One key={`${d.key} ${d.revision}`} of={d} said={setSaid} />)}</ul>
                {only && ready.length === 0 && <p className="second">{t.noneReady}</p>}
                {asked.hasNextPage && <p className="o-more"><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t.more}</Button></p>}
              </section>
            )}
          </>
        )}
      </Asked>
    </div>
  )
}

/** what the same rule and the same articles find is said together, the articles once */
function byBasis(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>()
  for (const f of findings) {
    const key = `${f.code} ${JSON.stringify(f.basis ?? [])}`
    groups.set(key, [...(groups.get(key) ?? []), f])
  }
  return [...groups.values()]
}

function One(p: { of: Draft; said: (s: string) => void }) {
  const d = p.of
  const session = useSession()
  const doing = useDo(publish)
  const refresh = useRefresh()
  const findings = findingsOf(d)
  const go = async () => {
    if (!await doing.run({ params: { key: d.key, revision: d.revision }, body: {} })) return
    p.said(t.published(d.name))
    await refresh(endpoint, list)
  }
  return (
    <li>
      <div className="o-draft">
        <div><p><b>{d.name}</b> <span className="second small">{t.revision(d.revision)}　{t.sources[d.source] ?? d.source}</span></p></div>
        {findings.length === 0
          ? <><span className="o-clean"><Icon of={CircleCheck} />{t.clean}</span>{session.has('cataloguer') && <Button type="primary" loading={doing.busy} onClick={() => void go()}>{t.publish}</Button>}</>
          : <details><summary><Icon of={CircleAlert} />{t.findings(findings.length)}</summary>
            {byBasis(findings).map((group, i) => (
              <div key={i} className="o-group">
                <ul>{group.map((f) => <li key={f.message}>{f.message}</li>)}</ul>
                <p>{!!group[0]!.basis?.length && <Basis of={group[0]!.basis} />} <span className="second small nowrap" title={group[0]!.rule}>{group[0]!.code}</span></p>
              </div>
            ))}</details>}
      </div>
      <Trouble of={doing.problem} />
    </li>
  )
}

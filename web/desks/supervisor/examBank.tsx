import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useId, useState } from 'react'
import { bank, retire } from '../../../contract/exams.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, call, Trouble, useDo, useRefresh } from '../../shell/staff/index.ts'
import { bank as t, kinds, subjects, supervisor } from '../../text/zh-CN/exam.ts'
import { paths } from './examPaths.ts'
import { Options } from './examQuestion.tsx'
import './exam.css'

type Question = OutputOf<typeof bank>['items'][number]

/** 题库里有什么题？ Counted by topic, then question by question, with keys: nobody but the supervisor sees this. */
export default function BankPage() {
  const id = useId()
  const [kind, setKind] = useState<keyof typeof kinds | ''>('')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const asked = useInfiniteQuery({
    queryKey: [bank.id, kind, q], initialPageParam: '', getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call(bank, { query: { limit: 30, ...(kind ? { kind } : {}), ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const counts = asked.data?.pages[0]?.counts ?? []
  const items = asked.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <div className="x-page">
      <p><Link to={paths.list} className="x-back"><Icon of={ArrowLeft} />{supervisor.title}</Link></p>
      <Asked of={asked as never} lines={10}>
        {() => (
          <>
            <header className="x-head"><div><h1>{t.question}</h1><p className="lead">{t.answer(counts.reduce((n, c) => n + c.count, 0))}</p></div></header>
            {counts.length > 0 && (
              <section className="x-sheet table-wrap" tabIndex={0} role="group" aria-label={t.topic}>
                <table><thead><tr><th scope="col">{t.subject}</th><th scope="col">{t.topic}</th><th scope="col">{t.kind}</th><th scope="col" className="num">{t.count}</th></tr></thead>
                  <tbody>{counts.map((c) => <tr key={`${c.subject} ${c.topic} ${c.kind}`}><td>{subjects[c.subject]}</td><td>{c.topic || t.noTopic}</td><td>{kinds[c.kind]}</td><td className="num">{c.count}</td></tr>)}</tbody></table>
              </section>
            )}
            <section className="x-sheet">
              <form className="x-row" role="search" onSubmit={(e) => { e.preventDefault(); setQ(typed.trim()) }}>
                <label htmlFor={`${id}k`}>{t.kind}</label><select id={`${id}k`} className="input short" value={kind} onChange={(e) => setKind(e.target.value as typeof kind)}><option value="">{t.all}</option>{Object.entries(kinds).map(([k, v]) => <option key={k} value={k}>{v}</option>)}</select>
                <label htmlFor={`${id}q`}>{t.search}</label><input id={`${id}q`} type="search" className="input short" value={typed} onChange={(e) => setTyped(e.target.value)} />
              </form>
              {items.length === 0 ? <p className="second">{t.empty}</p> : <ol className="x-questions">{items.map((x) => <One key={x.id} of={x} />)}</ol>}
              {asked.hasNextPage && <p><button type="button" className="button" aria-busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t.more}</button></p>}
            </section>
          </>
        )}
      </Asked>
    </div>
  )
}

function One(p: { of: Question }) {
  const q = p.of
  const doing = useDo(retire)
  const refresh = useRefresh()
  return (
    <li>
      <p className="second small">{kinds[q.kind]}　{q.source}　{t.version(q.version)}{q.retiredOn ? `　${t.retired(sayDate(q.retiredOn))}`
        : <button type="button" className="linklike" aria-busy={doing.busy} onClick={() => void doing.run({ params: { id: q.id }, body: {} }).then((x) => x && refresh(bank))}>{t.retire}<span className="away">：{q.source}</span></button>}</p>
      {q.facts && <p>{q.facts}</p>}
      {q.parts.map((x, i) => <div key={i}><p>{x.stem}</p><Options of={x.options} right={q.key[i]!} /></div>)}
      <Trouble of={doing.problem} />
    </li>
  )
}

import { Button, Checkbox } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarDays, CircleCheck } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { batches, dropOwn, enrolOwn, people } from '../../../contract/training.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDay } from '../../../contract/say.ts'
import { BatchFacts, whenOf } from '../../case/training.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, call, KeyButton, Trouble, useAsk, useDo, useKeys, useNow, useRefresh, useSession } from '../../shell/staff/index.ts'
import { body as t, common, hours } from '../../text/zh-CN/training.ts'

type Page = OutputOf<typeof people>

/** 本单位谁的学时还差？ Choose a sitting, then people; the keyboard is enough. */
export default function BodyTrainingPage() {
  const now = useNow() ?? ''
  const id = useId()
  const organ = useSession().organOf('bodyAdmin') ?? ''
  const [only, setOnly] = useState(true)
  const [chosen, setBatch] = useState<string>()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const [said, setSaid] = useState('')
  const list = useAsk(batches, { query: { year: Number(now.slice(0, 4)), limit: 100 } })
  const open = (list.data?.items ?? []).filter((b) => b.state === 'open' && b.course.kind !== 'leaders')
  const batch = open.find((b) => b.id === chosen) ?? open[0]
  const query = { limit: 100, only: only ? 'short' as const : 'all' as const, ...(batch ? { batch: batch.id } : {}) }
  const asked = useInfiniteQuery<Page, Error, { pages: Page[] }, unknown[], string>({
    queryKey: [people.id, organ, query], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, enabled: !list.isPending,
    queryFn: ({ pageParam, signal }) => call(people, { params: { organ }, query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const items = asked.data?.pages.flatMap((p) => p.items) ?? []
  const first = asked.data?.pages[0]
  const enrolling = useDo(enrolOwn)
  const dropping = useDo(dropOwn)
  const refresh = useRefresh()
  const rows = useRef<(HTMLTableRowElement | null)[]>([])
  const free = (x: Page['items'][number]) => x.seat === 'no' && x.learner !== null
  const toggle = (learner: string | null) => setPicked((s) => {
    const next = new Set(s)
    if (learner && !next.delete(learner)) next.add(learner)
    return next
  })
  const enrol = async (body: { learners: string[] } | { all: 'short' }) => {
    if (!batch) return
    const done = await enrolling.run({ params: { organ, id: batch.id }, body })
    if (!done) return
    setSaid(t.done(done.enrolled, done.waiting))
    setPicked(new Set())
    await refresh(people, batches)
  }
  const drop = async (x: Page['items'][number]) => {
    if (!batch || !x.learner || !await dropping.run({ params: { organ, id: batch.id }, body: { learner: x.learner } })) return
    setSaid(t.dropped(x.name))
    await refresh(people, batches)
  }
  const go = () => { if (picked.size) void enrol({ learners: [...picked] }) }
  const move = (by: number) => () => setAt((n) => Math.max(0, Math.min(items.length - 1, n + by)))
  useKeys({ j: move(1), k: move(-1), x: () => { const x = items[at]; if (x && free(x)) toggle(x.learner) }, b: go })
  useEffect(() => { rows.current[at]?.scrollIntoView({ block: 'nearest' }) }, [at])
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1><p className="lead">{first ? t.answer(first.people, first.done, first.required) : ''}</p><p className="second">{t.lead}{t.keys}</p></header>
      {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
      <Trouble of={enrolling.problem ?? dropping.problem} />
      <Asked of={list}>
        {() => !batch ? <div className="tr-sheet"><Empty icon={CalendarDays}>{t.chooseNone}</Empty></div> : (
          <section className="tr-sheet tr-next">
            <div className="tr-field"><label htmlFor={id}>{t.choose}</label>
              <select id={id} className="input" value={batch.id} onChange={(e) => { setBatch(e.target.value); setPicked(new Set()) }}>{open.map((b) => <option key={b.id} value={b.id}>{common.batch(b.course.title, whenOf(b, now))}</option>)}</select></div>
            <BatchFacts of={batch} now={now} />
            <p className="second small">{common.seats(batch.enrolled, batch.capacity, batch.waiting)}</p>
          </section>
        )}
      </Asked>
      <section className="tr-sheet">
        <div className="tr-bar">
          <Checkbox checked={only} onChange={(e) => { setOnly(e.target.checked); setAt(0) }}>{t.only}</Checkbox>
          <KeyButton k="B" type="primary" disabled={!batch || !picked.size} loading={enrolling.busy} onClick={go}>{t.go(picked.size)}</KeyButton>
          <Button disabled={!batch} onClick={() => void enrol({ all: 'short' })}>{t.allShort}</Button>
        </div>
        <Asked of={asked as never} lines={8}>
          {() => items.length === 0 ? <p className="tr-none">{only && first?.people ? t.all : t.none}</p> : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.title}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{t.pick}</th><th scope="col">{t.name}</th><th scope="col">{t.hours}</th><th scope="col">{t.short}</th><th scope="col">{t.next}</th><th scope="col">{t.seat}</th></tr></thead>
                <tbody>
                  {items.map((x, i) => (
                    <tr key={x.learner ?? i} ref={(e) => { rows.current[i] = e }} className={i === at ? 'here' : ''} data-learner={x.learner}>
                      <td>{batch && free(x) && <Checkbox aria-label={`${t.pick}：${x.name}`} checked={picked.has(x.learner!)} onChange={() => { setAt(i); toggle(x.learner) }} />}</td>
                      <th scope="row"><b>{x.name}</b>　<span className="second small number">{x.idTail}</span></th>
                      <td className="number" data-head={t.hours}>{hours(x.hours)}</td><td className="number" data-head={x.short ? t.short : undefined}>{x.short ? hours(x.short) : t.enough}</td><td className="number" data-head={x.next ? t.next : undefined}>{x.next ? sayDay(x.next, now) : ''}</td>
                      <td>{t.seats[x.seat]} {x.seat !== 'no' && <Button size="small" aria-label={`${t.drop}：${x.name}`} loading={dropping.busy} onClick={() => void drop(x)}>{t.drop}</Button>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
        {asked.hasNextPage && <p><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
      </section>
    </div>
  )
}

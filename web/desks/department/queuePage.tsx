import { Button } from 'antd'
import { Inbox } from 'lucide-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { newKey, ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { Empty } from '../../kit/sheet.tsx'
import { queue as t } from '../../text/zh-CN/department.ts'
import { Asked, Trouble, useClock, useNow } from '../../shell/staff/index.ts'
import { JustDecided } from './decided.tsx'
import { paths } from './paths.ts'
import { QueueFilters } from './queueFilters.tsx'
import { addressOf, keepPlace, placeOf } from './queueMemory.ts'
import { QueueTable } from './queueTable.tsx'
import { perform, useActDone, useQueue, type QueueFilter, type QueueLine } from './queries.ts'
import './department.css'

/** 待办: what waits for this organ, due first. The filter stands in the address; keys move, open and take up. */
export default function QueuePage() {
  const filter = useSearch({ strict: false }) as QueueFilter
  const navigate = useNavigate()
  const queue = useQueue(filter)
  const clock = useClock()
  const now = useNow() ?? ''
  const refresh = useActDone()
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const lines = queue.data?.pages.flatMap((p) => p.items) ?? []
  const pages = queue.data?.pages.length ?? 0
  const organs = [...new Set(lines.map((l) => l.organName))]

  const remember = (id: string) => keepPlace(filter, { id, index: lines.findIndex((l) => l.id === id), top: window.scrollY, pages })
  const open = (line: QueueLine) => {
    remember(line.id)
    void navigate({ to: paths.case, params: { id: line.id } } as never)
  }
  const takeUp = async (line: QueueLine) => {
    if (line.state !== 'accepted') return open(line)
    setRefusal(null)
    try {
      await perform(line.id, 'takeUp', { payload: {}, personal: {} }, line.seq, newKey())
      await refresh()
      open(line)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      // somebody else was quicker: the case itself shows who and what
      if (error.status === 412) open(line)
      else setRefusal(error.problem)
    }
  }
  const firstRow = usePlace(filter, queue, lines)

  return (
    <div className="d-queue">
      <header className="d-head">
        <h1>{t.title}</h1>
        <p className="second">{organs.length > 0 && t.lead(organs.length > 2 ? t.organs(organs.length) : organs.join('、'))}</p>
      </header>
      <JustDecided />
      <QueueFilters of={filter} lines={lines} change={(next) => void navigate({ to: paths.queue, search: next, replace: true } as never)} />
      {refusal && <Trouble of={refusal} />}
      <Asked of={queue as never} lines={12}>
        {() => lines.length === 0 ? <Empty icon={Inbox}>{filter.lamp || filter.item ? t.emptyFiltered : t.empty}</Empty>
          : <QueueTable lines={lines} now={now} hours={clock?.hours ?? []} start={firstRow} open={open} takeUp={(l) => void takeUp(l)} at={remember} />}
      </Asked>
      {lines.length > 0 && (
        <footer className="d-foot">
          {queue.hasNextPage
            ? <Button onClick={() => void queue.fetchNextPage()} loading={queue.isFetchingNextPage}>{queue.isFetchingNextPage ? t.loadingMore : t.more}</Button>
            : <p className="second">{t.end(lines.length)}</p>}
          <p className="d-keys" aria-label={t.keys}>{t.keyList.map(([key, word]) => <span key={key}><kbd>{key}</kbd>{word}</span>)}</p>
        </footer>
      )}
    </div>
  )
}

/** Coming back: as many pages as there were, the same scroll, the same row or the one that took its place; otherwise the first. */
function usePlace(filter: QueueFilter, queue: ReturnType<typeof useQueue>, lines: readonly QueueLine[]): string | undefined {
  const address = addressOf(filter)
  const place = useRef(placeOf(filter))
  const scrolled = useRef(false)
  useEffect(() => {
    place.current = placeOf(filter)
    scrolled.current = false
  }, [address])
  useEffect(() => {
    const want = place.current
    if (!want || scrolled.current || !queue.data || queue.isFetchingNextPage) return
    if (queue.data.pages.length < want.pages && queue.hasNextPage) return void queue.fetchNextPage()
    scrolled.current = true
    window.scrollTo({ top: want.top })
  })
  const want = place.current
  if (!want) return lines[0]?.id
  return lines.find((l) => l.id === want.id)?.id ?? lines[Math.min(want.index, lines.length - 1)]?.id
}

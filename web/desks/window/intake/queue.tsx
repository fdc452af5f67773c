import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { getBundle, window as windowQueue } from '../../../../contract/casework.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { sayDue, sayInstant } from '../../../../contract/say.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Lamp } from '../../../kit/lamp.tsx'
import { usePage } from '../../../kit/page.tsx'
import { Asked, Kbd, useAsk } from '../../../shell/staff/index.ts'
import { intake as t, supply as ts } from '../../../text/zh-CN/window.ts'

type Line = OutputOf<typeof windowQueue>['items'][number]
interface Entry { id: string; lines: Line[]; bundle: boolean }

function entriesOf(lines: readonly Line[]): Entry[] {
  const out = new Map<string, Entry>()
  for (const line of lines) {
    const id = line.bundle ?? line.id
    const had = out.get(id)
    if (had) had.lines.push(line)
    else out.set(id, { id, lines: [line], bundle: !!line.bundle })
  }
  return [...out.values()]
}

/**
 * Two lists, F3 between them: what waits to be checked, and who still owes paper; first due first, members of a 一件事 are one entry.
 * Arrows move, Enter opens. The field takes a number, a scanned code or a whole name; Enter opens the first that it finds.
 */
export function Queue(p: { find: boolean; desk: 'intake' | 'supply'; other: () => void; chosen: string | undefined; choose: (id: string) => void }) {
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.replace(/\s/g, ''))
  const list = useRef<HTMLUListElement>(null)
  const waiting = p.desk === 'supply'
  const lines = useAsk(windowQueue, { query: { desk: p.desk, limit: 100, ...(asked ? { q: asked } : {}) } }, { every: 10_000, keep: true })
  const move = (e: React.KeyboardEvent<HTMLUListElement>) => {
    const by = e.key === 'ArrowDown' || e.key === 'j' ? 1 : e.key === 'ArrowUp' || e.key === 'k' ? -1 : 0
    if (!by) return
    e.preventDefault()
    const all = [...e.currentTarget.querySelectorAll<HTMLElement>('button')]
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  return (
    <section className="wb-queue" aria-labelledby="queue-title">
      <h2 id="queue-title" className="away">{waiting ? ts.waiting : t.queue}</h2>
      <div className="queue-lists" role="group" aria-label={t.title}>
        <button type="button" aria-pressed={!waiting} onClick={() => waiting && p.other()}>{t.lists.intake}</button>
        <button type="button" aria-pressed={waiting} onClick={() => !waiting && p.other()}>{t.lists.supply}</button>
        <Kbd>F3</Kbd>
      </div>
      <Input id="find-case" size="small" autoFocus={p.find} value={q} onPressEnter={() => list.current?.querySelector('button')?.click()} onChange={(e) => setQ(e.target.value)} aria-label={t.search} placeholder={t.search} prefix={<Icon of={Search} />} allowClear />
      <Asked of={lines} lines={5}>
        {(d) => (d.items.length ? (
          <ul className="list-plain queue-list" ref={list} onKeyDown={move}>
            {entriesOf(d.items).map((e, i) => <li key={e.id}><EntryButton of={e} at={e.id === p.chosen} first={i === 0 && !p.chosen} choose={p.choose} /></li>)}
          </ul>
        ) : asked ? <p className="second small" role="status">{t.otherList}<button type="button" className="linklike" onClick={p.other}>{t.otherListGo}<Kbd>F3</Kbd></button></p>
            : <p className="second small">{waiting ? ts.waitingEmpty : t.queueEmpty}</p>)}
      </Asked>
    </section>
  )
}

function EntryButton(p: { of: Entry; at: boolean; first: boolean; choose: (id: string) => void }) {
  const { mode } = usePage()
  const bundle = useAsk(getBundle, { params: { id: p.of.id } }, { enabled: p.of.bundle })
  const line = p.of.lines[0]!
  const worst = p.of.lines.find((l) => l.lamp === 'red') ?? p.of.lines.find((l) => l.lamp === 'yellow')
  return (
    <button type="button" aria-current={p.at || undefined} data-first={p.first || undefined} data-subject={p.of.id} onClick={() => p.choose(p.of.id)}>
      <b>{p.of.bundle ? bundle.data?.name ?? t.bundleOf(p.of.lines.length) : line.name}</b>
      <span className="small">{line.applicant}{p.of.bundle && <span className="second">　{t.bundleOf(p.of.lines.length)}</span>}</span>
      <span className="second small">{line.until ? ts.until(sayDue({ due: line.until }, mode.now)) : <>{t.receivedAt} {sayInstant(line.receivedAt, mode.now)}</>}{worst && worst.lamp !== 'none' && <> <Lamp kind={worst.lamp} /></>}</span>
    </button>
  )
}

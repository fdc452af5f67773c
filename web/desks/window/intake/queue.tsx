import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { getBundle, window as windowQueue } from '../../../../contract/casework.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { sayInstant } from '../../../../contract/say.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Lamp } from '../../../kit/lamp.tsx'
import { usePage } from '../../../kit/page.tsx'
import { Asked, useAsk } from '../../../shell/staff/index.ts'
import { intake as t } from '../../../text/zh-CN/window.ts'

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

/** What waits to be checked, first due first; members of a 一件事 are one entry. Arrows move, Enter opens. */
export function Queue(p: { chosen: string | undefined; choose: (id: string) => void }) {
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.replace(/\s/g, ''))
  const lines = useAsk(windowQueue, { query: { desk: 'intake', limit: 100, ...(asked ? { q: asked } : {}) } }, { every: 10_000, keep: true })
  const move = (e: React.KeyboardEvent<HTMLUListElement>) => {
    const by = e.key === 'ArrowDown' || e.key === 'j' ? 1 : e.key === 'ArrowUp' || e.key === 'k' ? -1 : 0
    if (!by) return
    e.preventDefault()
    const all = [...e.currentTarget.querySelectorAll<HTMLElement>('button')]
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  return (
    <section className="wb-queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{t.queue}</h2>
      <Input size="small" value={q} onChange={(e) => setQ(e.target.value)} aria-label={t.search} placeholder={t.search} prefix={<Icon of={Search} />} allowClear />
      <Asked of={lines} lines={5}>
        {(d) => (d.items.length ? (
          <ul className="list-plain queue-list" onKeyDown={move}>
            {entriesOf(d.items).map((e, i) => <li key={e.id}><EntryButton of={e} at={e.id === p.chosen} first={i === 0 && !p.chosen} choose={p.choose} /></li>)}
          </ul>
        ) : <p className="second small">{t.queueEmpty}</p>)}
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
      <span className="second small">{t.receivedAt} {sayInstant(line.receivedAt, mode.now)}{worst && worst.lamp !== 'none' && <> <Lamp kind={worst.lamp} /></>}</span>
    </button>
  )
}

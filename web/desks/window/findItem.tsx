import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useDeferredValue, useState, type KeyboardEvent } from 'react'
import { search } from '../../../contract/catalogue.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { Icon } from '../../kit/icon.tsx'
import { Asked, useAsk } from '../../shell/staff/index.ts'
import { find as t } from '../../text/zh-CN/window.ts'

export type Hit = OutputOf<typeof search>['hits'][number]
export interface Chosen { kind: 'item' | 'bundle'; key: string; name: string }

/** The right item from the citizen's own sentence; each hit says why it is there. Arrows choose, Enter takes. */
export function FindItem(p: { choose: (c: Chosen) => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(q.trim())
  const found = useAsk(search, { query: { q: asked, limit: 8 } }, { enabled: asked.length > 0, keep: true })
  const hits = found.data?.hits ?? []
  const key = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      setAt((n) => Math.max(0, Math.min(hits.length - 1, n + (e.key === 'ArrowDown' ? 1 : -1))))
    } else if (e.key === 'Enter') {
      e.preventDefault()
      const hit = hits[at]
      if (hit?.available && found.data?.q === q.trim()) p.choose(hit)
    }
  }
  return (
    <div className="find-item stack">
      <div>
        <label htmlFor="sentence">{t.label}</label>
        <Input id="sentence" size="large" autoFocus autoComplete="off" value={q} placeholder={t.placeholder} prefix={<Icon of={Search} />}
          onChange={(e) => { setQ(e.target.value); setAt(0) }} onKeyDown={key} role="combobox" aria-expanded={hits.length > 0} aria-controls="hits" aria-activedescendant={hits[at] ? `hit-${at}` : undefined} />
        <p className="hint">{t.keys}</p>
      </div>
      {!asked ? <p className="second">{t.empty}</p> : (
        <Asked of={found}>
          {(data) => (data.hits.length ? (
            <ul className="hits" id="hits" role="listbox" aria-label={t.title}>
              {data.hits.map((h, i) => (
                <li key={`${h.kind} ${h.key}`} id={`hit-${i}`} role="option" aria-selected={i === at} aria-disabled={!h.available || undefined} className={i === at ? 'at' : ''}
                  onClick={() => h.available && p.choose(h)}>
                  <span className="hit-name"><b>{h.name}</b>{h.kind === 'bundle' && <span className="tag">{t.bundle}</span>}</span>
                  <span className="second small">{h.organ}{!h.available && `　${t.unavailable}`}</span>
                  <span className="second small hit-why">{t.why}{h.why.slice(0, 3).join('；')}</span>
                </li>
              ))}
            </ul>
          ) : <p role="status">{t.none}</p>)}
        </Asked>
      )}
    </div>
  )
}

import { Button, Radio } from 'antd'
import { lamp as lampWords } from '../../text/zh-CN/frame.ts'
import { queue as t } from '../../text/zh-CN/department.ts'
import type { Lamp, QueueFilter, QueueLine } from './queries.ts'
import { useItems } from './queries.ts'

const lamps: Exclude<Lamp, 'none'>[] = ['red', 'yellow', 'green', 'paused']
const signs = { red: '■', yellow: '▲', green: '●', paused: '‖' }

/** Lamp and item; kept in the address, so that a filter can be saved as a bookmark and survives going back. */
export function QueueFilters(p: { of: QueueFilter; lines: readonly QueueLine[]; change: (next: QueueFilter) => void }) {
  const items = useItems()
  const organs = new Set(p.lines.map((l) => l.organName))
  const seen = new Map(p.lines.map((l) => [l.item, l.name]))
  for (const i of items.data?.items ?? []) if (i.kind === 'item' && (organs.has(i.organ) || i.key === p.of.item)) seen.set(i.key, i.name)
  return (
    <div className="d-filters" role="group" aria-label={t.filters}>
      <Radio.Group
        optionType="button" value={p.of.lamp ?? ''} aria-label={t.lamp}
        onChange={(e) => p.change({ ...p.of, lamp: e.target.value || undefined })}
        options={[{ value: '', label: t.all }, ...lamps.map((l) => ({ value: l, label: <span className={`lamp-${l} d-lamp-option`}><b aria-hidden="true">{signs[l]}</b> {lampWords[l]}</span> }))]}
      />
      <select className="input d-item-filter" aria-label={t.item} value={p.of.item ?? ''} onChange={(e) => p.change({ ...p.of, item: e.target.value || undefined })}>
        <option value="">{t.allItems}</option>
        {[...seen].map(([key, name]) => <option key={key} value={key}>{name}</option>)}
      </select>
      {(p.of.lamp || p.of.item) && <Button type="link" onClick={() => p.change({})}>{t.clear}</Button>}
    </div>
  )
}

import { Button, Input } from 'antd'
import { IdCard } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { useSession } from '../../shell/staff/index.ts'
import { card as t } from '../../text/zh-CN/window.ts'
import { attachedReader, demoCards } from './device/cardReader.ts'

/** The identity card: read by the device, typed, or in the demo taken from the simulator. Enter goes on. */
export function CardField(p: { go: (idNumber: string) => void; busy: boolean; label?: string }) {
  const session = useSession()
  const [value, set] = useState('')
  const [empty, setEmpty] = useState(false)
  const reader = attachedReader()
  const send = (e: FormEvent) => {
    e.preventDefault()
    if (value.trim()) p.go(value.trim().toUpperCase())
  }
  const read = async () => {
    const found = await reader!.read()
    setEmpty(!found)
    if (found) p.go(found.idNumber)
  }
  return (
    <form onSubmit={send} className="card-field">
      <label htmlFor="card">{t.label}</label>
      <div className="w-row">
        <Input id="card" className="number" autoFocus autoComplete="off" maxLength={18} value={value} onChange={(e) => set(e.target.value)} prefix={<Icon of={IdCard} />} aria-describedby="card-place" />
        {reader && <Button onClick={() => void read()}>{t.read}</Button>}
        <Button htmlType="submit" type="primary" loading={p.busy}>{p.label ?? t.go}</Button>
      </div>
      <p className="hint" id="card-place">{empty ? t.empty : t.place}</p>
      {!reader && session.profile !== 'production' && (
        <div className="simulator" role="group" aria-label={t.simulator}>
          <span className="second small">{t.simulator}</span>
          {demoCards.map((c) => <Button key={c.idNumber} size="small" data-card={c.idNumber} onClick={() => { set(c.idNumber); p.go(c.idNumber) }}>{c.name}</Button>)}
        </div>
      )}
    </form>
  )
}

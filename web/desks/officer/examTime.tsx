import { CloudCheck, CloudOff, CloudUpload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { sitting as t } from '../../text/zh-CN/exam.ts'
import type { SaveState } from './examAnswers.ts'

/** milliseconds left, every second anew; by the server's clock, not this machine's */
export function useLeft(left: () => number): number {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return left()
}

const said: Record<SaveState, { text: string; icon: typeof CloudCheck }> = {
  saved: { text: t.saved, icon: CloudCheck }, saving: { text: t.saving, icon: CloudUpload }, offline: { text: t.offline, icon: CloudOff }, moved: { text: t.stopped, icon: CloudOff }, ended: { text: t.stopped, icon: CloudOff },
}

/** What is sat, how long it still goes, whether the answers are kept. Read out when little time is left and when the net is gone, not every second. */
export function Head(p: { name: string; left: number; state: SaveState }) {
  const s = Math.max(0, Math.ceil(p.left / 1000))
  const minutes = s <= 60 ? 1 : s <= 300 ? 5 : s <= 600 ? 10 : 0
  return (
    <header className="e-bar">
      <b className="e-name">{p.name}</b>
      <span className={`e-left ${minutes ? 'e-soon' : ''}`}><span className="small">{t.left}</span> <time className="number">{t.leftText(Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60)}</time></span>
      <span className={`e-save e-${p.state}`} role={p.state === 'offline' ? 'alert' : undefined}><Icon of={said[p.state].icon} />{said[p.state].text}</span>
      <span className="away" role="status">{minutes > 0 && t.soon(minutes)}</span>
    </header>
  )
}

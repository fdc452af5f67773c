import { Button } from 'antd'
import { CheckCheck, MessageCircleWarning, ScreenShare } from 'lucide-react'
import { useState } from 'react'
import { getAssistance, openReadBack } from '../../../../contract/hall.ts'
import type { Problem } from '../../../../contract/problem.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Qr } from '../../../kit/qr.tsx'
import { Trouble, useAsk, useDo, useRefresh } from '../../../shell/staff/index.ts'
import { help as t } from '../../../text/zh-CN/window.ts'
import type { Assistance } from './page.tsx'

/**
 * 本人核对: the code in the largest type, for the citizen's own screen, and what is happening there. The helper can only wait,
 * change something (then it begins again), or send what was confirmed.
 */
export function Confirmation(p: { of: Assistance; busy: boolean; problem: Problem | undefined; name: (at: string) => string | undefined; submit: () => void; change: (group?: string) => void }) {
  const open = useDo(openReadBack)
  const refresh = useRefresh()
  const [code, setCode] = useState<string | null>(null)
  // asked every two seconds while somebody is reading on the other screen
  const live = useAsk(getAssistance, { params: { id: p.of.id } }, { every: 2_000 })
  const state = live.data?.readBack ?? p.of.readBack
  const begin = async () => {
    const done = await open.run({ params: { id: p.of.id }, body: {} })
    if (done) setCode(done.code)
    await refresh(getAssistance)
  }
  if (state === 'confirmed') return (
    <section className="sheet w-sheet stack read-back" aria-live="polite">
      <h2 className="w-great"><Icon of={CheckCheck} />{t.confirmed}</h2>
      <Trouble of={p.problem} name={p.name} />
      <div className="w-row"><Button type="primary" size="large" autoFocus loading={p.busy} onClick={p.submit}>{t.submit}</Button><Button onClick={() => p.change()}>{t.change}</Button><span className="second small">{t.changeNote}</span></div>
    </section>
  )
  if (state === 'rejected') return (
    <section className="sheet w-sheet stack read-back" aria-live="polite">
      <h2 className="w-lead"><Icon of={MessageCircleWarning} />{t.rejected}</h2>
      <ul className="wrong-groups list-plain">
        {(live.data ?? p.of).wrong.map((w) => <li key={w.group}><b>{w.group}</b><p>{w.note || t.wrongNo}</p><Button type="primary" onClick={() => p.change(w.group)}>{t.change}</Button></li>)}
      </ul>
    </section>
  )
  return (
    <section className="sheet w-sheet stack read-back" aria-live="polite">
      <h2>{t.toReadBack}</h2>
      <p>{t.readBackLead}</p>
      <Trouble of={open.problem} name={p.name} />
      {state === 'open' && code ? (
        <>
          <div className="code-box">
            <div><span className="second">{t.code}</span><p className="code-digits number" data-code={code}>{code.slice(0, 3)} {code.slice(3)}</p></div>
            <div><span className="second">{t.address}</span><p className="code-address">{location.origin}/readback</p></div>
            <Qr text={`${location.origin}/readback`} label={t.address} size={120} />
          </div>
          <p role="status" className="waiting-line">{t.waiting}</p>
          <div className="w-row"><Button onClick={() => p.change()}>{t.change}</Button><span className="second small">{t.changeNote}</span></div>
        </>
      ) : (
        <>
          {state === 'open' && <p className="second">{t.codeLost}</p>}
          <div className="w-row"><Button type="primary" size="large" autoFocus loading={open.busy} icon={<Icon of={ScreenShare} />} onClick={() => void begin()}>{state === 'open' ? t.again : t.toReadBack}</Button><Button onClick={() => p.change()}>{t.change}</Button></div>
        </>
      )}
    </section>
  )
}

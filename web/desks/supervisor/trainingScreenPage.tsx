import { Button } from 'antd'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { screen } from '../../../contract/training.ts'
import { Qr } from '../../kit/qr.tsx'
import { Asked, useAsk, useNow } from '../../shell/staff/index.ts'
import { whenOf } from '../../case/training.tsx'
import { screenPage as t } from '../../text/zh-CN/training.ts'

/** The screen of the room: one code for scanning, six digits for typing, how many have signed. Asks again as often as the code changes, and for the numbers. */
export default function TrainingScreenPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const navigate = useNavigate()
  const now = useNow() ?? ''
  const [kind, setKind] = useState<'in' | 'out'>(new URLSearchParams(location.search).get('kind') === 'out' ? 'out' : 'in')
  const shown = useAsk(screen, { params: { id }, query: { kind } }, { every: 3_000, keep: true })
  const left = useLeft(shown.data?.changesInMs, shown.dataUpdatedAt)
  return (
    <Asked of={shown}>
      {(s) => (
        <div className="tr-screen">
          <header><h1>{s.title}</h1><p className="kind">{t[kind]}</p></header>
          {s.closed ? <p className="closed" role="status">{s.closed}</p> : (
            <>
              <Qr text={s.link} label={t.qr(t[kind])} size={640} />
              <div className="side">
                <p className="say">{t.scan}，{t.digits}</p>
                <p className="digits" aria-live="off">{s.code.slice(0, 3)} {s.code.slice(3)}</p>
                <p className="say second">{t.changes(left)}</p>
                <p className="count">{kind === 'in' ? t.here : t.gone} {t.figures(kind === 'in' ? s.present : s.left, s.enrolled)}</p>
                {s.latest[0] && <p className="say second">{t.latest}：{s.latest.slice(0, 3).map((x) => x.name).join('、')}</p>}
              </div>
            </>
          )}
          <footer>
            <span>{whenOf(s, now)}　{s.place}　{t.own}</span>
            <span className="tr-bar">
              <Button onClick={() => setKind(kind === 'in' ? 'out' : 'in')}>{kind === 'in' ? t.toOut : t.toIn}</Button>
              <Button onClick={() => void navigate({ to: '/supervisor/training/batches/$id', params: { id } as never })}>{t.back}</Button>
            </span>
          </footer>
        </div>
      )}
    </Asked>
  )
}

/** seconds until the code changes, counted here between two answers */
function useLeft(ms: number | undefined, at: number): number {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500)
    return () => clearInterval(timer)
  }, [])
  return ms === undefined ? 0 : Math.max(0, Math.ceil((ms - (Date.now() - at)) / 1000))
}

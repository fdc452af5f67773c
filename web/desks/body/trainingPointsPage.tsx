import { Button, Input } from 'antd'
import { Award, CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { applyPoint, points } from '../../../contract/training.ts'
import { sayDate } from '../../../contract/say.ts'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh, useSession } from '../../shell/staff/index.ts'
import { pointsPage as t } from '../../text/zh-CN/training.ts'

/** The organ's own demonstration points, and the form with which it applies for one. */
export default function BodyPointsPage() {
  const now = useNow() ?? ''
  const id = useId()
  const session = useSession()
  const organ = session.organOf('bodyAdmin') ?? session.organOf('head') ?? ''
  const asked = useAsk(points, { query: { limit: 100 } })
  const doing = useDo(applyPoint)
  const refresh = useRefresh()
  const [f, set] = useState({ name: '', place: '', text: '' })
  const [said, setSaid] = useState('')
  const go = async () => {
    const done = await doing.run({ params: { organ }, body: f })
    if (!done) return
    setSaid(t.applied(done.name))
    set({ name: '', place: '', text: '' })
    await refresh(points)
  }
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1><p className="second">{t.lead}</p></header>
      {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
      <Asked of={asked}>
        {(d) => d.items.length === 0 ? <div className="tr-sheet"><Empty icon={Award}>{t.none}</Empty></div> : (
          <ul className="list-plain">{d.items.map((x) => <li key={x.id} className="tr-sheet"><h2>{x.name}</h2><p>{x.place}</p><p><b>{x.stateName}</b>{x.validTo && x.state === 'named' && <>　{t.validTo}：{sayDate(x.validTo, now)}</>}</p></li>)}</ul>
        )}
      </Asked>
      <section className="tr-sheet">
        <h2>{t.apply}</h2>
        <Trouble of={doing.problem} />
        <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
          <div><label htmlFor={`${id}n`}>{t.name}</label><Input id={`${id}n`} value={f.name} onChange={(e) => set({ ...f, name: e.target.value })} /></div>
          <div><label htmlFor={`${id}p`}>{t.place}</label><Input id={`${id}p`} value={f.place} onChange={(e) => set({ ...f, place: e.target.value })} /></div>
          <div className="wide-cell"><label htmlFor={`${id}t`}>{t.applyText}</label><Input.TextArea id={`${id}t`} rows={3} value={f.text} onChange={(e) => set({ ...f, text: e.target.value })} /></div>
          <p className="wide-cell"><Button type="primary" htmlType="submit" loading={doing.busy}>{t.applyGo}</Button></p>
        </form>
      </section>
    </div>
  )
}

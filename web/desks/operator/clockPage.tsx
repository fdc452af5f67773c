import { Button, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { moveClock } from '../../../contract/city.ts'
import { sayExactly, weekday } from '../../../contract/say.ts'
import { calendar } from '../../../law/calendar/index.ts'
import { addMinutes, WD } from '../../../law/kernel/dates.ts'
import { Trouble, useDo, useNow, useSession } from '../../shell/staff/index.ts'
import { clock as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

/** Demo and test only: legal time goes forward, and what falls due on the way is done in order. */
export default function ClockPage() {
  const now = useNow(1000) ?? ''
  const session = useSession()
  const cache = useQueryClient()
  const id = useId()
  const move = useDo(moveClock)
  const [day, setDay] = useState(now.slice(0, 10))
  const [time, setTime] = useState(now.slice(11, 16))
  const [said, setSaid] = useState('')
  const go = async (to: string) => {
    setSaid('')
    const done = await move.run({ body: { to } })
    if (!done) return
    setSaid(t.moved(sayExactly(done.legal), done.recorded))
    setDay(done.legal.slice(0, 10))
    setTime(done.legal.slice(11, 16))
    await cache.invalidateQueries()
  }
  if (session.profile === 'production') return <div className="o-page"><h1>{t.title}</h1><p>{t.production}</p></div>
  const tomorrow = WD(now.slice(0, 10), 1, calendar().provisional())
  return (
    <div className="o-page">
      <header className="o-head"><h1>{t.title}</h1><p className="second">{t.lead}</p></header>
      <section className="o-sheet">
        <p className="second">{t.now}</p>
        <p className="o-number number">{sayExactly(now)} <span className="second">{weekday(now)}</span></p>
        {said && <p className="o-said" role="status">{said}</p>}
        <Trouble of={move.problem} />
        <form className="o-period" onSubmit={(e) => { e.preventDefault(); void go(`${day}T${time}`) }}>
          <span>{t.to}</span>
          <label htmlFor={`${id}d`}>{t.day}</label><Input id={`${id}d`} type="date" value={day} onChange={(e) => setDay(e.target.value)} />
          <label htmlFor={`${id}t`}>{t.time}</label><Input id={`${id}t`} type="time" value={time} onChange={(e) => setTime(e.target.value)} />
          <Button type="primary" htmlType="submit" loading={move.busy}>{t.go}</Button>
        </form>
        <div className="o-period"><span>{t.quick}</span>
          <Button onClick={() => void go(addMinutes(now.slice(0, 16) + ':00.000+08:00', 60).slice(0, 16))}>{t.hour}</Button>
          <Button onClick={() => void go(`${tomorrow}T09:00`)}>{t.nextWorkday}</Button>
        </div>
      </section>
    </div>
  )
}

import { Button, Input, InputNumber } from 'antd'
import { Link } from '@tanstack/react-router'
import { CalendarDays, CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { addCourse, batches, courses, plan, progress } from '../../../contract/training.ts'
import { whenOf, type BatchOf } from '../../case/training.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { common, kinds, organiser as t } from '../../text/zh-CN/training.ts'
import { Parts, usePages, WhenWhereFields, whenWhereOf } from './trainingParts.tsx'

/** 今年的培训办得怎么样？ The year's sittings as a calendar, and the two things that begin one. */
export default function TrainingPage() {
  const now = useNow() ?? ''
  const year = Number(now.slice(0, 4))
  const { asked, items } = usePages(batches, { query: { year, limit: 100 } })
  const sum = useAsk(progress, { query: { limit: 1 } })
  const [said, setSaid] = useState('')
  const byMonth = new Map<string, BatchOf[]>()
  for (const b of items) byMonth.set(b.startsAt.slice(0, 7), [...(byMonth.get(b.startsAt.slice(0, 7)) ?? []), b])
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1><p className="lead">{sum.data ? t.answer(sum.data.people, sum.data.done, sum.data.short) : ''}</p></header>
      <Parts />
      {said && <p className="tr-said" role="status"><Icon of={CircleCheck} />{said}</p>}
      <div className="tr-two"><Plan said={setSaid} /><AddCourse said={setSaid} /></div>
      <Asked of={asked as never} lines={8}>
        {() => items.length === 0 ? <div className="tr-sheet"><Empty icon={CalendarDays}>{t.none}</Empty></div> : (
          <>
            {[...byMonth].map(([month, list]) => (
              <section key={month} className="tr-sheet">
                <h2>{t.month(month.slice(0, 4), month.slice(5))}</h2>
                <ol className="tr-days">{list.map((b) => <Day key={b.id} of={b} now={now} />)}</ol>
              </section>
            ))}
            {asked.hasNextPage && <p className="tr-bar"><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
          </>
        )}
      </Asked>
    </div>
  )
}

function Day(p: { of: BatchOf; now: string }) {
  const b = p.of
  return (
    <li className={`tr-day ${b.startsAt.slice(0, 10) === p.now.slice(0, 10) ? 'today' : ''}`.trim()}>
      <span className="number">{whenOf(b, p.now)}</span>
      <span><Link to="/supervisor/training/batches/$id" params={{ id: b.id } as never}>{b.course.title}</Link>　<span className="second small">{kinds[b.course.kind]}，{b.place}</span></span>
      <span className="number small">{common.seats(b.enrolled, b.capacity, b.waiting)}</span>
      <span>{b.stateName}</span>
    </li>
  )
}

function Plan(p: { said: (s: string) => void }) {
  const id = useId()
  const now = useNow() ?? ''
  const list = useAsk(courses, {})
  const doing = useDo(plan)
  const refresh = useRefresh()
  const [f, set] = useState({ course: '', lecturer: '', place: '', address: '', day: '', from: '09:00', to: '12:00', capacity: 200 })
  const go = async () => {
    const done = await doing.run({ body: { course: f.course, ...whenWhereOf(f), capacity: f.capacity, ...(f.lecturer ? { lecturer: f.lecturer } : {}) } })
    if (!done) return
    p.said(t.form.said(whenOf(done, now)))
    await refresh(batches)
  }
  return (
    <details className="tr-sheet">
      <summary>{t.plan}</summary>
      <Trouble of={doing.problem} />
      <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div><label htmlFor={`${id}c`}>{t.form.course}</label>
          <select id={`${id}c`} className="input" value={f.course} onChange={(e) => set({ ...f, course: e.target.value })}><option value="">{t.form.choose}</option>{(list.data?.items ?? []).map((c) => <option key={c.id} value={c.id}>{t.form.option(c.title, c.hours)}</option>)}</select></div>
        <WhenWhereFields of={f} on={(changed) => set({ ...f, ...changed })} />
        <div><label htmlFor={`${id}r`}>{t.form.lecturer}</label><Input id={`${id}r`} value={f.lecturer} onChange={(e) => set({ ...f, lecturer: e.target.value })} /></div>
        <div><label htmlFor={`${id}n`}>{t.form.capacity}</label><InputNumber id={`${id}n`} min={1} max={5000} value={f.capacity} onChange={(v) => set({ ...f, capacity: v ?? 1 })} /></div>
        <p className="wide-cell"><Button type="primary" htmlType="submit" loading={doing.busy}>{t.form.go}</Button></p>
      </form>
    </details>
  )
}

function AddCourse(p: { said: (s: string) => void }) {
  const id = useId()
  const doing = useDo(addCourse)
  const refresh = useRefresh()
  const [f, set] = useState<{ title: string; kind: keyof typeof kinds; laws: string; hours: number; offJob: boolean }>({ title: '', kind: 'professional', laws: '', hours: 4, offJob: false })
  const go = async () => {
    const done = await doing.run({ body: { title: f.title, kind: f.kind, laws: f.laws.split(/[、，,]/).map((x) => x.trim()).filter((x) => x), hours: f.hours, offJob: f.offJob } })
    if (!done) return
    p.said(t.form.added(done.title))
    set({ ...f, title: '', laws: '' })
    await refresh(courses)
  }
  return (
    <details className="tr-sheet">
      <summary>{t.course}</summary>
      <Trouble of={doing.problem} />
      <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div><label htmlFor={`${id}t`}>{t.form.title}</label><Input id={`${id}t`} value={f.title} onChange={(e) => set({ ...f, title: e.target.value })} /></div>
        <div><label htmlFor={`${id}k`}>{t.form.kind}</label><select id={`${id}k`} className="input" value={f.kind} onChange={(e) => set({ ...f, kind: e.target.value as keyof typeof kinds })}>{Object.entries(kinds).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></div>
        <div><label htmlFor={`${id}l`}>{t.form.laws}</label><Input id={`${id}l`} value={f.laws} onChange={(e) => set({ ...f, laws: e.target.value })} /></div>
        <div><label htmlFor={`${id}h`}>{t.form.hours}</label><InputNumber id={`${id}h`} min={0.5} max={80} step={0.5} value={f.hours} onChange={(v) => set({ ...f, hours: v ?? 0.5 })} /></div>
        <div><label className="tick"><input type="checkbox" checked={f.offJob} onChange={(e) => set({ ...f, offJob: e.target.checked })} />{t.form.offJob}</label></div>
        <p className="wide-cell"><Button htmlType="submit" loading={doing.busy}>{t.form.add}</Button></p>
      </form>
    </details>
  )
}


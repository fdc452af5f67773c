import { Button, Input } from 'antd'
import { CircleCheck, Users } from 'lucide-react'
import { useId, useState } from 'react'
import { credits, progress, shortList } from '../../../contract/training.ts'
import { sayDay } from '../../../contract/say.ts'
import { Basis } from '../../case/basis.tsx'
import '../../case/training.css'
import { Icon } from '../../kit/icon.tsx'
import { Lamp } from '../../kit/lamp.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { batchPage, common, hours, hoursPage as t } from '../../text/zh-CN/training.ts'
import { Parts, usePages } from './trainingParts.tsx'

/** 谁的学时还差？ By body, the worst first; the names behind a body; the whole list as a file. */
export default function TrainingHoursPage() {
  const now = useNow() ?? ''
  const [year, setYear] = useState(Number(now.slice(0, 4)))
  const [unit, setUnit] = useState<{ body: string | null; organ: string | null; name: string }>()
  const { asked, items, first } = usePages(progress, { query: { year, limit: 100 } })
  return (
    <div className="tr">
      <header className="tr-head">
        <h1>{t.title(year)}</h1>
        <p className="lead">{first ? t.answer(first.people, first.done, first.short, first.required) : ''}</p>
        <p className="second">{t.lead} {first && <Basis of={first.basis} />}</p>
      </header>
      <Parts />
      <div className="tr-bar">
        <Button onClick={() => { setYear(year - 1); setUnit(undefined) }}>{year - 1}</Button><b className="number">{year}</b><Button disabled={year >= Number(now.slice(0, 4))} onClick={() => { setYear(year + 1); setUnit(undefined) }}>{year + 1}</Button>
        <span className="second">{t.export}</span><a href={`/api/v1/training/export?year=${year}&format=xlsx`} download>{t.xlsx}</a><a href={`/api/v1/training/export?year=${year}&format=csv`} download>{t.csv}</a>
      </div>
      <Asked of={asked as never} lines={10}>
        {() => items.length === 0 ? <div className="tr-sheet"><Empty icon={Users}>{t.none}</Empty></div> : (
          <section className="tr-sheet">
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t.unit}>
              <table className="tr-table by-rows">
                <thead><tr><th scope="col">{t.unit}</th><th scope="col" className="num">{t.people}</th><th scope="col" className="num">{t.done}</th><th scope="col" className="num">{t.short}</th><th scope="col">{t.lamp}</th><th scope="col"><span className="away">{t.see}</span></th></tr></thead>
                <tbody>
                  {items.map((u) => (
                    <tr key={u.body ?? `o${u.organ}`}>
                      <th scope="row">{u.name}</th><td className="num" data-head={t.people}>{u.people}</td><td className="num" data-head={t.done}>{u.done}</td><td className="num" data-head={t.short}>{u.short}</td><td><Lamp kind={u.lamp} /></td>
                      <td>{u.short > 0 && <Button size="small" aria-label={`${t.see}：${u.name}`} onClick={() => setUnit(u)}>{t.see}</Button>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {asked.hasNextPage && <p><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
          </section>
        )}
      </Asked>
      {unit && <Short year={year} of={unit} now={now} />}
      <Credits />
    </div>
  )
}

function Short(p: { year: number; of: { body: string | null; organ: string | null; name: string }; now: string }) {
  const { asked, items } = usePages(shortList, { query: { year: p.year, limit: 100, ...(p.of.body ? { body: p.of.body } : p.of.organ ? { organ: p.of.organ } : {}) } })
  return (
    <section className="tr-sheet" aria-live="polite">
      <h2>{p.of.name}</h2>
      <Asked of={asked as never}>
        {() => items.length === 0 ? <p className="tr-none">{t.noneShort}</p> : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={p.of.name}>
            <table className="tr-table by-rows">
              <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.hours}</th><th scope="col">{t.missing}</th><th scope="col">{t.next}</th></tr></thead>
              <tbody>{items.map((x) => <tr key={x.learner}><th scope="row">{x.name}　<span className="second small number">{x.idTail}</span></th><td className="number">{hours(x.hours)}</td><td className="number">{hours(x.short)}</td><td className="number">{x.next ? sayDay(x.next, p.now) : ''}</td></tr>)}</tbody>
            </table>
          </div>
        )}
      </Asked>
      {asked.hasNextPage && <p><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
    </section>
  )
}

function Credits() {
  const id = useId()
  const doing = useDo(credits)
  const refresh = useRefresh()
  const [f, set] = useState({ csv: '', source: '' })
  const [done, setDone] = useState<{ taken: number; errors: { line: number; message: string }[] }>()
  const go = async () => {
    const out = await doing.run({ body: f })
    if (!out) return
    setDone(out)
    if (!out.errors.length) set({ csv: '', source: '' })
    await refresh(progress, shortList)
  }
  return (
    <details className="tr-sheet">
      <summary>{t.credit}</summary>
      <p className="second">{t.creditLead}</p>
      <Trouble of={doing.problem} />
      {done && <div className="tr-said" role="status"><p><Icon of={CircleCheck} />{t.credited(done.taken)}</p>{done.errors.length > 0 && <ul>{done.errors.map((e, i) => <li key={i}>{batchPage.line(e.line, e.message)}</li>)}</ul>}</div>}
      <form className="tr-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div className="wide-cell"><label htmlFor={`${id}l`}>{t.creditLead}</label><Input.TextArea id={`${id}l`} rows={4} value={f.csv} onChange={(e) => set({ ...f, csv: e.target.value })} /></div>
        <div><label htmlFor={`${id}s`}>{t.creditSource}</label><Input id={`${id}s`} value={f.source} onChange={(e) => set({ ...f, source: e.target.value })} /></div>
        <p className="wide-cell"><Button htmlType="submit" loading={doing.busy}>{t.creditGo}</Button></p>
      </form>
    </details>
  )
}

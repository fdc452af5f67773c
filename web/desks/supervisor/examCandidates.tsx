import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { admit, candidates, extra, get, type Exam } from '../../../contract/exams.ts'
import { organs as organList } from '../../../contract/city.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { Asked, call, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { candidate, supervisor as t } from '../../text/zh-CN/exam.ts'

type Line = OutputOf<typeof candidates>['items'][number]

/** bulk: organs of the directory, or a pasted list */
export function Admit(p: { exam: string }) {
  const id = useId()
  const organs = useAsk(organList, {}).data?.items ?? []
  const [chosen, setChosen] = useState<string[]>([])
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  const doing = useDo(admit)
  const refresh = useRefresh()
  const go = async () => {
    const done = await doing.run({ params: { id: p.exam }, body: { organs: chosen, people: text.split('\n') } })
    if (!done) return
    setSaid(t.admitted(done))
    // lines that were not found stay, to be put right
    setText(done.notFound.length ? text.split('\n').filter((_, i) => done.notFound.includes(i + 1)).join('\n') : '')
    setChosen([])
    await refresh(get, candidates)
  }
  return (
    <section className="x-sheet">
      <h2>{t.admit}</h2>
      <form onSubmit={(e) => { e.preventDefault(); void go() }}>
        <div className="x-fields">
          <div className="field">
            <label htmlFor={`${id}o`}>{t.admitOrgans}</label>
            <select id={`${id}o`} className="input" multiple size={6} value={chosen} onChange={(e) => setChosen([...e.target.selectedOptions].map((o) => o.value))}>{organs.map((o) => <option key={o.key} value={o.key}>{o.name}</option>)}</select>
          </div>
          <div className="field"><label htmlFor={`${id}p`}>{t.admitPeople}</label><textarea id={`${id}p`} className="input" rows={6} value={text} onChange={(e) => setText(e.target.value)} /></div>
        </div>
        {said && <p className="x-said" role="status">{said}</p>}
        <Trouble of={doing.problem} />
        <p className="actions"><button type="submit" className="button primary" aria-busy={doing.busy} disabled={!chosen.length && !text.trim()}>{t.admitGo}</button></p>
      </form>
    </section>
  )
}

const stages = ['admitted', 'signedIn', 'writing', 'handedIn'] as const

/** the list, by stage, page by page */
export function Candidates(p: { of: Exam }) {
  const id = useId()
  const [state, setState] = useState<(typeof stages)[number] | ''>('')
  const asked = useInfiniteQuery({
    queryKey: [candidates.id, p.of.id, state], initialPageParam: '', getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call(candidates, { params: { id: p.of.id }, query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const lines = asked.data?.pages.flatMap((x) => x.items) ?? []
  return (
    <section className="x-sheet">
      <div className="x-head">
        <h2>{t.list}</h2>
        <div className="x-row"><label htmlFor={id}>{t.state}</label><select id={id} className="input short" value={state} onChange={(e) => setState(e.target.value as typeof state)}><option value="">{t.all}</option>{stages.map((s) => <option key={s} value={s}>{candidate.mine[s]}</option>)}</select></div>
      </div>
      <Asked of={asked as never} lines={6}>
        {() => (lines.length === 0 ? <p className="second">{state ? t.nobodyHere : t.nobody}</p> : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t.list}>
            <table className="wide">
              <thead><tr><th scope="col">{t.person}</th><th scope="col">{t.organ}</th><th scope="col">{t.state}</th><th scope="col" className="num">{t.answered}</th><th scope="col" className="num">{t.moves}</th><th scope="col">{t.result}</th><th scope="col"><span className="away">{t.extra}</span></th></tr></thead>
              <tbody>{lines.map((l) => <One key={l.person} exam={p.of} of={l} />)}</tbody>
            </table>
          </div>
        ))}
      </Asked>
      {asked.hasNextPage && <p><button type="button" className="button" aria-busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t.more}</button></p>}
    </section>
  )
}

function One(p: { exam: Exam; of: Line }) {
  const l = p.of
  const [open, setOpen] = useState(false)
  return (
    <>
      <tr>
        <th scope="row">{l.name}</th><td>{l.organ}</td><td>{candidate.mine[l.state]}{l.extraMinutes > 0 && <span className="second small">　{t.extraGiven(l.extraMinutes)}</span>}</td>
        <td className="num">{l.asked !== null && `${l.answered} / ${l.asked}`}</td><td className="num">{l.moves || ''}</td><td>{l.marks !== null && candidate.result(l.marks, l.passed!)}</td>
        <td>{p.exam.state === 'set' && l.state !== 'handedIn' && <button type="button" className="linklike" aria-expanded={open} onClick={() => setOpen(!open)}>{t.extra}<span className="away">：{l.name}</span></button>}</td>
      </tr>
      {open && <tr><td colSpan={7}><Extra exam={p.exam.id} person={l.person} done={() => setOpen(false)} /></td></tr>}
    </>
  )
}

function Extra(p: { exam: string; person: string; done: () => void }) {
  const id = useId()
  const [minutes, setMinutes] = useState(10)
  const [reason, setReason] = useState('')
  const doing = useDo(extra)
  const refresh = useRefresh()
  const go = async () => {
    if (!await doing.run({ params: { id: p.exam, person: p.person }, body: { minutes, reason } })) return
    await refresh(candidates)
    p.done()
  }
  return (
    <form onSubmit={(e) => { e.preventDefault(); void go() }}>
      <div className="x-extra">
        <div><label htmlFor={`${id}m`}>{t.extraMinutes}</label><input id={`${id}m`} className="input short" type="number" min={1} max={180} value={minutes} onChange={(e) => setMinutes(Number(e.target.value))} /></div>
        <div><label htmlFor={`${id}r`}>{t.extraReason}</label><input id={`${id}r`} className="input" value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} /></div>
        <button type="submit" className="button" aria-busy={doing.busy}>{t.extraGo}</button>
      </div>
      <Trouble of={doing.problem} />
    </form>
  )
}

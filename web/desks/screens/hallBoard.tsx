import type { HallBoardView } from '../../../contract/views.ts'
import { usePage } from '../../kit/page.tsx'

/** The wall of the hall: who is called, and what can be fetched. Legible at ten metres; the newest call is also spoken. */
export function HallBoard(p: HallBoardView) {
  const { words } = usePage()
  const t = words.hallBoard
  const [newest, ...rest] = p.called
  return (
    <main className="board" id="live" data-island="live" data-etag={p.etag} data-seconds="3" aria-label={p.hall}>
      <section>
        <h1>{t.called}</h1>
        {newest ? (
          <ul aria-live="polite">
            <li className="newest" data-say={t.go(newest.ticket, newest.counter)}><span>{newest.ticket}</span><span>{newest.counter}</span></li>
            {rest.slice(0, 4).map((c) => <li key={c.ticket + c.at}><span>{c.ticket}</span><span>{c.counter}</span></li>)}
          </ul>
        ) : <p>{t.empty}</p>}
        <p className="bottom">{t.waiting(p.waiting)}</p>
      </section>
      <section>
        <h2>{t.ready}</h2>
        {p.ready.length ? <ul>{p.ready.slice(0, 5).map((r) => <li key={r.ticket}><span>{r.ticket}</span><span>{r.what}</span></li>)}</ul> : <p>{t.noReady}</p>}
        <p className="bottom">{t.issue(p.counterOfIssue)}</p>
      </section>
    </main>
  )
}

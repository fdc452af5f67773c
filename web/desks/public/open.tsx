import { sayExactly } from '../../../contract/say.ts'
import type { OpenView } from '../../../contract/views.ts'
import { usePage } from '../../kit/page.tsx'
import { Section, Sheet } from '../../kit/sheet.tsx'

type Log = OpenView['logs'][number]

/** Can the record be changed without anybody noticing? The answer as a sentence, then what it rests on; every figure is computed. */
export function Open(p: OpenView) {
  const { words } = usePage()
  const t = words.open
  const [newest] = p.logs
  return (
    <>
      <div className="page-head">
        <h1>{t.question}</h1>
        <p className={p.missingSince || p.alarms ? 'lead warn' : 'lead'}>{answer(p, t)}</p>
        {p.stopped && <p className="warn">{t.stopped}</p>}
      </div>
      <Sheet className="section">
        {newest && <Section title={t.newest}><Newest of={newest} watched={p.watched} /></Section>}
        <Section title={t.looked}>
          {p.scrub ? <p>{t.scrub(sayExactly(p.scrub.at), p.scrub.entries, p.scrub.acts, p.scrub.cases)} {p.scrub.faults ? <b className="warn">{t.faults(p.scrub.faults)}</b> : t.noFaults}</p> : <p className="second">{t.notLooked}</p>}
          <p>{p.alarms ? <b className="warn">{t.alarms(p.alarms)}</b> : t.noAlarms}</p>
        </Section>
        <Section title={t.drilled}><Drill {...p.backup} /></Section>
        <Section title={t.yourself}><ol>{t.steps.map((s) => <li key={s}>{s}</li>)}</ol><p><a href="/log/policy">{t.policy}</a></p></Section>
        {p.logs.length > 0 && <Section title={t.all}><All of={p.logs} /></Section>}
        <Section title={t.limits}><ul>{t.limitsList.map((s) => <li key={s}>{s}</li>)}</ul></Section>
      </Sheet>
    </>
  )
}

function answer(p: OpenView, t: ReturnType<typeof usePage>['words']['open']): string {
  if (!p.logs[0]) return t.empty
  if (p.alarms) return t.answerAlarms
  if (!p.watched) return t.answerAlone
  return p.missingSince ? t.answerMissing(sayExactly(p.missingSince)) : t.answer
}

/** could the city be brought back from its backup? Shown by doing it, not by having one */
function Drill(p: OpenView['backup']) {
  const t = usePage().words.open
  if (!p.drill) return <p className="second">{p.kept ? t.notDrilled : t.notKept}</p>
  const { at, seconds, base, covered, entries, equal } = p.drill
  return (
    <>
      <p>{t.drill(sayExactly(at), base && sayExactly(base), seconds)} {equal ? t.equal(covered && sayExactly(covered), entries) : <b className="warn">{entries === undefined ? t.notRestored : t.different}</b>}</p>
      {p.overdue && <p className="warn">{t.overdue}</p>}
    </>
  )
}

function Newest(p: { of: Log; watched: boolean }) {
  const { words } = usePage()
  const t = words.open
  return (
    <>
      <dl className="facts">
        <dt>{t.origin}</dt><dd className="number">{p.of.origin}</dd>
        <dt>{t.size}</dt><dd>{t.entries(p.of.size)}</dd>
        <dt>{t.signedAt}</dt><dd>{sayExactly(p.of.signedAt)}</dd>
        <dt>{t.root}</dt><dd className="number hash">{p.of.root}</dd>
      </dl>
      {p.watched && (p.of.witnesses.length ? (
        <ul className="members">{p.of.witnesses.map((w) => <li key={w.name}><b>{w.name}</b><span>{w.ok ? t.saw(sayExactly(w.at)) : <span className="warn">{t.sawNot(sayExactly(w.at), w.says)}</span>}</span></li>)}</ul>
      ) : <p className="second">{t.notSeen}</p>)}
    </>
  )
}

function All(p: { of: Log[] }) {
  const { words } = usePage()
  const t = words.open
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t.all}>
      <table>
        <caption className="away">{t.all}</caption>
        <thead><tr><th scope="col">{t.origin}</th><th scope="col">{t.crypto}</th><th scope="col" className="num">{t.size}</th><th scope="col">{t.files}</th></tr></thead>
        <tbody>{p.of.map((l) => <tr key={l.origin}><th scope="row" className="number">{l.origin}</th><td>{t.profiles[l.profile]}</td><td className="num">{l.size.toLocaleString('en-US')}</td><td><a href={`/log/${l.origin}/checkpoint`}>{t.checkpoint}</a></td></tr>)}</tbody>
      </table>
    </div>
  )
}

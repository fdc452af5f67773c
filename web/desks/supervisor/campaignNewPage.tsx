import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { create, profiles as profilesEndpoint, progress as progressEndpoint } from '../../../contract/campaigns.ts'
import { ProblemError, type OutputOf } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { sayBytes } from '../../../contract/say.ts'
import { Asked, Trouble, useAsk, useDo, useNow } from '../../shell/staff/index.ts'
import { board, make as t } from '../../text/zh-CN/campaign.ts'
import { upload } from '../../case/upload.ts'
import '../../case/cleanUp.css'

type Profile = OutputOf<typeof profilesEndpoint>['items'][number]
type Which = 'officers' | 'bodies' | 'supervisors'

/** A roster becomes a clean-up: files, profile, day, settings with where each comes from; nobody is told by it. */
export default function CampaignNewPage() {
  const asked = useAsk(profilesEndpoint, {})
  return (
    <div className="cu-page">
      <p><Link to="/supervisor/campaigns">{board.back}</Link></p>
      <header className="cu-head"><h1>{t.title}</h1><p className="second">{t.lead}</p></header>
      <Asked of={asked} lines={8}>{({ items }) => <Form profiles={items} />}</Asked>
    </div>
  )
}

function Form(p: { profiles: Profile[] }) {
  const navigate = useNavigate()
  const today = (useNow() ?? '').slice(0, 10)
  const make = useDo(create)
  const [name, setName] = useState('')
  const [key, setKey] = useState(p.profiles[0]?.key ?? '')
  const [asOf, setAsOf] = useState(today)
  const [set, setSet] = useState<Record<string, string>>({})
  const [files, setFiles] = useState<Partial<Record<Which, File>>>({})
  const [problem, setProblem] = useState<Problem>()
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)
  const progress = useAsk(progressEndpoint, {}, { enabled: busy, every: 500 })
  const profile = p.profiles.find((x) => x.key === key)
  const go = async () => {
    setProblem(undefined)
    if (name.trim().length < 2 || !profile || !asOf || !files.officers || !files.bodies) return setShort(true)
    setShort(false)
    setBusy(true)
    try {
      const handed: Partial<Record<Which, { name: string; sha256: string }>> = {}
      for (const which of ['officers', 'bodies', 'supervisors'] as const) if (files[which]) handed[which] = await upload(files[which])
      const done = await make.run({ body: { name: name.trim(), profile: key, asOf, settings: set, officers: handed.officers!, bodies: handed.bodies!, ...(handed.supervisors ? { supervisors: handed.supervisors } : {}) } })
      if (done) await navigate({ to: `/supervisor/campaigns/${done.id}` as never })
    } catch (e) {
      if (!(e instanceof ProblemError)) throw e
      setProblem(e.problem)
    } finally {
      setBusy(false)
    }
  }
  const known = progress.data
  return (
    <form className="cu-form" onSubmit={(e) => { e.preventDefault(); void go() }}>
      <section className="cu-sheet">
        <div className="field"><label htmlFor="c-name"><b>{t.name}</b></label><span id="c-name-hint" className="second small">{t.nameHint}</span><input id="c-name" className="input" value={name} maxLength={80} aria-describedby="c-name-hint" onChange={(e) => setName(e.target.value)} /></div>
        <div className="field"><label htmlFor="c-profile"><b>{t.profile}</b></label><select id="c-profile" className="input" value={key} onChange={(e) => { setKey(e.target.value); setSet({}) }}>{p.profiles.map((x) => <option key={x.key} value={x.key}>{x.name}</option>)}</select></div>
        <div className="field"><label htmlFor="c-day"><b>{t.asOf}</b></label><span id="c-day-hint" className="second small">{t.asOfHint}</span><input id="c-day" className="input" type="date" value={asOf} aria-describedby="c-day-hint" onChange={(e) => setAsOf(e.target.value)} /></div>
      </section>
      <section className="cu-sheet">
        {(['officers', 'bodies', 'supervisors'] as const).map((which) => (
          <div key={which} className="field">
            <label htmlFor={`c-${which}`}><b>{t.files[which]}　<span className="second small">{which === 'supervisors' ? t.optional : t.needed}</span></b></label>
            <input id={`c-${which}`} type="file" className="input" accept=".csv,.xlsx,.txt" onChange={(e) => setFiles({ ...files, [which]: e.target.files?.[0] })} />
            {files[which] && <span className="second small" role="status">{t.chosen(files[which].name, sayBytes(files[which].size))}</span>}
          </div>
        ))}
      </section>
      {profile && <Settings of={profile} set={set} change={setSet} />}
      <Trouble of={problem ?? make.problem} />
      {short && <p role="alert" className="cu-danger">{t.missing}</p>}
      <p className="cu-row"><button type="submit" className="button primary" disabled={busy}>{t.go}</button>{busy && <span role="status">{t.progress(t.going[known?.step ?? 'none'] ?? t.going['none']!, known?.written ?? 0, known?.rows ?? 0)}</span>}</p>
    </form>
  )
}

/** every setting with its bounds and source; what was changed stands in the record of the campaign */
function Settings(p: { of: Profile; set: Record<string, string>; change: (set: Record<string, string>) => void }) {
  const put = (key: string, value: string, usual: string) => {
    const { [key]: _, ...rest } = p.set
    p.change(value === usual ? rest : { ...rest, [key]: value })
  }
  return (
    <section className="cu-sheet">
      <details>
        <summary><b>{t.settings}</b>　<span className="second">{t.changed(Object.keys(p.set).length)}</span></summary>
        <p className="second">{t.settingsLead}</p>
        <div className="cu-settings">
          {p.of.settings.map((s) => {
            const id = `s-${s.key}`
            const value = p.set[s.key] ?? s.value
            return (
              <div key={s.key} className="cu-setting">
                <label htmlFor={id}>{s.name}</label>
                {s.kind === 'yesNo' ? <select id={id} className="input" value={value} onChange={(e) => put(s.key, e.target.value, s.value)}><option>是</option><option>否</option></select>
                  : <input id={id} className="input" type={s.kind === 'number' ? 'number' : s.kind === 'day' ? 'date' : 'text'} value={value} min={s.least} max={s.most} step="any" onChange={(e) => put(s.key, e.target.value, s.value)} />}
                <span className="second small">{[s.least !== undefined && s.most !== undefined && t.between(s.least, s.most), s.kind === 'words' && t.words, s.source].filter(Boolean).join('；')}</span>
              </div>
            )
          })}
        </div>
      </details>
      <details>
        <summary><b>{t.rules}</b>　<span className="second">{p.of.rules.length}</span></summary>
        <ul>{p.of.rules.map((r) => <li key={r.list + r.code + r.name}><b>{r.code}</b> {r.name}　<span className="second small">{r.basis}{r.source ? `（${r.source}）` : ''}</span></li>)}</ul>
      </details>
    </section>
  )
}

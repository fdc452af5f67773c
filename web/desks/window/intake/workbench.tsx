import { useEffect, useRef, useState } from 'react'
import { acceptBundle, acts, getBundle, noticeBundle, overview, window as windowQueue } from '../../../../contract/casework.ts'
import type { OutputOf } from '../../../../contract/client.ts'
import { sayInstant } from '../../../../contract/say.ts'
import { CaseNumber } from '../../../case/number.tsx'
import { usePage } from '../../../kit/page.tsx'
import { KeyButton, Trouble, useDo, useKeys, useRefresh } from '../../../shell/staff/index.ts'
import { fix as tf, intake as t, turnAway as ta } from '../../../text/zh-CN/window.ts'
import { print } from '../print.tsx'
import type { Strokes } from '../signPad.tsx'
import { Checklist } from './checklist.tsx'
import { Finished, type Outcome } from './finished.tsx'
import { FixPanel, NoticePanel, TolerantPanel, TurnAwayPanel, type TurnedAway } from './panels.tsx'
import { checksOf, faults, markOf, rowsOf, unchecked, type BundleOut, type Mark, type Marks, type Member, type Row } from './rows.ts'
import { Reveal, Side, type Revealed } from './side.tsx'

type Done = OutputOf<(typeof acts)[number]['endpoint']>
const endpointOf = (type: (typeof acts)[number]['type']) => acts.find((a) => a.type === type)!.endpoint
type Panel = 'list' | 'notice' | 'fix' | 'tolerant' | 'away'

/** One case or one 一件事 on the counter: checklist, and the acts that end the checking. No dialog on the way. */
export function Workbench(p: { members: Member[]; bundle: BundleOut | null; leave: () => void; fresh: () => void; reload: () => void }) {
  const { mode } = usePage()
  const refresh = useRefresh()
  const [marks, setMarks] = useState<Marks>(() => Object.fromEntries(rowsOf(p.members).filter((r) => r.fromMember && r.stands.result === 'unchecked').map((r) => [r.key, { result: 'ok', form: 'have' }])))
  const [at, setAt] = useState(0)
  const [panel, setPanel] = useState<Panel>('list')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [told, tell] = useState('')
  const [open, setOpen] = useState<Map<string, Revealed>>(new Map())
  const [empty, setEmpty] = useState<ReadonlySet<string>>(new Set())
  const seqs = useRef(new Map<string, number>())
  const acceptButton = useRef<HTMLButtonElement>(null)
  const check = useDo(endpointOf('check')), accept = useDo(endpointOf('accept')), file = useDo(endpointOf('file'))
  const oneNotice = useDo(endpointOf('oneTimeNotice')), guide = useDo(endpointOf('guideCorrection')), fixing = useDo(endpointOf('fixOnTheSpot')), tolerant = useDo(endpointOf('acceptTolerant'))
  const notNeeded = useDo(endpointOf('notNeeded')), notCompetent = useDo(endpointOf('notCompetent')), outOfScope = useDo(endpointOf('outOfScope'))
  const acceptAll = useDo(acceptBundle), noticeAll = useDo(noticeBundle)
  const all = [check, accept, file, oneNotice, guide, fixing, tolerant, notNeeded, notCompetent, outOfScope, acceptAll, noticeAll]
  const problem = all.find((x) => x.problem)?.problem
  const busy = all.some((x) => x.busy)
  const clear = () => all.forEach((x) => x.clear())

  const views = p.members.map((m) => m.view)
  const first = views[0]!
  const rows = rowsOf(p.members.map((m) => { const r = open.get(m.view.id); return r ? { ...m, view: { ...m.view, form: r.form } } : m }), empty)
  // members whose correction came in are accepted already; the others still wait here
  const atWindow = views.some((v) => v.state === 'received') ? views.filter((v) => v.state === 'received') : views
  const may = (type: string) => atWindow.every((v) => v.allowed.some((a) => a.type === type))
  const filing = first.regime === 'filing'
  const wrong = faults(rows, marks)
  const wrongFields = wrong.filter((f) => f.kind === 'field')
  // nobody checks a filing: what is asked is there or it is not (MOD-07)
  const left = filing ? [] : unchecked(rows, marks)
  const checked = rows.filter((r) => r.kind === 'material' && markOf(marks, r).result !== 'unchecked').length
  const nameOf = (id: string) => rows.find((r) => r.parts.some((x) => x.id === id))?.name
  const seqOf = (id: string) => Math.max(seqs.current.get(id) ?? 0, views.find((v) => v.id === id)!.seq)
  const note = (done: Done) => void seqs.current.set(done.id, done.seq)
  const mark = (row: Row, m: Mark) => { tell(''); setMarks((x) => ({ ...x, [row.key]: m })) }
  const reload = () => { clear(); p.reload() }

  /** what was marked becomes 核对 acts, one for each case that it changes; false when one was refused */
  const saveChecks = async (): Promise<boolean> => {
    if (filing) return true
    const changed = checksOf(rows, marks)
    for (const [id, results] of changed) {
      const done = await check.run({ params: { id }, body: { payload: { results } } } as never, { ifMatch: seqOf(id) })
      if (!done) return false
      note(done as Done)
    }
    // what is on record now is read again, so that a second try after a refusal does not check everything twice
    if (changed.size) p.reload()
    return true
  }
  const begin = () => { clear(); tell('') }
  const end = async (o: Pick<Outcome, 'kind' | 'due' | 'promiseAt' | 'papers'>) => {
    setOutcome({ ...o, id: p.bundle?.id ?? first.id, bundle: !!p.bundle, members: views.map((v) => v.name), number: p.bundle?.number ?? first.number })
    await refresh(windowQueue, overview, getBundle)
  }
  const paper = (id: string, docs: Done['documents']) => docs.map((d) => ({ case: id, ...d }))

  const takeIn = async () => {
    begin()
    if (!may(filing ? 'file' : 'accept')) return tell(t.notAllowed(filing ? t.bar.file : t.bar.accept, first.stateName))
    if (left.length) { setPanel('list'); setAt(rows.indexOf(left[0]!)); return tell(t.uncheckedLeft(left.length)) }
    if (!(await saveChecks())) return
    if (p.bundle) {
      const done = await acceptAll.run({ params: { id: p.bundle.id }, body: {} })
      if (!done) return
      const papers = paper(p.bundle.id, done.documents)
      await end({ kind: 'accepted', due: done.due, promiseAt: done.promiseAt, papers })
      if (papers[0]) print(papers[0].case, papers[0].id)
      return
    }
    const act = filing ? file : accept
    const done = (await act.run({ params: { id: first.id }, body: {} } as never, { ifMatch: seqOf(first.id) })) as Done | undefined
    if (!done) return
    note(done)
    const papers = paper(first.id, done.documents)
    await end({ kind: filing ? 'filed' : 'accepted', due: filing ? null : done.promiseAt?.slice(0, 10) ?? done.due, promiseAt: filing ? null : done.promiseAt, papers })
    if (papers[0]) print(papers[0].case, papers[0].id)
  }
  const giveNotice = async (said: Record<string, string>, periodDays: number) => {
    begin()
    if (!(await saveChecks())) return
    const items = (id: string) => wrong.flatMap((f) => f.parts.filter((x) => x.caseId === id).map((x) => ({ kind: f.kind, id: x.id, problem: f.problem })))
    const explanations = Object.fromEntries(wrong.flatMap((f) => (said[f.key] ? f.parts.map((x) => [x.id, said[f.key]!]) : [])))
    const cases = views.filter((v) => items(v.id).length)
    if (p.bundle) {
      const done = await noticeAll.run({ params: { id: p.bundle.id }, body: { cases: Object.fromEntries(cases.map((v) => [v.id, items(v.id)])), periodDays, explanations } })
      if (done) return end({ kind: 'notice', due: done.due, promiseAt: null, papers: done.cases.flatMap((c) => paper(c.id, c.documents)) })
    } else {
      const act = filing ? guide : oneNotice
      const done = (await act.run({ params: { id: first.id }, body: { payload: { items: items(first.id), ...(filing ? {} : { periodDays }) }, personal: { explanations } } } as never, { ifMatch: seqOf(first.id) })) as Done | undefined
      if (done) return end({ kind: 'notice', due: done.due, promiseAt: null, papers: paper(first.id, done.documents) })
    }
  }
  // a rule has named fields that are empty: they come into the list, and so into the one notice or the fix on the spot
  const named = problem?.findings.flatMap((f) => (/#(form-complete|complete-notice|guided-whole)$|^permit\/filing#complete$/.test(f.rule) && f.at && p.members.some((m) => m.terms.fields.some((x) => x.id === f.at)) ? [f.at] : [])) ?? []
  if (named.some((at) => !empty.has(at))) setEmpty(new Set([...empty, ...named]))

  const putRight = async (changes: Record<string, unknown>, strokes: Strokes, shown: string) => {
    begin()
    for (const v of views) {
      const here = wrongFields.flatMap((f) => f.parts.filter((x) => x.caseId === v.id).map((x) => [x.id, changes[f.key]] as const))
      if (!here.length) continue
      const done = await fixing.run({ params: { id: v.id }, body: { payload: { fields: here.map(([id]) => id), signed: true }, personal: { changes: Object.fromEntries(here), signature: { strokes, shown } } } } as never, { ifMatch: seqOf(v.id) })
      if (!done) return
      note(done as Done)
    }
    setMarks((x) => Object.fromEntries(Object.entries(x).filter(([k]) => !wrongFields.some((f) => f.key === k))))
    tell(tf.done(wrongFields.length))
    setPanel('list')
    p.reload()
  }
  /** S3: the applicant puts it right on his own screen; what is wrong goes on record with the checks, and there is no notice */
  const askApplicant = async (notes: Record<string, string>) => {
    begin()
    const changed = checksOf(rows, marks)
    for (const v of views) {
      const here = wrongFields.flatMap((f) => f.parts.filter((x) => x.caseId === v.id).map((x) => ({ id: x.id, note: notes[f.key]?.trim() })))
      if (!here.length && !changed.has(v.id)) continue
      const said = Object.fromEntries(here.filter((x) => x.note).map((x) => [x.id, x.note]))
      const done = await check.run({ params: { id: v.id }, body: { payload: { results: changed.get(v.id) ?? {}, fields: here.map((x) => x.id) }, personal: Object.keys(said).length ? { notes: said } : {} } } as never, { ifMatch: seqOf(v.id) })
      if (!done) return
      note(done as Done)
    }
    // it stands on the server now: when the applicant has put it right, the mark goes by itself
    setMarks((x) => Object.fromEntries(Object.entries(x).filter(([k]) => !wrongFields.some((f) => f.key === k))))
    tell(tf.sent)
    setPanel('list')
    p.reload()
  }
  const turnAway = async (t: TurnedAway) => {
    begin()
    const act = t.kind === 'notNeeded' ? notNeeded : t.kind === 'notCompetent' ? notCompetent : outOfScope
    const payload = { ...(t.kind === 'notCompetent' ? { competentBody: t.body } : {}), ...(act === outOfScope ? { ground: t.kind, ...(t.body && t.kind === 'needsApproval' ? { competentBody: t.body } : {}) } : {}) }
    const done = (await act.run({ params: { id: first.id }, body: { payload, personal: { reason: t.reason } } } as never, { ifMatch: seqOf(first.id) })) as Done | undefined
    if (!done) return
    const papers = paper(first.id, done.documents)
    await end({ kind: 'turnedAway', due: null, promiseAt: null, papers })
    if (papers[0]) print(papers[0].case, papers[0].id)
  }
  const takeTolerant = async (supplyBy: string, strokes: Strokes, shown: string) => {
    begin()
    if (!(await saveChecks())) return
    const done = (await tolerant.run({ params: { id: first.id }, body: { payload: { missing: wrong.flatMap((f) => f.parts.map((x) => x.id)), supplyBy }, personal: { commitment: { strokes, shown } } } } as never, { ifMatch: seqOf(first.id) })) as Done | undefined
    if (done) await end({ kind: 'accepted', due: done.promiseAt?.slice(0, 10) ?? done.due, promiseAt: done.promiseAt, papers: paper(first.id, done.documents) })
  }
  const show = (next: Panel) => {
    begin()
    if (next === 'notice' && !wrong.length) return tell(left.length ? t.uncheckedLeft(left.length) : t.nothingWrong)
    if (next === 'notice' && left.length) { setAt(rows.indexOf(left[0]!)); return tell(t.uncheckedLeft(left.length)) }
    if (next === 'fix' && !wrongFields.length) return tell(t.fixNone)
    if (next === 'away' && p.bundle) return tell(ta.inBundle)
    if (next === 'tolerant' && p.bundle) return tell(t.bundleNoTolerant)
    if (next === 'tolerant' && !p.members[0]!.terms.tolerant) return tell(t.notTolerant)
    if (next === 'tolerant' && !wrong.length) return tell(t.nothingWrong)
    // nobody signs for what the guide does not leave open
    const main = wrong.find((f) => !f.tolerable)
    if (next === 'tolerant' && main) return tell(t.notTolerable(main.name))
    setPanel(next)
  }
  const back = () => {
    if (panel === 'list' || outcome) return p.leave()
    clear()
    setPanel('list')
  }
  const away = () => (panel === 'away' ? submitPanel() : show('away'))
  const submitPanel = () => document.querySelector<HTMLFormElement>('form.panel')?.requestSubmit()
  useKeys({
    Escape: back, F8: outcome ? undefined : () => void takeIn(),
    F4: outcome ? undefined : () => (panel === 'notice' ? submitPanel() : show('notice')), F6: outcome || filing ? undefined : () => (panel === 'fix' ? submitPanel() : show('fix')), F7: outcome ? undefined : filing ? away : () => (panel === 'tolerant' ? submitPanel() : show('tolerant')),
    // in the panel of F6 the key has its own meaning there
    F9: outcome || filing || panel === 'fix' ? undefined : away,
  })
  useEffect(() => { if (panel !== 'list') document.querySelector<HTMLElement>('form.panel :is(input, textarea, select)')?.focus() }, [panel])
  const common = { busy, problem, reload, name: nameOf }
  return (
    <>
      <section className="wb-main">
        <header className="wb-head">
          <div>
            <h2>{p.bundle?.name ?? first.name}</h2>
            <p className="w-row small"><b>{[...open.values()][0]?.applicant ?? first.applicant}</b><span className="second">{t.channel[first.channel]}　{t.receivedAt} {sayInstant(first.receivedAt, mode.now)}</span>{first.helper && <span className="second">{t.helper} {first.helper}</span>}<span className="second"><CaseNumber of={p.bundle?.number ?? first.number} /></span></p>
          </div>
          {!outcome && <Reveal members={p.members} shown={open.size > 0} show={setOpen} />}
        </header>
        <div className="wb-scroll">
          {outcome ? <Finished of={outcome} next={p.leave} />
            : panel === 'notice' ? <NoticePanel {...common} faults={wrong} added={wrong.filter((f) => f.kind === 'field' && f.problem === 'missing').length} go={(s, d) => void giveNotice(s, d)} />
            : panel === 'fix' ? <FixPanel {...common} fields={wrongFields} toApplicant={(notes) => void askApplicant(notes)} who={first.applicant} go={(c, s, d) => void putRight(c, s, d)} />
            : panel === 'away' ? <TurnAwayPanel {...common} filing={filing} go={(x) => void turnAway(x)} />
            : panel === 'tolerant' ? <TolerantPanel {...common} missing={wrong} who={first.applicant} go={(b, s, d) => void takeTolerant(b, s, d)} />
            : <><Trouble of={problem} again={reload} name={nameOf} /><Checklist rows={rows} marks={marks} mark={mark} at={Math.min(at, rows.length - 1)} setAt={setAt} finished={() => acceptButton.current?.focus()} locked={!may('check') && !filing} owner={first.applicantId} uploaded={p.reload} /></>}
        </div>
      </section>
      <Side members={p.members} at={first} />
      <div className="wb-bar" role="toolbar" aria-label={t.title}>
        <KeyButton k="F2" onClick={p.fresh}>{t.bar.new}</KeyButton>
        {outcome ? <span className="wb-told" /> : <>
          <KeyButton k="F4" onClick={() => show('notice')}>{filing ? t.bar.guide : t.bar.notice}</KeyButton>
          {!filing && <KeyButton k="F6" onClick={() => show('fix')}>{t.bar.fix}</KeyButton>}
          {filing ? <KeyButton k="F7" onClick={away}>{t.bar.outOfScope}</KeyButton> : <KeyButton k="F7" onClick={() => show('tolerant')}>{t.bar.tolerant}</KeyButton>}
          {!filing && panel !== 'fix' && <KeyButton k="F9" onClick={away}>{t.bar.turnAway}</KeyButton>}
          <span className="wb-told" role="status">{told || (busy ? t.busy : filing ? '' : t.progress(checked, rows.filter((r) => r.kind === 'material').length))}</span>
          <KeyButton k="F8" type="primary" loading={busy} ref={acceptButton} onClick={() => void takeIn()}>{filing ? t.bar.file : t.bar.accept}</KeyButton>
        </>}
        <KeyButton k="Escape" onClick={back}>{t.bar.back}</KeyButton>
      </div>
    </>
  )
}

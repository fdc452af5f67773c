import { CheckCheck, CircleCheck, CircleX, PenTool } from 'lucide-react'
import { sayInstant } from '../../../contract/say.ts'
import type { ReadBackEntry, ReadBackView } from '../../../contract/views.ts'
import { Basis } from '../../case/basis.tsx'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { Icon, IconWord } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Sheet } from '../../kit/sheet.tsx'

/** The citizen's own screen at the help desk: one group at a time, 对 or 不对, then the confirmation in their own hand. */
export function ReadBack(p: ReadBackView) {
  return <div className="narrow"><Sheet className="one-question"><ErrorSummary errors={p.errors} /><Stage {...p} /></Sheet></div>
}

function Stage(p: ReadBackView) {
  const { mode, words } = usePage()
  const t = words.readBack
  switch (p.stage) {
    case 'enter': return <Enter {...p} />
    case 'check': return <Check {...p} />
    case 'confirm': return <Confirm {...p} />
    case 'done': return p.rejected ? <><h1 className="great">{t.sentBack}</h1><p className="lead">{t.sentBackLead}</p></> : <><h1 className="great"><Icon of={CheckCheck} />{t.done}</h1><p className="lead">{t.doneLead(p.confirmedAt ? sayInstant(p.confirmedAt, mode.now) : '')}</p></>
    case 'refused': return <><h1>{t.refused}</h1><p className="lead">{p.why}</p></>
  }
}

function Enter(p: ReadBackView) {
  const { words } = usePage()
  const t = words.readBack
  return (
    <PostForm action="/readback">
      <label htmlFor={anchor('code')}><h1>{t.enter}</h1></label>
      <ErrorText errors={p.errors} at="code" />
      <input className="input code-input number" id={anchor('code')} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} defaultValue={p.code} aria-label={t.codeLabel} />
      <p className="hint">{t.enterLead}</p>
      <div className="actions"><Button look="primary">{t.open}</Button></div>
    </PostForm>
  )
}

function Check(p: ReadBackView) {
  const { words } = usePage()
  const t = words.readBack
  const g = p.group!
  const changed = g.entries.filter((e) => e.changed).length
  return (
    <>
      <p className="steps-word">{t.lead(p.helper ? `${p.helper.desk} ${p.helper.name}` : '')}　{t.at(g.at, g.of)}</p>
      <h1>{g.title}</h1>
      {g.at === 1 && p.mandate && <p className="section second">{t.mandate}：{p.mandate}</p>}
      {changed > 0 && <p>{t.changed(changed)}</p>}
      <Entries of={g.entries} />
      <PostForm action={`/readback/${p.code}`} nth={g.key}>
        <Hidden values={{ group: g.key }} />
        <div className="verdict">
          <Button look="primary" icon={CircleCheck} name="verdict" value="right">{t.right}</Button>
          <Button icon={CircleX} name="verdict" value="wrong">{t.wrong}</Button>
        </div>
        <div className="field section"><label htmlFor="f-note">{t.what}<span className="optional">{words.form.optional}</span></label><textarea id="f-note" className="input" name="note" rows={2} maxLength={300} /></div>
      </PostForm>
    </>
  )
}

function Entries(p: { of: ReadBackEntry[] }) {
  const { words } = usePage()
  const t = words.readBack
  return (
    <dl className="readback">
      {p.of.map((e) => (
        <div key={e.label} className={`readback-entry ${e.changed ? 'changed' : ''}`.trim()}>
          <dt>{e.label}</dt><dd>{e.value}</dd>
          {e.changed && <dd className="by"><IconWord of={PenTool}>{t.marked}{e.before && `　${t.before(e.before)}`}</IconWord></dd>}
        </div>
      ))}
    </dl>
  )
}

function Confirm(p: ReadBackView) {
  const { words } = usePage()
  const t = words.readBack
  const wrong = (p.groups ?? []).filter((g) => g.verdict === 'wrong')
  return (
    <>
      <h1>{t.confirmTitle}</h1>
      <p className="lead">{wrong.length ? t.someWrong(wrong.length) : t.allRight}</p>
      {(p.groups ?? []).map((g) => (
        <details key={g.key} className="fold section" open={g.verdict === 'wrong'}>
          <summary><Icon of={g.verdict === 'right' ? CircleCheck : CircleX} />{g.title}：{g.verdict === 'right' ? t.right : t.wrong}</summary>
          <div className="fold-body">{g.note && <p><b>{g.note}</b></p>}<Entries of={g.entries} /></div>
        </details>
      ))}
      {wrong.length === 0 && (
        <PostForm action={`/readback/${p.code}/confirm`} nth="confirm" className="section">
          <Hidden values={{ _shown: p.shown, confirm: 'yes' }} />
          <p>{t.confirmLead} {p.basis && <Basis of={p.basis} />}</p>
          <div className="js-only section" data-island="sign" data-shown={p.shown}>
            <p className="legend" id="sign-label">{t.sign}</p>
            <canvas className="pad" aria-labelledby="sign-label" role="img" />
            <input type="hidden" name="_strokes" />
            <button type="button" className="linklike" data-clear>{t.clear}</button>
            <p className="hint">{t.signNote}</p>
          </div>
          <div className="actions"><Button look="primary" icon={CheckCheck}>{t.confirm}</Button></div>
        </PostForm>
      )}
    </>
  )
}

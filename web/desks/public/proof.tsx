import { CircleCheck, CircleHelp, Download, Hourglass } from 'lucide-react'
import { sayExactly } from '../../../contract/say.ts'
import { namesUnproven } from '../../../contract/sayProof.ts'
import type { ProofView } from '../../../contract/views.ts'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, PostForm } from '../../kit/forms.tsx'
import { Icon } from '../../kit/icon.tsx'
import { usePage } from '../../kit/page.tsx'
import { Facts, Section, Sheet } from '../../kit/sheet.tsx'

/** Anyone: one entry of the public log, what it says, what stands for it, and how to check it without us. */
export function Proof(p: ProofView) {
  const { words } = usePage()
  const t = words.proof
  const files = `/api/v1/proofs/${p.leaf}`
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t.title}</h1><p className="second">{t.lead}</p><ErrorSummary errors={p.errors} /></div>
      <Sheet className={`found stack ${p.ok ? '' : p.state === 'unknown' ? 'none' : 'not-valid'}`.trim()}>
        <h2><Icon of={!p.ok ? CircleHelp : p.state === 'placed' ? Hourglass : CircleCheck} />{p.state === 'unknown' ? t.unknown : p.ok ? t.state[p.state] : t.wrong}</h2>
        <p className="lead">{p.state === 'unknown' ? t.unknownLead : p.says}</p>
        {p.state !== 'unknown' && <Facts of={[
          ...p.lines, p.origin && [t.log, <span className="number">{p.origin}</span>],
          p.witnesses.length > 0 && [t.witnesses, <ul className="list-plain">{p.witnesses.map((w) => <li key={w.name}>{w.name}　<span className="second">{sayExactly(w.at)}</span></li>)}</ul>],
        ]} />}
        {p.named && <p className="small second">{namesUnproven}</p>}
        <p className="hash">{t.leaf} <span className="number">{p.leaf}</span></p>
      </Sheet>
      {p.state === 'unknown' && <Report {...p} />}
      {p.state === 'included' && (
        <Sheet>
          <Section title={t.files}>
            <ul className="bullets">
              <li><a className="with-icon" href={files} download><Icon of={Download} />{t.file}</a></li>
              <li><a className="with-icon" href={`${files}/entry`} download><Icon of={Download} />{t.entry}</a></li>
              <li><a className="with-icon" href={`${files}/names`} download><Icon of={Download} />{t.names}</a></li>
              <li><a className="with-icon" href="/log/policy" download="policy.txt"><Icon of={Download} />{t.policy}</a></li>
              <li><a className="with-icon" href="/verify/yichuang-verify.html" download><Icon of={Download} />{t.page}</a></li>
            </ul>
          </Section>
          <Section title={t.how}><ol className="bullets">{t.steps.map((s) => <li key={s}>{s}</li>)}</ol><p className="second small">{t.command}</p></Section>
        </Sheet>
      )}
    </div>
  )
}

/** a promise that was not kept: said plainly, and the way to the supervising office */
function Report(p: ProofView) {
  const { words } = usePage()
  const t = words.proof
  return (
    <Sheet>
      <Section title={t.report}>
        <p>{t.reportLead}</p>
        <PostForm action={`/proof/${p.leaf}/missing`} className="stack">
          <div>
            <label className="legend" htmlFor={anchor('receipt')}>{t.receipt}</label>
            <ErrorText errors={p.errors} at="receipt" />
            <textarea className="input" id={anchor('receipt')} name="receipt" rows={4} defaultValue={p.receipt} spellCheck={false} autoComplete="off" />
          </div>
          <Button look="primary">{t.send}</Button>
        </PostForm>
      </Section>
    </Sheet>
  )
}

import { Button, Input } from 'antd'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { reveal as endpoint } from '../../../contract/casework.ts'
import { Icon } from '../../kit/icon.tsx'
import { Facts } from '../../kit/sheet.tsx'
import { caseOf, reveal as t } from '../../text/zh-CN/department.ts'
import type { CaseOut } from './queries.ts'
import { Trouble, useDo } from '../../shell/staff/index.ts'

/**
 * What the applicant wrote, masked. Unmasking asks for a purpose and says that it is recorded; what was unmasked lives in this
 * component only and is gone with the page.
 */
export function Application(p: { of: CaseOut; mayReveal: boolean }) {
  const [asking, setAsking] = useState(false)
  const [clear, setClear] = useState<{ form: CaseOut['form']; applicant: string } | null>(null)
  const form = clear?.form ?? p.of.form
  const groups = [...new Set(form.map((f) => f.group))]
  return (
    <section className="d-sheet">
      <div className="d-section-head">
        <h2>{caseOf.application}</h2>
        {clear ? <Button icon={<Icon of={EyeOff} />} onClick={() => setClear(null)}>{t.hide}</Button>
          : p.mayReveal && !asking && <Button icon={<Icon of={Eye} />} onClick={() => setAsking(true)}>{t.open}</Button>}
      </div>
      {asking && <Purpose id={p.of.id} cancel={() => setAsking(false)} got={(shown) => { setClear(shown); setAsking(false) }} />}
      {clear && <p className="d-note" role="status">{t.shown}</p>}
      {clear && <Facts of={[[caseOf.applicant, clear.applicant]]} />}
      <div className="d-groups">
        {groups.map((g) => <section key={g}><h3>{g}</h3><Facts of={form.filter((f) => f.group === g).map((f) => [f.label, f.value])} /></section>)}
      </div>
    </section>
  )
}

function Purpose(p: { id: string; cancel: () => void; got: (shown: { form: CaseOut['form']; applicant: string }) => void }) {
  const [purpose, setPurpose] = useState('')
  const look = useDo(endpoint)
  const send = async () => {
    const shown = await look.run({ params: { id: p.id }, body: { purpose } })
    if (shown) p.got(shown)
  }
  return (
    <form className="d-purpose" onSubmit={(e) => { e.preventDefault(); void send() }}>
      <Trouble of={look.problem} />
      <label htmlFor="purpose">{t.why}</label>
      <p className="second small" id="purpose-hint">{t.whyHint}{t.note}</p>
      <Input id="purpose" value={purpose} maxLength={200} autoFocus aria-describedby="purpose-hint" onChange={(e) => setPurpose(e.target.value)} />
      <div className="d-actions">
        <Button type="primary" htmlType="submit" loading={look.busy} disabled={purpose.trim().length < 2}>{t.go}</Button>
        <Button onClick={p.cancel}>{t.cancel}</Button>
      </div>
    </form>
  )
}

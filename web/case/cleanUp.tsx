import { Paperclip } from 'lucide-react'
import type { OutputOf } from '../../contract/client.ts'
import type { task as endpoint } from '../../contract/campaigns.ts'
import { sayDate } from '../../contract/say.ts'
import { Icon } from '../kit/icon.tsx'
import { common as t } from '../text/zh-CN/campaign.ts'
import { Basis } from './basis.tsx'
import './cleanUp.css'

export type TaskOut = OutputOf<typeof endpoint>
export type RowOut = TaskOut['rows'][number]

/** one person of a roster, with why he is there; whoever shows it adds what can be done */
export function FlaggedPerson(p: { of: RowOut; children?: React.ReactNode; before?: React.ReactNode }) {
  const r = p.of
  return (
    <li className={`cu-person ${r.decided ? 'cu-decided' : ''}`.trim()} id={r.key.replace('/', '-')}>
      <div className="cu-who">
        {p.before}
        <h2>{r.name || '—'} <span className="second small">{t.row(r.list, r.row)}</span></h2>
        <span className="cu-tag">{r.verdictName}</span>
        <span className="second small number">{r.idMasked}</span>{r.post && <span className="second small">{r.post}</span>}
      </div>
      <ul className="cu-reasons">
        {r.reasons.map((x) => (
          <li key={x.code + x.message}>
            <b>{x.name}</b>　{x.message}{x.field && x.value !== null && <span className="second">（{x.field}：{x.value || '—'}）</span>}
            <span className="cu-basis"><span className="second small">{x.code}</span> <Basis of={x.basis as never} bare />{(x.known !== 'verified' || x.source) && <span className="second small">{t.known[x.known] ?? x.known}{x.source ? `：${x.source}` : ''}</span>}</span>
          </li>
        ))}
        {r.corrections.map((c) => <li key={`c${c.code}`}>{t.proposed}　{c.field}：{c.now || '—'} → {c.expected ?? (c.otherRow ? t.otherRow(c.otherRow) : '—')}</li>)}
      </ul>
      {r.answer && (
        <p className="cu-said"><b>{t.answer}：{t.hows[r.answer.how]}</b> <span className="second small">{sayDate(r.answer.on)}{r.answer.late ? `　${t.late}` : ''}</span>{r.answer.reason && <span>　{r.answer.reason}</span>}{r.answer.field && <span>　{r.answer.field} {t.expected} {r.answer.value}</span>}
          {r.answer.evidence.map((f) => <a key={f.sha256} className="cu-file" href={`/api/v1/files/${f.sha256}?owner=${f.owner}`} download={f.name}><Icon of={Paperclip} />{f.name}</a>)}</p>
      )}
      {r.decided && <p className="cu-said"><b>{t.as[r.decided.as]}</b> <span className="second small">{sayDate(r.decided.on)}　{r.decided.note}</span>{r.decided.reason && <span>　{r.decided.reason}</span>}</p>}
      {p.children}
    </li>
  )
}

/** three numbers that add up to a fourth; bars with the words on them */
export function CountsLine(p: { name: string; of: { approved: number; removed: number; pending: number; total: number } }) {
  const c = p.of
  const parts = [['approved', c.approved], ['removed', c.removed], ['pending', c.pending]] as const
  return (
    <div className="cu-counts">
      <p><b>{p.name}</b> <span className="second">{t.total} <span className="number">{c.total}</span></span></p>
      <dl>{parts.map(([k, n]) => <div key={k} className={`cu-${k}`}><dt>{t[k]}</dt><dd className="number">{n}</dd></div>)}</dl>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {parts.reduce<{ at: number; out: React.ReactNode[] }>((s, [k, n]) => { const w = c.total ? (n * 1000) / c.total : 0; return { at: s.at + w, out: [...s.out, <rect key={k} className={`cu-bar-${k}`} x={s.at} width={w} height="10" />] } }, { at: 0, out: [] }).out}
      </svg>
    </div>
  )
}

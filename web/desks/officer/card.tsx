import { Link } from '@tanstack/react-router'
import { IdCard } from 'lucide-react'
import { mine } from '../../../contract/credentials.ts'
import { mine as training } from '../../../contract/training.ts'
import { sayDate, sayExactly } from '../../../contract/say.ts'
import { Papers, Standing } from '../../case/credential.tsx'
import { Empty, Facts } from '../../kit/sheet.tsx'
import { Qr } from '../../kit/qr.tsx'
import { Asked, useAsk, useNow } from '../../shell/staff/index.ts'
import { card as t, common, one } from '../../text/zh-CN/registryDesk.ts'
import { hours } from '../../text/zh-CN/training.ts'

/** 我的证件: shown to who is checked in the street, so the code and the yes or no come first. Fresh each half minute: a revoked card is not shown as good. */
export default function CardPage() {
  const now = useNow() ?? ''
  const asked = useAsk(mine, {}, { every: 30_000 })
  const year = useAsk(training, { query: { year: Number(now.slice(0, 4)) } }, { enabled: now !== '' })
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1></header>
      <Asked of={asked} lines={8}>
        {(m) => {
          const cards = m.items.filter((h) => h.state !== 'DRAFT' && h.state !== 'SUBMITTED')
          const shown = cards.filter((h) => h.valid).concat(cards.filter((h) => !h.valid))
          if (!shown.length) return <div className="tr-sheet"><Empty icon={IdCard}>{t.none}{t.noneLead}</Empty></div>
          return shown.map((h) => (
            <section key={h.id} className="cr-card tr-sheet">
              <Standing valid={h.valid} word={h.valid ? (h.list === 'supervisor' ? t.validSupervisor : t.valid) : `${h.stateName}，${t.notValid}`} findings={h.findings} />
              <Qr text={h.checkUrl} label={t.show} size={300} />
              <p>{t.show}</p>
              <p className="tr-great">{h.name}</p>
              <p>{h.bodyName}{h.domain ? `，${h.domain}` : ''}</p>
              <Facts of={[[common.number, <span className="number">{h.number ?? common.noNumber}</span>], h.validTo && [one.validTo, sayDate(h.validTo)], h.checkedFor !== null && [one.checkedFor, one.year(h.checkedFor)]]} />
              {h.documents.length > 0 && <p><Papers of={h} papers={h.documents} /></p>}
              <p className="second small">{t.at(sayExactly(m.at))}</p>
            </section>
          ))
        }}
      </Asked>
      <section className="tr-sheet">
        {year.data && <p>{t.hours} <b>{hours(year.data.standing.hours)}</b></p>}
        <p className="tr-bar"><Link className="cr-link" to="/officer/training">{t.training}</Link><Link className="cr-link" to="/officer/exam">{t.exams}</Link></p>
      </section>
    </div>
  )
}

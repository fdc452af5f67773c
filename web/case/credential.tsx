import { CircleCheck, OctagonX } from 'lucide-react'
import type { OutputOf } from '../../contract/client.ts'
import type { body, holder } from '../../contract/credentials.ts'
import { sayDate, sayInstant } from '../../contract/say.ts'
import { cancelGrounds, type CancelGround } from '../../law/credential/holderState.ts'
import { Icon } from '../kit/icon.tsx'
import { Lamp } from '../kit/lamp.tsx'
import { Facts } from '../kit/sheet.tsx'
import { common, one as t } from '../text/zh-CN/registryDesk.ts'
import { Basis } from './basis.tsx'
import './training.css'
import './credential.css'

export type HolderSeen = OutputOf<typeof holder>
export type BodySeen = OutputOf<typeof body>

/** may this person, this body act now: shape, word, reasons with their articles */
export function Standing(p: { valid: boolean; word: string; findings: HolderSeen['findings'] }) {
  return (
    <div className={`cr-standing ${p.valid ? 'good' : 'bad'}`}>
      <p><Icon of={p.valid ? CircleCheck : OctagonX} /><b>{p.word}</b></p>
      {p.findings.length > 0 && <ul className="bullets">{p.findings.map((f) => <li key={f.message}>{f.message} <Basis of={f.basis} /></li>)}</ul>}
    </div>
  )
}

/** what was done, newest first: who, when, with what paper, on which article. `of`: a credential whose papers lie on the platform */
export function Passed(p: { acts: HolderSeen['acts']; now: string; of?: Pick<HolderSeen, 'id' | 'documents'> }) {
  return (
    <ol className="cr-passed">
      {[...p.acts].reverse().map((a) => {
        const papers = p.of?.documents.filter((d) => d.number === a.payload['document']) ?? []
        return (
          <li key={a.seq}>
            <p><b>{a.name}</b>　<span className="second small"><span className="number">{sayInstant(a.at, p.now)}</span>，{t.by(a.by, a.byOrgan)}{a.effectiveOn ? `，${t.effective(sayDate(a.effectiveOn))}` : ''}</span></p>
            <p className="small">{p.of && <Papers of={p.of} papers={papers} />}{[papers.length ? undefined : a.payload['document'], cancelGrounds[a.payload['ground'] as CancelGround] ?? a.payload['ground'], a.notes['ground'], a.payload['number'], a.payload['until'] && `${t.suspendedUntil} ${sayDate(String(a.payload['until']))}`, a.notes['reason']].filter((x) => typeof x === 'string' && x).join('，')} <Basis of={a.basis} /></p>
          </li>
        )
      })}
    </ol>
  )
}

/** papers that the platform drew up on this credential */
export function Papers(p: { of: Pick<HolderSeen, 'id'>; papers: HolderSeen['documents'] }) {
  return <>{p.papers.map((d) => <a key={d.id} className="cr-paper" href={`/api/v1/holders/${p.of.id}/documents/${d.id}`}>{d.title} {d.number}</a>)}</>
}

/** what the registry keeps of a holder */
export function HolderFacts(p: { of: HolderSeen; idNumber?: React.ReactNode }) {
  const h = p.of
  return (
    <Facts of={[
      [t.body, h.bodyName], [common.number, h.number ? <span className="number">{h.number}</span> : common.noNumber], [t.idNumber, p.idNumber ?? <span className="number">{h.idNumber}</span>], h.sex && [t.sex, h.sex], h.post && [t.post, h.post],
      h.rank && [t.rank, h.rank], h.establishment && [t.establishment, h.establishment], h.education && [t.education, h.education], h.domain && [t.domain, h.domain], h.lawQualified && [t.lawQualified, t.yes],
      h.issuedOn && [t.issuedOn, sayDate(h.issuedOn)], h.validTo && [t.validTo, sayDate(h.validTo)], h.checkedFor !== null && [t.checkedFor, t.year(h.checkedFor)], h.suspendedUntil && [t.suspendedUntil, sayDate(h.suspendedUntil)], h.returnedOn && [t.returned, sayDate(h.returnedOn)],
    ]} />
  )
}

/** periods that an act started: told to the unit, end of a suspension */
export function Periods(p: { of: HolderSeen['clocks'] }) {
  const open = p.of.filter((c) => c.status === 'running')
  return open.length ? <ul className="list-plain">{open.map((c) => <li key={c.id}>{c.lamp !== 'none' && <Lamp kind={c.lamp} />} {c.name}，{sayDate(c.due)} <Basis of={c.basis} /></li>)}</ul> : null
}

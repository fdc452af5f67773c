import { sayExactly } from '../../contract/say.ts'
import { usePage } from '../kit/page.tsx'
import { Qr } from '../kit/qr.tsx'

/** A document as the public office lays it out: organ, number, title, text in Song, seal place, date, code to check it. */
export function DocumentSheet(p: {
  organ: string; title: string; number?: string; addressee?: string; paragraphs: string[]; date: string; sealedBy: string; checkUrl: string
  children?: React.ReactNode
}) {
  const { mode, words } = usePage()
  return (
    <article className="sheet document" lang="zh-CN">
      <header>
        <p className="document-organ">{p.organ}</p>
        <h1>{p.title}</h1>
        {p.number && <p className="document-number">{p.number}</p>}
      </header>
      <div className="document-text">
        {p.addressee && <p className="document-to">{words.decision.to(p.addressee)}</p>}
        {p.paragraphs.map((x, i) => <p key={i}>{x}</p>)}
        {p.children}
      </div>
      <footer>
        <div className="document-check"><Qr text={p.checkUrl} label={words.decision.check} size={108} /><span className="small">{words.decision.check}</span></div>
        <div className="document-seal"><Seal organ={p.sealedBy} demo={!!mode.demo} /><p>{p.sealedBy}</p><p>{sayExactly(p.date.slice(0, 10))}</p></div>
      </footer>
    </article>
  )
}

/** The place of the seal. In the demo it says 演示 and looks like nobody's real one. */
export function Seal(p: { organ: string; demo: boolean }) {
  const { words } = usePage()
  const chars = [...p.organ]
  const step = Math.min(24, 250 / Math.max(1, chars.length))
  return (
    <svg className="seal" viewBox="-60 -60 120 120" role="img" aria-label={`${p.organ}${words.decision.seal}`}>
      <circle r="56" fill="none" strokeWidth="3.5" />
      {chars.map((c, i) => <text key={i} transform={`rotate(${(i - (chars.length - 1) / 2) * step}) translate(0 -37)`} textAnchor="middle" fontSize={chars.length > 12 ? 11 : 14}>{c}</text>)}
      {p.demo ? <text y="6" textAnchor="middle" fontSize="18">演示</text> : <circle r="7" stroke="none" />}
    </svg>
  )
}

import { sayDate } from '../../../contract/say.ts'
import type { LawArticleView } from '../../../contract/views.ts'
import { chineseNumber, say } from '../../../law/kernel/citation.ts'
import { articleHref } from '../../case/basis.tsx'
import { usePage } from '../../kit/page.tsx'
import { Sheet } from '../../kit/sheet.tsx'

/** An article: its text from the imported corpus, and the rules of ours that rest on it. #article is what Basis shows aside. */
export function LawArticle(p: LawArticleView) {
  const { words } = usePage()
  const t = words.law
  const other = (article: number) => articleHref({ law: p.law, article, ...(p.version ? { version: p.version } : {}) })
  return (
    <div className="narrow">
      <Sheet as="article">
        <div id="article" className="stack">
          <p className="second">{p.title}</p>
          <h1>{say({ law: p.law, article: p.article }).replace(/^《.*》/, '')}</h1>
          {p.text ? (
            <>
              <div className="article-text">{p.text.map((x, i) => <p key={i}>{x}</p>)}</div>
              <p className="small second">{[p.item && t.cited(p.item), p.version && t.version(sayDate(p.version)), p.inForceFrom && t.inForce(sayDate(p.inForceFrom))].filter(Boolean).join('　')}</p>
            </>
          ) : (
            <><p><b>{t.notImported}</b></p><p className="second">{p.corpus ? t.notImportedLead : t.notCorpus}</p></>
          )}
          {p.ours && <><h2>{t.ours}</h2><p>{p.ours}</p></>}
        </div>
        {p.rules.length > 0 && (
          <details className="fold section">
            <summary>{t.rules(p.rules.length)}</summary>
            <ul className="fold-body bullets">{p.rules.map((r) => <li key={r.id}><span className="number">{r.sentence}</span> <span className="second small">{r.id}</span></li>)}</ul>
          </details>
        )}
        <nav className="actions" aria-label={p.title}>
          {p.previous && <a href={other(p.previous)}>{t.previous}：第{chineseNumber(p.previous)}条</a>}
          {p.next && <a href={other(p.next)}>{t.next}：第{chineseNumber(p.next)}条</a>}
        </nav>
      </Sheet>
    </div>
  )
}

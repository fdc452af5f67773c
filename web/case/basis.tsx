import { Scale } from 'lucide-react'
import { say, type Citation } from '../../law/kernel/citation.ts'
import { Icon } from '../kit/icon.tsx'
import { usePage } from '../kit/page.tsx'

/** address of the page of an article */
export function articleHref(c: Citation): string {
  const query = new URLSearchParams()
  if (c.item) query.set('item', c.item)
  if (c.version) query.set('version', c.version)
  return `/law/${encodeURIComponent(c.law)}/${c.article}${query.size ? `?${query}` : ''}`
}

/** 依据: each citation opens its article beside the text (island `basis`); without script it is a link to the article's page. */
export function Basis(p: { of: Citation[]; bare?: boolean }) {
  const { words } = usePage()
  if (!p.of.length) return null
  return (
    <span className="basis">
      {!p.bare && <span className="basis-word"><Icon of={Scale} />{words.frame.seeBasis}</span>}
      {p.of.map((c) => <a key={say(c)} href={articleHref(c)} data-island="basis">{say(c)}</a>)}
    </span>
  )
}

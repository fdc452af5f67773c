import { Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { article } from '../../../contract/catalogue.ts'
import { staff } from '../../text/zh-CN/staff.ts'
import { useAsk } from './api.ts'
import { Asked } from './states.tsx'

interface Wanted { law: string; article: number; version?: string; href: string; said: string }

function wanted(link: HTMLAnchorElement): Wanted | null {
  const m = /^\/law\/([^/]+)\/(\d+)$/.exec(link.pathname)
  const version = new URLSearchParams(link.search).get('version')
  return m && { law: decodeURIComponent(m[1]!), article: Number(m[2]), ...(version ? { version } : {}), href: link.href, said: link.textContent ?? '' }
}

/** Every 依据 of every desk opens its article beside the page; with Ctrl it is a link like any other. */
export function ArticleBeside() {
  const [open, setOpen] = useState<Wanted | null>(null)
  const from = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const hear = (e: MouseEvent) => {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.shiftKey) return
      const link = (e.target as Element | null)?.closest<HTMLAnchorElement>('a[data-island~="basis"]')
      const found = link && wanted(link)
      if (!found) return
      e.preventDefault()
      from.current = link
      setOpen(found)
    }
    document.addEventListener('click', hear)
    return () => document.removeEventListener('click', hear)
  }, [])
  // Escape closes the article wherever the focus is, and nothing else
  useEffect(() => {
    if (!open) return
    const hear = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return
      e.preventDefault()
      setOpen(null)
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [open])
  return (
    <Drawer open={!!open} onClose={() => setOpen(null)} title={open?.said} size={440} destroyOnHidden mask={false} afterOpenChange={(is) => { if (!is) from.current?.focus() }}>
      {open && <Article of={open} />}
    </Drawer>
  )
}

function Article(p: { of: Wanted }) {
  const t = staff.article
  const asked = useAsk(article, { params: { law: p.of.law, article: p.of.article }, query: p.of.version ? { version: p.of.version } : {} })
  return (
    <Asked of={asked}>
      {(a) => (
        <div className="stack">
          <p><b>{a.title}</b>{a.version && <span className="second small">　{a.version}</span>}</p>
          {a.text ? <div className="article-text">{a.text.map((x, i) => <p key={i}>{x}</p>)}</div> : <><p className="second small">{a.corpus ? t.notImported : t.notCorpus}</p>{a.ours && <p>{a.ours}</p>}</>}
          <p><a href={p.of.href} target="_blank" rel="noreferrer">{t.open}</a></p>
        </div>
      )}
    </Asked>
  )
}

import type { LucideIcon } from 'lucide-react'
import { ChevronLeft } from 'lucide-react'
import { Icon } from './icon.tsx'

/** 一张纸: the white surface that a page's matter lies on. */
export function Sheet(p: { children: React.ReactNode; className?: string; as?: 'section' | 'article' | 'div'; label?: string; id?: string }) {
  const As = p.as ?? 'div'
  return <As className={`sheet ${p.className ?? ''}`.trim()} aria-label={p.label} id={p.id}>{p.children}</As>
}

/** A headed part of a sheet. */
export function Section(p: { title: React.ReactNode; children: React.ReactNode; id?: string; className?: string }) {
  return <section className={`section ${p.className ?? ''}`.trim()} id={p.id}><h2>{p.title}</h2>{p.children}</section>
}

/** 标签：值, in order; empty values are left out by the caller, never shown as a dash. */
export function Facts(p: { of: ([label: string, value: React.ReactNode] | null | undefined | false | '')[] }) {
  return <dl className="facts">{p.of.filter((x) => !!x).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}

/** The way back, above a title. */
export function Crumb(p: { href: string; children: React.ReactNode }) {
  return <a className="crumb" href={p.href}><Icon of={ChevronLeft} />{p.children}</a>
}

/** What will appear here, and how: for a list with nothing in it. */
export function Empty(p: { icon: LucideIcon; children: React.ReactNode; action?: React.ReactNode }) {
  return <div className="empty"><Icon of={p.icon} /><p>{p.children}</p>{p.action}</div>
}

/** 窗格: cells in one window frame, divided by hairlines. */
export function Panes(p: { children: React.ReactNode; className?: string }) {
  return <ul className={`panes ${p.className ?? ''}`.trim()}>{p.children}</ul>
}

/** Waiting: appears after 300 ms (CSS), so that quick answers do not flicker; long work says how far it is. */
export function Loading(p: { word: string; count?: string }) {
  return (
    <div className="loading" role="status">
      <span className="away">{p.word}{p.count}</span>
      <i aria-hidden="true" /><i aria-hidden="true" /><i aria-hidden="true" />
      {p.count && <p aria-hidden="true">{p.count}</p>}
    </div>
  )
}

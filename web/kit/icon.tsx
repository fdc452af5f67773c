import type { LucideIcon } from 'lucide-react'

/** A line icon beside a word; never alone, so it is hidden from readers. */
export function Icon(p: { of: LucideIcon }) {
  const Of = p.of
  return <Of className="icon" aria-hidden="true" focusable="false" />
}

/** An icon and the word it stands beside, kept on one line. */
export function IconWord(p: { of: LucideIcon; children: React.ReactNode }) {
  return <span className="with-icon"><Icon of={p.of} />{p.children}</span>
}

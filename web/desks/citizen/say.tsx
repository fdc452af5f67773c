import { Search } from 'lucide-react'
import { Button } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'

/** One wide field: 您要办什么事？ */
export function SayIt(p: { q?: string; small?: boolean }) {
  const { words } = usePage()
  const t = words.home
  return (
    <form action="/s" method="get" role="search" className={`say ${p.small ? 'small-say' : ''}`.trim()}>
      <label className="away" htmlFor="say">{t.field}</label>
      <input className="input" id="say" name="q" type="search" defaultValue={p.q} placeholder={p.small ? undefined : t.placeholder} autoComplete="off" enterKeyHint="search" maxLength={200} required />
      <Button look="primary" icon={Search}>{t.go}</Button>
    </form>
  )
}

/** What others said, as links: real sentences, in quotes. */
export function Examples(p: { of: string[] }) {
  const { words } = usePage()
  if (!p.of.length) return null
  return (
    <ul className="examples" aria-label={words.home.examples}>
      <li className="second">{words.home.examples}</li>
      {p.of.map((x) => <li key={x}><a href={`/s?q=${encodeURIComponent(x)}`}>“{x}”</a></li>)}
    </ul>
  )
}

export function itemHref(x: { kind: 'item' | 'bundle'; key: string }): string {
  return `/${x.kind === 'bundle' ? 'b' : 'i'}/${encodeURIComponent(x.key)}`
}

import type { LucideIcon } from 'lucide-react'
import { usePage } from './page.tsx'
import { Icon } from './icon.tsx'

/**
 * A form that changes something: POST with `_csrf` and `_key`. `nth` tells several forms of one page apart, so that each
 * has its own idempotency key. The island `guard` keeps a second press from sending twice; without script the key does.
 */
export function PostForm(p: {
  action: string; children: React.ReactNode; nth?: number | string; multipart?: boolean; className?: string; label?: string; island?: string
}) {
  const { mode } = usePage()
  return (
    <form method="post" action={p.action} className={p.className} aria-label={p.label} noValidate
      encType={p.multipart ? 'multipart/form-data' : undefined} data-island={['guard', p.island].filter(Boolean).join(' ')}>
      <input type="hidden" name="_csrf" value={mode.csrf} />
      <input type="hidden" name="_key" value={p.nth ? `${mode.key}-${p.nth}` : mode.key} />
      {p.children}
    </form>
  )
}

type Look = 'primary' | 'second' | 'quiet' | 'destroy'

/** Says what will happen. One `primary` a page. */
export function Button(p: { children: React.ReactNode; look?: Look; icon?: LucideIcon; name?: string; value?: string; type?: 'submit' | 'button'; label?: string }) {
  return (
    <button type={p.type ?? 'submit'} className={`button ${p.look ?? 'second'}`} name={p.name} value={p.value} aria-label={p.label}>
      {p.icon && <Icon of={p.icon} />}{p.children}
    </button>
  )
}

export function LinkButton(p: { href: string; children: React.ReactNode; look?: Look; icon?: LucideIcon; download?: boolean }) {
  return <a href={p.href} className={`button ${p.look ?? 'second'}`} download={p.download || undefined}>{p.icon && <Icon of={p.icon} />}{p.children}</a>
}

/** Hidden inputs for values that travel with a form. */
export function Hidden(p: { values: Record<string, string | number | undefined> }) {
  return <>{Object.entries(p.values).map(([k, v]) => (v === undefined ? null : <input key={k} type="hidden" name={k} value={v} />))}</>
}

import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { ChevronDown, Clock, KeyRound, LogOut } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { sayExactly } from '../../../contract/say.ts'
import type { Mode } from '../../../contract/views.ts'
import { Icon } from '../../kit/icon.tsx'
import { PageProvider } from '../../kit/page.tsx'
import { staff as t } from '../../text/zh-CN/staff.ts'
import { Mark } from '../mark.tsx'
import { ArticleBeside } from './article.tsx'
import type { DeskNav } from './desk.ts'
import { useClock, useNow } from './now.tsx'
import { OfflineBar, Waiting } from './states.tsx'
import { useSession, useSignOut } from './session.tsx'
import { SignInAgain } from './signIn.tsx'
import { WatchedBar } from './watched.tsx'

/** The frame of every desk: one line of head with the words that this person may go to, the hall's clock, who is here. */
export function Layout(p: { nav: DeskNav[] }) {
  const session = useSession()
  const now = useNow()
  const clock = useClock()
  const signOut = useSignOut()
  const mode = useMemo<Mode>(() => ({
    elder: 0, lang: 'zh', path: location.pathname, csrf: '', key: '', now: now ?? '', city: '', demo: session.profile !== 'production', ...(clock?.moved ? { clockMoved: true } : {}),
  }), [now, clock?.moved, session.profile])
  const links = p.nav.filter((n) => session.has(...n.roles)).sort((a, b) => a.order - b.order)
  return (
    <PageProvider mode={mode} session={null}>
      <a className="skip" href="#main">{t.skip}</a>
      <header className="desk-head">
        <Link to="/" className="brand"><Mark /><b>{t.brand}</b></Link>
        <Words of={links} />
        {now && clock?.moved && <time className="desk-clock" dateTime={now} title={`${sayExactly(now)}　${t.clockNote}`}><Icon of={Clock} />{t.clock(`${now.slice(0, 10)} ${now.slice(11, 16)}`)}</time>}
        <span className="desk-person"><b>{session.person.name}</b><span className="second small">{session.grants.map((g) => t.post(g.organName, g.roleName)).join('、')}</span></span>
        {session.profile === 'production' && <a className="desk-out" href="/password?next=/desk/"><Icon of={KeyRound} />{t.password}</a>}
        <button type="button" className="desk-out" onClick={() => void signOut()}><Icon of={LogOut} />{t.signOut}</button>
      </header>
      <OfflineBar />
      <WatchedBar />
      {/* times are said against legal now: nothing is shown before it is known */}
      {now ? <Outlet /> : <main id="main" className="desk-main"><Waiting /></main>}
      <ArticleBeside />
      <SignInAgain />
    </PageProvider>
  )
}

/** as many words as a head can hold; those beyond lie behind one more */
const held = 6

function Words(p: { of: DeskNav[] }) {
  const more = useRef<HTMLDetailsElement>(null)
  const path = useRouterState({ select: (s) => s.location.pathname })
  const close = () => more.current?.removeAttribute('open')
  // a word was followed, or the page was left alone for another
  useEffect(close, [path])
  useEffect(() => {
    const away = (e: Event) => {
      if (e instanceof KeyboardEvent ? e.key === 'Escape' && more.current?.open : !more.current?.contains(e.target as Node)) close()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('keydown', away)
    return () => { document.removeEventListener('pointerdown', away); document.removeEventListener('keydown', away) }
  }, [])
  const shown = p.of.length > held + 1 ? p.of.slice(0, held) : p.of
  const rest = p.of.slice(shown.length)
  const word = (n: DeskNav) => <Link key={n.to} to={n.to} className="desk-nav"><Icon of={n.icon} />{n.label}</Link>
  return (
    <nav aria-label={t.nav}>
      {shown.map(word)}
      {rest.length > 0 && (
        <details ref={more} className="desk-more">
          <summary className={`desk-nav ${rest.some((n) => path.startsWith(n.to)) ? 'active' : ''}`.trim()}>{t.more}<Icon of={ChevronDown} /></summary>
          <div className="desk-rest">{rest.map(word)}</div>
        </details>
      )}
    </nav>
  )
}

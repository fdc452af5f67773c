import { AArrowDown, AArrowUp, CircleCheck, Clock, Ear, HeartHandshake, KeyRound, Languages, LogIn, LogOut, Square, Undo2, Volume2 } from 'lucide-react'
import { sayExactly } from '../../contract/say.ts'
import type { ElderSize } from '../../contract/views.ts'
import { Icon } from '../kit/icon.tsx'
import { Hidden, PostForm } from '../kit/forms.tsx'
import { usePage } from '../kit/page.tsx'
import { Mark } from './mark.tsx'

/** The column of navigation that a page belongs to. */
export type Place = 'home' | 'cases' | 'licences' | 'check' | null

/** The frame of every page: demo clock, brand, 长辈版 / English / 帮我办, where one is, foot. Works without script. */
export function Frame(p: { place: Place; children: React.ReactNode; wide?: boolean }) {
  const { mode, words } = usePage()
  return (
    <>
      <a className="skip" href="#main">{words.frame.skip}</a>
      <div className="offline-bar" data-island="offline" hidden role="status"><div className="wrap">{words.frame.offlineBar}</div></div>
      <header className="frame-head">
        {mode.clockMoved && <ClockBanner />}
        <div className="wrap">
          <div className="frame-top">
            <a className="brand" href="/"><Mark /><b>{words.frame.brand}</b><span>{words.frame.hall(mode.city)}</span></a>
            <Tools />
            <Session />
          </div>
          <Nav place={p.place} />
        </div>
        {mode.elder > 0 && <ElderBar />}
      </header>
      <main id="main" tabIndex={-1}>
        <div className="wrap">
          {mode.notice && <p className="notice" role="status"><Icon of={CircleCheck} /><span>{mode.notice}</span></p>}
          {p.children}
        </div>
      </main>
      <Foot />
    </>
  )
}

function ClockBanner() {
  const { mode, words } = usePage()
  const at = `${mode.now.slice(0, 10)} ${mode.now.slice(11, 16)}`
  return (
    <div className="clock-banner" role="note">
      <div className="wrap"><strong className="with-icon"><Icon of={Clock} /><time dateTime={mode.now} title={sayExactly(mode.now)}>{words.frame.clock(at)}</time></strong><span className="clock-note">{words.frame.clockNote}</span></div>
    </div>
  )
}

function Tools() {
  const { mode, words } = usePage()
  const t = words.frame.tools
  return (
    <div className="tools" role="group" aria-label={t.label}>
      {mode.elder === 0 && <Switch action="/elder" nth="elder" values={{ size: 1 }}><Icon of={Ear} />{t.elder}</Switch>}
      <Switch action="/lang" nth="lang" values={{ lang: mode.lang === 'zh' ? 'en' : 'zh' }}>
        <Icon of={Languages} /><span lang={mode.lang === 'zh' ? 'en' : 'zh-CN'}>{mode.lang === 'zh' ? t.english : t.chinese}</span>
      </Switch>
      <a className="tool" href="/help"><Icon of={HeartHandshake} />{t.help}</a>
    </div>
  )
}

function Session() {
  const { mode, session, words } = usePage()
  const t = words.frame.tools
  if (!session) return <div className="session"><a className="tool" href={`/sign-in?next=${encodeURIComponent(mode.path)}`}><Icon of={LogIn} />{t.signIn}</a></div>
  return (
    <div className="session">
      <strong className="small">{session.name}</strong>
      {session.helper && <span className="small second">{words.frame.helperBeside(session.helper)}</span>}
      {!mode.demo && <a className="tool" href={`/password?next=${encodeURIComponent(mode.path)}`}><Icon of={KeyRound} />{t.password}</a>}
      <Switch action="/sign-out" nth="out" values={{}}><Icon of={LogOut} />{t.signOut}</Switch>
    </div>
  )
}

function Switch(p: { action: string; nth: string; values: Record<string, string | number>; children: React.ReactNode }) {
  const { mode } = usePage()
  return <PostForm action={p.action} nth={p.nth}><Hidden values={{ ...p.values, back: mode.path }} /><button className="tool">{p.children}</button></PostForm>
}

function Nav(p: { place: Place }) {
  const { words } = usePage()
  const t = words.frame.nav
  const links: [Exclude<Place, null>, string, string][] = [['home', '/', t.home], ['cases', '/me/cases', t.cases], ['licences', '/me/licences', t.licences], ['check', '/check', t.check]]
  return <nav className="nav" aria-label={t.label}>{links.map(([key, href, word]) => <a key={key} href={href} aria-current={p.place === key ? 'page' : undefined}>{word}</a>)}</nav>
}

function ElderBar() {
  const { mode, words } = usePage()
  const t = words.frame.elderBar
  const smaller = (mode.elder - 1) as ElderSize
  return (
    <div className="elder-bar" role="group" aria-label={t.label}>
      <div className="wrap">
        {mode.elder > 1 && <Switch action="/elder" nth="smaller" values={{ size: smaller }}><Icon of={AArrowDown} />{t.smaller}</Switch>}
        {mode.elder < 3 && <Switch action="/elder" nth="larger" values={{ size: mode.elder + 1 }}><Icon of={AArrowUp} />{t.larger}</Switch>}
        <button type="button" className="tool js-only" data-island="speak" aria-pressed="false">
          <span className="with-icon" data-when="off"><Icon of={Volume2} />{t.read}</span>
          <span className="with-icon" data-when="on" hidden><Icon of={Square} />{t.stop}</span>
        </button>
        <Switch action="/elder" nth="leave" values={{ size: 0 }}><Icon of={Undo2} />{t.leave}</Switch>
      </div>
    </div>
  )
}

function Foot() {
  const { mode, words } = usePage()
  const t = words.frame.foot
  return (
    <footer className="foot">
      <div className="wrap">
        <nav aria-label={t.label}><ul>
          <li><a href="/rate">{t.rate}</a></li><li><a href="/check">{t.check}</a></li><li><a href="/bodies">{t.bodies}</a></li><li><a href="/clean-ups">{t.cleanUps}</a></li><li><a href="/open">{t.open}</a></li><li><a href="/help">{t.help}</a></li>
        </ul></nav>
        {mode.demo && <p>{words.frame.demo}</p>}
      </div>
    </footer>
  )
}

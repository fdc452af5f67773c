import { Button } from 'antd'
import { CircleAlert, RefreshCw } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { Basis } from '../../case/basis.tsx'
import { Icon } from '../../kit/icon.tsx'
import { staff as t } from '../../text/zh-CN/staff.ts'
import type { Asking } from './api.ts'
import { useSession } from './session.tsx'

/** Waiting: nothing for 300 ms, then grey lines. */
export function Waiting(p: { lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="away">{t.loading}</span>
      {Array.from({ length: p.lines ?? 3 }, (_, i) => <i key={i} aria-hidden="true" />)}
    </div>
  )
}

/**
 * Why something was not done: each finding with its sentence and its article, the code that support can find, and a way on.
 * `again` reloads what somebody else has changed, or tries once more.
 */
export function Trouble(p: { of: Problem | undefined; again?: () => void; name?: (at: string) => string | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  const of = p.of
  useEffect(() => { if (of) box.current?.focus() }, [of])
  if (!of) return null
  const changed = of.kind === 'conflict'
  const findings = of.findings.length ? of.findings : [{ rule: of.rule ?? '', code: of.code, message: of.detail, basis: of.basis }]
  return (
    <div className="trouble" role="alert" tabIndex={-1} ref={box}>
      <h2><Icon of={CircleAlert} />{changed ? t.changedTitle : of.title}</h2>
      <ul className="list-plain">
        {findings.map((f, i) => (
          <li key={i}>
            <span>{'at' in f && f.at && p.name?.(f.at) ? <b>{p.name(f.at)}：</b> : null}{f.message}</span>
            {f.basis.length > 0 && <span className="trouble-basis"><Basis of={f.basis} /></span>}
            <span className="second small number trouble-code" title={f.rule}>{f.code}</span>
          </li>
        ))}
      </ul>
      <div className="trouble-foot">
        {p.again && <Button size="small" icon={<Icon of={RefreshCw} />} onClick={p.again}>{changed ? t.reload : t.retry}</Button>}
        {of.support && <span className="second small">{t.support(of.support)}</span>}
      </div>
    </div>
  )
}

/** problem of an error that a query ended with */
export function problemOfError(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return { type: '', title: t.brokenTitle, status: 0, detail: t.broken, kind: 'bug', code: 'E-PAGE', basis: [], findings: [], instance: '', support: '' }
}

/** What a query brings, with every other state: waiting, refused, not reached. Old data stays while new is fetched or fails. */
export function Asked<T>(p: { of: Asking<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (p.of.data !== undefined) return <>{p.children(p.of.data)}</>
  if (p.of.error) return <Trouble of={problemOfError(p.of.error)} again={() => void p.of.refetch()} />
  return <Waiting {...(p.lines ? { lines: p.lines } : {})} />
}

/** The page exists, and this person's posts have no business there. */
export function NoRight() {
  const session = useSession()
  return (
    <div className="alone">
      <h1>{t.noRightTitle}</h1>
      <p>{t.noRight(session.grants.map((g) => t.post(g.organName, g.roleName)).join('、'))}</p>
      <p><a href="/desk">{t.toDesk}</a></p>
    </div>
  )
}

/** appears while the network is gone; what was typed stays */
export function OfflineBar() {
  const [off, set] = useState(!navigator.onLine)
  useEffect(() => {
    const tell = () => set(!navigator.onLine)
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => { window.removeEventListener('online', tell); window.removeEventListener('offline', tell) }
  }, [])
  return off ? <div className="offline-line" role="status">{t.offline}</div> : null
}

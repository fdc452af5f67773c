import { Button, Input } from 'antd'
import { LogIn, Search } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore, type FormEvent } from 'react'
import { useQuery } from '@tanstack/react-query'
import { client, type OutputOf } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import type { Role } from '../../../contract/roles.ts'
import { people } from '../../../contract/session.ts'
import { Icon } from '../../kit/icon.tsx'
import { staff, staffSignIn as t } from '../../text/zh-CN/staff.ts'
import { Mark } from '../mark.tsx'
import { problemOfError, Trouble, Waiting } from './states.tsx'
import { useSession, useSignIn } from './session.tsx'
import { overStore, signedInAgain } from './signInAgain.ts'

type Person = OutputOf<typeof people>['items'][number]

const desks: [keyof typeof t.desks, Role[]][] = [
  ['window', ['helper', 'clerk', 'counter', 'hallManager']], ['department', ['examiner']], ['lead', ['head', 'gov', 'leader']],
  ['enforce', ['officer', 'bodyAdmin']], ['supervise', ['supervisor', 'auditor', 'cataloguer']], ['operate', ['sysadmin', 'secadmin']],
]
const deskOf = (p: Person) => desks.find(([, roles]) => p.grants.some((g) => roles.includes(g.role)))?.[0] ?? 'other'
const isStaff = (p: Person) => p.grants.some((g) => g.role !== 'citizen')

/** The demo's people by desk where there are any; account and password always. */
export function SignIn() {
  const demo = useQuery({ queryKey: [people.id], queryFn: () => client(people)({}), retry: false })
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState('')
  const signIn = useSignIn()
  const enter = async (who: Parameters<typeof signIn>[0], name: string) => {
    setBusy(name)
    setProblem(undefined)
    await signIn(who).catch((e: unknown) => setProblem(problemOfError(e)))
    setBusy('')
  }
  return (
    <main className="sign-in" id="main">
      <div className="brand"><Mark /><b>{staff.brand}</b><span>{staff.desk}</span></div>
      <h1>{t.title}</h1>
      <Trouble of={problem} />
      {demo.isPending ? <Waiting /> : demo.data && <Chooser of={demo.data.items.filter(isStaff)} busy={busy} choose={(key) => void enter({ person: key }, key)} />}
      <Password busy={busy === 'password'} first={!demo.data} go={(login, password) => void enter({ login, password }, 'password')} />
      <p className="second">{t.citizen}，<a href="/">{t.citizenLink}</a></p>
    </main>
  )
}

function Chooser(p: { of: Person[]; busy: string; choose: (key: string) => void }) {
  const [q, setQ] = useState('')
  const found = p.of.filter((x) => !q || [x.name, x.title ?? '', x.key, ...x.grants.flatMap((g) => [g.roleName, g.organName ?? ''])].some((s) => s.includes(q.trim())))
  return (
    <section className="sheet" aria-labelledby="demo-people">
      <h2 id="demo-people">{t.demo}</h2>
      <p className="second">{t.demoLead}</p>
      <Input prefix={<Icon of={Search} />} aria-label={t.find} placeholder={t.find} value={q} onChange={(e) => setQ(e.target.value)} allowClear />
      {!found.length && <p role="status">{t.none}</p>}
      {[...desks.map(([d]) => d), 'other' as const].map((desk) => {
        const here = found.filter((x) => deskOf(x) === desk)
        if (!here.length) return null
        return (
          <section key={desk} className="people-group">
            <h3>{t.desks[desk]}</h3>
            <ul className="people">
              {here.map((x) => (
                <li key={x.key}>
                  <button type="button" onClick={() => p.choose(x.key)} aria-busy={p.busy === x.key} data-person={x.key}>
                    <b>{x.name}</b><span className="second small">{x.grants.map((g) => staff.post(g.organName, x.title ?? g.roleName)).join('、')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function Password(p: { busy: boolean; first: boolean; go: (login: string, password: string) => void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const send = (e: FormEvent) => {
    e.preventDefault()
    p.go(login, password)
  }
  return (
    <form className="sheet sign-in-form" onSubmit={send}>
      <h2>{t.accountTitle}</h2>
      <label htmlFor="login">{t.account}</label>
      <Input id="login" autoComplete="username" value={login} onChange={(e) => setLogin(e.target.value)} />
      <label htmlFor="password">{t.password}</label>
      <Input.Password id="password" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} visibilityToggle={false} />
      <Button htmlType="submit" type={p.first ? 'primary' : 'default'} loading={p.busy} icon={<Icon of={LogIn} />}>{t.go}</Button>
    </form>
  )
}

/** The session ended in the middle: the same person signs in over the page, and what waited goes on. */
export function SignInAgain() {
  const over = useSyncExternalStore(overStore.subscribe, overStore.get)
  const session = useSession()
  const signIn = useSignIn()
  const demo = useQuery({ queryKey: [people.id], queryFn: () => client(people)({}), enabled: over && session.profile !== 'production', retry: false })
  const [problem, setProblem] = useState<Problem>()
  const same = demo.data?.items.find((x) => x.name === session.person.name && x.grants.every((g) => session.grants.some((h) => h.role === g.role && h.organ === g.organ)))
  const go = async (who: Parameters<typeof signIn>[0]) => {
    setProblem(undefined)
    try {
      const view = await signIn(who)
      if (view.person?.id === session.person.id) signedInAgain()
      else location.assign('/desk')
    } catch (e) {
      setProblem(problemOfError(e))
    }
  }
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => { if (over) box.current?.showModal(); else box.current?.close() }, [over])
  return (
    // the browser's own dialog: it keeps the focus inside and needs no style that the content policy would refuse
    <dialog ref={box} className="again" aria-labelledby="again-title" onCancel={(e) => e.preventDefault()}>
      {over && (
        <div className="stack">
          <h2 id="again-title">{t.againTitle}</h2>
          <p>{t.again(session.person.name)}</p>
          <Trouble of={problem} />
          {same ? <Button type="primary" autoFocus onClick={() => void go({ person: same.key })}>{t.againGo}</Button> : !demo.isFetching && <Password busy={false} first go={(login, password) => void go({ login, password })} />}
          <p><a href="/desk">{t.other}</a></p>
        </div>
      )}
    </dialog>
  )
}

import { LogIn } from 'lucide-react'
import type { SignInView } from '../../../contract/views.ts'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Section, Sheet } from '../../kit/sheet.tsx'

/** Signing in: in the demo by choosing a person; otherwise with account and password. What was being sent is kept. */
export function SignIn(p: SignInView) {
  const { words } = usePage()
  const t = words.signIn
  const kept = { next: p.next, _kept: p.kept }
  const people = p.people ?? []
  // one desk, one line; a person with a post of one organ (examiner.tax) is one of many alike and comes last
  const applicants = people.filter((x) => x.desk === t.applicant)
  const desks = people.filter((x) => x.desk !== t.applicant && !x.key.includes('.'))
  const others = people.filter((x) => x.desk !== t.applicant && x.key.includes('.'))
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t.title}</h1>{p.why && <p className="lead">{p.why}</p>}{p.kept && <p className="notice" role="status">{t.kept}</p>}</div>
      <ErrorSummary errors={p.insecure ? [{ message: t.insecure }, ...p.errors] : p.errors} />
      {p.people && (
        <section className="section">
          <h2>{t.demoTitle}</h2>
          <p className="second">{t.demoLead}</p>
          <PostForm action="/sign-in" nth="person">
            <Hidden values={kept} />
            {applicants.length > 0 && <><h3>{t.applicants}</h3><People of={applicants} /></>}
            <details className="fold section" open={p.next.startsWith('/desk') || !applicants.length || undefined}>
              <summary>{t.staff(desks.length + others.length)}</summary>
              <div className="fold-body"><People of={desks} />{others.length > 0 && <><h3 className="section">{t.others}</h3><People of={others} /></>}</div>
            </details>
          </PostForm>
        </section>
      )}
      <Sheet className="section">
        <Section title={t.accountTitle}>
          <PostForm action="/sign-in">
            <Hidden values={kept} />
            <div className="field"><label htmlFor={anchor('account')}>{t.account}</label><ErrorText errors={p.errors} at="account" /><input className="input mid" id={anchor('account')} name="account" defaultValue={p.account} autoComplete="username" autoCapitalize="none" spellCheck={false} /></div>
            <div className="field"><label htmlFor={anchor('password')}>{t.password}</label><ErrorText errors={p.errors} at="password" /><input className="input mid" id={anchor('password')} name="password" type="password" autoComplete="current-password" /></div>
            <div className="actions"><Button look={p.people ? 'second' : 'primary'} icon={LogIn}>{t.go}</Button></div>
          </PostForm>
        </Section>
      </Sheet>
    </div>
  )
}

function People(p: { of: NonNullable<SignInView['people']> }) {
  return (
    <ul className="people">
      {p.of.map((x) => (
        <li key={x.key}><button className="person" name="person" value={x.key}><b>{x.name}</b>{x.says !== x.desk && <span>{x.says}</span>}<span className="second small">{x.desk}</span></button></li>
      ))}
    </ul>
  )
}

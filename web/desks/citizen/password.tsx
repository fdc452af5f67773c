import { KeyRound } from 'lucide-react'
import type { PasswordView } from '../../../contract/views.ts'
import { ErrorSummary, ErrorText, anchor } from '../../kit/errors.tsx'
import { Button, Hidden, PostForm } from '../../kit/forms.tsx'
import { usePage } from '../../kit/page.tsx'
import { Section, Sheet } from '../../kit/sheet.tsx'

/** A new password, for citizens and staff alike; after a one-time password the only page there is. */
export function Password(p: PasswordView) {
  const { words } = usePage()
  const t = words.password
  const field = (name: 'current' | 'next' | 'repeat', complete: string) => (
    <div className="field">
      <label htmlFor={anchor(name)}>{t[name]}</label><ErrorText errors={p.errors} at={name} />
      <input className="input mid" id={anchor(name)} name={name} type="password" autoComplete={complete} aria-invalid={p.errors.some((e) => e.at === name) || undefined} />
    </div>
  )
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t.title}</h1>{p.must && <p className="lead">{t.must}</p>}</div>
      <ErrorSummary errors={p.errors} />
      <Sheet className="section">
        <PostForm action="/password">
          <Hidden values={{ back: p.back }} />
          <input type="hidden" name="username" value={p.account} autoComplete="username" />
          <p className="second">{t.account(p.account)}</p>
          {field('current', 'current-password')}
          <Section title={t.rules}><ul>{p.rules.map((r) => <li key={r}>{r}</li>)}</ul></Section>
          {field('next', 'new-password')}
          {field('repeat', 'new-password')}
          <p className="second small">{t.others}</p>
          <div className="actions"><Button look="primary" icon={KeyRound}>{t.go}</Button></div>
        </PostForm>
        <p className="second small section">{t.forgot}</p>
      </Sheet>
    </div>
  )
}

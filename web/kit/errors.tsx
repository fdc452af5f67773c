import { CircleAlert } from 'lucide-react'
import type { FormError } from '../../contract/views.ts'
import { usePage } from './page.tsx'
import { Icon } from './icon.tsx'

/** id of the element that an error's link jumps to; unsafe characters of material ids never reach a selector */
export function anchor(at: string): string {
  return 'f-' + at
}

/** Everything that is wrong, at once, each linked to its place. Takes the focus when the page opens. */
export function ErrorSummary(p: { errors: FormError[]; basis?: (e: FormError) => React.ReactNode }) {
  const { words } = usePage()
  if (!p.errors.length) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="errors" data-island="focus">
      <h2><Icon of={CircleAlert} />{words.form.errorTitle(p.errors.length)}</h2>
      <ul>
        {p.errors.map((e, i) => (
          <li key={i}>
            {e.at ? <a href={`#${anchor(e.at)}`}>{e.message}</a> : <strong>{e.message}</strong>}
            {e.basis?.length ? <div className="basis-line">{p.basis?.(e)}</div> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The same sentence at the field itself. */
export function ErrorText(p: { errors: FormError[]; at: string }) {
  const mine = p.errors.filter((e) => e.at === p.at)
  if (!mine.length) return null
  return <p className="error-text" id={`${anchor(p.at)}-error`}><Icon of={CircleAlert} /><span>{mine.map((e) => e.message).join('；')}</span></p>
}

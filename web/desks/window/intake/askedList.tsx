import { CircleCheck, Paperclip, ScanLine } from 'lucide-react'
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { FormError } from '../../../../contract/views.ts'
import { FieldInput } from '../../../form/field.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Kbd } from '../../../shell/staff/index.ts'
import { fill, supply as t } from '../../../text/zh-CN/window.ts'
import { atFirst, formsOf, isIn, type Asked, type Brought } from './asked.ts'
import { Upload } from './upload.tsx'

/**
 * What the notice listed, one line each. Space says brought or not, arrows move and say in which form, S scans, Enter means
 * brought and goes on; in a field Enter goes on too. After the last line `finished`.
 */
export function AskedList(p: {
  of: Asked[]; brought: Readonly<Record<string, Brought>>; set: (a: Asked, b: Brought) => void; owner: string; errors: FormError[]; finished: () => void; uploaded: () => void; locked: boolean
}) {
  const box = useRef<HTMLOListElement>(null)
  const lines = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-asked]') ?? [])]
  const goTo = (line: HTMLElement | undefined) => (line ? line.focus() : p.finished())
  const go = (from: HTMLElement, by: number) => {
    const all = lines()
    const n = all.indexOf(from) + by
    if (n >= 0) goTo(all[n])
  }
  useLayoutEffect(() => { goTo(lines()[0]) }, [])
  const hear = (e: KeyboardEvent<HTMLElement>, a: Asked) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.nativeEvent.isComposing) return
    const line = e.currentTarget
    const now = p.brought[a.key] ?? atFirst(a)
    const within = e.target !== line
    if (within) {
      // somebody types: only Enter of a single line is ours
      if (e.key !== 'Enter' || (e.target as HTMLElement).tagName !== 'INPUT' || (e.target as HTMLInputElement).type === 'file') return
      e.preventDefault()
      return go(line, 1)
    }
    if (e.key === 'ArrowDown' || e.key === 'j') go(line, 1)
    else if (e.key === 'ArrowUp' || e.key === 'k') go(line, -1)
    else if (p.locked) return
    else if (a.kind === 'field') {
      if (e.key !== 'Enter' && e.key !== ' ') return
      line.querySelector<HTMLElement>('input:not([type=file]), textarea, select')?.focus()
    } else if (e.key === ' ') p.set(a, { ...now, on: !now.on })
    else if (e.key === 's' || e.key === 'S') line.querySelector<HTMLInputElement>('input[type=file]')?.click()
    else if (e.key === 'ArrowRight' || e.key === 'ArrowLeft') {
      const forms = formsOf(a)
      p.set(a, { on: true, form: forms[(forms.indexOf(now.form) + (e.key === 'ArrowRight' ? 1 : forms.length - 1)) % forms.length]! })
    } else if (e.key === 'Enter') {
      p.set(a, { ...now, on: true })
      go(line, 1)
    } else return
    e.preventDefault()
  }
  const open = p.of.filter((a) => !a.supplied)
  const inAlready = p.of.filter((a) => a.supplied)
  return (
    <div className="asked">
      <p className="checklist-keys small second">{t.keys}</p>
      <ol className="list-plain" ref={box}>
        {open.map((a, i) => {
          const b = p.brought[a.key] ?? atFirst(a)
          return (
            <li key={a.key} data-asked={a.key} tabIndex={0} className={`asked-line ${isIn(a, b) ? 'is-in' : ''}`.trim()} onKeyDown={(e) => hear(e, a)} aria-label={`${a.name} ${isIn(a, b) ? t.brought : t.stillOpen}`}>
              <div className="asked-what">
                <p><span className="number second">{i + 1}</span> <b>{a.name}</b>{a.problem && <span className="tag">{a.problem}</span>}{a.of.length > 1 && <span className="tag" title={a.of.join('、')}>{t.usedBy(a.of.length)}</span>}</p>
                {a.how && <p className="second small">{a.how}</p>}
                {a.files.map((f) => <a key={f.id} className="small with-icon" href={`/api/v1/files/${f.sha256}?owner=${f.owner}`} download={f.name}><Icon of={Paperclip} />{f.name}</a>)}
              </div>
              {a.field ? (
                <div className="asked-field">
                  <FieldInput of={{ ...a.field, id: `${a.parts[0]!.caseId.slice(-6)}-${a.field.id}`, required: true }} value="" errors={p.errors.filter((x) => x.at && a.parts.some((y) => y.id === x.at)).map((x) => ({ ...x, at: `${a.parts[0]!.caseId.slice(-6)}-${a.field!.id}` }))}
                    onChange={(_, value) => p.set(a, { ...b, on: true, value })} />
                  {a.was && <p className="second small">{t.was(a.was)}</p>}
                </div>
              ) : (
                <div className="asked-acts">
                  <button type="button" tabIndex={-1} disabled={p.locked} aria-pressed={b.on} className="asked-tick" onClick={() => p.set(a, { ...b, on: !b.on })}><span className="away">{a.name} </span>{b.on ? t.brought : t.bring}<Kbd>空格</Kbd></button>
                  <button type="button" tabIndex={-1} disabled={p.locked} className="check-form" onClick={() => { const forms = formsOf(a); p.set(a, { on: true, form: forms[(forms.indexOf(b.form) + 1) % forms.length]! }) }}><span className="away">{a.name} {t.given} </span>{fill.given[b.form]}<Kbd>← →</Kbd></button>
                  <Upload row={a} owner={p.owner} done={() => { p.set(a, { on: true, form: a.electronic ? 'electronic' : b.form }); p.uploaded() }} locked={p.locked}><Icon of={ScanLine} />{t.scan}<Kbd>S</Kbd></Upload>
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {inAlready.length > 0 && <><h3>{t.inAlready}</h3><ul className="list-plain">{inAlready.map((a) => <li key={a.key} className="with-icon asked-done"><Icon of={CircleCheck} />{a.name}</li>)}</ul></>}
    </div>
  )
}

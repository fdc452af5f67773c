import { Paperclip, ScanLine } from 'lucide-react'
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { Icon } from '../../../kit/icon.tsx'
import { usePage } from '../../../kit/page.tsx'
import { Kbd } from '../../../shell/staff/index.ts'
import { fill, intake as t } from '../../../text/zh-CN/window.ts'
import type { Given } from '../fillForm.tsx'
import { markOf, type Mark, type Marks, type Result, type Row } from './rows.ts'
import { Upload } from './upload.tsx'

const keys: Record<string, Result> = { 1: 'ok', 2: 'missing', 3: 'faulty' }
const results: Result[] = ['ok', 'missing', 'faulty']

export const formsOf = (row: Row): Given[] => (row.source === 'bring' ? ['original', 'copy', ...(row.electronic ? ['electronic' as const] : []), 'none'] : row.source === 'have' ? ['have', 'original', 'none'] : ['fill', 'original', 'electronic', 'none'])

/**
 * The list that is worked through with one hand: 1 2 3 mark, space takes back, arrows move and say what was handed over,
 * Enter means 符合 where nothing was said and goes on. `last` gets the focus when nothing is left.
 */
export function Checklist(p: { rows: Row[]; marks: Marks; mark: (row: Row, m: Mark) => void; at: number; setAt: (n: number) => void; finished: () => void; locked: boolean; owner: string; uploaded: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const focus = useRef(true)
  useLayoutEffect(() => {
    if (focus.current) box.current?.querySelector<HTMLElement>(`[data-row="${p.at}"]`)?.focus()
    focus.current = false
  }, [p.at])
  const go = (n: number) => {
    focus.current = true
    if (n >= p.rows.length) return p.finished()
    p.setAt(Math.max(0, n))
    if (n === p.at) box.current?.querySelector<HTMLElement>(`[data-row="${n}"]`)?.focus()
  }
  const hear = (e: KeyboardEvent, row: Row, i: number) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.altKey || e.metaKey) return
    const now = markOf(p.marks, row)
    const nextOpen = () => {
      const more = p.rows.findIndex((r, n) => n > i && r.kind === 'material' && markOf(p.marks, r).result === 'unchecked')
      if (more >= 0) go(more)
      else p.finished()
    }
    const said = keys[e.key]
    if (e.key === 'ArrowDown' || e.key === 'j') go(Math.min(p.rows.length - 1, i + 1))
    else if (e.key === 'ArrowUp' || e.key === 'k') go(i - 1)
    else if (p.locked) return
    else if (said && !(row.kind === 'field' && said === 'missing')) p.mark(row, { ...now, result: said, ...(said === 'missing' ? { form: 'none' as const } : {}) })
    else if (e.key === ' ') p.mark(row, { ...now, result: now.result === 'unchecked' ? 'ok' : 'unchecked' })
    else if (row.kind === 'material' && (e.key === 'ArrowRight' || e.key === 'ArrowLeft')) {
      const forms = formsOf(row)
      p.mark(row, { ...now, form: forms[(forms.indexOf(now.form) + (e.key === 'ArrowRight' ? 1 : forms.length - 1)) % forms.length]! })
    } else if (e.key === 'Enter') {
      if (row.kind === 'material' && now.result === 'unchecked') p.mark(row, { ...now, result: 'ok' })
      nextOpen()
    } else return
    e.preventDefault()
  }
  const materials = p.rows.filter((r) => r.kind === 'material')
  const fields = p.rows.filter((r) => r.kind === 'field')
  const line = (row: Row) => {
    const i = p.rows.indexOf(row)
    return (
      <li key={row.key} data-row={i} tabIndex={i === p.at ? 0 : -1} className={`check check-${row.kind} is-${markOf(p.marks, row).result}`} onKeyDown={(e) => hear(e, row, i)} onFocus={(e) => { if (e.target === e.currentTarget && i !== p.at) p.setAt(i) }}>
        {row.kind === 'material' ? <MaterialLine row={row} mark={markOf(p.marks, row)} set={(m) => p.mark(row, m)} locked={p.locked} owner={p.owner} uploaded={p.uploaded} /> : <FieldLine row={row} mark={markOf(p.marks, row)} set={(m) => p.mark(row, m)} locked={p.locked} />}
      </li>
    )
  }
  return (
    <div ref={box} className="checklist">
      <p className="checklist-keys small second">{t.keys}</p>
      <h3>{t.materials}</h3>
      <ul className="list-plain">{materials.map(line)}</ul>
      {fields.length > 0 && <><h3>{t.form}</h3><ul className="list-plain form-lines">{fields.map(line)}</ul></>}
    </div>
  )
}

function MaterialLine(p: { row: Row; mark: Mark; set: (m: Mark) => void; locked: boolean; owner: string; uploaded: () => void }) {
  const { row, mark } = p
  const { words } = usePage()
  const need = row.source === 'bring' ? words.guide.copies(row.originals, row.copies, row.electronic) : words.guide.source[row.source ?? 'fill']
  const other = row.stands.result !== 'unchecked' && row.stands.result !== mark.result
  return (
    <>
      <div className="check-name">
        <b>{row.name}</b>
        {row.of.length > 1 && <span className="tag" title={row.of.join('、')}>{t.usedBy(row.of.length)}</span>}
        {row.tolerable && <span className="tag">{t.tolerable}</span>}
        {row.fromMember && <span className="tag">{t.fromMember}</span>}
        {!row.required && <span className="tag">{t.optional}</span>}
        {other && <span className="tag">{t.others(t.result[row.stands.result]!)}</span>}
        {row.hint && <span className="second small check-hint">{row.hint}</span>}
        {row.files.map((f) => <a key={f.id} className="small" href={`/api/v1/files/${f.sha256}?owner=${f.owner}`} download={f.name}><Icon of={Paperclip} />{f.name}</a>)}
      </div>
      <span className="second small check-need">{need}</span>
      <button type="button" tabIndex={-1} className="check-form" disabled={p.locked} title={t.columns.given}
        onClick={() => { const forms = formsOf(row); p.set({ ...mark, form: forms[(forms.indexOf(mark.form) + 1) % forms.length]! }) }}><span className="away">{row.name} {t.columns.given} </span>{fill.given[mark.form]}</button>
      <span className="check-results" role="group" aria-label={`${row.name} ${t.columns.result}`}>
        {results.map((r, i) => (
          <button key={r} type="button" tabIndex={-1} disabled={p.locked} aria-pressed={mark.result === r} className={`r-${r}`} onClick={() => p.set({ ...mark, result: r, ...(r === 'missing' ? { form: 'none' as const } : {}) })}>{t.result[r]}<Kbd>{String(i + 1)}</Kbd></button>
        ))}
      </span>
      <Upload row={row} owner={p.owner} done={p.uploaded} locked={p.locked}><Icon of={ScanLine} />{t.upload}</Upload>
    </>
  )
}

function FieldLine(p: { row: Row; mark: Mark; set: (m: Mark) => void; locked: boolean }) {
  const wrong = p.mark.result === 'faulty'
  return (
    <>
      <span className="second small">{p.row.name}</span>
      <span className="field-value">{p.row.value || <span className="tag">{t.fieldEmpty}</span>}</span>
      <button type="button" tabIndex={-1} aria-pressed={wrong} hidden={!p.row.value} disabled={p.locked} className="r-faulty" onClick={() => p.set({ ...p.mark, result: wrong ? 'unchecked' : 'faulty' })}><span className="away">{p.row.name} </span>{t.result.faulty}<Kbd>3</Kbd></button>
    </>
  )
}

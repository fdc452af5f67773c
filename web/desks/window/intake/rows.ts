import type { OutputOf } from '../../../../contract/client.ts'
import { get, overview } from '../../../../contract/casework.ts'
import type { Field, ItemTerms } from '../../../../law/item/item.ts'
import type { Given } from '../fillForm.tsx'

export type CaseOut = OutputOf<typeof get>
export type BundleOut = NonNullable<OutputOf<typeof overview>['bundle']>
export interface Member { view: CaseOut; terms: ItemTerms }

export type Result = 'ok' | 'missing' | 'faulty' | 'unchecked'
export interface Mark { result: Result; form: Given }

/** One line of the checklist: a material or a field of the form, once for however many members of a 一件事 need it. */
export interface Row {
  key: string
  kind: 'material' | 'field'
  name: string
  /** case and its own id of this thing */
  parts: { caseId: string; id: string }[]
  of: string[]
  source?: 'bring' | 'have' | 'fill'
  required: boolean
  /** another member of the same 一件事 gives it when it is decided: nobody can look at it yet, and nobody is asked for it */
  fromMember: boolean
  tolerable: boolean
  electronic: boolean
  originals: number
  copies: number
  hint: string
  files: { id: string; name: string; sha256: string; owner: string }[]
  /** what stands on the server: the acts of whoever checked before */
  stands: Mark
  field?: Field
  value?: string
  group?: string
}

/**
 * Checklist of one case, or of all members of a bundle merged: what is shared stands there once (MOD-03). `empty`: ids of form
 * fields that a rule has named as not filled in; they come into the list as missing.
 */
export function rowsOf(members: readonly Member[], empty: ReadonlySet<string> = new Set()): Row[] {
  const rows = new Map<string, Row>()
  const whole = members.length > 1
  const given = new Set(members.flatMap((m) => (m.terms.result.licenceType ? [`licence:${m.terms.result.licenceType}`] : [])))
  for (const { view, terms } of members) {
    for (const m of view.materials) {
      const t = terms.materials.find((x) => x.id === m.id)
      if (!t) continue
      const key = `m ${whole && t.shared ? t.shared : `${view.id} ${m.id}`}`
      const part = { caseId: view.id, id: m.id }
      const had = rows.get(key)
      if (had) {
        had.parts.push(part)
        had.of.push(view.name)
        had.files.push(...m.files)
        if (had.stands.result !== m.result) had.stands = { ...had.stands, result: 'unchecked' }
        continue
      }
      rows.set(key, {
        key, kind: 'material', name: m.name, parts: [part], of: [view.name], source: t.source, required: m.required, fromMember: !!t.from && given.has(t.from), tolerable: m.tolerable && !!terms.tolerant, electronic: t.electronic,
        originals: t.originals, copies: t.copies, hint: m.hint ?? '', files: [...m.files], stands: { result: m.result as Result, form: m.given as Given },
      })
    }
  }
  for (const { view, terms } of members) {
    for (const field of terms.fields) {
      const line = view.form.find((x) => x.id === field.id)
      const wrong = view.toFix?.fields.some((x) => x.id === field.id)
      if (!line && !empty.has(field.id)) continue
      const key = `f ${whole && field.shared ? field.shared : `${view.id} ${field.id}`}`
      const had = rows.get(key)
      if (had) { had.parts.push({ caseId: view.id, id: field.id }); had.of.push(view.name); continue }
      rows.set(key, {
        key, kind: 'field', name: field.label, parts: [{ caseId: view.id, id: field.id }], of: [view.name], required: field.required, fromMember: false, tolerable: false, electronic: false, originals: 0, copies: 0,
        hint: field.help ?? '', files: [], stands: { result: !line ? 'missing' : wrong ? 'faulty' : 'unchecked', form: 'fill' }, field, value: line?.value ?? '', group: field.group,
      })
    }
  }
  return [...rows.values()]
}

export type Marks = Readonly<Record<string, Mark>>
export const markOf = (marks: Marks, row: Row): Mark => marks[row.key] ?? row.stands

/** what has to be sent as 核对 for each case: marks that differ from what stands there */
export function checksOf(rows: readonly Row[], marks: Marks): Map<string, Record<string, { result: 'ok' | 'missing' | 'faulty'; form: Given }>> {
  const out = new Map<string, Record<string, { result: 'ok' | 'missing' | 'faulty'; form: Given }>>()
  for (const row of rows) {
    const mark = marks[row.key]
    if (row.kind !== 'material' || !mark || mark.result === 'unchecked' || (mark.result === row.stands.result && mark.form === row.stands.form)) continue
    for (const part of row.parts) out.set(part.caseId, { ...out.get(part.caseId), [part.id]: { result: mark.result, form: mark.form } })
  }
  return out
}

/** everything marked as missing or faulty: what the one notice must list */
export function faults(rows: readonly Row[], marks: Marks): (Row & { problem: 'missing' | 'faulty' })[] {
  return rows.flatMap((r) => {
    const { result } = markOf(marks, r)
    return result === 'missing' || result === 'faulty' ? [{ ...r, problem: result }] : []
  })
}

export const unchecked = (rows: readonly Row[], marks: Marks): Row[] => rows.filter((r) => r.kind === 'material' && r.required && markOf(marks, r).result === 'unchecked')

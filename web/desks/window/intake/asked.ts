import type { Field } from '../../../../law/item/item.ts'
import type { Given } from '../fillForm.tsx'
import type { Member } from './rows.ts'

/** One thing that was asked of the applicant: by the one notice, or left open on tolerant acceptance. */
export interface Asked {
  key: string
  kind: 'material' | 'field'
  name: string
  /** what was wrong, and how it is made right, in the words of the notice */
  problem: string
  how: string
  /** case and its own id of this thing: once for however many members of a 一件事 were told of it */
  parts: { caseId: string; id: string }[]
  of: string[]
  /** it is in already */
  supplied: boolean
  electronic: boolean
  originals: number
  field?: Field
  /** what the form says now, masked */
  was: string
  files: { id: string; name: string; sha256: string; owner: string }[]
}

export const owes = (m: Member) => (m.view.notice?.items ?? m.view.tolerated?.items ?? []).some((i) => !i.supplied)

/** exactly the items of the notices, nothing beside them (XK-03); what members share stands there once */
export function askedOf(members: readonly Member[]): Asked[] {
  const out = new Map<string, Asked>()
  const whole = members.length > 1
  for (const { view, terms } of members) {
    const items = view.notice?.items ?? view.tolerated?.items.map((i) => ({ ...i, kind: 'material', problem: '' })) ?? []
    for (const i of items) {
      const material = i.kind === 'material' ? terms.materials.find((m) => m.id === i.id) : undefined
      const field = i.kind === 'field' ? terms.fields.find((f) => f.id === i.id) : undefined
      const shared = whole ? (material ?? field)?.shared : undefined
      const key = `${i.kind[0]} ${shared ?? `${view.id} ${i.id}`}`
      const had = out.get(key)
      const files = view.materials.find((m) => m.id === i.id)?.files ?? []
      if (had) {
        had.parts.push({ caseId: view.id, id: i.id })
        had.of.push(view.name)
        had.supplied &&= i.supplied
        had.files.push(...files.filter((f) => !had.files.some((x) => x.sha256 === f.sha256)))
        continue
      }
      out.set(key, {
        key, kind: field ? 'field' : 'material', name: i.name, problem: i.problem, how: i.how ?? '', parts: [{ caseId: view.id, id: i.id }], of: [view.name], supplied: i.supplied,
        electronic: material?.electronic ?? true, originals: material?.originals ?? 0, ...(field ? { field } : {}), was: view.form.find((x) => x.id === i.id)?.value ?? '', files: [...files],
      })
    }
  }
  return [...out.values()]
}

/** what the clerk says of one thing: brought or not, in which form, or what now stands in the field */
export interface Brought { on: boolean; form: Given; value?: unknown }
export const formsOf = (a: Asked): Given[] => ['original', 'copy', ...(a.electronic ? ['electronic' as const] : [])]
export const atFirst = (a: Asked): Brought => ({ on: false, form: a.originals ? 'original' : 'copy' })

/** a field counts when something was typed into it, a material when it was ticked */
export const isIn = (a: Asked, b: Brought | undefined) =>
  !!b && (a.kind === 'field' ? b.value !== undefined && b.value !== '' && !(Array.isArray(b.value) && !b.value.length) : b.on)

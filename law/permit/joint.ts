import { holds, renamed, type Answers } from '../kernel/condition.ts'
import type { Calendar } from '../kernel/calendar.ts'
import { criticalPath, type CriticalPath, type OfficeHours, type PromiseTerm } from '../kernel/promise.ts'
import type { BundleTerms, Field, ItemTerms, Material } from '../item/item.ts'
import type { NoticeItem } from './payload.ts'
import { fieldsFor, materialsFor } from './reading.ts'
import type { PermitState } from './state.ts'

/*
 * 一件事: one form, one set of materials, one notice, one promise (MOD-03; 许可法 26, 河南省优化营商环境条例 36, 优化营商环境条例 36).
 * The members stay cases of their own: each is decided by its own organ under its own law.
 */

export type BundleMember = BundleTerms['members'][number]

/** the members that these answers call for; what a left-out member would have given is not waited for */
export function membersFor(bundle: BundleTerms, answers: Answers): BundleMember[] {
  const chosen = bundle.members.filter((m) => holds(m.when, answers))
  const keys = new Set(chosen.map((m) => m.item))
  return chosen.map((m) => (m.after ? { ...m, after: m.after.filter((k) => keys.has(k)) } : m))
}

/** one thing of the bundle, with the items that need it and what each calls it */
export interface Shared<T> { key: string; part: T; of: { item: string; id: string }[] }

export interface MergedMaterials {
  /** asked of the applicant, each once */
  asked: Shared<Material>[]
  /** results of other members of the same bundle: nobody brings them */
  fromMembers: (Shared<Material> & { member: string })[]
  /** slots that the items would ask for one by one, and that the bundle asks for */
  compression: { separately: number; together: number }
}

/** Materials of all members, those with one `shared` key once. A required one stays required if any member requires it. */
export function mergedMaterials(items: readonly ItemTerms[], answers: Answers): MergedMaterials {
  const all = merge(items, answers, (i) => materialsFor(i, answers), (a, b) => ({
    ...a, required: a.required || b.required, originals: Math.max(a.originals, b.originals), copies: Math.max(a.copies, b.copies),
    electronic: a.electronic && b.electronic, tolerable: !!a.tolerable && !!b.tolerable,
  }))
  const giver = (m: Material) => items.find((i) => i.result.licenceType && m.from === `licence:${i.result.licenceType}`)?.key
  const fromMembers = all.flatMap((s) => (giver(s.part) ? [{ ...s, member: giver(s.part)! }] : []))
  const asked = all.filter((s) => !giver(s.part))
  return { asked, fromMembers, compression: { separately: all.reduce((n, s) => n + s.of.length, 0), together: asked.length } }
}

/** Form fields of all members, those with one `shared` key asked once; conditions name the merged keys. */
export function mergedFields(items: readonly ItemTerms[], answers: Answers): Shared<Field>[] {
  const keyed = (i: ItemTerms) => (id: string) => { const f = i.fields.find((x) => x.id === id); return f ? f.shared ?? `${i.key}/${id}` : id }
  return merge(items, answers, (i) => fieldsFor(i, answers).map((f) => (f.when ? { ...f, when: renamed(f.when, keyed(i)) } : f)), (a, b) => ({
    ...a, required: a.required || b.required,
    ...(a.maxLength && b.maxLength ? { maxLength: Math.min(a.maxLength, b.maxLength) } : {}),
  }))
}

function merge<T extends { id: string; shared?: string }>(items: readonly ItemTerms[], answers: Answers, of: (i: ItemTerms) => T[], both: (a: T, b: T) => T): Shared<T>[] {
  const out = new Map<string, Shared<T>>()
  for (const item of items) {
    for (const part of of(item)) {
      const key = part.shared ?? `${item.key}/${part.id}`
      const have = out.get(key)
      out.set(key, { key, part: have ? both(have.part, part) : part, of: [...(have?.of ?? []), { item: item.key, id: part.id }] })
    }
  }
  return [...out.values()]
}

export interface MergedNoticeItem { key: string; kind: NoticeItem['kind']; problems: { item: string; id: string; problem: string }[] }

/** The lead body's one notice out of what each member found: {x,y} and {y,z} → {x,y,z}. A shared thing is asked for once. */
export function mergedNotice(found: readonly { item: ItemTerms; items: readonly NoticeItem[] }[]): MergedNoticeItem[] {
  const out = new Map<string, MergedNoticeItem>()
  for (const { item, items } of found) {
    for (const n of items) {
      const parts: { id: string; shared?: string }[] = n.kind === 'material' ? item.materials : item.fields
      const key = parts.find((p) => p.id === n.id)?.shared ?? `${item.key}/${n.id}`
      const have = out.get(key) ?? { key, kind: n.kind, problems: [] }
      out.set(key, { ...have, problems: [...have.problems, { item: item.key, id: n.id, problem: n.problem }] })
    }
  }
  return [...out.values()]
}

/** most that joint handling may take (许可法 42 第二款) */
export const bundleMostDays = 45

/**
 * Promise of the bundle from the instant of acceptance: its critical path, member by member. Throws RangeError where it would
 * take more than 45 working days: such a bundle may not be published.
 */
export function bundlePromise(
  members: readonly { item: string; name?: string; promise: PromiseTerm; after?: readonly string[] }[], from: string, hours: OfficeHours, calendar: Calendar,
): CriticalPath {
  const path = criticalPath(members.map((m) => ({ key: m.item, term: m.promise, ...(m.name ? { name: m.name } : {}), ...(m.after ? { after: m.after } : {}) })), from, hours, calendar)
  if (path.workdays > bundleMostDays) throw new RangeError(`一件事的承诺时限为${path.workdays}个工作日，超过联合办理的${bundleMostDays}个工作日`)
  return path
}

const resultStates: readonly PermitState['state'][] = ['issued', 'refused', 'terminated', 'delivered', 'notNeeded', 'notCompetent', 'withdrawn', 'abandoned', 'filed', 'outOfScope']

/** has this member come to its result? With a licence to come, a grant alone is not it. */
export function memberDone(state: PermitState, item: Pick<ItemTerms, 'result'>): boolean {
  return resultStates.includes(state.state) || (state.state === 'granted' && !item.result.licenceType)
}

/** has it given what another member needs from it? A refused one never will, so what needs it cannot be granted. */
function given(state: PermitState, item: Pick<ItemTerms, 'result'>): boolean {
  if (state.state === 'filed' || state.state === 'issued') return true
  return (state.state === 'granted' || state.state === 'delivered') && state.decision?.kind !== 'refused' && state.decision?.kind !== 'terminated' && (!item.result.licenceType || !!state.licence)
}

/** members whose result this one still needs: what `grant` is told as `dependencies` */
export function waitingFor(after: readonly string[] | undefined, members: readonly { key: string; state: PermitState; item: Pick<ItemTerms, 'result'> }[]): string[] {
  return (after ?? []).filter((k) => {
    const m = members.find((x) => x.key === k)
    return m !== undefined && !given(m.state, m.item)
  })
}

/** The bundle is done only when every member is; one that was refused does not hide the results of the others. */
export function bundleProgress(members: readonly { key: string; state: PermitState; item: Pick<ItemTerms, 'result'> }[]): { done: boolean; results: string[]; refused: string[]; open: string[] } {
  const of = (f: (m: (typeof members)[number]) => boolean) => members.filter(f).map((m) => m.key)
  const open = of((m) => !memberDone(m.state, m.item))
  return {
    done: open.length === 0, open,
    results: of((m) => memberDone(m.state, m.item) && m.state.decision !== undefined && m.state.decision.kind !== 'refused' && m.state.decision.kind !== 'terminated'),
    refused: of((m) => m.state.decision?.kind === 'refused'),
  }
}

import { expect } from 'vitest'
import { said, type Answer, type CityHall, type Person } from './hall.ts'

type Field = { id: string; kind: string; required: boolean; label: string; options?: { value: string }[]; prefill?: string }
type Material = { id: string; source: string }

/** a plausible answer for a field of any guide, so that a journey says only what it is about */
export function answerFor(f: Field): unknown {
  if (f.options?.length) return f.kind === 'choices' ? [f.options[0]!.value] : f.options[0]!.value
  return { idNumber: '411024196203151235', phone: '13800000001', money: '1000000', number: 3, yesNo: 'no', date: '2020-12-25', uscc: '914110000574123483', address: '河南省许昌市鄢陵县柏梁镇花都大道1号' }[f.kind as 'phone'] ?? (/名称/.test(f.label) ? '许昌陈记花木有限公司' : '陈守田')
}

export interface Plan { members: { key: string; name: string; questions: { id: string; options: { value: string }[] }[] }[]; fields: { field: Field }[]; materials: { material: Material }[]; promised: { due: string; dueAt?: string } }

export async function planOf(person: Person, kind: 'item' | 'bundle', key: string, answers: Record<string, unknown>): Promise<Plan> {
  return ok(await person.post<Plan>('/api/v1/plan', { kind, key, answers }))
}

export const formOf = (plan: Plan, own: Record<string, unknown> = {}) => ({ ...Object.fromEntries(plan.fields.map(({ field }) => [field.id, answerFor(field)])), ...own })
export const materialsOf = (plan: Plan) => Object.fromEntries(plan.materials.map(({ material: m }) => [m.id, m.source === 'bring' ? 'original' : m.source === 'have' ? 'have' : 'fill']))

/** the body of an answer that must have succeeded */
export function ok<T>(a: Answer<T>): T {
  expect(a.status, said(a)).toBeLessThan(300)
  return a.body
}

/** a refusal: status 4xx, the rule's code, a Chinese sentence, and the article where the rule has one */
export function refused(a: Answer, code: string | RegExp): { rule: string; code: string; findings: { code: string; message: string; basis: unknown[] }[] } {
  expect(a.status, said(a)).toBeGreaterThanOrEqual(400)
  expect(a.status, said(a)).toBeLessThan(500)
  const codes: string[] = [a.body.code, a.body.rule, ...a.body.findings.map((f: { code: string; rule: string }) => `${f.code} ${f.rule}`)]
  expect(codes.some((c) => (typeof code === 'string' ? String(c).includes(code) : code.test(String(c)))), said(a)).toBe(true)
  expect(a.body.detail).toMatch(/[\u4e00-\u9fff]/)
  return a.body
}

/** the window looks at every material of a case and finds it good */
export async function checkAll(hall: CityHall, id: string, results: Record<string, 'ok' | 'missing' | 'faulty'> = {}): Promise<void> {
  const clerk = await hall.as('clerk')
  const view = ok(await clerk.get(`/api/v1/cases/${id}`))
  const all = Object.fromEntries(view.materials.map((m: Material) => [m.id, { result: results[m.id] ?? 'ok' }]))
  ok(await clerk.post(`/api/v1/cases/${id}/check`, { payload: { results: all } }, { ifMatch: view.seq }))
}

/** one act on the newest state of a case */
export async function act(person: Person, id: string, type: string, payload: unknown = {}, personal: unknown = {}): Promise<Answer> {
  const view = await person.get(`/api/v1/cases/${id}`)
  return person.post(`/api/v1/cases/${id}/${type}`, { payload, personal }, { ifMatch: view.body?.seq ?? 0 })
}

export const strokes = { strokes: [[[10, 10], [200, 120], [400, 60]]] as [number, number][][], shown: 'a'.repeat(64) }

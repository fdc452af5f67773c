import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { said, type Answer, type CityHall, type Person } from './hall.ts'

type Field = { id: string; kind: string; required: boolean; label: string; options?: { value: string }[]; prefill?: string }
type Material = { id: string; source: string }

/** a plausible answer for a field of any guide, so that a journey says only what it is about */
export function answerFor(f: Field): unknown {
  if (f.options?.length) return f.kind === 'choices' ? [f.options[0]!.value] : f.options[0]!.value
  return { idNumber: '411024196203151235', phone: '13800000001', money: '1000000', number: 3, yesNo: 'no', date: '2020-12-25', uscc: '914110000574123483', address: '河南省许昌市鄢陵县柏梁镇花都大道1号' }[f.kind as 'phone'] ?? (/名称/.test(f.label) ? '许昌陈记花木有限公司' : '陈守田')
}

interface Asked { id: string; ask: string; options: { value: string; label: string }[] }
export interface Plan { questions: Asked[]; answers: Record<string, string>; open: string[]; members: { key: string; name: string; questions: Asked[] }[]; fields: { field: Field }[]; materials: { material: Material }[]; promised: { due: string; dueAt?: string } }

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

/** PUT /api/v1/files/:sha256 as this person, or as whoever signs in with login and password */
export async function upload(hall: CityHall, person: string | { login: string; password: string }, name: string, bytes: Buffer): Promise<{ name: string; sha256: string }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { token } = ok(await (await hall.as('nobody')).post('/api/v1/session', { ...(typeof person === 'string' ? { person } : person), bearer: true }))
  const put = await fetch(`${hall.url}/api/v1/files/${sha256}?name=${encodeURIComponent(name)}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }, body: new Uint8Array(bytes) })
  expect(put.status, await put.clone().text()).toBe(200)
  return { name, sha256 }
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

/** first option of every question that the item asks, with what the journey says itself on top */
export async function answersOf(person: Person, key: string, own: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  return answered(person, 'item', key, own)
}

/** the same for a bundle: an answer may bring in a member with a question of its own */
export async function answered(person: Person, kind: 'item' | 'bundle', key: string, own: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { questions, open } = await planOf(person, kind, key, own)
  if (!open.length) return own
  return answered(person, kind, key, { ...own, ...Object.fromEntries(questions.filter((q) => open.includes(q.id)).map((q) => [q.id, q.options[0]!.value])) })
}

/** the person files one item for himself; web unless the journey says otherwise */
export async function file(person: Person, key: string, own: { answers?: Record<string, unknown>; form?: Record<string, unknown>; channel?: 'web' | 'selfService'; materials?: Record<string, string> } = {}): Promise<{ id: string; number: string; due: string | null; receipt: { id: string } }> {
  const answers = await answersOf(person, key, own.answers)
  const plan = await planOf(person, 'item', key, answers)
  return ok(await person.post('/api/v1/cases', {
    item: key, channel: own.channel ?? 'web', answers, form: formOf(plan, own.form), materials: { ...materialsOf(plan), ...own.materials },
  }))
}

/** filed, looked at, accepted: a case that its organ can begin with */
export async function accepted(hall: CityHall, person: Person, key: string, own: Parameters<typeof file>[2] = {}): Promise<string> {
  const { id } = await file(person, key, own)
  await checkAll(hall, id)
  ok(await act(await hall.as('clerk'), id, 'accept'))
  return id
}

/** ids of colleagues at an organ, as somebody who may choose inspectors sees them */
export async function staffOf(person: Person, organ: string): Promise<string[]> {
  return ok(await person.get(`/api/v1/organs/${organ}/staff`)).items.map((s: { id: string }) => s.id)
}

/** documents of a case with their contents, in the order in which they were made */
export async function documentsOf(hall: CityHall, id: string): Promise<{ template: string; number: string; data: any }[]> {
  return (await hall.database.app.query<{ template: string; number: string; data: any }>(
    `select template, number, data from kernel.document where city = '411000' and case_id = $1 order by legal_at, id`, [id])).rows
}

export interface ClockSeen { id: string; due: string; dueAt?: string; status: string; lamp: string; start: string; n: number; unit: string; basis: { law: string; article: number }[] }

/** one clock of a case */
export const clockOf = (view: { clocks: ClockSeen[] }, id: string): ClockSeen => view.clocks.find((c) => c.id === id)!

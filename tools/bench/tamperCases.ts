import type { Answer, CityHall } from '../../tests/journeys/hall.ts'

/* A case over HTTP, as people file it: what the bench of cheating then cheats with. */

interface Plan { members: { questions: { id: string, options: { value: string }[] }[] }[], fields: { field: { id: string, kind: string, options?: { value: string }[] } }[], materials: { material: { id: string, source: string } }[] }

function must<T>(a: Answer<T>): T {
  if (a.status >= 300) throw new Error(`${a.status} ${JSON.stringify(a.body)}`)
  return a.body
}

/** files the loss of a social security card; `accept`: looked at and accepted at the window too. @returns the case's id */
export async function fileAndAccept(hall: CityHall, who: string, accept: boolean): Promise<string> {
  const person = await hall.as(who)
  const planned = async (answers: Record<string, string>) => must(await person.post<Plan>('/api/v1/plan', { kind: 'item', key: 'social-card-loss', answers }))
  const answers = Object.fromEntries((await planned({})).members.flatMap((m) => m.questions.map((q) => [q.id, q.options[0]!.value])))
  const plan = await planned(answers)
  const value = (f: Plan['fields'][number]['field']) => f.options?.[0]!.value ?? { idNumber: '411024196203151235', phone: '13800000001', date: '2020-12-25' }[f.kind as 'phone'] ?? '陈守田'
  const filed = must(await person.post('/api/v1/cases', {
    item: 'social-card-loss', channel: 'web', answers, form: Object.fromEntries(plan.fields.map(({ field }) => [field.id, value(field)])),
    materials: Object.fromEntries(plan.materials.map(({ material: m }) => [m.id, m.source === 'bring' ? 'original' : m.source === 'have' ? 'have' : 'fill'])),
  })) as { id: string }
  if (!accept) return filed.id
  const clerk = await hall.as('clerk')
  const step = async (type: string, payload: (view: { materials: { id: string }[] }) => unknown) => {
    const view = must(await clerk.get(`/api/v1/cases/${filed.id}`))
    must(await clerk.post(`/api/v1/cases/${filed.id}/${type}`, { payload: payload(view), ...(type === 'accept' ? { personal: {} } : {}) }, { ifMatch: view.seq }))
  }
  await step('check', (view) => ({ results: Object.fromEntries(view.materials.map((m) => [m.id, { result: 'ok' }])) }))
  await step('accept', () => ({}))
  return filed.id
}

import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHall, said, type CityHall } from './hall.ts'

let hall: CityHall
beforeAll(async () => { hall = await openHall('2020-12-25T09:30+08:00') }, 60_000)
afterAll(() => hall?.close())

it('a bundle is filed, accepted, decided', async () => {
  const chen = await hall.as('chen')
  const plan = await chen.post('/api/v1/plan', { kind: 'bundle', key: 'flower-company', answers: { stock: 'flowers', premises: 'own' } })
  expect(plan.status, said(plan)).toBe(200)
  console.log(JSON.stringify({ fields: plan.body.fields.map((f: any) => [f.field.id, f.field.kind, f.field.required]), materials: plan.body.materials.map((m: any) => [m.material.id, m.material.source]), promised: plan.body.promised }))
  const form = Object.fromEntries(plan.body.fields.map((f: any) => [f.field.id, f.field.kind === 'idNumber' ? '411024196203151235' : f.field.kind === 'phone' ? '13800000001' : f.field.kind === 'choice' ? f.field.options[0].value : f.field.kind === 'money' ? '100000' : f.field.kind === 'number' ? 2 : f.field.kind === 'yesNo' ? 'no' : f.field.kind === 'date' ? '2020-12-25' : f.field.kind === 'uscc' ? '914110000574123483' : f.field.kind === 'choices' ? [f.field.options[0].value] : '许昌陈记花卉有限公司']))
  const materials = Object.fromEntries(plan.body.materials.map((m: any) => [m.material.id, m.material.source === 'bring' ? 'original' : m.material.source === 'have' ? 'have' : 'fill']))
  const opened = await chen.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'web', answers: { stock: 'flowers', premises: 'own' }, form, materials })
  expect(opened.status, said(opened)).toBe(201)
  console.log(said(opened))
  const clerk = await hall.as('clerk')
  await hall.at('2020-12-25T11:00')
  for (const c of opened.body.cases) {
    const view = await clerk.get(`/api/v1/cases/${c.id}`)
    expect(view.status, said(view)).toBe(200)
    const results = Object.fromEntries(view.body.materials.map((m: any) => [m.id, { result: 'ok' }]))
    const checked = await clerk.post(`/api/v1/cases/${c.id}/check`, { payload: { results } }, { ifMatch: view.body.seq })
    expect(checked.status, said(checked)).toBe(200)
  }
  const accepted = await clerk.post(`/api/v1/bundles/${opened.body.id}/accept`, {})
  expect(accepted.status, said(accepted)).toBe(200)
  console.log(said(accepted))
  const pdf = await chen.pdf(`/api/v1/cases/${opened.body.id}/documents/${accepted.body.documents[0].id}`)
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../server/modules/casework/index.ts'
import { act, checkAll, formOf, materialsOf, ok, planOf, refused } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/** A member of a bundle that its applicant takes back keeps nobody waiting and has no part in the promise. */
describe('一件事里撤回了一件，其余照办', () => {
  let hall: CityHall
  let [chen, clerk] = [undefined as unknown as Person, undefined as unknown as Person]
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00')
    chen = await hall.as('chen')
    clerk = await hall.as('clerk')
  })
  afterAll(() => hall?.close())

  const answers = { stock: 'flowers', premises: 'own' }
  const open = async (): Promise<{ id: string; cases: { id: string; item: string }[] }> => {
    const plan = await planOf(chen, 'bundle', 'flower-company', answers)
    return ok(await chen.post('/api/v1/bundles', { bundle: 'flower-company', answers, form: formOf(plan), materials: materialsOf(plan), channel: 'web' }))
  }
  const differences = async () => {
    const out: unknown[] = []
    for await (const b of replay.recompute((await hall.app.audit()).replay)) out.push(...b.differences)
    return out
  }

  it('窗口一次受理其余各件；承诺只算留下的几件', async () => {
    const bundle = await open()
    const fund = bundle.cases.find((c) => c.item === 'fund-registration')!
    ok(await act(chen, fund.id, 'withdraw'))
    for (const c of bundle.cases) if (c !== fund) await checkAll(hall, c.id)
    const done = ok(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`))
    expect(done.cases.map((c: any) => c.id).sort()).toEqual(bundle.cases.filter((c) => c !== fund).map((c) => c.id).sort())
    expect(done.promiseAt).not.toBeNull()
    expect(await differences()).toEqual([])
    refused(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`), 'E-STATE')
  })

  it('逐件受理的，最后一件撤回时整件事就受理齐了', async () => {
    const bundle = await open()
    const [first, ...others] = bundle.cases
    for (const c of others) {
      await checkAll(hall, c.id)
      ok(await act(clerk, c.id, 'accept'))
    }
    expect(ok(await clerk.get(`/api/v1/bundles/${bundle.id}`)).acceptedAt).toBeNull()
    ok(await act(chen, first!.id, 'withdraw'))
    expect(ok(await clerk.get(`/api/v1/bundles/${bundle.id}`)).acceptedAt).not.toBeNull()
    expect(await differences()).toEqual([])
  })

  it('全都撤回了，就没有可以受理的', async () => {
    const bundle = await open()
    for (const c of bundle.cases) ok(await act(chen, c.id, 'withdraw'))
    refused(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`), 'E-STATE')
    expect(await differences()).toEqual([])
  })
})

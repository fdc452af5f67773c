import type { City } from './city.ts'
import { items, type Try } from './law.ts'
import { observe, type Observed, type ObservedCase } from './observe.ts'
import { World, type Held } from './world.ts'

/* A few cases that between them have everything the invariants speak of: what planted faults are planted in. */

const strokes = { strokes: [[[10, 10], [200, 120]]], shown: 'a'.repeat(64) }
export type Named = Record<'tolerant' | 'inspected' | 'silent' | 'noticed' | 'refused' | 'withdrawn' | 'tax' | 'house', string>

export async function scenario(city: City): Promise<{ world: World; ids: Named; see(): Promise<Observed> }> {
  city.begin('2026-03-02T09:30')
  const w = new World(city)
  const file = async (item: string, channel: 'web' | 'window') => {
    const guide = await city.guide('item', item)
    const by = channel === 'window' ? 'clerk' : 'chen'
    const { status, body } = await city.send(by, 'POST', '/api/v1/cases', { item, channel, answers: guide.answers, form: guide.form, materials: guide.given, ...(by === 'clerk' ? { applicant: city.id('chen') } : {}) })
    if (status !== 201) throw new Error(`${item}: ${JSON.stringify(body)}`)
    return w.adopt(body.id, { item, applicant: 'chen', channel, materials: guide.materials, given: { ...guide.given }, gaps: [], after: [] }, `files ${item}`)
  }
  const act = async (h: Held, by: string, type: string, payload: Try['payload'] = {}, personal: Try['personal'] = {}) => {
    const came = await w.attempt(h, by, { type, payload, personal })
    if (came !== 'done') throw new Error(`the scenario does not go on at ${type}:\n${w.story.join('\n')}`)
  }
  const check = (h: Held, bad?: string) => act(h, 'clerk', 'check', { results: Object.fromEntries(h.case.materials.map((m) => [m.id, { result: m.id === bad ? 'missing' : 'ok' }])) })
  const office = (h: Held, name: string) => `${name}.${items[h.case.item]!.organ}`
  const pair = (h: Held) => ({ inspectors: [city.id(office(h, 'examiner')), city.id(office(h, 'examiner2'))] })

  const tolerant = await file('road-freight', 'window')
  await check(tolerant, 'safetyRules')
  await act(tolerant, 'clerk', 'acceptTolerant', { missing: ['safetyRules'], supplyBy: '2026-03-04' }, { commitment: strokes })
  await act(tolerant, 'clerk', 'supplyTolerated', { items: ['safetyRules'] })
  await act(tolerant, office(tolerant, 'examiner'), 'takeUp')
  await act(tolerant, office(tolerant, 'examiner'), 'suspend', { kind: '检验', days: 3, notified: true })

  const silent = await file('road-freight', 'web')
  const noticed = await file('food-business', 'web')
  await check(noticed, 'layout')
  await act(noticed, 'clerk', 'oneTimeNotice', { items: [{ kind: 'material', id: 'layout', problem: 'missing' }], periodDays: 15 }, { explanations: {} })
  await act(noticed, 'chen', 'supply', { items: ['layout'] })

  const inspected = await file('food-business', 'window')
  await check(inspected)
  await act(inspected, 'clerk', 'accept')
  await act(inspected, office(inspected, 'examiner'), 'takeUp')
  await act(inspected, office(inspected, 'examiner'), 'assignInspectors', pair(inspected))
  await act(inspected, office(inspected, 'examiner'), 'inspect', { ...pair(inspected), conform: true }, { facts: '现场与申请一致' })
  await act(inspected, office(inspected, 'head'), 'grant')

  const refused = await file('social-card-loss', 'web')
  await check(refused)
  await act(refused, 'clerk', 'accept')
  await act(refused, office(refused, 'head'), 'refuse', { articles: [{ law: '优化营商环境条例', article: 36 }] }, { reason: '不是本人', facts: '身份证不符' })
  const withdrawn = await file('social-card-loss', 'web')
  await act(withdrawn, 'chen', 'withdraw')

  const guide = await city.guide('bundle', 'flat-transfer', { utilities: 'no' })
  const bundle = (await city.send('chen', 'POST', '/api/v1/bundles', { bundle: 'flat-transfer', channel: 'web', answers: guide.answers, form: guide.form, materials: guide.given })).body
  const members: Held[] = []
  for (const c of bundle.cases as { id: string; item: string }[]) {
    const materials = (await city.guide('item', c.item, guide.answers)).materials
    members.push(await w.adopt(c.id, { item: c.item, applicant: 'chen', channel: 'web', materials, gaps: [], after: [], given: Object.fromEntries(materials.map((m) => [m.id, m.source === 'bring' ? 'original' as const : m.source])) }, `files ${c.item}`))
  }
  await w.bundle(bundle.id, members, 'bundle 1', false)
  const [tax, house] = ['deed-tax', 'real-estate-transfer'].map((item) => members.find((m) => m.case.item === item)!) as [Held, Held]
  await check(tax)
  await check(house)
  await w.acceptBundle(w.bundles[0]!)
  for (const m of [tax, house]) {
    await act(m, office(m, 'examiner'), 'takeUp')
    await act(m, office(m, 'examiner'), 'grant')
  }

  await city.advance('2026-03-05T10:00')
  await act(tolerant, office(tolerant, 'examiner'), 'resume', { resultOn: '2026-03-05' })
  await act(tolerant, office(tolerant, 'head'), 'extend', { days: 10 }, { reason: '需补充核查' })
  await act(tolerant, office(tolerant, 'head'), 'grant')
  await act(tolerant, 'counter', 'deliver', { method: 'counter', identityChecked: true }, { receivedBy: '本人', signature: strokes })
  await city.advance('2026-03-12T10:00')
  await w.ring()
  await w.keepRows()
  const ids = Object.fromEntries(Object.entries({ tolerant, silent, noticed, inspected, refused, withdrawn, tax, house }).map(([name, h]) => [name, h.id])) as Named
  return { world: w, ids, see: () => observe(city, new Map(w.held.map((h) => [h.id, h.case])), w.earlier) }
}

/** a copy to falsify; the model's part is copied too, its terms are not data */
export function copy(o: Observed): Observed {
  const { cases, ...rest } = o
  return { ...structuredClone(rest), cases: cases.map(({ model, ...c }): ObservedCase => ({ ...structuredClone(c), model: { ...model } })) }
}

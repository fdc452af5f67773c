import { afterAll, beforeAll, expect, it } from 'vitest'
import { accepted, act, ok } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

let hall: CityHall
beforeAll(async () => { hall = await openHall('2020-12-28T09:30+08:00') })
afterAll(() => hall?.close())

interface Line { id: string; signs: boolean }
/** the whole queue, page by page */
async function queueOf(person: Person, limit: number): Promise<Line[]> {
  const lines: Line[] = []
  for (let cursor = ''; ;) {
    const page: { items: Line[]; next: string | null } = ok(await person.get(`/api/v1/queue?limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
    lines.push(...page.items)
    if (!page.next) return lines
    cursor = page.next
  }
}

it('负责人的待办：审查中、由他签发决定的排在最前，别的仍按到期先后；审查人员的待办不变；翻页不重不漏', async () => {
  const factory = await hall.as('factory')
  const first = await accepted(hall, factory, 'device-production')
  await hall.at('2020-12-29T09:30')
  const second = await accepted(hall, factory, 'device-production')
  await hall.at('2020-12-30T09:30')
  const third = await accepted(hall, factory, 'device-production')
  const organ = ok(await factory.get(`/api/v1/cases/${first}`)).organ as string
  const [examiner, head] = [await hall.as(`examiner.${organ}`), await hall.as(`head.${organ}`)]
  expect((await queueOf(head, 50)).map((l) => [l.id, l.signs])).toEqual([[first, false], [second, false], [third, false]])
  ok(await act(examiner, third, 'takeUp'))
  for (const limit of [1, 2, 50]) {
    expect((await queueOf(head, limit)).map((l) => [l.id, l.signs]), `${limit}`).toEqual([[third, true], [first, false], [second, false]])
    expect((await queueOf(examiner, limit)).map((l) => [l.id, l.signs]), `${limit}`).toEqual([[first, false], [second, false], [third, false]])
  }
})

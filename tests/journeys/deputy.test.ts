import { afterAll, beforeAll, expect, it } from 'vitest'
import { answersOf, checkAll, formOf, materialsOf, ok, planOf, act } from './desk.ts'
import { openHall, type CityHall } from './hall.ts'
import { uuidv7 } from '../../server/kernel/ids.ts'

let hall: CityHall
beforeAll(async () => { hall = await openHall('2020-12-28T09:30+08:00') })
afterAll(() => hall?.close())

/** a fresh session: roles are those of the day on which one signs in, deputies included */
async function queueOf(person: string): Promise<string[]> {
  const answer = await fetch(`${hall.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person, bearer: true }) })
  const { token } = (await answer.json()) as { token: string }
  const queue = await fetch(`${hall.url}/api/v1/queue`, { headers: { authorization: `Bearer ${token}` } })
  return ((await queue.json()) as { items: { id: string }[] }).items.map((l) => l.id)
}

it('请假期间由代理人办理，期满收回；代理人以自己的名义留痕', async () => {
  const factory = await hall.as('factory')
  const answers = await answersOf(factory, 'device-production')
  const plan = await planOf(factory, 'item', 'device-production', answers)
  const { id } = ok(await factory.post('/api/v1/cases', { item: 'device-production', channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
  await checkAll(hall, id)
  ok(await act(await hall.as('clerk'), id, 'accept'))
  const organ = ok(await factory.get(`/api/v1/cases/${id}`)).organ as string

  const { rows } = await hall.database.app.query<{ key: string; id: string }>(
    `select key, id from directory.person where city = '411000' and key = any($1)`, [[`examiner.${organ}`, 'examiner.tax']])
  const person = (key: string) => rows.find((r) => r.key === key)!.id
  expect(await queueOf('examiner.tax')).not.toContain(id)
  await hall.database.app.query(
    `insert into directory.deputy (city, id, absent, deputy, from_day, until_day, reason) values ('411000', $1, $2, $3, '2020-12-28', '2020-12-29', '年休假')`,
    [uuidv7(), person(`examiner.${organ}`), person('examiner.tax')])
  expect(await queueOf('examiner.tax')).toContain(id)

  await hall.at('2020-12-30T09:00')
  expect(await queueOf('examiner.tax')).not.toContain(id)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { act, answersOf, checkAll, file, formOf, materialsOf, ok, planOf, refused, staffOf } from './desk.ts'
import { openHall, speaker, type CityHall } from './hall.ts'
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

it('审查人员在负责人请假时代理，准予许可由他以负责人的身份签发；期满又只能审查', async () => {
  const [chen, examiner] = [await hall.as('chen'), await hall.as('examiner.market')]
  const ready = async () => {
    const { id } = await file(chen, 'food-business')
    await checkAll(hall, id)
    ok(await act(await hall.as('clerk'), id, 'accept'))
    const inspectors = await staffOf(examiner, 'market')
    ok(await act(examiner, id, 'takeUp'))
    ok(await act(examiner, id, 'inspect', { inspectors: inspectors.slice(0, 2), conform: true }, { facts: '符合' }))
    return id
  }
  const [first, second] = [await ready(), await ready()]
  const { rows } = await hall.database.app.query<{ key: string; id: string }>(`select key, id from directory.person where city = '411000' and key = any($1)`, [['head.market', 'examiner2.market']])
  const person = (key: string) => rows.find((r) => r.key === key)!.id
  await hall.database.app.query(
    `insert into directory.deputy (city, id, absent, deputy, from_day, until_day, reason) values ('411000', $1, $2, $3, '2020-12-30', '2020-12-30', '年休假')`,
    [uuidv7(), person('head.market'), person('examiner2.market')])
  const signIn = async () => speaker(hall.url, (await (await hall.as('nobody')).post('/api/v1/session', { person: 'examiner2.market', bearer: true })).body.token)
  ok(await act(await signIn(), first, 'grant'))
  const { rows: acts } = await hall.database.app.query<{ actor_code: string; actor: string }>(`select actor_code, actor from casework.act where city = '411000' and case_id = $1 and type = 'grant'`, [first])
  expect(acts).toEqual([{ actor_code: 'HEAD', actor: person('examiner2.market') }])
  await hall.at('2020-12-31T09:00')
  refused(await act(await signIn(), second, 'grant'), 'XK-12')
})

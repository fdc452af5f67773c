import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from '../../server/kernel/db.ts'
import { formOf, materialsOf, ok, planOf } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/** Six digits are few: what stands between a stranger and somebody's application is that he may not go on guessing. */
describe('核对口令', () => {
  let hall: CityHall
  let screen: Person
  beforeAll(async () => {
    hall = await openHall('2020-12-25T10:00+08:00')
    screen = await hall.as('nobody')
  })
  afterAll(() => hall?.close())

  async function begun(): Promise<{ id: string; code: string }> {
    const helper = await hall.as('helper')
    const { id } = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表'] }))
    const plan = await planOf(helper, 'item', 'social-insurance-record', {})
    ok(await helper.post(`/api/v1/assistances/${id}/draft`, { kind: 'item', key: 'social-insurance-record', answers: {}, form: formOf(plan), materials: materialsOf(plan) }, { method: 'PUT' }))
    return { id, code: ok(await helper.post(`/api/v1/assistances/${id}/readback`)).code }
  }
  const wrong = (code: string, n: number) => String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0')

  it('三十分钟没有用过的口令作废，一直在核对的不会断', async () => {
    const { id, code } = await begun()
    const owner = createDb(hall.database.connection('owner'), { max: 1 })
    const age = (minutes: number) => owner.query(`update hall.assistance set readback_at = now() - make_interval(mins => $2) where id = $1`, [id, minutes])
    await age(29)
    const { groups } = ok(await screen.get(`/api/v1/readback/${code}`))
    ok(await screen.post(`/api/v1/readback/${code}`, { group: groups[0].key, verdict: 'right' }))
    const { rows } = await owner.query<{ fresh: boolean }>(`select readback_at > now() - interval '10 minutes' as fresh from hall.assistance where id = $1`, [id])
    expect(rows[0]!.fresh).toBe(true)
    await age(31)
    expect((await screen.get(`/api/v1/readback/${code}`)).status).toBe(404)
    await owner.close()
  })

  it('输对的不计次；接连输错三十次以后要等，这时输对的也要等；登录的人按自己计', async () => {
    const { code } = await begun()
    for (let n = 0; n < 40; n++) ok(await screen.get(`/api/v1/readback/${code}`))
    const statuses: number[] = []
    for (let n = 0; n < 200 && statuses.at(-1) !== 429; n++) statuses.push((await screen.get(`/api/v1/readback/${wrong(code, n)}`)).status)
    expect(statuses.filter((s) => s === 404).length).toBeGreaterThanOrEqual(29)
    expect(statuses.at(-1)).toBe(429)
    // more wrong ones keep the bucket empty, however slowly this machine runs
    let answer = await screen.get(`/api/v1/readback/${code}`)
    for (let n = 300; n < 600 && answer.status !== 429; n++) {
      await screen.get(`/api/v1/readback/${wrong(code, n)}`)
      answer = await screen.get(`/api/v1/readback/${code}`)
    }
    expect([answer.status, answer.body.code, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, 'E-LIMIT', true])
    expect(answer.body.detail).toContain('请帮办人员重新发起核对')
    expect((await (await hall.as('chen')).get(`/api/v1/readback/${code}`)).status).toBe(200)
  })
})

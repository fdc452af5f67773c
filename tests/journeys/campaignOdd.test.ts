import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../house/sources.ts'
import { ok, upload } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

const sample = join(root, '../shared/data/roster-sample')
const read = (file: string) => readFileSync(join(sample, file))

/* A roster is frozen as it came: odd cells in it keep nobody from being told, and two who hand the same in at once make one campaign. */

describe.skipIf(!existsSync(sample))('a roster with odd cells (skipped without ../shared/data/roster-sample)', () => {
  let hall: CityHall
  let supervisor: Person
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00')
    supervisor = await hall.as('supervisor')
  })
  afterAll(() => hall?.close())

  const line = (n: number, name: string, idNo: string, post: string, body = '许昌市公安局') =>
    `${n},${name},男,汉族,1985-06-27,${idNo},${body},11411000991584993K,劳动合同工,科员及以下,${post},是,在职,,2012-03-14,1610000930${n},2016-01-01,2022-12-31,是,,90,62,2020-10-15,70,无,本科,\n`

  it('is one campaign, and everybody is told', async () => {
    const odd = [line(301, '周'.repeat(80), '411003198506271979', '行政处罚'), line(302, '周二', '411003198506271979（原证号411003850627197，2013年更正过一次，见户籍证明）', '行政处罚'), line(303, '𠮷'.repeat(40), '411003198506271979', '岗'.repeat(90)), line(304, '周五', '411003198506271979', '行政处罚', '单位'.repeat(130))]
    const body = { name: '2020年清理', profile: 'xuchang-2020', asOf: '2020-11-30', officers: await upload(hall, 'supervisor', 'officers.csv', Buffer.concat([read('officers.csv'), Buffer.from(odd.join(''))])), bodies: await upload(hall, 'supervisor', 'bodies.csv', read('bodies.csv')), supervisors: await upload(hall, 'supervisor', 'supervisors.csv', read('supervisors.csv')) }
    const [one, two] = (await Promise.all([supervisor.post('/api/v1/campaigns', body), supervisor.post('/api/v1/campaigns', body)])).map(ok)
    expect(one.id).toBe(two.id)
    expect([one.created, two.created].sort()).toEqual([false, true])
    ok(await supervisor.post(`/api/v1/campaigns/${one.id}/tell`, {}, { ifMatch: one.seq }))
    const { rows } = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from kernel.document where city = $1 and template = 'C01'`, [hall.database.city])
    const { rows: flagged } = await hall.database.app.query<{ n: number }>(`select count(*)::int as n from credentials.task where city = $1 and campaign = $2 and flagged > 0`, [hall.database.city, one.id])
    expect(rows[0]!.n).toBe(flagged[0]!.n)
  })
})

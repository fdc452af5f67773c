import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../server/kernel/db.ts'
import { accepted, act, file, ok } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/* Two people at the same moment (trust.md R-11): one of them wins, whatever the order; the checker reads the record only. */

const deep = !!process.env['YICHUANG_TEST_DEEP']
const rounds = deep ? 1000 : 20

let hall: CityHall
let admin: Db
let chen: Person
beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00')
  admin = createDb(hall.database.connection('admin'), { max: 2 })
  chen = await hall.as('chen')
})
afterAll(async () => {
  await admin?.close()
  await hall?.close()
})

const count = async (sql: string, params: unknown[] = []): Promise<number> => (await admin.query<{ n: number }>(sql, params)).rows[0]!.n

describe('同时办理', () => {
  it(`两次同时受理同一件，只有一次成立（${rounds} 轮）`, async () => {
    const clerk = await hall.as('clerk')
    const race = async () => {
      const { id } = await file(chen, 'road-freight')
      const view = ok(await clerk.get(`/api/v1/cases/${id}`))
      ok(await clerk.post(`/api/v1/cases/${id}/check`, { payload: { results: Object.fromEntries(view.materials.map((m: { id: string }) => [m.id, { result: 'ok' }])) } }, { ifMatch: view.seq }))
      const tries = await Promise.all([1, 2, 3].map(() => clerk.post(`/api/v1/cases/${id}/accept`, {}, { ifMatch: view.seq + 1 })))
      expect(tries.filter((t) => t.status === 200)).toHaveLength(1)
      expect(await count(`select count(*) as n from casework.act where case_id = $1 and type = 'accept'`, [id])).toBe(1)
      expect(await count(`select count(*) as n from kernel.document where case_id = $1 and template = 'P04'`, [id])).toBe(1)
    }
    // several races at a time, so that their numbers are taken in between each other
    for (let i = 0; i < rounds; i += 4) await Promise.all(Array.from({ length: Math.min(4, rounds - i) }, race))
    const { rows } = await admin.query<{ number: string }>(`select number from kernel.document where template = 'P04' order by legal_at, id`)
    const serials = rows.map((r) => Number(/〕(\d+)号$/.exec(r.number)![1])).sort((a, b) => a - b)
    expect(serials).toEqual(Array.from({ length: serials.length }, (_, i) => i + 1))
    const numbers = (await admin.query<{ number: string }>(`select number from casework.cases where item = 'road-freight'`)).rows.map((r) => Number(r.number.slice(-4))).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1))
  }, 20_000 * rounds)

  it(`最后一个名额，同时准予的两件只有一件成立（${Math.ceil(rounds / 10)} 轮）`, async () => {
    // the pack has no item with a limited number: each round publishes one of its own, with a single place
    const publish = async (key: string) => {
      await admin.query(`insert into catalogue.item_revision select (r).* from (select jsonb_populate_record(i, jsonb_build_object('key', $1::text, 'terms', i.terms || jsonb_build_object('key', $1::text, 'quota', 1))) as r
        from catalogue.item_revision i where i.key = 'road-freight' and i.state = 'published' order by i.revision desc limit 1) x`, [key])
      await admin.query(`select pg_notify('catalogue', '411000')`)
      await expect.poll(async () => (await chen.post('/api/v1/plan', { kind: 'item', key, answers: {} })).status).toBe(200)
    }
    for (let i = 0; i < Math.ceil(rounds / 10); i++) {
      const key = `limited-${i}`
      await publish(key)
      const ids = [await accepted(hall, chen, key), await accepted(hall, chen, key)]
      const { organ } = ok(await chen.get(`/api/v1/cases/${ids[0]}`))
      const [examiner, head] = [await hall.as(`examiner.${organ}`), await hall.as(`head.${organ}`)]
      for (const id of ids) ok(await act(examiner, id, 'takeUp'))
      const seqs = await Promise.all(ids.map(async (id) => ok(await examiner.get(`/api/v1/cases/${id}`)).seq as number))
      // first accepted, first granted: the second waits for the first, so it is taken out of the line for this test
      await admin.query(`update casework.cases set accepted_on = null where id = any($1::uuid[])`, [ids])
      const tries = await Promise.all(ids.map((id, k) => head.post(`/api/v1/cases/${id}/grant`, {}, { ifMatch: seqs[k]! })))
      expect(tries.map((t) => t.status).sort()).toEqual([200, 422])
      expect(await count(`select count(*) as n from casework.act a join casework.cases c on c.city = a.city and c.id = a.case_id where c.item = $1 and a.type = 'grant'`, [key])).toBe(1)
    }
  }, 20_000 * rounds)
})

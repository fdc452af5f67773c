import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../server/kernel/db.ts'
import { replay } from '../../server/modules/casework/index.ts'
import { depsFor } from '../../server/cli/replay.ts'
import { accepted, act, answered, checkAll, file, formOf, materialsOf, ok, planOf } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

// Projections are made again from acts alone, byte for byte; what somebody changed behind the city's back is named (trust.md R-12, F1).

let hall: CityHall
let owner: Db
let admin: Db
let chen: Person
beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00')
  owner = createDb(hall.database.connection('owner'), { max: 2 })
  admin = createDb(hall.database.connection('admin'), { max: 2 })
  chen = await hall.as('chen')
})
afterAll(async () => {
  await Promise.all([owner?.close(), admin?.close()])
  await hall?.close()
})

async function differences(which: replay.Which = {}): Promise<replay.Difference[]> {
  const out: replay.Difference[] = []
  for await (const batch of hall.app.casework.recompute(which)) out.push(...batch.differences)
  return out
}

/** every computed row, as the database writes it */
async function picture(): Promise<string[]> {
  const { rows } = await hall.database.app.query<{ t: string }>(
    `select c::text as t from casework.cases c union all select k::text from casework.clock k union all select b::text from casework.bundle b order by 1`)
  return rows.map((r) => r.t)
}

async function rebuilt(which: replay.Which = {}): Promise<{ cases: number; changed: string[]; faults: unknown[] }> {
  const sum = { cases: 0, changed: [] as string[], faults: [] as unknown[] }
  // small batches, so that there are several
  for await (const b of replay.rebuild(await depsFor(owner, hall.database.city), which, 3)) {
    sum.cases += b.cases
    sum.changed.push(...b.changed)
    sum.faults.push(...b.faults)
  }
  return sum
}

async function bundled(key: string): Promise<{ id: string; cases: { id: string }[] }> {
  const answers = await answered(chen, 'bundle', key)
  const plan = await planOf(chen, 'bundle', key, answers)
  return ok(await chen.post('/api/v1/bundles', { bundle: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
}

/** cases in many situations: decided, in correction, silent until it counts as accepted, withdrawn, filed, a bundle accepted and one not */
async function work(): Promise<{ decided: string; silent: string; bundle: string }> {
  const clerk = await hall.as('clerk')
  const decided = await accepted(hall, chen, 'food-business')
  const examiner = await hall.as(`examiner.${ok(await clerk.get(`/api/v1/cases/${decided}`)).organ}`)
  ok(await act(examiner, decided, 'takeUp'))
  const corrected = (await file(chen, 'food-business')).id
  const missing = ok(await clerk.get(`/api/v1/cases/${corrected}`)).materials.find((m: { source: string; required: boolean }) => m.source === 'bring' && m.required).id
  await checkAll(hall, corrected, { [missing]: 'missing' })
  ok(await act(clerk, corrected, 'oneTimeNotice', { items: [{ kind: 'material', id: missing, problem: 'missing' }], periodDays: 3 }, { explanations: {} }))
  const silent = (await file(chen, 'road-freight')).id
  ok(await act(chen, (await file(chen, 'food-business')).id, 'withdraw'))
  await file(chen, 'project-filing')
  const bundle = await bundled('flower-company')
  for (const c of bundle.cases) await checkAll(hall, c.id)
  ok(await clerk.post(`/api/v1/bundles/${bundle.id}/accept`, {}))
  await bundled('flat-transfer')
  return { decided, silent, bundle: bundle.id }
}

describe('replay', () => {
  let made: Awaited<ReturnType<typeof work>>
  it('gives every projection again, byte for byte, also after the law has acted by itself', async () => {
    made = await work()
    await hall.at('2026-03-13T09:00')
    expect((await hall.app.casework.row(made.silent)).state).toBe('accepted')
    expect(await differences()).toEqual([])
    const before = await picture()
    const done = await rebuilt()
    expect([done.changed, done.faults]).toEqual([[], []])
    expect(done.cases).toBeGreaterThan(10)
    expect(await picture()).toEqual(before)
  })

  it('names what was changed behind its back, field by field, and puts it right', async () => {
    const before = await picture()
    const tampered: [field: string, sql: string, id: string][] = [
      ['decided_on', `update casework.cases set decided_on = '2026-03-04' where id = $1`, made.decided],
      ['due', `update casework.cases set due = '2026-12-31' where id = $1`, made.decided],
      ['due_clock', `update casework.cases set due_clock = due_clock || '2' where id = $1`, made.silent],
      ['yellow_at', `update casework.cases set yellow_at = yellow_at + interval '1 ms' where id = $1`, made.decided],
      ['applicant', `update casework.cases set applicant = gen_random_uuid() where id = $1`, made.decided],
      ['item', `update casework.cases set item = 'seal-filing' where id = $1`, made.decided],
      ['number', `update casework.cases set number = number || '9' where id = $1`, made.decided],
      ['received_at', `update casework.cases set received_at = received_at - interval '1 day' where id = $1`, made.silent],
      ['clock.decision.due', `update casework.clock set due = due + 5 where case_id = $1 and clock = 'decision'`, made.decided],
      ['clock.decision.status', `update casework.clock set status = 'met' where case_id = $1 and clock = 'decision'`, made.silent],
      ['clock.decision', `delete from casework.clock where case_id = $1 and clock = 'decision'`, made.decided],
      ['clock.grace', `insert into casework.clock select city, case_id, 'grace', name, kind, due, due_at, rings_at, status from casework.clock where case_id = $1 and clock = 'decision'`, made.decided],
      ['bundle.promise_at', `update casework.bundle set promise_at = promise_at + interval '1 hour' where id = $1`, made.bundle],
      ['bundle.path', `update casework.bundle set path = jsonb_set(path, '{path,0}', '"seal-filing-2"') where id = $1`, made.bundle],
    ]
    for (const [field, sql, id] of tampered) {
      await admin.query(sql, [id])
      const found = await differences()
      expect(found.map((d) => [d.case, d.field]), field).toEqual([[id, field]])
      expect(found[0]!.number).toMatch(/\d{6,}/)
      expect((await rebuilt()).changed, field).toEqual([id])
      expect(await picture(), field).toEqual(before)
    }
  })

  it('says so when a record of acts cannot be read, and still looks at the others', async () => {
    await admin.tx(async (tx) => {
      await tx.query(`set local session_replication_role = replica`)
      await tx.query(`delete from casework.act where case_id = $1 and seq = 2`, [made.decided])
    })
    await admin.query(`update casework.cases set holder = 'nobody' where id = $1`, [made.silent])
    const found = await differences()
    expect(found.map((d) => [d.case, d.field]).sort()).toEqual([[made.decided, 'acts'], [made.silent, 'holder']].sort())
    expect((await rebuilt()).faults).toHaveLength(1)
    expect((await differences()).map((d) => d.field)).toEqual(['acts'])
    expect(await differences(made.silent)).toEqual([])
  })

  it('does not need what was personal', async () => {
    await hall.database.eraser.query(`update casework.particular set body = null, salt = null where city = '411000' and case_id = $1`, [made.silent])
    expect(await differences(made.silent)).toEqual([])
  })

  it('may run while people work: nobody loses an act', async () => {
    const filing = Promise.all(Array.from({ length: 6 }, () => file(chen, 'food-business')))
    await rebuilt()
    const opened = await filing
    const withdrawn = Promise.all(opened.map((o) => act(chen, o.id, 'withdraw')))
    await rebuilt()
    expect((await withdrawn).map((a) => a.status)).toEqual(opened.map(() => 200))
    expect((await differences()).map((d) => d.field)).toEqual(['acts'])
  })
})

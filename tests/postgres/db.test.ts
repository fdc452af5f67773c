import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDb, Unavailable, violatedUnique, type Tx } from '../../server/kernel/db.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const put = (tx: Pick<Tx, 'query'>, name: string, value: unknown) =>
  tx.query('insert into kernel.setting (city, name, value) values ($1, $2, $3)', [database.city, name, JSON.stringify(value)])
const names = async (like: string) =>
  (await database.app.query<{ name: string }>('select name from kernel.setting where city = $1 and name like $2 order by name', [database.city, like])).rows.map((r) => r.name)

test('values come as the house writes them', async () => {
  const { rows } = await database.app.query(
    `select 9007199254740991::bigint as b, date '2020-02-29' as d, timestamptz '2020-12-25T03:00:00.123456Z' as t, array['2021-01-01'::timestamptz] as ts,
       1.10::numeric as n, decode('00ff', 'hex') as y, '{"a":[1]}'::jsonb as j, null::date as nothing, array[1::bigint, null] as bs`)
  expect(rows[0]).toEqual({
    b: 9007199254740991, d: '2020-02-29', t: '2020-12-25T11:00:00.123+08:00', ts: [expect.stringMatching(/\+08:00$/)],
    n: '1.10', y: Buffer.from([0, 255]), j: { a: [1] }, nothing: null, bs: [1, null],
  })
  await expect(database.app.query('select 9007199254740993::bigint')).rejects.toThrow(/does not fit/)
})

test('a transaction is committed as a whole, or rolled back as a whole', async () => {
  const heard: string[] = []
  await database.app.tx(async (tx) => { await put(tx, 'whole/1', 1); tx.afterCommit(() => heard.push('kept')); await put(tx, 'whole/2', 2) })
  await expect(database.app.tx(async (tx) => {
    tx.afterCommit(() => heard.push('never'))
    await put(tx, 'whole/3', 3)
    throw new Error('no')
  })).rejects.toThrow('no')
  expect(await names('whole/%')).toEqual(['whole/1', 'whole/2'])
  expect(heard).toEqual(['kept'])
})

test('an error that was swallowed does not end in a commit that says nothing', async () => {
  await expect(database.app.tx(async (tx) => {
    await put(tx, 'swallowed', 1)
    await tx.query('select 1/0').catch(() => {})
  })).rejects.toThrow(/rolled back/)
  expect(await names('swallowed')).toEqual([])
})

test('a constraint keeps its code and name', async () => {
  await put(database.app, 'twice', 1)
  const error = await put(database.app, 'twice', 2).catch((e: unknown) => e)
  expect(error).toMatchObject({ code: '23505' })
  expect(violatedUnique(error)).toBe('setting_pkey')
})

test('two transactions that race for one row: both effects are there, in one order', async () => {
  await database.app.query(`insert into kernel.counter (city, name, value) values ($1, 'race', 0)`, [database.city])
  const taken = await Promise.all(Array.from({ length: 40 }, () => database.app.tx(async (tx) => {
    const { rows } = await tx.query<{ value: number }>(
      `update kernel.counter set value = value + 1 where city = $1 and name = 'race' returning value`, [database.city])
    return rows[0]!.value
  })))
  expect([...taken].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
})

test('serializable: of two that read what the other writes one is refused, and retries settle it', async () => {
  const book = (retries: number) => {
    // both have read before either writes; a retry finds the way open
    let read = 0
    let go = (): void => {}
    const bothRead = new Promise<void>((r) => { go = r })
    return Promise.allSettled(['a', 'b'].map((who) => database.app.tx(async (tx) => {
      const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from kernel.setting where city = $1 and name like 'desk/%'`, [database.city])
      if (++read === 2) go()
      await bothRead
      if (rows[0]!.n < 1) await put(tx, `desk/${who}`, who)
    }, { isolation: 'serializable', retries })))
  }
  const without = await book(0)
  expect(without.filter((r) => r.status === 'rejected')).toHaveLength(1)
  await database.app.tx((tx) => tx.query(`update kernel.setting set name = 'was ' || name where name like 'desk/%'`))
  expect((await book(3)).every((r) => r.status === 'fulfilled')).toBe(true)
  expect(await names('desk/%')).toHaveLength(1)
})

test('a deadlock and a lock held too long are "busy", not a bug', async () => {
  await put(database.app, 'lock/1', 1)
  await put(database.app, 'lock/2', 2)
  const hasty = createDb(database.connection('app'), { lockTimeoutMs: 300, statementTimeoutMs: 1_000 })
  const touch = (tx: Tx, n: number) => tx.query('update kernel.setting set value = value where city = $1 and name = $2', [database.city, `lock/${n}`])
  const late = await database.app.tx(async (tx) => {
    await touch(tx, 1)
    return hasty.tx((other) => touch(other, 1)).catch((e: unknown) => e)
  })
  expect(late).toBeInstanceOf(Unavailable)
  expect(late).toMatchObject({ reason: 'busy', lost: false, retryAfterSeconds: 1 })
  await expect(hasty.query('select pg_sleep(60)')).rejects.toMatchObject({ reason: 'busy' })
  // unless it was said beforehand that it may take long
  await hasty.tx((tx) => tx.query('select pg_sleep(1.2)'), { statementTimeoutMs: 60_000 })
  await hasty.close()
})

test('a connection that is cut in the middle is Unavailable, and the next query works', async () => {
  const error = await database.app.tx(async (tx) => {
    await put(tx, 'cut', 1)
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    const admin = createDb(database.connection('admin'), { max: 1 })
    await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await admin.close()
    await put(tx, 'cut/2', 1)
  }).catch((e: unknown) => e)
  expect(error).toMatchObject({ name: 'Unavailable', reason: 'unreachable', commitUnknown: false })
  expect(await names('cut%')).toEqual([])
})

test('no free connection within the time is 503, not endless waiting', async () => {
  const one = createDb(database.connection('app'), { max: 1, connectTimeoutMs: 200 })
  // the time counts for opening a connection too, which is not what is tried here
  await expect.poll(() => one.query('select 1').then(() => true, () => false)).toBe(true)
  await one.tx(async () => {
    await expect(one.query('select 1')).rejects.toMatchObject({ name: 'Unavailable', reason: 'unreachable' })
  })
  await one.close()
})

test('statements are prepared once per connection, and not at all where a pooler forbids it', async () => {
  for (const prepare of [true, false]) {
    const db = createDb(database.connection('app'), { max: 1, prepare })
    for (const n of [1, 2, 3]) await db.query('select $1::int + 41', [n])
    const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from pg_prepared_statements where name like 'p%'`)
    expect(rows[0]!.n).toBe(prepare ? 1 : 0)
    const limit = await db.tx((tx) => tx.query<{ lock_timeout: string }>('show lock_timeout'))
    expect(limit.rows[0]!.lock_timeout).toBe('5s')
    await db.close()
  }
})

test('a prepared select * outlives a migration that adds a column', async () => {
  const owner = createDb(database.connection('owner'), { max: 1 })
  const read = () => database.app.query('select * from kernel.counter where city = $1 limit 1', [database.city])
  await Promise.all(Array.from({ length: 8 }, read))
  await owner.query('alter table kernel.counter add column added int')
  await owner.close()
  for (const r of await Promise.all(Array.from({ length: 8 }, read))) expect(r.rows[0]).toHaveProperty('added', null)
})

test('Kysely runs on the same connection, and opens no transaction of its own', async () => {
  await expect(database.app.tx(async (tx) => {
    await tx.kysely.insertInto('kernel.setting').values({ city: database.city, name: 'kysely', value: JSON.stringify([1]) }).execute()
    expect(await tx.kysely.selectFrom('kernel.setting').select('value').where('name', '=', 'kysely').executeTakeFirst()).toEqual({ value: [1] })
    expect(await names('kysely')).toEqual([])
    throw new Error('back')
  })).rejects.toThrow('back')
  await expect(database.app.kysely.transaction().execute(async () => {})).rejects.toThrow(/db\.tx only/)
})

test('listening survives the loss of its connection', async () => {
  const heard: string[] = []
  const admin = createDb(database.connection('admin'), { max: 1 })
  const listener = createDb(database.connection('app'), { name: 'the listener' })
  const stop = await listener.listen('test_channel', (p) => heard.push(p))
  const until = (n: number) => expect.poll(() => heard.length).toBeGreaterThanOrEqual(n)
  await admin.query(`select pg_notify('test_channel', 'one')`)
  await until(2)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the listener'`)
  await until(3)
  await admin.query(`select pg_notify('test_channel', 'two')`)
  await until(4)
  expect(heard).toEqual(['', 'one', '', 'two'])
  await stop()
  await Promise.all([admin.close(), listener.close()])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { violatedUnique, type Tx } from '../../server/kernel/db.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

/** The statement that the commit travels with. */
let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase({ max: 2 }) })
afterAll(() => database?.close())

const sql = 'insert into kernel.setting (city, name, value) values ($1, $2, $3)'
const of = (name: string): unknown[] => [database.city, name, '1']
const names = async (like: string) =>
  (await database.app.query<{ name: string }>('select name from kernel.setting where city = $1 and name like $2 order by name', [database.city, like])).rows.map((r) => r.name)

test('what came before it and itself stand when the transaction returns; what waits for the commit is told', async () => {
  const heard: string[] = []
  const given = await database.app.tx(async (tx) => {
    tx.afterCommit(() => heard.push('kept'))
    await tx.query(sql, of('last/1'))
    return (await tx.last(sql, of('last/2'))).rowCount
  })
  expect(given).toBe(1)
  expect(await names('last/%')).toEqual(['last/1', 'last/2'])
  expect(heard).toEqual(['kept'])
})

test('when it fails nothing stands, its own error is thrown, and the connection can be used again', async () => {
  const heard: string[] = []
  for (let i = 0; i < 4; i++) {
    const error = await database.app.tx(async (tx) => {
      tx.afterCommit(() => heard.push('never'))
      await tx.query(sql, of(`undone/${i}`))
      await tx.last(sql, of('last/1'))
    }).catch((e: unknown) => e)
    expect(violatedUnique(error)).toBe('setting_pkey')
  }
  expect(await names('undone/%')).toEqual([])
  expect(heard).toEqual([])
  expect(database.app.stats().waiting).toBe(0)
})

test('a failure that is swallowed is no success', async () => {
  await expect(database.app.tx(async (tx) => {
    await tx.query(sql, of('swallowed/1'))
    await tx.last(sql, of('last/1')).catch(() => {})
  })).rejects.toThrow(/swallowed/)
  expect(await names('swallowed/%')).toEqual([])
})

test('a statement after it is refused', async () => {
  const after = async (tx: Tx) => {
    await tx.last(sql, of('after/1'))
    await tx.query(sql, of('after/2'))
  }
  await expect(database.app.tx(after)).rejects.toThrow(/after the last one/)
  expect(await names('after/%')).toEqual(['after/1'])
})

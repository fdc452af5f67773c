import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../tests/database.ts'
import { checkSchema, migrate, pending, readMigrations, type Migration } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const real = readMigrations()
const extra = (id: number, sql: string, breaking = false): Migration => ({ id, name: `extra${id}`, sql, checksum: `sum of ${sql}`, breaking })
const next = real.at(-1)!.id + 1
const added = [extra(next, 'create table kernel.half (city text primary key)'), extra(next + 1, 'create table kernel.once (city text primary key)')]
const there = async (name: string) => (await database.app.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name])).rows[0]!.there

test('what ran is not run again', async () => {
  expect(await migrate(database.connection('owner'))).toEqual([])
  await checkSchema(database.connection('app'))
})

test('a file that fails leaves nothing behind and names its line; put right, it runs', async () => {
  const bad = extra(next, 'create table kernel.half (city text primary key);\nselect no_such_thing;')
  await expect(migrate(database.connection('owner'), [...real, bad])).rejects.toThrow(/extra\d+ 失败.*第 2 行/)
  expect(await there('kernel.half')).toBe(false)
  expect(await migrate(database.connection('owner'), [...real, added[0]!])).toHaveLength(1)
  expect(await there('kernel.half')).toBe(true)
})

test('two that migrate at the same moment: each file runs once', async () => {
  const ran = await Promise.all([1, 2, 3].map(() => migrate(database.connection('owner'), [...real, ...added])))
  expect(ran.flat()).toHaveLength(1)
})

test('changed files, gaps, late numbers and newer breaking schemas are refused; a newer harmless one is not', () => {
  const rows = real.map(({ id, name, checksum, breaking }) => ({ id, name, checksum, breaking }))
  expect(pending(rows, real)).toEqual([])
  expect(() => pending(rows.map((r, i) => (i ? r : { ...r, checksum: 'other' })), real)).toThrow('改动过')
  expect(() => pending(rows, real.slice(1))).toThrow('没有这个文件')
  expect(() => pending(rows.slice(1), real)).toThrow('请改用更大的编号')
  const newer = { id: next, name: 'newer', checksum: 'x' }
  expect(pending([...rows, { ...newer, breaking: false }], real)).toEqual([])
  expect(() => pending([...rows, { ...newer, breaking: true }], real)).toThrow('不兼容')
})

test('a process that may not migrate says which migration is missing', async () => {
  await expect(checkSchema(database.connection('app'), [...real, ...added, extra(next + 9, 'select 1')])).rejects.toThrow('npx yichuang migrate')
})

test('a table of a new migration is the app\'s to select, insert and update, not to delete or truncate', async () => {
  await database.app.query(`insert into kernel.half values ('411000')`)
  await database.app.query(`update kernel.half set city = city`)
  for (const sql of ['delete from kernel.half', 'truncate kernel.half']) await expect(database.app.query(sql)).rejects.toMatchObject({ code: '42501' })
  await expect(database.sequencer.query('select * from kernel.half')).rejects.toMatchObject({ code: '42501' })
})

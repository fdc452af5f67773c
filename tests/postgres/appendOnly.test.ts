import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendOnlyTables } from '../../server/kernel/appendOnlyTables.ts'
import { createDb } from '../../server/kernel/db.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const attempts = (table: string) => ({
  update: `update ${table} set city = city`, delete: `delete from ${table}`, truncate: `truncate ${table} cascade`,
})

test('the list names exactly the tables that are append-only', async () => {
  const { rows } = await database.app.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     join pg_namespace n on n.oid = c.relnamespace where t.tgname = 'append_only' order by 1`)
  expect(rows.map((r) => r.name)).toEqual([...appendOnlyTables].sort())
})

test.each(appendOnlyTables)('%s: no role of the city can change, delete or empty it', async (table) => {
  for (const role of ['app', 'sequencer', 'eraser'] as const)
    for (const [what, sql] of Object.entries(attempts(table)))
      await expect(database[role].query(sql), `${role} ${what}`).rejects.toMatchObject({ code: '42501' })
})

test('the owner is refused by the trigger, rows and whole table', async () => {
  const id = '01900000-0000-7000-8000-000000000001'
  await database.app.query(
    `insert into journal.entry (city, id, subject, type, body, leaf, rec_us) values ($1, $2, 's', 't', $3, $4, 1)`,
    [database.city, id, Buffer.from('{}'), Buffer.alloc(32)])
  const owner = createDb(database.connection('owner'), { max: 1 })
  try {
    for (const [what, sql] of Object.entries(attempts('journal.entry')))
      await expect(owner.query(sql), what).rejects.toThrow(/append-only/)
  } finally {
    await owner.close()
  }
  expect((await database.app.query('select type from journal.entry where id = $1', [id])).rows).toEqual([{ type: 't' }])
})

test('only the sequencer gives a place in the log', async () => {
  const insert = `insert into journal.leaf (city, log, index, entry, leaf) values ($1, 'l', 0, $2, $3)`
  const entry = '01900000-0000-7000-8000-000000000001'
  for (const role of ['app', 'eraser'] as const)
    await expect(database[role].query(insert, [database.city, entry, Buffer.alloc(32)]), role).rejects.toMatchObject({ code: '42501' })
  await database.sequencer.query(insert, [database.city, entry, Buffer.alloc(32)])
})

test('the app cannot become another role, nor make anything', async () => {
  for (const sql of ['set role yichuang_owner', 'set role yichuang_eraser', 'set role yichuang_sequencer',
    'create schema mine', 'create table journal.mine (a int)', 'alter table journal.entry disable trigger all', 'drop table journal.entry',
    `update kernel.migration set checksum = ''`, 'delete from kernel.migration'])
    await expect(database.app.query(sql), sql).rejects.toMatchObject({ code: '42501' })
})

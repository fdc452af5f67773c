import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../server/kernel/root.ts'
import { withClient } from '../../server/kernel/roles.ts'
import { dumpSchema, dumpTables } from '../../tools/schema-dump.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const committed = (file: string) => readFileSync(join(projectRoot(), 'server', file), 'utf8')

test('server/schema.sql is the picture of the migrated database (otherwise: npx tsx tools/schema-dump.ts)', async () => {
  expect(committed('schema.sql')).toBe(await dumpSchema(database.app))
})

test('server/tables.ts has its row types', async () => {
  expect(committed('tables.ts')).toBe(await dumpTables(database.app))
})

test('a change of the database shows in the picture', async () => {
  const before = await dumpSchema(database.app)
  await withClient(database.connection('owner'), (c) => c.query('alter table kernel.setting add column planted int; grant delete on kernel.setting to yichuang_app'))
  const after = await dumpSchema(database.app)
  expect(after).not.toBe(before)
  expect(after).toContain('  planted integer')
  expect(after).toContain('grant delete, insert, select, update on kernel.setting to yichuang_app;')
})

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { readMigrations } from '../../server/kernel/migrate.ts'
import { launch } from '../../server/kernel/postgres/launcher.ts'
import { makeSpare } from '../../server/kernel/postgres/makeSpare.ts'
import { adminRole, ownerRole, roleNames, withClient } from '../../server/kernel/roles.ts'

const root = mkdtempSync(join(tmpdir(), 'yichuang-spare-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const spare = join(root, 'spare')

/** starts on a new folder beside the spare and says what it found there */
async function firstStart(name: string) {
  const server = await launch({ folders: foldersOf(join(root, name)), exclusive: false, spare })
  const { passwords } = server
  const signIn = (role: string, password: string) => withClient(server.connection(role, password, databaseName), async (c) => (await c.query('select current_user as role')).rows[0].role as string)
  try {
    return await withClient(server.connection(adminRole, passwords.admin, 'postgres'), async (c) => {
      const { rows } = await c.query(`select (select system_identifier::text from pg_control_system()) as system, exists (select from pg_database where datname = $1) as made`, [databaseName])
      const { system, made } = rows[0] as { system: string; made: boolean }
      const signIns = [[ownerRole, passwords.owner], [roleNames.app, passwords.app], [roleNames.sequencer, passwords.sequencer], [roleNames.eraser, passwords.eraser]] as const
      const roles = made ? await Promise.all(signIns.map(([role, password]) => signIn(role, password))) : []
      const migrations = made ? await withClient(server.connection(roleNames.app, passwords.app, databaseName), async (app) => (await app.query('select count(*)::int as n from kernel.migration')).rows[0].n as number) : 0
      return { system, roles, migrations }
    })
  } finally {
    await server.stop()
  }
}

test('a first start takes the cluster that the build made, once: its tables are there, its passwords are the new folder\'s own. One that does not fit is left alone, one that cannot be used is thrown away', async () => {
  await makeSpare(spare)
  const note = readFileSync(join(spare, 'note.json'), 'utf8')
  writeFileSync(join(spare, 'note.json'), note.replace(/PostgreSQL\) \d+/, 'PostgreSQL) 17'))
  const other = await firstStart('other')
  expect(other.migrations).toBe(0)
  expect(existsSync(join(spare, 'pg'))).toBe(true)

  writeFileSync(join(spare, 'note.json'), note)
  const first = await firstStart('first')
  expect(first.roles).toEqual([ownerRole, roleNames.app, roleNames.sequencer, roleNames.eraser])
  expect(first.migrations).toBe(readMigrations().length)
  expect(first.system).not.toBe(other.system)
  expect(existsSync(join(spare, 'pg'))).toBe(false)

  mkdirSync(join(spare, 'pg'))
  expect((await firstStart('broken')).migrations).toBe(0)
  expect(existsSync(join(spare, 'pg'))).toBe(false)
})

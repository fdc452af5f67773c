import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { readMigrations } from '../../server/kernel/migrate.ts'
import { findBinaries } from '../../server/kernel/postgres/binaries.ts'
import { launch } from '../../server/kernel/postgres/launcher.ts'
import { makeSpare } from '../../server/kernel/postgres/makeSpare.ts'
import { takeSpare, type SpareNote } from '../../server/kernel/postgres/spare.ts'
import { adminRole, ownerRole, roleNames, withClient } from '../../server/kernel/roles.ts'

const root = mkdtempSync(join(tmpdir(), 'yichuang-spare-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const spare = join(root, 'spare')

test('a first start takes the cluster that the build made, once: its tables are there, its passwords are the new folder\'s own. One that does not fit is left alone, one that cannot be used is thrown away', async () => {
  await makeSpare(spare)
  const note = readFileSync(join(spare, 'note.json'), 'utf8')
  const passwords = { admin: 'a', owner: 'b', app: 'c', sequencer: 'd', eraser: 'e' }
  const take = (): Promise<boolean> => takeSpare(spare, join(root, 'taken'), { binaries: findBinaries(), mode: (JSON.parse(note) as SpareNote).mode, passwords })
  writeFileSync(join(spare, 'note.json'), note.replace(/PostgreSQL\) \d+/, 'PostgreSQL) 17'))
  expect(await take()).toBe(false)
  expect(existsSync(join(spare, 'pg'))).toBe(true)

  writeFileSync(join(spare, 'note.json'), note)
  const server = await launch({ folders: foldersOf(join(root, 'data')), exclusive: false, spare })
  try {
    const signIn = (role: string, password: string): Promise<string> =>
      withClient(server.connection(role, password, databaseName), async (c) => (await c.query<{ role: string }>('select current_user as role')).rows[0]!.role)
    const own = [[adminRole, server.passwords.admin], [ownerRole, server.passwords.owner], [roleNames.app, server.passwords.app], [roleNames.sequencer, server.passwords.sequencer], [roleNames.eraser, server.passwords.eraser]] as const
    expect(await Promise.all(own.map(([role, password]) => signIn(role, password)))).toEqual(own.map(([role]) => role))
    await expect(signIn(adminRole, 'another')).rejects.toMatchObject({ code: '28P01' })
    const tables = await withClient(server.connection(roleNames.app, server.passwords.app, databaseName), (c) => c.query('select id from kernel.migration'))
    expect(tables.rowCount).toBe(readMigrations().length)
  } finally {
    await server.stop()
  }
  expect(existsSync(join(spare, 'pg'))).toBe(false)

  mkdirSync(join(spare, 'pg'))
  expect(await take()).toBe(false)
  expect([existsSync(join(spare, 'pg')), existsSync(join(root, 'taken'))]).toEqual([false, false])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig, type Config } from '../../server/kernel/config.ts'
import { openDatabase } from '../../server/kernel/database.ts'
import type { Connection } from '../../server/kernel/db.ts'
import { replaceFile } from '../../server/kernel/lasting.ts'
import { rolePasswords } from '../../server/kernel/postgres/secrets.ts'
import { withClient } from '../../server/kernel/roles.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

/** A city's own PostgreSQL, reached by addresses: three ways to set it up, and what is refused. */
let database: TestDatabase
let data: string
const name = `own_${process.pid}`
beforeAll(async () => {
  database = await openTestDatabase()
  data = mkdtempSync(join(tmpdir(), 'yichuang-urls-'))
  rolePasswords(join(data, 'keys'))
  // the roles of this server exist already, with the run's passwords: this installation is given the same
  const of = (role: 'owner' | 'app' | 'sequencer' | 'eraser') => database.connection(role).password
  replaceFile(join(data, 'keys', 'db.json'), JSON.stringify({ admin: '', owner: of('owner'), app: of('app'), sequencer: of('sequencer'), eraser: of('eraser') }))
  await withClient(database.connection('admin'), async (c) => {
    await c.query(`create role ${name}_login login password 'a/b@c'`)
    await c.query(`create database ${name} owner yichuang_owner template template0`)
  })
})
afterAll(async () => {
  await withClient(database.connection('admin'), async (c) => {
    await c.query(`drop database if exists ${name} with (force)`)
    await c.query(`drop role if exists ${name}_login`)
  })
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

const url = (c: Connection, user = c.user, password = c.password) =>
  `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(c.host)}&port=${c.port}`
const config = (env: Record<string, string>): Config => readConfig({ YICHUANG_DATA: data, YICHUANG_PROFILE: 'test', ...env })
const open = (env: Record<string, string>) => openDatabase(config(env), { exclusive: true })
const users = async (env: Record<string, string>) => {
  const opened = await open(env)
  try {
    return await Promise.all([opened.app, opened.sequencer, opened.eraser].map(async (d) => (await d.query<{ u: string }>('select current_user as u')).rows[0]!.u))
  } finally {
    await opened.close()
  }
}

test('an app that finds no schema and may not make it says what to run', async () => {
  const app = url(database.connection('app'))
  await expect(open({ DATABASE_URL: app })).rejects.toThrow('DATABASE_SEQUENCER_URL')
  await expect(open({ DATABASE_URL: app, DATABASE_SEQUENCER_URL: url(database.connection('sequencer')), DATABASE_ERASER_URL: url(database.connection('eraser')) }))
    .rejects.toThrow('npx yichuang migrate')
})

test("the owner's address alone: migrates, and works as roles of its own that own nothing", async () => {
  expect(await users({ DATABASE_URL: url(database.connection('owner')) })).toEqual(['yichuang_app', 'yichuang_sequencer', 'yichuang_eraser'])
})

test('app and owner: the app signs in as the login it was given, with the rights of the app and no more', async () => {
  const env = { DATABASE_URL: url(database.connection('owner'), `${name}_login`, 'a/b@c'), DATABASE_OWNER_URL: url(database.connection('admin')) }
  expect(await users(env)).toEqual([`${name}_login`, 'yichuang_sequencer', 'yichuang_eraser'])
  const opened = await open(env)
  await opened.app.query(`insert into kernel.setting values ('411000', 'x', '1')`)
  for (const sql of ['delete from journal.entry', 'create schema mine', `delete from kernel.setting`]) await expect(opened.app.query(sql), sql).rejects.toMatchObject({ code: '42501' })
  await opened.close()
})

test('the app alone, on a database that is up to date', async () => {
  expect(await users({ DATABASE_URL: url(database.connection('app')), DATABASE_SEQUENCER_URL: url(database.connection('sequencer')), DATABASE_ERASER_URL: url(database.connection('eraser')) }))
    .toEqual(['yichuang_app', 'yichuang_sequencer', 'yichuang_eraser'])
})

test('refused: an owner as the app, a role of another installation, another profile', async () => {
  const owner = url(database.connection('owner'))
  await expect(open({ DATABASE_URL: owner, DATABASE_OWNER_URL: owner })).rejects.toThrow('只增不改的约束会失效')
  const kept = rolePasswords(join(data, 'keys'))
  replaceFile(join(data, 'keys', 'db.json'), JSON.stringify({ ...kept, sequencer: 'of another' }))
  await expect(open({ DATABASE_URL: owner })).rejects.toThrow('DATABASE_SEQUENCER_URL')
  replaceFile(join(data, 'keys', 'db.json'), JSON.stringify(kept))
  await expect(open({ DATABASE_URL: owner, YICHUANG_PROFILE: 'production' })).rejects.toThrow('按 test 建立')
})

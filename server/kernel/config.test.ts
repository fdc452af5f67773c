import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { connectionOf } from './connection.ts'

test('an empty environment is a demo on the embedded database in ./.yichuang', () => {
  const c = readConfig({}, '/srv/city')
  expect(c).toMatchObject({ profile: 'demo', profileGiven: false, city: '411000', host: '127.0.0.1', port: 8080, clock: undefined, prepare: true })
  expect(c.folders).toMatchObject({ root: '/srv/city/.yichuang', pg: '/srv/city/.yichuang/pg', keys: '/srv/city/.yichuang/keys' })
  expect(c.database.app).toBeUndefined()
})

test('empty variables count as absent, PORT is taken where YICHUANG_PORT is not given', () => {
  expect(readConfig({ YICHUANG_CLOCK: ' ', DATABASE_URL: '', PORT: '3000' })).toMatchObject({ clock: undefined, port: 3000 })
  expect(readConfig({ YICHUANG_PORT: '4000', PORT: '3000' }).port).toBe(4000)
})

test('everything wrong is told at once, with the name of the variable', () => {
  const error = (() => {
    try {
      readConfig({ YICHUANG_PROFILE: 'prod', YICHUANG_CITY: '许昌', YICHUANG_PORT: '99999', YICHUANG_CLOCK: '2020-02-30', DATABASE_URL: 'mysql://x', DB_PREPARE: 'no', YICHUANG_PORTT: '1' })
    } catch (e) {
      return e
    }
  })()
  expect(error).toBeInstanceOf(ConfigError)
  for (const name of ['YICHUANG_PROFILE', 'YICHUANG_CITY', 'YICHUANG_PORT：', 'YICHUANG_CLOCK', 'DATABASE_URL', 'DB_PREPARE', 'YICHUANG_PORTT'])
    expect((error as Error).message, name).toContain(name)
})

test('production refuses a clock of its own, and an owner without an app is refused', () => {
  expect(() => readConfig({ YICHUANG_PROFILE: 'production', YICHUANG_CLOCK: '2020-12-25' })).toThrow('YICHUANG_CLOCK')
  expect(() => readConfig({ DATABASE_OWNER_URL: 'postgres://o@h/d' })).toThrow('DATABASE_OWNER_URL')
})

test('database addresses are read with escaped passwords, socket folders and TLS', () => {
  expect(connectionOf('postgres://app:p%40ss%2F@db.example:6432/city?sslmode=verify-full')).toEqual(
    { host: 'db.example', port: 6432, database: 'city', user: 'app', password: 'p@ss/', ssl: { rejectUnauthorized: true } })
  expect(connectionOf('postgresql://app@/city?host=/run/postgresql')).toMatchObject({ host: '/run/postgresql', port: 5432, database: 'city' })
})

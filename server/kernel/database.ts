import pg from 'pg'
import type { Config } from './config.ts'
import { connectionOf } from './connection.ts'
import { createDb, type Connection, type Db, type DbOptions } from './db.ts'
import type { Log } from './log.ts'
import { checkSchema, migrate } from './migrate.ts'
import { adminRole, launch, type Embedded } from './postgres/launcher.ts'
import { rolePasswords } from './postgres/secrets.ts'
import { ensureEmbedded, ensureRoles, ownerRole, passwordsOf, roleNames, withClient } from './roles.ts'

/** The database of one city, ready for use: migrated, its profile known, a pool for each role. */
export interface Database {
  /** everything that requests do */
  app: Db
  /** the journal's sequencer only */
  sequencer: Db
  /** the erasing of personal data only */
  eraser: Db
  /** address of the tables' owner, for what an operator alone may do; absent where only the app's address was given */
  owner?: Connection
  /** as stored at the first migration */
  profile: Config['profile']
  /** the embedded server, when it is that */
  embedded?: Embedded
  /** closes the pools, then stops an embedded server that nobody else uses */
  close(): Promise<void>
}

export interface OpenOptions {
  /** the server: holds the data folder, refuses a second one. A command works beside it */
  exclusive: boolean
  log?: Log
  /** the data folder went to another process */
  onLost?: (error: Error) => void
  /** the embedded server, when somebody has begun to launch it already; absent = launched here */
  embedded?: Promise<Embedded> | undefined
  /** further settings and programs of an embedded server (tests) */
  bin?: string
  settings?: Record<string, string>
}

/** name of the database on the embedded server */
export const databaseName = 'yichuang'

/**
 * Opens the database that the configuration names. Refuses: a data folder in use, a schema that does not fit this
 * program, a profile other than the stored one (settled.md 18), an app that would be the owner of its tables.
 */
export async function openDatabase(config: Config, o: OpenOptions): Promise<Database> {
  const say = (message: string) => void o.log?.info({}, message)
  const embedded = config.database.app ? undefined
    : await (o.embedded ?? launch({ folders: config.folders, exclusive: o.exclusive, bin: o.bin, settings: o.settings, say, onLost: o.onLost }))
  try {
    const at = embedded ? await ofEmbedded(embedded) : await ofUrls(config)
    if (at.owner) await migrate(at.owner, undefined, (file) => say(`已执行迁移 ${file}`))
    else await checkSchema(at.app)
    const options: DbOptions = { prepare: config.prepare, statementTimeoutMs: config.statementTimeoutMs, onTrouble: (err) => o.log?.warn({ err }, 'a database connection broke') }
    const pool = (c: Connection, name: string, max: number) => createDb(c, { ...options, name: `yichuang ${name} ${process.pid}`, max })
    const app = pool(at.app, 'app', config.pool)
    const sequencer = pool(at.sequencer, 'sequencer', 2)
    const eraser = pool(at.eraser, 'eraser', 1)
    const close = async () => {
      await Promise.all([app, sequencer, eraser].map((d) => d.close()))
      await embedded?.stop()
    }
    try {
      return { app, sequencer, eraser, embedded, close, ...(at.owner ? { owner: at.owner } : {}), profile: await storedProfile(app, config) }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await embedded?.stop().catch(() => {})
    throw error
  }
}

interface Addresses { owner?: Connection; app: Connection; sequencer: Connection; eraser: Connection }

async function ofEmbedded(server: Embedded): Promise<Addresses> {
  const { passwords, connection } = server
  await withClient(connection(adminRole, passwords.admin, 'postgres'), (c) => ensureEmbedded(c, passwords, databaseName))
  return {
    owner: connection(ownerRole, passwords.owner, databaseName),
    app: connection(roleNames.app, passwords.app, databaseName),
    sequencer: connection(roleNames.sequencer, passwords.sequencer, databaseName),
    eraser: connection(roleNames.eraser, passwords.eraser, databaseName),
  }
}

/**
 * An own PostgreSQL. Three ways to set it up: the app's and the owner's address (the roles are made when missing); the
 * owner's alone in DATABASE_URL (the app then signs in by a role of its own); the app's alone (then nothing is migrated,
 * only checked, and the other two addresses must be given as well).
 */
async function ofUrls(config: Config): Promise<Addresses> {
  const given = connectionOf(config.database.app!)
  const rights = await withClient(given, async (c) => {
    const { rows } = await c.query<{ owns: boolean; version: number }>(
      `select current_setting('server_version_num')::int as version,
              (select rolsuper from pg_roles where rolname = current_user) or pg_catalog.has_database_privilege(current_database(), 'create') as owns`)
    return rows[0]!
  })
  if (rights.version < 150000) throw new Error(`需要 PostgreSQL 15 或更高版本，DATABASE_URL 指向的是 ${Math.floor(rights.version / 10000)}`)
  const owner = config.database.owner ? connectionOf(config.database.owner) : rights.owns ? given : undefined
  if (owner && config.database.owner && rights.owns)
    throw new Error('DATABASE_URL 的用户在这个数据库里有建表权，不能作为应用的用户：只增不改的约束会失效。请换一个普通用户')
  const passwords = passwordsOf(rolePasswords(config.folders.keys))
  const as = (user: string): Connection => ({ ...given, user, password: passwords[user]! })
  const { sequencer, eraser } = config.database
  const addresses: Addresses = {
    owner,
    app: owner && !config.database.owner ? as(roleNames.app) : given,
    sequencer: sequencer ? connectionOf(sequencer) : as(roleNames.sequencer),
    eraser: eraser ? connectionOf(eraser) : as(roleNames.eraser),
  }
  if (!owner) {
    if (!sequencer || !eraser) throw new Error('只给出应用的 DATABASE_URL 时，还须给出 DATABASE_SEQUENCER_URL 和 DATABASE_ERASER_URL（或给出 DATABASE_OWNER_URL 自动建立）')
    return addresses
  }
  await withClient(owner, (c) => ensureRoles(c, passwords).catch((error) => {
    throw new Error(`不能建立数据库角色（${(error as Error).message}）。请让管理员执行：${Object.keys(passwords).map((r) => `create role ${r} login password '…';`).join(' ')}`)
  }))
  await withClient(owner, async (c) => {
    for (const key of ['app', 'sequencer', 'eraser'] as const) await admit(c, roleNames[key], addresses[key], variables[key])
  })
  return addresses
}

const variables = { app: 'DATABASE_URL 和 DATABASE_OWNER_URL', sequencer: 'DATABASE_SEQUENCER_URL', eraser: 'DATABASE_ERASER_URL' }

/** a login of the city's own becomes a member of our role, which carries the rights; then it must be able to sign in */
async function admit(owner: pg.Client, role: string, login: Connection, variable: string): Promise<void> {
  const { rows } = await owner.query<{ member: boolean }>(
    `select coalesce((select pg_has_role(oid, $2, 'member') from pg_roles where rolname = $1), false) as member`, [login.user, role])
  if (!rows[0]!.member) await owner.query(`grant ${role} to ${pg.escapeIdentifier(login.user)}`)
  // everybody may connect unless the administrator took that away; then only he can give it
  await owner.query(`grant connect on database ${pg.escapeIdentifier(login.database)} to ${role}`).catch(() => {})
  await withClient(login, async () => {}).catch((error) => {
    throw new Error(`数据库用户 ${login.user} 不能登录（${(error as Error).message}）。若它由另一处安装建立，请用 ${variable} 给出自己的用户`)
  })
}

/** the profile stands in the database from its first migration on; an address or a variable cannot change it afterwards */
async function storedProfile(app: Db, config: Config): Promise<Config['profile']> {
  await app.query(`insert into kernel.setting (city, name, value) values ($1, 'profile', to_jsonb($2::text)) on conflict do nothing`, [config.city, config.profile])
  const { rows } = await app.query<{ value: Config['profile'] }>(`select value from kernel.setting where city = $1 and name = 'profile'`, [config.city])
  const stored = rows[0]!.value
  if (config.profileGiven && config.profile !== stored)
    throw new Error(`这个数据库是按 ${stored} 建立的，不能以 ${config.profile} 启动。请去掉 YICHUANG_PROFILE，或换一个数据库`)
  return stored
}

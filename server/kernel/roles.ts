import pg from 'pg'
import type { Connection } from './db.ts'
import type { RolePasswords } from './postgres/secrets.ts'

/**
 * The roles that a running city uses. Each signs in with its own password: SET ROLE would be no guard, since whoever can
 * inject SQL can also say RESET ROLE.
 */
export const roleNames = { app: 'yichuang_app', sequencer: 'yichuang_sequencer', eraser: 'yichuang_eraser' } as const
/** superuser of the embedded server */
export const adminRole = 'yichuang_admin'
export const ownerRole = 'yichuang_owner'
/** anything that must be done by one process at a time: roles, migrations */
export const setupLock = 4110002

export async function withClient<T>(connection: Connection, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, application_name: 'yichuang setup', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await fn(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** runs alone among all processes of this database server's database */
export async function alone<T>(client: pg.Client, fn: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1)', [setupLock])
  try {
    return await fn()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [setupLock]).catch(() => {})
  }
}

const literal = (text: string) => pg.escapeLiteral(text)
const name = (text: string) => pg.escapeIdentifier(text)

/**
 * Makes the roles that are missing and the database, as the superuser of the embedded server. Idempotent.
 * `admin` is connected to the database `postgres`.
 */
export async function ensureEmbedded(admin: pg.Client, passwords: RolePasswords, database: string): Promise<void> {
  await alone(admin, async () => {
    await ensureRoles(admin, { [ownerRole]: passwords.owner, ...passwordsOf(passwords) })
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount) {
      await admin.query(`create database ${name(database)} owner ${ownerRole} template template0`)
      await admin.query(`revoke all on database ${name(database)} from public`)
      await admin.query(`grant connect on database ${name(database)} to ${Object.values(roleNames).join(', ')}`)
    }
  })
}

export function passwordsOf(passwords: RolePasswords): Record<string, string> {
  return { [roleNames.app]: passwords.app, [roleNames.sequencer]: passwords.sequencer, [roleNames.eraser]: passwords.eraser }
}

/** makes roles that are missing, with these passwords; never touches one that exists. @returns those made */
export async function ensureRoles(client: pg.Client, passwords: Record<string, string>): Promise<string[]> {
  const made: string[] = []
  for (const [role, password] of Object.entries(passwords)) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    if (rowCount) continue
    await client.query(`create role ${name(role)} login nosuperuser nocreatedb nocreaterole noreplication password ${literal(password)}`)
    made.push(role)
  }
  return made
}

/**
 * What every table made from now on by this owner lets the app do: select, insert, update. Deleting is granted table by
 * table, and append-only tables take update away again (kernel.append_only). The other two roles get nothing unasked.
 */
export async function defaultPrivileges(owner: pg.Client): Promise<void> {
  const all = Object.values(roleNames).join(', ')
  await owner.query(`alter default privileges grant usage on schemas to ${all}`)
  await owner.query(`alter default privileges grant select, insert, update on tables to ${roleNames.app}`)
  await owner.query(`alter default privileges grant usage on sequences to ${roleNames.app}`)
}

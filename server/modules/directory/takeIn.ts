import { roles, type Role } from '../../../contract/roles.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { instant } from '../../kernel/clock.ts'
import { HttpProblem, hashPassword, initialDays, oneTimePassword } from '../../kernel/http/index.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'
import { administrators, mustBeOneAdministrator } from './grants.ts'
import type { OrganRow, PersonRow, PostRow, Read } from './rows.ts'
import type { BrokenRow } from '../../kernel/sheet.ts'

/** What came of a list. `passwords`: of new accounts, to be shown once and kept nowhere. */
export interface Taken { read: number; added: number; changed: number; unchanged: number; ended: number; broken: BrokenRow[]; passwords: { login: string; name: string; password: string }[] }

export interface Taking {
  db: Db
  city: string
  /** legal day of the import */
  day: string
  /** real milliseconds */
  now: number
  /** the list is complete: whoever holds a post and is not on it has left */
  complete?: boolean
  /** writes to the journal, in the row's own transaction: who got or lost what */
  note(tx: Tx, type: `directory.${'accountMade' | 'accountEnded' | 'granted' | 'ended' | 'passwordSet'}`, person: string, next?: string): Promise<void>
  progress?(done: number, of: number): void
}

type Result = 'added' | 'changed' | 'unchanged' | 'ended'

/** row by row, each in a transaction of its own: a row that the directory refuses is told with its line, the others go in */
async function each<T>(o: Taking, read: Read<T>, work: (tx: Tx, row: T, out: Taken) => Promise<Result>): Promise<Taken> {
  const out: Taken = { read: read.rows.length + read.broken.length, added: 0, changed: 0, unchanged: 0, ended: 0, broken: [...read.broken], passwords: [] }
  for (const [i, { line, value }] of read.rows.entries()) {
    const made = out.passwords.length
    try {
      out[await o.db.tx((tx) => work(tx, value, out))]++
    } catch (e) {
      out.passwords.length = made
      if (!(e instanceof RowFault || (e instanceof HttpProblem && e.status < 500))) throw e
      out.broken.push({ line, reason: e.message })
    }
    o.progress?.(i + 1, read.rows.length)
  }
  out.broken.sort((a, b) => a.line - b.line)
  if (out.added + out.changed + out.ended) await o.db.query('select pg_notify($1, $2)', ['directory', o.city])
  return out
}

class RowFault extends Error {}

/** Organs: new ones are added, known ones brought up to date by their key. Nothing is deleted: cases and documents name them. */
export function takeInOrgans(o: Taking, read: Read<OrganRow>): Promise<Taken> {
  const keys = new Set(read.rows.map((r) => r.value.key))
  return each(o, read, async (tx, x) => {
    if (x.parent && !keys.has(x.parent) && !(await exists(tx, o.city, x.parent))) throw new RowFault(`上级“${x.parent}”不在机关名录里`)
    const { rows } = await tx.query<{ fresh: boolean }>(
      `insert into directory.organ as o (city, key, name, symbol, uscc, kind, parent, division, level, phone, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (city, key) do update set name = excluded.name, symbol = excluded.symbol, uscc = excluded.uscc, kind = excluded.kind, parent = excluded.parent,
         division = excluded.division, level = excluded.level, phone = excluded.phone, position = excluded.position
       where (o.name, o.symbol, o.uscc, o.kind, o.parent, o.division, o.level, o.phone, o.position)
         is distinct from (excluded.name, excluded.symbol, excluded.uscc, excluded.kind, excluded.parent, excluded.division, excluded.level, excluded.phone, excluded.position)
       returning (xmax = 0) as fresh`,
      [o.city, x.key, x.name, x.docPrefix, x.uscc, x.kind, x.parent ?? null, x.division ?? null, x.level, x.phone ?? '', x.order])
    return !rows[0] ? 'unchanged' : rows[0].fresh ? 'added' : 'changed'
  })
}

/**
 * Accounts by login. A new one gets a one-time password, shown once; a known one is brought up to date and keeps its password.
 * A day of leaving ends the posts from that day, and closes account and sessions once it has come; nothing is deleted,
 * since acts and documents name the person. Refuses an identity number that another account has, and two administrator posts.
 */
export async function takeInPeople(o: Taking, read: Read<PersonRow>): Promise<Taken> {
  const out = await each(o, read, async (tx, x, taken) => {
    const { rows: [had] } = await tx.query<{ id: string; disabled: boolean }>(`select id, disabled from directory.person where city = $1 and login = $2 for update`, [o.city, x.login])
    const { rows: [twin] } = x.idNumber ? await tx.query<{ login: string | null }>(`select login from directory.person where city = $1 and id_number = $2 and id <> $3 and not disabled`, [o.city, x.idNumber, had?.id ?? nobody]) : { rows: [] }
    if (twin) throw new RowFault(`这个身份证号已经属于账号“${twin.login ?? '（无账号）'}”，一个人一个账号`)
    const values = [x.name, x.idNumber ?? null, x.phone ?? null, x.address ?? null, x.idNumber ? birthOf(x.idNumber) : null, x.post ?? null, x.company ? JSON.stringify(x.company) : null]
    const gone = !!x.leftOn && x.leftOn <= o.day
    let result: Result = 'unchanged'
    const id = had?.id ?? uuidv7()
    if (!had) {
      if (gone) throw new RowFault('没有这个账号，又已经离岗，不必导入')
      const password = oneTimePassword()
      await tx.query(
        `insert into directory.person (city, id, login, password_hash, password_at, password_until, name, id_number, phone, address, birth, title, enterprise)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, [o.city, id, x.login, await hashPassword(password), instant(o.now), initialUntil(o.now), ...values])
      await o.note(tx, 'directory.accountMade', id)
      taken.passwords.push({ login: x.login, name: x.name, password })
      result = 'added'
    } else {
      const { rowCount } = await tx.query(
        `update directory.person set name = $3, id_number = coalesce($4, id_number), phone = coalesce($5, phone), address = coalesce($6, address), birth = coalesce($7::date, birth),
           title = coalesce($8, title), enterprise = coalesce($9::jsonb, enterprise), disabled = $10
         where city = $1 and id = $2 and (name, id_number, phone, address, title, enterprise, disabled) is distinct from
           ($3, coalesce($4, id_number), coalesce($5, phone), coalesce($6, address), coalesce($8, title), coalesce($9::jsonb, enterprise), $10)`, [o.city, id, ...values, gone])
      if (rowCount) result = gone && !had.disabled ? 'ended' : 'changed'
    }
    for (const r of x.roles ?? []) if (!x.leftOn && (await givePost(o, tx, id, { ...r, title: x.post }))) result = result === 'added' ? 'added' : 'changed'
    if (x.leftOn && (await endPosts(o, tx, id, x.leftOn)) && result === 'unchanged') result = 'changed'
    if (gone && !had?.disabled) await leave(o, tx, id)
    return result
  })
  if (o.complete && read.rows.length) out.ended += await endMissing(o, read.rows.map((r) => r.value.login))
  return out
}

/** Posts by login, role and organ, from and until a day. A post with a last day ends; sessions of whoever lost one are closed. Refuses unknown accounts and organs, and a second administrator post (ML-13). */
export async function takeInPosts(o: Taking, read: Read<PostRow>): Promise<Taken> {
  const out = await each(o, read, async (tx, x) => {
    const { rows: [person] } = await tx.query<{ id: string }>(`select id from directory.person where city = $1 and login = $2 for update`, [o.city, x.login])
    if (!person) throw new RowFault(`没有账号“${x.login}”，请先导入人员`)
    if (x.from && x.until && x.until < x.from) throw new RowFault('离岗日期早于任职日期')
    const given = !x.until && (await givePost(o, tx, person.id, x))
    const ended = x.until ? await endPosts(o, tx, person.id, x.until, { role: x.role, organ: await organKey(tx, o.city, x.role, x.organ) }) : 0
    return ended ? 'ended' : given ? 'added' : 'unchanged'
  })
  if (o.complete && read.rows.length) {
    const listed = new Set<string>()
    for (const { value: x } of read.rows) listed.add(`${x.login}|${x.role}|${(await organKey(o.db, o.city, x.role, x.organ).catch(() => x.organ)) ?? ''}`)
    const { rows } = await o.db.query<{ person: string; login: string; role: Role; organ: string }>(
      `select h.person, p.login, h.role, h.organ from directory.post_holder h join directory.person p on p.city = h.city and p.id = h.person
       where h.city = $1 and p.login is not null and h.role <> all($2) and (h.until_day is null or h.until_day > $3)`, [o.city, ['citizen', ...administrators], o.day])
    for (const r of rows.filter((x) => !listed.has(`${x.login}|${x.role}|${x.organ}`))) out.ended += await o.db.tx((tx) => endPosts(o, tx, r.person, o.day, { role: r.role, organ: r.organ || null }))
  }
  return out
}

const nobody = '00000000-0000-0000-0000-000000000000'
const birthOf = (id: string) => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
export const initialUntil = (now: number) => instant(now + initialDays * 86_400_000)

async function exists(on: Pick<Tx, 'query'>, city: string, organ: string): Promise<boolean> {
  return (await on.query(`select 1 from directory.organ where city = $1 and key = $2`, [city, organ])).rows.length > 0
}

/** an organ by key or by name; null for what is held at none */
async function organKey(on: Pick<Tx, 'query'>, city: string, role: Role, said: string | null): Promise<string | null> {
  if (role === 'citizen' || administrators.includes(role)) {
    if (said) throw new RowFault(`${roles[role].name}不属于任何机关，机关一栏应为空`)
    return null
  }
  if (!said) throw new RowFault(`${roles[role].name}须写明所在机关`)
  const { rows } = await on.query<{ key: string }>(`select key from directory.organ where city = $1 and (key = $2 or name = $2) limit 1`, [city, said])
  if (!rows[0]) throw new RowFault(`机关“${said}”不在机关名录里，请先导入机关`)
  return rows[0].key
}

/** true when the person did not hold it yet */
async function givePost(o: Taking, tx: Tx, person: string, post: { role: Role; organ: string | null; title?: string | undefined; from?: string | undefined }): Promise<boolean> {
  const organ = await organKey(tx, o.city, post.role, post.organ)
  if (administrators.includes(post.role)) {
    const { rows } = await tx.query<{ role: Role }>(`select role from directory.post_holder where city = $1 and person = $2`, [o.city, person])
    mustBeOneAdministrator([...new Set([...rows.map((r) => r.role), post.role])])
  }
  const { rowCount } = await tx.query(
    `insert into directory.post_holder as h (city, person, role, organ, title, from_day) values ($1, $2, $3, $4, $5, $6)
     on conflict (city, person, role, organ) do update set until_day = null, from_day = excluded.from_day, title = excluded.title
     where h.until_day is not null`, [o.city, person, post.role, organ ?? '', post.title ?? null, post.from ?? o.day])
  if (!rowCount) return false
  await o.note(tx, 'directory.granted', person, organ ? `${post.role}@${organ}` : post.role)
  await tx.query(`delete from kernel.session where city = $1 and person = $2`, [o.city, person])
  return true
}

async function endPosts(o: Taking, tx: Tx, person: string, day: string, one?: { role: Role; organ: string | null }): Promise<number> {
  if (!isUuid(person)) return 0
  const { rows } = await tx.query<{ role: string; organ: string }>(
    `update directory.post_holder set until_day = $3 where city = $1 and person = $2 and (until_day is null or until_day > $3)
       and ($4::text is null or (role = $4 and organ = $5)) returning role, organ`, [o.city, person, day, one?.role ?? null, one?.organ ?? ''])
  for (const r of rows) await o.note(tx, 'directory.ended', person, r.organ ? `${r.role}@${r.organ}` : r.role)
  if (rows.length) await tx.query(`delete from kernel.session where city = $1 and person = $2`, [o.city, person])
  return rows.length
}

async function leave(o: Taking, tx: Tx, person: string): Promise<void> {
  await tx.query(`update directory.person set disabled = true where city = $1 and id = $2`, [o.city, person])
  await tx.query(`delete from kernel.session where city = $1 and person = $2`, [o.city, person])
  await o.note(tx, 'directory.accountEnded', person)
}

/** officials who are not on a complete list have left today; the administrators are nobody's list */
async function endMissing(o: Taking, logins: readonly string[]): Promise<number> {
  const { rows } = await o.db.query<{ id: string }>(
    `select p.id from directory.person p where p.city = $1 and p.login is not null and not p.disabled and p.login <> all($2)
       and exists (select 1 from directory.post_holder h where h.city = p.city and h.person = p.id and h.role <> 'citizen')
       and not exists (select 1 from directory.post_holder h where h.city = p.city and h.person = p.id and h.role = any($3))`, [o.city, logins, administrators])
  for (const { id } of rows)
    await o.db.tx(async (tx) => {
      await endPosts(o, tx, id, o.day)
      await leave(o, tx, id)
    })
  return rows.length
}

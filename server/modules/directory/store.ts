import type { Grant } from '../../../contract/roles.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Account, Owner } from '../../kernel/http/index.ts'
import { uuidv7 } from '../../kernel/ids.ts'

export interface Organ {
  key: string
  name: string
  /** 机关代字 */
  symbol: string
  uscc: string
  kind: string
  parent: string | null
  division: string | null
  level: number
  phone: string
}

export interface Person {
  id: string
  key: string | null
  name: string
  idNumber: string | null
  phone: string | null
  address: string | null
  birth: string | null
  title: string | null
  enterprise: { name: string; uscc: string } | null
}

type Reader = Pick<Db, 'query'> | Pick<Tx, 'query'>

const person = `id, key, name, id_number as "idNumber", phone, address, birth::text, title, enterprise`

export async function organs(db: Reader, city: string): Promise<Organ[]> {
  const { rows } = await db.query<Organ>(
    `select key, name, symbol, uscc, kind, parent, division, level, phone from directory.organ where city = $1 order by position, key`, [city])
  return rows
}

export async function personById(db: Reader, city: string, id: string): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(`select ${person} from directory.person where city = $1 and id = $2`, [city, id])
  return rows[0]
}

export async function personByKey(db: Reader, city: string, key: string): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(`select ${person} from directory.person where city = $1 and key = $2 and not disabled`, [city, key])
  return rows[0]
}

export async function personByIdNumber(db: Reader, city: string, idNumber: string): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(`select ${person} from directory.person where city = $1 and id_number = $2 and not disabled`, [city, idNumber])
  return rows[0]
}

/** accounts by identity number, of many people at once */
export async function idsByNumber(db: Reader, city: string, numbers: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; n: string }>(`select id, id_number as n from directory.person where city = $1 and id_number = any($2) and not disabled`, [city, numbers])
  return new Map(rows.map((r) => [r.n, r.id]))
}

export async function idsNamed(db: Reader, city: string, name: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(`select id from directory.person where city = $1 and (name = $2 or enterprise ->> 'name' = $2)`, [city, name])
  return rows.map((r) => r.id)
}

export async function peopleByIds(db: Reader, city: string, ids: readonly string[]): Promise<Map<string, Person>> {
  const { rows } = await db.query<Person>(`select ${person} from directory.person where city = $1 and id = any($2::uuid[])`, [city, ids])
  return new Map(rows.map((p) => [p.id, p]))
}

export interface Named { name: string; enterprise: string | null }

export async function namesByIds(db: Reader, city: string, ids: readonly string[]): Promise<Map<string, Named>> {
  const { rows } = await db.query<{ id: string } & Named>(`select id, name, enterprise ->> 'name' as enterprise from directory.person where city = $1 and id = any($2::uuid[])`, [city, ids])
  return new Map(rows.map((p) => [p.id, p]))
}

const account = `p.id, p.password_hash as "passwordHash", extract(epoch from p.password_at)::float8 * 1000 as "passwordAt", extract(epoch from p.password_until)::float8 * 1000 as "passwordUntil"`

export async function byLogin(db: Reader, city: string, login: string): Promise<Account | undefined> {
  return (await db.query<Account>(`select ${account} from directory.person p where p.city = $1 and p.login = $2 and not p.disabled`, [city, login])).rows[0]
}

/** with what a new password may not contain or repeat; newest former one first */
export async function accountOf(db: Reader, city: string, id: string): Promise<(Account & Owner & { former: string[] }) | undefined> {
  const { rows } = await db.query<Account & Owner & { former: string[] }>(
    `select ${account}, p.login, p.name, p.id_number as "idNumber", p.phone,
       exists (select 1 from directory.post_holder h where h.city = p.city and h.person = p.id and h.role <> 'citizen') as staff,
       array(select f.password_hash from directory.former_password f where f.city = p.city and f.person = p.id order by f.id desc) as former
     from directory.person p where p.city = $1 and p.id = $2 and p.login is not null and p.password_hash is not null and not p.disabled`, [city, id])
  return rows[0]
}

/** The password in force goes to the former ones (five are kept), the new one takes its place. `until` null = chosen by its owner. */
export async function setPassword(tx: Tx, city: string, id: string, hash: string, at: string, until: string | null): Promise<void> {
  await tx.query(
    `insert into directory.former_password (city, person, id, password_hash)
     select city, id, $3, password_hash from directory.person where city = $1 and id = $2 and password_hash is not null`, [city, id, uuidv7()])
  await tx.query(`update directory.person set password_hash = $3, password_at = $4, password_until = $5 where city = $1 and id = $2`, [city, id, hash, at, until])
  await tx.query(
    `delete from directory.former_password where city = $1 and person = $2 and id not in (
       select id from directory.former_password where city = $1 and person = $2 order by id desc limit 5)`, [city, id])
}

/**
 * Roles held on this legal day: own posts, and those of people whom the person replaces while they are on leave. The three
 * administrator posts are never passed on by a deputyship: one account would hold two of them (ML-13).
 */
export async function grantsOf(db: Reader, city: string, id: string, day: string): Promise<Grant[]> {
  const { rows } = await db.query<Grant>(
    `select distinct h.role, nullif(h.organ, '') as organ from directory.post_holder h
     where h.city = $1 and h.from_day <= $3 and (h.until_day is null or h.until_day > $3)
       and (h.person = $2 or h.role not in ('sysadmin', 'secadmin', 'auditor') and h.person in (
         select d.absent from directory.deputy d where d.city = $1 and d.deputy = $2 and d.from_day <= $3 and d.until_day >= $3))`,
    [city, id, day])
  return rows
}

export async function staffOf(db: Reader, city: string, organ: string, role: string): Promise<{ id: string; name: string; title: string | null }[]> {
  const { rows } = await db.query<{ id: string; name: string; title: string | null }>(
    `select p.id, p.name, p.title from directory.post_holder h join directory.person p on p.city = h.city and p.id = h.person
     where h.city = $1 and h.organ = $2 and h.role = $3 and not p.disabled order by p.id`, [city, organ, role])
  return rows
}

export async function demoPeople(db: Reader, city: string): Promise<{ key: string; name: string; title: string | null; roles: Grant[] }[]> {
  const { rows } = await db.query<{ key: string; name: string; title: string | null; roles: Grant[] }>(
    `select p.key, p.name, p.title, coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'organ', nullif(h.organ, ''))) filter (where h.role is not null), '[]') as roles
     from directory.person p left join directory.post_holder h on h.city = p.city and h.person = p.id
     where p.city = $1 and p.key is not null group by p.city, p.id, p.key, p.name, p.title order by p.id`, [city])
  return rows
}

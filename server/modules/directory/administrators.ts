import { instant } from '../../kernel/clock.ts'
import { forgetTries, hashPassword, oneTimePassword } from '../../kernel/http/index.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Role } from '../../../contract/roles.ts'
import { administrators } from './grants.ts'
import { setPassword } from './store.ts'
import { initialUntil, type Taking } from './takeIn.ts'

/**
 * One of the three administrators, with an account of its own and a one-time password, which is the answer. Refuses a login
 * that exists: nobody becomes an administrator beside another post, and nobody two of the three (等保 8.1.5, ML-13).
 */
export async function createAdministrator(o: Taking, who: { login: string; name: string; role: Role }): Promise<string> {
  if (!administrators.includes(who.role)) throw new Error('只能设系统管理员、安全管理员、审计管理员')
  if (!/^[A-Za-z][A-Za-z0-9._-]{2,59}$/.test(who.login)) throw new Error('账号以字母开头，只用字母、数字、点、横线、下划线，至少三位')
  if (/^(admin|administrator|root|system|test|demo)$/i.test(who.login)) throw new Error(`“${who.login}”人人猜得到，请换一个能认出本人的账号`)
  return o.db.tx(async (tx) => {
    const { rows } = await tx.query(`select 1 from directory.person where city = $1 and lower(login) = lower($2)`, [o.city, who.login])
    if (rows.length) throw new Error(`账号“${who.login}”已经有了。三个管理岗位由不同的人用专门的账号担任，不能加给已有的账号`)
    const id = uuidv7()
    const password = oneTimePassword()
    await tx.query(
      `insert into directory.person (city, id, login, password_hash, password_at, password_until, name) values ($1, $2, $3, $4, $5, $6, $7)`,
      [o.city, id, who.login, await hashPassword(password), instant(o.now), initialUntil(o.now), who.name])
    await tx.query(`insert into directory.post_holder (city, person, role, organ, from_day) values ($1, $2, $3, '', $4)`, [o.city, id, who.role, o.day])
    await o.note(tx, 'directory.accountMade', id)
    await o.note(tx, 'directory.granted', id, who.role)
    return password
  })
}

/** A new one-time password for somebody who has forgotten theirs: the old one, every session and the lock end. Refuses an unknown or closed account. */
export function resetPassword(o: Taking, login: string): Promise<string> {
  return o.db.tx(async (tx) => {
    const { rows: [person] } = await tx.query<{ id: string }>(`select id from directory.person where city = $1 and login = $2 and not disabled for update`, [o.city, login])
    if (!person) throw new Error(`没有账号“${login}”，或者已经停用`)
    const password = oneTimePassword()
    await setPassword(tx, o.city, person.id, await hashPassword(password), instant(o.now), initialUntil(o.now))
    await tx.query(`delete from kernel.session where city = $1 and person = $2`, [o.city, person.id])
    await forgetTries(tx, o.city, login)
    await o.note(tx, 'directory.passwordSet', person.id)
    return password
  })
}

/** which of the three posts is held by nobody today: a city without one of them is not to be opened */
export async function missingAdministrators(on: Pick<Taking['db'], 'query'>, city: string, day: string): Promise<Role[]> {
  const { rows } = await on.query<{ role: Role }>(
    `select distinct h.role from directory.post_holder h join directory.person p on p.city = h.city and p.id = h.person
     where h.city = $1 and h.role = any($2) and h.from_day <= $3 and (h.until_day is null or h.until_day > $3) and not p.disabled`, [city, administrators, day])
  return administrators.filter((a) => !rows.some((r) => r.role === a))
}

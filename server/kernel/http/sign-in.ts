import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { instant } from '../clock.ts'
import type { Db, Queryable } from '../db.ts'
import { BadInput, Busy, ownFinding } from './errors.ts'
import type { Account, Accounts } from './http.ts'
import { verifyPassword } from './passwords.ts'

/** wrong passwords in a row after which an account is locked, and for how long (minutes of real time) */
export const tries = 5
export const lockMinutes = 30

/**
 * Checks login and password. Every try is counted before the password is looked at, so that tries sent at the same moment
 * count too. Refuses 422 with the same words whether the account exists or not, and 429 while it is locked (an account that
 * does not exist locks as well), and a password set by somebody else whose time is over. `at`: field that a finding names.
 */
export async function checkPassword(o: { db: Db; city: string; clock: Clock; accounts: Accounts }, login: string, password: string, at = 'password'): Promise<Account> {
  const { db, city, clock, accounts } = o
  const now = clock.real()
  const subject = subjectOf(city, login)
  const { rows } = await db.query<{ failures: number; until: number | null }>(
    `insert into kernel.sign_in_attempt as a (city, kind, subject, failures, last_at, locked_until) values ($1, 'account', $2, 1, $3, null)
     on conflict (city, kind, subject) do update set
       failures = case when a.locked_until > $3 then a.failures when a.last_at < $4 then 1 else a.failures + 1 end,
       locked_until = case when a.locked_until > $3 then a.locked_until when a.last_at >= $4 and a.failures >= $6 then $5::timestamptz end,
       last_at = case when a.locked_until > $3 then a.last_at else $3 end
     returning failures, extract(epoch from locked_until)::float8 * 1000 as until`,
    [city, subject, instant(now), instant(now - lockMinutes * 60_000), instant(now + lockMinutes * 60_000), tries])
  const { until } = rows[0]!
  if (until !== null) throw new Busy(429, 'E-LOCKED', `密码连续输错 ${tries} 次，账号已锁定。请 ${Math.ceil((until - now) / 60_000)} 分钟后再试，或到窗口核验身份后重置密码`, Math.ceil((until - now) / 1000))
  const account = await accounts.byLogin(login)
  if (!(await verifyPassword(account?.passwordHash ?? null, password)) || !account)
    throw new BadInput('账号或密码不正确。请检查后重新输入；忘记密码可到窗口核验身份后重置', { code: 'E-PASSWORD', findings: [ownFinding('kernel/http/sign-in#password', 'E-PASSWORD', at === 'current' ? '现在的密码不正确' : '账号或密码不正确', at)] })
  if (account.passwordUntil !== null && now > account.passwordUntil)
    throw new BadInput('初始密码已经过期，请联系系统管理员重新设置', { code: 'E-PASSWORD-OVER' })
  await forgetTries(db, city, login)
  return account
}

/** a login may be a telephone number: only its hash is kept */
const subjectOf = (city: string, login: string) => createHash('sha256').update(`${city}|${login.normalize('NFKC').toLowerCase()}`).digest('base64url')

/** ends the lock of an account, after the right password or when somebody has been given a new one */
export async function forgetTries(on: Queryable, city: string, login: string): Promise<void> {
  await on.query(`delete from kernel.sign_in_attempt where city = $1 and kind = 'account' and subject = $2`, [city, subjectOf(city, login)])
}

/** forgets tries that say nothing any more */
export async function sweepTries(db: Db, city: string, clock: Pick<Clock, 'real'>): Promise<number> {
  return (await db.query(`delete from kernel.sign_in_attempt where city = $1 and last_at < $2`, [city, instant(clock.real() - 24 * 3_600_000)])).rowCount
}

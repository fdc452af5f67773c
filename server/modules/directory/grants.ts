import { roles, type Grant, type Role } from '../../../contract/roles.ts'
import { BadInput, NotFound, ownFinding, Refusal } from '../../kernel/http/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'

/** the three posts that watch one another (等保 8.1.5, ML-13) */
export const administrators: readonly Role[] = ['sysadmin', 'secadmin', 'auditor']
/** held at no organ */
const withoutOrgan: readonly Role[] = ['citizen', ...administrators]

const onePost = (message: string) => new Refusal([ownFinding('directory/grants#one-administrator', 'ML-13', message, 'role')])

/** Refuses a second administrator role for one account, whatever their dates. The database refuses it too (one_administrator). */
export function mustBeOneAdministrator(held: readonly Role[]): void {
  const [first, second] = administrators.filter((r) => held.includes(r))
  if (first && second) throw onePost(`一个账号不能兼任${roles[first].name}和${roles[second].name}，系统、安全、审计三个管理岗位由不同的人担任`)
}

/** Ends these roles of these people from a day on, at every organ. @returns what ended, for the journal. Refuses nothing: who holds none loses none. */
export async function endGrants(tx: Tx, city: string, people: readonly string[], role: Role, day: string, organ?: string): Promise<{ person: string; role: Role; organ: string | null }[]> {
  const { rows } = await tx.query<{ person: string; role: Role; organ: string | null }>(
    `update directory.post_holder set until_day = $4 where city = $1 and person = any($2::uuid[]) and role = $3 and (until_day is null or until_day > $4) and ($5::text is null or organ = $5)
     returning person, role, nullif(organ, '') as organ`, [city, people, role, day, organ ?? null])
  return rows
}

/**
 * Gives somebody a role from today on. Refuses a person or organ that does not exist, a role at the wrong kind of place, a
 * second administrator role (ML-13), and one's own account: nobody widens the own rights.
 */
export async function grantRole(tx: Tx, city: string, o: { by: string; person: string; grant: Grant; day: string; organExists: boolean }): Promise<void> {
  const { role, organ } = o.grant
  if (!isUuid(o.person)) throw new NotFound()
  const known = await tx.query(`select 1 from directory.person where city = $1 and id = $2 and not disabled for update`, [city, o.person])
  if (!known.rows.length) throw new NotFound('没有这个账号，或者已经停用')
  if (o.by === o.person) throw onePost('不能给自己的账号授予岗位，须由另一名安全管理员办理')
  if (withoutOrgan.includes(role) ? organ !== null : !organ || !o.organExists)
    throw new BadInput('有 1 处需要改正：机关', { findings: [ownFinding('contract/city#grantRole', 'E-INPUT', withoutOrgan.includes(role) ? '这个岗位不属于任何机关，机关应为空' : '须写明岗位所在的机关', 'organ')] })
  const { rows } = await tx.query<{ role: Role }>(`select role from directory.post_holder where city = $1 and person = $2`, [city, o.person])
  if (administrators.includes(role)) mustBeOneAdministrator([...new Set([...rows.map((r) => r.role), role])])
  await tx.query(
    `insert into directory.post_holder (city, person, role, organ, from_day) values ($1, $2, $3, $4, $5)
     on conflict (city, person, role, organ) do update set from_day = least(directory.post_holder.from_day, excluded.from_day), until_day = null`,
    [city, o.person, role, organ ?? '', o.day])
}

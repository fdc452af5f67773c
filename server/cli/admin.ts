import { parseArgs } from 'node:util'
import { roles, type Role } from '../../contract/roles.ts'
import { imports } from '../modules/directory/index.ts'
import { withCity } from './filling/session.ts'

const usage = `用法：
  npx yichuang admin create --role system|security|audit --login 账号 --name 姓名    设一名管理员（系统、安全、审计三个岗位由三个人担任）
  npx yichuang admin reset <账号>                                                      重设初始密码（忘记密码、账号锁定）
  npx yichuang admin list                                                              三个管理岗位是否齐了`

const posts: Record<string, Role> = { system: 'sysadmin', security: 'secadmin', audit: 'auditor', sysadmin: 'sysadmin', secadmin: 'secadmin', auditor: 'auditor' }

/**
 * `yichuang admin …`: the first administrators, whom no account can appoint yet, and new one-time passwords. The password is shown
 * once. Refuses an account that exists: the three posts are held by different people (等保 8.1.5, ML-13). Exit codes 0, 1, 2 (usage).
 */
export async function run(argv: string[]): Promise<number> {
  const options = { role: { type: 'string' }, login: { type: 'string' }, name: { type: 'string' } } as const
  let call
  try {
    call = parseArgs({ args: argv, allowPositionals: true, options })
  } catch {
    call = undefined
  }
  const [what, login] = call?.positionals ?? []
  const values: { role?: string; login?: string; name?: string } = call?.values ?? {}
  const once = (account: string, password: string): number => {
    process.stdout.write(`账号 ${account}\n初始密码 ${password}\n只显示这一次。第一次登录必须改成自己的密码，14 天内不用就作废。\n`)
    return 0
  }
  if (what === 'create' && values.role && posts[values.role] && values.login && values.name?.trim())
    return withCity(async (h) => once(values.login!, await imports.createAdministrator(h.taking, { login: values.login!, name: values.name!.trim(), role: posts[values.role!]! })))
  if (what === 'reset' && login) return withCity(async (h) => once(login, await imports.resetPassword(h.taking, login)))
  if (what === 'list')
    return withCity(async (h) => {
      const missing = await imports.missingAdministrators(h.database.app, h.city, h.taking.day)
      process.stdout.write(missing.length ? `还缺：${missing.map((r) => roles[r].name).join('、')}\n` : '系统管理员、安全管理员、审计管理员都有人担任\n')
      return missing.length ? 1 : 0
    })
  process.stderr.write(`${usage}\n`)
  return 2
}

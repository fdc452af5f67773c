import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { roleKeys, type Role } from './roles.ts'
import { Id, Instant, LegalDate, Text } from './shapes.ts'

/** the city as a whole: its organs, its clock, its figures, its machinery */
export const organs = endpoint({
  id: 'city.organs', method: 'GET', path: '/api/v1/organs', summary: '机关名录', who: ['anyone'],
  output: z.object({ items: z.array(z.object({ key: z.string(), name: z.string(), kind: z.string(), level: z.number().int(), parent: z.string().nullable(), division: z.string().nullable(), phone: z.string() })) }),
})
export const staff = endpoint({
  id: 'city.staff', method: 'GET', path: '/api/v1/organs/:key/staff', summary: '本机关可以指派的人员', who: ['examiner', 'head', 'gov', 'supervisor'], params: z.object({ key: z.string().max(60) }),
  query: z.object({ role: z.enum(['examiner', 'head']).default('examiner') }), output: z.object({ items: z.array(z.object({ id: Id, name: z.string(), title: z.string().nullable() })) }),
})
export const clock = endpoint({
  id: 'city.clock', method: 'GET', path: '/api/v1/clock', summary: '法定时间与真实时间', who: ['anyone'],
  output: z.object({ legal: Instant, today: LegalDate, moved: z.boolean(), workday: z.boolean(), profile: z.string(), hours: z.array(z.object({ from: z.string(), to: z.string() })) }),
})
export const moveClock = endpoint({
  id: 'city.moveClock', method: 'POST', path: '/api/v1/demo/clock', summary: '演示：把法定时间向前拨，并依次处理到期的事', who: ['anyone'], idempotency: 'natural',
  body: z.object({ to: Text(40) }), output: z.object({ legal: Instant, recorded: z.number().int() }),
})
const Share = z.object({ num: z.number().int(), den: z.number().int() })
export const rate = endpoint({
  id: 'city.rate', method: 'GET', path: '/api/v1/rate', summary: '一日办结率：按事项与按办件，实时计算，附定义', who: ['anyone'], query: z.object({ from: LegalDate.optional(), to: LegalDate.optional() }),
  output: z.object({
    asOf: Instant, from: LegalDate, to: LegalDate, byItem: Share, byCase: Share, calendarVersion: z.string(),
    organs: z.array(z.object({ organ: z.string(), name: z.string(), items: Share, cases: Share })),
    slowItems: z.array(z.object({ key: z.string(), name: z.string(), organ: z.string(), promise: z.string() })),
    slowCases: z.array(z.object({ number: z.string(), name: z.string(), organ: z.string(), acceptedOn: LegalDate, decidedOn: LegalDate, workdays: z.number().int() })),
  }),
})
export const deadJobs = endpoint({
  id: 'city.deadJobs', method: 'GET', path: '/api/v1/jobs/dead', summary: '多次失败、等人处理的后台任务', who: ['sysadmin', 'auditor'],
  output: z.object({ items: z.array(z.object({ id: Id, kind: z.string(), runAt: Instant, attempts: z.number().int(), lastError: z.string() })) }),
})
export const backup = endpoint({
  id: 'city.backup', method: 'GET', path: '/api/v1/backup', summary: '备份和恢复演练的状况，需要处理的问题', who: ['sysadmin', 'auditor'],
  output: z.object({ kept: z.boolean(), alarms: z.array(z.string()), archivedTo: z.string().nullable(), base: z.string().nullable(), drill: z.object({ at: z.string(), ok: z.boolean(), said: z.string() }).nullable() }),
})
export const retryJob = endpoint({
  id: 'city.retryJob', method: 'POST', path: '/api/v1/jobs/:id/retry', summary: '重新执行一个失败的后台任务', who: ['sysadmin'], params: z.object({ id: Id }), body: z.object({}).default({}), output: z.object({ retried: z.boolean() }),
})
export const grantRole = endpoint({
  id: 'city.grantRole', method: 'POST', path: '/api/v1/people/:id/roles', summary: '授予岗位（三个管理岗位不得由一个账号兼任）', who: ['secadmin'], params: z.object({ id: Id }),
  body: z.object({ role: z.enum(roleKeys as [Role, ...Role[]]), organ: z.string().max(60).nullable().default(null) }), output: z.object({ person: Id, role: z.string(), organ: z.string().nullable() }),
  refuses: ['directory/grants#one-administrator'],
})
export const refusals = endpoint({
  id: 'city.refusals', method: 'GET', path: '/api/v1/refusals', summary: '被规则拦下的操作（监督用）', who: ['supervisor', 'auditor'],
  query: z.object({ cursor: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ items: z.array(z.object({ id: Id, at: Instant, act: z.string(), role: z.string(), organ: z.string().nullable(), rules: z.array(z.string()) })), next: z.string().nullable() }),
})
export const all = [organs, staff, clock, moveClock, rate, deadJobs, backup, retryJob, grantRole, refusals]

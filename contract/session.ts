import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { roleKeys, type Role } from './roles.ts'
import { Id, Instant, Text } from './shapes.ts'

const GrantView = z.object({
  role: z.enum(roleKeys as [Role, ...Role[]]), roleName: z.string(), organ: z.string().nullable(), organName: z.string().nullable(),
}).meta({ id: 'Grant', description: '岗位：角色与所在机关' })

/** who is signed in, as the person themselves sees it; `person` null = nobody */
export const SessionView = z.object({
  person: z.object({ id: Id, name: z.string(), kind: z.string() }).nullable(),
  grants: z.array(GrantView),
  /** send it back as X-CSRF-Token with every change; null for nobody and for bearer tokens */
  csrf: z.string().nullable(),
  expires: Instant.nullable(),
  /** minutes without a call after which the session is over */
  idleMinutes: z.number().int(),
  /** a cookie came whose session has ended meanwhile */
  over: z.boolean(),
  /** the password was set by somebody else, or is too old: nothing can be done before a new one is chosen */
  mustChange: z.boolean(),
  profile: z.enum(['demo', 'test', 'production']),
}).meta({ id: 'Session' })
export type SessionView = z.infer<typeof SessionView>

export const signIn = endpoint({
  id: 'session.signIn', method: 'POST', path: '/api/v1/session', summary: '登录：账号和密码，或演示人物（仅演示和测试环境）', who: ['anyone'], idempotency: 'natural',
  body: z.object({
    login: Text(100).optional(), password: Text(300).optional(),
    /** fixed key of a demo person: chen, clerk … (settled.md 18) */
    person: Text(60).optional(),
    /** a machine: no cookie, the token is in the answer, to be sent as `Authorization: Bearer …` */
    bearer: z.boolean().optional(),
  }).refine((b) => b.person !== undefined || (!!b.login && !!b.password), '请填写账号和密码'),
  output: SessionView.extend({ token: z.string().optional() }),
})

export const whoAmI = endpoint({
  id: 'session.get', method: 'GET', path: '/api/v1/session', summary: '当前登录的是谁、有哪些岗位', who: ['anyone'], output: SessionView,
})

export const signOut = endpoint({
  id: 'session.signOut', method: 'DELETE', path: '/api/v1/session', summary: '退出登录', who: ['anyone'], idempotency: 'natural', output: z.object({}),
})

export const passwordRules = endpoint({
  id: 'session.password', method: 'GET', path: '/api/v1/session/password', summary: '自己的账号，和新密码的要求', who: ['signedIn'],
  output: z.object({ account: z.string(), mustChange: z.boolean(), rules: z.array(z.string()) }),
})

export const changePassword = endpoint({
  id: 'session.changePassword', method: 'POST', path: '/api/v1/session/password', summary: '修改自己的密码；其他地方的登录随即失效', who: ['signedIn'], idempotency: 'natural',
  body: z.object({ current: Text(300), next: Text(300) }), output: SessionView.extend({ token: z.string().optional() }), refuses: ['kernel/http/password-rules#password'],
})

export const people = endpoint({
  id: 'session.people', method: 'GET', path: '/api/v1/session/people', summary: '可选的演示人物（仅演示和测试环境）', who: ['anyone'],
  output: z.object({ items: z.array(z.object({ key: z.string(), name: z.string(), title: z.string().nullable(), grants: z.array(GrantView) })) }),
})

export const all = [signIn, whoAmI, signOut, passwordRules, changePassword, people]

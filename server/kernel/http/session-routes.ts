import { changePassword, passwordRules as rulesEndpoint, people, signIn, signOut, whoAmI, type SessionView } from '../../../contract/session.ts'
import { roles, type Grant } from '../../../contract/roles.ts'
import { instant } from '../clock.ts'
import { isStaff, type Fresh, type Session } from '../session.ts'
import { reply, type Ctx } from './context.ts'
import { BadInput, NotFound, ownFinding, Refusal } from './errors.ts'
import { cookieName, keepsCookies, mustChangeFirst } from './gate.ts'
import type { Http, HttpOptions, Limits } from './http.ts'
import { createLimiter } from './limits.ts'
import type { RequestContext } from './request.ts'
import { mustChange, passwordFaults, passwordRules, remembered } from './password-rules.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { checkPassword } from './sign-in.ts'

/** Signing in, out, and who am I. The kernel's own endpoints, bound like any other. */
export function bindSession({ http, options, limits }: { http: Http; options: HttpOptions; limits: Limits }): void {
  const { accounts, db, city, clock, profile } = options
  const { sessions } = http
  const demo = profile !== 'production'
  const perAddress = createLimiter(limits.signIn.rate, limits.signIn.burst, 'E-LIMIT', '这里的登录次数太多，请稍后再试')

  const grantsView = (grants: readonly Grant[]) => grants.map((g) => ({
    role: g.role, roleName: roles[g.role].name, organ: g.organ, organName: g.organ === null ? null : (accounts.organName(g.organ) ?? g.organ),
  }))
  async function view(session: Session | (Fresh & { person: string; grants: readonly Grant[]; bearer: boolean; assurance: string }) | null, over: boolean): Promise<SessionView> {
    const idleMinutes = session && isStaff(session.grants) ? sessions.limits.idleStaff : sessions.limits.idleCitizen
    if (!session) return { person: null, grants: [], csrf: null, expires: null, idleMinutes, over, mustChange: false, profile }
    const named = await accounts.named(session.person)
    if (!named) return { person: null, grants: [], csrf: null, expires: null, idleMinutes, over: true, mustChange: false, profile }
    return {
      person: { id: named.id, name: named.name, kind: named.kind }, grants: grantsView(session.grants), csrf: session.bearer ? null : session.csrf,
      expires: instant(session.expires), idleMinutes, over: false, mustChange: session.assurance === mustChangeFirst, profile,
    }
  }

  http.bind(signIn, async (ctx, { body }) => {
    const { request, cookies } = ctx as RequestContext
    const bearer = body.bearer === true
    if (!bearer && !keepsCookies(request)) throw insecure()
    perAddress.take(request.ip, ctx.realNow)
    let person: string
    let must = false
    if (body.person !== undefined) {
      // settled.md 18: choosing a person exists in demo and test only; elsewhere there is no such thing
      const chosen = demo ? await accounts.byKey(body.person) : undefined
      if (!chosen) throw new NotFound(demo ? '没有这个演示人物' : undefined)
      person = chosen.id
    }
    else {
      const account = await checkPassword({ db, city, clock, accounts }, body.login!, body.password!)
      person = account.id
      must = mustChange({ at: account.passwordAt, until: account.passwordUntil }, isStaff(await accounts.grantsOf(person, ctx.legalNow.slice(0, 10))), ctx.realNow)
    }
    const grants = await accounts.grantsOf(person, ctx.legalNow.slice(0, 10))
    const assurance = must ? mustChangeFirst : bearer ? 'machine' : body.person !== undefined ? 'demo' : 'password'
    // a token that somebody planted before must not become this person's session
    if (ctx.session && !ctx.session.bearer) await sessions.end(db, ctx.session.hash)
    const fresh = await sessions.create(db, { person, grants, assurance })
    if (!bearer) cookies.push(cookieLine(fresh.token))
    const seen = await view({ ...fresh, person, grants, bearer, assurance }, false)
    return reply(bearer ? { ...seen, token: fresh.token } : seen, { status: 201 })
  })

  http.bind(whoAmI, (ctx) => view(ctx.session, (ctx as RequestContext).sessionOver))

  http.bind(signOut, async (ctx: Ctx) => {
    if (ctx.session) await sessions.end(db, ctx.session.hash)
    ;(ctx as RequestContext).cookies.push(cookieLine('', 0))
    return {}
  })

  http.bind(rulesEndpoint, async (ctx) => {
    const account = await accounts.account(ctx.person)
    if (!account) throw new NotFound(withoutPassword)
    return { account: account.login, mustChange: ctx.session!.assurance === mustChangeFirst, rules: passwordRules(account.staff) }
  })

  http.bind(changePassword, async (ctx, { body }) => {
    const { cookies } = ctx as RequestContext
    const { bearer } = ctx.session!
    const account = await accounts.account(ctx.person)
    if (!account) throw new NotFound(withoutPassword)
    await checkPassword({ db, city, clock, accounts }, account.login, body.current, 'current')
    const found = passwordFaults(body.next, account)
    const earlier = [account.passwordHash, ...(account.staff ? account.former.slice(0, remembered) : [])]
    for (const [i, hash] of earlier.entries())
      if (await verifyPassword(hash, body.next)) found.push(ownFinding('kernel/http/password-rules#password', 'ML-01', i ? `新密码不能与最近 ${remembered} 次用过的相同` : '新密码不能与现在的密码相同', 'next'))
    if (found.length) throw new Refusal(found)
    const hash = await hashPassword(body.next)
    const grants = await accounts.grantsOf(ctx.person, ctx.legalNow.slice(0, 10))
    const assurance = bearer ? 'machine' : 'password'
    // whoever knew the old one is out, this browser goes on with a new token
    const fresh = await db.tx(async (tx) => {
      await accounts.setPassword(tx, ctx.person, hash, ctx.realNow)
      await sessions.revoke(tx, ctx.person)
      return sessions.create(tx, { person: ctx.person, grants, assurance })
    })
    if (!bearer) cookies.push(cookieLine(fresh.token))
    const seen = await view({ ...fresh, person: ctx.person, grants, bearer, assurance }, false)
    return bearer ? { ...seen, token: fresh.token } : seen
  })

  http.bind(people, async () => {
    if (!demo) throw new NotFound()
    const found = await accounts.demoPeople()
    return { items: found.map((p) => ({ key: p.key, name: p.name, title: p.title, grants: grantsView(p.roles) })) }
  })
}

const withoutPassword = '这个账号不用密码登录，没有密码可改'

function cookieLine(token: string, maxAge?: number): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`
}

function insecure(): BadInput {
  const message = '不能在这个地址登录：浏览器只在 https 或本机（localhost）的页面保存登录状态。请改用 https 地址，或在服务器本机打开 http://localhost'
  return new BadInput(message, { code: 'E-INSECURE', findings: [ownFinding('kernel/http/session-routes#secure-address', 'E-INSECURE', message)] })
}

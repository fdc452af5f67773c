import type { FastifyRequest } from 'fastify'
import { sameSecret, type Session, type Sessions } from '../session.ts'
import { BadInput, Forbidden, ownFinding, PasswordFirst } from './errors.ts'
import type { Limits } from './http.ts'
import { createLimiter } from './limits.ts'
import { RequestContext, type Surroundings } from './request.ts'

export const cookieName = '__Host-yc'

/** assurance of a session that can do nothing but choose a password, and what it may call for that */
export const mustChangeFirst = 'mustChange'
const allowedBefore = new Set(['session.get', 'session.signIn', 'session.signOut', 'session.password', 'session.changePassword', '/password', '/sign-in', '/sign-out', '/elder', '/lang'])

export const usualLimits: Limits = {
  account: { rate: 50, burst: 200 },
  anonymous: { rate: 30, burst: 300 },
  signIn: { rate: 2, burst: 120 },
}

/** First half of the fixed order: who is it, and is it too much. Nothing of the body has been read yet. */
export function createGate(o: { around: Surroundings; sessions: Sessions; limits: Limits }) {
  const { around, sessions, limits } = o
  const tooMuch = '操作太频繁，请稍后再试'
  const byAccount = createLimiter(limits.account.rate, limits.account.burst, 'E-LIMIT', tooMuch)
  const byAddress = createLimiter(limits.anonymous.rate, limits.anonymous.burst, 'E-LIMIT', tooMuch)

  /** Reads the session (one statement) and counts the call: per account, and per address only for nobody (settled.md 26). */
  return async function enter(request: FastifyRequest): Promise<RequestContext> {
    const ctx = new RequestContext(around, request)
    request.ctx = ctx
    const { authorization, cookie } = request.headers
    const bearer = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined
    const token = bearer ?? (cookie ? cookieOf(cookie, cookieName) : undefined)
    if (token) {
      const found = await sessions.read(token, bearer !== undefined, request.headers['x-background'] !== undefined)
      if (found && 'over' in found) ctx.overOf = found.person
      else if (found) ctx.session = found
    }
    if (ctx.session) byAccount.take(ctx.session.person, ctx.realNow)
    else byAddress.take(request.ip, ctx.realNow)
    const { endpoint, page } = (request.routeOptions.config ?? {}) as { endpoint?: string; page?: string }
    if (ctx.session?.assurance === mustChangeFirst && !allowedBefore.has(page ?? endpoint ?? '')) throw new PasswordFirst()
    return ctx
  }
}

/** value of one cookie in a Cookie header; ours need no decoding */
export function cookieOf(header: string, name: string): string | undefined {
  for (let from = 0; from < header.length; ) {
    let end = header.indexOf(';', from)
    if (end < 0) end = header.length
    while (header.charCodeAt(from) === 0x20) from++
    if (header.startsWith(name, from) && header[from + name.length] === '=') return header.slice(from + name.length + 1, end).trim()
    from = end + 1
  }
  return undefined
}

/** browsers keep a Secure cookie only from TLS and from localhost (settled.md 18) */
export function keepsCookies(request: { protocol: string; hostname: string }): boolean {
  return request.protocol === 'https' || /^(localhost|127\.0\.0\.1|\[::1\]|::1|[^.]+\.localhost)$/.test(request.hostname)
}

/** true, false, or undefined when the caller is no browser that says where it comes from */
export function sameOrigin(request: FastifyRequest): boolean | undefined {
  const { origin } = request.headers
  if (origin !== undefined) return origin === `${request.protocol}://${request.host}` || origin.endsWith(`://${request.host}`)
  const site = request.headers['sec-fetch-site']
  return site === undefined ? undefined : site === 'same-origin' || site === 'none'
}

/**
 * A change by cookie must come from our own page: same origin as the browser says it, or the session's csrf value in
 * X-CSRF-Token. Without a session a browser of another site is refused all the same (sign-in by a stranger's page).
 */
export function checkCsrf(request: FastifyRequest, session: Session | null): void {
  if (session?.bearer) return
  const same = sameOrigin(request)
  if (same) return
  const sent = request.headers['x-csrf-token']
  if (same === undefined && (!session || (typeof sent === 'string' && sameSecret(sent, session.csrf)))) return
  throw new Forbidden('这个请求不是从本系统的页面发出的，已拒绝。请从本系统页面重新操作', 'E-CSRF')
}

const keyShape = /^[A-Za-z0-9._:-]{8,120}$/

/** Idempotency-Key of the client; refuses 400 when it is missing or has not the shape of a key */
export function checkKey(key: unknown): string {
  if (typeof key === 'string' && keyShape.test(key)) return key
  const message = key === undefined ? '缺少 Idempotency-Key：每次提交须带一个由客户端生成的唯一编号（UUID）' : 'Idempotency-Key 应为 8 至 120 位字母、数字、点、横线、下划线或冒号'
  throw new BadInput(message, { status: 400, code: 'E-KEY', findings: [ownFinding('kernel/idempotency#key', 'E-KEY', message, 'Idempotency-Key')] })
}

/** If-Match as sequence number: `"12"`, `W/"12"` or 12; null when absent */
export function checkIfMatch(header: unknown, required: boolean): number | null {
  if (header === undefined) {
    if (!required) return null
    const message = '缺少 If-Match：请先查看最新情况，再提交'
    throw new BadInput(message, { status: 400, code: 'E-IF-MATCH', findings: [ownFinding('kernel/http/gate#if-match', 'E-IF-MATCH', message, 'If-Match')] })
  }
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(String(header))
  if (!found) throw new BadInput('If-Match 应为上次查看时得到的 ETag', { status: 400, code: 'E-IF-MATCH' })
  return Number(found[1])
}

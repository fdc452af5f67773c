import type { FastifyInstance, FastifyReply } from 'fastify'
import { signIn, signOut } from '../../../contract/session.ts'
import type { SignInView } from '../../../contract/views.ts'
import { isStaff } from '../session.ts'
import { Forbidden, HttpProblem, NotFound, SignInNeeded } from './errors.ts'
import { text, type Form } from './form.ts'
import { sameOrigin } from './gate.ts'
import { asProblem } from './mapper.ts'
import { local } from './paint.ts'
import type { PagesRoom } from './pages.ts'
import type { RequestContext } from './request.ts'
import { sameSecret } from '../session.ts'

/** Routes that stand on every page: reading size, language, sign-in and -out, and the way back to kept input. */
export function bindFrame(room: PagesRoom, app: FastifyInstance): void {
  const { gate, http, paint, stash } = room
  const own = (path: string) => ({ config: { own: true, page: path }, onRequest: async (request: Parameters<typeof gate>[0]) => void (await gate(request)) })
  const year = 31_536_000

  /** remembers a choice in a cookie; says nothing about a person, so it needs no session */
  function choice(path: string, field: string, cookie: string, allowed: readonly string[]): void {
    app.post(path, own(path), (request, reply) => {
      const form = (request.body ?? {}) as Form
      if (sameOrigin(request) === false) throw new Forbidden(undefined, 'E-CSRF')
      const value = text(form, field) ?? ''
      if (allowed.includes(value)) request.ctx.cookies.push(`${cookie}=${value}; Path=/; Max-Age=${year}; SameSite=Lax`)
      return paint.redirect(reply, request.ctx, local(text(form, 'back')))
    })
  }
  choice('/elder', 'size', 'yc-elder', ['0', '1', '2', '3'])
  choice('/lang', 'lang', 'yc-lang', ['zh', 'en'])

  app.post('/sign-out', own('/sign-out'), async (request, reply) => {
    const { ctx } = request
    const sent = text((request.body ?? {}) as Form, '_csrf') ?? ''
    if (sameOrigin(request) === false || (ctx.session && !sameSecret(sent, ctx.session.csrf))) throw new Forbidden('请返回上一页，刷新后重新退出', 'E-CSRF')
    await http.call(signOut, ctx, {})
    return paint.redirect(reply, ctx, '/')
  })

  app.get('/sign-in', own('/sign-in'), (request, reply) => {
    const next = local((request.query as { next?: string }).next)
    const why = request.ctx.sessionOver ? new SignInNeeded(true).message : next === '/' ? undefined : '继续办理需要先登录'
    return signInPage(reply, request.ctx, { next, ...(why ? { why } : {}), errors: [] }, 200)
  })

  app.post('/sign-in', own('/sign-in'), async (request, reply) => {
    const { ctx } = request
    if (sameOrigin(request) === false) throw new Forbidden(undefined, 'E-CSRF')
    const form = (request.body ?? {}) as Form
    const next = local(text(form, 'next'))
    const kept = text(form, '_kept')
    const account = text(form, 'account')
    const person = text(form, 'person')
    try {
      const seen = await http.call(signIn, ctx, { body: person ? { person } : { login: account ?? '', password: text(form, 'password') ?? '' } })
      if (kept && stash.get(kept, seen.person!.id)) return paint.redirect(reply, ctx, `/kept/${kept}`)
      return paint.redirect(reply, ctx, next === '/' && isStaff(seen.grants) ? '/desk/' : next)
    } catch (error) {
      const known = asProblem(error)
      if (!known || known.status >= 500) throw error
      if (known.retryAfter) reply.header('retry-after', known.retryAfter)
      const at = known.code === 'E-PASSWORD' ? 'password' : undefined
      return signInPage(reply, ctx, {
        next, errors: [{ message: known.message, ...(at ? { at } : {}) }], ...(account ? { account } : {}), ...(kept ? { kept } : {}),
      }, known.status === 429 ? 429 : 422)
    }
  })

  app.get('/kept/:token', own('/kept/:token'), async (request, reply) => {
    const { ctx } = request
    const what = stash.get((request.params as { token: string }).token, ctx.session?.person ?? null)
    if (what) return room.showAgain(what, ctx, reply, [], 200)
    if (!ctx.session) throw new SignInNeeded(ctx.sessionOver)
    throw new NotFound('保留的内容已经超过一小时，或者属于另一个人。请从“我的办件”重新进入')
  })

  async function signInPage(reply: FastifyReply, ctx: RequestContext, props: SignInView, status: number): Promise<FastifyReply> {
    return paint.signIn(reply, ctx, props, status)
  }
}


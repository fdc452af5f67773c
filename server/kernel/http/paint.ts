import { createHmac } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ElderSize, ErrorView, Mode, SessionFrame, SignInView, ViewKey } from '../../../contract/views.ts'
import { roles } from '../../../contract/roles.ts'
import { uuidv7 } from '../ids.ts'
import { sameSecret } from '../session.ts'
import { Busy, type HttpProblem } from './errors.ts'
import { cookieOf, keepsCookies } from './gate.ts'
import { pageCsp } from './headers.ts'
import type { HttpOptions } from './http.ts'
import type { RequestContext } from './request.ts'

const statuses = [401, 403, 404, 409, 413, 422, 429, 500, 503] as const

/** Turns view and props into an answer: frame, mode, cookies, headers. */
export function createPainter(options: HttpOptions) {
  const { accounts, clock, profile, cityName } = options
  const csp = pageCsp()

  async function frameOf(ctx: RequestContext): Promise<SessionFrame | null> {
    if (!ctx.session) return null
    const person = await accounts.named(ctx.session.person)
    return person ? { name: person.name, role: ctx.session.grants[0]?.role ?? 'citizen' } : null
  }

  function modeOf(request: FastifyRequest, ctx: RequestContext | null, path = request.method === 'GET' ? request.url : '/'): Mode {
    const cookie = request.headers.cookie ?? ''
    const elder = Number(cookieOf(cookie, 'yc-elder') ?? 0)
    const said = openNotice(cookieOf(cookie, noticeCookie))
    return {
      elder: (elder === 1 || elder === 2 || elder === 3 ? elder : 0) as ElderSize,
      lang: cookieOf(cookie, 'yc-lang') === 'en' ? 'en' : 'zh',
      path,
      csrf: ctx?.session?.csrf ?? '', key: uuidv7(), now: ctx?.legalNow ?? clock.legal(), clockMoved: clock.shifted(), demo: profile !== 'production', city: cityName,
      ...(said ? { notice: said } : {}),
    }
  }

  // signed, so that nobody can make our pages say something by planting a cookie
  const mac = (text: string) => createHmac('sha256', options.secret).update(`notice|${text}`).digest('base64url').slice(0, 22)
  const sealNotice = (notice: string) => {
    const text = Buffer.from(notice.slice(0, 300)).toString('base64url')
    return `${text}.${mac(text)}`
  }
  const openNotice = (sealed: string | undefined) => {
    const [text, signed] = sealed?.split('.') ?? []
    return text && signed && sameSecret(signed, mac(text)) ? Buffer.from(text, 'base64url').toString('utf8') : undefined
  }

  function html(reply: FastifyReply, body: string, status: number): FastifyReply {
    return reply.code(status).header('content-type', 'text/html; charset=utf-8').header('content-security-policy', csp).header('vary', 'cookie').send(body)
  }

  async function view(reply: FastifyReply, ctx: RequestContext, key: ViewKey, props: unknown, status = 200, path?: string): Promise<FastifyReply> {
    if (!options.render) throw new Busy(503, 'E-NO-PAGES', '页面还没有构建，请先运行 npm start', 60)
    const mode = modeOf(ctx.request, ctx, path)
    const body = await options.render({ view: key, props: props as never, session: await frameOf(ctx), mode })
    const cookies = mode.notice === undefined ? ctx.cookies : [...ctx.cookies, `${noticeCookie}=; Path=/; Max-Age=0; SameSite=Lax`]
    if (cookies.length) reply.header('set-cookie', cookies)
    return html(reply, body, status)
  }

  return {
    view,
    async signIn(reply: FastifyReply, ctx: RequestContext, props: SignInView, status: number): Promise<FastifyReply> {
      const people = profile === 'production' ? [] : (await accounts.demoPeople()).map((p) => ({
        key: p.key, name: p.name, says: p.title ?? (p.roles[0] ? roles[p.roles[0].role].name : ''),
        desk: p.roles.map((g) => [g.organ && accounts.organName(g.organ), roles[g.role].name].filter(Boolean).join(' ')).join('、'),
      }))
      return view(reply, ctx, 'signIn', { ...props, ...(people.length ? { people } : {}), ...(keepsCookies(ctx.request) ? {} : { insecure: true }) }, status, `/sign-in?next=${encodeURIComponent(props.next)}`)
    },
    redirect(reply: FastifyReply, ctx: RequestContext, to: string, notice?: string): FastifyReply {
      if (notice) ctx.cookies.push(`${noticeCookie}=${sealNotice(notice)}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`)
      if (ctx.cookies.length) reply.header('set-cookie', ctx.cookies)
      return reply.code(303).header('location', local(to)).send()
    },
    async error(reply: FastifyReply, request: FastifyRequest, known: HttpProblem | undefined, support: string): Promise<FastifyReply> {
      const status = known?.status ?? 500
      const shownAs = status === 412 ? 409 : (statuses as readonly number[]).includes(status) ? (status as ErrorView['status']) : 422
      const props: ErrorView = {
        status: shownAs, code: support, ...(known ? { message: known.message } : {}), findings: [...(known?.findings ?? [])], phone: options.phone,
        ...(known?.retryAfter ? { retryAfter: known.retryAfter } : {}), ...(request.method === 'GET' ? { retry: request.url } : {}), ...request.ctx?.offer,
      }
      const ctx = request.ctx ?? null
      // the frame needs the database, which may be what is broken: an error page goes without it rather than fail itself
      const session = ctx && status !== 503 && status !== 500 ? await frameOf(ctx).catch(() => null) : null
      const mode = modeOf(request, ctx)
      let body: string
      try {
        if (!options.render) throw new Error('no page renderer')
        body = await options.render({ view: 'error', props, session, mode })
      } catch (error) {
        if (options.render) options.log.error({ support, err: error }, 'error page failed')
        body = plain(props)
      }
      return html(reply, body, status)
    },
  }
}

export const noticeCookie = 'yc-notice'

/** a path of this site; anything else becomes the first page (no open redirect) */
export function local(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(path)) return '/'
  // a Location header is ASCII; what is encoded already stays as it is
  return path.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent)
}

export const escapeHtml = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** the error page when there is nothing that could draw a better one */
function plain(p: ErrorView): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${p.status}</title>` +
    `<main><h1>${escapeHtml(p.message ?? '系统出错，请稍后重试')}</h1><p>代码 ${escapeHtml(p.code)}</p><p>电话 ${escapeHtml(p.phone)}</p><p><a href="/">返回首页</a></p></main></html>`
}

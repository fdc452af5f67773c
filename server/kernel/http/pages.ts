import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FormError, ViewKey, Views } from '../../../contract/views.ts'
import type { OutputOf } from '../../../contract/endpoint.ts'
import { enter } from '../permission.ts'
import type { Bound } from './bind.ts'
import { Answer, type AnyEndpoint, type Ctx } from './context.ts'
import { HttpProblem, NotFound, PasswordFirst, SignInNeeded } from './errors.ts'
import { emptyForm, nest, parseForm, type Form, type FormFiles } from './form.ts'
import { bindFrame } from './frame.ts'
import type { createGate } from './gate.ts'
import type { Http, HttpOptions } from './http.ts'
import type { Raw } from './input.ts'
import { createPainter } from './paint.ts'
import { posted } from './post.ts'
import type { RequestContext } from './request.ts'
import { createStash, type Kept } from './stash.ts'

/** What a page's functions are told. */
export interface PageCall {
  readonly ctx: Ctx
  /** path with query of the page that is shown */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | string[] | undefined>>
  /** fields of the post; on a page that is shown again, the input to keep; otherwise empty */
  readonly form: Form
  /** files of a multipart post, stored already */
  readonly files: FormFiles
  /** what was wrong with the post that is shown again */
  readonly errors: FormError[]
  /** another endpoint, in process, in the same fixed order */
  call<E extends AnyEndpoint>(endpoint: E, raw?: Raw): Promise<OutputOf<E>>
  /** the same; undefined where this person may not or there is no such thing: for parts that a page can do without */
  ask<E extends AnyEndpoint>(endpoint: E, raw?: Raw): Promise<OutputOf<E> | undefined>
}

/** go there instead: 303 */
export class Redirect { constructor(readonly to: string) {} }
export const redirect = (to: string): Redirect => new Redirect(to)
/** another view or status than the page's usual one */
export class Show { constructor(readonly view: ViewKey, readonly props: unknown, readonly status: number) {} }
export const show = <K extends ViewKey>(view: K, props: Views[K], status = 200): Show => new Show(view, props, status)

/**
 * A page is a second binding of a contract endpoint (settled.md 16). A page of a GET endpoint shows its output; a page of
 * any other endpoint takes a form post and leads on with 303. When such a post is refused, the GET page `again` (same path
 * when not given) is shown with `errors` and the input kept, status 422.
 */
export interface Page<E extends AnyEndpoint> {
  path: string
  endpoint: E
  view?: ViewKey
  /** what the endpoint is called with; without it: path parameters, query, and the fields nested by their dots */
  formToInput?(call: PageCall): Raw | Redirect | Show | Promise<Raw | Redirect | Show>
  /** GET: props of the view, from the endpoint's output */
  props?(output: OutputOf<E>, call: PageCall): unknown
  /** POST: where to go when it is done; `notice` is said once on the next page */
  then?(output: OutputOf<E>, call: PageCall): string | { to: string; notice?: string } | Promise<string | { to: string; notice?: string }>
  /** POST: path of the GET page that is shown again; with its own parameters where they are not those of the post */
  again?: string | ((call: PageCall) => string | { page: string; params: Record<string, string>; query: Record<string, string> })
  /** POST: whose the files of a multipart form are; without it the person's own */
  filesFor?(fields: Form, ctx: Ctx): Promise<string>
  /** POST: id of the field that a finding is about, when it is not the last step of `at` */
  fieldOf?(at: string): string
}

type AnyPage = Page<AnyEndpoint>
export type Painter = ReturnType<typeof createPainter>
export interface PagesRoom {
  app: FastifyInstance
  http: Http
  options: HttpOptions
  gate: ReturnType<typeof createGate>
  bound: ReadonlyMap<string, Bound>
  paint: Painter
  stash: ReturnType<typeof createStash>
  /** GET pages by path */
  shown: Map<string, AnyPage>
  showAgain(kept: Kept, ctx: RequestContext, reply: FastifyReply, errors: FormError[], status: number): Promise<FastifyReply>
}

/** The rooms of the pages; created with the application, filled by the modules. */
export function createPages(o: Pick<PagesRoom, 'app' | 'http' | 'options' | 'gate' | 'bound'>) {
  const paint = createPainter(o.options)
  const shown = new Map<string, AnyPage>()
  const posts = new Set<AnyPage>()
  const room: PagesRoom = { ...o, paint, stash: createStash(() => o.options.clock.real()), shown, showAgain }
  const list: { path: string; endpoint: AnyEndpoint; method: 'GET' | 'POST' }[] = []
  let forms!: FastifyInstance
  // form posts have their own content types; the API must not take them (a foreign page can send a form without asking)
  void o.app.register(async (scoped) => {
    forms = scoped
    scoped.removeAllContentTypeParsers()
    scoped.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) => {
      try { done(null, parseForm(body as Buffer)) } catch (error) { done(error as Error) }
    })
    await scoped.register(multipart)
    bindFrame(room, scoped)
  })

  function boundOf(page: AnyPage): Bound {
    const one = o.bound.get(page.endpoint.id)
    if (!one) throw new Error(`page ${page.path}: endpoint ${page.endpoint.id} is not bound yet`)
    return one
  }

  async function showPage(page: AnyPage, call: PageCall, ctx: RequestContext, reply: FastifyReply, status: number): Promise<FastifyReply> {
    const raw = page.formToInput ? await page.formToInput(call) : { params: call.params, query: call.query }
    if (raw instanceof Redirect) return paint.redirect(reply, ctx, raw.to)
    if (raw instanceof Show) return paint.view(reply, ctx, raw.view, raw.props, status === 200 ? raw.status : status, call.path)
    const result = await boundOf(page).run(ctx, raw)
    if (!(result instanceof Answer)) throw new Error(`page ${page.path}: ${page.endpoint.id} answers a file`)
    const props = page.props ? await page.props(result.body, call) : result.body
    if (props instanceof Redirect) return paint.redirect(reply, ctx, props.to)
    if (props instanceof Show) return paint.view(reply, ctx, props.view, props.props, status === 200 ? props.status : status, call.path)
    if (!page.view) throw new Error(`page ${page.path} names no view`)
    // a live page names its state in `etag`; who has this one already gets nothing again
    const { etag } = (props ?? {}) as { etag?: unknown }
    if (typeof etag === 'string') {
      reply.header('etag', `"${etag}"`)
      if (ctx.request.headers['if-none-match'] === `"${etag}"`) return reply.code(304).send()
    }
    return paint.view(reply, ctx, page.view, props, status, call.path)
  }

  async function showAgain(kept: Kept, ctx: RequestContext, reply: FastifyReply, errors: FormError[], status: number): Promise<FastifyReply> {
    const page = shown.get(kept.page)
    if (!page) throw new NotFound()
    // read as a GET: its own permission and input, not those of the post
    const reading = ctx.under(null)
    const call = callOf(o.http, reading, pathOf(kept), kept.params, kept.query, kept.form, {}, errors)
    return showPage(page, call, reading, reply, status)
  }

  const matches = (template: string, path: string): RegExpExecArray | null => new RegExp(`^${template.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path)

  /** A phone that opens its last page again asks with GET for what was the answer to a form: it gets the page with the form, or the one above. */
  function insteadOf(request: FastifyRequest): string | undefined {
    let [path] = request.url.split('?') as [string]
    const sent = request.method === 'GET' ? [...posts].find((p) => !shown.has(p.path) && matches(p.path, path)) : undefined
    if (!sent) return undefined
    if (typeof sent.again === 'string') return sent.again.replace(/:(\w+)/g, (_, name: string) => matches(sent.path, path)!.groups![name]!)
    do path = path.slice(0, path.lastIndexOf('/'))
    while (path && ![...shown.keys()].some((template) => matches(template, path)))
    return path || '/'
  }

  return {
    list,
    add(page: AnyPage): void {
      boundOf(page)
      list.push({ path: page.path, endpoint: page.endpoint, method: page.endpoint.method === 'GET' ? 'GET' : 'POST' })
      const config = { page: page.path, endpoint: page.endpoint.id }
      if (page.endpoint.method === 'GET') {
        shown.set(page.path, page)
        forms.get(page.path, {
          config,
          onRequest: async (request) => {
            const ctx = await o.gate(request)
            enter(boundOf(page).access, ctx.session && ctx.grants, ctx.sessionOver)
          },
        }, (request, reply) => showPage(page, callOf(o.http, request.ctx, request.url, request.params, request.query, emptyForm, {}, []), request.ctx, reply, 200))
      } else {
        posts.add(page)
        forms.post(page.path, { config }, (request, reply) => posted(room, page, boundOf(page), request, reply))
      }
    },
    /** should this answer be a page? */
    wants(request: FastifyRequest): boolean {
      if (request.routeOptions.config?.page) return true
      return !request.url.startsWith('/api/') && !request.url.startsWith('/assets/') && /text\/html/.test(request.headers.accept ?? '')
    },
    async error(request: FastifyRequest, reply: FastifyReply, known: HttpProblem | undefined, support: string): Promise<FastifyReply> {
      const page = known instanceof NotFound ? insteadOf(request) : undefined
      if (page) return reply.code(303).header('location', page).send()
      if (known instanceof SignInNeeded && request.method !== 'POST')
        return reply.code(303).header('location', `/sign-in?next=${encodeURIComponent(request.url)}`).send()
      if (known instanceof PasswordFirst) return reply.code(303).header('location', request.method === 'GET' ? `/password?next=${encodeURIComponent(request.url)}` : '/password').send()
      return paint.error(reply, request, known, support)
    },
  }
}

/** address of a kept page: its template with the parameters put in */
export function pathOf(kept: Kept): string {
  const path = kept.page.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(kept.params[name] ?? ''))
  const query = new URLSearchParams(Object.entries(kept.query).flatMap(([k, v]) => (Array.isArray(v) ? v : [v]).map((x) => [k, String(x)]))).toString()
  return query ? `${path}?${query}` : path
}

export function callOf(http: Http, ctx: RequestContext, path: string, params: unknown, query: unknown, form: Form, files: FormFiles, errors: FormError[]): PageCall {
  return {
    ctx, path, params: params as PageCall['params'], query: query as PageCall['query'], form, files, errors,
    call: (endpoint, raw = {}) => http.call(endpoint, ctx, raw),
    ask: (endpoint, raw = {}) => http.call(endpoint, ctx, raw).catch((error) => {
      if (error instanceof HttpProblem && [401, 403, 404].includes(error.status)) return undefined
      throw error
    }),
  }
}

/** what a POST page calls its endpoint with, when it does not say */
export const usualInput = (call: PageCall): Raw => ({ params: call.params, query: call.query, body: nest(call.form) })

import type { FastifyReply, FastifyRequest } from 'fastify'
import { toErrors, type FormError } from '../../../contract/views.ts'
import { enter } from '../permission.ts'
import { sameSecret } from '../session.ts'
import type { Bound } from './bind.ts'
import { Answer, type AnyEndpoint } from './context.ts'
import { Forbidden, HttpProblem, SignInNeeded } from './errors.ts'
import { emptyForm, parseMultipart, text, type Form, type FormFiles } from './form.ts'
import { checkIfMatch, checkKey, sameOrigin } from './gate.ts'
import { inspect } from './input.ts'
import { asProblem } from './mapper.ts'
import { callOf, pathOf, Redirect, Show, usualInput, type Page, type PagesRoom } from './pages.ts'
import type { RequestContext } from './request.ts'
import type { Kept } from './stash.ts'

/** hidden fields that belong to one rendering and must not be shown again */
const ofOneRendering = ['_csrf', '_key', '_etag', 'password', 'current', 'next', 'repeat']

/**
 * A form post in the fixed order: session (read by the gate), permission, csrf, key, input, call; then 303. What was typed is
 * never lost: refused → the form again with what is wrong; session over → sign-in, and back to the form; a fault of ours
 * → an error page that leads back to the form.
 */
export async function posted(room: PagesRoom, page: Page<AnyEndpoint>, bound: Bound, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (sameOrigin(request) === false) throw foreign()
  let form: Form = (request.isMultipart() ? undefined : (request.body as Form | undefined)) ?? emptyForm
  let files: FormFiles = {}
  try {
    // the body is here already: should the session not be readable just now, the input is kept all the same
    await room.gate(request)
    const { ctx } = request
    if (request.isMultipart()) {
      // who may not come in has no files read
      enter(bound.access, ctx.session && ctx.grants, ctx.sessionOver)
      const parsed = await parseMultipart(request, async (fields) => {
        form = fields
        admit(bound, ctx, fields)
        const owner = page.filesFor ? await page.filesFor(fields, ctx) : ctx.person
        await room.http.files.mustAllow('write', ctx, { owner, sha256: '' })
        return (name, bytes) => room.http.files.receive(owner, bytes, { name })
      })
      ;({ form, files } = parsed)
      if (parsed.errors.length) return await again(parsed.errors, 422)
    }
    inspect(form, '')
    admit(bound, ctx, form)
    const call = callOf(room.http, ctx, request.url, request.params, request.query, form, files, [])
    const raw = await (page.formToInput ?? usualInput)(call)
    if (raw instanceof Redirect) return room.paint.redirect(reply, ctx, raw.to)
    if (raw instanceof Show) return room.paint.view(reply, ctx, raw.view, raw.props, raw.status)
    const result = await bound.run(ctx, raw)
    const done = result instanceof Answer ? result.body : undefined
    const to = page.then ? await page.then(done, call) : request.url
    return typeof to === 'string' ? room.paint.redirect(reply, ctx, to) : room.paint.redirect(reply, ctx, to.to, to.notice)
  } catch (error) {
    const known = asProblem(error)
    if (known instanceof SignInNeeded) return toSignIn(known)
    if (known && canMend(known) && room.shown.has(kept().page)) {
      if (known.retryAfter) reply.header('retry-after', known.retryAfter)
      return again(errorsOf(known, page), known.status === 409 ? 409 : known.status === 412 ? 409 : 422)
    }
    if ((!known || known.status === 429 || known.status >= 500) && room.shown.has(kept().page))
      request.ctx.offer = { kept: { text: '您刚才填写的内容已经保留', href: `/kept/${room.stash.put(kept())}` } }
    throw error
  }

  function kept(): Kept {
    const wanted = typeof page.again === 'function' ? page.again(callOf(room.http, request.ctx, request.url, request.params, request.query, form, files, [])) : (page.again ?? page.path)
    const { ctx } = request
    const clean = (v: string) => v.replaceAll('\0', '')
    const rest = Object.fromEntries(Object.entries(form).filter(([name]) => !ofOneRendering.includes(name)).map(([name, v]) => [name, Array.isArray(v) ? v.map(clean) : clean(v)]))
    const own = typeof wanted === 'string' ? { page: wanted, params: request.params as Record<string, string>, query: request.query as Record<string, unknown> } : wanted
    return { ...own, form: rest, person: ctx.session?.person ?? ctx.overOf }
  }
  async function again(errors: FormError[], status: number): Promise<FastifyReply> {
    return room.showAgain(kept(), request.ctx, reply, errors, status)
  }
  function toSignIn(needed: SignInNeeded): Promise<FastifyReply> {
    const what = kept()
    const next = room.shown.has(what.page) ? pathOf(what) : '/'
    return room.paint.signIn(reply, request.ctx, { next, why: needed.message, errors: [], ...(room.shown.has(what.page) ? { kept: room.stash.put(what) } : {}) }, 401)
  }
}

function admit(bound: Bound, ctx: RequestContext, form: Form): void {
  enter(bound.access, ctx.session && ctx.grants, ctx.sessionOver)
  if (ctx.session && !ctx.session.bearer && !sameSecret(text(form, '_csrf') ?? '', ctx.session.csrf)) throw foreign()
  if (bound.needsKey) ctx.idempotencyKey = checkKey(text(form, '_key'))
  ctx.ifMatch = checkIfMatch(text(form, '_etag'), bound.endpoint.ifMatch === true)
}

const foreign = () => new Forbidden('这个表单不是从本系统的页面提交的，或者页面已经过期。请返回上一页，刷新后重新提交', 'E-CSRF')

/** something that the person can put right on the form */
function canMend(known: HttpProblem): boolean {
  return known.kind === 'refused' || known.kind === 'input' || known.kind === 'conflict' || known.code === 'E-IN-FLIGHT'
}

function errorsOf(known: HttpProblem, page: Page<AnyEndpoint>): FormError[] {
  if (!known.findings.length) return [{ message: known.message }]
  const fieldOf = page.fieldOf ?? ((at: string) => at.slice(at.lastIndexOf('.') + 1))
  return toErrors(known.findings).map((e) => (e.at ? { ...e, at: fieldOf(e.at) } : e))
}

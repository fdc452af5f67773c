import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { NotFound } from './errors.ts'
import { asAttachment, attachment, pageCsp } from './headers.ts'
import type { HttpOptions } from './http.ts'

/** stands in desk.html where the nonce of an answer goes (`<meta name="csp-nonce" content="__CSP_NONCE__">`) */
export const nonceMark = '__CSP_NONCE__'

/**
 * What the web build made: hashed files under /assets, kept by browsers for a year and sent precompressed where a .br or .gz
 * lies beside them; the staff application for every path under /desk (it signs in by itself); the verifier under /verify.
 */
export async function bindWeb({ app, options }: { app: FastifyInstance; options: HttpOptions }): Promise<void> {
  const folder = options.webFolder
  if (folder && existsSync(join(folder, 'assets'))) {
    await app.register(async (scoped) => {
      // the plugin makes its routes itself; they are ours, and are marked so before the list is checked
      scoped.addHook('onRoute', (route) => void (route.config = { ...route.config, own: true }))
      await scoped.register(fastifyStatic, {
        root: join(folder, 'assets'), prefix: '/assets/', decorateReply: false, index: false, immutable: true, maxAge: '365d', preCompressed: true,
      })
    })
  }

  let desk: { html: string; at: number } | undefined
  async function sendDesk(reply: FastifyReply): Promise<FastifyReply> {
    const path = join(folder ?? '', 'desk.html')
    const found = folder ? await stat(path).catch(() => undefined) : undefined
    if (!found) throw new NotFound('工作人员页面还没有构建，请先运行 npm start')
    if (desk?.at !== found.mtimeMs) desk = { html: await readFile(path, 'utf8'), at: found.mtimeMs }
    const nonce = randomBytes(16).toString('base64')
    return reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pageCsp(nonce)).send(desk.html.replaceAll(nonceMark, nonce))
  }
  // the verifier: a page here, and the same in one file for a memory stick, which allows itself no network
  app.get('/verify', { config: { own: true } }, async (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pageCsp()).send(await verifier('index.html')))
  app.get('/verify/yichuang-verify.html', { config: { own: true } }, async (_request, reply) => {
    const page = await verifier('yichuang-verify.html')
    return reply.headers(asAttachment).header('content-disposition', attachment('yichuang-verify.html')).header('content-type', 'text/html; charset=utf-8').send(page)
  })
  async function verifier(name: string): Promise<string> {
    const page = folder ? await readFile(join(folder, 'verify', name), 'utf8').catch(() => undefined) : undefined
    if (page === undefined) throw new NotFound('核验页面还没有构建，请先运行 npm start')
    return page
  }

  for (const url of ['/desk', '/desk/*']) app.get(url, { config: { own: true } }, (_request, reply) => sendDesk(reply))
}

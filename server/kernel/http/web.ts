import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { NotFound } from './errors.ts'
import { pageCsp } from './headers.ts'
import type { HttpOptions } from './http.ts'

/** stands in desk.html where the nonce of an answer goes (`<meta name="csp-nonce" content="__CSP_NONCE__">`) */
export const nonceMark = '__CSP_NONCE__'

/**
 * What the web build made: hashed files under /assets, kept by browsers for a year and sent precompressed where a .br or .gz
 * lies beside them; and the staff application for every path under /desk (it signs in by itself).
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
  for (const url of ['/desk', '/desk/*']) app.get(url, { config: { own: true } }, (_request, reply) => sendDesk(reply))
}

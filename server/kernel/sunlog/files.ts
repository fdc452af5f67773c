import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { parseTilePath, ProofError } from '../../../proof/index.ts'
import { NotFound } from '../http/errors.ts'
import { openTiles } from './tiles.ts'

/** folder of a log below the data folder's `log`; undefined when it is no origin of ours */
export function folderOf(root: string, origin: string): string | undefined {
  return /^\d{6}\/sunlog\/\d{4}(\/sm)?$/.test(origin) ? join(root, ...origin.split('/'), 'public') : undefined
}

/**
 * GET /log/<origin>/checkpoint and /log/<origin>/tile/…: the log as plain files, for monitors, mirrors and caches (C2SP tlog-tiles).
 * Tiles never change and may be kept for ever; a checkpoint is fresh for five seconds. Anyone, from any site.
 */
export function bindLogFiles(app: FastifyInstance, root: string, policy: (profile: 'intl' | 'sm') => string): void {
  app.get('/log/*', { config: { own: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*']
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    if (path === 'policy' || path === 'policy.sm') {
      return reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'public, max-age=60').send(policy(path === 'policy' ? 'intl' : 'sm'))
    }
    const asked = /^(.+?)\/(checkpoint|tile\/.+)$/.exec(path)
    const folder = asked && folderOf(root, asked[1]!)
    if (!asked || !folder) throw new NotFound()
    const file = asked[2]!
    if (file !== 'checkpoint') tileOrNotFound(file)
    const bytes = await openTiles(folder).read(file)
    if (!bytes) throw new NotFound()
    return reply
      .header('content-type', file === 'checkpoint' ? 'text/plain; charset=utf-8' : 'application/octet-stream')
      .header('cache-control', file === 'checkpoint' ? 'public, max-age=5' : 'public, max-age=31536000, immutable')
      .send(bytes)
  })
}

function tileOrNotFound(path: string): void {
  try {
    parseTilePath(path)
  } catch (error) {
    throw error instanceof ProofError ? new NotFound() : error
  }
}

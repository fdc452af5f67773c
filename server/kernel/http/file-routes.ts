import * as contract from '../../../contract/files.ts'
import type { Files } from '../files.ts'
import { file, type AnyEndpoint, type Handler } from './context.ts'

/** PUT and GET of files. PUT takes any Content-Type: the content says what it is. */
export function bindFiles({ files, bindRaw }: { files: Files; bindRaw: <E extends AnyEndpoint>(endpoint: E, handler: Handler<E>) => void }): void {
  bindRaw(contract.put, async (ctx, { params, query }) => {
    const owner = query.owner ?? ctx.person
    await files.mustAllow('write', ctx, { owner, sha256: params.sha256 })
    const { sha256, size, type, name } = await files.receive(owner, ctx.bytes!, { sha256: params.sha256, name: query.name })
    return { sha256, size, type, name }
  })

  bindRaw(contract.get, async (ctx, { params, query }) => {
    const owner = query.owner ?? ctx.person
    await files.mustAllow('read', ctx, { owner, sha256: params.sha256 })
    const { file: found, bytes } = await files.read(owner, params.sha256)
    return file(bytes, { type: found.type === 'text/plain' ? 'text/plain; charset=utf-8' : found.type, name: found.name || `${found.sha256.slice(0, 12)}${endingOf(found.type)}`, size: found.size, tag: found.sha256 })
  })
}

const endingOf = (type: string): string => {
  const found = Object.entries(contract.fileTypes).find(([, mime]) => mime === type)
  return found ? `.${found[0]}` : ''
}

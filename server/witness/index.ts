import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { addSignatures, answer, formatVerifierKey, parseAddCheckpoint, peekCheckpoint } from '../../proof/index.ts'
import { openMemory } from './memory.ts'

export interface WitnessOptions {
  /** state folder of its own, on a machine of its own */
  folder: string
  /** key name, without spaces: `sfj.xuchang.example` */
  name: string
  host: string
  /** 0: any free one */
  port: number
  /** seconds since 1970 UTC */
  now?: () => number
}

export interface RunningWitness { url: string; keys: string[]; close(): Promise<void> }

/** a checkpoint with a hundred signatures and 63 hashes stays well below */
const mostBytes = 64 * 1024

/**
 * A witness: it watches that a city's log only ever grows, and signs with the time what it saw (C2SP tlog-witness). It knows no
 * case, no person and no act; it needs a key, a disk and a clock. Requests are decided one after the other, and what was
 * cosigned is synced to the disk before it is answered.
 *
 * POST /add-checkpoint as the specification has it. GET / says in words what it has seen, GET /seen/<origin> gives the newest
 * note with its cosignature, for auditors and for other witnesses.
 */
export async function openWitness(o: WitnessOptions): Promise<RunningWitness> {
  const memory = openMemory(o.folder, o.name)
  const now = o.now ?? (() => Math.floor(Date.now() / 1000))

  function add(body: string): { status: number; contentType: string; body: string } {
    const a = answer(memory.state, body, { logs: memory.logs(), own: memory.own, now: now() })
    if (a.status === 200) {
      const { checkpoint } = parseAddCheckpoint(body)
      memory.keep(a.newState, peekCheckpoint(checkpoint).origin, addSignatures(checkpoint, a.body))
    }
    return a
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://witness').pathname
    if (request.method === 'POST' && path === '/add-checkpoint') {
      const body = await read(request)
      if (body === undefined) return send(response, 413, 'too large\n')
      // from here to the answer there is no pause: nobody else's request can come in between
      const a = add(body)
      return send(response, a.status, a.body, a.contentType)
    }
    if (request.method !== 'GET') return send(response, 405, 'POST /add-checkpoint\n')
    if (path === '/') return send(response, 200, said())
    const origin = /^\/seen\/(.+)$/.exec(path)?.[1]
    const note = origin && Object.hasOwn(memory.notes, origin) ? memory.notes[origin] : undefined
    return note ? send(response, 200, note) : send(response, 404, 'nothing seen\n')
  }

  const said = (): string => [
    `见证人 ${o.name}`, ...memory.own.map((k) => formatVerifierKey(k)), '',
    ...Object.entries(memory.state).map(([origin, s]) => `${origin}  ${s.size}`), '',
  ].join('\n')

  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      process.stderr.write(`${error.stack}\n`)
      if (!response.headersSent) send(response, 500, 'internal error\n')
    })
  })
  server.requestTimeout = 10_000
  await new Promise<void>((up, down) => server.once('error', down).listen(o.port, o.host, up))
  const at = server.address() as { address: string; port: number }
  return {
    url: `http://${at.address.includes(':') ? `[${at.address}]` : at.address}:${at.port}`,
    keys: memory.own.map((k) => formatVerifierKey(k)),
    close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections() }),
  }
}

function send(response: ServerResponse, status: number, body: string, contentType = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' }).end(body)
}

/** the whole body, or undefined when it is larger than any request may be */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= mostBytes) parts.push(part)
  }
  return size > mostBytes ? undefined : Buffer.concat(parts).toString('utf8')
}

import { Socket } from 'node:net'

export interface Figures {
  requests: number
  perSecond: number
  /** milliseconds */
  p50: number
  p99: number
  p999: number
  max: number
  errors: number
  /** first answer that was no success */
  wrong?: string
  seconds: number
}

/**
 * Closed loop over raw sockets: `connections` keep-alive connections, each sends the next request as soon as its answer
 * is there. Lean, because its CPU is taken from the two cores that are measured. `next` gives a whole HTTP/1.1 request.
 */
export async function load(o: { port: number; connections: number; seconds: number; next: () => Buffer }): Promise<Raw> {
  const times: number[] = []
  let errors = 0
  let wrong: string | undefined
  const begun = performance.now()
  const end = begun + o.seconds * 1000
  await Promise.all(Array.from({ length: o.connections }, () => new Promise<void>((resolve, reject) => {
    const socket = new Socket()
    socket.setNoDelay(true)
    let sent = 0
    let need = -1
    let got = 0
    let head = ''
    const send = () => {
      const now = performance.now()
      if (now >= end) { socket.destroy(); return resolve() }
      need = -1
      got = 0
      head = ''
      sent = now
      socket.write(o.next())
    }
    socket.on('data', (chunk: Buffer) => {
      got += chunk.length
      if (need < 0) {
        head += chunk.toString('latin1')
        const at = head.indexOf('\r\n\r\n')
        if (at < 0) return
        const length = head.toLowerCase().indexOf('content-length: ')
        need = at + 4 + (length < 0 || length > at ? 0 : Number.parseInt(head.slice(length + 16, length + 26), 10))
      }
      if (got < need) return
      times.push(performance.now() - sent)
      // HTTP/1.1 2xx
      if (head.charCodeAt(9) !== 0x32) { errors++; wrong ??= Buffer.from(head, 'latin1').toString('utf8').slice(0, 1200) }
      send()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.connect(o.port, '127.0.0.1', send)
  })))
  return { times, errors, ...(wrong ? { wrong } : {}), seconds: (performance.now() - begun) / 1000 }
}

/** what one or several runs of the same load measured */
export interface Raw { times: number[]; errors: number; wrong?: string; seconds: number }

/** runs of the same load, taken together */
export function figuresOf(runs: readonly Raw[]): Figures {
  const times = runs.flatMap((r) => r.times).sort((a, b) => a - b)
  const errors = runs.reduce((n, r) => n + r.errors, 0)
  const seconds = runs.reduce((n, r) => n + r.seconds, 0)
  const wrong = runs.find((r) => r.wrong)?.wrong
  const at = (share: number) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10
  return {
    requests: times.length, perSecond: Math.round((times.length - errors) / seconds), p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1), errors,
    ...(wrong ? { wrong } : {}), seconds: Math.round(seconds * 10) / 10,
  }
}

/** one request as bytes */
export function requestOf(method: string, path: string, port: number, token: string, o: { key?: string; body?: string } = {}): Buffer {
  const body = o.body === undefined ? undefined : Buffer.from(o.body)
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n` +
    (o.key ? `idempotency-key: ${o.key}\r\n` : '') + (body ? `content-type: application/json\r\ncontent-length: ${body.length}\r\n` : '') + '\r\n'
  return body ? Buffer.concat([Buffer.from(head), body]) : Buffer.from(head)
}

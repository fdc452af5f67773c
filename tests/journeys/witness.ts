import { createServer, type Server } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer, formatVerifierKey, intl, parseVerifierKey, signerKey, type SignerKey, type VerifierKey, type WitnessState } from '../../proof/index.ts'
import type { CityHall } from './hall.ts'

export interface TestWitness { key: SignerKey; url: string; server: Server }

/** two witnesses as the specification has them, in the test's own process, whose quorum the hall asks from now on */
export async function withWitnesses(hall: CityHall): Promise<{ policy(): Promise<string>; close(): void }> {
  const text = async (path: string) => (await fetch(hall.url + path)).text()
  const { logs } = JSON.parse(await text('/api/v1/log')) as { logs: { origin: string; verifierKey: string }[] }
  const known = Object.fromEntries(logs.map((l): [string, VerifierKey[]] => [l.origin, [parseVerifierKey(l.verifierKey)]]))
  const witnesses = await Promise.all([['justice.example', 7], ['audit.example', 9]].map(([name, n]) => witness(signerKey(String(name), intl, 'cosignature', Buffer.alloc(32, Number(n))), known)))
  const lines = witnesses.map((w, i) => `witness ${['司法局', '审计局'][i]} ${formatVerifierKey(w.key)} ${w.url}\n`).join('')
  writeFileSync(join(hall.database.folders.log, 'policy'), `${lines}group both all 司法局 审计局\nquorum both\n`)
  return { policy: () => text('/log/policy'), close: () => witnesses.forEach((w) => w.server.close()) }
}

async function witness(key: SignerKey, logs: Record<string, VerifierKey[]>): Promise<TestWitness> {
  let state: WitnessState = {}
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (d) => (body += d)).on('end', () => {
      const a = answer(state, body, { logs, own: [key], now: Math.floor(Date.now() / 1000) })
      state = a.newState
      response.writeHead(a.status, { 'content-type': a.contentType }).end(a.body)
    })
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  return { key, url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, server }
}

/** everything that is pending is in the log, signed and seen */
export async function settle(hall: CityHall): Promise<void> {
  await hall.app.sunlog.sequence()
  await hall.app.sunlog.round(true)
}

import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from '../../server/modules/credentials/index.ts'
import { truthOfOfficers } from '../../tests/roster/oracle.ts'
import { bundleServer, cpuOf, cpuOfPostgres, childrenOf, memoryOf, startServer, type RunningServer } from './host.ts'

const day = '2020-12-25'
const later = '2021-01-05T09:00:00+08:00'

/** The whole clean-up on a city's own server and database, over HTTP as the desk does it: import, tell everybody, confirm everything, and a count that adds up. @returns rows that are not as the oracle says */
export async function cleanUpCity(rows: number, seed: number, asOf: string, say: (text: string) => void): Promise<number> {
  const w = generate.roster(seed, rows, asOf)
  const data = mkdtempSync(join(tmpdir(), 'bench-roster-city-'))
  const bundle = await bundleServer()
  const server = await startServer({ bundle, data, mode: 'open', env: { YICHUANG_PROFILE: 'test', YICHUANG_CLOCK: `${day}T09:00` } })
  try {
    const city = await speak(server, 'supervisor')
    const files = {
      officers: await city.upload('officers.csv', generate.csv(generate.officerColumns, w.officers)), bodies: await city.upload('bodies.csv', generate.csv(generate.bodyColumns, w.bodies)),
      supervisors: await city.upload('supervisors.csv', generate.csv(generate.supervisorColumns, w.supervisors)),
    }
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const cpu = (): number => cpuOf(server.pid) + childrenOf(server.pid).reduce((n, p) => n + cpuOfPostgres(p), 0)
      const [began, before] = [performance.now(), cpu()]
      const out = await work()
      say(`${what}: ${((performance.now() - began) / 1000).toFixed(2)} s on the clock, ${((cpu() - before) / 1e6).toFixed(2)} s CPU of server and database`)
      return out
    }
    const made = await timed(`import and audit of ${rows} rows over HTTP`, () => city.post('/api/v1/campaigns', { name: '全市清理', profile: 'xuchang-2020', asOf, ...files }))
    const removed = truthOfOfficers(w, asOf).filter((t) => (t as { action: string }).action === 'remove').length
    say(`  ${JSON.stringify(made.officers)}, supervisors ${JSON.stringify(made.supervisors)}; ${removed} removals by the oracle`)
    const told = await timed('tell every body, whole roster into the registry', () => city.post(`/api/v1/campaigns/${made.id}/tell`, {}, made.seq))
    say(`  ${told.told} bodies, reply until ${told.due}`)
    await city.post('/api/v1/demo/clock', { to: later })
    const preview = await timed('what can be confirmed', () => city.get(`/api/v1/campaigns/${made.id}/confirmable`))
    const done = await timed(`confirm ${preview.rows} removals in ${preview.bodies.length} bodies`, () => city.post(`/api/v1/campaigns/${made.id}/confirm`, { tasks: preview.bodies.map((b: any) => ({ id: b.id, seq: b.seq, ...(b.byName ? { byName: b.name } : {}) })) }))
    const open = (await city.get(`/api/v1/campaigns/${made.id}/bodies`)).items.filter((t: any) => t.open).map((t: any) => ({ id: t.id, seq: t.seq }))
    const put = await timed(`confirm corrections of ${open.length} bodies`, () => city.post(`/api/v1/campaigns/${made.id}/correct`, { tasks: open }))
    const view = await timed('the overview', () => city.get(`/api/v1/campaigns/${made.id}`))
    say(`  ${done.confirmed} removed, ${put.confirmed} corrected, ${done.results.filter((r: any) => !r.ok).length} bodies refused; ${JSON.stringify(view.officers)}; server at most ${memoryOf(server.pid).peak} MB`)
    const { approved, pending, total } = view.officers
    return Math.abs(made.officers.pending - removed) + Math.abs(view.officers.removed - removed) + Math.abs(approved + pending + view.officers.removed - total) + Math.abs(total - rows)
  } finally {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function speak(server: RunningServer, person: string) {
  const json = { 'content-type': 'application/json' }
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<any> => {
    const answer = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body: body as never }) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
    return answer.json()
  }
  const { token } = await call('POST', '/api/v1/session', JSON.stringify({ person, bearer: true }), { ...json, 'idempotency-key': randomUUID() })
  const own = { authorization: `Bearer ${token}` }
  return {
    get: (path: string) => call('GET', path, undefined, own),
    post: (path: string, body: unknown, ifMatch?: number) => call('POST', path, JSON.stringify(body), { ...own, ...json, 'idempotency-key': randomUUID(), ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) }),
    async upload(name: string, text: string) {
      const bytes = Buffer.from(text)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await call('PUT', `/api/v1/files/${sha256}?name=${name}`, bytes, { ...own, 'content-type': 'text/csv' })
      return { name, sha256 }
    },
  }
}

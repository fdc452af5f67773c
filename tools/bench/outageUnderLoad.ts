import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foldersOf } from '../../server/kernel/config.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { signIn } from './crashWriters.ts'
import { adminOf, stopPostgres } from './database.ts'
import { childrenOf, pause, startServer, type RunningServer } from './host.ts'
import { city, submissions } from './seed.ts'

export interface Outage {
  acknowledged: number
  /** acknowledged and not there, or there twice */
  lost: number
  doubled: number
  /** answers that say that it cannot be done now */
  unavailable: number
  /** of these, without Retry-After or without a sentence for people */
  curt: number
  /** anything else that is no success, as text */
  other: string[]
  /** ms of the slowest answer, from sending to the end of it */
  slowest: number
  /** ms from the end of the outage until every writer had been served again */
  recovered: number
}

/**
 * Every process of PostgreSQL stands still for some seconds (as with a stalled disk or a suspended machine) while 24 people
 * submit and 16 read: more than the pool has connections. Whoever is told 503 sends the same again under the same key.
 */
export async function outageUnderLoad(o: { bundle: string; seconds: number; /** a statement may take so long; absent = as in a real city */ statementSeconds?: number }): Promise<Outage> {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-outage-'))
  let server: RunningServer | undefined
  let stopped: number[] = []
  const go = () => { for (const pid of stopped) try { process.kill(pid, 'SIGCONT') } catch { /* it has ended */ } stopped = [] }
  try {
    server = await startServer({ bundle: o.bundle, data, env: { YICHUANG_PROFILE: 'test', ...(o.statementSeconds ? { DB_STATEMENT_SECONDS: String(o.statementSeconds) } : {}) } })
    const { url } = server
    const db = await adminOf(data)
    const postmaster = findPostmaster(foldersOf(data).pg)!.pid
    const people = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn(url, ['chen', 'liu', 'factory', 'elder'][i % 4]!)))
    const { items } = await submissions(url, db, people[0]!, 10)
    const out: Outage = { acknowledged: 0, lost: 0, doubled: 0, unavailable: 0, curt: 0, other: [], slowest: 0, recovered: 0 }
    const given = new Map<string, string>()
    const served = new Map<number, number>()
    let on = true

    const ask = async (who: number, path: string, init: { method?: string; body?: string; key?: string } = {}) => {
      const begun = performance.now()
      const r = await fetch(url + path, { method: init.method ?? 'GET', ...(init.body ? { body: init.body } : {}),
        headers: { authorization: `Bearer ${people[who]}`, ...(init.body ? { 'content-type': 'application/json', 'idempotency-key': init.key! } : {}) } })
      const body: any = await r.json()
      out.slowest = Math.max(out.slowest, Math.round(performance.now() - begun))
      if (r.ok) served.set(who, performance.now())
      else if (r.status === 503) {
        out.unavailable++
        if (!(Number(r.headers.get('retry-after')) > 0) || !/[\u4e00-\u9fff]/.test(body.detail ?? '')) out.curt++
        await pause(200)
      } else out.other.push(`${r.status} ${JSON.stringify(body).slice(0, 300)}`)
      return r.ok ? body : undefined
    }
    const writer = async (who: number) => {
      for (let n = 0; on; n++) {
        const key = randomUUID()
        const { body } = items[(who + n) % items.length]!
        let answer: any
        while (!answer && on) answer = await ask(who, '/api/v1/cases', { method: 'POST', body, key })
        if (answer) { out.acknowledged++; given.set(key, answer.id) }
      }
    }
    const reader = async (who: number) => { while (on) await ask(who, '/api/v1/cases') }
    const all = Promise.all(people.map((_, who) => (who < 24 ? writer(who) : reader(who))))

    await pause(1500)
    stopped = [postmaster, ...childrenOf(postmaster)]
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    await pause(o.seconds * 1000)
    const ended = performance.now()
    go()
    while (people.some((_, who) => !((served.get(who) ?? 0) > ended)) && performance.now() - ended < 30_000) await pause(20)
    out.recovered = Math.round(performance.now() - ended)
    await pause(500)
    on = false
    await all

    const { rows } = await db.query<{ key: string; id: string; there: boolean }>(
      `select k.key, k.body ->> 'id' as id, exists (select 1 from casework.cases c where c.city = k.city and c.id = (k.body ->> 'id')::uuid) as there
       from kernel.idempotency k where k.city = $1 and k.key = any($2)`, [city, [...given.keys()]])
    const found = new Map(rows.map((r) => [r.key, r]))
    for (const [key, id] of given) if (!found.get(key)?.there) out.lost++; else if (found.get(key)!.id !== id) out.doubled++
    // a case without a kept answer would be a second one
    const stray = await db.query<{ n: string }>(`select count(*) as n from casework.cases c where c.city = $1 and c.bundle is null
      and not exists (select 1 from kernel.idempotency k where k.city = c.city and k.body ->> 'id' = c.id::text)`, [city])
    out.doubled += Number(stray.rows[0]!.n)
    await db.end()
    return out
  } finally {
    go()
    await server?.stop().catch(() => {})
    await stopPostgres(data)
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { procedureFor } from '../../law/permit/index.ts'
import { step, type Act } from '../../law/kernel/procedure.ts'
import { crashPoints, type CrashPoint } from '../../server/kernel/crashPoint.ts'
import { uuidv7 } from '../../server/kernel/ids.ts'
import { signIn } from './crashWriters.ts'
import { adminOf, stopPostgres } from './database.ts'
import { pause, running, startServer, type RunningServer } from './host.ts'
import { city, submissions, type Submission } from './seed.ts'

export interface PointResult { point: CrashPoint; hit: boolean; broken: string[] }

interface Sent { key: string; body: string; id?: string }
interface World { url: string; db: pg.Client; items: readonly Submission[]; person: string; examiner: (organ: string) => Promise<string>; sent: Sent[]; files: Buffer[] }

/**
 * The server dies by its own hand at every named point, one after the other on one data folder; each start arms the next point. After
 * every death what was acknowledged must be there and the invariants must hold; at the end everything is sent again and must be
 * there once. `hit: false` = what was done did not lead through the point.
 */
export async function crashAtPoints(o: { bundle: string; points?: readonly CrashPoint[]; say?: (text: string) => void }): Promise<PointResult[]> {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-points-'))
  const start = (at?: CrashPoint) => startServer({ bundle: o.bundle, data, env: { YICHUANG_PROFILE: 'test', YICHUANG_CLOCK: '2026-03-03T09:00', ...(at ? { YICHUANG_CRASH_AT: at } : {}) } })
  const results: PointResult[] = []
  let server: RunningServer | undefined
  let db: pg.Client | undefined
  try {
    server = await start()
    db = await adminOf(data)
    const person = await signIn(server.url, 'chen')
    const examiners = new Map<string, Promise<string>>()
    const { items } = await submissions(server.url, db, person, 3)
    const world: World = {
      url: server.url, db, items, person, sent: [], files: [],
      examiner: (organ) => examiners.get(organ) ?? (examiners.set(organ, signIn(world.url, `examiner.${organ}`)), examiners.get(organ)!),
    }
    await submit(world)
    await server.stop()
    for (const point of o.points ?? crashPoints) {
      server = await start(point).catch((error: Error) => {
        // what the background found to do led through the point before anybody could ask
        if (/did not start/.test(error.message)) return undefined
        throw error
      })
      if (server) {
        world.url = server.url
        for (let i = 0; i < 200 && running(server.pid); i++) {
          await provoke(world, point).catch((error: unknown) => { if (!(error instanceof TypeError)) throw error }) // the connection broke
          await pause(50)
        }
      }
      const hit = !server || !running(server.pid)
      if (!hit) await server!.kill()
      results.push({ point, hit, broken: await brokenIn(world) })
      o.say?.(`${point}: ${JSON.stringify(results.at(-1))}`)
    }
    server = await start()
    world.url = server.url
    const again = await sendAgain(world)
    if (again.length) results.at(-1)!.broken.push(...again)
    return results
  } finally {
    await db?.end().catch(() => {})
    await server?.stop().catch(() => {})
    await stopPostgres(data)
    if (existsSync(data)) rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

const call = (w: World, method: string, path: string, token: string | null, body?: unknown, headers: Record<string, string> = {}) => fetch(w.url + path, {
  method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

async function submit(w: World): Promise<string | undefined> {
  const sent: Sent = { key: randomUUID(), body: w.items[w.sent.length % w.items.length]!.body }
  w.sent.push(sent)
  const r = await fetch(`${w.url}/api/v1/cases`, { method: 'POST', body: sent.body, headers: { authorization: `Bearer ${w.person}`, 'content-type': 'application/json', 'idempotency-key': sent.key } })
  const body = (await r.json()) as { id?: string }
  if (r.status === 201) sent.id = body.id!
  return sent.id
}

/** does what leads through the point; throws TypeError when the server dies meanwhile, as it should */
async function provoke(w: World, point: CrashPoint): Promise<void> {
  const [what] = point.split('.')
  if (what === 'job')
    await w.db.query(`insert into kernel.job (city, id, kind, payload, clock, run_at) values ($1, $2, 'hall.badRating', '{"subject": "00000000-0000-7000-8000-000000000001"}', 'real', now())`, [city, uuidv7()])
  else if (what === 'file') {
    const bytes = Buffer.from(`材料 ${w.files.length}\n`.repeat(50))
    w.files.push(bytes)
    const r = await put(w, bytes)
    if (r !== 200 && r !== 201) throw new Error(`upload: ${r}`)
  } else if (what === 'ring') {
    await submit(w)
    const { legal } = (await (await call(w, 'GET', '/api/v1/clock', null)).json()) as { legal: string }
    const to = new Date(Date.parse(legal) + 12 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 16)
    await (await call(w, 'POST', '/api/v1/demo/clock', null, { to })).text()
  } else {
    const id = await submit(w)
    if (what === 'refusal') {
      const view = (await (await call(w, 'GET', `/api/v1/cases/${id}`, w.person)).json()) as { organ: string; seq: number }
      const r = await call(w, 'POST', `/api/v1/cases/${id}/grant`, await w.examiner(view.organ), { payload: {}, personal: {} }, { 'if-match': `"${view.seq}"` })
      await r.text()
    } else if (what === 'document') {
      const { rows } = await w.db.query<{ id: string }>('select id from kernel.document where city = $1 and case_id = $2 limit 1', [city, id])
      await (await call(w, 'GET', `/api/v1/cases/${id}/documents/${rows[0]!.id}`, w.person)).arrayBuffer()
    }
  }
}

const put = async (w: World, bytes: Buffer): Promise<number> => (await fetch(`${w.url}/api/v1/files/${createHash('sha256').update(bytes).digest('hex')}`, {
  method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: `Bearer ${w.person}`, 'content-type': 'application/octet-stream' },
})).status

/** sends everything again: the same case where one was acknowledged, one case for every key; uploads are there once */
async function sendAgain(w: World): Promise<string[]> {
  const broken: string[] = []
  for (const s of w.sent) {
    const r = await fetch(`${w.url}/api/v1/cases`, { method: 'POST', body: s.body, headers: { authorization: `Bearer ${w.person}`, 'content-type': 'application/json', 'idempotency-key': s.key } })
    const { id } = (await r.json()) as { id: string }
    if (r.status !== 201 || (s.id && s.id !== id)) broken.push(`key ${s.key}: ${r.status}, another case than the one acknowledged`)
    s.id = id
  }
  for (const f of w.files) if (![200, 201].includes(await put(w, f))) broken.push('an upload cannot be sent again')
  if (new Set(w.sent.map((s) => s.id)).size !== w.sent.length) broken.push('two keys, one case')
  return [...broken, ...await brokenIn(w)]
}

/**
 * What must hold in the database at any moment, whoever died when; each line names what does not. `keys`: states are computed again only
 * for the cases of these keys (the rest is counted in SQL, over the whole city).
 */
export async function brokenIn(w: Pick<World, 'db' | 'sent'>, keys?: readonly string[]): Promise<string[]> {
  const broken: string[] = []
  const none = async (what: string, sql: string, params: unknown[] = [city]) => {
    const { rowCount } = await w.db.query(sql, params)
    if (rowCount) broken.push(`${what}: ${rowCount}`)
  }
  await none('acknowledged cases lost', `select 1 from unnest($2::uuid[]) a where not exists (select 1 from casework.cases c where c.city = $1 and c.id = a)`, [city, w.sent.flatMap((s) => s.id ?? [])])
  await none('cases whose acts are not 1 … seq', `select 1 from casework.cases c left join lateral (select count(*) as n, coalesce(max(seq), 0) as top from casework.act a where a.city = c.city and a.case_id = c.id) a on true
    where c.city = $1 and (a.n <> c.seq or a.top <> c.seq)`)
  await none('acts without one entry each', `select 1 from (select 'casework.' || type as type, count(*) as n from casework.act where city = $1 group by 1) a
    left join (select type, count(*) as n from journal.entry where city = $1 group by 1) e using (type) where e.n is distinct from a.n`)
  await none('entries neither numbered nor waiting, or both', `select 1 from journal.entry e where e.city = $1 and
    (select count(*) from journal.leaf l where l.city = e.city and l.entry = e.id) + (select count(*) from journal.pending p where p.city = e.city and p.id = e.id) <> 1`)
  await none('logs with holes', `select 1 from journal.leaf where city = $1 group by log having count(*) <> max(index) + 1 or min(index) <> 0`)
  await none('cases for two keys', `select 1 from kernel.idempotency where city = $1 and body ? 'number' group by body ->> 'id' having count(*) > 1`)
  await none('finished jobs without their effect', `select 1 from (select count(*) as n from kernel.job where city = $1 and kind = 'hall.badRating' and done_at is not null) j
    where j.n <> (select count(*) from journal.entry where city = $1 and type = 'hall.badRating')`)
  const { rows } = await w.db.query<{ id: string; state: string; terms: { regime: 'permit' }; acts: Act[] }>(
    `select c.id, c.state, r.terms, (select jsonb_agg(jsonb_build_object('seq', a.seq, 'type', a.type, 'at', a.at, 'actor', jsonb_build_object('code', a.actor_code, 'person', a.actor, 'organ', a.organ),
       'payload', a.payload, 'clocks', a.clocks, 'facts', a.facts, 'rules', a.rules) order by a.seq) as acts from casework.act a where a.city = c.city and a.case_id = c.id) as acts
     from casework.cases c join catalogue.item_revision r on r.city = c.city and r.key = c.item and r.revision = c.revision where c.city = $1
       and ($2::text[] is null or c.id in (select (k.body ->> 'id')::uuid from kernel.idempotency k where k.city = $1 and k.key = any($2)))`, [city, keys ?? null])
  for (const { id, state, terms, acts } of rows) {
    const procedure = procedureFor(terms.regime)
    const folded = acts.reduce((s, a) => step(procedure, s, a, terms as never), procedure.initial(terms as never))
    if (folded.state !== state) broken.push(`case ${id} says ${state}, its acts say ${folded.state}`)
  }
  return broken
}

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { pause } from './host.ts'
import { city, type Submission } from './seed.ts'

/** a submission that was sent; `answer` only when a 2xx came */
export interface Tried { key: string; token: string; body: string; answer?: { id: string; number: string } }

/** what one comparison of a writer's notes with the city found */
export interface Compared {
  acknowledged: number
  /** sent, and killed before an answer came */
  open: number
  /** acknowledged and not there */
  lost: number
  /** more than one case for one key, or a replay that answers otherwise than the first time */
  doubled: number
  /** of the open ones: there already (the answer was lost on the way) */
  found: number
}

export async function signIn(url: string, person: string): Promise<string> {
  const r = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person, bearer: true }) })
  return ((await r.json()) as { token: string }).token
}

async function send(url: string, t: Tried): Promise<{ status: number; body: any }> {
  const r = await fetch(`${url}/api/v1/cases`, { method: 'POST', body: t.body, headers: { authorization: `Bearer ${t.token}`, 'content-type': 'application/json', 'idempotency-key': t.key } })
  return { status: r.status, body: await r.json() }
}

/**
 * Writers that submit one after the other, in turn for these people, until `wanted` are sent, they are told to stop, or the server is
 * gone; nothing is sent twice here.
 */
export function write(url: string, o: { writers: number; tokens: readonly string[]; items: readonly Submission[]; wanted: number; name: string }) {
  const all: Tried[] = []
  let answered = 0
  let on = true
  const work = Promise.all(Array.from({ length: o.writers }, async () => {
    while (on && all.length < o.wanted) {
      const tried: Tried = { key: `${o.name}-${randomUUID()}`, token: o.tokens[all.length % o.tokens.length]!, body: o.items[all.length % o.items.length]!.body }
      all.push(tried)
      try {
        const { status, body } = await send(url, tried)
        if (status !== 201) return
        tried.answer = { id: body.id, number: body.number }
        answered++
      } catch {
        return // the connection broke: nobody knows what became of it
      }
    }
  }))
  let ended = false
  void work.then(() => (ended = true))
  return {
    /** what was sent and answered until now */
    sofar: (): Tried[] => all.map((t) => ({ ...t })),
    stop: () => { on = false },
    tried: async () => { await work; return all },
    /** returns when n were acknowledged, with what others count beside these; throws when the writers ended before */
    until: async (n: number, beside = () => 0) => {
      while (answered + beside() < n) {
        if (ended) throw new Error(`the writers ended after ${answered} of ${n}: ${JSON.stringify(await send(url, all.at(-1)!).catch(String)).slice(0, 400)}`)
        await pause(1)
      }
    },
  }
}

/** of the acknowledged ones, so many are sent again; all are looked up */
const sentAgain = 500

/**
 * Writers' notes against the city: first every acknowledged case, by id and number; then every key without an answer is sent again, and
 * up to 500 that had one; then every key has one kept answer, each its own case, and as many cases came as keys.
 */
export async function compare(url: string, db: pg.Client, all: readonly Tried[], writers = 8): Promise<Compared> {
  const acknowledged = all.filter((t) => t.answer)
  const count = async () => Number((await db.query<{ n: string }>(`select count(*) as n from casework.cases where city = $1`, [city])).rows[0]!.n)
  const casesOf = async (ids: string[]) => new Map((await db.query<{ id: string; number: string; acts: string }>(
    `select c.id, c.number, (select count(*) from casework.act a where a.city = c.city and a.case_id = c.id) as acts
     from casework.cases c where c.city = $1 and c.id = any($2::uuid[])`, [city, ids])).rows.map((r) => [r.id, r]))
  const keptOf = async () => (await db.query<{ key: string; id: string }>(`select key, body ->> 'id' as id from kernel.idempotency where city = $1 and key = any($2)`, [city, all.map((t) => t.key)])).rows
  const cases = await count()
  const before = await casesOf(acknowledged.map((t) => t.answer!.id))
  const keptBefore = new Map((await keptOf()).map((k) => [k.key, k.id]))
  const lost = acknowledged.filter((t) => before.get(t.answer!.id)?.number !== t.answer!.number).length
  let doubled = 0
  let found = 0
  const ids = new Set<string>()
  const gone = (t: Tried) => !before.has(t.answer!.id)
  const again = [...all.filter((t) => !t.answer || gone(t)), ...acknowledged.filter((t) => !gone(t)).sort(() => Math.random() - 0.5).slice(0, sentAgain)]
  await Promise.all(Array.from({ length: writers }, async () => {
    for (let t = again.pop(); t; t = again.pop()) {
      const { status, body } = await send(url, t)
      if (status !== 201 || ids.has(body.id) || (t.answer && before.has(t.answer.id) && body.id !== t.answer.id)) doubled++
      if (!t.answer && keptBefore.get(t.key) === body.id) found++
      ids.add(body.id)
    }
  }))
  const kept = await keptOf()
  const after = await casesOf(kept.map((k) => k.id))
  for (const k of kept) if (!(Number(after.get(k.id)?.acts ?? 0) >= 1)) doubled++
  if (kept.length !== all.length || new Set(kept.map((k) => k.id)).size !== all.length) doubled++
  const keptNow = new Map(kept.map((k) => [k.key, k.id]))
  for (const t of acknowledged) if (!gone(t) && keptNow.get(t.key) !== t.answer!.id) doubled++
  if (await count() - cases !== all.length - acknowledged.length - found + lost) doubled++
  return { acknowledged: acknowledged.length, open: all.length - acknowledged.length, lost, doubled, found }
}

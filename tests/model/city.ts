import { randomUUID } from 'node:crypto'
import { createApp, type App } from '../../server/app.ts'
import { instant, millisecondsAt, standingClock, type Clock } from '../../server/kernel/clock.ts'
import { createDb, type Db } from '../../server/kernel/db.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { answerFor } from '../journeys/desk.ts'
import { employ, items, type Actor, type Given, type Material } from './law.ts'

/*
 * The real city: database, app and doors as in a running one, spoken to in process. One city for many runs, each with cases of its
 * own; legal time stands nearly still unless a run moves it, and each run begins where it wants.
 */

export interface Answer { status: number; body: any }
/** What somebody can file: the guide's part of it is the city's, not the model's. */
export interface Guide { answers: Record<string, unknown>; form: Record<string, unknown>; required: string[]; materials: Material[]; given: Record<string, Given> }

export interface City {
  app: App
  database: TestDatabase
  admin: Db
  now(): string
  /** a new run begins: legal time, which a running city only moves forward, starts again */
  begin(at: string): void
  advance(to: string): Promise<void>
  /** everything that fell due is put on record, also what earlier runs left behind */
  ring(): Promise<void>
  actor(key: string): Actor
  send(key: string, method: 'GET' | 'POST', path: string, body?: unknown, o?: { key?: string; ifMatch?: number }): Promise<Answer>
  /** a session of this legal day: who stands in for somebody today holds his office today */
  freshSession(key: string): Promise<void>
  guide(kind: 'item' | 'bundle', key: string, own?: Record<string, unknown>): Promise<Guide>
  id(key: string): string
  close(): Promise<void>
}

/** says nothing; an answer of 5xx carries the last error, for who reads a counterexample */
let lastError = ''
const quiet = { debug() {}, info() {}, warn() {}, error: (fields: { err?: Error }) => void (lastError = fields.err?.stack ?? JSON.stringify(fields)) } as unknown as Parameters<typeof createApp>[0]['log']

export async function openCity(): Promise<City> {
  const database = await openTestDatabase()
  let inner = standingClock('2020-12-01T09:00')
  const clock: Clock = { legal: () => inner.legal(), today: () => inner.today(), real: () => inner.real(), shifted: () => true, advance: (to) => inner.advance(to), close: async () => {} }
  const app = await createApp({
    config: { city: database.city, folders: database.folders, host: '127.0.0.1', port: 0 }, database, clock, log: quiet, background: false, publicUrl: 'https://city.example',
  })
  await app.http.app.ready()
  const admin = createDb(database.connection('admin'), { max: 2 })
  const people = new Map((await admin.query<{ key: string; id: string }>(`select key, id from directory.person where city = $1 and key is not null`, [database.city])).rows.map((p) => [p.key, p.id]))
  employ((organ) => ['examiner', 'examiner2', 'head'].map((office) => people.get(`${office}.${organ}`)!))

  const tokens = new Map<string, Promise<string>>()
  const signIn = async (person: string) => {
    const answer = await app.http.app.inject({ method: 'POST', url: '/api/v1/session', payload: { person, bearer: true }, headers: { 'idempotency-key': randomUUID() } })
    if (answer.statusCode !== 201) throw new Error(`${person} cannot sign in: ${answer.body}`)
    return (answer.json() as { token: string }).token
  }
  const tokenOf = (person: string) => tokens.get(person) ?? (tokens.set(person, signIn(person)), tokens.get(person)!)

  const city: City = {
    app, database, admin,
    now: () => clock.legal(),
    begin: (at) => void (inner = standingClock(at)),
    async advance(to) { if (!(await clock.advance(to))) throw new Error(`time cannot go back to ${to}`) },
    async ring() {
      const waiting = `select 1 from casework.clock where city = $1 and status = 'running' and rings_at <= $2 limit 1`
      do await app.runDue()
      while ((await database.app.query(waiting, [database.city, clock.legal()])).rows.length)
    },
    actor(key) {
      const [office, organ] = key.split('.') as [string, string?]
      const as = office === 'clerk' || office === 'counter' || office === 'head' ? office : office.startsWith('examiner') ? 'examiner' : ['chen', 'liu', 'factory'].includes(key) ? 'citizen' : 'other'
      return { as, key, person: people.get(key)!, ...(organ ? { organ } : {}) }
    },
    async send(key, method, url, body, o = {}) {
      const idempotencyKey = o.key ?? randomUUID()
      // legal time stands still for nobody: two acts are never of the same instant
      if (method === 'POST') await inner.advance(instant(millisecondsAt(inner.legal()) + 1))
      const once = async () => app.http.app.inject({
        method, url, headers: {
          authorization: `Bearer ${await tokenOf(key)}`, ...(method === 'POST' ? { 'idempotency-key': idempotencyKey, 'content-type': 'application/json' } : {}),
          ...(o.ifMatch === undefined ? {} : { 'if-match': `"${o.ifMatch}"` }),
        },
        ...(method === 'POST' ? { payload: JSON.stringify(body ?? {}) } : {}),
      })
      let response = await once()
      // a long run outlasts a session
      if (response.statusCode === 401) {
        await city.freshSession(key)
        response = await once()
      }
      return { status: response.statusCode, body: response.statusCode >= 500 ? lastError : response.body.startsWith('{') ? response.json() : response.body }
    },
    async freshSession(key) {
      tokens.set(key, signIn(key))
      await tokens.get(key)
    },
    guide: (kind, key, own = {}) => {
      const name = `${kind} ${key} ${clock.today() < '2022-03-01'} ${clock.today() < '2021-01-01'} ${JSON.stringify(own)}`
      return guides.get(name) ?? (guides.set(name, readGuide(city, kind, key, own)), guides.get(name)!)
    },
    id: (key) => people.get(key)!,
    async close() {
      await admin.close()
      await app.close()
      await database.close()
    },
  }
  const guides = new Map<string, Promise<Guide>>()
  return city
}

async function readGuide(city: City, kind: string, key: string, own: Record<string, unknown>): Promise<Guide> {
  let answers = own
  for (;;) {
    const { status, body: plan } = await city.send('chen', 'POST', '/api/v1/plan', { kind, key, answers })
    if (status !== 200) throw new Error(`${key}: ${status} ${JSON.stringify(plan)}`)
    if (plan.open.length) {
      answers = { ...answers, ...Object.fromEntries(plan.questions.filter((q: { id: string }) => plan.open.includes(q.id)).map((q: { id: string; options: { value: string }[] }) => [q.id, q.options[0]!.value])) }
      continue
    }
    const materials = plan.materials.map(({ material: m }: { material: any }) => ({ id: m.id, source: m.source, required: m.required, tolerable: !!m.tolerable, shared: !!m.obtainableByShare }) satisfies Material)
    return {
      answers, materials, form: Object.fromEntries(plan.fields.map(({ field }: any) => [field.id, answerFor(field)])),
      required: plan.fields.filter(({ field: f }: any) => f.required && !f.when && ['text', 'longText'].includes(f.kind)).map(({ field }: any) => field.id),
      given: Object.fromEntries(materials.map((m: Material) => [m.id, m.source === 'bring' ? 'original' : m.source])),
    }
  }
}

/** everybody who may be called to act on this item, strangers included */
export function everybody(item: string): string[] {
  const organ = items[item]!.organ
  const other = organ === 'market' ? 'tax' : 'market'
  return ['chen', 'liu', 'clerk', 'counter', `examiner.${organ}`, `examiner2.${organ}`, `head.${organ}`, `examiner.${other}`, `head.${other}`, 'supervisor', 'gov', 'helper']
}

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { calendar } from '../../law/calendar/index.ts'
import { createApp, type App } from '../../server/app.ts'
import { assets } from '../../server/pages/assets.ts'
import type { Render } from '../../contract/views.ts'
import { openClock, type Clock } from '../../server/kernel/clock.ts'
import { demoPack } from '../../server/kernel/config.ts'
import { createRenderer } from '../../server/kernel/documents/render.ts'
import { demoSeal } from '../../server/kernel/documents/seal.ts'
import { createLog } from '../../server/kernel/log.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { readPack } from '../../server/modules/catalogue/index.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

export interface Answer<T = any> { status: number; body: T; etag: string | null; headers: Headers }

/** Somebody with a session, speaking HTTP as any client would. */
export interface Person {
  get<T = any>(path: string): Promise<Answer<T>>
  /** a fresh Idempotency-Key unless one is given */
  post<T = any>(path: string, body?: unknown, options?: { key?: string; ifMatch?: number | string; method?: string }): Promise<Answer<T>>
  pdf(path: string): Promise<Buffer>
}

/** A city hall on a database of its own, opened at a legal instant, spoken to over real HTTP. */
export interface CityHall {
  database: TestDatabase
  app: App
  clock: Clock
  url: string
  /** signs in as a demo person by key; 'nobody' has no session */
  as(person: string): Promise<Person>
  /** moves legal time forward through the demo endpoint */
  at(time: string): Promise<void>
  close(): Promise<void>
}

/** `pages`: with the pages of dist/ (the web build must have run), spoken to at `localhost` as a browser would; `render`: with a renderer of the journey's own; `log`: where log lines go instead; `again`: the city of this hall, which has closed its doors, as after a restart */
export async function openHall(at: string, options: { again?: CityHall; background?: boolean; pages?: boolean; render?: Parameters<typeof createApp>[0]['render']; log?: Parameters<typeof createApp>[0]['log'] } = {}): Promise<CityHall> {
  const database = options.again?.database ?? await openTestDatabase()
  const clock = await openClock({ db: database.app, city: database.city, profile: 'test', wanted: at, calendar: calendar() })
  const app = await createApp({
    ...sameForAll(),
    config: { city: database.city, folders: database.folders, host: '127.0.0.1', port: 0 }, database, clock, log: options.log ?? createLog({ logLevel: 'error' }), background: options.background ?? false,
    publicUrl: 'https://hall.example', ...(options.pages ? { render: await built() } : options.render ? { render: options.render } : {}),
  })
  const url = await app.http.app.listen({ host: '127.0.0.1', port: 0 })

  const speak = (token: string | null): Person => speaker(url, token)
  const people = new Map<string, Promise<Person>>()
  const signIn = async (person: string): Promise<Person> => {
    if (person === 'nobody') return speak(null)
    const answer = await speak(null).post('/api/v1/session', { person, bearer: true })
    if (answer.status !== 201) throw new Error(`${person} cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`)
    return speak(answer.body.token)
  }
  return {
    database, app, clock, url,
    as: (person) => people.get(person) ?? (people.set(person, signIn(person)), people.get(person)!),
    async at(time) {
      const moved = await speak(null).post('/api/v1/demo/clock', { to: time })
      if (moved.status !== 200) throw new Error(`clock: ${JSON.stringify(moved.body)}`)
    },
    async close() {
      await app.close()
      await clock.close()
      await database.close()
    },
  }
}

let same: Pick<Parameters<typeof createApp>[0], 'pack' | 'renderer'> | undefined
/** what does not change from hall to hall, made once in a worker: the pack's files as read, and the renderer */
function sameForAll() {
  return (same ??= { pack: readPack(demoPack()), renderer: createRenderer({ packsDir: join(projectRoot(), 'packs'), seal: demoSeal }) })
}

/** somebody with this bearer token, or nobody, speaking to the city at `url` */
export function speaker(url: string, token: string | null): Person {
  const send = async (method: string, path: string, body: unknown, extra: Record<string, string>): Promise<Answer> => {
    const response = await fetch(url + path, {
      method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...extra },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text, etag: response.headers.get('etag'), headers: response.headers }
  }
  return {
    get: (path) => send('GET', path, undefined, {}),
    post: (path, body = {}, o = {}) => send(o.method ?? 'POST', path, body, { 'idempotency-key': o.key ?? randomUUID(), ...(o.ifMatch === undefined ? {} : { 'if-match': `"${o.ifMatch}"` }) }),
    async pdf(path) {
      const response = await fetch(url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} })
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

async function built(): Promise<NonNullable<Parameters<typeof createApp>[0]['render']>> {
  const dist = new URL('../../dist/', import.meta.url)
  const { render } = (await import(new URL('ssr.js', dist).href)) as { render: Render }
  const files = assets(fileURLToPath(new URL('web', dist)))
  return (page) => render({ ...page, props: page.props as never, assets: files })
}

/** the problem body as one line, for a failing expectation */
export const said = (a: Answer) => `${a.status} ${JSON.stringify(a.body).slice(0, 1500)}`

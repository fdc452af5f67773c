import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import * as fileContract from '../../contract/files.ts'
import type { Grant } from '../../contract/roles.ts'
import * as sessionContract from '../../contract/session.ts'
import { Id, page, Text } from '../../contract/shapes.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { standingClock, type Clock } from '../../server/kernel/clock.ts'
import type { DbOptions } from '../../server/kernel/db.ts'
import { uuidv7 } from '../../server/kernel/ids.ts'
import { createHttp, may, reply, Refusal, type AnyEndpoint, type Http, type HttpOptions } from '../../server/kernel/http/index.ts'
import { hashPassword } from '../../server/kernel/http/passwords.ts'

// A town of three organs and a notice board, small enough to see the kernel's HTTP alone in tests. No module is needed.

const Note = z.object({ id: Id, text: z.string(), organ: z.string(), seq: z.number().int() }).meta({ id: 'Note' })
export const toyContract = {
  post: endpoint({ id: 'toy.post', method: 'POST', path: '/api/v1/notes', summary: '贴一张', who: ['citizen', 'clerk'], body: z.object({ text: Text(40).min(1), organ: z.string().max(20).default('a'), tags: z.array(z.enum(['x', 'y'])).max(2).default([]) }), output: Note }),
  get: endpoint({ id: 'toy.get', method: 'GET', path: '/api/v1/notes/:id', summary: '看一张', who: ['applicant', 'examiner@organ', 'supervisor'], params: z.object({ id: Id }), output: Note }),
  list: endpoint({ id: 'toy.list', method: 'GET', path: '/api/v1/notes', summary: '看全部', who: ['signedIn'], query: z.object(page), output: z.object({ items: z.array(Note), limit: z.number() }) }),
  edit: endpoint({ id: 'toy.edit', method: 'PUT', path: '/api/v1/notes/:id', summary: '改一张', who: ['applicant', 'head@organ'], params: z.object({ id: Id }), body: z.object({ text: Text(40).min(1) }), output: Note, ifMatch: true }),
  open: endpoint({ id: 'toy.open', method: 'GET', path: '/api/v1/board', summary: '公开', who: ['anyone'], query: z.object({ q: Text(20).optional() }), output: z.object({ q: z.string().nullable() }) }),
  forgot: endpoint({ id: 'toy.forgot', method: 'GET', path: '/api/v1/forgot/:id', summary: '忘了核对', who: ['applicant'], params: z.object({ id: Id }), output: z.object({}) }),
  echo: endpoint({ id: 'toy.echo', method: 'POST', path: '/api/v1/echo', summary: '原样', who: ['anyone'], idempotency: 'natural', body: z.record(z.string(), z.json()), output: z.record(z.string(), z.json()) }),
  broken: endpoint({ id: 'toy.broken', method: 'POST', path: '/api/v1/broken', summary: '坏的', who: ['anyone'], idempotency: 'natural', body: z.object({ name: z.string() }), output: z.object({}) }),
}

export interface Toy {
  http: Http
  db: TestDatabase
  clock: Clock
  logged: { level: string; fields: Record<string, unknown>; message: string }[]
  people: Map<string, { id: string; grants: Grant[]; passwordHash: string | null }>
  /** how often an effect ran */
  effects: { posts: number }
  /** signs in and gives what a browser would send */
  as(key: string): Promise<{ cookie: string; csrf: string; headers: Record<string, string> }>
  /** the real clock moves by this much; minutes */
  wait(minutes: number): void
  close(): Promise<void>
}

export const toyPeople: Record<string, Grant[]> = {
  chen: [{ role: 'citizen', organ: null }], liu: [{ role: 'citizen', organ: null }],
  clerk: [{ role: 'clerk', organ: 'hall' }], examinerA: [{ role: 'examiner', organ: 'a' }], examinerB: [{ role: 'examiner', organ: 'b' }],
  headA: [{ role: 'head', organ: 'a' }], supervisor: [{ role: 'supervisor', organ: 'justice' }],
}

export async function openToy(options: Partial<HttpOptions> = {}, more: (http: Http) => void = () => {}, dbOptions: DbOptions = {}): Promise<Toy> {
  const db = await openTestDatabase(dbOptions)
  const legal = standingClock('2020-12-25T09:00')
  let shift = 0
  const clock: Clock = { ...legal, real: () => legal.real() + shift }
  const logged: Toy['logged'] = []
  const log = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, (fields: Record<string, unknown>, message: string) => void logged.push({ level, fields, message })])) as unknown as HttpOptions['log']
  const people: Toy['people'] = new Map()
  for (const [key, grants] of Object.entries(toyPeople)) people.set(key, { id: uuidv7(), grants, passwordHash: null })
  people.get('chen')!.passwordHash = await hashPassword('许昌 一窗 2020')
  const byId = (id: string) => [...people].find(([, p]) => p.id === id)
  const contracts: AnyEndpoint[] = [...sessionContract.all, ...fileContract.all, ...Object.values(toyContract)]
  const http = await createHttp({
    db: db.app, city: db.city, clock, profile: 'test', log, endpoints: contracts, secret: Buffer.alloc(32, 7), filesFolder: db.folders.files, cityName: '许昌市', phone: '0374-12345', version: 'test',
    accounts: {
      byLogin: async (login) => (people.has(login) ? { id: people.get(login)!.id, passwordHash: people.get(login)!.passwordHash, passwordAt: null, passwordUntil: null } : undefined),
      account: async () => undefined, setPassword: async () => {},
      byKey: async (key) => people.get(key), grantsOf: async (id) => byId(id)?.[1].grants ?? [],
      named: async (id) => (byId(id) ? { id, name: byId(id)![0], kind: 'naturalPerson' } : undefined), organName: (key) => `机关${key}`,
      demoPeople: async () => [...people].map(([key, p]) => ({ key, name: key, title: null, roles: p.grants })),
    },
    ...options,
  })

  const notes = new Map<string, { id: string; text: string; organ: string; seq: number; by: string }>()
  const effects = { posts: 0 }
  const shown = ({ by: _, ...note }: { id: string; text: string; organ: string; seq: number; by: string }) => note
  http.bind(toyContract.post, (ctx, { body }) => http.mutate(ctx, async () => {
    if (body.text === '违法') throw new Refusal([{ rule: 'permit/acceptance#materials-listed', code: 'E-XK-01', message: '不属于清单内容', basis: [{ law: '行政许可法', article: 30 }], at: 'text' }])
    effects.posts++
    const note = { id: uuidv7(), text: body.text, organ: body.organ, seq: 1, by: ctx.person }
    notes.set(note.id, note)
    return reply(shown(note), { status: 201, etag: 1, location: `/api/v1/notes/${note.id}` })
  }))
  http.bind(toyContract.get, async (ctx, { params }) => {
    const note = notes.get(params.id)
    may(ctx, toyContract.get, { applicant: note?.by, organ: note?.organ })
    return shown(note!)
  })
  http.bind(toyContract.list, async (_ctx, { query }) => ({ items: [...notes.values()].map(shown), limit: query.limit }))
  http.bind(toyContract.edit, (ctx, { params, body }) => http.mutate(ctx, async () => {
    const note = notes.get(params.id)
    may(ctx, toyContract.edit, { applicant: note?.by, organ: note?.organ })
    Object.assign(note!, { text: body.text, seq: note!.seq + 1 })
    return shown(note!)
  }))
  http.bind(toyContract.open, async (_ctx, { query }) => ({ q: query.q ?? null }))
  http.bind(toyContract.forgot, async () => ({}))
  http.bind(toyContract.echo, async (_ctx, { body }) => body)
  http.bind(toyContract.broken, async (_ctx, { body }) => { throw new TypeError(`cannot read "${body.name}" of 身份证 411002199001011234`) })
  more(http)
  await http.app.ready()

  return {
    http, db, clock, logged, people, effects,
    wait: (minutes) => void (shift += minutes * 60_000),
    async as(key) {
      const answer = await http.app.inject({ method: 'POST', url: '/api/v1/session', payload: { person: key } })
      if (answer.statusCode !== 201) throw new Error(`sign-in of ${key}: ${answer.body}`)
      const cookie = String(answer.headers['set-cookie']).split(';')[0]!
      const csrf = answer.json().csrf as string
      return { cookie, csrf, headers: { cookie, 'x-csrf-token': csrf } }
    },
    close: async () => {
      await http.app.close()
      await db.close()
    },
  }
}

export const key = (): Record<string, string> => ({ 'idempotency-key': uuidv7() })
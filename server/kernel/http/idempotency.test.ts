import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../../../contract/endpoint.ts'
import { keptColumns } from '../idempotency.ts'
import { createDb } from '../db.ts'
import { uuidv7 } from '../ids.ts'
import { Refusal, reply, type Http } from './index.ts'
import { openToy, toyContract, type Toy } from '../../../tests/http/toy.ts'
import * as session from '../../../contract/session.ts'
import * as files from '../../../contract/files.ts'

// An effect that can be slowed down, and one that stores its answer in its own statement as the hot path does.
const slow = endpoint({ id: 'toy.slow', method: 'POST', path: '/api/v1/slow', summary: '慢', who: ['citizen'], body: z.object({ ms: z.number(), fail: z.boolean().optional() }), output: z.object({ n: z.number() }) })
const hot = endpoint({ id: 'toy.hot', method: 'POST', path: '/api/v1/hot', summary: '热', who: ['citizen'], body: z.object({ fail: z.boolean().optional() }), output: z.object({ n: z.number() }) })
const done = { slow: 0, hot: 0 }
let gate: Promise<void> = Promise.resolve()
/** how many have come to the gate so far */
let atGate = 0

function more(http: Http): void {
  http.bind(slow, (ctx, { body }) => http.mutate(ctx, async (tx) => {
    const n = ++done.slow
    await tx.query(`select pg_sleep($1)`, [body.ms / 1000])
    if (body.fail) throw new Refusal([{ rule: 'x/y#z', code: 'E-X', message: '不行', basis: [] }])
    return reply({ n }, { status: 201 })
  }))
  http.bind(hot, (ctx, { body }) => http.once(ctx, () => toy.db.app.tx(async (tx) => {
    atGate++
    await gate
    if (body.fail) throw new Refusal([{ rule: 'x/y#z', code: 'E-X', message: '不行', basis: [] }])
    const n = done.hot + 1
    await tx.query(`insert into kernel.idempotency (${keptColumns}) values ($1, $2, $3, $4, $5, $6)`, [ctx.city, ctx.person, ctx.idempotencyKey, ctx.requestHash, 201, JSON.stringify({ n })])
    tx.afterCommit(() => void done.hot++)
    return reply({ n }, { status: 201 })
  })))
}

const endpoints = [...session.all, ...files.all, ...Object.values(toyContract), slow, hot]
let toy: Toy
beforeAll(async () => { toy = await openToy({ endpoints }, more) })
afterAll(() => toy.close())

const post = async (url: string, key: string, payload: object, person = 'chen') => {
  const { headers } = await toy.as(person)
  return toy.http.app.inject({ method: 'POST', url, headers: { ...headers, 'idempotency-key': key }, payload })
}

test('the same key and body give the stored answer, once in effect', async () => {
  const key = uuidv7()
  const before = toy.effects.posts
  const a = await post('/api/v1/notes', key, { text: '一次' })
  const b = await post('/api/v1/notes', key, { organ: 'a', text: '一次', tags: [] })
  expect([a.statusCode, b.statusCode]).toEqual([201, 201])
  expect(b.json()).toEqual(a.json())
  expect([a.headers['idempotency-replayed'], b.headers['idempotency-replayed'], b.headers.etag]).toEqual([undefined, 'true', '"1"'])
  expect(toy.effects.posts).toBe(before + 1)
})
test('the same key with another body, or for another endpoint, is 422', async () => {
  const key = uuidv7()
  await post('/api/v1/notes', key, { text: '一次' })
  expect((await post('/api/v1/notes', key, { text: '两次' })).json()).toMatchObject({ status: 422, code: 'E-KEY-REUSED' })
  expect((await post('/api/v1/slow', key, { ms: 0 })).json()).toMatchObject({ status: 422, code: 'E-KEY-REUSED' })
})
test('the same key of another person is another key', async () => {
  const key = uuidv7()
  const a = await post('/api/v1/notes', key, { text: '各人' })
  const b = await post('/api/v1/notes', key, { text: '各人' }, 'liu')
  expect(b.statusCode).toBe(201)
  expect(b.json().id).not.toBe(a.json().id)
})
test('a refusal is not stored: the corrected retry is judged anew, and so is a wrong input', async () => {
  const key = uuidv7()
  expect((await post('/api/v1/notes', key, { text: '违法' })).statusCode).toBe(422)
  expect((await post('/api/v1/notes', key, { text: 5 })).statusCode).toBe(422)
  expect((await post('/api/v1/notes', key, { text: '合法' })).statusCode).toBe(201)
})
test('ten at once have one effect and one answer', async () => {
  const key = uuidv7()
  const before = done.slow
  const all = await Promise.all(Array.from({ length: 10 }, () => post('/api/v1/slow', key, { ms: 30 })))
  expect(new Set(all.map((a) => `${a.statusCode} ${a.body}`)).size).toBe(1)
  expect(done.slow).toBe(before + 1)
})
test('the second waits for the first; when the first is refused it is judged itself', async () => {
  const key = uuidv7()
  const [a, b] = await Promise.all([post('/api/v1/slow', key, { ms: 30, fail: true }), post('/api/v1/slow', key, { ms: 30, fail: true })])
  expect([a.json().code, b.json().code]).toEqual(['E-X', 'E-X'])
})
test('who waits too long is told 409 and when to ask again', async () => {
  const key = uuidv7()
  // a town of its own: elsewhere nobody may lose patience, however slow the machine is
  const hasty = await openToy({ endpoints }, more, { lockTimeoutMs: 300 })
  let release = (): void => {}
  try {
    const { headers } = await hasty.as('chen')
    let holding: Promise<void> = Promise.resolve()
    await new Promise<void>((held, failed) => {
      holding = hasty.db.app.tx(async (tx) => {
        await tx.query(`insert into kernel.idempotency (${keptColumns}) values ($1, $2, $3, $4, 0, null)`, [hasty.db.city, hasty.people.get('chen')!.id, key, Buffer.alloc(32)])
        const released = new Promise<void>((go) => { release = go })
        held()
        await released
        throw new Error('never committed')
      })
      holding.catch(failed)
    })
    const a = await hasty.http.app.inject({ method: 'POST', url: '/api/v1/slow', headers: { ...headers, 'idempotency-key': key }, payload: { ms: 0 } })
    release()
    expect([a.statusCode, a.json().code, a.headers['retry-after']]).toEqual([409, 'E-IN-FLIGHT', '2'])
    await expect(holding).rejects.toThrow('never committed')
  } finally {
    release()
    await hasty.close()
  }
})
test('a hot path that stores its own answer keeps the same contract', async () => {
  const key = uuidv7()
  let go = (): void => {}
  gate = new Promise((r) => { go = r })
  atGate = 0
  const pending = Promise.all(Array.from({ length: 6 }, () => post('/api/v1/hot', key, {})))
  await expect.poll(() => atGate).toBe(6)
  go()
  const all = await pending
  expect(new Set(all.map((a) => `${a.statusCode} ${a.body}`)).size).toBe(1)
  expect(done.hot).toBe(1)
  // the thing has moved on by our own first try: the late twin gets its answer, not the refusal
  expect((await post('/api/v1/hot', key, { fail: true })).json().code).toBe('E-KEY-REUSED')
  expect((await post('/api/v1/hot', uuidv7(), { fail: true })).json().code).toBe('E-X')
})
test('the database away is an honest 503 with Retry-After', async () => {
  const away = createDb({ ...toy.db.connection('app'), host: '127.0.0.1', port: 9 })
  const cut = await openToy({ db: away })
  try {
    const { headers } = await toy.as('chen')
    const a = await cut.http.app.inject({ method: 'POST', url: '/api/v1/notes', headers: { ...headers, 'idempotency-key': uuidv7() }, payload: { text: '断' } })
    expect([a.statusCode, a.json().kind, a.json().code, a.headers['retry-after']]).toEqual([503, 'busy', 'E-UNAVAILABLE', '5'])
    expect(a.json().detail).toContain('未收到回执的内容没有办成')
    expect([(await cut.http.app.inject({ url: '/readyz' })).statusCode, (await cut.http.app.inject({ url: '/healthz' })).statusCode]).toEqual([503, 200])
  } finally {
    await cut.close()
    await away.close()
  }
})

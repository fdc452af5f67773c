import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../tests/database.ts'
import { standingClock, type Clock } from './clock.ts'
import { cancel, createWorker, enqueue, listDead, retryDead, type Handler, type NewJob, type Worker, type WorkerOptions } from './jobs.ts'

let database: TestDatabase
let clock: Clock
const workers: Worker[] = []
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())
beforeEach(async () => {
  for (const w of workers.splice(0)) await w.stop()
  await database.app.query('delete from kernel.job')
  clock = standingClock('2020-12-25T09:00')
})

const city = '411000'
function worker(handlers: Record<string, Handler>, o: Partial<WorkerOptions> = {}): Worker {
  const w = createWorker({ db: database.app, city, clock, handlers, backoffMs: () => 0, pollMs: 20, ...o })
  workers.push(w)
  return w
}
const put = (...jobs: NewJob[]) => database.app.tx((tx) => enqueue(tx, city, jobs, clock))
test('a job exists exactly when its transaction does', async () => {
  const done: string[] = []
  const w = worker({ mark: async (job) => void done.push(job.payload.name) })
  await database.app.tx(async (tx) => { await enqueue(tx, city, [{ kind: 'mark', payload: { name: 'lost' } }], clock); throw new Error('back') }).catch(() => {})
  await put({ kind: 'mark', payload: { name: 'kept' } })
  await w.runDue(clock.legal())
  expect(done).toEqual(['kept'])
})

test('its effect and the mark "done" stand or fall together', async () => {
  let fail = true
  const w = worker({
    count: async (_job, finish) => database.app.tx(async (tx) => {
      await tx.query(`insert into kernel.counter (city, name, value) values ($1, 'effect', 1) on conflict (city, name) do update set value = kernel.counter.value + 1`, [city])
      await finish(tx)
      if (fail) throw new Error('after the mark')
    }),
  })
  await put({ kind: 'count', payload: {} })
  await w.runDue(clock.legal())
  fail = false
  await w.runDue(clock.legal())
  await w.runDue(clock.legal())
  const { rows } = await database.app.query(`select value from kernel.counter where name = 'effect'`)
  expect(rows).toEqual([{ value: 1 }])
})

test('legal jobs wait for legal time and run in its order, each at its own instant', async () => {
  const seen: string[] = []
  const w = worker({
    ring: async (job) => {
      seen.push(`${job.payload.n}@${clock.today()}`)
      if (job.payload.n === 1) await put({ kind: 'ring', payload: { n: 'follow-up' }, clock: 'legal', runAt: '2020-12-29T00:00:00+08:00' }, { kind: 'ring', payload: { n: 'real' } })
    },
  })
  await put(...[3, 1, 2].map((n) => ({ kind: 'ring', payload: { n }, clock: 'legal' as const, runAt: `2020-12-${27 + n}T00:00:00+08:00` })))
  expect(await w.runDue(clock.legal())).toBe(0)
  expect(await w.runDue('2020-12-29T12:00:00.000+08:00', (at) => clock.advance(at))).toBe(4)
  expect(seen).toEqual(['1@2020-12-28', 'real@2020-12-28', '2@2020-12-29', 'follow-up@2020-12-29'])
})

test('the same key moves the one job; cancelling takes it away', async () => {
  const seen: string[] = []
  const w = worker({ ring: async (job) => void seen.push(job.payload.v) })
  const job = (v: string, day: string, dedupeKey = 'case/1'): NewJob => ({ kind: 'ring', payload: { v }, clock: 'legal', runAt: `${day}T00:00:00+08:00`, dedupeKey })
  const [first] = await put(job('old', '2020-12-26'))
  expect(await put(job('new', '2020-12-28'))).toEqual([first])
  await put(job('other', '2020-12-26', 'case/2'))
  expect(await database.app.tx((tx) => cancel(tx, city, 'ring', ['case/2', 'case/9']))).toBe(1)
  await w.runDue('2020-12-27T00:00:00+08:00')
  expect(seen).toEqual([])
  await w.runDue('2020-12-28T00:00:00+08:00')
  expect(seen).toEqual(['new'])
  await put(job('again', '2020-12-28'))
  await w.runDue('2020-12-28T00:00:00+08:00')
  expect(seen).toEqual(['new', 'again'])
})

test('a job that keeps failing is given up, listed, and can be tried again', async () => {
  let broken = true
  const tries: number[] = []
  const w = worker({ mail: async (job) => { tries.push(job.attempt); if (broken) throw new Error('no line') } }, { attempts: 3 })
  const [id] = await put({ kind: 'mail', payload: { to: 'case/1' } })
  for (let i = 0; i < 5; i++) await w.runDue(clock.legal())
  expect(tries).toEqual([1, 2, 3])
  expect(await listDead(database.app, city)).toMatchObject([{ id, kind: 'mail', attempts: 3, lastError: 'no line' }])
  broken = false
  expect(await retryDead(database.app, city, id!)).toBe(true)
  expect(await retryDead(database.app, city, id!)).toBe(false)
  await w.runDue(clock.legal())
  expect(await listDead(database.app, city)).toEqual([])
  expect(tries).toEqual([1, 2, 3, 1])
})

test('in the background: an announced job runs at once, also in another process, and each job once', async () => {
  const runs = new Map<string, number>()
  const handlers = { mark: async (job: { id: string }) => { runs.set(job.id, (runs.get(job.id) ?? 0) + 1); await new Promise((r) => setTimeout(r, 2)) } }
  // pollMs beyond the test: only the wake-up can make it run
  const two = [worker(handlers, { pollMs: 60_000, batch: 3 }), worker(handlers, { pollMs: 60_000, batch: 3 })]
  await Promise.all(two.map((w) => w.start()))
  const ids = await put(...Array.from({ length: 40 }, (_, n) => ({ kind: 'mark', payload: { n } })))
  const silent = createWorker({ db: database.app, city, clock, handlers: {} })
  silent.announce()
  await expect.poll(() => runs.size).toBe(ids.length)
  expect([...runs.values()].every((n) => n === 1)).toBe(true)
  await silent.stop()
})

test('a worker that lost its lease cannot say "done"', async () => {
  const errors: string[] = []
  const w = worker({
    slow: async (job, finish) => {
      await database.app.query(`update kernel.job set locked_until = now() + interval '5 minutes' where id = $1`, [job.id]) // another worker took it
      await database.app.tx((tx) => finish(tx))
    },
  }, { onFailure: (_j, e) => errors.push(e.message) })
  await put({ kind: 'slow', payload: {} })
  await w.runDue(clock.legal())
  expect(errors).toEqual(['the lease of this job has passed to another worker'])
  expect((await database.app.query('select done_at from kernel.job')).rows).toEqual([{ done_at: null }])
})

test('kinds without a handler here are left for a process that has one', async () => {
  await put({ kind: 'later.version', payload: {} })
  expect(await worker({}).runDue(clock.legal())).toBe(0)
  expect((await database.app.query('select attempts from kernel.job')).rows).toEqual([{ attempts: 0 }])
})

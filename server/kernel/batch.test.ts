import { expect, test } from 'vitest'
import { batched } from './batch.ts'

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms))

test('what is asked in one turn is read by one statement, each key once', async () => {
  const asked: string[][] = []
  const read = batched(async (keys) => { asked.push(keys); return new Map(keys.map((k) => [k, k.toUpperCase()])) })
  const [a, b] = await Promise.all([read(['x', 'y']), read(['y', 'z'])])
  expect(asked).toEqual([['x', 'y', 'z']])
  expect([a.get('x'), b.get('z')]).toEqual(['X', 'Z'])
})

test('an answer is never older than the question: a statement in flight is not joined', async () => {
  let value = 'before'
  const read = batched(async (keys) => { const seen = value; await pause(20); return new Map(keys.map((k) => [k, seen])) }, { flights: 1 })
  const first = read(['k'])
  await pause(5)
  value = 'after'
  expect((await read(['k'])).get('k')).toBe('after')
  expect((await first).get('k')).toBe('before')
})

test('no more statements at a time than allowed; who waits is read together; none is larger than allowed', async () => {
  let now = 0
  let highest = 0
  const sizes: number[] = []
  const read = batched(async (keys) => { highest = Math.max(highest, ++now); sizes.push(keys.length); await pause(5); now--; return new Map(keys.map((k) => [k, k])) }, { most: 10, flights: 2 })
  const answers = await Promise.all(Array.from({ length: 45 }, (_, i) => read([`k${i}`]).then((m) => m.get(`k${i}`))))
  expect(answers).toEqual(Array.from({ length: 45 }, (_, i) => `k${i}`))
  expect(highest).toBe(2)
  expect(sizes).toEqual([10, 10, 10, 10, 5])
})

test('a statement that hangs holds nobody back for long', async () => {
  let calls = 0
  const read = batched(async (keys) => { if (++calls <= 2) await pause(400); return new Map(keys.map((k) => [k, 1])) }, { flights: 2, patience: 30 })
  const hanging = [read(['a'])]
  await pause(5)
  hanging.push(read(['b']))
  await pause(5)
  const begun = performance.now()
  await read(['c'])
  expect(performance.now() - begun).toBeLessThan(300)
  await Promise.all(hanging)
})

test('a failure reaches all who shared the statement, and the next one is sent all the same', async () => {
  let broken = true
  const read = batched(async (keys) => { if (broken) throw new Error('gone'); return new Map(keys.map((k) => [k, 1])) }, { flights: 1 })
  const told = await Promise.allSettled([read(['a']), read(['b'])])
  expect(told.map((t) => t.status)).toEqual(['rejected', 'rejected'])
  broken = false
  expect((await read(['a'])).get('a')).toBe(1)
})

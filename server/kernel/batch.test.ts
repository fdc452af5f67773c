import { expect, test } from 'vitest'
import { batched } from './batch.ts'

/** a statement that is at the database until it is let go */
function held() {
  let go = (): void => {}
  let begin = (): void => {}
  const begun = new Promise<void>((r) => { begin = r })
  const end = new Promise<void>((r) => { go = r })
  return { begun, go, stay: async () => { begin(); await end } }
}

test('what is asked in one turn is read by one statement, each key once', async () => {
  const asked: string[][] = []
  const read = batched(async (keys) => { asked.push(keys); return new Map(keys.map((k) => [k, k.toUpperCase()])) })
  const [a, b] = await Promise.all([read(['x', 'y']), read(['y', 'z'])])
  expect(asked).toEqual([['x', 'y', 'z']])
  expect([a.get('x'), b.get('z')]).toEqual(['X', 'Z'])
})

test('an answer is never older than the question: a statement in flight is not joined', async () => {
  let value = 'before'
  const one = held()
  const read = batched(async (keys) => { const seen = value; if (seen === 'before') await one.stay(); return new Map(keys.map((k) => [k, seen])) }, { flights: 1 })
  const first = read(['k'])
  await one.begun
  value = 'after'
  const second = read(['k'])
  one.go()
  expect((await second).get('k')).toBe('after')
  expect((await first).get('k')).toBe('before')
})

test('no more statements at a time than allowed; who waits is read together; none is larger than allowed', async () => {
  let now = 0
  let highest = 0
  const sizes: number[] = []
  const read = batched(async (keys) => { highest = Math.max(highest, ++now); sizes.push(keys.length); await new Promise((r) => setImmediate(r)); now--; return new Map(keys.map((k) => [k, k])) }, { most: 10, flights: 2 })
  const answers = await Promise.all(Array.from({ length: 45 }, (_, i) => read([`k${i}`]).then((m) => m.get(`k${i}`))))
  expect(answers).toEqual(Array.from({ length: 45 }, (_, i) => `k${i}`))
  expect(highest).toBe(2)
  expect(sizes).toEqual([10, 10, 10, 10, 5])
})

test('a statement that hangs holds nobody back for long', async () => {
  const hanging = [held(), held()]
  let calls = 0
  const read = batched(async (keys) => { await hanging[calls++]?.stay(); return new Map(keys.map((k) => [k, 1])) }, { flights: 2, patience: 30 })
  const a = read(['a'])
  await hanging[0]!.begun
  const b = read(['b'])
  await hanging[1]!.begun
  // both are still at it
  expect((await read(['c'])).get('c')).toBe(1)
  for (const h of hanging) h.go()
  expect([(await a).get('a'), (await b).get('b')]).toEqual([1, 1])
})

test('a failure reaches all who shared the statement, and the next one is sent all the same', async () => {
  let broken = true
  const read = batched(async (keys) => { if (broken) throw new Error('gone'); return new Map(keys.map((k) => [k, 1])) }, { flights: 1 })
  const told = await Promise.allSettled([read(['a']), read(['b'])])
  expect(told.map((t) => t.status)).toEqual(['rejected', 'rejected'])
  broken = false
  expect((await read(['a'])).get('a')).toBe(1)
})

import { expect, test } from 'vitest'
import { examRound } from '../../tools/bench/examRound.ts'
import { bundleServer } from '../../tools/bench/host.ts'

/** `npm run bench -- exam` sits two thousand; these few show that nothing has been broken since. */
test.skipIf(process.platform === 'win32')('kill -9 in the middle of an examination of forty: every acknowledged answer is there, everybody goes on and hands in, and the log seals what they wrote', async () => {
  const round = await examRound({ bundle: await bundleServer(), candidates: 40, pace: { openMs: 1_000, saveEveryMs: 400, saveMs: 4_000, handInMs: 1_000 }, kill: true })
  const { times: _, ...seen } = round
  expect(round.refused, JSON.stringify(seen)).toEqual([])
  expect(round.broken, JSON.stringify(seen)).toEqual([])
  expect(round.lost, JSON.stringify(seen)).toBe(0)
  expect(round.times.handIn).toHaveLength(40)
  // the kill must have come while they were writing
  expect(round.acknowledged).toBeGreaterThan(60)
  expect(round.reconnected).toBeGreaterThan(0)
}, 900_000)

import { beforeAll, expect, test } from 'vitest'
import { crashRounds, sum } from '../../tools/bench/crashRounds.ts'
import { bundleServer } from '../../tools/bench/host.ts'

let bundle: string
beforeAll(async () => { bundle = await bundleServer() })

/** `npm run bench -- crash` runs ten rounds, PostgreSQL as well; the one of every day shows that nothing has been broken since. */
test('kill -9 of the server in the middle of 200 submissions by 8 writers: what was acknowledged is there once, what was not can be sent again', async () => {
  const rounds = await crashRounds({ bundle, rounds: process.env.YICHUANG_TEST_DEEP ? 4 : 1 })
  const all = sum(rounds)
  expect(all.lost, JSON.stringify(rounds)).toBe(0)
  expect(all.doubled, JSON.stringify(rounds)).toBe(0)
  expect(all.acknowledged).toBeGreaterThan(40)
  // the kill must have come in the middle of something
  expect(all.open).toBeGreaterThan(0)
})

test('the proof can fail: a build that answers before COMMIT loses acknowledged cases', async () => {
  const rounds = await crashRounds({ bundle, rounds: 1, control: true })
  expect(sum(rounds).lost, JSON.stringify(rounds)).toBeGreaterThan(0)
})

import { expect, test } from 'vitest'

/** Needs root and loop devices, and some minutes: only in the long run. `npm run bench -- crash --power` runs ten rounds and the control as long. */
const deep = test.runIf(process.env.YICHUANG_TEST_DEEP)
// read only then: the daily run should not pay for it
const bench = async () => ({ ...(await import('../../tools/bench/crashPower.ts')), ...(await import('../../tools/bench/crashRounds.ts')), bundle: await (await import('../../tools/bench/host.ts')).bundleServer() })

deep('the power is cut under 8 writers: the product starts on the disk as it was, what was acknowledged is there once, the audit holds', async (at) => {
  const { powerCuts, sum, bundle } = await bench()
  const done = await powerCuts({ bundle, rounds: 3 })
  if ('skipped' in done) return at.skip(done.skipped)
  expect(done.rounds.filter((r) => !r.started)).toEqual([])
  const { lost, doubled, broken } = sum(done.rounds)
  expect({ lost, doubled, broken }, JSON.stringify(done.rounds)).toEqual({ lost: 0, doubled: 0, broken: [] })
}, 900_000)

deep('the proof can fail: without fsync a power cut loses acknowledged cases', async (at) => {
  const { powerCuts, bundle } = await bench()
  const done = await powerCuts({ bundle, rounds: 2, unsafe: true })
  if ('skipped' in done) return at.skip(done.skipped)
  expect(done.rounds.reduce((n, r) => n + r.lost + Number(!r.started) + r.broken.length, 0)).toBeGreaterThan(0)
}, 900_000)

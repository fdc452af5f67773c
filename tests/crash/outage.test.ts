import { expect, test } from 'vitest'
import { bundleServer } from '../../tools/bench/host.ts'
import { outageUnderLoad } from '../../tools/bench/outageUnderLoad.ts'

/** the client may wait so long for the truth: a statement's limit and what the pool needs to give up */
const limitMs = 20_000

test.skipIf(process.platform !== 'linux')('the database stands still for 10 s under load: 503 with Retry-After, nothing lost, served again within 10 s', async () => {
  const o = await outageUnderLoad({ bundle: await bundleServer(), seconds: 10 })
  const said = JSON.stringify(o)
  expect(o.other, said).toEqual([])
  expect(o.unavailable, said).toBeGreaterThan(0)
  expect(o.curt, said).toBe(0)
  expect(o.slowest, said).toBeLessThan(limitMs)
  expect(o.lost, said).toBe(0)
  expect(o.doubled, said).toBe(0)
  expect(o.acknowledged, said).toBeGreaterThan(20)
  expect(o.recovered, said).toBeLessThan(10_000)
  console.log(`outage of 10 s: ${said}`)
}, 120_000)

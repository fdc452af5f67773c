import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCity, type City } from './city.ts'
import { commands } from './commands.ts'
import { beginnings } from './days.ts'
import { cityInvariants, observeCity } from './invariants.city.ts'
import { runInvariants, violations } from './invariants.ts'
import { observe } from './observe.ts'
import { World } from './world.ts'

const deep = !!process.env['YICHUANG_TEST_DEEP']
const runs = Number(process.env['YICHUANG_MODEL_RUNS'] ?? (deep ? 2000 : 200))
/** `seed`, or `seed/path/replay` as a failure prints it */
const [seed, path, replay] = (process.env['YICHUANG_MODEL_SEED'] ?? '').split('/')

/** deterministic where a commit is judged, another one each time where there is time to look for more */
const usual = 2004

let city: City
beforeAll(async () => { city = await openCity() })
afterAll(() => city?.close())

it(`${runs} runs of a city hall and its model: every step as the law says, every invariant at every end`, async () => {
  const used = seed ? Number(seed) : deep ? Date.now() % 2 ** 31 : usual
  let steps = 0
  const property = fc.asyncProperty(fc.constantFrom(...beginnings), commands(deep, replay), async (begin, list) => {
    city.begin(`${begin}T09:30`)
    const world = new World(city)
    try {
      await fc.asyncModelRun(() => ({ model: { begin }, real: world }), list)
      if (!world.held.length) return
      await world.ring()
    } finally {
      await world.close()
    }
    steps += world.story.length
    const broken = violations(runInvariants, await observe(city, new Map(world.held.map((h) => [h.id, h.case])), world.earlier))
    if (broken.length) throw new Error(`${broken.join('\n')}\n\nWhat happened:\n${world.story.join('\n')}`)
  })
  const result = await fc.check(property, { seed: used, numRuns: runs, ...(path ? { path } : {}), endOnFailure: false })
  if (result.failed) {
    const counterexample = String(result.counterexample?.join('\n'))
    throw new Error(`${result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)}\n
Shortest list of commands, after ${result.numShrinks} attempts to shorten it:\n${counterexample.replace(/ \/\*.*\*\//, '')}\n
Repeat it with YICHUANG_MODEL_SEED=${used}/${result.counterexamplePath}/${/replayPath="([^"]*)"/.exec(counterexample)?.[1] ?? ''}`)
  }
  console.log(`model: seed ${used}, ${runs} runs, ${steps} steps`)
  if (!path) expect(steps).toBeGreaterThan(runs)
}, 7_200_000)

it('and of all that the runs have left behind in the city', async () => {
  // the last run may have ended in an earlier year than the first
  city.begin('2026-12-31T23:00')
  await city.ring()
  expect(violations(cityInvariants, await observeCity(city))).toEqual([])
}, 3_600_000)

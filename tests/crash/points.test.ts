import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../server/kernel/config.ts'
import { armCrash, crashPoints, type CrashPoint } from '../../server/kernel/crashPoint.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { crashAtPoints } from '../../tools/bench/crashPoints.ts'
import { bundleServer } from '../../tools/bench/host.ts'

test('the points in the source are the points of the list', () => {
  const found = readdirSync(join(projectRoot(), 'server'), { recursive: true }).map(String).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
    .flatMap((f) => [...readFileSync(join(projectRoot(), 'server', f), 'utf8').matchAll(/crashPoint\('([^']+)'\)/g)].map((m) => m[1]!))
  expect([...new Set(found)].sort()).toEqual([...crashPoints].sort())
})

test('production refuses to die on purpose, by its environment and by its database', () => {
  expect(() => readConfig({ YICHUANG_PROFILE: 'production', YICHUANG_CRASH_AT: 'act.written' })).toThrow('不得设置')
  expect(() => readConfig({ YICHUANG_CRASH_AT: 'nonsense' })).toThrow('没有这个崩溃点')
  expect(() => armCrash('act.written', 'production')).toThrow('不得设置')
})

// each death costs a start of the server: the long run goes through all, the daily one through those where an answer and its effect part (before a commit tests/crash/kill dies all the time)
const points: readonly CrashPoint[] = process.env.YICHUANG_TEST_DEEP ? crashPoints : ['act.committed', 'sequencer.committed', 'job.beforeFinish']

test.skipIf(process.platform === 'win32')('the server dies at named points: nothing acknowledged is lost, nothing is done twice, every invariant holds', async () => {
  const all = await crashAtPoints({ bundle: await bundleServer(), points })
  expect(all.filter((r) => !r.hit).map((r) => r.point)).toEqual([])
  expect(all.filter((r) => r.broken.length)).toEqual([])
  expect(all.map((r) => r.point)).toEqual([...points])
}, 900_000)

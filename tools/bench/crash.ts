import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { crashAtPoints } from './crashPoints.ts'
import { powerCuts } from './crashPower.ts'
import { crashRounds, sum, type CrashOptions, type Round } from './crashRounds.ts'
import { benchFolder, bundleServer } from './host.ts'

/** what trust.md asks for */
const goal = { rounds: 40, acknowledged: 200_000 }
const parts = ['node', 'postgres', 'controls', 'points', 'power'] as const
type Part = (typeof parts)[number]

/**
 * `npm run bench -- crash [--rounds N] [--acknowledged N] [--only node,postgres,controls,points,power] [--power]`
 *
 * node: kill -9 of the Node process in the middle of 200 submissions by 8 writers, 10 rounds on one data folder. postgres: the same with every
 * process of PostgreSQL, 40 rounds and 200,000 acknowledged in all (4 writers that submit, 8 that append to the log by the product's own
 * statement, which costs less), then the whole audit. controls: two that must lose, a build that answers
 * before COMMIT and PostgreSQL with synchronous_commit off. points: Node dies at every named crash point once. power (only when
 * asked for): the power is cut, 10 rounds, and 3 of its control without fsync. Submissions are sent over HTTP throughout. `--rounds` and `--acknowledged` make
 * each part smaller. Ends with 1 when an acknowledged case is lost or doubled, an invariant is broken, a point is not reached, or a
 * control loses nothing (the proof could not fail).
 */
export async function run(args: string[]): Promise<number> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const only = option('--only')?.split(',') ?? (args.includes('--power') ? ['power'] : parts.filter((p) => p !== 'power'))
  const wrong = only.filter((p) => !parts.includes(p as Part))
  const most = Number(option('--rounds') ?? goal.rounds)
  const acknowledged = Number(option('--acknowledged') ?? Math.round((goal.acknowledged * Math.min(most, goal.rounds)) / goal.rounds))
  if (wrong.length || !(most >= 1) || !(acknowledged >= 1)) {
    process.stderr.write(`npm run bench -- crash [--rounds N] [--acknowledged N] [--only ${parts.join(',')}] [--power]\n`)
    return 2
  }
  const bundle = await bundleServer()
  const say = (text: string) => process.stderr.write(text + '\n')
  const results: Record<string, unknown> = {}
  let failed = false
  const told = async (key: string, name: string, judge: (s: Round) => boolean, o: Omit<CrashOptions, 'bundle' | 'say'>) => {
    say(name)
    const begun = Date.now()
    const all = await crashRounds({ bundle, say, ...o })
    const s = sum(all)
    const seconds = (Date.now() - begun) / 1000
    process.stdout.write(`${name}: ${o.rounds} rounds, ${s.acknowledged} acknowledged, ${s.open} without answer (${s.found} of them done), lost ${s.lost}, doubled ${s.doubled}, invariants broken ${s.broken.length}; `
      + `ready again in ${median(all.map((r) => r.ready))} ms, at most ${s.ready} ms; ${seconds.toFixed(0)} s, load average ${loadavg()[0]!.toFixed(1)}\n`)
    for (const b of s.broken.slice(0, 10)) process.stdout.write(`  ${b}\n`)
    results[key] = { ...s, seconds, load: loadavg()[0], rounds: all }
    if (!judge(s)) failed = true
  }
  const sound = (s: Round) => !s.lost && !s.doubled && !s.broken.length
  const loses = (s: Round) => s.lost > 0
  if (only.includes('node')) await told('node', 'kill -9 of Node', sound, { rounds: Math.min(most, 10), audit: true })
  if (only.includes('postgres'))
    await told('postgres', 'kill -9 of PostgreSQL', (s) => sound(s) && s.acknowledged >= acknowledged, {
      rounds: most, target: 'postgres', crowd: true, writers: 4, entries: 8, submissions: Math.ceil((2 * acknowledged) / most), atLeast: acknowledged, audit: true,
    })
  if (only.includes('controls')) {
    await told('control', 'control (answers before COMMIT)', loses, { rounds: Math.min(3, most), control: true })
    await told('asynchronous', 'control (synchronous_commit off, kill -9 of PostgreSQL)', loses, { rounds: Math.min(10, most), asynchronous: true, target: 'postgres', crowd: true, submissions: 2_000 })
  }
  if (only.includes('points')) {
    const points = await crashAtPoints({ bundle, say })
    results['points'] = points
    if (points.some((p) => !p.hit || p.broken.length)) failed = true
    process.stdout.write(`crash points: ${points.length}, reached ${points.filter((p) => p.hit).length}, broken ${points.filter((p) => p.broken.length).length}\n`)
  }
  if (only.includes('power')) {
    for (const [key, name, unsafe] of [['power', 'power cut', false], ['unsafe', 'control (power cut, fsync off)', true]] as const) {
      const done = await powerCuts({ bundle, rounds: Math.min(most, unsafe ? 3 : 10), say, unsafe })
      results[key] = done
      if ('skipped' in done) { process.stdout.write(`${name}: skipped: ${done.skipped}\n`); break }
      const s = sum(done.rounds.filter((r) => r.started))
      const dead = done.rounds.filter((r) => !r.started).length
      process.stdout.write(`${name}: ${done.rounds.length} rounds, ${done.rounds.reduce((n, r) => n + r.acknowledged, 0)} acknowledged before the cut, ${dead} did not start again, lost ${s.lost}, doubled ${s.doubled}, `
        + `invariants broken ${s.broken.length}; ready again in ${median(done.rounds.map((r) => r.ready))} ms, at most ${s.ready} ms; direct i/o ${done.direct ? 'yes' : 'no'}; ${done.seconds.toFixed(0)} s, load average ${loadavg()[0]!.toFixed(1)}\n`)
      for (const b of done.rounds.flatMap((r) => r.broken).slice(0, 10)) process.stdout.write(`  ${b}\n`)
      if (unsafe ? !s.lost && !dead && !s.broken.length : dead > 0 || !sound(s)) failed = true
    }
  }
  writeFileSync(join(benchFolder(), 'crash.json'), JSON.stringify({ at: new Date().toISOString(), goal, ...results }, null, 2) + '\n')
  return failed ? 1 : 0
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

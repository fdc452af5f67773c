import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { examRound, type ExamRound } from './examRound.ts'
import { benchFolder, bundleServer } from './host.ts'

/** what issue and measurement ask for */
const goal = { p99: 500, openSeconds: 30, handInSeconds: 60 }

/**
 * `npm run bench -- exam [--candidates 2000] [--minutes 2] [--only calm,kill]`
 *
 * Candidates signed in beforehand, one address, limits of a real city: all open the paper within 30 s, each saves an answer every 15 s for `--minutes`, all hand in within 60 s. Twice: calm, and with
 * kill -9 of the server in the middle. Ends with 1 when an acknowledged answer is not there, a hand-in is not sealed in the log, somebody was refused, a 99th percentile is above 500 ms (but for saves between
 * the kill and the moment at which everybody had caught up, which are told apart), or a phase took longer than it may.
 */
export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { candidates: { type: 'string', default: '2000' }, minutes: { type: 'string', default: '2' }, only: { type: 'string', default: 'calm,kill' } } })
  const candidates = Number(values.candidates)
  const only = values.only.split(',')
  if (!(candidates >= 1) || !(Number(values.minutes) > 0) || only.some((x) => x !== 'calm' && x !== 'kill')) {
    process.stderr.write('npm run bench -- exam [--candidates 2000] [--minutes 2] [--only calm,kill]\n')
    return 2
  }
  const bundle = await bundleServer()
  const say = (text: string) => process.stderr.write(`${text}\n`)
  const pace = { openMs: (goal.openSeconds - 2) * 1000, saveEveryMs: 15_000, saveMs: Number(values.minutes) * 60_000, handInMs: (goal.handInSeconds - 2) * 1000 }
  const results: Record<string, unknown> = {}
  let failed = false
  for (const name of only) {
    const r = await examRound({ bundle, candidates, pace, kill: name === 'kill', say })
    const p99 = { open: at(r.times.open, 0.99), save: at(r.times.save, 0.99), handIn: at(r.times.handIn, 0.99) }
    process.stdout.write(`${name}: ${r.candidates} candidates, ${r.times.save.length + r.times.away.length} answers acknowledged, lost ${r.lost}, hand-ins broken ${r.broken.length}, refused ${r.refused.length}; `
      + `${name === 'kill' ? `server back after ${r.ready} ms, ${r.reconnected} reconnected, all caught up ${((r.times.caughtUpMs ?? 0) / 1000).toFixed(1)} s after the kill; ` : ''}all open after ${(r.times.openedWithin / 1000).toFixed(1)} s, all handed in after ${(r.times.handedInWithin / 1000).toFixed(1)} s\n`)
    for (const [what, of] of [['open', r.times.open], ['save', r.times.save], ['save, outage', r.times.away], ['hand in', r.times.handIn]] as const)
      if (of.length) process.stdout.write(`  ${what}: ${of.length}, p50 ${at(of, 0.5)} ms, p99 ${at(of, 0.99)} ms, max ${at(of, 1)} ms\n`)
    if (r.publishMs !== null) process.stdout.write(`  results published in ${r.publishMs} ms, figures of every question in ${r.statisticsMs} ms\n`)
    process.stdout.write(`  server CPU ${(r.cpuUs / 1e6).toFixed(1)} s in ${r.seconds.toFixed(0)} s, load average ${loadavg()[0]!.toFixed(1)}\n`)
    for (const line of [...r.broken, ...r.refused].slice(0, 5)) process.stdout.write(`  ${line}\n`)
    results[name] = { ...summary(r), p99 }
    if (r.lost || r.broken.length || r.refused.length || r.times.handIn.length < candidates) failed = true
    if (Math.max(p99.open, p99.save, p99.handIn) > goal.p99 || r.times.openedWithin > goal.openSeconds * 1000 || r.times.handedInWithin > goal.handInSeconds * 1000) failed = true
  }
  writeFileSync(join(benchFolder(), 'exam.json'), JSON.stringify({ at: new Date().toISOString(), goal, candidates, pace, ...results }, null, 2) + '\n')
  return failed ? 1 : 0
}

const summary = ({ times, ...r }: ExamRound) => ({ ...r, saves: times.save.length, outage: times.away.length, caughtUpMs: times.caughtUpMs, openedWithin: times.openedWithin, handedInWithin: times.handedInWithin })

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}

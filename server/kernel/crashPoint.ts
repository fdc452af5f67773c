/**
 * Places at which the process can be made to die as by kill -9, so that it can be shown that nothing acknowledged is lost and nothing is
 * done twice, wherever it dies: before and after each commit and each publishing of a file. `npm run bench -- crash` and
 * tests/crash/points.test.ts go through all of them.
 */
export const crashPoints = [
  // an act: before its statement, when that has been sent (its commit may be on the way), and after the commit
  'act.beforeWrite', 'act.written', 'act.committed',
  // the trace of a refused act, in a transaction of its own
  'refusal.beforeCommit', 'refusal.committed',
  // what the law did by lapse of time
  'ring.beforeCommit', 'ring.committed',
  'sequencer.beforeCommit', 'sequencer.committed',
  // a checkpoint: tiles written, row committed, file in its place
  'checkpoint.tiled', 'checkpoint.committed', 'checkpoint.published',
  // the outbox: leased, effect done and not yet marked, marked and committed
  'job.claimed', 'job.beforeFinish', 'job.finished',
  // an upload: arrived, in its place, its row written
  'file.arrived', 'file.placed', 'file.recorded',
  // a document: its page made, not yet sent
  'document.rendered',
] as const
export type CrashPoint = (typeof crashPoints)[number]

let armed: { name: CrashPoint; left: number } | undefined

/** the point that YICHUANG_CRASH_AT names (`act.written`, or `act.written:3` for the third time); undefined when it names none */
export function readCrashPoint(text: string): { name: CrashPoint; left: number } | undefined {
  const [name, times = '1'] = text.split(':')
  return crashPoints.includes(name as CrashPoint) && /^[1-9]\d{0,6}$/.test(times) ? { name: name as CrashPoint, left: Number(times) } : undefined
}

/** Arms one point. Throws on a database in production: there it is refused, whatever the environment says. */
export function armCrash(text: string, profile: 'demo' | 'test' | 'production'): void {
  if (profile === 'production') throw new Error('YICHUANG_CRASH_AT 只用于演示和测试，正式运行（production）不得设置')
  armed = readCrashPoint(text)
}

/** Dies here if this point is armed; otherwise does nothing at all. */
export function crashPoint(name: CrashPoint): void {
  if (armed?.name === name && --armed.left === 0) process.kill(process.pid, 'SIGKILL')
}

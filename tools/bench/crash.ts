import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crashAtPoints } from './crashPoints.ts'
import { crashRounds, sum } from './crashRounds.ts'
import { benchFolder, bundleServer } from './host.ts'

/**
 * `npm run bench -- crash [--rounds N]`: kill -9 of the Node process in the middle of 200 submissions by 8 writers, 10 rounds on one
 * data folder; then the same with every process of PostgreSQL; then two controls that must lose: a build that answers before COMMIT, and
 * PostgreSQL with synchronous_commit off; then Node dies at every named crash point once. Writers speak HTTP throughout.
 * Ends with 1 when an acknowledged case is lost or doubled, an invariant is broken, a point is not reached, or a control loses none
 * (the proof could not fail).
 */
export async function run(args: string[]): Promise<number> {
  const at = args.indexOf('--rounds')
  const rounds = at < 0 ? 10 : Number(args[at + 1])
  const bundle = await bundleServer()
  const say = (text: string) => process.stderr.write(text + '\n')
  const told = async (name: string, o: { control?: boolean; asynchronous?: boolean; target?: 'node' | 'postgres'; rounds: number }) => {
    say(name)
    const all = await crashRounds({ bundle, say, ...o })
    const s = sum(all)
    process.stdout.write(`${name}: ${o.rounds} rounds, ${s.acknowledged} acknowledged, ${s.open} without answer (${s.found} of them done), lost ${s.lost}, doubled ${s.doubled}, ready again within ${s.ready} ms\n`)
    return { ...s, rounds: all }
  }
  const node = await told('kill -9 of Node', { rounds })
  const postgres = await told('kill -9 of PostgreSQL', { rounds: Math.max(1, Math.round(rounds / 2)), target: 'postgres' })
  const control = await told('control (answers before COMMIT)', { rounds: Math.min(3, rounds), control: true })
  const asynchronous = await told('control (synchronous_commit off, kill -9 of PostgreSQL)', { rounds: Math.min(3, rounds), asynchronous: true, target: 'postgres' })
  const points = await crashAtPoints({ bundle, say })
  const bad = points.filter((p) => !p.hit || p.broken.length)
  process.stdout.write(`crash points: ${points.length}, reached ${points.filter((p) => p.hit).length}, broken ${points.filter((p) => p.broken.length).length}\n`)
  writeFileSync(join(benchFolder(), 'crash.json'), JSON.stringify({ at: new Date().toISOString(), node, postgres, control, asynchronous, points }, null, 2) + '\n')
  return node.lost || node.doubled || postgres.lost || postgres.doubled || !control.lost || !asynchronous.lost || bad.length ? 1 : 0
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { depsFor } from '../../server/cli/replay.ts'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { createDb } from '../../server/kernel/db.ts'
import { adminRole, launch } from '../../server/kernel/postgres/launcher.ts'
import { ownerRole } from '../../server/kernel/roles.ts'
import { replay } from '../../server/modules/casework/index.ts'
import { benchFolder, bundleServer, startServer } from './host.ts'
import { city, citizens, clockStart, multiply, patterns, submissions } from './seed.ts'

/** what the issue asks for */
const goal = { acts: 100_000, seconds: 60 }

/**
 * `npm run bench -- replay [--acts N]`: seeds a city whose cases the product filed and decided, until it holds at least N acts
 * (default 100,000), then compares every projection with its acts and rebuilds all of them. Prints acts, seconds and
 * differences; writes dist/bench/replay.json. Ends with 1 when anything differed.
 */
export async function run(args: string[]): Promise<number> {
  const at = args.indexOf('--acts')
  const wanted = at < 0 ? goal.acts : Number(args[at + 1])
  const say = (text: string) => process.stderr.write(text + '\n')
  const data = mkdtempSync(join(tmpdir(), 'yichuang-bench-'))
  const bundle = await bundleServer()
  const postgres = await launch({ folders: foldersOf(data), exclusive: false })
  const admin = new pg.Client(postgres.connection(adminRole, postgres.passwords.admin, databaseName))
  const owner = createDb(postgres.connection(ownerRole, postgres.passwords.owner, databaseName), { max: 1 })
  try {
    const server = await startServer({ bundle, data, mode: 'open', env: { YICHUANG_PROFILE: 'demo', YICHUANG_CLOCK: clockStart } })
    try {
      await admin.connect()
      const people = await citizens(admin, 400)
      const { items } = await submissions(server.url, admin, people[0]!.token)
      await patterns(server.url, people, items, 1)
      await server.stop()
      const { rows: [filed] } = await admin.query<{ cases: number; acts: number }>(`select count(distinct case_id)::int as cases, count(*)::int as acts from casework.act where city = $1`, [city])
      // the archive of a city has more decided cases than the patterns, so this is rather too many than too few
      say(`multiplied: ${JSON.stringify(await multiply(admin, data, people, Math.ceil(wanted / (filed!.acts / filed!.cases)) * 1.1))}`)
    } finally {
      await server.stop().catch(() => {})
    }
    const deps = await depsFor(owner, city)
    const measured = async (name: string, runs: AsyncIterable<{ cases: number; acts: number; differences?: unknown[]; changed?: unknown[]; faults?: unknown[] }>) => {
      const begun = Date.now()
      const cpu = process.cpuUsage()
      const sum = { cases: 0, acts: 0, differences: 0 }
      for await (const b of runs) {
        sum.cases += b.cases
        sum.acts += b.acts
        for (const list of [b.differences, b.changed, b.faults]) {
          sum.differences += list?.length ?? 0
          if (list?.length) say(`${name}: ${JSON.stringify(list.slice(0, 3))}`)
        }
      }
      const seconds = (Date.now() - begun) / 1000
      const { user, system } = process.cpuUsage(cpu)
      return { ...sum, seconds, cpuSeconds: (user + system) / 1e6, perHundredThousand: (seconds * 100_000) / sum.acts }
    }
    const figures = { compare: await measured('compare', replay.recompute(deps)), rebuild: await measured('rebuild', replay.rebuild(deps)) }
    process.stdout.write(`\n${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}; goal: ${goal.acts} acts in ${goal.seconds} s\n`)
    for (const [name, f] of Object.entries(figures))
      process.stdout.write(`${name.padEnd(8)} ${f.cases} cases, ${f.acts} acts: ${f.seconds.toFixed(1)} s (CPU of this process ${f.cpuSeconds.toFixed(1)} s), ${f.differences} differences; 100,000 acts: ${f.perHundredThousand.toFixed(1)} s ${f.perHundredThousand <= goal.seconds ? 'ok' : 'short'}\n`)
    writeFileSync(join(benchFolder(), 'replay.json'), JSON.stringify({ at: new Date().toISOString(), machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version }, goal, figures }, null, 2) + '\n')
    return figures.compare.differences + figures.rebuild.differences ? 1 : 0
  } finally {
    await owner.close()
    await admin.end().catch(() => {})
    await postgres.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

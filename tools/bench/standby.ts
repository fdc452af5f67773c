import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../../server/kernel/root.ts'
import { adminOf, killPostgres, stopPostgres } from './database.ts'
import { compare, write } from './crashWriters.ts'
import { benchFolder, bundleServer, pause, startServer, type RunningServer } from './host.ts'
import { citizens, submissions } from './seed.ts'

/** what trust.md asks for */
const goal = { rounds: 3, lost: 0, ms: 5_000 }
const yichuang = join(projectRoot(), 'bin', 'yichuang.mjs')

/**
 * `npm run bench -- standby [--rounds N]`: as docs/operating/backup.md says to do it, by its commands. A city on one data folder, `yichuang
 * standby` following it on another; under 8 writers over HTTP the application and every process of PostgreSQL are killed with -9; `yichuang
 * standby promote`; the application is started on the standby. Each round's standby is the next round's primary. Prints what was
 * acknowledged and lost and the ms from the kill to the first accepted write, the start of the application included; writes
 * dist/bench/standby.json. Ends with 1 when anything was lost or doubled, or a round took more than five seconds.
 */
export async function run(args: string[]): Promise<number> {
  const rounds = args.includes('--rounds') ? Number(args[args.indexOf('--rounds') + 1]) : goal.rounds
  const say = (text: string) => process.stderr.write(text + '\n')
  // the command line as it is installed, not as its sources
  execFileSync(process.execPath, [join(projectRoot(), 'tools', 'build.mjs'), 'server'], { stdio: 'inherit' })
  const bundle = await bundleServer()
  const root = mkdtempSync(join(tmpdir(), 'yichuang-standby-'))
  const machine = (i: number) => join(root, `machine${i}`)
  const start = (i: number) => startServer({ bundle, data: machine(i), mode: 'open', env: { YICHUANG_PROFILE: 'test' } })
  let server: RunningServer | undefined
  const followers: ChildProcess[] = []
  const all: object[] = []
  let failed = false
  try {
    server = await start(0)
    let db = await adminOf(machine(0))
    const tokens = (await citizens(db, 400)).map((c) => c.token)
    const { items } = await submissions(server.url, db, tokens[0]!, 10)
    await db.end()
    for (let round = 0; round < rounds; round++) {
      followers.push(await follow(machine(round), machine(round + 1)))
      const writers = write(server.url, { writers: 8, tokens, items, wanted: Infinity, name: `s${round}` })
      await writers.until(1_000)
      const killed = performance.now()
      await Promise.all([server.kill(), killPostgres(machine(round))])
      const sent = await writers.tried()
      const said = await promisify(execFile)(process.execPath, [yichuang, 'standby', 'promote', '--data', machine(round + 1)], { env: own() })
      const promoted = performance.now() - killed
      server = await start(round + 1)
      const started = performance.now() - killed
      const first = write(server.url, { writers: 1, tokens, items, wanted: 1, name: `f${round}` })
      await first.until(1)
      const accepted = performance.now() - killed
      await first.tried()
      db = await adminOf(machine(round + 1))
      const compared = await compare(server.url, db, sent)
      await db.end()
      const result = { ...compared, promoted: Math.round(promoted), started: Math.round(started), accepted: Math.round(accepted), load: loadavg()[0] }
      say(`${said.stdout.trim()}\nround ${round + 1}: ${JSON.stringify(result)}`)
      process.stdout.write(`round ${round + 1}: ${compared.acknowledged} acknowledged, ${compared.open} without answer (${compared.found} of them done), lost ${compared.lost}, doubled ${compared.doubled}; after the kill: `
        + `promoted ${(promoted / 1000).toFixed(2)} s, application started ${(started / 1000).toFixed(2)} s, first write accepted ${(accepted / 1000).toFixed(2)} s ${accepted <= goal.ms ? 'ok' : 'short'}; load average ${loadavg()[0]!.toFixed(1)}\n`)
      if (compared.lost || compared.doubled || accepted > goal.ms) failed = true
      all.push(result)
    }
    writeFileSync(join(benchFolder(), 'standby.json'), JSON.stringify({ at: new Date().toISOString(), goal, rounds: all }, null, 2) + '\n')
    return failed ? 1 : 0
  } finally {
    for (const f of followers) f.kill('SIGTERM')
    await server?.stop().catch(() => {})
    for (let i = 0; i <= rounds; i++) await stopPostgres(machine(i))
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

const own = () => Object.fromEntries(Object.entries(process.env).filter(([k]) => !/^(YICHUANG_|DATABASE_|DB_)/.test(k)))

/** `yichuang standby`, left running; returns when it says that the primary waits for it */
async function follow(of: string, data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [yichuang, 'standby', '--of', of, '--data', data], { env: own(), stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => (said += String(d)))
  while (!said.includes('同步：主库等到这里落盘才答复')) {
    if (child.exitCode !== null) throw new Error(`yichuang standby: ${said}`)
    await pause(50)
  }
  return child
}

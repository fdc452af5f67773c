import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { adminRole, launch } from '../../server/kernel/postgres/launcher.ts'
import { projectRoot } from '../../server/kernel/root.ts'
import { roleNames } from '../../server/kernel/roles.ts'
import { benchFolder, bundleServer, cpuOf, cpuOfPostgres, memoryOf, pause, startServer, type RunningServer } from './host.ts'
import { figuresOf, load, requestOf, type Figures, type Raw } from './load.ts'
import { pgbench, pgbenchPath, scriptsOf, type Sent } from './pgbench.ts'
import { plansOf, type Plan } from './plans.ts'
import { city, citizens, clockStart, multiply, patterns, submissions, type Citizen, type Submission } from './seed.ts'

const connections = 32
/** what the issue asks for */
const goals = {
  submit: { perSecond: 500, p99: 90 }, get: { perSecond: 2500, p99: 25 }, queue: { perSecond: 1500, p99: 40 }, ratio: 0.4, memoryMb: 400, citizenKb: 120, buffers: 60, lagSeconds: 12, accountability: 0.25,
}

interface Measured extends Figures { serverCpuUs: number; postgresCpuUs: number; load: number }
interface State { people: Citizen[]; items: Submission[]; left: string[]; organ: string; examiner: string; rows: Record<string, number> }

/**
 * `npm run bench -- main [--quick] [--keep FOLDER] [--seconds N] [--only submit,get,queue,hot,lag,accountability] [--prof FOLDER]`: 100,000 cases, the
 * server in the built form and PostgreSQL on the same machine, 32 connections. Prints each figure beside its goal and
 * writes dist/bench/main.json. Ends with 1 when requests failed or a plan scans; a figure that falls short is said, not hidden.
 */
export async function run(args: string[]): Promise<number> {
  const option = (name: string) => { const i = args.indexOf(`--${name}`); return i < 0 ? undefined : args[i + 1] }
  const quick = args.includes('--quick')
  const wanted = quick ? 10_000 : 100_000
  const seconds = Number(option('seconds') ?? (quick ? 5 : 15))
  const only = option('only')?.split(',')
  const keep = option('keep')
  const data = keep ?? mkdtempSync(join(tmpdir(), 'yichuang-bench-'))
  const say = (text: string) => process.stderr.write(text + '\n')
  const bundle = await bundleServer()
  // held by us, so that PostgreSQL stays when the server stops
  const postgres = await launch({ folders: foldersOf(data), exclusive: false })
  const admin = new pg.Client(postgres.connection(adminRole, postgres.passwords.admin, databaseName))
  const mark = async () => void await admin.query('checkpoint')
  let server: RunningServer | undefined
  try {
    const kept = join(data, 'bench.json')
    const state = existsSync(kept) ? (await admin.connect(), JSON.parse(readFileSync(kept, 'utf8')) as State) : await seeded()
    const captured = await capture(state)

    server = await startServer({ bundle, data, mode: 'open', ...(option('prof') ? { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${option('prof')}`] } : {}) })
    await caughtUp(server)
    const { port } = server
    const tokens = state.people.map((p) => p.token)
    const spread = (n: number) => (n * 7919) % tokens.length
    let n = 0
    const submit = (items: Submission[]) => () => { n++; return requestOf('POST', '/api/v1/cases', port, tokens[spread(n)]!, { key: randomUUID(), body: items[n % items.length]!.body }) }
    const { rows: own } = await admin.query<{ id: string; applicant: string }>(
      `select id, applicant from casework.cases where city = $1 and applicant = any($2::uuid[]) order by random() limit 20000`, [city, state.people.map((p) => p.id)])
    const tokenOf = new Map(state.people.map((p) => [p.id, p.token]))
    const get = () => { const c = own[n++ % own.length]!; return requestOf('GET', `/api/v1/cases/${c.id}`, port, tokenOf.get(c.applicant)!) }
    const queue = () => requestOf('GET', '/api/v1/queue', port, state.examiner)

    /** `rounds` runs; `between` is done after each */
    const measure = async (next: () => Buffer, rounds = 1, between = async () => {}): Promise<Measured> => {
      await load({ port, connections, seconds: Math.min(3, seconds / 3), next }) // plans, compiled code, full caches
      const runs: Raw[] = []
      const cpu = [0, 0]
      for (let i = 0; i < rounds; i++) {
        await mark()
        const before = [cpuOf(server!.pid), cpuOfPostgres(postgres.pid())] as const
        runs.push(await load({ port, connections, seconds: seconds / rounds, next }))
        cpu[0]! += cpuOf(server!.pid) - before[0]
        cpu[1]! += cpuOfPostgres(postgres.pid()) - before[1]
        await between()
      }
      const figures = figuresOf(runs)
      return { ...figures, serverCpuUs: Math.round(cpu[0]! / figures.requests), postgresCpuUs: Math.round(cpu[1]! / figures.requests), load: Math.round(loadavg()[0]! * 10) / 10 }
    }
    const scripts = scriptsOf(captured.submits, state.people.map((p) => p.id))
    const app = postgres.connection(roleNames.app, postgres.passwords.app, databaseName)
    const floor = { transactions: 0, failed: 0, seconds: 0, cpuUs: 0 }
    /** the same statements by pgbench, while the server stands still; what it left for the sequencer is taken away */
    const besides = async () => {
      if (!pgbenchPath) return
      process.kill(server!.pid, 'SIGSTOP')
      try {
        await mark()
        const before = cpuOfPostgres(postgres.pid())
        const done = await pgbench(app, scripts, { clients: connections, seconds: Math.ceil(seconds / 3) })
        floor.transactions += done.transactions
        floor.failed += done.failed
        floor.seconds += done.transactions / done.tps
        floor.cpuUs += cpuOfPostgres(postgres.pid()) - before
        await admin.query(`delete from journal.pending where city = $1`, [city])
      } finally {
        process.kill(server!.pid, 'SIGCONT')
      }
    }
    const wants = (name: string) => !only || only.includes(name)
    const figures: Record<string, Measured> = {}
    for (const [name, next] of [['get', get], ['queue', queue], ['hot', submit(state.items.slice(0, 1))]] as const)
      if (wants(name)) { say(`${name} …`); figures[name] = await measure(next) }
    // by turns, so that what else the machine does falls on both
    if (wants('submit')) { say('submit and pgbench …'); figures['submit'] = await measure(submit(state.items), 3, besides) }
    const lag = wants('lag') ? await checkpointLag(server, submit(state.items)) : undefined
    const memory = memoryOf(server.pid)
    await server.stop()
    server = undefined
    const accountability = wants('accountability') ? await costOfTheLog(state) : undefined

    return report({ quick, state, figures, memory, lag, accountability,
      floor: floor.transactions ? { tps: Math.round(floor.transactions / floor.seconds), failed: floor.failed, postgresCpuUs: Math.round(floor.cpuUs / floor.transactions) } : undefined,
       plans: captured.plans, statements: captured.submits.map((s) => s.length), shapes: new Set(captured.submits.map((s) => s.map((x) => x.sql).join())).size })
  } finally {
    await server?.stop().catch(() => {})
    await admin.end().catch(() => {})
    await postgres.stop()
    if (!keep) rmSync(data, { recursive: true, force: true })
  }

  /** waits until the public log holds every entry that the database has numbered: the cases that were copied in are many */
  async function caughtUp(of: RunningServer): Promise<void> {
    for (;;) {
      const { logs } = await (await fetch(`${of.url}/api/v1/log`)).json() as { logs: { profile: string; size: number }[] }
      const { rows } = await admin.query<{ n: string }>(`select count(*) as n from journal.leaf where city = $1`, [city])
      const reached = (profile: string) => logs.filter((l) => l.profile === profile).reduce((sum, l) => sum + l.size, 0)
      if (['intl', 'sm'].every((p) => reached(p) >= Number(rows[0]!.n))) return
      await pause(500)
    }
  }

  /** seconds from an act to the first signed checkpoint that holds its entry, over submissions of a run in which nothing stands still */
  async function checkpointLag(of: RunningServer, next: () => Buffer): Promise<{ p50: number; p99: number; entries: number }> {
    say('checkpoint lag …')
    await caughtUp(of)
    const since = Date.now()
    await load({ port: of.port, connections, seconds: Math.max(seconds, 15), next })
    await caughtUp(of)
    const { rows } = await admin.query<{ p50: string; p99: string; n: string }>(
      `select percentile_disc(0.5) within group (order by lag) as p50, percentile_disc(0.99) within group (order by lag) as p99, count(*) as n from (
         select extract(epoch from c.signed_at) - e.rec_us / 1e6 as lag from journal.entry e join journal.leaf l on l.city = e.city and l.entry = e.id
         join lateral (select signed_at from journal.checkpoint c where c.city = l.city and c.log = l.log and c.profile = 'intl' and c.size > l.index order by c.size limit 1) c on true
         where e.city = $1 and e.rec_us > $2 and e.type = 'casework.submit' and e.receipt is not null) x`, [city, since * 1000])
    return { p50: Number(rows[0]!.p50), p99: Number(rows[0]!.p99), entries: Number(rows[0]!.n) }
  }

  /** submissions with and without the rows of the journal, by turns, a fresh process each time */
  async function costOfTheLog(state: State): Promise<{ logged: number; unlogged: number }> {
    const done = { open: [] as Raw[], unlogged: [] as Raw[] }
    for (let turn = 0; turn < 3; turn++)
      for (const mode of ['open', 'unlogged'] as const) {
        say(`accountability, ${mode} …`)
        server = await startServer({ bundle, data, mode })
        await caughtUp(server)
        const { port } = server
        let n = turn * 1000
        const next = () => { n++; return requestOf('POST', '/api/v1/cases', port, state.people[(n * 7919) % state.people.length]!.token, { key: randomUUID(), body: state.items[n % state.items.length]!.body }) }
        await load({ port, connections, seconds: Math.min(3, seconds / 3), next })
        await mark()
        done[mode].push(await load({ port, connections, seconds: seconds / 2, next }))
        await server.stop()
        server = undefined
      }
    return { logged: figuresOf(done.open).perSecond, unlogged: figuresOf(done.unlogged).perSecond }
  }

  /** a fresh city: pack loaded by the product, patterns filed over HTTP, then multiplied */
  async function seeded(): Promise<State> {
    const begun = Date.now()
    server = await startServer({ bundle, data, mode: 'open', env: { YICHUANG_PROFILE: 'demo', YICHUANG_CLOCK: clockStart } })
    await admin.connect()
    const people = await citizens(admin, quick ? 400 : 4000)
    const { items, left } = await submissions(server.url, admin, people[0]!.token)
    say(`${items.length} items of the pack${left.length ? `; left out: ${left.join('; ')}` : ''}`)
    await patterns(server.url, people, items, quick ? 1 : 4)
    await pause(1500) // the sequencer gives the last entries their places
    await server.stop()
    server = undefined
    const rows = await multiply(admin, data, people, wanted)
    say(`seeded in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${JSON.stringify(rows)}`)
    const { rows: busiest } = await admin.query<{ organ: string; n: string }>(
      `select organ, count(*) as n from casework.cases where city = $1 and not closed and holder = 'organ' group by organ order by n desc limit 1`, [city])
    const organ = busiest[0]!.organ
    // an examiner's session, made as sign-in makes it
    const examiner = (await citizens(admin, 1))[0]!
    await admin.query(`update directory.post_holder set role = 'examiner', organ = $3 where city = $1 and person = $2`, [city, examiner.id, organ])
    await admin.query(`update kernel.session set grants = $3 where city = $1 and person = $2`, [city, examiner.id, JSON.stringify([{ role: 'examiner', organ }])])
    const state: State = { people, items, left, organ: `${organ} (${busiest[0]!.n} open)`, examiner: examiner.token, rows }
    writeFileSync(join(data, 'bench.json'), JSON.stringify(state))
    return state
  }

  /** one request of each kind, statement by statement, from a server that does nothing else */
  async function capture(state: State): Promise<{ submits: Sent[][]; plans: { get: Plan[]; queue: Plan[] } }> {
    const file = join(data, 'captured.jsonl')
    writeFileSync(file, '')
    server = await startServer({ bundle, data, mode: 'capture', env: { BENCH_CAPTURE: file } })
    const { url } = server
    const sentBy = async (request: () => Promise<Response>): Promise<Sent[]> => {
      const from = readFileSync(file).length
      const answer = await request()
      if (!answer.ok) throw new Error(await answer.text())
      await answer.text()
      return readFileSync(file).subarray(from).toString().split('\n').filter(Boolean).map((l) => JSON.parse(l) as Sent).filter((s) => !/update kernel\.session/.test(s.sql))
    }
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const submits: Sent[][] = []
    for (const [i, item] of state.items.entries())
      submits.push(await sentBy(() => fetch(`${url}/api/v1/cases`, { method: 'POST', body: item.body, headers: { ...bearer(state.people[i]!.token), 'content-type': 'application/json', 'idempotency-key': `bench-${randomUUID()}` } })))
    // the case with the longest record: what can happen at worst
    const { rows } = await admin.query<{ id: string; applicant: string }>(`select id, applicant from casework.cases where city = $1 and applicant = any($2::uuid[]) order by seq desc, id desc limit 1`, [city, state.people.map((p) => p.id)])
    const token = state.people.find((p) => p.id === rows[0]!.applicant)!.token
    const get = await sentBy(() => fetch(`${url}/api/v1/cases/${rows[0]!.id}`, { headers: bearer(token) }))
    const queue = await sentBy(() => fetch(`${url}/api/v1/queue`, { headers: bearer(state.examiner) }))
    await server.stop()
    server = undefined
    return { submits, plans: { get: await plansOf(admin, get), queue: await plansOf(admin, queue) } }
  }
}

interface Report {
  quick: boolean
  state: State
  figures: Record<string, Measured>
  floor: { tps: number; failed: number; postgresCpuUs: number } | undefined
  memory: { now: number; peak: number }
  lag: { p50: number; p99: number; entries: number } | undefined
  accountability: { logged: number; unlogged: number } | undefined
  plans: { get: Plan[]; queue: Plan[] }
  statements: number[]
  shapes: number
}

/** gzip bytes of what a citizen's page loads at most: the entry of the citizen client with all that it imports at once */
function citizenKb(): number | undefined {
  const manifest = join(projectRoot(), 'dist', 'web', 'citizen.manifest.json')
  if (!existsSync(manifest)) return undefined
  const parts = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, { file: string }>
  const files = new Set(Object.values(parts).map((p) => p.file).filter((f) => f.endsWith('.js')))
  return [...files].reduce((sum, f) => sum + gzipSync(readFileSync(join(projectRoot(), 'dist', 'web', f))).length, 0) / 1024
}

function report(r: Report): number {
  const lines: string[][] = []
  let faults = 0
  const add = (what: string, goal: string, figure: string, ok: boolean | null) => lines.push([what, goal, figure, ok === null ? '' : ok ? 'ok' : 'short'])
  for (const [name, f] of Object.entries(r.figures)) {
    const goal = goals[name as 'get'] as { perSecond: number; p99: number } | undefined
    add(`${name} /s`, goal ? `≥ ${goal.perSecond}` : '', String(f.perSecond), goal ? f.perSecond >= goal.perSecond : null)
    add(`${name} p99 ms`, goal ? `≤ ${goal.p99}` : '', `${f.p99} (p50 ${f.p50}, p99.9 ${f.p999}, max ${f.max})`, goal ? f.p99 <= goal.p99 : null)
    add(`${name} CPU µs`, '', `server ${f.serverCpuUs}, PostgreSQL ${f.postgresCpuUs}, load average ${f.load}`, null)
    if (f.errors) { faults++; add(`${name} errors`, '0', `${f.errors} of ${f.requests}: ${f.wrong}`, false) }
  }
  const { submit } = r.figures
  const ratio = submit && r.floor ? submit.perSecond / r.floor.tps : undefined
  if (r.floor) add('pgbench, same statements', '', `${r.floor.tps} tps, PostgreSQL CPU ${r.floor.postgresCpuUs} µs, ${r.floor.failed} failed; ${Math.min(...r.statements)} to ${Math.max(...r.statements)} statements with begin and commit, ${r.shapes} scripts`, null)
  if (ratio !== undefined) add('submit ÷ pgbench', `≥ ${goals.ratio}`, ratio.toFixed(2), ratio >= goals.ratio)
  else if (submit) add('submit ÷ pgbench', `≥ ${goals.ratio}`, 'not measured: pgbench is not installed', null)
  if (r.lag) add('checkpoint lag s', `p99 ≤ ${goals.lagSeconds}`, `${r.lag.p99.toFixed(1)} (p50 ${r.lag.p50.toFixed(1)}, ${r.lag.entries} entries)`, r.lag.p99 <= goals.lagSeconds)
  const cost = r.accountability && 1 - r.accountability.logged / r.accountability.unlogged
  if (r.accountability) add('accountability costs', `≤ ${goals.accountability * 100} %`, `${(cost! * 100).toFixed(0)} % (${r.accountability.logged} /s with the journal's rows, ${r.accountability.unlogged} /s without)`, cost! <= goals.accountability)
  add('memory of the server MB', `≤ ${goals.memoryMb}`, `${r.memory.now} (peak ${r.memory.peak})`, r.memory.peak <= goals.memoryMb)
  const kb = citizenKb()
  if (kb !== undefined) add('citizen pages, JS gzip KB', `≤ ${goals.citizenKb}`, kb.toFixed(1) + ' (all of it)', kb <= goals.citizenKb)
  for (const [name, plans] of Object.entries(r.plans)) {
    const page = plans.find((p) => p.sql.includes('from casework.cases'))!.buffers
    const bad = plans.flatMap((p) => p.bad)
    if (bad.length) faults++
    add(`${name} buffers`, `≤ ${goals.buffers}`, `${page}; with session, names and licences ${plans.map((p) => p.buffers).join(' + ')}${bad.length ? `; ${bad.join(', ')}` : '; no Seq Scan, no Sort'}`, page <= goals.buffers && !bad.length)
  }
  const width = (i: number) => Math.max(...lines.map((l) => l[i]!.length))
  const head = `${r.state.rows['cases']} cases, ${r.state.items.length} items, queue of ${r.state.organ}; ${connections} connections; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`
  process.stdout.write(`\n${head}\n${lines.map((l) => `${l[0]!.padEnd(width(0))}  ${l[1]!.padEnd(width(1))}  ${l[3]!.padEnd(5)}  ${l[2]}`).join('\n')}\n`)
  writeFileSync(join(benchFolder(), 'main.json'), JSON.stringify({
    at: new Date().toISOString(), quick: r.quick, machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version }, rows: r.state.rows, items: r.state.items.map((i) => i.item), leftOut: r.state.left,
    goals, figures: r.figures, pgbench: r.floor ?? null, ratio: ratio ?? null, lag: r.lag ?? null, accountability: r.accountability ?? null, memory: r.memory, citizenKb: kb ?? null, plans: r.plans,
  }, null, 2) + '\n')
  return faults ? 1 : 0
}

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '../../server/kernel/root.ts'
import { bundling } from '../build.mjs'

/** where benches leave what they build and measure; not part of the repository */
export const benchFolder = () => {
  const folder = join(projectRoot(), 'dist', 'bench')
  mkdirSync(folder, { recursive: true })
  return folder
}

let bundle: Promise<string> | undefined
/** Builds tools/bench/server.ts the way tools/build.mjs builds the server, once in this process; the file is removed when it ends. */
export function bundleServer(): Promise<string> {
  return (bundle ??= (async () => {
    const outfile = join(benchFolder(), `server-${process.pid}.mjs`)
    await build({ entryPoints: [join(projectRoot(), 'tools', 'bench', 'server.ts')], outfile, ...bundling })
    process.once('exit', () => rmSync(outfile, { force: true }))
    return outfile
  })())
}

export interface RunningServer {
  url: string
  port: number
  pid: number
  /** ends as `npm start` ends on Ctrl-C; the database of the data folder stops with it unless somebody else uses it */
  stop(): Promise<void>
  /** kill -9 of this very process, at once */
  kill(): Promise<void>
}

export interface ServerOptions {
  bundle: string
  data: string
  /** see tools/bench/server.ts; absent = the product's own start */
  mode?: 'open' | 'capture' | 'unlogged' | 'early'
  env?: Record<string, string>
  nodeArgs?: string[]
}

/** Starts a server on a data folder and returns when it says that it is ready. */
export async function startServer(o: ServerOptions): Promise<RunningServer> {
  const port = await freePort()
  const child = spawn(process.execPath, [...(o.nodeArgs ?? []), o.bundle], {
    stdio: ['ignore', 'ignore', 'pipe'], cwd: projectRoot(),
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([k]) => !/^(YICHUANG_|DATABASE_|DB_|BENCH_|NODE_|VITEST)/.test(k))),
      YICHUANG_DATA: o.data, PORT: String(port), YICHUANG_LOG: 'error', ...(o.mode ? { BENCH_MODE: o.mode } : {}), ...o.env,
    },
  })
  let said = ''
  child.stderr!.on('data', (d) => (said = (said + String(d)).slice(-4000)))
  const url = `http://127.0.0.1:${port}`
  for (const end = Date.now() + 300_000; ; await pause(30)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server did not start: ${said}`)
    if (Date.now() > end) { child.kill('SIGKILL'); throw new Error(`the server did not get ready within five minutes: ${said}`) }
    if (await fetch(`${url}/readyz`).then((r) => r.status === 200, () => false)) break
  }
  const gone = () => new Promise<void>((r) => (child.exitCode !== null || child.signalCode !== null ? r() : child.once('exit', () => r())))
  const end = (signal: NodeJS.Signals) => async () => { child.kill(signal); await gone() }
  killAtExit(child)
  return { url, port, pid: child.pid!, stop: end('SIGTERM'), kill: end('SIGKILL') }
}

function killAtExit(child: ChildProcess): void {
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}

export const pause = (ms: number) => new Promise<void>((r) => setTimeout(r, ms))

/** is there a process of this id that has not ended? */
export function running(pid: number): boolean {
  try {
    // a zombie has ended, only nobody has asked for it yet
    return process.platform === 'linux' ? !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')) : process.kill(pid, 0)
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const s = createServer()
    s.on('error', reject)
    s.listen(0, '127.0.0.1', () => { const { port } = s.address() as { port: number }; s.close(() => resolve(port)) })
  })
}

interface Stat { parent: number; cpuUs: number; deadChildrenUs: number }
function statOf(pid: number): Stat | undefined {
  try {
    // after the command's closing bracket: state ppid …; user and system time, own and of children that ended, in 1/100 s
    const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return { parent: Number(f[1]), cpuUs: (Number(f[11]) + Number(f[12])) * 10_000, deadChildrenUs: (Number(f[13]) + Number(f[14])) * 10_000 }
  } catch {
    return undefined
  }
}

/** CPU time of one process so far, in µs; 0 where there is no /proc */
export const cpuOf = (pid: number): number => statOf(pid)?.cpuUs ?? 0

/** process ids of the children of a process */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map(Number).filter((p) => statOf(p)?.parent === pid)
}

/** CPU time of PostgreSQL so far, in µs: the postmaster, its backends, and those that have ended */
export function cpuOfPostgres(postmaster: number): number {
  const own = statOf(postmaster)
  return own ? own.cpuUs + own.deadChildrenUs + childrenOf(postmaster).reduce((n, p) => n + cpuOf(p), 0) : 0
}

/** resident memory now and at its highest, MB */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (key: string) => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now: mb('VmRSS'), peak: mb('VmHWM') }
}

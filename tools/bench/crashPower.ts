import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { foldersOf } from '../../server/kernel/config.ts'
import { launch } from '../../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { auditOfData } from './crashAudit.ts'
import { brokenIn } from './crashPoints.ts'
import type { Round } from './crashRounds.ts'
import { adminOf, stopPostgres } from './database.ts'
import { compare, write, type Tried } from './crashWriters.ts'
import { pause, startServer, type RunningServer } from './host.ts'
import { citizens, submissions } from './seed.ts'

const run = promisify(execFile)

/** `started`: the product came up on the disk as the cut left it; if not, `broken` holds what it said */
export interface PowerRound extends Round { started: boolean }
export type Power = { skipped: string } | { rounds: PowerRound[]; direct: boolean; seconds: number }

export interface PowerOptions {
  bundle: string
  rounds: number
  /** acknowledged in each round before the cut, more or less */
  acknowledged?: number
  /** the negative control: PostgreSQL with fsync off, as it must never be run */
  unsafe?: boolean
  say?: (text: string) => void
}

/**
 * The power is cut: what was only in the memory of the operating system is gone, not merely what the processes held. The data folder lies on a
 * disk of its own (an image behind a loop device, ext4); under 8 writers that image is cloned at one instant, which is the disk as
 * a machine without power would find it again: all that had reached it by then, no page cache. The product is started on the clone;
 * every submission acknowledged before the clone was begun must be there, once, and the audit must hold. The clone is a reflink of XFS,
 * which waits for what is being written and lets nothing in meanwhile. What this does not show: a disk that loses or reorders
 * what it had confirmed in its own cache, since everything that reached the image counts as kept. Needs root, loop devices and mkfs.xfs.
 */
export async function powerCuts(o: PowerOptions): Promise<Power> {
  const lacking = whyNot()
  if (lacking) return { skipped: lacking }
  const begun = Date.now()
  const root = mkdtempSync(join(tmpdir(), 'yichuang-power-'))
  const disks = new Disks(root)
  let server: RunningServer | undefined
  const data = join(root, 'live', 'data')
  // mounts outlive a process: they are taken back also when this one is told to end
  const leave = () => {
    for (const at of [data, join(root, 'cut', 'data')]) try { process.kill(findPostmaster(foldersOf(at).pg)!.pid, 'SIGQUIT') } catch { /* none there */ }
    disks.close()
  }
  const end = () => process.exit(130)
  process.once('exit', leave).once('SIGINT', end).once('SIGTERM', end)
  try {
    const direct = disks.open()
    if (direct === undefined) return { skipped: 'this machine does not let us mount' }
    mkdirSync(data)
    if (o.unsafe) await launch({ folders: foldersOf(data), exclusive: false, settings: { fsync: 'off' } })
    server = await startServer({ bundle: o.bundle, data, mode: 'open', env: { YICHUANG_PROFILE: 'test' } })
    const db = await adminOf(data)
    const { rows: [setting] } = await db.query('show fsync')
    if ((setting.fsync === 'off') !== !!o.unsafe) throw new Error(`fsync is ${setting.fsync}`)
    const tokens = (await citizens(db, 400)).map((c) => c.token)
    const { items } = await submissions(server.url, db, tokens[0]!, 10)
    await db.end()
    // what was set up is no part of the proof: without fsync it may reach the disk or not, so it is brought there
    if (o.unsafe) execFileSync('sync')
    const rounds: PowerRound[] = []
    for (let round = 0; round < o.rounds; round++) {
      const wanted = Math.round((o.acknowledged ?? 600) * (0.5 + Math.random()))
      const writers = write(server.url, { writers: 8, tokens, items, wanted: Infinity, name: `p${round}` })
      await writers.until(wanted)
      const before = writers.sofar()
      await disks.cut()
      await pause(50) // writers were at work until after the cut
      writers.stop()
      const all = await writers.tried()
      // what was acknowledged after the cut was begun may be there or not
      const kept = new Set(before.filter((t) => t.answer).map((t) => t.key))
      rounds.push(await afterCut(o.bundle, disks, all.map(({ answer, ...t }) => (answer && kept.has(t.key) ? { ...t, answer } : t))))
      o.say?.(`round ${round + 1}: ${JSON.stringify(rounds.at(-1)).slice(0, 600)}`)
    }
    return { rounds, direct, seconds: (Date.now() - begun) / 1000 }
  } finally {
    await server?.stop().catch(() => {})
    await stopPostgres(data)
    disks.close()
    process.off('exit', leave).off('SIGINT', end).off('SIGTERM', end)
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** the disk as it was at the cut, in another machine, so to say: the product is started on it and asked for everything */
async function afterCut(bundle: string, disks: Disks, all: readonly Tried[]): Promise<PowerRound> {
  const none: PowerRound = { acknowledged: all.filter((t) => t.answer).length, open: 0, lost: 0, doubled: 0, found: 0, broken: [], ready: 0, started: false }
  let server: RunningServer | undefined
  let data: string | undefined
  try {
    data = join(disks.mountCut(), 'data')
    // the first machine goes on in our case: these name its processes, which after a real cut nobody has any more
    for (const file of ['pg/postmaster.pid', 'run/.s.PGSQL.5432.lock']) rmSync(join(data, file), { force: true })
    const begun = Date.now()
    server = await startServer({ bundle, data, mode: 'open', env: { YICHUANG_PROFILE: 'test' } })
    const ready = Date.now() - begun
    const db = await adminOf(data)
    try {
      const compared = await compare(server.url, db, all)
      const broken = await brokenIn({ db, sent: [] })
      const { faults } = await auditOfData(data)
      return { ...compared, broken: [...broken, ...faults], ready, started: true }
    } finally {
      await db.end().catch(() => {})
    }
  } catch (error) {
    return { ...none, broken: [String((error as Error).message).slice(0, 2_000)] }
  } finally {
    await server?.stop().catch(() => {})
    if (data) await stopPostgres(data)
    disks.unmountCut()
  }
}

/** a disk inside a file inside a disk: the inner one is the machine's, the outer one can clone it at an instant */
class Disks {
  private readonly outer: string
  private readonly loops: string[] = []
  private readonly mounts: string[] = []

  constructor(private readonly root: string) { this.outer = join(root, 'outer') }

  /** @returns whether what is written goes to the image at once, past the page cache of the outer disk; undefined = mounting is refused (in most containers) */
  open(): boolean | undefined {
    const image = this.file(join(this.root, 'outer.img'), '8G')
    try {
      this.attach(image, this.outer, ['mkfs.xfs', '-q', '-m', 'reflink=1'])
    } catch (error) {
      if (/permission denied|not permitted/i.test(String((error as { stderr?: unknown }).stderr))) return undefined
      throw error
    }
    return this.attach(this.file(join(this.outer, 'machine.img'), '3G'), join(this.root, 'live'), ['mkfs.ext4', '-q'])
  }

  cut = () => run('cp', ['--reflink=always', join(this.outer, 'machine.img'), join(this.outer, 'cut.img')])

  mountCut(): string {
    this.attach(join(this.outer, 'cut.img'), join(this.root, 'cut'))
    return join(this.root, 'cut')
  }

  unmountCut(): void {
    if (this.mounts.at(-1) === join(this.root, 'cut')) this.detachLast()
    rmSync(join(this.outer, 'cut.img'), { force: true })
  }

  close(): void { while (this.loops.length) this.detachLast() }

  private file(path: string, size: string): string {
    execFileSync('truncate', ['-s', size, path])
    return path
  }

  private attach(image: string, at: string, mkfs?: string[]): boolean {
    const attach = (how: string[]) => execFileSync('losetup', ['-f', '--show', ...how, image], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
    let loop: string
    try { loop = attach(['--direct-io=on']) } catch { loop = attach([]) }
    this.loops.push(loop)
    this.mounts.push(at)
    if (mkfs) execFileSync(mkfs[0]!, [...mkfs.slice(1), loop], { stdio: ['ignore', 'ignore', 'pipe'] })
    mkdirSync(at, { recursive: true })
    execFileSync('mount', [loop, at], { stdio: ['ignore', 'ignore', 'pipe'] })
    return readFileSync(`/sys/block/${loop.slice('/dev/'.length)}/loop/dio`, 'utf8').trim() === '1'
  }

  private detachLast(): void {
    const [loop, at] = [this.loops.pop()!, this.mounts.pop()!]
    for (const how of [[], ['-l']]) try { execFileSync('umount', [...how, at], { stdio: 'ignore' }); break } catch { /* still in use, or it was not mounted */ }
    execFileSync('losetup', ['-d', loop], { stdio: 'ignore' })
  }
}

/** what this machine lacks for it, in one line; undefined = nothing */
function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it needs root on Linux'
  const lacking = ['losetup', 'mount', 'mkfs.ext4', 'mkfs.xfs'].filter((p) => !['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((d) => existsSync(join(d, p))))
  if (lacking.length) return `${lacking.join(', ')} not installed`
  if (!/\bxfs\b/.test(readFileSync('/proc/filesystems', 'utf8'))) return 'the kernel does not know XFS'
  try {
    execFileSync('losetup', ['-f'], { stdio: 'ignore' })
  } catch {
    return 'no loop devices'
  }
  return undefined
}

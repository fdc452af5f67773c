import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What postmaster.pid of a data directory says. */
export interface Postmaster {
  pid: number
  port: number
  /** socket folder, or the address on Windows */
  host: string
  ready: boolean
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** is this process the postmaster of exactly this data directory? (pids are used again, in containers after every start) */
function isPostmasterOf(pid: number, pg: string): boolean {
  if (!alive(pid)) return false
  if (process.platform === 'linux') {
    try {
      // a postmaster stands in its data directory
      return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(pg)
    } catch {
      return false
    }
  }
  if (process.platform === 'win32') return true
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(pg)
  } catch {
    return false
  }
}

/**
 * The living postmaster of this data directory, also one that outlived the Node process which started it.
 * A postmaster.pid left by a crash is made harmless where its pid now belongs to a stranger: PostgreSQL itself would
 * refuse to start. The file is not deleted, since its shared-memory line protects from children that still live.
 */
export function findPostmaster(pg: string): Postmaster | undefined {
  const file = join(pg, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (isPostmasterOf(pid, pg)) {
    const socket = lines[4]?.trim()
    return { pid, port: Number(lines[3]), host: socket || lines[5]?.trim() || '127.0.0.1', ready: lines[7]?.trim() === 'ready' }
  }
  if (alive(pid)) writeFileSync(file, [String(nobodysPid), ...lines.slice(1)].join('\n'))
  const lock = lines[4]?.trim() ? join(lines[4].trim(), `.s.PGSQL.${lines[3]}.lock`) : undefined
  if (lock && existsSync(lock)) rmSync(lock, { force: true })
  return undefined
}

/** larger than any system gives */
const nobodysPid = 999_999_999

/** Waits until the process is gone. @returns false after `ms` */
export async function gone(pid: number, pg: string, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; isPostmasterOf(pid, pg); await new Promise((r) => setTimeout(r, 10)))
    if (Date.now() > end) return false
  return true
}

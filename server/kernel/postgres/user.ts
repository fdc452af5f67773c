import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { replaceFile } from '../lasting.ts'

/**
 * As whom PostgreSQL runs; it refuses to be root.
 * - direct: as ourselves
 * - unshare: root, in a user namespace where root appears as an ordinary user; files stay root's, no folder has to be
 *   opened to anybody
 * - uid: root, where namespaces are forbidden (some containers): as another user, who then owns the data
 */
export type Mode = { kind: 'direct' } | { kind: 'unshare'; uid: number; gid: number } | { kind: 'uid'; uid: number; gid: number }

interface Person { name: string; uid: number; gid: number }

/** initdb wants a name for its uid, so only users that /etc/passwd knows will do */
function ordinaryUsers(): Person[] {
  if (!existsSync('/etc/passwd')) return []
  return readFileSync('/etc/passwd', 'utf8').split('\n').map((l) => l.split(':'))
    .map((f) => ({ name: f[0] ?? '', uid: Number(f[2]), gid: Number(f[3]) })).filter((p) => p.uid > 0)
}

/**
 * How to run on this data folder. The choice is recorded in `mode.json` and kept, because a folder made one way cannot be
 * opened the other. Throws, with what to do, where no way is open.
 */
export function chooseMode(root: string, pg: string, postgres: string): Mode {
  const me = process.getuid?.()
  const owner = existsSync(pg) ? statSync(pg).uid : undefined
  if (me === undefined) return { kind: 'direct' } // Windows
  if (me !== 0) {
    if (owner !== undefined && owner !== me)
      throw new Error(`数据文件夹 ${root} 属于另一个用户（uid ${owner}），请用该用户启动，或用 YICHUANG_DATA 指定另一个文件夹`)
    return { kind: 'direct' }
  }
  // made by another user (then root runs it as that user, or he could not open it again), or by root in mode `uid`
  if (owner) return { kind: 'uid', uid: owner, gid: statSync(pg).gid }
  const file = join(root, 'mode.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mode) : undefined
  if (kept?.kind === 'unshare') {
    if (!works(kept, 'true', [])) throw new Error(`数据文件夹 ${root} 是在用户命名空间（unshare）里建立的，而这里不允许建立命名空间，无法打开它`)
  }
  if (kept && kept.kind !== 'direct') return kept
  const mode = decide(root, postgres)
  replaceFile(file, JSON.stringify(mode) + '\n')
  return mode
}

function works(mode: Mode, program: string, args: readonly string[]): boolean {
  const [command, all] = wrap(mode, program, args)
  return spawnSync(command, all, { stdio: 'ignore', ...spawnIdentity(mode) }).status === 0
}

function decide(root: string, postgres: string): Mode {
  const users = ordinaryUsers()
  const nobody = users.find((u) => u.uid === 65534) ?? users.find((u) => u.name === 'nobody') ?? users[0]
  if (nobody) {
    const mode: Mode = { kind: 'unshare', uid: nobody.uid, gid: nobody.gid }
    if (works(mode, postgres, ['--version'])) return mode
  }
  const other = users.find((u) => u.name === 'postgres') ?? nobody
  if (other) {
    const mode: Mode = { kind: 'uid', uid: other.uid, gid: other.gid }
    if (works(mode, 'test', ['-x', dirname(root)]) && works(mode, postgres, ['--version'])) {
      chmodSync(root, 0o711) // that user has to get through to his own folder; the others in it stay closed
      return mode
    }
  }
  throw new Error(
    `PostgreSQL 不能以 root 运行：这里不允许建立用户命名空间（unshare），用户 ${other?.name ?? 'nobody'} 又进不了 ${root} 或程序所在的文件夹。`
    + `请改用普通用户启动，或把程序和 YICHUANG_DATA 放到普通用户可以进入的文件夹，或设置 DATABASE_URL`)
}

/** the command that runs a program in this mode; `uid` is applied by spawn's own options */
export function wrap(mode: Mode, program: string, args: readonly string[]): [string, string[]] {
  if (mode.kind !== 'unshare') return [program, [...args]]
  return ['unshare', ['--user', `--map-user=${mode.uid}`, `--map-group=${mode.gid}`, program, ...args]]
}

export function spawnIdentity(mode: Mode): { uid?: number; gid?: number } {
  return mode.kind === 'uid' ? { uid: mode.uid, gid: mode.gid } : {}
}

/** runs a program to its end. @returns its exit code (null: it could not run, or was killed) and what it said on stderr */
export async function run(mode: Mode, program: string, args: readonly string[], input = ''): Promise<{ status: number | null; said: string }> {
  const [command, all] = wrap(mode, program, args)
  const child = spawn(command, all, { stdio: ['pipe', 'ignore', 'pipe'], env: quietEnv(), ...spawnIdentity(mode) })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stdin.on('error', () => {}) // it ended without reading: its exit says so
  child.stdin.end(input)
  const status = await new Promise<number | null>((resolve) => child.once('error', (error) => { said += error.message; resolve(null) }).once('close', resolve))
  return { status, said }
}

/** the caller's PG* and locale variables must not change what the server does */
export function quietEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([k]) => !/^(PG|LC_|LANG)/.test(k)))
}

/** gives a folder and what is in it to the user of the mode, where that is another one than we are */
export function own(mode: Mode, path: string): void {
  if (mode.kind !== 'uid') return
  chownSync(path, mode.uid, mode.gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(mode, join(path, name))
}

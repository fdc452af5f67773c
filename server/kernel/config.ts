import { join, resolve } from 'node:path'
import { z } from 'zod'
import { millisecondsAt } from './clock.ts'
import { connectionOf } from './connection.ts'
import { readCrashPoint } from './crashPoint.ts'
import { projectRoot } from './root.ts'
import { readYaml } from './yaml.ts'

/** Folders of one installation (settled.md 19). */
export interface Folders {
  root: string
  pg: string
  files: string
  log: string
  keys: string
  run: string
}

/** Addresses of an own PostgreSQL 15+; all absent = the embedded server. */
export interface DatabaseUrls {
  /** DATABASE_URL: the app's role. Without an owner's address it may be the owner's own; the app then gets a role of its own */
  app?: string
  /** DATABASE_OWNER_URL: the role that migrates and owns */
  owner?: string
  /** DATABASE_SEQUENCER_URL, DATABASE_ERASER_URL: absent = roles made with passwords kept in `keys` */
  sequencer?: string
  eraser?: string
}

export interface Config {
  /** as asked for; the one that holds is stored in the database at the first migration. Default demo */
  profile: 'demo' | 'test' | 'production'
  /** was YICHUANG_PROFILE given at all? A given one that differs from the stored one is refused */
  profileGiven: boolean
  /** code of the prefecture: YICHUANG_CITY, else the one that the pack names, else that of the demonstration's pack */
  city: string
  /** YICHUANG_PACK: folder with the city's settings (city.yaml); absent = the demonstration's pack, but not in production */
  pack: string | undefined
  host: string
  port: number
  /** YICHUANG_PUBLIC_URL: address that QR codes and check links lead to; absent = http://localhost:<port> */
  publicUrl: string | undefined
  folders: Folders
  /** YICHUANG_BACKUP_TO: folder that the server keeps its backup in, on another disk or machine; absent = nothing is backed up by itself.
   * YICHUANG_BACKUP_KEY: file with the key or passphrase; absent = keys/backup.key */
  backup: { dir: string | undefined; keyFile: string | undefined }
  database: DatabaseUrls
  /** DB_PREPARE=off behind a pooler that cannot track named statements */
  prepare: boolean
  /** DB_STATEMENT_SECONDS: a statement may take so long, then whoever waits is told 503; imports and reports have their own */
  statementTimeoutMs: number
  /** connections of the app */
  pool: number
  /** YICHUANG_CLOCK: where legal time starts; demo and test only */
  clock: string | undefined
  /** YICHUANG_CRASH_AT: dies at this point (kernel/crashPoint.ts); demo and test only */
  crashAt: string | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`启动参数有误：\n${problems.map((p) => `  · ${p}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

const address = z.string().refine((s) => readable(connectionOf, s), '应为 postgres:// 开头的地址').optional()

const shape = z.object({
  YICHUANG_PROFILE: z.enum(['demo', 'test', 'production'], { error: '只能是 demo、test 或 production' }).optional(),
  YICHUANG_CITY: z.string().regex(/^\d{6}$/, '应为六位行政区划代码，如 411000').optional(),
  YICHUANG_PACK: z.string().min(1).optional(),
  YICHUANG_HOST: z.string().min(1).default('127.0.0.1'),
  YICHUANG_PORT: z.coerce.number({ error: '应为端口号' }).int('应为端口号').min(0, '应为端口号').max(65535, '应为端口号').optional(),
  PORT: z.coerce.number({ error: '应为端口号' }).int('应为端口号').min(0, '应为端口号').max(65535, '应为端口号').optional(),
  YICHUANG_PUBLIC_URL: z.url({ protocol: /^https?$/, error: '应为 https:// 开头的网址' }).optional(),
  YICHUANG_DATA: z.string().min(1).default('.yichuang'),
  YICHUANG_BACKUP_TO: z.string().min(1).optional(),
  YICHUANG_BACKUP_KEY: z.string().min(1).optional(),
  YICHUANG_CLOCK: z.string().optional().refine((s) => !s || readable(millisecondsAt, s), '应为 2020-12-25T09:00 这样的时间'),
  YICHUANG_CRASH_AT: z.string().optional().refine((s) => !s || readCrashPoint(s), '没有这个崩溃点'),
  YICHUANG_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent'], { error: '只能是 debug、info、warn、error 或 silent' }).default('info'),
  DATABASE_URL: address,
  DATABASE_OWNER_URL: address,
  DATABASE_SEQUENCER_URL: address,
  DATABASE_ERASER_URL: address,
  DB_PREPARE: z.enum(['on', 'off'], { error: '只能是 on 或 off' }).default('on'),
  DB_STATEMENT_SECONDS: z.coerce.number({ error: '应为 1 到 120 的整数' }).int('应为 1 到 120 的整数').min(1, '应为 1 到 120 的整数').max(120, '应为 1 到 120 的整数').default(15),
  DB_POOL: z.coerce.number({ error: '应为 2 到 200 的整数' }).int('应为 2 到 200 的整数').min(2, '应为 2 到 200 的整数').max(200, '应为 2 到 200 的整数').default(16),
}).check((c) => {
  const e = c.value
  if (e.YICHUANG_PROFILE === 'production' && e.YICHUANG_CLOCK)
    c.issues.push({ code: 'custom', input: e, path: ['YICHUANG_CLOCK'], message: '正式运行（production）不得设置：法定期限只能按真实时间计算' })
  if (e.YICHUANG_PROFILE === 'production' && e.YICHUANG_CRASH_AT)
    c.issues.push({ code: 'custom', input: e, path: ['YICHUANG_CRASH_AT'], message: '正式运行（production）不得设置：它让进程在办理中途退出' })
  if (!e.DATABASE_URL)
    for (const key of ['DATABASE_OWNER_URL', 'DATABASE_SEQUENCER_URL', 'DATABASE_ERASER_URL'] as const)
      if (e[key]) c.issues.push({ code: 'custom', input: e, path: [key], message: '须与 DATABASE_URL 一起设置' })
})

function readable(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text)
    return true
  } catch {
    return false
  }
}

/**
 * The configuration from the environment. Empty variables count as absent. Throws ConfigError with all that is wrong;
 * a variable that begins with YICHUANG_ and is not known is wrong too (a typing error must not be silently ignored).
 */
export function readConfig(env: Record<string, string | undefined> = process.env, cwd = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v.trim() !== ''))
  const unknown = Object.keys(given).filter((k) => k.startsWith('YICHUANG_') && !(k in shape.shape) && !k.startsWith('YICHUANG_TEST_'))
  const read = shape.safeParse(given)
  const problems = [
    ...(read.success ? [] : read.error.issues.map((i) => `${i.path.join('.')}：${i.message}`)),
    ...unknown.map((k) => `${k}：没有这个参数`),
  ]
  const pack = read.success && read.data.YICHUANG_PACK ? resolve(cwd, read.data.YICHUANG_PACK) : undefined
  const packed = pack && cityOfPack(pack)
  if (pack && !packed) problems.push(`YICHUANG_PACK：${join(pack, 'city.yaml')} 读不到，或者没有写明城市代码（code）`)
  if (packed && read.data?.YICHUANG_CITY && read.data.YICHUANG_CITY !== packed) problems.push(`YICHUANG_CITY：与城市设置中的代码 ${packed} 不一致`)
  const city = read.data?.YICHUANG_CITY ?? packed ?? cityOfPack(demoPack())
  if (read.success && !pack && !city) problems.push('YICHUANG_CITY：没有城市设置，须写明城市代码')
  if (!read.success || problems.length) throw new ConfigError(problems)
  const e = read.data
  return {
    profile: e.YICHUANG_PROFILE ?? 'demo',
    profileGiven: e.YICHUANG_PROFILE !== undefined,
    city: city!,
    pack,
    host: e.YICHUANG_HOST,
    port: e.YICHUANG_PORT ?? e.PORT ?? 8080,
    publicUrl: e.YICHUANG_PUBLIC_URL?.replace(/\/$/, ''),
    folders: foldersOf(resolve(cwd, e.YICHUANG_DATA)),
    backup: { dir: e.YICHUANG_BACKUP_TO && resolve(cwd, e.YICHUANG_BACKUP_TO), keyFile: e.YICHUANG_BACKUP_KEY && resolve(cwd, e.YICHUANG_BACKUP_KEY) },
    database: { app: e.DATABASE_URL, owner: e.DATABASE_OWNER_URL, sequencer: e.DATABASE_SEQUENCER_URL, eraser: e.DATABASE_ERASER_URL },
    prepare: e.DB_PREPARE === 'on',
    statementTimeoutMs: e.DB_STATEMENT_SECONDS * 1000,
    pool: e.DB_POOL,
    clock: e.YICHUANG_CLOCK,
    crashAt: e.YICHUANG_CRASH_AT,
    logLevel: e.YICHUANG_LOG,
  }
}

/** the folder of the city that the product shows itself with, where no other is named; never in production */
export const demoPack = (): string => join(projectRoot(), 'packs', 'xuchang')

/** the code that a city's settings name; undefined when they cannot be read (the catalogue says in detail what is wrong with them) */
function cityOfPack(folder: string): string | undefined {
  try {
    const { code } = readYaml(join(folder, 'city.yaml')) as { code?: unknown }
    return typeof code === 'string' && /^\d{6}$/.test(code) ? code : undefined
  } catch {
    return undefined
  }
}

export function foldersOf(root: string): Folders {
  return { root, pg: join(root, 'pg'), files: join(root, 'files'), log: join(root, 'log'), keys: join(root, 'keys'), run: join(root, 'run') }
}

import pg from 'pg'
import type { Connection } from '../db.ts'
import { alive } from './postmaster.ts'

/** Another server works on this data folder. */
export class FolderInUse extends Error {
  constructor(readonly folder: string, readonly pid: number | undefined) {
    const who = pid ?? '?'
    super(
      `数据文件夹 ${folder} 正由进程 ${who} 使用。请先停止它（kill ${who}），或用 YICHUANG_DATA 指定另一个文件夹。\n`
      + `The data folder ${folder} is in use by process ${who}. Stop it first (kill ${who}), or name another folder in YICHUANG_DATA.`)
    this.name = 'FolderInUse'
  }
}

// An advisory lock in the server's own database `postgres`: it dies with the connection, so neither kill -9 nor a pid
// that is used again can leave it behind. The holder's pid stands in application_name.
const key = 4110001
const label = (pid: number) => `yichuang server ${pid}`

interface HoldOptions {
  admin: () => Connection
  /** starts PostgreSQL again when it has died */
  up: () => Promise<void>
  folder: string
  say: (message: string) => void
  lost: (error: Error) => void
}

export interface Hold { release(): Promise<void> }

/** Takes the folder, or throws FolderInUse. While it is held, PostgreSQL is started again whenever it dies. */
export async function hold(o: HoldOptions): Promise<Hold> {
  let released = false
  let client: pg.Client
  let waiting: Promise<void> = Promise.resolve()

  const take = async (): Promise<void> => {
    const fresh = new pg.Client({ ...o.admin(), application_name: label(process.pid), keepAlive: true, connectionTimeoutMillis: 5_000 })
    fresh.on('error', () => {})
    await fresh.connect()
    for (const end = Date.now() + 10_000; ; await pause(50)) {
      const { rows } = await fresh.query('select pg_try_advisory_lock($1) as got', [key])
      if (rows[0].got) break
      const pid = await holder(fresh)
      // a holder that was killed this moment: its connection needs an instant to be noticed
      if (Date.now() < end && (pid === undefined || !alive(pid))) continue
      await fresh.end()
      throw new FolderInUse(o.folder, pid)
    }
    fresh.once('end', () => { if (!released) waiting = again() })
    client = fresh
  }

  const again = async (): Promise<void> => {
    for (let wait = 100; !released; wait = Math.min(wait * 2, 5_000)) {
      try {
        await o.up()
        if (!released) await take()
        return o.say('与数据库的连接已恢复')
      } catch (error) {
        if (error instanceof FolderInUse) return o.lost(error)
        o.say(`数据库不可用，继续尝试：${(error as Error).message}`)
        await pause(wait)
      }
    }
  }

  await take()
  return {
    async release() {
      released = true
      await waiting
      await client.end().catch(() => {})
    },
  }
}

async function holder(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1 and l.database = (select oid from pg_database where datname = current_database())`, [key])
  const pid = Number(/^yichuang server (\d+)$/.exec(rows[0]?.name ?? '')?.[1])
  return pid || undefined
}

/** pid of the server that holds the folder of this PostgreSQL */
export async function holderOf(admin: Connection): Promise<number | undefined> {
  const client = new pg.Client({ ...admin, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await holder(client)
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms))

import { readConfig } from '../kernel/config.ts'
import { openDatabase } from '../kernel/database.ts'
import { createLog } from '../kernel/log.ts'
import { readMigrations } from '../kernel/migrate.ts'

/**
 * `yichuang migrate`: brings the database that the environment names up to date, as its owner, and says where it stands.
 * The server does the same at its start; this is for those who give the server no owner's address.
 */
export async function run(): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: config.logLevel }) })
  await database.close()
  const last = readMigrations().at(-1)
  process.stdout.write(`数据库已是最新：${String(last?.id ?? 0).padStart(4, '0')}_${last?.name ?? ''}（${database.profile}）\n`)
  return 0
}

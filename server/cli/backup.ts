import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backingUp, archivePass, begun, defaultKey, drill, fullBackup, keptOf, noteBackup, openRepository, verifyRepository } from '../kernel/backup/index.ts'
import { readConfig } from '../kernel/config.ts'
import { adminRole, launch } from '../kernel/postgres/launcher.ts'

const usage = `用法：
  npx yichuang backup [--to 目录]           做一次基础备份并归档日志（服务不用停）
  npx yichuang backup --wal [--to 目录]     只归档上次以来的日志和文件（每分钟一次即可恢复到任意一秒）
  npx yichuang backup --verify 目录         逐个解密，核对全部签名和摘要
  npx yichuang backup --drill [--to 目录]   演练：恢复到临时目录，与现库比对
选项：--key 文件  备份密钥或口令文件（默认 keys/backup.key）。目录默认取 YICHUANG_BACKUP_TO
密钥要另存一处：它和备份放在一起，备份就等于没有加密；它丢了，备份就打不开。`

const ownServer = `数据库由 DATABASE_URL 指定，不由本程序管理，这个命令不能备份它。请由数据库管理员用 pg_basebackup 和 WAL 归档（或 pgBackRest、barman）
做基础备份和时间点恢复，并把数据目录里的 files 和 keys 一并备份；做法见 docs/operating/backup.md`

/**
 * `yichuang backup`: online backup of the embedded server, its uploads and keys. Works beside a running server or starts
 * PostgreSQL itself. Refuses a DATABASE_URL server with what its city must do instead. Exit codes: 0 done, 1 refused, unreadable or
 * drill failed, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, options: { to: { type: 'string' }, key: { type: 'string' }, wal: { type: 'boolean' }, verify: { type: 'string' }, drill: { type: 'boolean' } } }).values
  } catch {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const config = readConfig()
  const keyFile = resolve(call.key ?? config.backup.keyFile ?? defaultKey(config.folders))
  if (call.verify) {
    if (!existsSync(call.verify)) throw new Error(`没有 ${call.verify} 这个目录`)
    const repository = openRepository({ dir: resolve(call.verify), keyFile })
    const v = await verifyRepository(repository, say)
    say(`全部可读：基础备份 ${v.bases} 个（${v.items} 个文件），日志 ${v.segments} 段，上传文件 ${v.files} 个，共 ${(v.bytes / 1e6).toFixed(1)} MB`)
    say(v.from && v.to ? `可以恢复到 ${v.from} 至 ${v.to} 之间的任意一刻。签名公钥 ${repository.signer}` : '还没有可用的基础备份')
    return v.bases ? 0 : 1
  }
  const to = call.to ?? config.backup.dir
  if (!to || (call.wal && call.drill)) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  if (config.database.app) throw new Error(ownServer)
  const place = { dir: resolve(to), keyFile }
  const fresh = !begun(place)
  const server = await launch({ folders: config.folders, exclusive: false })
  try {
    return await backingUp({ admin: server.connection(adminRole, server.passwords.admin, 'postgres'), folders: config.folders, place }, async (at) => {
      if (call.drill) {
        const d = await drill({ ...at, now: Date.now })
        await noteBackup(at.client, config.city, { drill: keptOf(d) })
        say(`${d.ok ? '演练成功' : '演练失败'}（${d.seconds} 秒）：${d.said}`)
        return d.ok ? 0 : 1
      }
      if (call.wal) {
        const p = await archivePass(at)
        say(p.idle ? `没有新的提交，覆盖到 ${p.at}` : `归档日志 ${p.segments} 段、文件 ${p.files} 个，覆盖到 ${p.at}`)
        return 0
      }
      const { base, passed } = await fullBackup(at)
      say(`基础备份 ${base.id}：${base.items.length} 个文件，${(base.data.bytes / 1e6).toFixed(1)} MB；日志 ${passed.segments} 段，上传文件 ${passed.files} 个。可以恢复到 ${base.stoppedAt} 至 ${passed.at}`)
      if (fresh) say(`签名公钥 ${at.repository.signer}，请记下。密钥 ${keyFile} 必须另存一处：没有它谁也打不开这份备份`)
      return 0
    })
  } finally {
    await server.stop()
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

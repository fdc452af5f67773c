import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openRepository } from '../kernel/backup/index.ts'
import { foldersOf, readConfig } from '../kernel/config.ts'
import { launch } from '../kernel/postgres/launcher.ts'
import { copyUploads, followingOf, localPrimary, makeStandby, originOf, promote, release, StandbyRefused, synchronise } from '../kernel/postgres/standby.ts'

const usage = `用法：
  npx yichuang standby --of 主库数据目录 --data 备库数据目录            建立备库并跟随，直到 Ctrl-C
  npx yichuang standby --of 地址:端口 --from 备份目录 --key 密钥 --data 备库数据目录   主库在另一台机器（经 SSH 或 WireGuard 隧道）
  npx yichuang standby promote --data 备库数据目录                      主库坏了：把备库升为主库，然后 YICHUANG_DATA=备库数据目录 npm start
  npx yichuang standby release --of 主库数据目录                        备库坏了：主库不再等它
选项：--async 不要求同步（主库不等备库，坏的那一刻可能丢最后几笔）`

/**
 * `yichuang standby`: a second PostgreSQL that has every acknowledged write, from the embedded programs alone. Runs in the foreground until
 * a signal, or until it was promoted (the database then goes on running for the server). Exit codes: 0 done, 1 refused, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, allowPositionals: true, options: { of: { type: 'string' }, data: { type: 'string' }, from: { type: 'string' }, key: { type: 'string' }, async: { type: 'boolean' } } })
  } catch {
    call = undefined
  }
  const { of, data, from, key } = call?.values ?? {}
  const verb = call?.positionals[0]
  if (verb === 'promote' && data) {
    const { ms } = await promote(resolve(data))
    say(`已升为主库（${(ms / 1000).toFixed(2)} 秒）。现在启动服务：YICHUANG_DATA=${resolve(data)} npm start`)
    return 0
  }
  if (verb === 'release' && of) {
    await release(localPrimary(resolve(of)), foldersOf(resolve(of)).keys)
    say('主库不再等备库。从现在起只有一份数据，请尽快重建备库')
    return 0
  }
  if (verb || !call || !data || !(of || originOf(resolve(data)))) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  if (readConfig().database.app) throw new StandbyRefused('数据库由 DATABASE_URL 指定，不由本程序管理：备库请由数据库管理员建立，做法见 docs/operating/backup.md')
  return follow({ of, data: resolve(data), asynchronous: !!call.values.async, ...(from && key ? { from: openRepository({ dir: resolve(from), keyFile: resolve(key) }) } : {}) })
}

async function follow(o: { of: string | undefined; data: string; asynchronous: boolean; from?: ReturnType<typeof openRepository> }): Promise<number> {
  const primary = o.of === undefined ? originOf(o.data)! : primaryOf(o.of)
  const folders = foldersOf(o.data)
  if (!existsSync(o.data)) {
    await makeStandby({ primary, data: o.data, say, ...(o.from ? { from: o.from } : {}) })
    say(`备库已建立：${o.data}`)
  } else if (!originOf(o.data)) throw new StandbyRefused(`${o.data} 已经存在，又不是备库`)
  const server = await launch({ folders, exclusive: false, say })
  let stopped = false
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => (stopped = true))
  let told = ''
  for (let synchronous = o.asynchronous; !stopped && originOf(o.data); await new Promise((r) => setTimeout(r, 500))) {
    const now = await followingOf(primary, folders.keys).catch(() => undefined)
    if (now?.state === 'streaming' && !synchronous) {
      await synchronise(primary, folders.keys).then(() => { synchronous = true }, () => {})
      continue
    }
    const text = now ? `${now.state === 'streaming' ? '正在跟随主库' : `正在追赶主库（${now.state}）`}${now.sync === 'sync' ? '，同步：主库等到这里落盘才答复' : ''}` : '与主库断开。主库若已不能恢复，请运行 npx yichuang standby promote'
    if (text !== told) say((told = text))
    if (primary.folder) await copyUploads(foldersOf(primary.folder).files, folders.files).catch(() => 0)
  }
  if (!originOf(o.data)) {
    say('这个备库已升为主库，本命令结束；数据库继续运行')
    return 0
  }
  await server.stop()
  return 0
}

function primaryOf(of: string) {
  if (existsSync(of)) return localPrimary(resolve(of))
  const m = /^([\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(of)
  if (!m) throw new StandbyRefused(`${of} 既不是数据目录，也不是 地址:端口`)
  return { host: m[1]!.replace(/^\[|\]$/g, ''), port: Number(m[2]) }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

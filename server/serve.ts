import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { calendar } from '../law/calendar/index.ts'
import { createApp } from './app.ts'
import { demoWitnesses } from './demoWitnesses.ts'
import { openClock } from './kernel/clock.ts'
import { demoPack, type Config } from './kernel/config.ts'
import { armCrash } from './kernel/crashPoint.ts'
import { openDatabase } from './kernel/database.ts'
import type { HttpOptions } from './kernel/http/index.ts'
import { createRenderer } from './kernel/documents/render.ts'
import { demoSeal } from './kernel/documents/seal.ts'
import { createLog } from './kernel/log.ts'
import type { Embedded } from './kernel/postgres/launcher.ts'
import { projectRoot } from './kernel/root.ts'
import { readPack } from './modules/catalogue/index.ts'

export interface Started {
  config: Config
  /** when the process began, performance.now() */
  began: number
  /** the embedded PostgreSQL on its way up */
  embedded: Promise<Embedded> | undefined
  /** the data folder went to another process */
  onLost: (error: Error) => void
  /** what dist/ssr.js exports; absent = pages answer 503 */
  render: HttpOptions['render'] | undefined
  /** gives what the launcher says a place, what it said before included */
  told: (say: (message: string) => void) => void
}

/**
 * The rest of the start, in a module of its own so that the database need not wait until all of it is read (main.ts).
 * @returns exit code when it could not start; otherwise runs until it is told to stop
 */
export async function serve({ config, began, embedded, onLost, render, told }: Started): Promise<number> {
  const log = createLog(config)
  told((message) => log.info({}, message))
  // read while the database comes up; what cannot be read is left to createApp, which says why
  const pack = config.profile === 'production' ? undefined : ahead(() => readPack(config.pack ?? demoPack()))
  const renderer = ahead(() => createRenderer({ packsDir: join(projectRoot(), 'packs'), seal: demoSeal }))
  const database = await openDatabase(config, { exclusive: true, log, onLost, embedded }).catch((error: Error) => {
    process.stderr.write(`\n${error.message}\n`)
    return undefined
  })
  if (!database) return 1
  if (config.crashAt)
    try {
      armCrash(config.crashAt, database.profile)
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`)
      await database.close()
      return 2
    }
  const clock = await openClock({
    db: database.app, city: config.city, profile: database.profile, calendar: calendar(), ...(config.clock ? { wanted: config.clock } : {}), warn: (m) => process.stderr.write(`${m}\n`),
  })
  const app = await createApp({ config, database, clock, log, pack, renderer, ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}), ...(render ? { render } : {}) }).catch(async (error: Error) => {
    if (!/[\u4e00-\u9fff]/.test(error.message)) throw error
    process.stderr.write(`\n${error.message}\n`)
    await clock.close()
    await database.close()
    return undefined
  })
  if (!app) return 1
  const address = await app.http.app.listen({ host: config.host, port: config.port }).catch((error: Error & { code?: string }) => {
    process.stderr.write(error.code === 'EADDRINUSE' ? `端口 ${config.port} 已被占用，请换一个：PORT=8081 npm start\n` : `${error.message}\n`)
    return undefined
  })
  let witnesses: Awaited<ReturnType<typeof demoWitnesses>> | undefined
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    witnesses?.close()
    await app.close().catch(() => {})
    await clock.close()
    await database.close()
    process.exit(code)
  }
  if (!address) { await end(1); return 1 }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  process.stdout.write(greeting({ address, profile: database.profile, embedded: database.embedded !== undefined, xuchang: !config.pack, legal: clock.legal(), moved: clock.shifted(), folder: config.folders.root, ms: performance.now() - began, pages: render !== undefined }))
  // after the greeting, and after the page that somebody opens at once: nobody waits for them, and the log does not mind
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  if (database.profile === 'demo' && !ending)
    witnesses = await demoWitnesses({ data: config.folders.root, log: config.folders.log, logKeys: () => [...app.sunlog.verifierKeys('intl'), ...app.sunlog.verifierKeys('sm')], logger: log })
  return new Promise(() => {})
}

function ahead<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function greeting(g: { address: string; profile: string; embedded: boolean; xuchang: boolean; legal: string; moved: boolean; folder: string; ms: number; pages: boolean }): string {
  const url = g.address.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost')
  const lan = Object.values(networkInterfaces()).flat().find((n) => n && n.family === 'IPv4' && !n.internal)?.address
  const demo = g.profile === 'demo'
  return [
    '', `  一窗 Yichuang 已启动：${url}   （${(g.ms / 1000).toFixed(1)} 秒）`, '',
    `  法定时间 ${g.legal.slice(0, 16).replace('T', ' ')}${g.moved ? '（演示时间，与真实时间不同）' : ''}，数据在 ${g.folder}`,
    ...(g.pages ? [] : ['  页面尚未构建：先运行 npm start 或 node web/build.mjs']),
    ...(demo ? [
      '', ...(!g.xuchang ? ['  演示人物在登录页直接选择'] : ['  演示人物（在登录页直接选择）：陈守田 chen 办花木公司 · 刘建平 liu 卖房 · 鲁成栋 factory 口罩厂',
      '  帮办 helper · 综合窗口 clerk · 出件 counter · 审查 examiner.yanling-market · 负责人 head.yanling-market',
      '  执法监督 supervisor · 执法人员 officer.market · 执法人员管理员 bodyAdmin.market · 司法局负责人 head.justice · 市领导 leader']),
      `  工作人员入口：${url}/desk        接口说明：${url}/api/docs`,
      '', '  这是演示环境，不可用于真实办件：演示登录不需要密码，签章为演示签章，人物和证件号码为虚构。',
      `  只在本机开放${lan ? `（局域网地址上浏览器不会保存登录状态，需要 TLS）` : ''}。正式运行请看 docs/operating/deploy.md。`,
    ] : []), '', '',
  ].join('\n')
}

import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { calendar } from '../law/calendar/index.ts'
import type { Render } from '../contract/views.ts'
import { createApp } from './app.ts'
import { demoWitnesses } from './demoWitnesses.ts'
import { openClock } from './kernel/clock.ts'
import { ConfigError, readConfig } from './kernel/config.ts'
import { armCrash } from './kernel/crashPoint.ts'
import { openDatabase } from './kernel/database.ts'
import { createLog } from './kernel/log.ts'
import { projectRoot } from './kernel/root.ts'

/**
 * The process: configuration, database, clock, application; then it listens and says where. Ends cleanly on TERM, INT and
 * HUP; anything else may kill it at any moment, and the next start loses nothing.
 * @returns exit code when it could not start; otherwise runs until it is told to stop
 */
export async function start(): Promise<number> {
  const began = performance.now()
  let config
  try {
    config = readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  const log = createLog(config)
  const database = await openDatabase(config, { exclusive: true, log, onLost: (error) => { process.stderr.write(`${error.message}\n`); process.exit(1) } }).catch((error: Error) => {
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
  const render = await loadRender()
  const app = await createApp({ config, database, clock, log, ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}), ...(render ? { render } : {}) }).catch(async (error: Error) => {
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
  // after the greeting: nobody waits for them, and the log does not mind
  if (database.profile === 'demo')
    witnesses = await demoWitnesses({ data: config.folders.root, log: config.folders.log, logKeys: () => [...app.sunlog.verifierKeys('intl'), ...app.sunlog.verifierKeys('sm')], logger: log })
  return new Promise(() => {})
}

/** dist/ssr.js, made by the web build; without it the API runs and pages answer 503 */
async function loadRender(): Promise<import('./kernel/http/index.ts').HttpOptions['render'] | undefined> {
  const file = join(projectRoot(), 'dist', 'ssr.js')
  if (!existsSync(file)) return undefined
  const { render } = (await import(pathToFileURL(file).href)) as { render: Render }
  const { assets } = await import('./pages/assets.ts')
  const files = assets(join(projectRoot(), 'dist', 'web'))
  return (page) => render({ ...page, props: page.props as never, assets: files })
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
      '  帮办 helper · 综合窗口 clerk · 出件 counter · 审查 examiner.yanling-market · 负责人 head.yanling-market']),
      `  工作人员入口：${url}/desk        接口说明：${url}/api/docs`,
      '', '  这是演示环境，不可用于真实办件：演示登录不需要密码，签章为演示签章，人物和证件号码为虚构。',
      `  只在本机开放${lan ? `（局域网地址上浏览器不会保存登录状态，需要 TLS）` : ''}。正式运行请看 docs/operating/deploy.md。`,
    ] : []), '', '',
  ].join('\n')
}

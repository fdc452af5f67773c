import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openRepository, restore } from '../kernel/backup/index.ts'
import { readConfig } from '../kernel/config.ts'

const usage = `用法：npx yichuang restore --from 备份目录 [--to 时间] --data 新数据目录 --key 密钥文件
  --to 2020-12-25T10:00:05+08:00   恢复到这一刻：此前提交的都在，此后的都不在（不写时区即北京时间；不给就恢复到最新）
新数据目录必须不存在。恢复后用 YICHUANG_DATA=新数据目录 npm start 启动。`

/**
 * `yichuang restore`: a new data folder with what the city had at an instant. Never writes into a folder that exists; refuses an instant
 * that the archive does not cover, a wrong key, and any file that was changed. Exit codes: 0 done, 1 refused, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, options: { from: { type: 'string' }, to: { type: 'string' }, data: { type: 'string' }, key: { type: 'string' } } }).values
  } catch {
    call = undefined
  }
  const keyFile = call?.key ?? readConfig().backup.keyFile
  if (!call?.from || !call.data || !keyFile) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const to = call.to && instantOf(call.to)
  const begun = performance.now()
  const { plan, measure } = await restore({
    repository: openRepository({ dir: resolve(call.from), keyFile: resolve(keyFile) }), data: resolve(call.data), say, ...(to ? { to } : {}),
  })
  const rows = Object.values(measure.tables).reduce((a, b) => a + b, 0)
  say(`已恢复到 ${call.to ?? plan.covered}（${((performance.now() - begun) / 1000).toFixed(1)} 秒）：${Object.keys(measure.tables).length} 张表，${rows} 行`)
  for (const [log, { size, root }] of Object.entries(measure.logs)) say(`台账 ${log}：${size} 条，根 ${root}`)
  say(`启动：YICHUANG_DATA=${resolve(call.data)} npm start。随后请立即做一次新的基础备份`)
  return 0
}

/** an instant as people write it; without a zone it is Beijing time. Throws a sentence */
export function instantOf(text: string): string {
  const m = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim())
  const at = m && `${m[1]}T${m[2]}${m[3] ?? ':00'}${m[4] ?? '+08:00'}`
  if (!at || Number.isNaN(Date.parse(at))) throw new Error(`时间应写作 2020-12-25T10:00:05，可带时区，不是 ${text}`)
  return at
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../kernel/config.ts'
import { openDatabase, type Database } from '../kernel/database.ts'
import { createLog } from '../kernel/log.ts'
import { storedLegal } from '../kernel/clock.ts'
import { examBank } from '../modules/credentials/index.ts'
import { cityKinds, fillCity, type CityKind } from './filling/city.ts'
import { withCity } from './filling/session.ts'
import { importedYears, imports } from '../modules/catalogue/index.ts'

const { parseItems, parseLaws, parseCalendar, takeIn, takeInLaws, takeInYears, judgeIncoming, readLists, catalogueOf } = imports

const usage = `用法：
  npx yichuang import laws <文件夹>          法规条文：文件夹里有 articles.jsonl（和 catalogue.json）
  npx yichuang import pack <文件夹>          整个城市：机关、人员、事项、一件事（packs/demo/README.md 写明格式）
  npx yichuang import organs|people|posts <文件.xlsx|csv|yaml>   机关、人员、岗位 [--complete 名单是全的，不在上面的即离岗] [--passwords 文件]
  npx yichuang import items|bundles <文件夹>  事项、一件事，逐件检查后发布
  npx yichuang import items <文件.jsonl>     事项清单；有指南的一并检查，没有指南的只作登记，不能申请
  npx yichuang import guides <文件.jsonl>    办事指南
  npx yichuang import key-items <文件.json>  从条文整理的事项
  npx yichuang import calendar <文件.json>   一年的放假安排 [--published 公布日期] [--notice 文号]
  npx yichuang import questions <文件.jsonl> 考试题库 [--subject public|professional 公共法律知识（默认）或专业法律知识] [--topic 主题]
选项：--json 逐行输出 JSON；--day 日期 按这一天检查（默认今天）；--place 地名 事项来自哪里；--dry-run 只检查，不写入`

const kinds = ['laws', 'items', 'guides', 'key-items', 'calendar', 'questions'] as const
type Kind = (typeof kinds)[number]

interface Options { json?: boolean; day?: string; place?: string; 'dry-run'?: boolean; published?: string; notice?: string; subject?: string; topic?: string }

/**
 * `yichuang import <what> <path>`. Rows that cannot be read are told with their line and left out, the others go in; a second
 * import of the same file changes nothing. Works beside a running server, or starts the database itself and stops it.
 * Exit codes: 0 done (broken rows included: they are in the report), 1 nothing could be imported, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, allowPositionals: true, options: {
      json: { type: 'boolean' }, day: { type: 'string' }, place: { type: 'string' }, 'dry-run': { type: 'boolean' }, published: { type: 'string' }, notice: { type: 'string' },
      complete: { type: 'boolean' }, passwords: { type: 'string' }, subject: { type: 'string' }, topic: { type: 'string' },
    } })
  } catch {
    call = undefined
  }
  const [kind, path] = call?.positionals ?? []
  // a folder is the city's own, a file a list from elsewhere
  const own = cityKinds.includes(kind as CityKind) && (kind !== 'items' || !!statSync(path ?? '', { throwIfNoEntry: false })?.isDirectory())
  if (!call || !path || call.positionals.length > 2 || (!own && !kinds.includes(kind as Kind))) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  if (own) return fillCity(kind as CityKind, path, call.values)
  const say = reporter(!!call.values.json)
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      throw new Error(`读不到文件 ${file}`)
    }
  }
  if (kind === 'laws') return laws(path, read, call.values, say)
  if (kind === 'questions') return questions(read(path), call.values, say)
  if (kind === 'calendar') return calendar(read(path), call.values, say)
  return items(read(path), call.values, say)
}

async function laws(path: string, read: (f: string) => string, o: Options, say: Reporter): Promise<number> {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  let catalogue: string | undefined
  try {
    if (folder) catalogue = read(join(path, 'catalogue.json'))
  } catch { /* level and history stay empty */ }
  const parsed = parseLaws(read(folder ? join(path, 'articles.jsonl') : path), catalogue)
  parsed.broken.forEach(say.broken)
  if (!parsed.texts.length) throw new Error('没有读到一条条文')
  const counts = { texts: parsed.texts.length, articles: parsed.read - parsed.broken.length }
  if (o['dry-run']) return say.done('laws', { ...counts, broken: parsed.broken.length }, '只检查，没有写入')
  const done = await withDatabase(({ app }) => takeInLaws(app, parsed.texts, (n) => say.progress(n, parsed.texts.length, '部')))
  return say.done('laws', { ...counts, new: done.added, changed: done.changed, unchanged: done.unchanged, broken: parsed.broken.length },
    `法规 ${counts.texts} 部、条文 ${counts.articles} 条：新 ${done.added}，变更 ${done.changed}，不变 ${done.unchanged}`)
}

async function items(text: string, o: Options, say: Reporter): Promise<number> {
  const parsed = parseItems(text, o.place)
  parsed.broken.forEach(say.broken)
  const day = o.day ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const tell = (row: { name: string; line: number; findings: readonly { code: string; message: string }[] }): void => {
    // rows of a list have no guide to judge: saying so a thousand times helps nobody
    if (parsed.rows.find((r) => r.line === row.line)?.guide) say.findings(row)
  }
  const mainItems = new Set(parsed.rows.map((r) => r.mainItem).filter((m) => m !== undefined)).size
  const withGuide = parsed.rows.filter((r) => r.guide).length
  const counts = { read: parsed.rows.length + parsed.broken.length, withGuide, mainItems, broken: parsed.broken.length }
  if (o['dry-run']) {
    for (const r of parsed.rows) tell({ name: r.draft.name, line: r.line, findings: judgeIncoming(r, { day }) })
    return say.done(parsed.kind, counts, '只检查，没有写入')
  }
  const done = await withDatabase(async ({ app }, city) => {
    const lists = await readLists(app, city)
    const ctx: imports.Judging = { day, ...(lists.basic.length ? { catalogue: catalogueOf(lists) } : {}) }
    return takeIn(app, city, parsed.kind, parsed.rows, ctx, (n) => say.progress(n, parsed.rows.length, '条'))
  })
  done.rows.forEach(tell)
  return say.done(parsed.kind, { ...counts, new: done.added, changed: done.changed, unchanged: done.unchanged, kept: done.kept },
    `读到 ${counts.read} 条：新 ${done.added}，变更 ${done.changed}，不变 ${done.unchanged}${done.kept ? `，已发布未动 ${done.kept}` : ''}；主项 ${mainItems} 个，有指南 ${withGuide} 条，其余只作登记、不能申请`)
}

async function questions(text: string, o: Options, say: Reporter): Promise<number> {
  const subject = o.subject ?? 'public'
  if (subject !== 'public' && subject !== 'professional') throw new Error('--subject 只能是 public（公共法律知识）或 professional（专业法律知识）')
  const parsed = examBank.readQuestions(text)
  parsed.broken.forEach(say.broken)
  if (!parsed.questions.length) throw new Error('没有读到一道可用的题')
  const counts = { read: parsed.questions.length + parsed.broken.length, broken: parsed.broken.length }
  if (o['dry-run']) return say.done('questions', counts, `可以导入 ${parsed.questions.length} 道题，没有写入`)
  const done = await withCity(async ({ database: { app: db }, city, journal }) =>
    examBank.takeInQuestions({ db, city, journal }, parsed.questions, { subject, topic: o.topic ?? '', at: await storedLegal(db, city), now: Date.now(), by: 'installer' }))
  return say.done('questions', { ...counts, new: done.added, changed: done.changed, unchanged: done.unchanged }, `读到 ${counts.read} 道题：新 ${done.added}，变更 ${done.changed}，不变 ${done.unchanged}`)
}

async function calendar(text: string, o: Options, say: Reporter): Promise<number> {
  const given = { ...(o.notice ? { notice: o.notice } : {}), ...(o.published ? { publishedOn: o.published } : {}) }
  if (o['dry-run']) {
    const years = parseCalendar(text, [], given)
    return say.done('calendar', { new: years.length }, years.length ? `可以导入：${years.map((y) => `${y.year}.${y.version}`).join('、')}` : '已有同样的安排，不用导入')
  }
  const { years, added } = await withDatabase(async ({ app }, city) => {
    const fresh = parseCalendar(text, await importedYears(app, city), given)
    return { years: fresh, added: await takeInYears(app, city, fresh) }
  })
  return say.done('calendar', { new: added }, added ? `已导入放假安排：${years.map((y) => `${y.year}.${y.version}`).join('、')}` : '已有同样的安排，没有变化')
}

async function withDatabase<T>(work: (database: Database, city: string) => Promise<T>): Promise<T> {
  const config = readConfig()
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
  try {
    return await work(database, config.city)
  } finally {
    await database.close()
  }
}

interface Reporter {
  broken(b: imports.Broken): void
  findings(row: { name: string; line: number; findings: readonly { code: string; message: string }[] }): void
  progress(done: number, total: number, unit: string): void
  done(kind: string, counts: Record<string, number>, sentence: string): number
}

/** progress goes to stderr, so that stdout stays what a script reads */
function reporter(json: boolean): Reporter {
  const out = (o: object): void => void process.stdout.write(`${JSON.stringify(o)}\n`)
  return {
    broken: ({ line, reason }) => (json ? out({ line, broken: reason }) : void process.stdout.write(`第 ${line} 行不能导入：${reason}\n`)),
    findings({ name, line, findings }) {
      if (json) return out({ line, name, findings })
      process.stdout.write(`${name}：${findings.length ? `${findings.length} 处问题` : '没有问题'}\n`)
      for (const f of findings) process.stdout.write(`    ${f.code} ${f.message}\n`)
    },
    progress(done, total, unit) {
      if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total} ${unit}${done === total ? '\n' : ''}`)
      else if (done === total || done % 500 === 0) process.stderr.write(`${done}/${total} ${unit}\n`)
    },
    done(kind, counts, sentence) {
      if (json) out({ kind, ...counts })
      else process.stdout.write(`${sentence}${counts.broken ? `；${counts.broken} 行不能导入` : ''}\n`)
      return 0
    },
  }
}

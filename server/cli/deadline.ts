import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { calendar } from '../../law/calendar/index.ts'
import { MissingYear, type Calendar } from '../../law/kernel/calendar.ts'
import type { ClockUnit } from '../../law/kernel/clock.ts'
import { weekday } from '../../law/kernel/dates.ts'
import { derive, tellDerivation, termInWords, type Derivation, type Exclusion, type Term } from '../../law/kernel/deadline.ts'

const usage = `用法：
  npx yichuang deadline --from 2021-02-08 --days 20 --unit workday [--exclude 2021-03-01..2021-03-03]… [--event 受理] [--as-of 日期] [--json]
  npx yichuang deadline --batch 文件.jsonl
单位：workday 工作日、calendar 自然日、month 月。--as-of 只用该日以前公布的放假安排。`

const units: Readonly<Record<string, ClockUnit>> = {
  workday: 'workday', 工作日: 'workday', calendar: 'calendar', 日: 'calendar', 天: 'calendar', 自然日: 'calendar', month: 'month', 月: 'month', 个月: 'month',
}

/**
 * `yichuang deadline`: one deadline with its derivation, or a file of them as JSON Lines `{id, due, derivation}`. Needs no database.
 * Returns the exit code: 0; 1 when a deadline cannot be computed (a year not published, a broken line); 2 for wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let options
  try {
    options = parseArgs({
      args: argv,
      options: {
        from: { type: 'string' }, days: { type: 'string' }, unit: { type: 'string', default: 'workday' }, event: { type: 'string' },
        exclude: { type: 'string', multiple: true, default: [] }, 'as-of': { type: 'string' }, batch: { type: 'string' }, json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (e) {
    return refuse(`${(e as Error).message}\n${usage}`, 2)
  }
  if (options.help) return say(usage)
  const days = calendar(options['as-of'] ? { asOf: options['as-of'] } : {})
  if (options.batch) return batch(options.batch, days)
  if (!options.from || !options.days) return refuse(usage, 2)
  const unit = units[options.unit]
  if (!unit) return refuse(`不认识的单位“${options.unit}”\n${usage}`, 2)
  try {
    const term: Term = {
      start: options.from, n: wholeNumber(options.days), unit, excluded: options.exclude.map(exclusion),
      ...(options.event ? { event: options.event } : {}),
    }
    const d = derive(term, days)
    return say(options.json ? JSON.stringify({ due: d.due, derivation: d }, null, 2) : table(d))
  } catch (e) {
    return refuse(sentence(e, days), 1)
  }
}

interface BatchLine {
  id?: string
  law?: string
  article?: string
  event?: string
  eventDate: string
  n: number
  unit: string
  countAs?: string
  excluded?: { from: string; to: string; why?: string }[]
}

async function batch(file: string, days: Calendar): Promise<number> {
  let text
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return refuse(`读不到文件：${file}`, 1)
  }
  let code = 0
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.trim()) continue
    let id: string | undefined
    try {
      const x = JSON.parse(line) as BatchLine
      id = x.id
      const d = derive(termOf(x), days)
      const { law, article } = x
      say(JSON.stringify({ id, due: d.due, derivation: { ...(law ? { law } : {}), ...(article ? { article } : {}), ...d } }))
    } catch (e) {
      code = 1
      say(JSON.stringify({ id: id ?? null, line: i + 1, error: e instanceof SyntaxError ? '不是有效的 JSON' : sentence(e, days) }))
    }
  }
  return code
}

/** 个月 and 年 count by the corresponding day; 日 counts as `countAs` says, 工作日 speaks for itself */
function termOf(x: BatchLine): Term {
  const year = x.unit === '年'
  const unit = /月|年|^month$/.test(x.unit) ? 'month' : (units[x.countAs ?? x.unit] ?? units[x.unit])
  if (!unit) throw new RangeError(`不认识的单位“${x.unit}”`)
  if (!Number.isSafeInteger(x.n)) throw new RangeError('期限 n 须为整数')
  const excluded = (x.excluded ?? []).map((e) => ({ from: e.from, to: e.to, why: e.why ?? defaultReason }))
  return { start: x.eventDate, n: year ? x.n * 12 : x.n, unit, excluded, ...(x.event ? { event: x.event } : {}) }
}

const defaultReason = '依法不计入期限'

/** 2021-03-01..2021-03-03, with a ground after a colon: 2021-03-01..2021-03-03:专家评审 */
function exclusion(written: string): Exclusion {
  const m = /^(\S{10})\.\.(\S{10}?)(?:[:：](.+))?$/.exec(written)
  if (!m) throw new RangeError(`扣除期间写作 起日..止日，例如 2021-03-01..2021-03-03：${written}`)
  return { from: m[1]!, to: m[2]!, why: m[3] ?? defaultReason }
}

function wholeNumber(s: string): number {
  if (!/^\d+$/.test(s)) throw new RangeError(`期限须为不小于零的整数：${s}`)
  return Number(s)
}

function table(d: Derivation): string {
  const rows = d.days.map((x) => {
    const count = x.counted ? (d.unit === 'month' ? `满${x.counted}个月` : `第${x.counted}日`) : '—'
    return `${x.date}  ${'日一二三四五六'[weekday(x.date)]}  ${pad(count, 8)}  ${x.skipped ?? (d.unit === 'month' && x.counted ? '' : x.note) ?? ''}`.trimEnd()
  })
  const head = `${d.start}  ${'日一二三四五六'[weekday(d.start)]}  ${pad('不计', 8)}  ${d.event ?? '起算'}`
  const internal = d.internalDue === d.due ? [] : [`内部提醒日：${d.internalDue}（不顺延）`]
  return [`期限 ${termInWords(d.n, d.unit)}`, '', head, ...rows, '', ...tellDerivation(d), ...internal, `届满日：${d.due}`].join('\n')
}

/** pads to columns of a terminal, where a Chinese character takes two */
function pad(s: string, width: number): string {
  const columns = [...s].reduce((n, c) => n + (c.codePointAt(0)! > 0x2e80 ? 2 : 1), 0)
  return s + ' '.repeat(Math.max(0, width - columns))
}

function sentence(e: unknown, days: Calendar): string {
  if (!(e instanceof MissingYear)) return e instanceof Error ? e.message : String(e)
  const first = Number(/^\d+/.exec(days.version)?.[0] ?? Infinity)
  return e.year < first ? `放假安排自${first}年起收入，不能计算${e.year}年的工作日` : e.message
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

function refuse(text: string, code: 1 | 2): number {
  process.stderr.write(`${text}\n`)
  return code
}

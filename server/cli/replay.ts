import { parseArgs } from 'node:util'
import { calendarByVersion } from '../../law/calendar/index.ts'
import { storedLegal } from '../kernel/clock.ts'
import { readConfig } from '../kernel/config.ts'
import { openDatabase } from '../kernel/database.ts'
import { createDb, type Db } from '../kernel/db.ts'
import { createLog } from '../kernel/log.ts'
import { replay } from '../modules/casework/index.ts'
import { createCatalogue, importedYears } from '../modules/catalogue/index.ts'

const usage = `用法：npx yichuang replay [--city 六位代码] [--check] [--case 办件内部编号] [--json]
  不带 --check：逐批丢弃由行为算出的数据（办件行、时限、一件事的承诺），只凭行为重建，并说明与原来有无一字之差
  --check：只比对，不改动，逐件列出不同之处
  --what：哪些内容不由行为得出，为什么`

/**
 * `yichuang replay [--city …] [--check]`: rebuilds the projections of casework from acts alone, or only compares. Works beside
 * a running server. Exit codes: 0 nothing differed, 1 something did (it is named), 2 wrong usage. Rebuilding refuses where
 * the configuration does not name the owner of the tables.
 */
export async function run(argv: string[]): Promise<number> {
  let o
  try {
    o = parseArgs({ args: argv, options: { city: { type: 'string' }, check: { type: 'boolean' }, case: { type: 'string' }, json: { type: 'boolean' }, what: { type: 'boolean' } } }).values
  } catch {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  if (o.what) {
    for (const { what, why } of replay.notFromActs) process.stdout.write(`${what}：${why}\n`)
    return 0
  }
  const config = readConfig()
  const city = o.city ?? config.city
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
  let owner: Db | undefined
  try {
    if (!o.check) {
      if (!database.owner) throw new Error('重建要用数据库所有者的地址（DATABASE_OWNER_URL）；只比对请加 --check')
      owner = createDb(database.owner, { max: 1, name: 'yichuang replay', prepare: config.prepare })
    }
    const say = reporter(!!o.json)
    const deps = await depsFor(owner ?? database.app, city)
    const begun = Date.now()
    const sum = { cases: 0, acts: 0, bundles: 0, differences: 0 }
    const which = o.case ?? {}
    for await (const b of o.check ? replay.recompute(deps, which) : replay.rebuild(deps, which)) {
      sum.cases += b.cases
      sum.acts += b.acts
      sum.bundles += b.bundles
      const found = 'differences' in b ? b.differences.map((d) => ({ ...d }))
        : [...b.changed.map((id) => ({ case: id, number: '', field: 'rebuilt', stored: null, recomputed: null })), ...b.faults.map((f) => ({ case: f.case, number: f.number, field: 'acts', stored: f.fault, recomputed: null }))]
      sum.differences += found.length
      found.forEach(say.difference)
      say.progress(sum.cases)
    }
    return say.done({ ...sum, seconds: Math.round((Date.now() - begun) / 100) / 10 }, !!o.check)
  } finally {
    await owner?.close()
    await database.close()
  }
}

/** what replay needs of a city, without starting one */
export async function depsFor(db: Db, city: string): Promise<replay.ReplayDeps> {
  const catalogue = createCatalogue({ db, city })
  const [imported, now] = await Promise.all([importedYears(db, city), storedLegal(db, city), catalogue.refresh()])
  const known = new Map<string, ReturnType<typeof calendarByVersion>>()
  const calendarOf = (version: string) => known.get(version) ?? (known.set(version, calendarByVersion(version, imported)), known.get(version)!)
  return { db, city, catalogue, calendarOf, clock: { legal: () => now } }
}

/** findings and the sum on stdout, progress on stderr */
function reporter(json: boolean) {
  const out = (o: object) => void process.stdout.write(`${JSON.stringify(o)}\n`)
  const value = (v: unknown) => (v === null || v === undefined ? '（无）' : typeof v === 'string' ? v : JSON.stringify(v))
  return {
    difference(d: replay.Difference) {
      if (json) return out(d)
      const what = d.field === 'acts' || d.field === 'bundle.acts' ? `不能从行为重建：${value(d.stored)}` : d.field === 'rebuilt' ? '重建后与原来不同' : `${d.field}：存的是${value(d.stored)}，应为${value(d.recomputed)}`
      process.stdout.write(`${d.number || d.case}（${d.case}）${what}\n`)
    },
    progress(cases: number) {
      if (process.stderr.isTTY) process.stderr.write(`\r${cases} 件`)
    },
    done(sum: { cases: number; acts: number; bundles: number; differences: number; seconds: number }, check: boolean): number {
      if (process.stderr.isTTY) process.stderr.write('\n')
      if (json) out(sum)
      else process.stdout.write(`${check ? '比对' : '重建'} ${sum.cases} 件、${sum.acts} 条行为、${sum.bundles} 个一件事，用时 ${sum.seconds} 秒：${sum.differences ? `${sum.differences} 处不同` : check ? '没有不同' : '与原来一字不差'}\n`)
      return sum.differences ? 1 : 0
    },
  }
}

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { audit, type Profile } from '../../law/credential/audit.ts'
import { printed } from '../../law/credential/auditRule.ts'
import { profiles } from '../../law/credential/profiles/index.ts'
import { readSettings } from '../../law/credential/settings.ts'
import { sayAll } from '../../law/kernel/provision.ts'
import { auditReport, generate, listNames, readList, type ListName } from '../modules/credentials/index.ts'

const usage = `用法：
  npx yichuang roster audit --officers 文件 --bodies 文件 [--supervisors 文件] --profile 方案 [--as-of 日期] --out 文件夹 [--set 参数=值]…
  npx yichuang roster profile 方案            这个方案的规则和参数
  npx yichuang roster import --officers 文件 --bodies 文件 [--supervisors 文件] --profile 方案 --as-of 日期 --name 名称 [--bureau 机关] [--set 参数=值]…
                                              在数据库里建立一次清理（冻结名册、审核），不告知任何单位
  npx yichuang roster generate --officers 人数 [--seed 数] [--as-of 日期] --out 文件夹      虚构的全市名册，同一个种子总是同一份
方案：${Object.keys(profiles).join('、')}。文件是 .csv 或 .xlsx，按列名识别，次序不限。`

/**
 * `yichuang roster audit`: judges a roster (officers, supervisors, bodies) by a profile on a day and writes officers.jsonl, supervisors.jsonl,
 * bodies.jsonl, findings.jsonl, errors.jsonl and summary.json into a folder. Needs no database. Nothing is removed by it: each
 * line is a proposal, told to the body before it is confirmed (RA-01). `yichuang roster profile` prints rules and settings.
 * `roster import` puts a campaign down in the city's database, frozen; `roster generate` writes an invented roster of any size.
 * Exit codes: 0 done (rows that cannot be read included: they are in errors.jsonl), 1 a list or a setting cannot be used, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({ args: argv, allowPositionals: true, options: {
      officers: { type: 'string' }, bodies: { type: 'string' }, supervisors: { type: 'string' }, profile: { type: 'string' }, 'as-of': { type: 'string' }, out: { type: 'string' }, name: { type: 'string' }, bureau: { type: 'string' }, seed: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
    } })
  } catch (e) {
    return refuse(`${(e as Error).message}\n${usage}`)
  }
  const { values: o, positionals: [what, key] } = call
  if (o.help) return say(usage)
  const given = Object.fromEntries(o.set.map((s) => [s.split('=', 1)[0]!, s.slice(s.indexOf('=') + 1)]))
  if (o.set.some((s) => !s.includes('='))) return refuse(`--set 写作 参数=值\n${usage}`)
  if (what === 'generate') return o.officers && /^[1-9]\d{0,5}$/.test(o.officers) && o.out ? generated(Number(o.officers), Number(o.seed ?? 1), o['as-of'] ?? '2020-11-30', o.out) : refuse(usage)
  if (what === 'import') return o.officers && o.bodies && o.profile && o['as-of'] && o.name ? (await import('./filling/roster.ts')).importFiles({ ...o, officers: o.officers, bodies: o.bodies, profile: o.profile, asOf: o['as-of'], name: o.name, settings: given }) : refuse(usage)
  const name = o.profile ?? key
  const profile = name !== undefined && Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (what === 'profile' && name) return profile ? say(told(profile)) : refuse(`没有方案“${name}”\n${usage}`)
  if (what !== 'audit' || !o.officers || !o.bodies || !o.out || !name) return refuse(usage)
  if (!profile) return refuse(`没有方案“${name}”\n${usage}`)
  const settings = readSettings(profile.settings, { ...given, ...(o['as-of'] ? { asOf: o['as-of'] } : {}) })
  const sha256: Record<string, string> = {}
  const list = async <L extends ListName>(l: L, path: string) => {
    const bytes = read(path)
    sha256[sha256[basename(path)] ? path : basename(path)] = createHash('sha256').update(bytes).digest('hex')
    return readList(l, basename(path), bytes, profile.needs[l] as readonly string[])
  }
  const officers = await list('officers', o.officers)
  const bodies = await list('bodies', o.bodies)
  const supervisors = o.supervisors ? await list('supervisors', o.supervisors) : { rows: [], broken: [] }
  const roster = { officers: officers.rows, bodies: bodies.rows, supervisors: supervisors.rows }
  const broken = [...officers.broken, ...supervisors.broken, ...bodies.broken]
  const { files, summary } = auditReport({ profile, settings, roster, audit: audit(profile, roster, settings), broken, sha256 })
  mkdirSync(o.out, { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(o.out, file), text)
  if (o.json) return say(JSON.stringify(summary))
  for (const b of broken) process.stderr.write(`${listNames[b.list]}第 ${b.line} 行${b.heading ? `“${b.heading}”` : ''}：${b.reason}\n`)
  const counted = (of: Record<string, number>) => Object.entries(of).map(([k, n]) => `${k} ${n}`).join('，')
  return say([
    `${profile.name}，基准日 ${settings['asOf']}`,
    `执法人员 ${summary.rows}：保留 ${summary.officersRetained}，清出 ${summary.officersRemoved}${summary.notJudged ? `，未能判断 ${summary.notJudged}（见 errors.jsonl）` : ''}`,
    ...(summary.officersRemoved ? [`  首要原因：${counted(summary.removedByPrimaryReason)}`] : []), ...(Object.keys(summary.corrections).length ? [`  更正：${counted(summary.corrections)}`] : []),
    `执法监督人员 ${summary.supervisorsListed}：保留 ${summary.supervisorsRetained}，清出 ${summary.supervisorsRemoved}`,
    `执法主体 ${summary.bodiesListed}：有效 ${summary.bodiesValid}`,
    `结果在 ${o.out}。每一条都是建议，须先告知单位，由人确认。`,
  ].join('\n'))
}

/** an invented roster as three CSV files */
function generated(officers: number, seed: number, asOf: string, out: string): 0 {
  const w = generate.roster(seed, officers, asOf)
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'officers.csv'), generate.csv(generate.officerColumns, w.officers))
  writeFileSync(join(out, 'supervisors.csv'), generate.csv(generate.supervisorColumns, w.supervisors))
  writeFileSync(join(out, 'bodies.csv'), generate.csv(generate.bodyColumns, w.bodies))
  return say(`虚构名册在 ${out}：执法人员 ${w.officers.length}，执法监督人员 ${w.supervisors.length}，执法主体 ${w.bodies.length}（种子 ${seed}，基准日 ${asOf}）。没有一个真实的人。`)
}

function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new Error(`读不到文件 ${path}`)
  }
}

/** rules and settings of a profile, as a person reads them */
function told(profile: Profile<any>): string {
  const rules = [...profile.officers, ...profile.supervisors, ...profile.bodies]
  return [
    `${profile.key} ${profile.name}`, '', '规则：',
    ...rules.map((r) => `  ${printed(r.code)}  ${r.name}  ${sayAll(r.basis)}${r.source ? `（${r.source}）` : ''}`), '', '参数：',
    ...Object.entries(profile.settings as Record<string, { name: string; value: unknown; source?: string }>).map(([k, s]) => `  ${k} = ${[s.value].flat().join(',')}  ${s.name}${s.source ? `（${s.source}）` : ''}`),
  ].join('\n')
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

function refuse(text: string): 2 {
  process.stderr.write(`${text}\n`)
  return 2
}

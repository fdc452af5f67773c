import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { imports as catalogue, minutesPerDay, readCity } from '../../modules/catalogue/index.ts'
import { createDirectory, imports as directory } from '../../modules/directory/index.ts'
import { withCity, type Hold } from './session.ts'

export const cityKinds = ['organs', 'people', 'posts', 'items', 'bundles', 'pack'] as const
export type CityKind = (typeof cityKinds)[number]

export interface CityOptions { json?: boolean; complete?: boolean; passwords?: string; 'dry-run'?: boolean }
type Say = (line: object, sentence: string) => void

const what = { organs: '机关', people: '人员', posts: '岗位' }

/**
 * `yichuang import organs|people|posts <list>` and `items|bundles|pack <folder>`. Each row goes in by itself; what is wrong with the
 * others is told by line. A second import changes nothing. Initial passwords of new accounts are shown once, or written to the
 * file of `--passwords`. Exit code 0, or 1 when nothing at all could be taken in.
 */
export async function fillCity(kind: CityKind, path: string, o: CityOptions): Promise<number> {
  const say: Say = (line, sentence) => void process.stdout.write(`${o.json ? JSON.stringify(line) : sentence}\n`)
  if (o.passwords && existsSync(o.passwords)) throw new Error(`文件 ${o.passwords} 已经有了，不覆盖。请换一个文件名`)
  if (kind === 'organs' || kind === 'people' || kind === 'posts') {
    const bytes = read(path)
    const rows = await rowsOf(kind, basename(path), bytes)
    if (o['dry-run']) return tell(kind, { added: 0, changed: 0, unchanged: 0, ended: 0, passwords: [], read: rows.rows.length + rows.broken.length, broken: rows.broken }, o, say, '只检查，没有写入：')
    return tell(kind, await withCity((hold) => takeIn(kind, hold, rows, o)), o, say)
  }
  const folder = packOf(path)
  const settings = readCity(folder)
  return withCity(async (hold) => {
    if (settings.code !== hold.city) throw new Error(`${folder} 是${settings.name}（${settings.code}）的，这里的城市代码是 ${hold.city}`)
    let code = 0
    if (kind === 'pack') {
      for (const list of ['organs', 'people'] as const) {
        const file = join(folder, `${list}.yaml`)
        if (!existsSync(file)) continue
        const taken = await takeIn(list, hold, await rowsOf(list, file, read(file)), o)
        code = Math.max(code, tell(list, taken, o, say))
      }
    }
    return Math.max(code, await terms(kind, folder, minutesPerDay(settings.hall.hours), hold, say))
  })
}

type List = 'organs' | 'people' | 'posts'
const headings = { organs: directory.organHeadings, people: directory.personHeadings, posts: directory.postHeadings }
const roots = { organs: 'organs', people: 'people', posts: 'posts' }

async function rowsOf(list: List, name: string, bytes: Buffer) {
  const sheet = await directory.readSheet(name, bytes, roots[list], headings[list])
  return { organs: directory.organRows, people: directory.personRows, posts: directory.postRows }[list](sheet)
}

function takeIn(list: List, hold: Hold, rows: Awaited<ReturnType<typeof rowsOf>>, o: CityOptions): Promise<directory.Taken> {
  const taking = { ...hold.taking, ...(o.complete ? { complete: true } : {}), progress: (n: number, of: number) => { if (process.stderr.isTTY) process.stderr.write(`\r${n}/${of}${n === of ? '\n' : ''}`) } }
  const work = { organs: directory.takeInOrgans, people: directory.takeInPeople, posts: directory.takeInPosts }[list]
  return work(taking, rows as never)
}

function tell(list: List, t: directory.Taken, o: CityOptions, say: Say, before = ''): number {
  for (const b of t.broken) say({ kind: list, line: b.line, broken: b.reason }, `${what[list]}第 ${b.line} 行没有导入：${b.reason}`)
  const { passwords, broken, ...counts } = t
  say({ kind: list, ...counts, broken: broken.length },
    `${before}${what[list]} ${t.read} 条：新 ${t.added}，变更 ${t.changed}，不变 ${t.unchanged}，离岗 ${t.ended}${broken.length ? `；没有导入 ${broken.length}` : ''}`)
  if (passwords.length && o.passwords) {
    writeFileSync(o.passwords, `\ufeff账号,姓名,初始密码\r\n${passwords.map((p) => `${p.login},${p.name},"${p.password}"`).join('\r\n')}\r\n`, { mode: 0o600, flag: 'wx' })
    say({ passwords: o.passwords }, `${passwords.length} 个新账号的初始密码写在 ${o.passwords}（只有您能读）。当面分发后请删除；第一次登录必须改，14 天内不用就作废`)
  } else if (passwords.length) {
    if (!o.json) process.stdout.write('新账号的初始密码只显示这一次，第一次登录必须改，14 天内不用就作废：\n')
    for (const p of passwords) say({ login: p.login, password: p.password }, `    ${p.login}\t${p.name}\t${p.password}`)
  }
  return t.read > 0 && t.broken.length === t.read ? 1 : 0
}

async function terms(kind: CityKind, folder: string, officeMinutesPerDay: number, hold: Hold, say: Say): Promise<number> {
  const { database, city, at, now, journal } = hold
  const known = createDirectory({ db: database.app, city })
  await known.refresh()
  const rows = known.organs()
  const found = catalogue.readTerms(folder, new Map(rows.map((r) => [r.key, r.uscc])))
  for (const p of found.problems) say({ kind, broken: p }, `没有导入：${p}`)
  const o: catalogue.TakingTerms = { db: database.app, city, at, now, journal, officeMinutesPerDay }
  let any = false
  if (found.catalogue && kind !== 'bundles') await catalogue.takeInLists(o, found.catalogue)
  const organs = new Set(rows.map((r) => r.key))
  const owned = found.items.filter((t) => organs.has(t.organ))
  for (const t of found.items) if (!organs.has(t.organ)) say({ kind: 'items', where: `${t.key}@${t.revision}`, broken: t.organ }, `事项 ${t.key}@${t.revision} 没有导入：机关“${t.organ}”不在名录里，请先导入机关`)
  for (const [list, name, run] of [['items', '事项', () => catalogue.takeInItems(o, owned)], ['bundles', '一件事', () => catalogue.takeInBundles(o, found.bundles)]] as const) {
    if (kind !== 'pack' && kind !== list) continue
    const t = await run()
    for (const r of t.refused) say({ kind: list, ...r }, `${name} ${r.where} 没有导入：${r.findings.map((f) => `${f.code} ${f.message}`).join('；')}`)
    say({ kind: list, added: t.added, unchanged: t.unchanged, refused: t.refused.length }, `${name}：发布 ${t.added}，不变 ${t.unchanged}${t.refused.length ? `，没有导入 ${t.refused.length}` : ''}`)
    any ||= t.added + t.unchanged > 0
  }
  return any ? 0 : 1
}

/** the folder with city.yaml, also when its items or bundles are named */
function packOf(path: string): string {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path)
  const found = [folder, dirname(folder)].find((f) => existsSync(join(f, 'city.yaml')))
  if (!found) throw new Error(`${path} 不是城市数据文件夹：里面要有 city.yaml`)
  return found
}

function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new Error(`读不到文件 ${path}`)
  }
}

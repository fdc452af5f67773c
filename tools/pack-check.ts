/**
 * Checks the packs of cities: schemas, references between files, and the lint that publishing applies.
 * `npx tsx tools/pack-check.ts [folder…]` (default: every folder below packs/ that has a city.yaml); exit code 1 with findings.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lintPolicy, usualPolicy } from '../law/credential/policy.ts'
import { lintHall } from '../law/item/access.ts'
import { lintBundle } from '../law/item/lint.ts'
import { citizenId, socialCreditCode } from '../law/kernel/identity.ts'
import { projectRoot } from '../server/kernel/root.ts'
import { examBank, readRegistryPack, readTrainingPack, rosterOf, type RegistryPack } from '../server/modules/credentials/index.ts'
import { BadPack, imports, minutesPerDay, readPack, type Pack } from '../server/modules/catalogue/index.ts'

const { catalogueOf, lintRevision } = imports

export interface PackFinding { where: string; code: string; message: string }

/** Everything that is wrong with one pack; empty when it may be loaded and published. `today` is a legal date. */
export function checkPack(dir: string, today: string): PackFinding[] {
  let pack: Pack
  try {
    pack = readPack(dir)
  } catch (e) {
    if (e instanceof BadPack) return e.problems.map((p) => ({ where: p.split('：')[0]!, code: 'SCHEMA', message: p.split('：').slice(1).join('：') }))
    throw e
  }
  const out: PackFinding[] = []
  const say = (where: string, code: string, message: string): void => void out.push({ where, code, message })
  for (const f of lintHall(pack.city)) say('city.yaml', f.code, f.message)
  for (const f of lintPolicy(pack.city.credentials)) say('city.yaml', f.code, `credentials.${f.at}：${f.message}`)
  people(pack, say)
  items(pack, today, say)
  bundles(pack, say)
  training(dir, pack, say)
  exam(dir, pack, say)
  registry(dir, pack, today, say)
  return out
}

type Say = (where: string, code: string, message: string) => void

function people(pack: Pack, say: Say): void {
  const organs = new Set(pack.organs.organs.map((o) => o.key))
  const keys = new Set(pack.people.map((p) => p.key))
  for (const list of [pack.organs.organs.map((o) => o.key), pack.organs.organs.map((o) => o.uscc), pack.people.map((p) => p.key), pack.people.map((p) => p.idNumber)])
    for (const twice of list.filter((x, n) => list.indexOf(x) !== n)) say('organs.yaml、people.yaml', 'UNIQUE', `“${twice}”出现两次`)
  for (const o of pack.organs.organs) if (!socialCreditCode(o.uscc).ok) say('organs.yaml', 'ID-02', `${o.key} 的统一社会信用代码校验位不对`)
  for (const p of pack.people) {
    if (!citizenId(p.idNumber).ok) say('people.yaml', 'ID-01', `${p.key} 的身份证号不对`)
    if (p.company && !socialCreditCode(p.company.uscc).ok) say('people.yaml', 'ID-02', `${p.key} 的企业代码校验位不对`)
  }
  for (const o of pack.organs.organs) if (o.parent && !organs.has(o.parent)) say('organs.yaml', 'ORGAN', `${o.key} 的上级 ${o.parent} 不存在`)
  for (const z of [...pack.organs.zones, ...pack.organs.divisions]) if (!organs.has(z.key)) say('organs.yaml', 'ORGAN', `${z.name} 没有对应的机关 ${z.key}`)
  for (const p of pack.people) {
    for (const r of p.roles) if (r.organ && !organs.has(r.organ)) say('people.yaml', 'ORGAN', `${p.key} 的机关 ${r.organ} 不存在`)
    for (const l of p.leave ?? []) if (!keys.has(l.deputy) || l.deputy === p.key) say('people.yaml', 'DEPUTY', `${p.key} 的代理人 ${l.deputy} 不存在或者就是本人`)
    const admin = p.roles.filter((r) => ['sysadmin', 'secadmin', 'auditor'].includes(r.role))
    if (admin.length > 1) say('people.yaml', 'G-06', `${p.key} 一人兼任两个管理员`)
  }
}

function items(pack: Pack, today: string, say: Say): void {
  const organs = new Set(pack.organs.organs.map((o) => o.key))
  const licences = new Set(pack.city.licenceTypes.map((t) => t.type))
  const made = new Set(pack.items.map((i) => i.result.licenceType).filter((t) => t !== undefined))
  const ctx = { catalogue: catalogueOf(pack.catalogue), officeMinutesPerDay: minutesPerDay(pack.city.hall.hours) }
  for (const t of pack.items) {
    const where = `${t.key}@${t.revision}`
    for (const f of lintRevision(t, ctx, today)) say(where, f.code, `${f.at ? `${f.at}：` : ''}${f.message}`)
    if (!organs.has(t.organ)) say(where, 'ORGAN', `受理单位 ${t.organ} 不存在`)
    if (t.delegation?.inNameOf && !organs.has(t.delegation.inNameOf)) say(where, 'ORGAN', `委托机关 ${t.delegation.inNameOf} 不存在`)
    if (t.result.licenceType && !licences.has(t.result.licenceType)) say(where, 'LICENCE', `证照类型 ${t.result.licenceType} 没有登记`)
    for (const m of t.materials) {
      const type = m.from?.startsWith('licence:') ? m.from.slice('licence:'.length) : undefined
      if (type && !made.has(type)) say(where, 'LICENCE', `材料“${m.name}”来自证照 ${type}，但没有事项产生它`)
    }
    const other = pack.items.find((o) => o.key === t.key && o !== t && o.revision === t.revision)
    if (other) say(where, 'UNIQUE', '版本号重复')
    const next = pack.items.find((o) => o.key === t.key && o.revision === t.revision + 1)
    if (next && (t.effectiveUntil ?? '9999') > next.effectiveFrom) say(where, 'ITM-07', `与第${next.revision}版的有效期重叠`)
  }
}

function bundles(pack: Pack, say: Say): void {
  const organs = new Set(pack.organs.organs.map((o) => o.key))
  for (const b of pack.bundles) {
    if (!organs.has(b.leadOrgan)) say(b.key, 'ORGAN', `牵头部门 ${b.leadOrgan} 不存在`)
    const members = new Map(pack.items.filter((i) => !i.effectiveUntil).map((i) => [i.key, i]))
    for (const f of lintBundle(b, members)) say(b.key, f.code, f.message)
  }
}

function training(dir: string, pack: Pack, say: Say): void {
  const organs = new Set(pack.organs.organs.map((o) => o.key))
  const people = new Set(pack.people.map((p) => p.key))
  let read
  try {
    read = readTrainingPack(dir)
  } catch (e) {
    return say('training.yaml', 'SCHEMA', (e as Error).message)
  }
  for (const [i, c] of read.courses.entries()) {
    if (read.courses.findIndex((o) => o.key === c.key) !== i) say('training.yaml', 'UNIQUE', `课程“${c.key}”出现两次`)
    for (const b of c.batches) {
      const [from, to] = [b.from, b.to].map((t) => Number(t.slice(0, 2)) * 60 + Number(t.slice(3)))
      if (to! - from! < c.hours * read.settings.classMinutes) say('training.yaml', 'ZJ-04', `${c.title} ${b.from}—${b.to} 不够 ${c.hours} 学时`)
      for (const o of [...b.officers, ...b.teams]) if (!organs.has(o)) say('training.yaml', 'ORGAN', `${c.title} 的单位 ${o} 不存在`)
    }
  }
  for (const c of read.credits) if (!people.has(c.person)) say('training.yaml', 'PERSON', `没有演示人物 ${c.person}`)
}

function exam(dir: string, pack: Pack, say: Say): void {
  const people = new Set(pack.people.map((p) => p.key))
  try {
    for (const c of examBank.readExamPack(dir)?.exam.candidates ?? []) if (!people.has(c)) say('exam.yaml', 'PERSON', `没有演示人物 ${c}`)
  } catch (e) {
    say('exam.yaml', 'SCHEMA', (e as Error).message)
  }
}

/** the registry is judged as a roster that a campaign hands in: bodies found, people and numbers once, identity numbers and codes right */
function registry(dir: string, pack: Pack, today: string, say: Say): void {
  let read: RegistryPack
  try {
    read = readRegistryPack(dir)
  } catch (e) {
    return say('registry.yaml', 'SCHEMA', (e as Error).message)
  }
  const organs = new Map(pack.organs.organs.map((o) => [o.key, { name: o.name, uscc: o.uscc, division: o.division ?? null, level: o.level }]))
  const people = new Map(pack.people.map((p) => [p.key, p]))
  const named = new Set(read.bodies.map((b) => b.organ ?? b.name))
  const everybody = [...read.officers, ...read.supervisors]
  for (const b of read.bodies) for (const key of [b.organ, b.principal, b.successor]) if (key && !organs.has(key) && !named.has(key)) say('registry.yaml', 'ORGAN', `单位 ${key} 不存在`)
  for (const o of everybody) {
    if (!named.has(o.body)) say('registry.yaml', 'ZT-01', `${o.person ?? o.name} 的单位 ${o.body} 没有登记为执法主体`)
    if (o.person && !people.has(o.person)) say('registry.yaml', 'PERSON', `没有演示人物 ${o.person}`)
  }
  const { bodies, officers, supervisors } = rosterOf(read, today, organs, people, { ...usualPolicy, ...pack.city.credentials })
  for (const b of bodies) if (!socialCreditCode(b.uscc).ok) say('registry.yaml', 'ID-02', `${b.name} 的统一社会信用代码校验位不对`)
  for (const o of officers) if (!citizenId(o.idNo).ok) say('registry.yaml', 'ID-01', `${o.name} 的身份证号不对`)
  for (const list of [bodies.map((b) => b.name), [...officers, ...supervisors].map((o) => o.idNo), [...officers, ...supervisors].flatMap((o) => o.credentialNo || [])])
    for (const twice of list.filter((x, n) => list.indexOf(x) !== n)) say('registry.yaml', 'UNIQUE', `“${twice}”出现两次`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const packs = join(projectRoot(), 'packs')
  const dirs = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(packs).map((d) => join(packs, d)).filter((d) => existsSync(join(d, 'city.yaml')))
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  let bad = 0
  for (const dir of dirs) {
    const found = checkPack(dir, today)
    bad += found.length
    for (const f of found) console.log(`${f.where} ${f.code} ${f.message}`)
    console.log(`${dir.slice(projectRoot().length + 1) || dir}：${found.length} 处问题`)
  }
  process.exitCode = bad ? 1 : 0
}

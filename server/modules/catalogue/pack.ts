import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import {
  bundleTerms, cataloguePack, cityPack, itemTerms, organsPack, peoplePack, type CataloguePack, type CityPack, type OrgansPack, type PersonPack,
} from '../../../contract/item.ts'
import { implementCode } from '../../../law/item/codes.ts'
import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import type { OfficeHours } from '../../../law/kernel/promise.ts'
import { readYaml } from '../../kernel/yaml.ts'

/** A city in files: `packs/<city>`. Read whole; nothing of it is kept open. */
export interface Pack {
  city: CityPack
  organs: OrgansPack
  people: PersonPack[]
  catalogue: CataloguePack
  items: ItemTerms[]
  bundles: BundleTerms[]
}

/** What is wrong in a pack's files, all at once, each with its file. */
export class BadPack extends Error {
  constructor(readonly problems: string[]) {
    super(`城市数据包有 ${problems.length} 处错误：\n${problems.join('\n')}`)
    this.name = 'BadPack'
  }
}

/**
 * Reads `dir` (city, organs, people, catalogue, items/*, bundles/*) and answers typed terms: defaults filled in, one object
 * per revision, citations parsed, codes composed. Refuses with `BadPack` naming every file and field that does not fit the
 * schemas. It does not lint: a pack may be read and still be unlawful (tools/pack-check.ts).
 */
export function readPack(dir: string): Pack {
  const { problems, catalogue, items, bundles } = readTerms(dir)
  const load = reader(dir, problems)
  const city = load('city.yaml', cityPack)
  const organs = load('organs.yaml', organsPack)
  const people = load('people.yaml', peoplePack)
  if (problems.length || !city || !organs || !people || !catalogue) throw new BadPack([...new Set(problems)])
  return { city, organs, people: people.people, catalogue, items, bundles }
}

/** What a pack says of items: its lists, items and bundles, and what of it cannot be read. */
export interface Terms { catalogue?: CataloguePack; items: ItemTerms[]; bundles: BundleTerms[]; problems: string[] }

/**
 * As readPack, of the catalogue alone and file by file: what can be read is answered, the rest is told in `problems`. `uscc` are
 * the unified codes of the city's organs where the folder has no organs.yaml.
 */
export function readTerms(dir: string, uscc: ReadonlyMap<string, string> = new Map()): Terms {
  const problems: string[] = []
  const load = reader(dir, problems)
  const city = load('city.yaml', cityPack)
  const organs = existsSync(join(dir, 'organs.yaml')) ? load('organs.yaml', organsPack) : undefined
  const catalogue = existsSync(join(dir, 'catalogue.yaml')) ? load('catalogue.yaml', cataloguePack, withCitations) : undefined
  const items: ItemTerms[] = []
  const bundles: BundleTerms[] = []
  const codes = new Map([...uscc, ...(organs?.organs ?? []).map((o) => [o.key, o.uscc] as const)])
  if (city) {
    for (const file of yamlFiles(join(dir, 'items'))) {
      for (const [n, raw] of revisionsOf(join(dir, 'items', file), problems).entries()) {
        const terms = fit(join('items', file), itemTerms, () => complete(raw, city, codes), problems)
        if (terms) items.push(terms)
        else problems.push(`items/${file}：以上在第 ${n + 1} 个版本`)
      }
    }
  }
  for (const file of yamlFiles(join(dir, 'bundles'))) {
    for (const raw of revisionsOf(join(dir, 'bundles', file), problems)) {
      const terms = fit(join('bundles', file), bundleTerms, () => raw, problems)
      if (terms) bundles.push(terms)
    }
  }
  return { ...(catalogue ? { catalogue } : {}), items, bundles, problems }
}

/** A city's own settings alone (`city.yaml`): name, hall, hours, parameters, licence types. Refuses as readPack does. */
export function readCity(dir: string): CityPack {
  const problems: string[] = []
  const city = reader(dir, problems)('city.yaml', cityPack)
  if (!city) throw new BadPack(problems)
  return city
}

/** opening hours of the city's hall in the form in which promises are computed */
export function officeHours(city: CityPack): OfficeHours {
  return { days: 'workday', spans: city.hall.hours, roundUpMinutes: city.roundUpMinutes }
}

/** reads one file of a pack by its schema; what does not fit goes to `problems` */
function reader(dir: string, problems: string[]) {
  return <S extends z.ZodType>(file: string, schema: S, shape: (raw: unknown) => unknown = (x) => x): z.infer<S> | undefined =>
    fit(file, schema, () => shape(readYaml(join(dir, file))), problems)
}

/** what `read` gives, if it fits the schema; what does not goes to `problems` under the file's name */
function fit<S extends z.ZodType>(file: string, schema: S, read: () => unknown, problems: string[]): z.infer<S> | undefined {
  let raw: unknown
  try {
    raw = read()
  } catch (e) {
    problems.push((e as { code?: string }).code === 'ENOENT' ? `${file}：没有这个文件` : `${file}：${e instanceof Error ? e.message : String(e)}`)
    return undefined
  }
  const out = schema.safeParse(raw)
  if (out.success) return out.data
  for (const i of out.error.issues) problems.push(`${file}：${i.path.join('.')} ${i.message}`)
  return undefined
}

type Raw = Record<string, unknown>

function yamlFiles(dir: string): string[] {
  return existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith('.yaml')).sort() : []
}

/** An item file writes what its revisions share once, and each revision only what differs (whole top-level fields). */
function revisionsOf(path: string, problems: string[]): Raw[] {
  try {
    const { revisions, ...shared } = readYaml(path) as Raw
    if (!Array.isArray(revisions) || !revisions.length) throw new Error('没有版本（revisions）')
    return revisions.map((r: Raw) => ({ ...shared, ...r }))
  } catch (e) {
    problems.push(`${path}：${e instanceof Error ? e.message : String(e)}`)
    return []
  }
}

function complete(raw: Raw, city: CityPack, uscc: Map<string, string>): Raw {
  const defaults = city.itemDefaults as Raw
  const own = (raw['unverified'] as string[] | undefined) ?? []
  const merged = withCitations({ ...defaults, ...raw, unverified: [...own, ...((defaults['unverified'] as string[] | undefined) ?? [])] }) as Raw
  const code = uscc.get(String(merged['organ']))
  if (!merged['implementCode'] && code && typeof merged['basicCode'] === 'string' && typeof merged['useLevel'] === 'number') {
    merged['implementCode'] = implementCode(code, merged['useLevel'], merged['basicCode'])
  }
  return merged
}

const citationForm = /^(\S+) (\d+)(?: ([^@\s]\S*))?(?: @(\d{4}-\d{2}-\d{2}))?$/

/** `市场主体登记管理条例 19 第一款` or `公司法 6 @2018-10-26` → a citation; anything else is left for the schema to refuse. */
export function readCitation(s: string): unknown {
  const m = citationForm.exec(s)
  if (!m) return s
  return { law: m[1], article: Number(m[2]), ...(m[3] ? { item: m[3] } : {}), ...(m[4] ? { version: m[4] } : {}) }
}

function withCitations(node: unknown, under = ''): unknown {
  if (typeof node === 'string') return under === 'basis' || under === 'legalBasis' || under === 'tacitApprovalBasis' ? readCitation(node) : node
  if (Array.isArray(node)) return node.map((x) => withCitations(x, under))
  if (node && typeof node === 'object') return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, withCitations(v, k)]))
  return node
}

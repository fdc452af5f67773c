import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { documentRegime, type DocumentRegime } from '../../../contract/document-parts.ts'
import { documentShapes, templateCodes, type TemplateCode } from '../../../contract/documents.ts'
import { mandatoryParts } from './parts.ts'
import { readYaml } from '../yaml.ts'

/**
 * A template is data in packs/documents/<code>/<version>/: template.typ draws it, template.yaml says what it is,
 * sample.yaml is what activation renders it with. A version once used is never edited: a change is a new version.
 */
export interface Template {
  code: TemplateCode
  version: number
  /** name of the document in the rulebook, where its regime does not word it otherwise */
  title: string
  /** who approves or signs it, by actor code */
  signedBy: string[]
  /** needs a proof of delivery */
  served: boolean
  /** it burdens the applicant: it must carry the remedies */
  adverse: boolean
  /** regimes that know this document; its title in the regime's own words comes with the data */
  regimes: DocumentRegime[]
  number: NumberKind
  mandatory: string[]
  /** what activation renders it with: `{number, data}` */
  sample: { number: string; data: unknown }
  /** path of template.typ inside packs/documents */
  path: string
}

export interface Templates {
  /** throws when there is no such template */
  get(code: string, version: number): Template
  /** the newest version of a code */
  latest(code: TemplateCode): Template
  all(): Template[]
  /** what the matter, the authority and its seal are called, by regime */
  words(regime: DocumentRegime): RegimeWords
}

const regimeWords = z.strictObject({ matter: z.string(), authority: z.string(), sealName: z.string() })
export type RegimeWords = z.infer<typeof regimeWords>

/**
 * official = 机关代字〔年〕号 (GW-01); serial = a receipt's or record's number, official or plain; licence = number of the certificate.
 */
const numbers = {
  official: /^[\u4e00-\u9fa5]{2,14}〔(19|20)\d{2}〕[1-9]\d*号$/,
  serial: /^(?:[\u4e00-\u9fa5]{2,14}〔(?:19|20)\d{2}〕[1-9]\d*号|[0-9A-Z][0-9A-Z-]{5,63})$/,
  licence: /^[0-9A-Z\u4e00-\u9fa5〔〕()（）-]{4,64}$/,
} as const
export type NumberKind = keyof typeof numbers

const templateFile = z.strictObject({
  code: z.enum(templateCodes), version: z.number().int().min(1), title: z.string(), signedBy: z.array(z.string()).min(1),
  served: z.boolean(), adverse: z.boolean(), number: z.enum(['official', 'serial', 'licence']),
  regimes: z.array(documentRegime).min(1), mandatory: z.array(z.string()).optional(),
})

/** Reads all templates of `packs/documents`. Refuses a folder whose template.yaml is not of its name or shape. */
export function readTemplates(packsDir: string): Templates {
  const root = join(packsDir, 'documents')
  const words = z.record(documentRegime, regimeWords).parse(readYaml(join(root, 'regimes.yaml')))
  const found = new Map<string, Template>()
  for (const code of templateCodes) {
    if (!existsSync(join(root, code))) continue
    for (const version of readdirSync(join(root, code)).filter((v) => /^[1-9]\d*$/.test(v)).map(Number).sort((a, b) => a - b)) {
      const dir = join(root, code, String(version))
      const file = templateFile.parse(readYaml(join(dir, 'template.yaml')))
      if (file.code !== code || file.version !== version) throw new Error(`${code}/${version}: template.yaml calls itself ${file.code}/${file.version}`)
      const sample = readYaml(join(dir, 'sample.yaml')) as Template['sample']
      found.set(`${code}/${version}`, {
        ...file, sample, path: `/${code}/${version}/template.typ`,
        mandatory: [...new Set([...mandatoryParts(code), ...(file.mandatory ?? [])])],
      })
    }
  }
  return {
    get(code, version) {
      const t = found.get(`${code}/${version}`)
      if (!t) throw new Error(`没有文书模板 ${code} 第 ${version} 版`)
      return t
    },
    latest(code) {
      const versions = [...found.values()].filter((t) => t.code === code)
      if (!versions.length) throw new Error(`没有文书模板 ${code}`)
      return versions[versions.length - 1]!
    },
    all: () => [...found.values()],
    words: (regime) => words[regime],
  }
}

export interface DocumentFault { at: string; message: string }

/** Thrown when data may not become this document; all faults at once. */
export class DocumentRefused extends Error {
  readonly faults: DocumentFault[]
  constructor(template: string, faults: DocumentFault[]) {
    super(`文书 ${template} 不能生成：${faults.map((f) => `${f.at ? f.at + ' ' : ''}${f.message}`).join('；')}`)
    this.name = 'DocumentRefused'
    this.faults = faults
  }
}

// Fields that hold the words of the authority. What people wrote themselves (names, materials, facts) may name any law.
const authoritative = new Set(['heading', 'sealName', 'basis', 'next', 'remedy', 'consequence', 'effect', 'compensation', 'ground', 'statutory', 'conditions'])

/**
 * Why this data and number may not become this document; empty when they may. Checks the shape, the number (GW-01), the
 * year of the number against the legal date, the regime (another regime's document must not rest on 行政许可法, settled.md 9).
 */
export function documentFaults(template: Template, number: string, data: unknown): DocumentFault[] {
  const faults: DocumentFault[] = []
  if (!numbers[template.number].test(number)) faults.push({ at: 'number', message: `文号“${number}”不合规格，应如“许政审许〔2020〕12号”，序号不编虚位、不加“第”` })
  const parsed = documentShapes[template.code].safeParse(data)
  if (!parsed.success) {
    return [...faults, ...parsed.error.issues.map((i) => ({ at: i.path.join('.'), message: i.message }))]
  }
  const d = parsed.data
  const year = /〔(\d{4})〕/.exec(number)?.[1]
  if (year && template.number === 'official' && year !== d.issuedOn.slice(0, 4)) faults.push({ at: 'number', message: `文号的年份 ${year} 与成文日期 ${d.issuedOn} 不一致` })
  if (!template.regimes.includes(d.regime)) faults.push({ at: 'regime', message: `模板 ${template.code} 不适用于该类事项（${d.regime}）` })
  if (d.regime !== 'permit') {
    for (const [key, value] of Object.entries(d)) {
      if (!authoritative.has(key)) continue
      const forbidden = key === 'heading' || key === 'sealName' ? '行政许可' : '行政许可法'
      if (JSON.stringify(value).includes(forbidden)) faults.push({ at: key, message: '非行政许可事项的文书不得以行政许可法为依据，也不得称“行政许可”' })
    }
  }
  return faults
}

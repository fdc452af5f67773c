import { z } from 'zod'
import type { Citation } from '../../../law/kernel/citation.ts'
import type { ItemDraft, Material } from '../../../law/item/item.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Incoming } from './incoming.ts'
import { articleNumber, shortTitle } from './identity.ts'

/*
 * Published guides as other places write them, and items built from statutes. What can be read becomes a draft; what cannot
 * is a finding, never a guess: the draft is then judged by the same lint as our own.
 */

const limit = z.object({ n: z.number(), unit: z.string(), note: z.string().nullish() }).nullish()
const basis = z.object({ law: z.string(), no: z.string().nullish(), clause: z.string().nullish(), article: z.string().nullish(), version: z.string().nullish() })
const material = z.object({
  no: z.number().nullish(), name: z.string().trim().min(1), originals: z.number().nullish(), copies: z.number().nullish(), required: z.boolean().nullish(),
  note: z.string().nullish(), source: z.string().nullish(),
})
const common = {
  name: z.string().trim().min(1, '没有事项名称'), serviceObject: z.array(z.string()).nullish(), conditions: z.array(z.string()).nullish(),
  materials: z.array(material).nullish(), legalTimeLimit: limit, legalBasis: z.array(basis).nullish(), fee: z.string().nullish(), type: z.string().nullish(),
}
const guideRow = z.object({
  ...common, id: z.string().trim().min(1), place: z.string().nullish(), department: z.string().nullish(), source: z.string().nullish(), projectType: z.string().nullish(),
  promisedTimeLimit: limit, visits: z.number().nullish(), oneWindow: z.string().nullish(), openHours: z.string().nullish(), process: z.array(z.string()).nullish(),
  catalogCode: z.string().nullish(), taskCode: z.string().nullish(), online: z.boolean().nullish(),
  specialProcedures: z.array(z.object({ name: z.string(), days: z.number() })).nullish(), qa: z.array(z.object({ q: z.string(), a: z.string() })).nullish(),
})
const keyRow = z.object({ ...common, key: z.string().trim().min(1), authority: z.string().nullish(), procedure: z.array(z.string()).nullish(), result: z.string().nullish() })

export function readGuide(value: unknown, line: number): Incoming {
  const g = guideRow.parse(value)
  const writtenOn = /\d{4}-\d{2}-\d{2}/.exec(g.source ?? '')?.[0]
  const { draft, findings } = draftOf(g, `guide-${slug(g.id)}`)
  if (g.promisedTimeLimit) draft.promise = { unit: 'workday', n: g.promisedTimeLimit.n }
  if (g.projectType) draft.caseType = g.projectType.includes('即办') ? 'onTheSpot' : 'promised'
  if (g.process?.length) draft.procedure = g.process
  if (g.visits !== undefined && g.visits !== null) draft.onsiteVisits = g.visits
  if (g.oneWindow || g.openHours) draft.place = { counter: g.oneWindow ?? '', address: g.oneWindow ?? '', hours: g.openHours ?? '', phone: '' }
  if (g.online) draft.channels = ['window', 'web']
  if (g.catalogCode) draft.basicCode = g.catalogCode
  if (g.taskCode) draft.implementCode = g.taskCode
  if (g.specialProcedures?.length) draft.specialProcedures = g.specialProcedures.map((s) => ({ kind: s.name, days: s.days, basis: [] }))
  if (g.qa?.length) draft.faq = g.qa
  return {
    rowId: g.id, line, guide: true, draft, findings, ...(writtenOn ? { writtenOn } : {}),
    ...(g.department ? { department: g.department } : {}), ...(g.place ? { area: g.place } : {}),
  }
}

export function readKeyItem(value: unknown, line: number): Incoming {
  const k = keyRow.parse(value)
  const { draft, findings } = draftOf(k, `statute-${slug(k.key)}`)
  if (k.procedure?.length) draft.procedure = k.procedure
  if (k.result) draft.result = { name: k.result, document: '' }
  return { rowId: k.key, line, guide: true, draft, findings, ...(k.authority ? { department: k.authority } : {}) }
}

type Common = z.infer<z.ZodObject<typeof common>>

function draftOf(g: Common, key: string): { draft: ItemDraft; findings: Finding[] } {
  const findings: Finding[] = []
  const draft: ItemDraft = { key, name: g.name }
  const typeCode = types.find(([word]) => g.type?.includes(word))?.[1]
  if (typeCode) draft.typeCode = typeCode
  if (g.type?.includes('备案')) draft.regime = 'filing'
  else if (g.type?.startsWith('行政许可') && !g.type.includes('登记')) draft.regime = 'permit'
  if (g.conditions?.length) draft.acceptConditions = g.conditions
  if (g.materials?.length) draft.materials = g.materials.map(materialOf)
  const objects = [...new Set((g.serviceObject ?? []).flatMap((s) => holders.filter(([word]) => s.includes(word)).map(([, o]) => o)))]
  if (objects.length) draft.serviceObject = objects
  if (g.legalTimeLimit) {
    const { n, unit, note } = g.legalTimeLimit
    draft.statutoryLimit = { n, unit: unit.includes('工作日') || n === 0 ? 'workday' : 'calendar', ...(note ? { note } : {}), basis: [] }
  }
  if (g.fee) draft.charge = /^(不收费|免费|无)/.test(g.fee) ? null : { amountFen: fen(g.fee), standard: g.fee, basis: [] }
  const cited: Citation[] = []
  for (const b of g.legalBasis ?? []) {
    const c = citationOf(b)
    if (c) cited.push(c)
    else findings.push({ rule: 'item/guide#mandatory-fields', code: 'E-ITM-03', at: 'legalBasis', message: `设定依据“${b.law}${b.clause ?? ''}”没有写明到条`, basis: [] })
  }
  if (cited.length) draft.legalBasis = cited
  return { draft, findings }
}

const types: [string, string][] = [['行政许可', '01'], ['行政给付', '05'], ['行政确认', '07'], ['行政奖励', '08'], ['行政裁决', '09'], ['其他行政权力', '10'], ['公共服务', '20']]
const holders: [string, NonNullable<ItemDraft['serviceObject']>[number]][] =
  [['自然人', 'naturalPerson'], ['企业', 'enterprise'], ['个体工商户', 'enterprise'], ['事业', 'institution'], ['社会组织', 'socialOrg'], ['机关', 'organ']]

function materialOf(m: z.infer<typeof material>, n: number): Material {
  return {
    id: `m${m.no ?? n + 1}`, name: m.name, source: 'bring', originals: m.originals ?? (m.copies ? 0 : 1), copies: m.copies ?? 0, electronic: false,
    required: m.required ?? true, ...(m.note ? { hint: m.note } : {}),
  }
}

/** 《中华人民共和国种子法》(旧版条文) + 第二十条 → 种子法 20; undefined where no article is named */
export function citationOf(b: z.infer<typeof basis>): Citation | undefined {
  const m = /第([〇零一二三四五六七八九十百]+|\d+)条(.*)/.exec(b.article ?? b.clause ?? '')
  const no = m && articleNumber(m[1]!)
  if (!no) return undefined
  // a title may hold another one: 河北省实施《中华人民共和国种子法》办法
  const law = shortTitle(/^《(.+)》(?:（.*）)?$/.exec(b.law.trim())?.[1] ?? b.law.trim())
  const item = /^(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?/.exec(m[2]!)?.[0]
  return { law, article: no, ...(item ? { item } : {}), ...(b.version ? { version: b.version } : {}) }
}

/** the first amount of a text, in 分: 每证10元 → 1000 */
function fen(text: string): number {
  const m = /(\d+(?:\.\d+)?)\s*元/.exec(text)
  return m ? Math.round(Number(m[1]) * 100) : 1
}

function slug(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

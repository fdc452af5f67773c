import { asks, type Condition } from '../kernel/condition.ts'
import { cite } from '../kernel/citation.ts'
import type { Fault } from '../kernel/rule.ts'
import { isBasicCode, isImplementCode } from './codes.ts'
import type { ItemDraft } from './item.ts'
import { itemRule } from './lintRule.ts'

/* The guide as a contract: what it must say, and that its parts fit together (ITM-01…03, ITM-08). */

const applied = ['01', '05', '07', '08', '09', '10', '20']
const exOfficio: Record<string, string> = { '02': '行政处罚', '03': '行政强制', '04': '行政征收', '06': '行政检查' }

/** ITM-01: only what citizens apply for stands in the catalogue of applications */
export const appliedFor = itemRule({
  id: 'item/guide#applied-for', code: 'E-ITM-01', from: '2004-07-01', basis: [cite('国务院关于在线政务服务的若干规定', 4)],
  test: ({ typeCode, channels }) => {
    if (!typeCode) return undefined // said by mandatory-fields
    const code = typeCode.padStart(2, '0')
    if (code in exOfficio && channels?.length) return { at: 'typeCode', message: `${exOfficio[code]}由机关依职权实施，不能作为可以申请的事项` }
    return applied.includes(code) || code in exOfficio ? undefined : { at: 'typeCode', message: `没有“${typeCode}”这种事项类型` }
  },
})

/** ITM-02: nothing outside the province's list may be created or run */
export const inCatalogue = itemRule({
  id: 'item/guide#in-catalogue', code: 'E-ITM-02', from: '2004-07-01',
  basis: [cite('河南省优化营商环境条例', 28, '第一款'), cite('优化营商环境条例', 40, '第一款')],
  test: ({ basicCode }, { catalogue }) =>
    basicCode && catalogue && !catalogue.hasCode(basicCode)
      ? { at: 'basicCode', message: `基本目录里没有编码 ${basicCode}，目录之外的事项不得设立和实施` } : undefined,
})

const named: [string, string, (t: ItemDraft) => boolean][] = [
  ['name', '事项名称', (t) => !!t.name.trim()],
  ['organ', '受理单位', (t) => !!t.organ],
  ['legalBasis', '设定依据', (t) => !!t.legalBasis?.length],
  ['acceptConditions', '办理条件', (t) => !!t.acceptConditions?.length],
  ['materials', '全部材料目录', (t) => !!t.materials?.length],
  ['procedure', '办理程序', (t) => !!t.procedure?.length],
  ['reviewStandard', '审查标准', (t) => !!t.reviewStandard?.length],
  ['statutoryLimit', '法定办结时限', (t) => !!t.statutoryLimit],
  ['promise', '承诺办结时限', (t) => !!t.promise],
  ['charge', '是否收费（不收费写明不收费）', (t) => t.charge !== undefined],
  ['place.phone', '联系方式', (t) => !!t.place?.phone],
  ['place.address', '办理地点', (t) => !!t.place?.address && !!t.place.counter],
  ['place.hours', '办理时间', (t) => !!t.place?.hours],
  ['complaintPhone', '投诉渠道', (t) => !!t.complaintPhone],
  ['basicCode', '基本编码', (t) => !!t.basicCode],
  ['typeCode', '事项类型', (t) => !!t.typeCode],
  ['useLevel', '行使层级', (t) => !!t.useLevel],
  ['powerSource', '权力来源', (t) => !!t.powerSource],
  ['regime', '适用的程序', (t) => !!t.regime],
  ['serviceObject', '服务对象', (t) => !!t.serviceObject?.length],
  ['caseType', '办件类型', (t) => !!t.caseType],
  ['channels', '办理形式', (t) => !!t.channels?.length],
  ['onsiteVisits', '到现场次数', (t) => t.onsiteVisits !== undefined],
  ['result', '办理结果和结果文书', (t) => !!t.result?.name && !!t.result.document],
  ['effectiveFrom', '生效日期', (t) => !!t.effectiveFrom],
]

/** ITM-03: each missing field is named, all at once */
export const mandatoryFields = itemRule({
  id: 'item/guide#mandatory-fields', code: 'E-ITM-03', from: '2004-07-01',
  basis: [cite('行政许可法', 30), cite('国务院关于在线政务服务的若干规定', 6), cite('河南省优化营商环境条例', 28, '第二款')],
  test: (t) => named.filter(([, , there]) => !there(t)).map(([at, label]): Fault => ({ at, message: `办事指南没有写明${label}` })),
})

/** ITM-08: codes are of their form, and the code of the implementing list is made of its parts */
export const codesFit = itemRule({
  id: 'item/guide#codes-fit', code: 'ITM-08', from: '2004-07-01', basis: [],
  test: ({ basicCode, implementCode, useLevel }) => {
    const out: Fault[] = []
    if (basicCode && !isBasicCode(basicCode) && !isBasicCode(basicCode, 'gbt39046')) out.push({ at: 'basicCode', message: `基本编码“${basicCode}”不合编码规则` })
    if (!implementCode) return out
    const national = isImplementCode(implementCode)
    if (!national && !isImplementCode(implementCode, 'gbt39046')) out.push({ at: 'implementCode', message: `实施编码“${implementCode}”不合编码规则` })
    else if (national && basicCode && useLevel && !implementCode.endsWith(`${useLevel}${basicCode}`)) out.push({ at: 'implementCode', message: '实施编码与行使层级、基本编码不一致' })
    return out
  },
})

/** a condition may only name what is asked: a question by those before it, materials by situation questions, form fields by questions or other fields */
export const conditionsAsked = itemRule({
  id: 'item/guide#conditions-asked', code: 'ITM-03', from: '2004-07-01', basis: [],
  test: ({ questions = [], fields = [], materials = [] }) => {
    const questionIds = questions.map((q) => q.id)
    const fieldIds = fields.map((f) => f.id)
    const out: Fault[] = []
    const look = (at: string, when: Condition | undefined, among: string[], what: string): void => {
      for (const id of asks(when)) if (!among.includes(id)) out.push({ at, message: `${what}的条件用到“${id}”，但没有问过这个问题` })
      for (const [id, value] of answersOf(when)) {
        const options = questions.find((q) => q.id === id)?.options ?? fields.find((f) => f.id === id)?.options
        if (options && !options.some((o) => o.value === String(value))) out.push({ at, message: `${what}的条件用到“${id}”的答案“${value}”，但没有这个选项` })
      }
    }
    for (const [n, q] of questions.entries()) look(`questions.${q.id}`, q.when, questionIds.slice(0, n), `问题“${q.ask}”`)
    for (const m of materials) look(`materials.${m.id}`, m.when, questionIds, `材料“${m.name}”`)
    for (const f of fields) look(`fields.${f.id}`, f.when, [...questionIds, ...fieldIds.filter((x) => x !== f.id)], `表单“${f.label}”`)
    for (const id of doubles([...questionIds, ...fieldIds])) out.push({ at: id, message: `编号“${id}”用了两次` })
    for (const id of doubles(materials.map((m) => m.id))) out.push({ at: `materials.${id}`, message: `材料编号“${id}”用了两次` })
    for (const f of fields) {
      if ((f.kind === 'choice' || f.kind === 'choices') && !f.options?.length) out.push({ at: `fields.${f.id}`, message: `表单“${f.label}”没有选项` })
    }
    return out
  },
})

/** [question, answer] pairs that a condition compares with */
export function answersOf(c: Condition | undefined): [string, string | number | boolean][] {
  if (!c) return []
  if ('all' in c) return c.all.flatMap(answersOf)
  if ('any' in c) return c.any.flatMap(answersOf)
  if ('not' in c) return answersOf(c.not)
  if ('is' in c) return [[c.answer, c.is]]
  if ('in' in c) return c.in.map((v) => [c.answer, v])
  return []
}

function doubles(ids: string[]): string[] {
  return [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))]
}

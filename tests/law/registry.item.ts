import { lintHall } from '../../law/item/access.ts'
import { caseNumber, handleItemCode, implementCode, isBasicCode, isImplementCode } from '../../law/item/codes.ts'
import type { ItemDraft } from '../../law/item/item.ts'
import { barred, mayBecome } from '../../law/item/lifecycle.ts'
import { onTheSpotDue, onTheSpotOverdue } from '../../law/item/limits.ts'
import { lintItem } from '../../law/item/lint.ts'
import { outsideGuide } from '../../law/item/materials.ts'
import { catchAll } from '../../law/item/wording.ts'
import { caseOneDayRate, itemOneDayRate } from '../../law/kernel/oneDayRate.ts'
import type { ExampleFunction } from './registry.ts'

/** A complete permit on which nothing is wrong; the examples change what they are about. */
const sample: ItemDraft = {
  key: 'sample', revision: 1, name: '样例许可', regime: 'permit', typeCode: '01', basicCode: '000100000001', organ: 'bureau', useLevel: 3, powerSource: 1,
  serviceObject: ['enterprise'], caseType: 'promised', legalBasis: [{ law: '行政许可法', article: 12 }], acceptConditions: ['依法登记的经营者'],
  statutoryLimit: { n: 20, unit: 'workday', basis: [{ law: '行政许可法', article: 42 }] }, promise: { unit: 'workday', n: 5 }, charge: null,
  channels: ['window', 'web'], onsiteVisits: 1, result: { name: '样例许可证', document: 'P14' }, procedure: ['受理', '审查', '决定'], reviewStandard: ['材料齐全'],
  questions: [{ id: 'site', ask: '有没有经营场所？', options: [{ value: 'yes', label: '有' }, { value: 'no', label: '没有' }] }], fields: [],
  materials: [
    { id: 'form', name: '申请表', source: 'fill', originals: 1, copies: 0, electronic: true, required: true },
    { id: 'identity', name: '经营者身份证', source: 'bring', originals: 1, copies: 0, electronic: true, required: true },
  ],
  place: { counter: '综合窗口', address: '政务服务大厅', hours: '工作日 9:00—17:00', phone: '0374-0000000' }, complaintPhone: '0374-0000000', topics: [], aliases: [],
  effectiveFrom: '2020-01-01',
}

const catalogue = { hasCode: (c: string) => c === '000100000001', atMostOnce: () => true, mayAskProof: (n: string) => n === '在校证明' }

/** the sample with some terms replaced (whole fields; `null` = absent), judged on a day */
function lint(change: Record<string, unknown>, day = '2022-06-01', writtenOn?: string) {
  const terms = Object.fromEntries(Object.entries({ ...sample, ...change }).filter(([k, v]) => !(v === null && k !== 'charge'))) as unknown as ItemDraft
  return lintItem(terms, { day, catalogue, officeMinutesPerDay: 420, ...(writtenOn ? { writtenOn } : {}) })
}

/** one material that the applicant brings, in a hurry */
const brought = (name: string, more: object = {}) => ({ id: 'extra', name, source: 'bring', originals: 1, copies: 0, electronic: true, required: true, ...more })

export const itemFunctions: Readonly<Record<string, ExampleFunction>> = {
  'item.lint': (_, change, day, writtenOn) => lint(change, day, writtenOn).map((f) => f.code),
  'item.lintMessages': (_, change, day, writtenOn) => lint(change, day, writtenOn).map((f) => f.message).join('；'),
  'item.lintBasis': (_, change, day) => lint(change, day).flatMap((f) => f.basis.map((b) => `${b.law} ${b.article}`)),
  'item.lintMaterial': (_, name, more, change) => lint({ ...change, materials: [...sample.materials!, brought(name, more)] }).map((f) => f.code),
  'item.catchAll': (_, text) => catchAll(text) ?? null,
  'item.hall': (_, settings) => lintHall(settings).map((f) => f.code),
  'item.outsideGuide': (_, asked) => outsideGuide(sample as never, asked).map((f) => f.code),
  'item.implementCode': (_, uscc, level, basic) => implementCode(uscc, level, basic),
  'item.handleItemCode': (_, implement, n) => handleItemCode(implement, n),
  'item.caseNumber': (_, implement, day, serial) => caseNumber(implement, day, serial),
  'item.isBasicCode': (_, code, scheme) => isBasicCode(code, scheme),
  'item.isImplementCode': (_, code, scheme) => isImplementCode(code, scheme),
  'item.barred': (_, standing, day) => barred(standing, day)?.code ?? null,
  'item.mayBecome': (_, from, to) => mayBecome(from, to),
  'item.onTheSpotDue': (_, at) => onTheSpotDue(at),
  'item.onTheSpotOverdue': (_, at, now) => onTheSpotOverdue(at, now),
  /** [[how many items, working days promised], …] */
  'item.oneDayRate': (_, groups: [number, number][]) =>
    itemOneDayRate(groups.flatMap(([many, n]) => Array.from({ length: many }, () => ({ unit: 'workday' as const, n }))), { days: 'workday', spans: [{ from: '09:00', to: '17:00' }], roundUpMinutes: 30 }).text,
  'item.oneDayCases': ({ calendar }, cases: [string, string][]) => caseOneDayRate(cases.map(([accepted, decided]) => ({ accepted, decided })), calendar).text,
}

import { derive } from '../../law/kernel/deadline.ts'
import type { Calendar } from '../../law/kernel/calendar.ts'
import type { OfficeHours } from '../../law/kernel/promise.ts'
import type { ItemTerms } from '../../law/item/item.ts'
import type { Due, ItemLine, MaterialLine } from '../../contract/views.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { list, plan } from '../../contract/catalogue.ts'

export type Line = OutputOf<typeof list>['items'][number]
export type Plan = OutputOf<typeof plan>

export const lineOf = (l: Line): ItemLine => ({
  kind: l.kind, key: l.key, name: l.name, organ: l.organ, ...(l.promise ? { promise: l.promise } : {}), ...(l.feeFen === null ? {} : { feeFen: l.feeFen }),
  ...(l.onsiteVisits === null ? {} : { onsiteVisits: l.onsiteVisits }),
})

/** what would be promised if it were accepted now, with how it is counted */
export function promisedNow(p: Plan, now: string, hours: OfficeHours, calendar: Calendar): Due {
  const today = now.slice(0, 10)
  const n = workdaysTo(today, p.promised.due, calendar)
  return {
    kind: 'promised', name: '承诺办结时间', due: p.promised.due, ...(p.promised.dueAt ? { dueAt: p.promised.dueAt } : {}),
    derivation: {
      count: derive({ start: today, n, unit: 'workday', event: '受理' }, calendar.provisional()),
      ...(p.promised.dueAt ? { startedAt: now, hours } : {}), lines: p.derivation,
    },
  }
}

function workdaysTo(from: string, to: string, calendar: Calendar): number {
  const known = calendar.provisional()
  let n = 0
  for (let d = from; d < to; ) {
    d = new Date(Date.parse(`${d}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    if (known.isWorkday(d)) n++
  }
  return n
}

/** sharing sources of the guides (`share:…`) as people call them */
const sources: Record<string, string> = {
  population: '公安人口信息库', residence: '公安居住登记', drivers: '道路运输从业人员库', realEstate: '不动产登记系统', socialInsurance: '社会保险系统', medicalInsurance: '医疗保险系统',
  housingFund: '住房公积金系统', loans: '贷款银行', deviceRegistration: '医疗器械注册库', forestQuarantine: '林业检疫系统',
}
const papers: Record<string, string> = { businessLicence: '营业执照', realEstateCertificate: '不动产权证书', deedTaxReceipt: '契税完税凭证' }

/** 我们已有 in words: the sharing source, or the licence of this or an earlier case; a name is never shown as a key */
export function fromText(from: string | undefined): string | undefined {
  if (!from) return undefined
  const [kind, key = ''] = from.split(':')
  if (kind === 'licence') return papers[key] ? `电子证照库里的${papers[key]}` : '电子证照库'
  return sources[key] ?? '数据共享平台'
}

export function materialLines(p: Plan, names: Map<string, string>, bundle: boolean): MaterialLine[] {
  return p.materials.map(({ material, of }) => {
    const text = fromText(material.from)
    return { material: material as MaterialLine['material'], ...(bundle ? { neededBy: of.map((k) => names.get(k) ?? k) } : {}), ...(text ? { fromText: text } : {}) }
  })
}

const units = { workday: '个工作日', calendar: '日' } as const
export const statutoryOf = (t: ItemTerms) => ({ text: t.statutoryLimit.n === 0 ? '当场办结' : `${t.statutoryLimit.n} ${units[t.statutoryLimit.unit]}${t.statutoryLimit.note ? `（${t.statutoryLimit.note}）` : ''}`, basis: t.statutoryLimit.basis })

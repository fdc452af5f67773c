import { licenceIdentifier, maskId } from '../../../law/kernel/identity.ts'
import { dateOf } from './words.ts'
import { documentInfo, type DocumentCode } from '../../../law/permit/index.ts'
import type { Act } from '../../../law/kernel/procedure.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { PermitState } from '../../../law/permit/index.ts'
import type { DataOf, TemplateCode } from '../../../contract/documents.ts'
import type { NewLicence } from '../licences/index.ts'
import type { Organ, Person } from '../directory/index.ts'
import type { Acting } from './deps.ts'
import type { CaseRow } from './write.ts'

/** All that a document of an act can say. */
export interface PaperContext {
  /** code of the city's division */
  city: string
  row: CaseRow
  item: ItemTerms
  state: PermitState
  act: Act
  personal: Record<string, unknown>
  /** the form as it stands with this act; given where the document prints it */
  form?: Record<string, unknown>
  acting: Acting
  organ: Organ
  /** the organ in whose name decisions are made, where the item says so (settled.md 10) */
  decidesAs: Organ
  /** 21-character type of the licence it gives (ELE-04), when it gives one */
  licenceCode?: string
  people: ReadonlyMap<string, Person>
  publicUrl: string
  calendar: Calendar
}

/** How one document is numbered and what it says; the template draws it and adds no fact. */
export interface Paper {
  version: number
  /** name of the counter its number comes from, or null */
  counter(c: PaperContext): string | null
  number(c: PaperContext, serial: number): string
  data(c: PaperContext, number: string, id: string): unknown
}

export function titleOf(template: string, c: PaperContext): string {
  return documentInfo(c.item.regime, template as DocumentCode, dayOf(c)).heading
}

export const dayOf = (c: PaperContext) => c.act.at.slice(0, 10)
export const applicantOf = (c: PaperContext): Person | undefined => c.people.get(c.row.applicant)
/** who holds what is decided: the enterprise that the account acts for, the company that the form founds, or the person */
export function holderOf(c: PaperContext): string {
  const founded = c.item.serviceObject.includes('enterprise') ? c.form?.['companyName'] : undefined
  return applicantOf(c)?.enterprise?.name || (typeof founded === 'string' && founded.trim()) || applicantOf(c)?.name || '申请人'
}
export const nameOf = (c: PaperContext, id: string | null | undefined) => (id && c.people.get(id)?.name) || '（系统）'
export const checkUrl = (c: PaperContext, id: string) => `${c.publicUrl}/check?n=${id}`

/**
 * A document number with the agency's short form (GW-01): 许市监受字〔2020〕1号. The serial starts again each calendar year
 * for each short form and kind.
 */
export function numbered(kind: string, organ: (c: PaperContext) => Organ = (c) => c.organ): Pick<Paper, 'counter' | 'number'> {
  return {
    counter: (c) => `paper|${organ(c).symbol}${kind}|${dayOf(c).slice(0, 4)}`,
    number: (c, n) => `${organ(c).symbol}${kind}〔${dayOf(c).slice(0, 4)}〕${n}号`,
  }
}

/** what every document carries (G-04) */
export function common<C extends TemplateCode>(c: PaperContext, template: C, id: string, next: string[], organ: Organ = c.organ) {
  const info = documentInfo(c.item.regime, template as DocumentCode, dayOf(c))
  const person = applicantOf(c)
  return {
    regime: c.item.regime, heading: info.heading, organ: { name: organ.name }, ...(info.seal ? { sealName: info.seal } : {}), issuedOn: dayOf(c),
    case: { ...(c.row.number ? { no: c.row.number } : {}), item: c.item.name },
    applicant: {
      name: person?.enterprise?.name ?? person?.name ?? '申请人', ...(person?.idNumber ? { idShown: maskId(person.idNumber) } : {}),
      ...(c.row.helper ? { agent: `${nameOf(c, c.row.helper)}（帮办）` } : {}),
    },
    basis: (info.basis.length ? info.basis : c.item.legalBasis).slice(0, 12), checkUrl: checkUrl(c, id), next,
    contact: { phone: c.item.place.phone, place: c.item.place.counter, complaintPhone: c.item.complaintPhone },
  }
}

/** from when until when: as the decider set it, otherwise from the decision and for the item's own term; one answer for decision, licence and register */
export function validity(c: PaperContext): { from: string; until?: string } {
  const set = c.state.decision
  const from = set?.validFrom ?? set?.on ?? dayOf(c)
  const months = c.item.result.validityMonths
  const until = set?.validUntil ?? (months ? dateOf.monthsLater(from, months) : undefined)
  return { from, ...(until ? { until } : {}) }
}

/** the licence that a P14 shows, for the register */
export function licenceOf(c: PaperContext, number: string, document: string): NewLicence {
  const person = applicantOf(c)
  return {
    id: (c.act.payload as { licence: string }).licence, identifier: identifierOf(c, number), type: c.item.result.licenceType!, name: c.item.result.name, caseId: c.row.id, item: c.item.key,
    organ: c.decidesAs.key, holder: c.row.applicant, content: { holderName: holderOf(c), lines: licenceLines(c) },
    document, issuedOn: dayOf(c), validUntil: validity(c).until ?? null,
  }
}

/** lines of the licence in the order in which they stand on it */
export function licenceLines(c: PaperContext): { label: string; value: string }[] {
  const person = applicantOf(c)
  return [
    { label: '持有人', value: holderOf(c) },
    ...(person?.enterprise ? [{ label: '统一社会信用代码', value: person.enterprise.uscc }] : []),
    { label: '事项', value: c.item.name },
    { label: '发证机关', value: c.decidesAs.name },
    { label: '发证日期', value: dateOf.written(dayOf(c)) },
  ]
}

/** GB/T 36904 identifier with its check character (ELE-04); its serial is the year and serial of the certificate's number */
export function identifierOf(c: PaperContext, number: string): string {
  const [, year, serial] = /〔(\d{4})〕(\d+)号$/.exec(number)!
  return licenceIdentifier({ type: c.licenceCode!, issuer: c.decidesAs.uscc, serial: `${year}${serial!.padStart(6, '0')}`, version: '001' })
}

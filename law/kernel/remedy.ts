import type { Calendar } from './calendar.ts'
import { cite, type Citation } from './citation.ts'
import { MO, ND, type LegalDate } from './dates.ts'

/** Which adverse act the document is about. Since 2024-01-01 the last five must be reviewed before a suit (行政复议法 23). */
export type AdverseAct = 'ordinary' | 'onTheSpotPenalty' | 'naturalResources' | 'failureToAct' | 'disclosureRefusal' | 'reviewFirstByLaw'

/** Who reviews acts of this organ: most departments; those led from above; the justice department; a people's government itself. */
export type ReviewRoute = 'department' | 'fromAbove' | 'justice' | 'government'

export interface AdverseDocument {
  /** day of the document: the law of that day is told */
  day: LegalDate
  /** name of the organ that decides; its route is taken from the name unless given */
  organ: string
  route?: ReviewRoute
  kind?: AdverseAct
  /** 许昌市人民政府; absent: 本级人民政府 */
  government?: string
  /** 河南省林业局; absent: 上一级主管部门 */
  upper?: string
  /** 许昌市魏都区人民法院; absent: 有管辖权的人民法院 */
  court?: string
}

export interface Remedy {
  text: string
  /** a suit is possible only after review */
  reviewFirst: boolean
  basis: Citation[]
}

/** the reconsideration law of 2023 */
const newLaw = '2024-01-01'
/** six months to sue: since the litigation law of 2014 is in force */
const first = '2015-05-01'

/** by the name of the organ: 海关、税务、国家安全、外汇、人民银行、金融监管总局 are led from above; 司法局、司法厅 is the justice department */
export function reviewRouteOf(organ: string): ReviewRoute {
  if (/海关|税务局|国家安全|外汇管理局|人民银行|金融监督管理总局/.test(organ)) return 'fromAbove'
  if (/司法[局厅]/.test(organ)) return 'justice'
  return /人民政府$/.test(organ) ? 'government' : 'department'
}

/**
 * G-05: what an adverse document says about review and suit, by the law of its day. Review within 60 days of knowing, suit
 * within six months. Since 2024-01-01 the same-level government reviews its departments; before, it or the upper department.
 * Refuses days before 2015-05-01, whose law this house does not hold.
 */
export function remedy(d: AdverseDocument): Remedy {
  if (d.day < first) throw new RangeError(`${d.day}的救济规定没有收入`)
  const now = d.day >= newLaw
  const route = d.route ?? reviewRouteOf(d.organ)
  const reviewFirst = now && (d.kind ?? 'ordinary') !== 'ordinary'
  const body = reviewBody(d, route, now)
  const court = d.court ?? '有管辖权的人民法院'
  const apply = `自知道${now ? '或者应当知道' : ''}本决定之日起六十日内，向${body}申请行政复议`
  const basis: Citation[] = [
    { law: '行政复议法', article: now ? 20 : 9 },
    { law: '行政复议法', article: now ? (route === 'fromAbove' ? 27 : route === 'justice' ? 28 : 24) : route === 'government' ? 13 : 12 },
  ]
  if (reviewFirst) {
    const text = `如不服本决定，应当先申请行政复议：可以${apply}；对行政复议决定不服的，可以在收到行政复议决定书之日起十五日内向${court}提起行政诉讼。`
    return { text, reviewFirst, basis: [...basis, cite('行政复议法', 23), cite('行政诉讼法', 45)] }
  }
  const text = `如不服本决定，可以${apply}；也可以自知道或者应当知道本决定之日起六个月内，直接向${court}提起行政诉讼。`
  return { text, reviewFirst, basis: [...basis, cite('行政诉讼法', 46)] }
}

/** the text of `remedy` alone, as a document prints it */
export function remedyText(d: AdverseDocument): string {
  return remedy(d).text
}

/** Last days for review and for a direct suit after service. Natural time; a last day on a rest day moves on. Throws MissingYear. */
export function remedyDeadlines(servedOn: LegalDate, calendar: Calendar): { review: LegalDate; suit: LegalDate } {
  return { review: ND(servedOn, 60, calendar), suit: MO(servedOn, 6, calendar) }
}

function reviewBody(d: AdverseDocument, route: ReviewRoute, now: boolean): string {
  const government = d.government ?? '本级人民政府'
  const upper = d.upper ?? (route === 'justice' ? '上一级司法行政部门' : route === 'government' ? '上一级人民政府' : '上一级主管部门')
  if (route === 'fromAbove' || route === 'government') return upper
  return now && route === 'department' ? government : `${government}或者${upper}`
}

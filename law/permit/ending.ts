import type { Calendar } from '../kernel/calendar.ts'
import { cite, type Citation } from '../kernel/citation.ts'
import { MOX, WD, type LegalDate } from '../kernel/dates.ts'

/* How a permit ends: 撤回、撤销、注销 are three acts, not one (许可法 8, 69, 70, 78, 79; XK-18, XK-19) */

const law = '行政许可法'
const orders = '市场监督管理行政许可程序暂行规定'

export type Ending = 'withdrawPermit' | 'revoke' | 'deregister'

/** ground → which act it calls for, whether the organ has a choice, whether it must compensate */
export const endings: Readonly<Record<string, { act: Ending; name: string; must: boolean; compensation: boolean; basis: Citation[] }>> = {
  lawChanged: { act: 'withdrawPermit', name: '所依据的法律、法规、规章修改或者废止', must: false, compensation: true, basis: [cite(law, 8, '第二款')] },
  circumstancesChanged: { act: 'withdrawPermit', name: '客观情况发生重大变化', must: false, compensation: true, basis: [cite(law, 8, '第二款')] },
  abuse: { act: 'revoke', name: '滥用职权、玩忽职守作出', must: false, compensation: true, basis: [cite(law, 69, '第一款第一项')] },
  noCompetence: { act: 'revoke', name: '超越法定职权作出', must: false, compensation: true, basis: [cite(law, 69, '第一款第二项')] },
  wrongProcedure: { act: 'revoke', name: '违反法定程序作出', must: false, compensation: true, basis: [cite(law, 69, '第一款第三项')] },
  notQualified: { act: 'revoke', name: '对不具备资格或者不符合条件的申请人准予', must: false, compensation: true, basis: [cite(law, 69, '第一款第四项')] },
  fraud: { act: 'revoke', name: '以欺骗、贿赂等不正当手段取得', must: true, compensation: false, basis: [cite(law, 69, '第二款')] },
  expired: { act: 'deregister', name: '有效期届满未延续', must: true, compensation: false, basis: [cite(law, 70, '第一项')] },
  death: { act: 'deregister', name: '公民死亡或者丧失行为能力', must: true, compensation: false, basis: [cite(law, 70, '第二项')] },
  dissolved: { act: 'deregister', name: '法人或者其他组织依法终止', must: true, compensation: false, basis: [cite(law, 70, '第三项')] },
  ended: { act: 'deregister', name: '依法被撤销、撤回或者证件被吊销', must: true, compensation: false, basis: [cite(law, 70, '第四项')] },
  forceMajeure: { act: 'deregister', name: '因不可抗力无法实施', must: true, compensation: false, basis: [cite(law, 70, '第五项')] },
}

/** Which act a ground calls for. A permit is not revoked where that would gravely harm the public interest (69 第三款). */
export function endingFor(ground: string, facts: { gravePublicHarm?: boolean } = {}): Ending | 'none' {
  const e = Object.hasOwn(endings, ground) ? endings[ground] : undefined
  if (!e) throw new RangeError(`“${ground}”不是终止许可效力的法定情形`)
  return e.act === 'revoke' && facts.gravePublicHarm ? 'none' : e.act
}

/** 撤销: decided within 60 working days of discovery, 20 more with the head's approval (市场监督管理行政许可程序暂行规定 45, 77) */
export function revocationDue(discoveredOn: LegalDate, calendar: Calendar, extended = false): LegalDate {
  return WD(discoveredOn, extended ? 80 : 60, calendar)
}

/** 撤销: last day for the holder to state views and to ask for a hearing (43, 44) */
export function viewsBy(toldOn: LegalDate, calendar: Calendar): LegalDate {
  return WD(toldOn, 5, calendar)
}

export const revocationBasis: Citation[] = [cite(law, 69), cite(orders, 43), cite(orders, 44), cite(orders, 45)]

/**
 * XK-19: until when the same permit may not be asked for again: one year after a refusal for hidden facts or false materials,
 * three after a permit got by fraud or bribery, only where public safety, health, life or property are directly at stake.
 * undefined = no bar, only the warning. Other permits are never barred by it.
 */
export function bannedUntil(item: { publicSafety?: boolean }, how: 'falseMaterials' | 'fraud', on: LegalDate): LegalDate | undefined {
  return item.publicSafety ? MOX(on, how === 'fraud' ? 36 : 12) : undefined
}

/** is this application barred on that day? */
export function barred(asked: { item: string; on: LegalDate }, ban: { item: string; until: LegalDate | undefined }): boolean {
  return ban.until !== undefined && asked.item === ban.item && asked.on < ban.until
}

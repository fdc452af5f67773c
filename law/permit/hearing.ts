import type { Calendar } from '../kernel/calendar.ts'
import { WD, WDB, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { cite } from '../kernel/citation.ts'

/* 听证 (许可法 46–48; XK-14, XK-15; G-06). All periods are working days (82; 市场监督管理行政许可程序暂行规定 53, 54, 77). */

/** last day on which a hearing may be asked for; no request until then = waived */
export function hearingRequestBy(toldOn: LegalDate, calendar: Calendar): LegalDate {
  return WD(toldOn, 5, calendar)
}

/** asked in time: the chair is named within 3, the hearing held within 20 working days. Refuses a request that came too late. */
export function hearingAfterRequest(told: { toldOn: LegalDate; requestedOn: LegalDate }, calendar: Calendar): { chairBy: LegalDate; holdBy: LegalDate } {
  const last = hearingRequestBy(told.toldOn, calendar)
  if (told.requestedOn > last) throw new RangeError(`听证申请应当在${last}前提出，逾期视为放弃`)
  return { chairBy: WD(told.requestedOn, 3, calendar), holdBy: WD(told.requestedOn, 20, calendar) }
}

/** the latest lawful day of the notice: 7 days before (许可法 48) */
export function hearingNoticeBy(hearingOn: LegalDate, calendar: Calendar): LegalDate {
  return WDB(hearingOn, 7, calendar)
}

/** the day from which a hearing is safe on either reading of "7 days before": seven clear working days between */
export function hearingNotBefore(noticeOn: LegalDate, calendar: Calendar): LegalDate {
  return WD(noticeOn, 8, calendar)
}

/** safe; tight = lawful, but only on the reading that counts the day of the hearing; tooSoon = the notice came too late */
export function hearingDay(noticeOn: LegalDate, hearingOn: LegalDate, calendar: Calendar): 'safe' | 'tight' | 'tooSoon' {
  if (noticeOn > hearingNoticeBy(hearingOn, calendar)) return 'tooSoon'
  return hearingOn >= hearingNotBefore(noticeOn, calendar) ? 'safe' : 'tight'
}

/** E-SOD-01: who examined (or investigated) the case does not chair its hearing */
export function chairFaults(chair: string, handled: readonly string[]): Finding[] {
  return handled.includes(chair)
    ? [{ rule: 'permit/hearing#chair', code: 'E-SOD-01', basis: [cite('行政许可法', 48, '第一款第三项')], at: chair, message: '听证主持人应当由审查该申请的工作人员以外的人员担任' }] : []
}

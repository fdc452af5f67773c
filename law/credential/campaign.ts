import { cite } from '../kernel/citation.ts'
import type { Calendar } from '../kernel/calendar.ts'
import { WD, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { henan } from './general.ts'
import type { Opinion } from './audit.ts'

/* 清理流程 (RA-01: nobody goes before the body was told and could answer; a person confirms). */

/** last day on which a body may answer what it was told on `told`: working days, 5 where the city set nothing else */
export function replyDue(told: LegalDate, calendar: Calendar, days = 5): LegalDate {
  return WD(told, days, calendar)
}

export type RowStage = 'FLAGGED' | 'NOTIFIED_TO_BODY' | 'BODY_REPLY' | 'CONFIRMED_REMOVE' | 'RESTORED' | 'REPORTED'

/** where a flagged row stands on a day; `told` is when the body was notified, `reply` its answer, `decided` what the bureau said to it */
export interface FlaggedRow { told?: LegalDate; reply?: { on: LegalDate; objects: boolean }; decided?: 'remove' | 'restore'; reported?: boolean }

/** the stage and the note of the record; a late answer is read all the same, as long as nobody has decided */
export function stageOf(row: FlaggedRow, day: LegalDate, calendar: Calendar, days = 5): { stage: RowStage; note?: string } {
  if (row.reported) return { stage: 'REPORTED' }
  if (row.decided) return { stage: row.decided === 'remove' ? 'CONFIRMED_REMOVE' : 'RESTORED' }
  if (!row.told) return { stage: 'FLAGGED' }
  if (row.reply) return row.reply.objects ? { stage: 'BODY_REPLY' } : { stage: 'CONFIRMED_REMOVE', note: '单位无异议' }
  return day > replyDue(row.told, calendar, days) ? { stage: 'CONFIRMED_REMOVE', note: '逾期未回复' } : { stage: 'NOTIFIED_TO_BODY' }
}

/** ZT-02: lists and their sizes; officers and supervisors are never added up */
export function tally(opinions: readonly Pick<Opinion, 'verdict'>[]): { approved: number; removed: number; pending: number; total: number } {
  const removed = opinions.filter((o) => o.verdict === 'REMOVE').length
  const approved = opinions.filter((o) => o.verdict === 'KEEP' || o.verdict === 'CORRECT').length
  return { approved, removed, pending: opinions.length - removed - approved, total: opinions.length }
}

/** ZJ-08: the ladder of personal measures, and who decides each */
const measures = { 批评教育: 'own', 离岗培训: 'own', 调离执法岗位: 'own', 取消执法资格: 'justice', 处分: 'appointing' } as const

/** why this organ may not record this measure (E-ZJ-08); undefined when it may. Its own measures an appointing body decides too. */
export function mayDecideMeasure(measure: keyof typeof measures, by: 'own' | 'appointing' | 'justice'): Finding | undefined {
  const who = measures[measure]
  if (by === who || (who === 'own' && by === 'appointing')) return undefined
  const said = who === 'justice' ? '取消执法资格由本级或者上级政府的司法行政机关决定，本单位只能提出建议' : who === 'appointing' ? '处分由任免机关或者监察机关决定' : `${measure}由本单位或者任免机关决定`
  return { rule: 'credential/campaign#who-decides', code: 'E-ZJ-08', message: said, basis: [cite(henan, 45), cite(henan, 46)] }
}

/** ZJ-09: who acted in a case never supervises it (E-SOD-03) */
export function maySupervise(person: string, officers: readonly string[]): Finding | undefined {
  return officers.includes(person) ? { rule: 'credential/campaign#own-case', code: 'E-SOD-03', message: '本人是该案的执法人员，不能监督该案', basis: [cite(henan, 41, '第一款')] } : undefined
}

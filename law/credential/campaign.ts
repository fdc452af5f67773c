import { cite } from '../kernel/citation.ts'
import type { Calendar } from '../kernel/calendar.ts'
import { WD, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { henan } from './general.ts'
import type { Opinion } from './audit.ts'
import type { SettingSheet } from './settings.ts'

/* 清理流程 (RA-01: nobody goes before the body was told and could answer; a person confirms). */

/** what a campaign sets besides the settings of its profile: parameters, no article gives them (RA-01, B4) */
export const campaignSettings = {
  replyDays: { name: '单位核对期（工作日）', value: 5, least: 1, most: 60, source: '清理参数，法规没有规定天数' },
  removalShare: { name: '清出占比须单独确认（%）', value: 30, least: 0, most: 100, source: '清理参数，法规没有规定' },
} as const satisfies SettingSheet

/** last day on which a body may answer what it was told on `told`: working days, 5 where the city set nothing else */
export function replyDue(told: LegalDate, calendar: Calendar, days = 5): LegalDate {
  return WD(told, days, calendar)
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

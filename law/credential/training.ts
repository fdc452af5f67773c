import { cite } from '../kernel/citation.ts'
import { hits, type AuditRule } from './auditRule.ts'
import { henan, officerRule, since } from './general.ts'
import type { GeneralSettings } from './profiles/generalSettings.ts'
import { numberOf, type OfficerRead } from './written.ts'

/* 培训、考试、学历 (河南省行政执法条例 21: trained, examined, then the credential). */

const passed = (value: string, s: GeneralSettings): boolean => s.passWords.includes(value) || (numberOf(value) ?? -1) >= s.examPass

/** ZJ-03: whose legal-profession qualification spares the examination, where the city says so */
export function exempt(o: { lawQualified: string }, s: Pick<GeneralSettings, 'examExempt'>): boolean {
  return s.examExempt && o.lawQualified === '是'
}

export const exams = officerRule({
  id: 'credential/training#exams', code: 'R09', name: '考试没有通过', verdict: 'REMOVE', basis: [cite(henan, 21, '第一款')], tag: 'verified', from: since, source: '免试：国办发〔2018〕118号二十三，可以',
  test: (o, { settings: s }) => {
    if (exempt(o, s)) return undefined
    const fault = (field: string, value: string) => !passed(value, s) && { message: `${field}${value ? `为${value}` : '没有成绩'}，没有通过`, field, value }
    return hits(fault('公共法律考试', o.publicExam), fault('专业法律考试', o.profExam))
  },
})

/** the hours of the last full year; of a list without years those of its one column */
const lastHours = (o: OfficerRead, asOf: string): string => o.hoursOf[String(Number(asOf.slice(0, 4)) - 1)] ?? o.hours

const hoursRule = (r: Pick<AuditRule<OfficerRead, GeneralSettings>, 'basis' | 'from' | 'until' | 'tag'>) => officerRule({
  id: 'credential/training#hours', code: 'R10', name: '上一年度培训学时不足', verdict: 'SUSPEND', ...r,
  test: (o, { settings: s, asOf }) => {
    const hours = lastHours(o, asOf)
    return (numberOf(hours) ?? -1) >= s.trainingHours ? undefined : { message: `年度培训${hours ? `${hours}学时` : '没有学时'}，不足${s.trainingHours}学时，补足以前不能执法`, field: '年度培训学时', value: hours }
  },
})
/** before the programme of 2021 the number of hours was no more than a parameter */
export const hoursBefore = hoursRule({ basis: [cite(henan, 21, '第一款')], tag: 'parameter', from: since, until: '2021-08-02' })
export const hoursSince = hoursRule({ basis: [cite('法治政府建设实施纲要（2021—2025年）', 34)], tag: 'verified', from: '2021-08-02' })

export const education = officerRule({
  id: 'credential/training#education', code: 'R23', name: '学历低于大专', verdict: 'REVIEW', basis: [cite('交通运输行政执法证件管理规定', 7), cite(henan, 20, '第一款第三项')], tag: 'verified', from: since, source: '大专是交通运输的规定，其他领域作复核提示',
  test: (o, { settings: s }) => (s.belowCollege.includes(o.education) ? { message: `学历为${o.education}，请核对是否符合职位要求`, field: '学历', value: o.education } : undefined),
})

import { cite } from '../kernel/citation.ts'
import { hits } from './auditRule.ts'
import { henan, officerRule, since as from } from './general.ts'
import type { OfficerRead } from './written.ts'

/* 处分、考核、年审、证件有效期 (what a person did, how the year was judged, and whether the credential is still good). */

const transport = '交通运输行政执法证件管理规定'
const model = '参照交通运输的规定'

export const dismissed = officerRule({
  id: 'credential/conduct#dismissed', code: 'R15', name: '被开除或者判决有罪', verdict: 'REMOVE', basis: [cite('公务员法', 26), cite(transport, 33)], tag: 'from memory', from, source: model,
  test: (o, { settings: s }) => hits(
    s.dismissed.includes(o.sanction) && { message: '受到开除处分', field: '处分记录', value: o.sanction },
    s.convicted.includes(o.criminal) && { message: `因犯罪受到刑事处罚（${o.criminal}）`, field: '刑事情况', value: o.criminal },
  ),
})

/** a sanction whose last day is not said still has effect */
export const heavySanction = officerRule({
  id: 'credential/conduct#heavy-sanction', code: 'R16', name: '拘留，或者记大过以上处分期内', verdict: 'SUSPEND', basis: [cite(transport, 33)], tag: 'design', from, source: `${model}；可以由人改为清出`,
  test: (o, { settings: s, asOf }) => hits(
    s.detained.includes(o.criminal) && { message: `被${o.criminal}`, field: '刑事情况', value: o.criminal },
    s.heavySanctions.includes(o.sanction) && (!o.sanctionUntil || o.sanctionUntil >= asOf) && { message: `受到${o.sanction}处分${o.sanctionUntil ? `，到${o.sanctionUntil}期满` : ''}`, field: '处分记录', value: o.sanction },
  ),
})

const failed = (o: OfficerRead, year: number, words: readonly string[]): boolean => words.includes(o.appraisal[String(year)] ?? '')
const lastYear = (asOf: string): number => Number(asOf.slice(0, 4)) - 1

export const failedTwice = officerRule({
  id: 'credential/conduct#failed-twice', code: 'R20', name: '连续两年考核不合格', verdict: 'REMOVE', basis: [cite(transport, 33)], tag: 'design', from, source: model,
  test: (o, { settings: s, asOf }) => {
    const years = Object.keys(o.appraisal).map(Number).filter((y) => y <= lastYear(asOf) && failed(o, y, s.failedWords) && failed(o, y - 1, s.failedWords))
    return years.length ? { message: `${Math.max(...years) - 1}、${Math.max(...years)}年度考核都不合格`, field: '年度考核', value: o.appraisal[String(Math.max(...years))]! } : undefined
  },
})

export const failedLast = officerRule({
  id: 'credential/conduct#failed-last', code: 'R21', name: '上一年度考核不合格', verdict: 'SUSPEND', basis: [cite(transport, 31)], tag: 'design', from, source: model,
  test: (o, { settings: s, asOf }) => (failed(o, lastYear(asOf), s.failedWords) ? { message: `${lastYear(asOf)}年度考核不合格`, field: '年度考核', value: o.appraisal[String(lastYear(asOf))]! } : undefined),
})

/** the year whose check must be there on a day: last year's once the deadline is past */
export function checkedYear(day: string, deadline: string): number {
  return lastYear(day) - (day.slice(5) > deadline ? 0 : 1)
}

/** R19: only where the list has a column for that year */
export const annualCheck = officerRule({
  id: 'credential/conduct#annual-check', code: 'R19', name: '没有年度审验', verdict: 'SUSPEND', basis: [cite(transport, 28), cite(transport, 30)], tag: 'parameter', from, source: `${model}；河南的规定未读到`,
  test: (o, { settings: s, asOf }) => {
    const year = checkedYear(asOf, s.annualCheckDeadline)
    const said = o.annualCheck[String(year)]
    return !s.annualCheck || said === undefined || s.checkedWords.includes(said) ? undefined : { message: `${year}年度没有通过审验`, field: '年度审验', value: said }
  },
})

export const expired = officerRule({
  id: 'credential/conduct#expired', code: 'R11', name: '证件过期', verdict: 'SUSPEND', basis: [cite(henan, 21, '第一款')], tag: 'design', from,
  test: (o, { asOf }) => (o.validTo && o.validTo < asOf ? { message: `证件有效期至${o.validTo}，到${asOf}已经过期`, field: '有效期至', value: o.validTo } : undefined),
})

import { cite, type Citation } from '../kernel/citation.ts'
import type { Calendar } from '../kernel/calendar.ts'
import { WD, type LegalDate } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'

/* 执法责任、权责清单、领导干部学法 (ZR-01, ZR-02, KH-06: each power has a post, the list follows the law, leaders study). */

/** one link of a power: article → body → unit → post → person */
export interface PowerLink { article: string; body?: string; unit?: string; post?: string; person?: string }

const parts = { body: '主体', unit: '机构', post: '岗位', person: '人员' } as const

/** ZR-01: articles that are not split down to a person, each with what it lacks */
export function undivided(articles: readonly string[], links: readonly PowerLink[]): Finding[] {
  return articles.flatMap((article) => {
    const own = links.filter((l) => l.article === article)
    const lacks = (Object.keys(parts) as (keyof typeof parts)[]).filter((p) => !own.some((l) => l[p])).map((p) => parts[p])
    return lacks.length ? [{ rule: 'credential/powers#divided', code: 'ZR-01', message: `${article}未分解：没有${lacks.join('、')}`, basis: [], at: article }] : []
  })
}

/** ZR-02: last day for changing the list of powers after the law changed (20 working days where the city set nothing else) */
export function powerListDue(changed: LegalDate, calendar: Calendar, days = 20): LegalDate {
  return WD(changed, days, calendar)
}

const lecturesBasis: Citation[] = [cite('法治政府建设与责任落实督察工作规定', 7), cite('法治政府建设实施纲要（2021—2025年）', 34)]

/** ZJ-04, KH-06: lamp of a leadership team's lectures in a year: red when the year is over (or ends that day) with fewer than `least` */
export function lectureLamp(held: readonly LegalDate[], day: LegalDate, least = 2): { lamp: 'green' | 'yellow' | 'red'; held: number; basis: Citation[] } {
  const n = held.filter((d) => d.slice(0, 4) === day.slice(0, 4) && d <= day).length
  return { lamp: n >= least ? 'green' : day.slice(5) === '12-31' ? 'red' : 'yellow', held: n, basis: lecturesBasis }
}

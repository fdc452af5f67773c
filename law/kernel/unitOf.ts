import type { ClockUnit } from './clock.ts'
import type { LegalDate } from './dates.ts'

interface UnitRule {
  law: string
  /** the rule is in the text from this day on (absent: as long as the statute) */
  from?: LegalDate
  until?: LegalDate
  /** is this many 日 working days? */
  working(n: number): boolean
  basis: string
}

const of = (...days: number[]) => (n: number) => days.includes(n)

/**
 * CAL-09. Only statutes that say what their 日 means; any other counts natural days unless its text writes 工作日 (民法典 200;
 * 重大行政决策程序暂行条例, 政府信息公开条例, 不动产登记暂行条例 and the local rules of 河南 and 许昌 write it where they mean it).
 */
const rules: readonly UnitRule[] = [
  { law: '行政许可法', working: () => true, basis: '第八十二条' },
  { law: '市场监督管理行政许可程序暂行规定', working: () => true, basis: '第七十七条' },
  { law: '行政处罚法', from: '2021-07-15', working: of(2, 3, 5, 7), basis: '第八十五条' },
  { law: '行政强制法', working: (n) => n <= 10, basis: '第六十九条' },
  { law: '行政复议法', until: '2024-01-01', working: of(5, 7), basis: '第四十条' },
  { law: '行政复议法', from: '2024-01-01', working: of(3, 5, 7, 10), basis: '第八十八条' },
  { law: '住房和城乡建设行政处罚程序规定', working: of(3, 5, 7, 10, 15), basis: '第四十五条' },
]

const shortNames: Readonly<Record<string, string>> = {
  '55号令': '住房和城乡建设行政处罚程序规定',
  '总局令16号': '市场监督管理行政许可程序暂行规定',
}

/**
 * Does 「n 日」 of this statute mean working or natural days? `written`: the words of the text where known; 工作日 and 月 decide by
 * themselves. `on`: the text of that day (absent: the latest). Periods of the agency only: those of the applicant under 行政许可法
 * are natural days (XK-17).
 */
export function unitOf(law: string, n: number, written = '日', on?: LegalDate): ClockUnit {
  if (written.includes('工作日')) return 'workday'
  if (written.includes('月')) return 'month'
  return ruleOf(law, on)?.working(n) ? 'workday' : 'calendar'
}

/** the article that says what 日 means: 第八十二条; undefined when the statute does not say */
export function unitBasisOf(law: string, on?: LegalDate): string | undefined {
  return ruleOf(law, on)?.basis
}

function ruleOf(law: string, on = '9999-12-31'): UnitRule | undefined {
  const name = law.replace(/^中华人民共和国/, '')
  const full = shortNames[name] ?? name
  return rules.find((r) => r.law === full && (!r.from || on >= r.from) && (!r.until || on < r.until))
}

import { cite } from '../kernel/citation.ts'
import type { Finding } from '../kernel/rule.ts'

/*
 * 一窗受理 (MOD-04; 河南省优化营商环境条例 36, 38; 优化营商环境条例 36, 37): what may not be configured. No number of cases a visit,
 * nothing online only: the citizen chooses the way.
 */
export function windowFaults(config: { maxCasesPerVisit?: number; onlineOnly?: boolean; channels?: readonly string[] }): Finding[] {
  const out: Finding[] = []
  const code = 'E-MOD-04'
  if (config.maxCasesPerVisit !== undefined) {
    out.push({ rule: 'permit/window#no-limit', code, at: 'maxCasesPerVisit', basis: [cite('河南省优化营商环境条例', 36, '第四款')], message: '工作时间内不得限定办件数量' })
  }
  if (config.onlineOnly || (config.channels && !config.channels.includes('window'))) {
    out.push({ rule: 'permit/window#counter-stays', code, at: 'channels', basis: [cite('河南省优化营商环境条例', 38)], message: '应当保留窗口办理，由申请人自主选择办理渠道' })
  }
  return out
}

/** levels of rules that may set a charge (许可法 58) */
const mayCharge = ['法律', '行政法规']

/** E-XK-21: no charge without a law or an administrative regulation. `levelOf` tells the level of a statute by its short title. */
export function chargeFaults(charge: { amountFen: number; basis: readonly { law: string; article: number }[] } | null, levelOf: (law: string) => string | undefined): Finding[] {
  if (!charge || charge.amountFen <= 0 || charge.basis.some((c) => mayCharge.includes(levelOf(c.law) ?? ''))) return []
  return [{ rule: 'permit/window#charge', code: 'E-XK-21', at: 'charge', basis: [cite('行政许可法', 58, '第一款')], message: '没有法律、行政法规依据，不得收取费用' }]
}

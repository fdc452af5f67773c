import { cite } from '../kernel/citation.ts'
import type { Finding } from '../kernel/rule.ts'
import { itemRule } from './lintRule.ts'

/* How people get in: a staffed window for everything, no limit of cases, at most one visit (MOD-04, STD-01). */

/** MOD-04: the citizen chooses the channel, so no item is online only */
export const staffedPath = itemRule({
  id: 'item/access#staffed-path', code: 'E-MOD-04', from: '2004-07-01',
  basis: [cite('河南省优化营商环境条例', 38, '第二款'), cite('优化营商环境条例', 37, '第四款')],
  test: ({ channels }) =>
    channels?.length && !channels.includes('window') ? { at: 'channels', message: '不能只在网上或者自助终端办理，须有窗口' } : undefined,
})

/** STD-01: an item on the list 最多跑一次 asks for no second visit */
export const atMostOnce = itemRule({
  id: 'item/access#at-most-once', code: 'E-STD-01', from: '2004-07-01', basis: [],
  test: ({ basicCode, onsiteVisits = 0 }, { catalogue }) =>
    basicCode && catalogue?.atMostOnce(basicCode) && onsiteVisits > 1
      ? { at: 'onsiteVisits', message: `本事项在“最多跑一次”清单内，到现场次数不能是${onsiteVisits}次` } : undefined,
})

/** MOD-04: settings of the hall; a limit on the number of cases a visitor may hand in is refused */
export function lintHall(settings: { maxCasesPerVisit?: number | null }): Finding[] {
  if (settings.maxCasesPerVisit === undefined || settings.maxCasesPerVisit === null) return []
  return [{
    rule: 'item/access#no-case-limit', code: 'E-MOD-04', at: 'maxCasesPerVisit', message: '窗口在工作时间内不得限定办件数量',
    basis: [cite('河南省优化营商环境条例', 36, '第四款')],
  }]
}

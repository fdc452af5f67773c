import { cite } from '../kernel/citation.ts'
import type { Fault } from '../kernel/rule.ts'
import { itemRule } from './lintRule.ts'

/*
 * 兜底条款 (ITM-04). The statute forbids clauses that leave open what will be asked: 其他材料, 有关规定. It does not forbid the
 * words: 其他股东的同意书 names one definite paper, so 其他 is only a catch-all before a noun that means papers or conditions in
 * general, or before 需要…的 / 规定…的 and such a noun.
 */
const general = '(?:材料|资料|文件|文书|条件|证明|证件|凭证|手续|情形|要求|规定|事项|信息|内容)'
const vague = '(?:有关|相关|必要的?|补充|佐证|申请|证明|需要的?|应当提[交供]的?)*'
const byRule = '(?:需要?|应当?|须|必须|可以|认为|要求|规定|依法|按照?|法律|法规|规章|部门|主管|机关|窗口|与|同)[^，。；、（）]{0,18}?的?'
const catchAlls: readonly RegExp[] = [
  /^其[他它]$/,
  new RegExp(`其[他它](?:${byRule})?${vague}${general}`),
  new RegExp(`(?:^|[，。；、（及和与]|(?:规定|要求|条件)的)(?:有关|相关)的?(?:证明|申请|业务)?${general}(?:$|[，。；、）])`),
  new RegExp(`与[^，。；、]{1,12}?(?:有关|相关)的?${general}`),
  /有关[^，。；、]{0,10}?(?:规定|要求|法律|法规|政策)/,
  /等(?:有关|相关|其他)(?:证明)?(?:材料|资料|文件|证件|手续)(?:$|[，。；、）])/,
  new RegExp(`(?:要求|规定|认为|需要)[^，。；、]{0,8}?(?:提交|提供|补充|具备)的?(?:有关|相关)?${general}`),
]

/** the vague part of a text, or undefined when it says definitely what is meant */
export function catchAll(text: string): string | undefined {
  for (const r of catchAlls) {
    const m = r.exec(text)
    if (m) return m[0].replace(/^[，。；、（及和]/, '')
  }
  return undefined
}

/** ITM-04: conditions and materials without open clauses */
export const noCatchAll = itemRule({
  id: 'item/wording#no-catch-all', code: 'E-ITM-04', from: '2004-07-01',
  basis: [cite('河南省优化营商环境条例', 28, '第三款'), cite('行政许可法', 30, '第一款'), cite('行政许可法', 31)],
  test: ({ materials = [], acceptConditions = [] }) => {
    const out: Fault[] = []
    for (const m of materials) {
      const found = catchAll(m.name)
      if (found) out.push({ at: `materials.${m.id}`, message: `材料“${m.name}”是兜底条款（“${found}”），须逐项写明要什么` })
    }
    for (const [n, c] of acceptConditions.entries()) {
      const found = catchAll(c)
      if (found) out.push({ at: `acceptConditions.${n}`, message: `条件“${c}”含有兜底条款（“${found}”），须写明是哪一条规定、什么条件` })
    }
    return out
  },
})

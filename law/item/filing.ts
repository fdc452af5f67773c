import { cite } from '../kernel/citation.ts'
import type { Fault } from '../kernel/rule.ts'
import { itemRule } from './lintRule.ts'

const approves = /审批|审核|核准|审查意见|批准|许可/

/** MOD-07: a notified filing has no step in which somebody approves, and no condition of approval */
export const noApproval = itemRule({
  id: 'item/filing#no-approval', code: 'E-MOD-07', from: '2017-02-01', basis: [cite('企业投资项目核准和备案管理条例', 13, '第三款')],
  test: ({ regime, procedure = [], reviewStandard = [], result }) => {
    if (regime !== 'filing') return undefined
    const out: Fault[] = []
    for (const [n, s] of procedure.entries()) if (approves.test(s)) out.push({ at: `procedure.${n}`, message: `告知性备案不能有“${s}”这一步：信息齐全即为备案` })
    for (const [n, s] of reviewStandard.entries()) if (/意见|批准|同意/.test(s)) out.push({ at: `reviewStandard.${n}`, message: `告知性备案不审查“${s}”` })
    if (result && /批复|许可/.test(result.name)) out.push({ at: 'result', message: `告知性备案的结果是备案证明，不是“${result.name}”` })
    return out
  },
})

import { cite } from '../kernel/citation.ts'
import type { Citation } from '../kernel/citation.ts'
import { inForce, type Fault } from '../kernel/rule.ts'
import { itemRule } from './lintRule.ts'
import type { ItemDraft } from './item.ts'

/**
 * What a statute has ended, with the article that replaced it and the day. Anything that still asks for it, under whatever
 * name of item, is stale from that day (优化营商环境条例 40: a cancelled permit may not be continued in disguise).
 */
interface Ended {
  /** the words by which guides ask for it */
  words: RegExp
  from: string
  basis: Citation
  says: string
}

const ended: readonly Ended[] = [
  { words: /名称(?:预先|予先|预)核准/, from: '2022-03-01', basis: cite('市场主体登记管理条例', 10, '第二款'), says: '市场主体名称由申请人自主申报，不再预先核准' },
  { words: /种子生产许可证|种子经营许可证|种子经营许可(?!证)/, from: '2016-01-01', basis: cite('种子法', 33, '第一款'), says: '种子生产许可与经营许可已合并为种子生产经营许可证' },
  { words: /(?:企业|公司|营业执照|工商|个体户|个体工商户).{0,4}年检/, from: '2014-10-01', basis: cite('企业信息公示暂行条例', 8), says: '企业年度检验已改为年度报告公示' },
  { words: /暂住证/, from: '2016-01-01', basis: cite('居住证暂行条例', 9), says: '暂住证已由居住证代替' },
  { words: /食品流通许可|餐饮服务许可/, from: '2015-10-01', basis: cite('食品安全法', 35), says: '食品流通许可、餐饮服务许可已合并为食品经营许可' },
]

/** ITM-07: nothing that the law has ended is run on, as an item, a step, a result or a paper to bring */
export const notAbolished = itemRule({
  id: 'item/abolished#not-continued', code: 'ITM-07', from: '2004-07-01', basis: [cite('优化营商环境条例', 40, '第二款')],
  test: (t, { day }) => {
    const out: Fault[] = []
    for (const e of ended.filter((x) => inForce(x, day))) {
      const at = textsOf(t).find(([, text]) => e.words.test(text))
      if (at) out.push({ at: at[0], message: `“${at[1]}”已取消：${e.says}（《${e.basis.law}》第${e.basis.article}条，${e.from}起）` })
    }
    return out
  },
})

function textsOf(t: ItemDraft): [string, string][] {
  return [
    ['name', t.name], ...(t.result ? [['result.name', t.result.name] as [string, string]] : []),
    ...(t.materials ?? []).map((m): [string, string] => [`materials.${m.id}`, m.name]),
    ...(t.procedure ?? []).map((s, n): [string, string] => [`procedure.${n}`, s]),
    ...(t.acceptConditions ?? []).map((s, n): [string, string] => [`acceptConditions.${n}`, s]),
  ]
}

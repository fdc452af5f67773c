import { cite } from '../kernel/citation.ts'
import { henan, officerRule, since as from } from './general.ts'

/* 执法主体 (河南省行政执法条例 13, 14: confirmed, announced, or acting by a published entrustment). */

export const bodyInForce = officerRule({
  id: 'credential/body#in-force', code: 'R06', name: '单位不在有效的执法主体名单', verdict: 'REMOVE', basis: [cite(henan, 13)], tag: 'verified', from,
  test: (o, { index }) => (!o.bodyUscc || index.activeBody(o.bodyUscc) ? undefined
    : { message: `单位“${o.bodyName || o.bodyUscc}”不在有效的执法主体名单，须清出或者转到承继主体重新登记`, field: '单位统一社会信用代码', value: o.bodyUscc }),
})

export const entrustment = officerRule({
  id: 'credential/body#entrustment', code: 'R07', name: '受委托组织没有有效的公布的委托', verdict: 'SUSPEND', basis: [cite(henan, 14), cite('行政处罚法', 20)], tag: 'verified', from,
  test: (o, { index, settings: s, asOf }) => {
    const b = index.activeBody(o.bodyUscc)
    if (!b || !s.entrusted.includes(b.kind)) return undefined
    const fault = !b.principal ? '没有委托机关' : !b.entrustedOn || b.entrustedOn > asOf ? '委托没有向社会公布' : b.entrustedUntil && b.entrustedUntil < asOf ? `委托期限到${b.entrustedUntil}为止` : undefined
    return fault ? { message: `单位是受委托组织，${fault}`, field: '单位名称', value: o.bodyName } : undefined
  },
})

/** R25: only where both the person's field and the body's published ones are known */
export const domain = officerRule({
  id: 'credential/body#domain', code: 'R25', name: '执法领域不在单位公布的领域内', verdict: 'REVIEW', basis: [cite('行政处罚法', 38, '第一款')], tag: 'design', from,
  test: (o, { index }) => {
    if (!o.domain) return undefined
    const published = (index.activeBody(o.bodyUscc)?.domains ?? '').split(/[、,;\s]+/).filter((d) => d)
    return !published.length || published.includes(o.domain) ? undefined : { message: `执法领域“${o.domain}”不在单位公布的领域（${published.join('、')}）内`, field: '执法领域', value: o.domain }
  },
})

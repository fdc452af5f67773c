import { cite } from '../kernel/citation.ts'
import type { Opinion } from './audit.ts'
import { auditRule, type AuditContext, type AuditRule } from './auditRule.ts'
import { since } from './general.ts'
import type { GeneralSettings } from './profiles/generalSettings.ts'
import { isActive } from './rosterIndex.ts'
import { numberOf, type BodyRead, type OfficerRead } from './written.ts'

/* 单位执法力量 (what an audit says of a body once its people are judged: B1–B4). */

type Ctx = AuditContext<GeneralSettings>

/** rules on bodies that are in force; the others have no people to count */
const bodyRule = (r: AuditRule<BodyRead, GeneralSettings>) => auditRule<BodyRead, GeneralSettings>({
  ...r, test: (b, ctx) => (isActive(b, ctx.settings.activeBody, ctx.asOf) ? r.test(b, ctx) : undefined),
})

const kept = (list: readonly Opinion[]): Opinion[] => list.filter((o) => o.verdict === 'KEEP')

/** who judged rows are about, in the order of the judgements */
function people(b: BodyRead, { index }: Ctx): readonly OfficerRead[] {
  return index.officersOf(b.uscc)
}

export const twoOfficers = bodyRule({
  id: 'credential/strength#two-officers', code: 'B1', name: '执法人员不足两人', verdict: 'BLOCKED', basis: [cite('行政处罚法', 42, '第一款')], tag: 'verified', from: since,
  test: (b, ctx) => {
    const n = kept(ctx.officersOf(b.uscc)).length
    return n < ctx.settings.minOfficers ? { message: `保留的执法人员只有${n}人，不足${ctx.settings.minOfficers}人，不能办案`, field: '单位名称', value: b.name } : undefined
  },
})

/** B2: the number that the list says, else those kept in a post of legal review */
export const reviewers = bodyRule({
  id: 'credential/strength#reviewers', code: 'B2', name: '法制审核人员不足', verdict: 'YELLOW', basis: [cite('关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见', 11)], tag: 'verified', from: since,
  test: (b, ctx) => {
    const opinions = ctx.officersOf(b.uscc)
    const officers = kept(opinions).length
    const has = numberOf(b.reviewers) ?? people(b, ctx).filter((o, i) => opinions[i]!.verdict === 'KEEP' && ctx.settings.reviewPosts.includes(o.post)).length
    const wanted = Math.ceil((officers * ctx.settings.reviewerShare) / 100)
    return has < wanted ? { message: `法制审核人员${has}人，应不少于${wanted}人（执法人员${officers}人的${ctx.settings.reviewerShare}%）`, field: '法制审核人数', value: String(has) } : undefined
  },
})

/** B3: city management only */
export const auxiliaries = bodyRule({
  id: 'credential/strength#auxiliaries', code: 'B3', name: '协管人员多于在编人员', verdict: 'RED', basis: [cite('关于深入推进城市执法体制改革改进城市管理工作的指导意见', 12)], tag: 'verified', from: since,
  test: (b, ctx) => {
    if (!ctx.settings.cityManagement.some((w) => b.name.includes(w) || b.domains.includes(w))) return undefined
    const rows = people(b, ctx)
    const has = numberOf(b.auxiliaries) ?? rows.filter((o) => ctx.settings.auxiliary.includes(o.establishment)).length
    const own = rows.filter((o) => ctx.settings.inEstablishment.includes(o.establishment)).length
    return has > own ? { message: `协管人员${has}人，多于在编执法人员${own}人`, field: '协管人数', value: String(has) } : undefined
  },
})

export const removalShare = bodyRule({
  id: 'credential/strength#removal-share', code: 'B4', name: '清出的人员过多', verdict: 'CONFIRM', basis: [], tag: 'design', source: '产品设定，防止整单位误清', from: since,
  test: (b, ctx) => {
    const all = ctx.officersOf(b.uscc)
    const gone = all.filter((o) => o.verdict === 'REMOVE').length
    return gone * 100 > all.length * ctx.settings.removalShare ? { message: `${all.length}人中清出${gone}人，超过${ctx.settings.removalShare}%，须逐一人工确认`, field: '单位名称', value: b.name } : undefined
  },
})

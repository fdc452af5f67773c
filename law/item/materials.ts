import { cite } from '../kernel/citation.ts'
import type { Fault, Finding } from '../kernel/rule.ts'
import type { ItemDraft, ItemTerms, Material } from './item.ts'
import { itemRule } from './lintRule.ts'

/* What may be asked of a person: ID-only items (ITM-10), proofs (MOD-09), what sharing already gives (ELE-03), nothing outside the guide. */

/** an identity document: the one thing that the applicant of an ID-only item brings */
export function isIdentityDocument(m: Material): boolean {
  return /身份证(?!明)|身份证明|户口簿(?=$|（)|居住证(?=$|（)|护照|通行证|社会保障卡(?=$|（)/.test(m.name) && !/复印件$/.test(m.name)
}

/** ITM-10: everything but the identity document comes by sharing, by a check inside, by commitment, or is filled in */
export const idOnlyMaterials = itemRule({
  id: 'item/materials#id-only', code: 'E-ITM-10', from: '2004-07-01', basis: [cite('国务院关于在线政务服务的若干规定', 7)],
  test: ({ idOnly, materials = [], workInstruction }) => {
    if (!idOnly) return undefined
    const out: Fault[] = []
    const brought = materials.filter((m) => m.source === 'bring' && !m.obtainableByShare && !m.commitmentReplaceable)
    for (const m of brought.filter((x) => !isIdentityDocument(x))) out.push({ at: `materials.${m.id}`, message: `一证通办事项不能要求申请人带“${m.name}”` })
    for (const m of brought.filter(isIdentityDocument).slice(1)) out.push({ at: `materials.${m.id}`, message: `一证通办只带一份身份证件，“${m.name}”是第二份` })
    if (!workInstruction?.length) out.push({ at: 'workInstruction', message: '一证通办事项须有工作规程' })
    return out
  },
})

const proof = /证明(?:书|文件|材料)?(?:（.*）)?$/
/** papers that are themselves statutory certificates, not 证明事项 */
const certificate = /身份证明|权属证明|完税证明|备案证明|登记证明/

/** MOD-09: a proof that the applicant must fetch is on the published list, or is not asked */
export const listedProofs = itemRule({
  id: 'item/materials#listed-proofs', code: 'E-MOD-09', from: '2004-07-01',
  basis: [cite('优化营商环境条例', 44), cite('河南省优化营商环境条例', 29, '第一款')],
  test: ({ materials = [] }, { catalogue }) => {
    if (!catalogue) return undefined
    return materials
      .filter((m) => m.source === 'bring' && !m.commitmentReplaceable && proof.test(m.name) && !certificate.test(m.name) && !catalogue.mayAskProof(m.name))
      .map((m): Fault => ({ at: `materials.${m.id}`, message: `证明事项清单里没有“${m.name}”，不得索要` }))
  },
})

/** ELE-03: what can be had by sharing is not demanded, and what is said to be held says from where */
export const noSecondAsking = itemRule({
  id: 'item/materials#no-second-asking', code: 'ELE-03', from: '2004-07-01', basis: [cite('国务院关于在线政务服务的若干规定', 7)],
  test: ({ materials = [] }) => materials.flatMap((m): Fault[] => {
    if (m.source === 'bring' && m.obtainableByShare) return [{ at: `materials.${m.id}`, message: `“${m.name}”能够通过共享取得，不得要求申请人提供` }]
    if (m.source === 'have' && !m.from) return [{ at: `materials.${m.id}`, message: `“${m.name}”标为已有，须写明从哪里取得` }]
    if (m.source === 'bring' && m.required && !m.electronic && m.originals + m.copies === 0) return [{ at: `materials.${m.id}`, message: `“${m.name}”没有写明原件、复印件份数` }]
    return []
  }),
})

/**
 * E-ITM-05: what a clerk asks for beyond the revision under which the case was filed. `asked` are ids of materials;
 * one finding for each that the guide does not name.
 */
export function outsideGuide(terms: Pick<ItemTerms, 'name' | 'materials'>, asked: readonly string[]): Finding[] {
  return asked.filter((id) => !terms.materials.some((m) => m.id === id)).map((id) => ({
    rule: 'item/materials#outside-guide', code: 'E-ITM-05', at: id, message: `“${terms.name}”的办事指南没有要求“${id}”，不得索要`,
    basis: [cite('河南省优化营商环境条例', 28, '第三款')],
  }))
}

import { say, type Citation } from '../kernel/citation.ts'
import { inForce, type Fault } from '../kernel/rule.ts'
import { findStatute } from '../statutes/index.ts'
import type { ItemDraft } from './item.ts'
import { itemRule, type LintContext } from './lintRule.ts'

/* The basis of an item is in force on the day (settled.md 10), or the guide says openly that it could not be checked. */

/** every citation of the terms, with the field it stands in */
export function citationsOf(t: ItemDraft): [string, Citation][] {
  const list: [string, Citation[] | undefined][] = [
    ['legalBasis', t.legalBasis], ['statutoryLimit.basis', t.statutoryLimit?.basis], ['outerLimit.basis', t.outerLimit?.basis],
    ['charge.basis', t.charge?.basis], ['tacitApprovalBasis', t.tacitApprovalBasis && [t.tacitApprovalBasis]], ['delegation.basis', t.delegation?.basis],
    ...(t.materials ?? []).map((m): [string, Citation[] | undefined] => [`materials.${m.id}.basis`, m.basis]),
    ...(t.specialProcedures ?? []).map((s, n): [string, Citation[] | undefined] => [`specialProcedures.${n}.basis`, s.basis]),
  ]
  return list.flatMap(([at, cs]) => (cs ?? []).map((c): [string, Citation] => [at, c]))
}

export const inForceOnTheDay = itemRule({
  id: 'item/basis#in-force', code: 'ITM-03', from: '2004-07-01', basis: [],
  test: (t, ctx) => citationsOf(t).flatMap(([at, c]): Fault[] => {
    const fault = wrong(c, ctx, t.unverified ?? [])
    return fault ? [{ at, message: fault }] : []
  }),
})

function wrong(c: Citation, { day }: LintContext, admitted: readonly string[]): string | undefined {
  const admits = admitted.some((u) => u.includes(c.law))
  const known = findStatute(c.law)
  if (!known) return admits ? undefined : `依据《${c.law}》没有收录，无法核对；请收录，或者在“未核实”里写明`
  const then = known.versions.filter((v) => inForce(v, day))
  if (!then.length) return `依据${say(c)}在${day}不是现行有效的规定`
  if (c.version && !then.some((v) => v.adopted === c.version)) return `依据${say(c)}写的是${c.version}文本，${day}有效的是${then.map((v) => v.adopted ?? '另一').join('、')}文本`
  const read = known.corpus === 'yes' && then.some((v) => v.text !== false)
  return read || admits ? undefined : `《${known.title}》${day}有效的文本没有收录，须在“未核实”里写明`
}

/** A guide older than the text of its basis now in force has not been read against that text. */
export const notOlderThanBasis = itemRule({
  id: 'item/basis#not-older', code: 'ITM-07', from: '2004-07-01', basis: [],
  test: (t, ctx) => {
    if (!ctx.writtenOn) return undefined
    const out = new Map<string, Fault>()
    for (const [at, c] of citationsOf(t)) {
      const now = findStatute(c.law)?.versions.find((v) => inForce(v, ctx.day))
      if (now && now.from > ctx.writtenOn) out.set(c.law, { at, message: `指南写于${ctx.writtenOn}，《${c.law}》现行文本自${now.from}起施行，指南已经过期，须重新核对` })
    }
    return [...out.values()]
  },
})

import type { Act } from '../law/kernel/procedure.ts'
import { say } from '../law/kernel/citation.ts'
import { termInWords } from '../law/kernel/deadline.ts'
import type { Regime } from '../law/item/item.ts'
import { procedureFor } from '../law/permit/procedure.ts'
import { basisOf, type Limit } from '../law/permit/regime.ts'
import { regimes } from '../law/permit/regimes/index.ts'
import type { PermitState } from '../law/permit/state.ts'

/* The state diagram and the table of regimes, drawn from law/permit itself: each act is applied and one looks where it leads. */

/** a payload and a state on which every act can be applied */
const payload = {
  answers: {}, materials: {}, results: {}, fields: ['x'], items: ['x'], missing: ['x'], inspectors: ['a', 'b'], conform: true,
  kind: '听证', days: 1, resultOn: '2021-01-02', articles: [], ground: 'otherLegal', licence: 'x', periodDays: 1, scope: [],
}
const thing = { kind: 'material' as const, id: 'x', problem: 'missing' }
const rich: Partial<PermitState> = {
  notice: { on: '2021-01-01', items: [thing], supplied: [], periodDays: 1 }, tolerated: { missing: ['x'], supplied: [], supplyBy: '2021-01-02' },
  special: { kind: '听证', from: '2021-01-01', days: 1 },
}

/** mermaid text */
export function diagram(regime: Regime): string {
  const p = procedureFor(regime)
  const arrows = new Map<string, string[]>()
  for (const [type, def] of Object.entries(p.acts)) {
    for (const from of def.from === 'new' ? ['new'] : def.from) {
      const act: Act = { seq: 1, type, at: '2021-01-02T09:00:00.000+08:00', actor: { code: def.by[0]! }, payload: type === 'oneTimeNotice' || type === 'guideCorrection' ? { ...payload, items: [thing] } : payload }
      const to = def.apply({ ...p.initial({} as never), ...rich, state: from as PermitState['state'] }, act, {} as never).state
      const label = def.lapses ? `${def.name}（期限届满）` : def.name
      const key = `${from === 'new' ? '[*]' : from} --> ${to}`
      arrows.set(key, [...(arrows.get(key) ?? []), label])
    }
  }
  const used = new Set([...arrows.keys()].flatMap((k) => k.split(' --> ')))
  return [
    '```mermaid', 'stateDiagram-v2',
    ...Object.entries(p.states).filter(([s]) => used.has(s)).map(([s, name]) => `  state "${name}" as ${s}`),
    ...[...arrows].filter(([k]) => new Set(k.split(' --> ')).size === 2).map(([k, labels]) => `  ${k}: ${[...new Set(labels)].join('、')}`),
    ...p.final.filter((s) => used.has(s)).map((s) => `  ${s} --> [*]`),
    '```', '',
    `停在原状态的步骤：${[...new Set([...arrows].filter(([k]) => new Set(k.split(' --> ')).size === 1).flatMap(([, l]) => l))].join('、')}。`,
  ].join('\n')
}

/** one row a regime and version: limits, silence, articles */
export function regimeTable(): string {
  const days = (l: Limit | undefined) => (l ? (l.n === 0 ? '当场' : termInWords(l.n, l.unit)) : '—')
  const rows = Object.values(regimes).flatMap((r) => r.versions.map((v) => [
    r.name, `${v.from}${v.until ? ` 至 ${v.until} 前` : ' 起'}`, days(v.limits.notice), v.silence === 'deemedAccepted' ? '视为受理' : '只是超期',
    days(v.limits.decision), v.limits.extension ? `加${days(v.limits.extension)}` : '不能延长', v.limits.joint ? `${days(v.limits.joint)}，加${days(v.limits.jointExtension)}` : '—',
    days(v.limits.issue), v.special.length ? v.special.join('、') : '不停止', [...new Set([...basisOf(r, 'accept', v.from), ...basisOf(r, 'limit', v.from)].map(say))].join('、'),
  ]))
  const head = ['程序', '时间', '一次性告知', '逾期不告知', '办理期限', '延长', '联合办理', '颁证送达', '不计入的时间', '受理和期限的依据']
  return [head, head.map(() => '---'), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n') + '\n\n事项自己的法定期限在办事指南里（`statutoryLimit`），先于上表；外层红线（`outerLimit`）和承诺时限（`promise`）另计。'
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calendar } from '../../law/calendar/index.ts'
import type { ActorCode } from '../../law/kernel/actor.ts'
import type { Citation } from '../../law/kernel/citation.ts'
import { NDX, instantOf } from '../../law/kernel/dates.ts'
import { lateOf } from '../../law/kernel/deadline.ts'
import { allowed, decide, fold, step, type Act } from '../../law/kernel/procedure.ts'
import type { Finding } from '../../law/kernel/rule.ts'
import type { ItemTerms, Regime } from '../../law/item/item.ts'
import { procedureFor } from '../../law/permit/procedure.ts'
import type { PermitState } from '../../law/permit/state.ts'
import { readYaml } from '../../server/kernel/yaml.ts'

/*
 * The whole graph of a procedure, walked from the empty case: every act by every role, with representative payloads, in every
 * state that can be reached, and the passing of time from one last day to the next (trust.md R-10). Cases that differ in
 * nothing a rule looks at are one node.
 */

export const codes: readonly ActorCode[] = ['APP', 'AGT', 'CLK', 'LEAD', 'EXM', 'HEAD', 'GOV', 'SUP', 'SYS']
const hours = { days: 'workday', spans: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], roundUpMinutes: 5 }
const facts = { applicant: 'chen', helper: 'wang', joint: false, hours, organCompetent: true, notStaff: [], dependencies: [], opened: {} }

/** terms of the examples; not by runExample.ts, which wants a test runner around it */
const items = readYaml(join(import.meta.dirname, 'items.yaml')) as Record<string, ItemTerms & { is?: string }>
const itemOf = (is: string): ItemTerms => (items[is]!.is ? { ...itemOf(items[is]!.is!), ...items[is]! } : items[is]!)

/** the examples' items are permits and say so; an item of another regime has no article of 许可法 of its own */
const ofNoPermit: Partial<ItemTerms> = { legalBasis: [], statutoryLimit: { n: 20, unit: 'workday', basis: [] } }

export interface Node { key: string; state: PermitState; now: string; received: boolean; accepted: boolean; filed: boolean; out: Edge[] }
export interface Edge { from: Node; type: string; by: ActorCode; to: Node; documents: readonly string[] }
/** a refusal, kept once for each state, act, role and set of rules; `lit`: the screen would have offered the act */
export interface Refused { state: string; type: string; by: ActorCode; findings: Finding[]; lit: boolean }
export interface Walk { regime: Regime; item: ItemTerms; nodes: Node[]; edges: Edge[]; refused: Refused[]; basis: Citation[] }

type Payload = Record<string, unknown>
const has = (...fields: string[]) => ({ has: Object.fromEntries(fields.map((f) => [f, true])) })
const thing = (id: string) => ({ kind: id === 'name' ? 'field' : 'material', id, problem: 'missing' })
const checks = (bad: string) => ({ results: Object.fromEntries(['form', 'identity', 'site', 'photo'].map((id) => [id, { result: id === bad ? 'missing' : 'ok' }])) })

/** payloads of an act that are worth trying: one that law should take, and those that differ where it looks */
function payloads(type: string, s: PermitState, today: string): Payload[] {
  switch (type) {
    case 'submit': return [{ channel: 'window', answers: {}, materials: { form: 'fill', identity: 'original', site: 'copy' }, confirmed: true, mandate: { expires: '2099-01-01' }, ...has('form', 'signature') }, { channel: 'web', answers: {}, materials: {} }]
    case 'check': return [checks(''), checks('identity'), checks('photo')]
    case 'fixOnTheSpot': return [{ fields: ['identity'], signed: true, ...has('signature') }, { fields: ['identity'], signed: false }]
    case 'oneTimeNotice': return [{ items: [thing('identity')], periodDays: 15 }, { items: [thing('photo')], periodDays: 15 }, { items: [], periodDays: 15 }, { items: [thing('identity')], periodDays: 0 }]
    case 'guideCorrection': return [{ items: [thing('name')] }, { items: [] }]
    case 'supply': return [{ items: s.notice?.items.map((i) => i.id) ?? ['identity'], mandate: { expires: '2099-01-01' } }, { items: ['site'] }]
    case 'acceptTolerant': return [{ missing: ['photo'], supplyBy: calendarDay(today, 2), ...has('commitment') }, { missing: ['identity'], supplyBy: calendarDay(today, 2), ...has('commitment') }, { missing: ['photo'], supplyBy: calendarDay(today, 2) }]
    case 'supplyTolerated': return [{ items: ['photo'], mandate: { expires: '2099-01-01' } }, { items: ['site'] }]
    case 'notNeeded': return [has('reason'), {}]
    case 'notCompetent': return [{ competentBody: '市林业局', ...has('reason') }, { competentBody: '' }]
    case 'greenChannel': return [{ reason: 'keyProject', scope: ['priority'], promise: { unit: 'workday', n: 1 }, until: '2099-01-01', ...has('explanation') }, { reason: 'keyProject', scope: ['skip'], promise: { unit: 'workday', n: 60 }, until: '2000-01-01' }]
    case 'assignInspectors': case 'inspect': return [{ inspectors: ['li', 'zhao'], conform: true }, { inspectors: ['li', 'zhao'], conform: false }, { inspectors: ['li'], conform: true }]
    case 'suspend': return [{ kind: '检验', days: 5, notified: true }, { kind: '请示上级', days: 5, notified: true }, { kind: '检验', days: 5, notified: false }]
    case 'resume': return [{ resultOn: today }, { resultOn: '2000-01-01' }]
    case 'extend': return [{ days: 10, ...has('reason') }, { days: 3, ...has('reason') }, { days: 99 }]
    case 'grant': return [{}, { validFrom: '2000-01-01' }]
    case 'refuse': return [{ articles: [{ law: '种子法', article: 32 }], ...has('reason', 'facts') }, { articles: [] }]
    case 'terminate': return [{ ground: 'applicantRequest', ...has('reason') }, { ground: '领导要求' }]
    case 'outOfScope': return [{ ground: 'prohibited', ...has('reason') }, { ground: '不支持' }]
    case 'issue': return [{ licence: 'L-1' }, { licence: '' }]
    case 'deliver': return [{ method: 'counter', identityChecked: true, ...has('signature') }, { method: 'electronic' }, { method: 'counter' }]
    case 'change': return [{ fields: ['name'], mandate: { expires: '2099-01-01' } }, { fields: ['none'] }]
    default: return [{}]
  }
}

/** a working day some days on, for the day by which tolerated materials must be in */
function calendarDay(today: string, n: number): string {
  let day = NDX(today, n)
  while (!calendar().provisional().isWorkday(day)) day = NDX(day, 1)
  return day
}

/** clocks on whose running or lateness a rule or a lapse depends */
const decisive = ['correctionNotice', 'correctionPeriod', 'tolerantSupply', 'decision']

/** what rules look at; the rest may differ within a node. Checks and the notice matter until acceptance, the inspection after it */
function keyOf(s: PermitState, now: string, flags: object): string {
  const before = s.state === 'received' || s.state === 'correction' || s.state === 'guideCorrection'
  return JSON.stringify([
    s.state, s.acceptance, before && [s.checks['identity']?.result, s.checks['photo']?.result, Object.keys(s.checks).length > 0, s.notice?.items.map((i) => i.id), s.notice?.supplied.length],
    s.tolerated && s.tolerated.supplied.length === s.tolerated.missing.length, !before && !s.decision && [!!s.takenUpBy, s.inspectors.length > 0, s.inspections.at(-1)?.conform, s.specials.length > 0],
    !!s.extended, !!s.greenChannel, s.decision?.kind, !!s.licence,
    decisive.map((id) => s.clocks[id]).filter((c) => c?.status === 'running' || c?.status === 'paused').map((c) => `${c!.id}${c!.status}${lateOf(c!, now)}`), flags,
  ])
}

const deep = !!process.env.YICHUANG_TEST_DEEP

/** more than any procedure has; a walk that goes on beyond it does not know what its nodes are */
const most = 4000

/** walks everything that can be reached from the empty case filed on this day */
export function walk(regime: Regime, is: string, day: string, over: Partial<ItemTerms> = {}): Walk {
  const item = { ...itemOf(is), regime, fields: [{ id: 'name', kind: 'text', label: '名称', group: '', required: true }], ...(regime === 'permit' ? {} : ofNoPermit), ...over } as ItemTerms
  const p = procedureFor(regime)
  const nodes = new Map<string, Node>()
  const told = new Set<string>()
  const refusedOnce = new Set<string>()
  const askedOnce = new Set<string>()
  const w: Walk = { regime, item, nodes: [], edges: [], refused: [], basis: [] }
  const reach = (state: PermitState, now: string, before?: Node): Node => {
    const flags = {
      received: !!before?.received || state.state === 'received', accepted: !!before?.accepted || state.state === 'accepted', filed: !!before?.filed || state.state === 'filed',
    }
    const key = keyOf(state, now, flags)
    const known = nodes.get(key)
    if (known) return known
    const made: Node = { key, state, now, ...flags, out: [] }
    nodes.set(key, made)
    w.nodes.push(made)
    return made
  }
  const cited = (act: Act) => { for (const b of (act.clocks ?? []).flatMap((c) => c.basis)) if (!w.basis.some((x) => x.law === b.law && x.article === b.article)) w.basis.push(b) }
  const link = (edge: Edge) => {
    if (edge.from.out.some((e) => e.to === edge.to && e.type === edge.type && e.by === edge.by)) return
    edge.from.out.push(edge)
    w.edges.push(edge)
  }
  const first = reach(p.initial(item), instantOf(day, '10:00'))
  for (let n = 0; n < w.nodes.length; n++) {
    if (n > most) throw new Error(`${regime} ${is}: more than ${most} situations`)
    const node = w.nodes[n]!
    const ctx = { now: node.now, calendar: calendar(), item }
    const offered = new Map(codes.map((by) => [by, new Set(node === first ? [] : allowed(p, node.state, by))]))
    const attempt = (type: string, by: ActorCode, person: string, payload: Payload, known: object) => {
      const v = decide(p, { state: node.state, lapsed: [] }, { type, actor: { code: by, ...(by === 'SYS' ? {} : { person }) }, payload }, { ...facts, missingFields: [], ...known }, ctx)
      if (v.ok) {
        cited(v.act)
        link({ from: node, type, by, to: reach(v.state, node.now, node), documents: v.documents })
      } else {
        const lit = offered.get(by)!.has(type)
        const once = `${node.state.state} ${type} ${by} ${lit} ${v.findings.map((f) => f.rule).join()}`
        if (!told.has(once)) w.refused.push({ state: node.state.state, type, by, findings: v.findings, lit })
        told.add(once)
      }
    }
    for (const [type, def] of Object.entries(p.acts)) {
      const tries = payloads(type, node.state, node.now.slice(0, 10))
      // who acts, and what the form lacks, is looked at where the act is open at all
      const open = def.from === 'new' ? node === first : def.from.includes(node.state.state)
      for (const by of codes) {
        // an act that is closed, or somebody whose act it is not: once in each state (in the long run always), and wherever the screen would offer it
        const closed = (!open || !def.by.includes(by)) && `${node.state.state} ${type} ${by}`
        if (closed && refusedOnce.has(closed) && !offered.get(by)!.has(type) && (!deep || !def.by.includes(by))) continue
        if (closed) refusedOnce.add(closed)
        for (const payload of def.by.includes(by) ? tries : tries.slice(0, 1)) {
          attempt(type, by, 'li', payload, {})
          // whose case it is, and what the form lacks: once in each state, in the long run always; the applicant's own acts always, since nobody else can do them
          const asked = `${node.state.state} ${type} ${by}`
          if (open && payload === tries[0] && def.by.includes(by) && (deep || by === 'APP' || by === 'AGT' || !askedOnce.has(asked))) {
            askedOnce.add(asked)
            for (const person of ['chen', 'wang']) attempt(type, by, person, payload, {})
            attempt(type, by, 'li', payload, { missingFields: ['name'] })
          }
        }
      }
    }
    if (node === first) continue
    // time: the morning after the next last day
    const due = Object.values(node.state.clocks).filter((c) => c.status === 'running' && !lateOf(c, node.now)).map((c) => c.due).sort()[0]
    if (!due) continue
    const later = instantOf(NDX(due, 1), '10:00')
    const { lapsed } = fold({ ...p, initial: () => node.state }, [], { ...ctx, now: later })
    let at: Node = node
    let state = node.state
    for (const act of lapsed as Act[]) {
      state = step(p, state, act, item)
      cited(act)
      const to = reach(state, later, at)
      link({ from: at, type: act.type, by: 'SYS', to, documents: [] })
      at = to
    }
    if (!lapsed.length) link({ from: node, type: 'time', by: 'SYS', to: reach(state, later, node), documents: [] })
  }
  return w
}

/** item shapes that make a difference to some rule */
export const shapes: readonly { name: string; is: string; over: Partial<ItemTerms>; regimes?: readonly Regime[] }[] = [
  { name: '承诺件，发证', is: 'single', over: {} },
  { name: '即办件，不发证', is: 'quick', over: { result: { name: '决定书', document: 'P11' } } },
  { name: '须现场核查', is: 'inspected', over: {} },
  { name: '可容缺', is: 'tolerant', over: {} },
  { name: '逾期视为准予', is: 'single', over: { tacitApprovalBasis: { law: '行政许可法', article: 50 } }, regimes: ['permit'] },
]
const all: readonly Regime[] = ['permit', 'marketRegistration', 'realEstateRegistration', 'publicService', 'filing']

/** every regime with every shape of item, on a day of each version of its law */
export function everything(): Walk[] {
  return all.flatMap((regime) => shapes.filter((s) => !s.regimes || s.regimes.includes(regime)).flatMap((s, i) =>
    (i && regime !== 'marketRegistration' ? ['2026-03-02'] : ['2021-03-01', '2026-03-02']).map((day) => walk(regime, s.is, day, s.over))))
}

/** the table that law/permit/STEPS.md shows: what leads from which state to which, and by whom, as the walk found it */
export function table(walks: readonly Walk[]): string {
  const parts = all.map((regime) => {
    const p = procedureFor(regime)
    const mine = walks.filter((w) => w.regime === regime)
    const rows = Object.entries(p.acts).map(([type, def]) => {
      const edges = mine.flatMap((w) => w.edges.filter((e) => e.type === type))
      const ways = new Map<string, Set<string>>()
      for (const e of edges) ways.set(e.from.state.state, (ways.get(e.from.state.state) ?? new Set()).add(p.states[e.to.state.state]!))
      const order = Object.keys(p.states)
      return [
        `${def.name} \`${type}\``, def.lapses ? '期限届满' : codes.filter((c) => edges.some((e) => e.by === c)).join(' '),
        [...ways].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([from, to]) => `${p.states[from]} → ${[...to].sort().join('、')}`).join('；') || '（没有一种情形走得到）',
      ]
    })
    const head = ['步骤', '由谁', '从 → 到']
    return `## ${p.name}\n\n${[head, head.map(() => '---'), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n')}\n`
  })
  return `# 每一步从哪里到哪里\n\n由 \`npx tsx tests/law/walk.ts\` 走遍全部情形写成，不手改。代号：APP 申请人，AGT 帮办代办，CLK 窗口，EXM 审查人员，HEAD 负责人，GOV 政府负责人，SYS 系统。\n\n${parts.join('\n')}`
}

export const tableFile = join(import.meta.dirname, '../../law/permit/STEPS.md')
if (process.argv[1] === import.meta.filename) writeFileSync(tableFile, table(everything()))

import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { ActorCode } from '../../law/kernel/actor.ts'
import { allowed } from '../../law/kernel/procedure.ts'
import { procedureFor } from '../../law/permit/procedure.ts'
import { codes, everything, table, tableFile, type Node } from './walk.ts'

/* Every state × act × role of every regime (trust.md R-10). What is expected here is typed from law.md, not read from law/permit. */

/** who may do what (许可法 29, 32, 34, 38, 42, 44; MOD-05…07): nobody else ever succeeds */
const who: Record<string, ActorCode[]> = {
  submit: ['APP', 'AGT', 'CLK'], check: ['CLK'], fixOnTheSpot: ['APP', 'CLK'], oneTimeNotice: ['CLK'], guideCorrection: ['CLK', 'SYS'], supply: ['APP', 'AGT', 'CLK'],
  accept: ['CLK'], acceptTolerant: ['CLK'], supplyTolerated: ['APP', 'AGT', 'CLK'], notNeeded: ['CLK', 'EXM'], notCompetent: ['CLK', 'EXM'], outOfScope: ['CLK'],
  greenChannel: ['HEAD', 'GOV'], takeUp: ['EXM'], assignInspectors: ['EXM', 'HEAD'], inspect: ['EXM'], suspend: ['EXM', 'HEAD'], resume: ['EXM', 'HEAD', 'CLK'],
  extend: ['HEAD'], grant: ['EXM', 'HEAD'], refuse: ['HEAD'], terminate: ['HEAD'], withdraw: ['APP'], change: ['APP', 'AGT'], file: ['CLK', 'SYS'],
  issue: ['CLK', 'EXM', 'SYS'], deliver: ['CLK', 'SYS'], calendarPublished: ['SYS'], handOver: ['SYS'],
  // by lapse of time alone (32 第一款第四项, 50 第二款; XK-04, MOD-02)
  deemAccept: ['SYS'], abandon: ['SYS'], lapseTolerance: ['SYS'], tacitGrant: ['SYS'], time: ['SYS'],
}
const lapses = ['deemAccept', 'abandon', 'lapseTolerance', 'tacitGrant']
const decided = ['granted', 'issued', 'refused', 'terminated', 'delivered']
/** nothing more is owed to anybody */
const atRest = ['notNeeded', 'notCompetent', 'withdrawn', 'abandoned', 'delivered', 'outOfScope', 'filed']

const walks = everything()
const named = walks.map((w) => [`${w.regime} ${w.item.key} ${w.nodes[0]!.now.slice(0, 4)}${w.item.tacitApprovalBasis ? ' 视为准予' : ''}`, w] as const)

// some hundred megabytes, and the worker goes on to other files
afterAll(() => { for (const w of walks) w.nodes.length = w.edges.length = w.refused.length = 0 })

describe('全部情形', () => {
  it('走到的情形够多，才算走遍', () => {
    for (const [name, w] of named) expect(w.nodes.length, name).toBeGreaterThan(w.regime === 'filing' ? 5 : 100)
  })

  it.each(named)('%s：没有收件和受理就没有决定和证照（许可法 32、38）', (_n, w) => {
    for (const n of w.nodes) if (decided.includes(n.state.state)) expect([n.received, n.accepted], n.key).toEqual([true, true])
    for (const n of w.nodes) if (n.state.state === 'filed') expect(n.received, n.key).toBe(true)
    for (const e of w.edges) if (e.to.state.state === 'issued') expect(e.from.state.decision?.kind, e.from.key).toMatch(/granted|tacit/)
    for (const e of w.edges) if (e.documents.includes('P14')) expect(e.from.state.state).toBe('granted')
  })

  it.each(named)('%s：普通许可不因逾期而准予；视为受理自收件日起（许可法 32、50，G-03）', (_n, w) => {
    if (!w.item.tacitApprovalBasis) expect(w.edges.filter((e) => e.type === 'tacitGrant')).toEqual([])
    else expect(w.edges.some((e) => e.type === 'tacitGrant')).toBe(true)
    for (const e of w.edges) if (e.type === 'deemAccept') expect(e.to.state.acceptedOn).toBe(e.from.state.receivedOn)
  })

  it.each(named)('%s：每次拒绝都说明规则、代码和依据', (_n, w) => {
    // hundreds of thousands: gathered first, expected once
    const dumb = w.refused.filter((r) => !r.findings.length || !r.findings.every((f) =>
      /^permit\/[A-Za-z]+#[a-z-]+$/.test(f.rule) && /^(E-[A-Z]+(-\d+)?|[A-Z]+-\d+)$/.test(f.code) && /[\u4e00-\u9fff]/.test(f.message) && f.basis.every((b) => b.law && b.article)))
    expect(dumb).toEqual([])
  })

  it.each(named)('%s：每一种情形都有合法的出路', (_n, w) => {
    const before = new Map<Node, Node[]>()
    for (const e of w.edges) before.set(e.to, [...(before.get(e.to) ?? []), e.from])
    const saved = new Set(w.nodes.filter((n) => atRest.includes(n.state.state)))
    for (const n of saved) for (const b of before.get(n) ?? []) saved.add(b)
    expect(w.nodes.filter((n) => !saved.has(n)).map((n) => n.key)).toEqual([])
    // and what is over is over
    for (const n of w.nodes) if (procedureFor(w.regime).final.includes(n.state.state)) expect(n.out.filter((e) => e.type !== 'time').map((e) => e.type), n.key).toEqual([])
  })

  it.each(named)('%s：规则没有提到的岗位，什么也办不成', (_n, w) => {
    expect(w.edges.filter((e) => !who[e.type]?.includes(e.by)).map((e) => [e.type, e.by])).toEqual([])
    expect(w.refused.filter((r) => lapses.includes(r.type) && !/^E-(STATE|ROLE)$/.test(r.findings[0]!.code))).toEqual([])
  })

  it.each(named)('%s：许可法只管许可（settled 9）', (_n, w) => {
    if (w.regime === 'permit') return
    const laws = new Set([...w.basis, ...w.refused.flatMap((r) => r.findings.flatMap((f) => f.basis))].map((b) => b.law))
    expect([...laws].filter((l) => /许可法|行政许可程序/.test(l))).toEqual([])
  })

  it.each(named)('%s：屏幕上能按的，就是状态和岗位允许的', (_n, w) => {
    const p = procedureFor(w.regime)
    const done = new Map(w.nodes.map((n) => [n, n.out.filter((e) => !lapses.includes(e.type) && e.type !== 'time' && e.type !== 'submit')]))
    for (const n of w.nodes) {
      if (!n.state.seq) continue
      for (const by of codes) {
        const lit = allowed(p, n.state, by)
        expect(done.get(n)!.filter((e) => e.by === by && !lit.includes(e.type)).map((e) => e.type), n.key).toEqual([])
      }
    }
    expect(w.refused.filter((r) => r.lit && r.findings.some((f) => f.code === 'E-STATE' || f.code === 'E-ROLE')).map((r) => `${r.type} ${r.by} ${r.state}`)).toEqual([])
  })
})

describe('文档', () => {
  it('law/permit/STEPS.md 就是走出来的表（npx tsx tests/law/walk.ts）', () => {
    expect(readFileSync(tableFile, 'utf8')).toBe(table(walks))
  })
})

describe('没有条文的规则', () => {
  const without = (of: (regime: string) => boolean) => [...new Set(walks.filter((w) => of(w.regime)).flatMap((w) => w.refused.flatMap((r) => r.findings.filter((f) => !f.basis.length).map((f) => f.rule))))].sort()
  // the green channel has no statute of its own; who stands apart from a case is our own rule; a step that only we know cites nothing
  const ours = ['permit/assisted#applicant-apart', 'permit/assisted#helper-apart', 'permit/greenChannel#justified', 'permit/greenChannel#nothing-skipped', 'permit/greenChannel#only-shorter', 'permit/procedure#by', 'permit/procedure#from', 'permit/procedure#lapse']

  it('许可：只有平台自己的规则不引条文', () => {
    expect(without((r) => r === 'permit')).toEqual(ours)
  })
  it('其他程序：还有本程序的法律没有写、照许可的做法办的几条', () => {
    expect(without((r) => r !== 'permit').filter((r) => !ours.includes(r))).toEqual([
      'permit/assisted#mandate', 'permit/correction#period-set', 'permit/inspection#conform', 'permit/inspection#recorder-took-part', 'permit/inspection#two-inspectors',
      'permit/limits#extend-before-due', 'permit/limits#extend-by-head', 'permit/limits#extend-length', 'permit/limits#extend-reason',
    ])
  })
})

import type { MarkedPart } from './examMarking.ts'

/* 试题分析. How a question did: who had it, how many were right, whether those who did well overall did better on it, what the others chose. */

export interface Outcome { marks: number; parts: readonly MarkedPart[] }

export interface PartStatistics {
  question: string
  part: number
  shown: number
  /** whole and half shares added */
  right: number
  /** right ÷ shown */
  rate: number
  /** rate among the best 27 % minus rate among the weakest 27 % (of all papers, by marks); null where one of the groups did not have it */
  discrimination: number | null
  /** how often each option of the bank was chosen; '' = left open */
  chosen: Record<string, number>
}

/** share of the papers that makes a group: the classical 27 % */
const group = 0.27

interface Tally { shown: number; right: number; upper: [number, number]; lower: [number, number]; chosen: Record<string, number> }

/** statistics of every part that was on some paper, worst rate first. Papers with equal marks keep the order in which they come. */
export function statisticsOf(outcomes: readonly Outcome[]): PartStatistics[] {
  const ranked = [...outcomes].sort((a, b) => b.marks - a.marks)
  const size = Math.max(1, Math.round(ranked.length * group))
  const all = new Map<string, Tally & { question: string; part: number }>()
  ranked.forEach((o, rank) => {
    for (const p of o.parts) {
      const key = `${p.question} ${p.part}`
      const t = all.get(key) ?? { question: p.question, part: p.part, shown: 0, right: 0, upper: [0, 0], lower: [0, 0], chosen: {} }
      all.set(key, t)
      t.shown++
      t.right += p.share
      for (const [g, belongs] of [[t.upper, rank < size], [t.lower, rank >= ranked.length - size]] as const) if (belongs) { g[0]++; g[1] += p.share }
      for (const c of p.chosen.length ? p.chosen : ['']) t.chosen[c] = (t.chosen[c] ?? 0) + 1
    }
  })
  const rounded = (x: number) => Math.round(x * 1000) / 1000
  return [...all.values()].map(({ question, part, shown, right, upper, lower, chosen }) => ({
    question, part, shown, right, rate: rounded(right / shown), chosen,
    discrimination: upper[0] && lower[0] ? rounded(upper[1] / upper[0] - lower[1] / lower[0]) : null,
  })).sort((a, b) => a.rate - b.rate || (a.question < b.question ? -1 : 1))
}

/** worth a look: seen by enough people to say so, not easy, and hardly better answered by those who know more */
export function isDoubtful(s: Pick<PartStatistics, 'shown' | 'rate' | 'discrimination'>): boolean {
  return s.shown >= 10 && s.rate < 0.9 && s.discrimination !== null && s.discrimination < 0.2
}

/** how many papers lie in each range of ten marks; the last range includes full marks */
export function distributionOf(marks: readonly number[], full: number): { from: number; to: number; count: number }[] {
  const ranges = Math.max(1, Math.ceil(full / 10))
  const out = Array.from({ length: ranges }, (_, i) => ({ from: i * 10, to: Math.min((i + 1) * 10, full), count: 0 }))
  for (const m of marks) out[Math.min(ranges - 1, Math.floor(m / 10))]!.count++
  return out
}

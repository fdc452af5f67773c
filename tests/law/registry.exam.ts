import { fullMarks, termsFaults, usualTerms, type ExamKind, type ExamTerms } from '../../law/credential/exam.ts'
import * as conduct from '../../law/credential/examConduct.ts'
import { markPaper, shareOf } from '../../law/credential/examMarking.ts'
import { draw, toBank, toSeen, type Numbers, type PaperItem, type PoolQuestion } from '../../law/credential/examPaper.ts'
import { standingOf } from '../../law/credential/examResult.ts'
import { distributionOf, isDoubtful, statisticsOf } from '../../law/credential/examStatistics.ts'
import type { ExampleFunction } from './registry.ts'

/** evenly distributed enough for examples; the product takes its numbers from a secret seed (server/modules/credentials/exam/seed.ts) */
function numbers(seed: number): Numbers {
  let x = seed >>> 0
  return () => {
    x = (x + 0x6d2b79f5) >>> 0
    let t = Math.imul(x ^ (x >>> 15), 1 | x)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

const pool: PoolQuestion[] = (['judge', 'single', 'multi', 'case'] as ExamKind[]).flatMap((kind) =>
  Array.from({ length: 12 }, (_, i) => ({ id: `${kind}-${i}`, version: 1, kind, options: kind === 'judge' ? [2] : kind === 'case' ? [4, 4, 3] : [4] })))
const parts = [{ kind: 'judge', count: 5, marks: 1 }, { kind: 'single', count: 5, marks: 1 }, { kind: 'multi', count: 5, marks: 1 }, { kind: 'case', count: 2, marks: 10 }] as const
const paperOf = (seed: number, terms: Pick<ExamTerms, 'parts' | 'shuffle'> = { parts, shuffle: true }) => draw(pool, terms, { choosing: numbers(seed), ordering: numbers(seed + 1000) })

const hours = { opens: '2020-12-25T09:00:00.000+08:00', closes: '2020-12-25T10:30:00.000+08:00' }
const said = (f: { message: string } | undefined) => f?.message ?? null

/** true or false, one right, two right (2 marks each … and a case of three questions worth 10), in the order of the bank */
const small: PaperItem[] = [
  { question: 'j', version: 1, kind: 'judge', marks: 2, orders: [[0, 1]] }, { question: 's', version: 1, kind: 'single', marks: 2, orders: [[0, 1, 2, 3]] },
  { question: 'm', version: 1, kind: 'multi', marks: 3, orders: [[0, 1, 2, 3]] }, { question: 'c', version: 1, kind: 'case', marks: 10, orders: [[0, 1, 2], [0, 1, 2], [0, 1, 2]] },
]
const keys: Record<string, string[][]> = { j: [['B']], s: [['A']], m: [['A', 'B']], c: [['A'], ['C'], ['A', 'B']] }

/** functions of law/credential/exam*.ts */
export const examFunctions: Readonly<Record<string, ExampleFunction>> = {
  'exam.termsFaults': (_, terms, there) => termsFaults({ ...usualTerms, ...terms }, there).map((f) => f.message),
  'exam.fullMarks': (_, terms) => fullMarks({ ...usualTerms, ...terms }),
  'exam.drawn': (_, a: number, b: number) => {
    const [one, other] = [paperOf(a), paperOf(b)]
    const kinds: Partial<Record<ExamKind, number>> = {}
    for (const q of other) kinds[q.kind] = (kinds[q.kind] ?? 0) + 1
    return { kinds, marks: other.reduce((n, q) => n + q.marks, 0), doubled: other.length - new Set(other.map((q) => q.question)).size, same: JSON.stringify(one) === JSON.stringify(other) }
  },
  'exam.backAndForth': (_, seed: number) => {
    const paper = paperOf(seed)
    const sound = paper.every((q) => q.orders.every((order) => toSeen(order, ['A', 'C']).length === 2 - Number(order.length < 3) && toBank(order, toSeen(order, ['A', 'C'])).join() === (order.length < 3 ? 'A' : 'A,C')))
    return { options: sound ? 'same' : 'other', judgeInOrder: paper.filter((q) => q.kind === 'judge').every((q) => q.orders[0]!.join() === '0,1') }
  },
  'exam.share': (_, key, chosen, multi) => shareOf(key, chosen, multi),
  'exam.marked': (_, answers: Record<string, string[]>) => {
    const m = markPaper(small, new Map(Object.entries(answers).map(([no, a]) => [Number(no), a])), (q, _v, part) => keys[q]![part]!, { multi: 'all', passMarks: 10 })
    return `${m.marks} ${m.passed ? 'passed' : 'failed'}`
  },
  'exam.hoursFaults': (_, opens, closes) => conduct.hoursFaults({ opens, closes }, usualTerms, '2020-12-24T10:00:00.000+08:00').map((f) => f.message),
  'exam.identity': (_, typed, idNumber) => said(conduct.identityFault(typed, idNumber)),
  'exam.maySignIn': (_, state, now) => said(conduct.maySignIn(state, hours, usualTerms, now)),
  'exam.mayOpen': (_, sitting, now) => said(conduct.mayOpen('set', hours, usualTerms, sitting, now)),
  'exam.minutesLeft': (_, extra, now) => conduct.endOf(hours, usualTerms, extra, { real: 0, legal: now }) / 60_000,
  'exam.maySave': (_, sitting, real) => said(conduct.maySave(sitting, usualTerms.graceSeconds, real)),
  'exam.mayPublish': (_, state, writing, now) => said(conduct.mayPublish(state, hours, writing, now)),
  'exam.mayAppeal': ({ calendar }, state, published, sat, today) => said(conduct.mayAppeal(state, published && conduct.appealPeriod(published, usualTerms, calendar).due, sat, today)),
  'exam.appealPeriod': ({ calendar }, published) => conduct.appealPeriod(published, usualTerms, calendar),
  'exam.standing': (_, results, day) => standingOf(results, day),
  'exam.statistics': (_, papers: { marks: number; chosen: string[] }[]) =>
    statisticsOf(papers.map((p) => ({ marks: p.marks, parts: [{ no: 1, question: 'q', version: 1, part: 0, chosen: p.chosen, share: Number(p.chosen.join() === 'A') }] }))),
  'exam.doubtful': (_, shown, rate, discrimination) => isDoubtful({ shown, rate, discrimination }),
  'exam.distribution': (_, marks, full) => distributionOf(marks, full),
}

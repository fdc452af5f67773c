import type { ExamKind, ExamTerms } from './exam.ts'

/* 抽题组卷. One rule, and from one secret seed for each examination one paper for each candidate: the same pool, terms and numbers give the same paper
 * again, so that a drawing can be replayed and proven afterwards. Luck comes in from outside. */

/** a question of the frozen pool; `options`: how many each of its parts has (a question that is no case has one part) */
export interface PoolQuestion { id: string; version: number; kind: ExamKind; options: readonly number[] }

/** a question on a paper. `orders`: for each part, which option of the bank (from 0) stands at each place */
export interface PaperItem { question: string; version: number; kind: ExamKind; marks: number; orders: readonly (readonly number[])[] }

/** endless evenly distributed whole numbers of 0 … 2³² − 1 */
export type Numbers = () => number

/** a whole number of 0 … n − 1, all equally likely */
export function pick(n: number, next: Numbers): number {
  const fair = 2 ** 32 - (2 ** 32 % n)
  for (;;) {
    const x = next()
    if (x < fair) return x % n
  }
}

/** `count` of the list in random order (Fisher and Yates, stopped early) */
export function someOf<T>(list: readonly T[], count: number, next: Numbers): T[] {
  const all = [...list]
  for (let i = 0; i < count; i++) {
    const j = i + pick(all.length - i, next)
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all.slice(0, count)
}

/**
 * The paper of one candidate: for each part of the terms so many different questions of its kind. `choosing` draws them (the same numbers
 * for all where all have the same paper), `ordering` mixes order and options. True and false stay in the order of the bank: there is nothing
 * to copy from a neighbour. Refuses (RangeError) a pool that is too small.
 */
export function draw(pool: readonly PoolQuestion[], terms: Pick<ExamTerms, 'parts' | 'shuffle'>, luck: { choosing: Numbers; ordering: Numbers }): PaperItem[] {
  const place = new Map(pool.map((q, i) => [q, i]))
  return terms.parts.flatMap(({ kind, count, marks }) => {
    const there = pool.filter((q) => q.kind === kind)
    if (there.length < count) throw new RangeError(`the pool has ${there.length} of ${kind}, ${count} are wanted`)
    const drawn = someOf(there, count, luck.choosing).sort((a, b) => place.get(a)! - place.get(b)!)
    const inOrder = terms.shuffle ? someOf(drawn, count, luck.ordering) : drawn
    return inOrder.map((q): PaperItem => ({
      question: q.id, version: q.version, kind, marks,
      orders: q.options.map((n) => {
        const places = Array.from({ length: n }, (_, i) => i)
        return terms.shuffle && kind !== 'judge' ? someOf(places, n, luck.ordering) : places
      }),
    }))
  })
}

/** one thing to answer, by its running number on the paper */
export interface Asked { no: number; item: number; part: number }

/** the running numbers of a paper: every question of a case has its own */
export function askedOf(paper: readonly Pick<PaperItem, 'orders'>[]): Asked[] {
  let no = 0
  return paper.flatMap((p, item) => p.orders.map((_, part) => ({ no: ++no, item, part })))
}

const letter = (i: number): string => String.fromCharCode(65 + i)

/** letters as the candidate saw them → letters of the bank, in order; what stands at no place is left out */
export function toBank(order: readonly number[], seen: readonly string[]): string[] {
  return [...new Set(seen)].map((s) => order[s.charCodeAt(0) - 65]).filter((i) => i !== undefined).map(letter).sort()
}

/** letters of the bank → letters as this candidate saw them, in order */
export function toSeen(order: readonly number[], bank: readonly string[]): string[] {
  return bank.map((b) => order.indexOf(b.charCodeAt(0) - 65)).filter((i) => i >= 0).map(letter).sort()
}

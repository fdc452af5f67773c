import type { Aspects } from './aspects.ts'
import type { Understanding } from './understand.ts'

/** What a sentence says, as stretches of text that may stand in a name. */
export interface Stretches {
  /** words and pairs of characters */
  words: string[]
  /** words of item names that the things named may have; all parts of one must be there */
  phrases: string[][]
  /** words of item names for what is wanted */
  wanted: string[]
}

/** Collects the stretches once for a sentence. Without a wish, a new thing is meant. */
export function stretches(u: Understanding, aspects: Aspects): Stretches {
  const wishes = u.wish.size > 0 ? [...u.wish.keys()] : ['new']
  return {
    words: [...u.terms.keys()].filter((t) => t[0] !== 'c').map((t) => t.slice(1)),
    phrases: u.clusters.flat().flatMap(({ concept }) => concept.names.map(({ phrase }) => phrase.split(' '))),
    wanted: wishes.flatMap((aspect) => aspects.words(aspect)),
  }
}

/**
 * Which share of a name the sentence accounts for, 0 to 1. Characters count by how telling they are (`worth`), so that
 * 办理 hardly matters and 跨省, of which nobody spoke, does: the general item comes before the special one.
 */
export function cover(name: string, { words, phrases, wanted }: Stretches, worth: (character: string) => number): number {
  const covered = new Array<boolean>(name.length).fill(false)
  const mark = (part: string) => {
    for (let at = name.indexOf(part); at >= 0; at = name.indexOf(part, at + 1)) covered.fill(true, at, at + part.length)
  }
  words.forEach(mark)
  for (const parts of phrases) if (parts.every((part) => name.includes(part))) parts.forEach(mark)
  wanted.forEach(mark)
  let sum = 0
  let all = 0
  for (let at = 0; at < name.length; at++) {
    const value = worth(name[at]!)
    all += value
    if (covered[at]) sum += value
  }
  return all > 0 ? sum / all : 0
}

import type { Lexicon } from './lexicon.ts'

/** One way to read letters that were typed for Chinese words. */
export interface Reading {
  text: string
  how: 'pinyin' | 'initials'
  /** 1 for the likeliest reading */
  weight: number
}

const mostReadings = 6
const longestRun = 120
const longestWord = 40

/**
 * Reads a run of letters (spaces between syllables already removed): as full pinyin, which may hold several words
 * (bulingjiehunzheng), or as initials (sfz). Gives nothing for letters that fit no known word.
 */
export function readLetters(run: string, lexicon: Lexicon): Reading[] {
  if (run.length < 2 || run.length > longestRun) return []
  const whole = lexicon.byLetters(run)
  if (whole.length > 0) return rank(whole, 'pinyin')
  const initials = lexicon.byInitials(run)
  if (initials.length > 0) return rank(initials, 'initials')
  const inWords = cover(run, 3, (part) => lexicon.byLetters(part)[0], lexicon.isSyllable)
  if (inWords) return [{ text: inWords, how: 'pinyin', weight: 1 }]
  // bsfz: initials of a word and a letter over
  const inInitials = run.length > 2 ? cover(run, 2, (part) => lexicon.byInitials(part)[0], () => false) : undefined
  return inInitials ? [{ text: inInitials, how: 'initials', weight: 0.8 }] : []
}

const rank = (words: readonly string[], how: Reading['how']): Reading[] =>
  words.slice(0, mostReadings).map((text, i) => ({ text, how, weight: 1 / (1 + 0.15 * i) }))

const longestSyllable = 6

/**
 * The words, in pieces as long as possible, that are spelled in the run. Between them may stand syllables of no known word
 * (wo xiang); when more than a third of the letters are not even syllables, it is no Chinese.
 */
function cover(run: string, shortest: number, word: (part: string) => string | undefined, isSyllable: (part: string) => boolean): string | undefined {
  interface Step { value: number; stray: number; words: string[] }
  const best: Step[] = [{ value: 0, stray: 0, words: [] }]
  for (let end = 1; end <= run.length; end++) {
    const steps: Step[] = [{ ...best[end - 1]!, value: best[end - 1]!.value - 1, stray: best[end - 1]!.stray + 1 }]
    for (let start = Math.max(0, end - longestWord); start < end; start++) {
      const part = run.slice(start, end)
      const from = best[start]!
      const found = part.length >= shortest ? word(part) : undefined
      if (found) steps.push({ value: from.value + part.length ** 2, stray: from.stray, words: [...from.words, found] })
      else if (part.length <= longestSyllable && isSyllable(part)) steps.push({ ...from, value: from.value + part.length / 10 })
    }
    best.push(steps.reduce((a, b) => (b.value > a.value ? b : a)))
  }
  const last = best[run.length]!
  return last.words.length > 0 && last.stray <= run.length / 3 ? last.words.join(' ') : undefined
}

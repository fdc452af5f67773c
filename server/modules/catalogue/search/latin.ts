import type { Lexicon } from './lexicon.ts'

/** One way to read letters that were typed for Chinese words. */
export interface Reading {
  text: string
  how: 'pinyin' | 'initials'
  /** 1 for the likeliest reading */
  weight: number
}

const mostReadings = 6
const longestRun = 48

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
  const inWords = cover(run, (part) => lexicon.byLetters(part)[0], 3)
  if (inWords) return [{ text: inWords, how: 'pinyin', weight: 1 }]
  // bsfz: initials of a verb of one syllable and a noun, or of two words
  const inInitials = cover(run, (part) => (part.length > 1 ? lexicon.byInitials(part)[0] : undefined), 2, 1)
  return inInitials ? [{ text: inInitials, how: 'initials', weight: 0.8 }] : []
}

const rank = (words: readonly string[], how: Reading['how']): Reading[] =>
  words.slice(0, mostReadings).map((text, i) => ({ text, how, weight: 1 / (1 + 0.15 * i) }))

/** The words that cover most letters with the longest pieces; undefined when more than `spare` letters, or a third, stay over. */
function cover(run: string, word: (part: string) => string | undefined, shortest: number, spare = Math.floor(run.length / 3)): string | undefined {
  const best: { value: number; left: number; words: string[] }[] = [{ value: 0, left: 0, words: [] }]
  for (let end = 1; end <= run.length; end++) {
    const before = best[end - 1]!
    let top = { value: before.value, left: before.left + 1, words: before.words }
    for (let start = Math.max(0, end - 30); start <= end - shortest; start++) {
      const found = word(run.slice(start, end))
      const from = best[start]!
      const value = from.value + (end - start) ** 2
      if (found && value > top.value) top = { value, left: from.left, words: [...from.words, found] }
    }
    best.push(top)
  }
  const last = best[run.length]!
  return last.words.length > 0 && last.left <= spare ? last.words.join(' ') : undefined
}

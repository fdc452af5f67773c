import type { Segmenter } from './segment.ts'

/** Terms carry their kind as first letter, so that one index holds them all: w word, b pair of characters, c character. */
const wordTerm = (word: string) => `w${word}`

/** The words of a text (two characters and more), their pairs of characters, and their characters. */
export function textTerms(text: string, words: readonly string[]): string[] {
  const terms = words.filter((w) => w.length > 1).map(wordTerm)
  for (const part of text.split(' ')) {
    const characters = Array.from(part)
    characters.forEach((c, i) => {
      terms.push(`c${c}`)
      if (i > 0) terms.push(`b${characters[i - 1]}${c}`)
    })
  }
  return terms
}

/** Terms of a field of an entry: words inside longer words count as well. */
export const fieldTerms = (text: string, segmenter: Segmenter) => textTerms(text, segmenter.fine(text))

/** The sentence without particles: a space stands where one was, so that no pair of characters reaches across. */
export function withoutParticles(text: string, segmenter: Segmenter, isParticle: (c: string) => boolean): string {
  return text.split(' ').map((part) => segmenter.cut(part).map((w) => (isParticle(w) ? ' ' : w)).join(''))
    .join(' ').replace(/ +/g, ' ').trim()
}

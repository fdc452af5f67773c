import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

export interface Segmenter {
  /** words in order, none twice covered; unknown text falls apart into single characters */
  cut(text: string): string[]
  /** words and the words inside them, as for an index */
  fine(text: string): string[]
  /** the general dictionary or the catalogue knows it as one word */
  isWord(text: string): boolean
}

/**
 * A segmenter with the words of the catalogue in its dictionary, so that 社会保障卡 and 签注 stay whole.
 * Without the hidden Markov model: it invents words out of typing errors, which the repair must see as loose characters.
 */
export function createSegmenter(own: Iterable<string>): Segmenter {
  const jieba = Jieba.withDict(dict)
  const lines: string[] = []
  for (const word of own) if (word.length > 1 && !/\s/.test(word)) lines.push(`${word} 2000 n`)
  if (lines.length > 0) jieba.loadDict(Buffer.from(lines.join('\n') + '\n'))
  const split = (text: string, by: (part: string) => string[]) =>
    text.split(' ').flatMap((part) => (part === '' ? [] : by(part)))
  return {
    cut: (text) => split(text, (part) => jieba.cut(part, false)),
    fine: (text) => split(text, (part) => jieba.cutForSearch(part, false)),
    isWord: (text) => text.length > 1 && jieba.cut(text, false).length === 1,
  }
}

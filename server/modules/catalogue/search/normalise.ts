import type { SearchWords } from './types.ts'

/** Longer sentences are cut: nobody describes an item in more, and the time of a query stays bounded. */
const longestSentence = 120

export interface Normaliser {
  /** lower case, half width, simplified; whatever is neither Han, letter nor digit becomes one space */
  clean(text: string): string
  /** a sentence as typed, cut to what is read of it, cleaned */
  sentence(typed: string): string
  /** a cleaned sentence without the words of asking (longer ones; single characters are dropped after segmenting) */
  content(sentence: string): string
  /** the name of an item without remarks on its level; `plain` also lacks what stands in brackets */
  name(name: string): { full: string; plain: string }
  /** single characters that carry no meaning of their own */
  isParticle(character: string): boolean
  /** how a word of the cleaned sentence was written, when it stood there in traditional characters */
  asWritten(word: string, sentence: string): string | undefined
}

const byLength = (a: string, b: string) => b.length - a.length
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const alternatives = (words: string[]) => new RegExp([...words].sort(byLength).map(escape).join('|') || '(?!)', 'g')

/** Builds the normaliser from the language data. Pure. */
export function createNormaliser(words: SearchWords): Normaliser {
  const simplified = new Map<string, string>()
  const pairs = Array.from(words.traditional.replace(/\s/g, ''))
  for (let i = 0; i + 1 < pairs.length; i += 2) simplified.set(pairs[i]!, pairs[i + 1]!)

  const simplify = (text: string) => Array.from(text, (c) => simplified.get(c) ?? c).join('')
  const shape = (text: string) => text.replace(/[^\p{Script=Han}a-z0-9]+/gu, ' ').trim()
  const clean = (text: string) => shape(simplify(text.normalize('NFKC').toLowerCase()))
  const cut = (sentence: string) => Array.from(sentence.slice(0, 2 * longestSentence)).slice(0, longestSentence).join('')

  const long = words.ask.filter((w) => w.length > 1).map(clean)
  const askWords = alternatives(long)
  const group = (list: string[]) => list.map(clean).map(escape).join('|')
  const measured = new RegExp(`(${group(words.measures.verbs)})一?(?:${group(words.measures.words)})(?=\\p{Script=Han})`, 'gu')
  const particles = new Set(words.ask.filter((w) => w.length === 1))
  const levelRemark = new RegExp(`[（(](?:${[...words.levels].sort(byLength).map(escape).join('|') || '(?!)'}|据[^（）()]*令[^（）()]*)[）)]`, 'g')
  const bracketed = /[（(《][^（）()《》]*[）)》]/g

  return {
    clean,
    sentence: (typed) => clean(cut(typed)).replace(measured, '$1'),
    content: (text) => {
      const rest = text.replace(askWords, ' ').replace(/ +/g, ' ').trim()
      // a sentence of nothing but such words is searched as it stands
      return rest === '' ? text : rest
    },
    name: (name) => {
      const bare = name.replace(levelRemark, '')
      const plain = bare.replace(bracketed, '')
      return { full: clean(bare), plain: clean(plain) || clean(bare) }
    },
    isParticle: (character) => particles.has(character),
    asWritten: (word, sentence) => {
      // one character for one character, so both texts have the same positions
      const at = clean(cut(sentence)).indexOf(word)
      const written = at < 0 ? word : shape(cut(sentence).normalize('NFKC').toLowerCase()).slice(at, at + word.length)
      return written === word ? undefined : written
    },
  }
}

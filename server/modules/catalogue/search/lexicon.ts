import { foldedSound, initials, sound } from './pinyin.ts'

/** The words the search understands, found by how they are written, by sound, and by initials. */
export interface Lexicon {
  has(word: string): boolean
  /** best known first */
  bySound(sound: string): readonly string[]
  byFoldedSound(sound: string): readonly string[]
  /** without the spaces between syllables: juzhuzheng */
  byLetters(letters: string): readonly string[]
  byInitials(letters: string): readonly string[]
  /** words of four characters and more with one of them replaced by `*` */
  byPattern(pattern: string): readonly string[]
  /** a syllable of any of its words */
  isSyllable(letters: string): boolean
}

const longestWord = 14

/** Patterns of a word with each character in turn left open; short words would match too much. */
export function patterns(word: string): string[] {
  if (word.length < 4) return []
  return Array.from(word, (_, i) => `${word.slice(0, i)}*${word.slice(i + 1)}`)
}

/** Collects weighted words (weight: how likely somebody means it) and indexes their sounds. */
export function createLexicon(weighted: ReadonlyMap<string, number>): Lexicon {
  const maps = { sound: new Map<string, string[]>(), folded: new Map<string, string[]>(), letters: new Map<string, string[]>(),
    initials: new Map<string, string[]>(), pattern: new Map<string, string[]>() }
  const put = (map: Map<string, string[]>, key: string, word: string) => {
    const list = map.get(key)
    if (list) list.push(word)
    else map.set(key, [word])
  }
  const known = new Set<string>()
  const sorted = [...weighted].filter(([w]) => w.length > 1 && w.length <= longestWord && !w.includes(' ')).sort((a, b) => b[1] - a[1])
  for (const [word] of sorted) {
    const spoken = sound(word)
    for (const syllable of spoken.split(' ')) known.add(syllable)
    put(maps.sound, spoken, word)
    put(maps.letters, spoken.replaceAll(' ', ''), word)
    put(maps.folded, foldedSound(word), word)
    put(maps.initials, initials(word), word)
    for (const pattern of patterns(word)) put(maps.pattern, pattern, word)
  }
  const none: readonly string[] = []
  return {
    has: (word) => weighted.has(word),
    bySound: (key) => maps.sound.get(key) ?? none,
    byFoldedSound: (key) => maps.folded.get(key) ?? none,
    byLetters: (key) => maps.letters.get(key) ?? none,
    byInitials: (key) => maps.initials.get(key) ?? none,
    byPattern: (key) => maps.pattern.get(key) ?? none,
    isSyllable: (letters) => known.has(letters),
  }
}

import type { Synonym } from './types.ts'

/** A thing that people name in several ways: one line of synonyms.yaml, or one official word by itself. */
export interface Concept {
  id: number
  /** words of names that mean it (a space means "and"), with how well each fits; `everyday`: a saying of the same line */
  names: readonly { phrase: string; weight: number; everyday?: boolean }[]
  weight: number
  aspect?: string
}

/** A concept found in a sentence, and the stretch of it that says so. */
export interface Said {
  concept: Concept
  /** as it stands in synonyms.yaml */
  saying: string
  from: number
  to: number
  /** 1, or less when another saying tells more, or the line itself tells little */
  weight: number
}

export interface Sayings {
  /** positions count in the sentence without spaces */
  find(sentence: string): Said[]
  concepts: readonly Concept[]
  /** all sayings and all words of item names in the synonyms, for lexicon and dictionary */
  words(): Set<string>
}

/** What may stand between the two halves of `开~公司`. */
const longestGap = 6
/** The second meaning of a line fits a little less than the first, and so on. */
const nextMeaning = 0.8
/** A name that has another everyday word of the line: near, but not said to be the same. */
const everyday = 0.5
const partOfLonger = 0.5
/** 开饭店 is 开~店 as well, but 饭店 says which. */
const gapSaysMore = 0.6

interface Saying { head: string; tail?: string; text: string; concept: Concept }

/** Compiles synonyms.yaml. `clean` is the normaliser's, so that sentence and saying are written alike. */
export function createSayings(synonyms: readonly Synonym[], clean: (text: string) => string): Sayings {
  const byFirst = new Map<string, Saying[]>()
  const concepts: Concept[] = []
  const words = new Set<string>()
  const close = (text: string) => clean(text).replaceAll(' ', '')

  const add = (text: string, concept: Concept) => {
    const [head, tail] = text.split('~').map(close)
    if (!head) return
    if (!tail) words.add(head)
    byFirst.set(head[0]!, [...(byFirst.get(head[0]!) ?? []), { head, tail, text, concept }])
  }
  const create = (names: Concept['names'], weight = 1, aspect?: string) => {
    const concept = { id: concepts.length, names, weight, aspect }
    concepts.push(concept)
    return concept
  }
  for (const line of synonyms) {
    const meant = (line.mean ?? line.same ?? []).map(clean)
    const said = (line.say ?? []).filter((s) => !s.includes('~')).map(clean)
    const concept = create([
      ...meant.map((phrase, i) => ({ phrase, weight: line.same ? 1 : nextMeaning ** i })),
      ...said.filter((s) => !meant.includes(s)).map((phrase) => ({ phrase, weight: everyday, everyday: true })),
    ], line.weight, line.aspect)
    for (const text of line.say ?? line.same ?? []) add(text, concept)
    for (const phrase of meant) for (const part of phrase.split(' ')) words.add(part)
  }
  // a person may use the official word as well: it stands for itself
  const official = new Set(synonyms.flatMap((line) => line.mean ?? []).map(clean))
  for (const phrase of official) {
    if (!phrase.includes(' ')) add(phrase, create([{ phrase, weight: 1 }]))
  }

  function find(sentence: string): Said[] {
    const text = sentence.replaceAll(' ', '')
    const found: Omit<Said, 'weight'>[] = []
    for (let from = 0; from < text.length; from++) {
      for (const { head, tail, text: saying, concept } of byFirst.get(text[from]!) ?? []) {
        if (!text.startsWith(head, from)) continue
        let to = from + head.length
        if (tail) {
          const at = text.indexOf(tail, to)
          if (at < 0 || at - to > longestGap) continue
          to = at + tail.length
        }
        found.push({ concept, saying, from, to })
      }
    }
    const isGap = (one: { saying: string }) => one.saying.includes('~')
    const weighed = found.map((one): Said => {
      const inside = found.some((other) => !isGap(other) && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from)
      const holds = isGap(one) && found.some((other) => !isGap(other) && other.from > one.from && other.to <= one.to)
      return { ...one, weight: one.concept.weight * (inside ? partOfLonger : holds ? gapSaysMore : 1) }
    })
    // 奶茶店 and the 奶茶 in it name one thing once
    const best = new Map<number, Said>()
    for (const one of weighed) {
      const before = best.get(one.concept.id)
      if (!before || one.weight > before.weight) best.set(one.concept.id, one)
    }
    return [...best.values()]
  }

  return { find, concepts, words: () => words }
}

import type { Aspects, Wanted, Wish } from './aspects.ts'
import type { Lexicon } from './lexicon.ts'
import { readLetters } from './latin.ts'
import type { Reading } from './latin.ts'
import type { Normaliser } from './normalise.ts'
import type { Correction, Repair } from './repair.ts'
import type { Said, Sayings } from './sayings.ts'
import type { Segmenter } from './segment.ts'
import { textTerms, withoutParticles } from './terms.ts'

/** Everything the search made of a sentence. */
export interface Understanding {
  /** words, pairs and characters, with their weights */
  terms: ReadonlyMap<string, number>
  /** things that were named; those of one cluster are readings of the same stretch of the sentence */
  clusters: readonly (readonly Said[])[]
  wish: Wish
  corrections: readonly Correction[]
  readings: readonly { letters: string; reading: Reading }[]
  /** the words of the sentence, corrected and spelled-out ones too */
  words: readonly string[]
  /** the whole sentence without spaces, to see whether it is a name */
  compact: string
}

export interface Language {
  normaliser: Normaliser
  segmenter: Segmenter
  lexicon: Lexicon
  sayings: Sayings
  aspects: Aspects
  repair(text: string): Repair
}

/** A corrected reading counts a little less than what was really written. */
const correctedWeight = 0.85
/** How much of a term is kept by its kind: words are sure, single characters hardly. */
const kindWeight: Record<string, number> = { w: 0.6, b: 0.5, c: 0.35 }

interface Variant { text: string; weight: number }

/** Replaces runs of letters by the words they spell; each likely reading is a variant of its own. */
function spellOut(typed: string, lexicon: Lexicon): { variants: Variant[]; readings: Understanding['readings'] } {
  // she bao ka, shebaoka and she'bao'ka are the same run
  const joined = typed.replace(/(?<=[a-z]) (?=[a-z])/g, '')
  const readings: { letters: string; reading: Reading }[] = []
  for (const letters of joined.match(/[a-z]+/g) ?? []) {
    if (lexicon.has(letters)) continue
    for (const reading of readLetters(letters, lexicon)) readings.push({ letters, reading })
  }
  const variants = readings.map(({ letters, reading }) => ({ text: joined.replace(letters, ` ${reading.text} `).replace(/ +/g, ' ').trim(), weight: reading.weight }))
  return { variants, readings }
}

/** Sayings that overlap in the sentence are put together: they are several readings of the same words. */
function cluster(said: Said[]): Said[][] {
  const clusters: { to: number; said: Said[] }[] = []
  for (const one of [...said].sort((a, b) => a.from - b.from)) {
    const last = clusters.at(-1)
    if (last && one.from < last.to) {
      last.said.push(one)
      last.to = Math.max(last.to, one.to)
    } else clusters.push({ to: one.to, said: [one] })
  }
  return clusters.map((c) => c.said)
}

/** Turns a sentence into weighted terms, things named, and the wish. Never fails: a sentence that says nothing gives nothing. */
export function understand(sentence: string, language: Language): Understanding {
  const { normaliser, segmenter, lexicon, sayings, aspects } = language
  const typed = normaliser.sentence(sentence)
  const { variants, readings } = spellOut(typed, lexicon)
  const base = variants.length > 0 ? variants : [{ text: typed, weight: 1 }]
  const corrections: Correction[] = []
  const all: Variant[] = []
  for (const variant of base) {
    const repaired = language.repair(variant.text)
    all.push(variant)
    if (repaired.corrections.length === 0) continue
    corrections.push(...repaired.corrections)
    all.push({ text: repaired.text, weight: variant.weight * correctedWeight })
  }

  const terms = new Map<string, number>()
  const clusters: Said[][] = []
  const wish = new Map<string, Wanted>()
  const words = new Set<string>()
  const named = new Set<number>()
  const want = (aspect: string, wanted: Wanted) => {
    if (wanted.weight > (wish.get(aspect)?.weight ?? 0)) wish.set(aspect, wanted)
  }

  for (const { text: whole, weight } of all) {
    const text = normaliser.content(whole)
    const bare = withoutParticles(text, segmenter, normaliser.isParticle)
    const cut = segmenter.cut(bare)
    for (const word of cut) if (word.length > 1) words.add(word)
    for (const term of textTerms(bare, cut)) terms.set(term, Math.max(terms.get(term) ?? 0, weight * kindWeight[term[0]!]!))
    // what was named already is not named again; a saying may itself hold a word of asking (一个人开公司)
    for (const heard of [bare, whole]) {
      const said = sayings.find(heard).filter(({ concept }) => !named.has(concept.id)).map((one) => ({ ...one, weight: one.weight * weight }))
      for (const one of said) {
        named.add(one.concept.id)
        if (one.concept.aspect) want(one.concept.aspect, { weight: one.weight, said: one.saying })
      }
      clusters.push(...cluster(said))
    }
    for (const [aspect, wanted] of aspects.wish(text, segmenter.cut(text))) want(aspect, wanted)
  }
  return { terms, clusters, wish, corrections, readings, words: [...words], compact: typed.replaceAll(' ', '') }
}

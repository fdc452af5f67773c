import { cover, stretches } from './cover.ts'
import { createPostings } from './postings.ts'
import type { Postings } from './postings.ts'
import { conceptsShown, prepare } from './present.ts'
import type { Prepared } from './present.ts'
import { fieldTerms } from './terms.ts'
import type { SearchEntry } from './types.ts'
import type { Language, Understanding } from './understand.ts'

export interface Ranked { entry: number; score: number }

/** `faint`: single characters in common count as well, so that the list is longer. */
export interface Want { limit: number; faint: boolean }

export interface Ranking {
  /** the best entries for what was understood, best first; none with a score of zero */
  best(understanding: Understanding, want: Want): Ranked[]
  text: Postings
  concepts: Postings
  prepared: readonly Prepared[]
  aspectsOf(entry: number): ReadonlySet<string>
}

/** Round values, found on one half of real questions and checked on the other; the ranking changes little around them. */
const weights = {
  /** what each field of an entry counts, relative to its name */
  field: { name: 1, alias: 0.9, group: 0.35, topic: 0.3, department: 0.1, text: 0.1 },
  lengthNorm: 0.6,
  /** a thing that was named weighs more than a word */
  concept: 1.6,
  /** of the readings of one stretch the best counts whole, the others this much */
  otherReading: 0.3,
  /** how the wish changes a score: an entry declares what is wanted; something else; only 新办; a change that nobody asked for; 新办 unasked */
  aspect: { wanted: 0.6, other: 0.75, onlyNew: 0.9, unasked: 0.75, first: 0.1 },
  /** an entry whose name is accounted for wholly by the sentence, against one of which nothing is */
  cover: 0.8,
  /** the sentence is the name */
  exact: 3,
  /** the main item itself, where no particular part of it is wanted */
  main: 1.15,
  /** after this many sub-items of one main item each further one is held back, so that one main item cannot fill the list */
  crowd: { free: 3, factor: 0.9 },
}

const byScore = (a: Ranked, b: Ranked) => b.score - a.score || a.entry - b.entry
const close = (text: string) => text.replaceAll(' ', '')
/** How many of the best by words are looked at closely. */
const closeLook = 60

/** Something else is wanted than a new thing. */
const isSpecific = (wish: Understanding['wish']) => [...wish.keys()].some((aspect) => aspect !== 'new')

/** The entries with the `count` highest scores above zero; all scores are sorted as plain numbers, only these as entries. */
function top(scores: Float64Array, count: number): Ranked[] {
  const least = scores.slice().sort().at(-count) ?? 0
  const chosen: Ranked[] = []
  scores.forEach((score, entry) => { if (score > 0 && score >= least) chosen.push({ entry, score }) })
  return chosen.sort(byScore)
}

/** Indexes the entries and ranks them. */
export function createRanking(entries: readonly SearchEntry[], language: Language): Ranking {
  const { normaliser, segmenter, aspects, sayings } = language
  const prepared = entries.map((e) => prepare(e, normaliser))
  const declared = prepared.map(({ full }) => aspects.of(close(full)))
  const groups = new Set(prepared.map(({ group }) => group).filter(Boolean))
  const isMain = prepared.map(({ plain }) => groups.has(plain))
  const exactNames = prepared.map(({ entry, full, aliases }) => new Set([close(normaliser.clean(entry.name)), close(full), ...aliases.map(close)]))

  const field = (text: string) => fieldTerms(text, segmenter)
  // in the other fields a term counts once, however often it is said
  const once = (texts: readonly string[]) => [...new Set(texts.flatMap((t) => field(normaliser.clean(t))))]
  const nameTerms = prepared.map(({ full }) => field(full))
  const text = createPostings(prepared.map(({ entry, plain, group }, i) => [
    { weight: weights.field.name, terms: nameTerms[i]! },
    { weight: weights.field.alias, terms: once(entry.aliases) },
    { weight: weights.field.group, terms: group === plain ? [] : once([group]) },
    { weight: weights.field.topic, terms: once(entry.topics) },
    { weight: weights.field.department, terms: once([entry.department ?? '']) },
    { weight: weights.field.text, terms: once([entry.text ?? '']) },
  ]), nameTerms.map((terms) => terms.length), weights.lengthNorm)

  const concepts = createPostings(conceptsShown(sayings.concepts, prepared).map((shown) =>
    Array.from(shown, ([id, weight]) => ({ weight, terms: [`${id}`] }))), prepared.map(({ plain }) => plain.length), weights.lengthNorm)

  function aspectOf(i: number, wish: Understanding['wish'], specific: boolean): number {
    const own = declared[i]!
    let wanted = 0
    for (const aspect of own) wanted = Math.max(wanted, wish.get(aspect)?.weight ?? 0)
    if (wanted > 0) return 1 + weights.aspect.wanted * wanted
    if (own.size === 0) return 1
    if (specific) return own.has('new') ? weights.aspect.onlyNew : weights.aspect.other
    return own.has('new') ? 1 + weights.aspect.first : weights.aspect.unasked
  }

  function nameThings(u: Understanding, scores: Float64Array) {
    const sum = new Float64Array(entries.length)
    const top = new Float64Array(entries.length)
    for (const readings of u.clusters) {
      const touched: number[] = []
      for (const { concept, weight } of readings) {
        concepts.each(`${concept.id}`, (i, value) => {
          if (sum[i] === 0) touched.push(i)
          const gives = value * weight * weights.concept
          sum[i]! += gives
          if (gives > top[i]!) top[i] = gives
        })
      }
      for (const i of touched) {
        scores[i]! += top[i]! + weights.otherReading * (sum[i]! - top[i]!)
        sum[i] = top[i] = 0
      }
    }
  }

  /** A word, a pair of characters or a thing named, not only stray characters. */
  function solid(i: number, u: Understanding): boolean {
    for (const term of u.terms.keys()) if (term[0] !== 'c' && text.value(term, i) > 0) return true
    return u.clusters.some((readings) => readings.some(({ concept }) => concepts.value(`${concept.id}`, i) > 0))
  }

  function best(u: Understanding, { limit, faint }: Want): Ranked[] {
    const scores = new Float64Array(entries.length)
    for (const [term, weight] of u.terms) text.add(term, weight, scores)
    nameThings(u, scores)
    const specific = isSpecific(u.wish)
    for (let i = 0; i < scores.length; i++) if (scores[i]! > 0) scores[i]! *= aspectOf(i, u.wish, specific)
    const ranked = top(scores, Math.max(closeLook, limit * 2))
    const said = stretches(u, aspects)
    const worth = (character: string) => text.idf(`c${character}`)
    const near = ranked.map(({ entry, score }) => {
      const { plain, aliases } = prepared[entry]!
      const share = Math.max(cover(plain, said, worth), ...aliases.map((alias) => weights.field.alias * cover(alias, said, worth)))
      return { entry, score: score * (1 + weights.cover * share) * nameFactor(entry, u, specific) }
    })
    return uncrowd(near.sort(byScore).filter(({ entry }) => faint || solid(entry, u)), limit)
  }

  function nameFactor(i: number, u: Understanding, specific: boolean): number {
    if (exactNames[i]!.has(u.compact)) return weights.exact
    return isMain[i] && !specific ? weights.main : 1
  }

  function uncrowd(ranked: Ranked[], limit: number): Ranked[] {
    const seen = new Map<string, number>()
    const held = ranked.map(({ entry, score }) => {
      const group = prepared[entry]!.group
      if (!group) return { entry, score }
      const before = seen.get(group) ?? 0
      seen.set(group, before + 1)
      return { entry, score: score * weights.crowd.factor ** Math.max(0, before - weights.crowd.free + 1) }
    })
    return held.sort(byScore).slice(0, limit)
  }

  return { best, text, concepts, prepared, aspectsOf: (i) => declared[i]! }
}

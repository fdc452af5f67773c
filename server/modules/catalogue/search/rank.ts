import { createPostings } from './postings.ts'
import type { Postings } from './postings.ts'
import { conceptsShown, prepare } from './present.ts'
import type { Prepared } from './present.ts'
import { fieldTerms } from './terms.ts'
import type { SearchEntry } from './types.ts'
import type { Language, Understanding } from './understand.ts'

export interface Ranked { entry: number; score: number }

export interface Ranking {
  /** the best entries for what was understood, best first; none with a score of zero */
  best(understanding: Understanding, limit: number): Ranked[]
  text: Postings
  concepts: Postings
  prepared: readonly Prepared[]
  aspectsOf(entry: number): ReadonlySet<string>
}

export const tuning = {
/** What each field of an entry counts, relative to its name. */
 fieldWeight: { name: 1, alias: 0.9, group: 0.35, topic: 0.3, department: 0.1, text: 0.1 },
 lengthNorm: { text: 0.5, concept: 0.5 },
/** A thing that was named weighs more than a word. */
 conceptWeight: 1.6,
/** Of the readings of one stretch the best counts whole, the others this much. */
 otherReading: 0.3,
/** How the wish changes a score: entries that declare the aspect, a plain entry, one that declares something else. */
 aspect: { wanted: 0.45, other: 0.7, onlyNew: 0.9, unasked: 0.85, first: 0.1 },
 cover: 0.4,
/** From the third sub-item of one main item on, each further one is held back, so that one main item cannot fill the list. */
 crowd: { free: 3, factor: 0.9 },
}

/** Indexes the entries and ranks them. */
export function createRanking(entries: readonly SearchEntry[], language: Language): Ranking {
  const { normaliser, segmenter, aspects, sayings } = language
  const prepared = entries.map((e) => prepare(e, normaliser))
  const declared = prepared.map(({ full }) => aspects.of(full.replaceAll(' ', '')))
  const field = (text: string) => fieldTerms(text, segmenter)
  const fieldWeight = tuning.fieldWeight
  const text = createPostings(prepared.map(({ entry, full, plain, group, aliases }) => [
    { weight: fieldWeight.name, terms: field(full) },
    { weight: fieldWeight.alias, terms: aliases.flatMap(field) },
    { weight: fieldWeight.group, terms: group === plain ? [] : field(group) },
    { weight: fieldWeight.topic, terms: entry.topics.flatMap((t) => field(normaliser.clean(t))) },
    { weight: fieldWeight.department, terms: field(normaliser.clean(entry.department ?? '')) },
    { weight: fieldWeight.text, terms: field(normaliser.clean(entry.text ?? '')) },
  ]), tuning.lengthNorm.text)

  const concepts = createPostings(conceptsShown(sayings.concepts, prepared).map((shown) =>
    Array.from(shown, ([id, weight]) => ({ weight, terms: [`${id}`] }))), tuning.lengthNorm.concept, prepared.map(({ plain }) => plain.length))

  function aspectOf(i: number, wish: Understanding['wish']): number {
    const aspectFactor = tuning.aspect
    const own = declared[i]!
    const plain = own.size === 0
    const specific = [...wish.keys()].some((a) => a !== 'new')
    let wanted = 0
    for (const aspect of own) wanted = Math.max(wanted, wish.get(aspect)?.weight ?? 0)
    if (wanted > 0) return 1 + aspectFactor.wanted * wanted
    if (plain) return 1
    if (specific) return own.has('new') ? aspectFactor.onlyNew : aspectFactor.other
    return own.has('new') ? 1 + aspectFactor.first : aspectFactor.unasked
  }

  function nameThings(u: Understanding, scores: Float64Array) {
    const sum = new Float64Array(entries.length)
    const top = new Float64Array(entries.length)
    for (const readings of u.clusters) {
      const touched: number[] = []
      for (const { concept, weight } of readings) {
        concepts.each(`${concept.id}`, (i, value) => {
          if (sum[i] === 0) touched.push(i)
          const gives = value * weight * tuning.conceptWeight
          sum[i]! += gives
          if (gives > top[i]!) top[i] = gives
        })
      }
      for (const i of touched) {
        scores[i]! += top[i]! + tuning.otherReading * (sum[i]! - top[i]!)
        sum[i] = top[i] = 0
      }
    }
  }

  /** Which share of the name, by how telling its characters are, the sentence accounts for. */
  function cover(i: number, u: Understanding): number {
    const { plain } = prepared[i]!
    const covered = new Array<boolean>(plain.length).fill(false)
    const mark = (part: string) => {
      for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) covered.fill(true, at, at + part.length)
    }
    for (const term of u.terms.keys()) if (term[0] !== 'c') mark(term.slice(1))
    for (const readings of u.clusters) for (const { concept } of readings) {
      for (const { phrase } of concept.names) {
        const parts = phrase.split(' ')
        if (parts.every((part) => plain.includes(part))) parts.forEach(mark)
      }
    }
    for (const aspect of u.wish.keys()) language.aspects.words(aspect).forEach(mark)
    if (u.wish.size === 0) language.aspects.words('new').forEach(mark)
    let sum = 0, all = 0
    for (let at = 0; at < plain.length; at++) {
      const idf = text.idf(`c${plain[at]}`)
      all += idf
      if (covered[at]) sum += idf
    }
    return all > 0 ? sum / all : 0
  }

  function best(u: Understanding, limit: number): Ranked[] {
    const scores = new Float64Array(entries.length)
    for (const [term, weight] of u.terms) text.add(term, weight, scores)
    nameThings(u, scores)
    const ranked: Ranked[] = []
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! > 0) ranked.push({ entry: i, score: scores[i]! * aspectOf(i, u.wish) })
    }
    ranked.sort((a, b) => b.score - a.score || a.entry - b.entry)
    const near = ranked.slice(0, Math.max(60, limit * 4)).map(({ entry, score }) => ({ entry, score: score * (1 + tuning.cover * cover(entry, u)) }))
    near.sort((a, b) => b.score - a.score || a.entry - b.entry)
    return uncrowd(near, limit)
  }

  function uncrowd(ranked: Ranked[], limit: number): Ranked[] {
    const seen = new Map<string, number>()
    const held = ranked.map(({ entry, score }) => {
      const group = prepared[entry]!.group
      if (!group) return { entry, score }
      const before = seen.get(group) ?? 0
      seen.set(group, before + 1)
      return { entry, score: score * tuning.crowd.factor ** Math.max(0, before - tuning.crowd.free + 1) }
    })
    return held.sort((a, b) => b.score - a.score || a.entry - b.entry).slice(0, limit)
  }

  return { best, text, concepts, prepared, aspectsOf: (i) => declared[i]! }
}

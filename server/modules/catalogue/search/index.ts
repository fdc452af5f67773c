import type { Index, SearchEntry, SearchResult, SearchWords } from './types.ts'
import { createAspects } from './aspects.ts'
import { explain } from './explain.ts'
import { createLexicon } from './lexicon.ts'
import { createNormaliser } from './normalise.ts'
import { createRanking } from './rank.ts'
import { createRepair, shapeTable } from './repair.ts'
import { createSayings } from './sayings.ts'
import { createSegmenter } from './segment.ts'
import type { Language } from './understand.ts'
import { understand } from './understand.ts'

export type { Hit, Index, SearchEntry, SearchResult, SearchWords } from './types.ts'
export { bundleEntry, itemEntry } from './entries.ts'
export { loadWords } from './words.ts'

const defaultLimit = 10
const sayingWeight = 3

/** The words a person may mean, by how likely: sayings and their meanings before stretches of item names. */
function gather(entries: readonly SearchEntry[], names: readonly { full: string; plain: string }[], fixed: { sayings: Set<string>; aspects: readonly string[]; ask: readonly string[] }, cut: (text: string) => string[]) {
  const weights = new Map<string, number>()
  const raise = (word: string, by: number) => weights.set(word, (weights.get(word) ?? 0) + by)
  for (const word of fixed.sayings) raise(word, sayingWeight)
  for (const word of [...fixed.aspects, ...fixed.ask]) raise(word, 1)
  names.forEach(({ full, plain }, i) => {
    const own = new Set([...full.split(' '), ...plain.split(' '), ...entries[i]!.aliases])
    for (const stretch of own) {
      raise(stretch, 1)
      for (const word of cut(stretch)) if (word !== stretch && !own.has(word)) raise(word, 0.5)
    }
  })
  return weights
}

/**
 * Builds the index over the given items and bundles. Pure: no database, no files; build anew when the catalogue changes.
 * Two entries with the same key are refused.
 */
export function createIndex(entries: readonly SearchEntry[], words: SearchWords): Index {
  const keys = new Set(entries.map((e) => e.key))
  if (keys.size !== entries.length) throw new Error('检索目录中有两个条目使用同一个标识')

  const normaliser = createNormaliser(words)
  const sayings = createSayings(words.synonyms, normaliser.clean)
  const aspects = createAspects(words.aspects, normaliser.clean)
  const names = entries.map((e) => normaliser.name(e.name))
  const fixed = { sayings: sayings.words(), aspects: aspects.words(), ask: words.ask.filter((w) => w.length > 1) }
  const own = [...fixed.sayings, ...fixed.aspects].filter((w) => w.length <= 6)
  const segmenter = createSegmenter(own)
  const lexicon = createLexicon(gather(entries, names, fixed, segmenter.cut))
  const language: Language = {
    normaliser, segmenter, lexicon, sayings, aspects,
    repair: createRepair(lexicon, segmenter, shapeTable(words.shapes), normaliser.isParticle),
  }
  const ranking = createRanking(entries, language)

  return {
    size: entries.length,
    search(sentence, { limit = defaultLimit, faint = false } = {}): SearchResult {
      const start = performance.now()
      const understanding = understand(sentence, language)
      const hits = ranking.best(understanding, { limit, faint }).map(({ entry, score }) => {
        const { key, name, kind } = entries[entry]!
        return { key, name, kind, score: Math.round(score * 1000) / 1000, why: explain(sentence, understanding, entry, ranking, language) }
      })
      return { hits, tookMs: Math.round((performance.now() - start) * 1000) / 1000 }
    },
  }
}

/** What the search knows of one item or bundle. */
export interface SearchEntry {
  key: string
  name: string
  kind: 'item' | 'bundle'
  /** what people call it */
  aliases: string[]
  topics: string[]
  department?: string
  /** name of the main item (主项) that it is a part of */
  group?: string
  /** longer text, such as the introduction of a bundle; weighs little */
  text?: string
}

/** One line of packs/search/synonyms.yaml; `say`/`mean` is one-way, `same` goes both ways. */
export interface Synonym {
  say?: string[]
  mean?: string[]
  same?: string[]
  aspect?: string
  /** less than 1: it tells who or where rather than what */
  weight?: number
}

/** What is wanted of a thing: new, change, renew … (packs/search/aspects.yaml) */
export interface AspectWords {
  label: string
  item: string[]
  say: string[]
  weak?: string[]
  near?: string[]
}

/** The language data of packs/search, as read by `loadWords`. */
export interface SearchWords {
  /** pairs of characters: traditional, simplified */
  traditional: string
  /** groups of characters of similar shape */
  shapes: string[]
  /** words of asking and politeness */
  ask: string[]
  /** remarks on level and kind in the names of items */
  levels: string[]
  /** measure words that say nothing between a verb and its thing: 开(家)店 */
  measures: { verbs: string[]; words: string[] }
  synonyms: Synonym[]
  aspects: Record<string, AspectWords>
}

export interface Hit {
  key: string
  name: string
  kind: 'item' | 'bundle'
  score: number
  /** Chinese phrases: which words matched, and through what */
  why: string[]
}

export interface SearchResult {
  hits: Hit[]
  tookMs: number
}

export interface Index {
  /** number of entries */
  size: number
  /**
   * Best entries for a sentence, 10 unless told; an empty list when nothing fits. Never throws, whatever is typed; what
   * stands after the 120th character is not read. `faint` also lists entries that share single characters only.
   * `tookMs` in milliseconds.
   */
  search(sentence: string, options?: { limit?: number; faint?: boolean }): SearchResult
}

/** One field of one entry, already cut into terms. */
export interface FieldTerms {
  weight: number
  terms: string[]
}

export interface Postings {
  /** adds `weight × idf × saturated frequency` of the term to the score of each entry that has it */
  add(term: string, weight: number, scores: Float64Array): void
  /** the entries that have the term, and what it gives each at weight 1 */
  each(term: string, visit: (entry: number, value: number) => void): void
  /** what the term gives this entry at weight 1; 0 when it does not have it */
  value(term: string, entry: number): number
  idf(term: string): number
}

interface Posting { idf: number; entries: Int32Array; impacts: Float32Array }

/** How fast repetition saturates; the usual value. */
const k1 = 1.2

/**
 * BM25F: the frequencies of a term in the fields of an entry are weighted and added first, then saturated once.
 * `lengths` are those of the names: an item with many aliases or a long text is not longer for it. `b`: how much long names are held back.
 */
export function createPostings(entries: readonly (readonly FieldTerms[])[], lengths: readonly number[], b: number): Postings {
  const average = lengths.reduce((a, c) => a + c, 0) / Math.max(1, lengths.length) || 1
  const building = new Map<string, Map<number, number>>()
  entries.forEach((fields, id) => {
    for (const { weight, terms } of fields) {
      for (const term of terms) {
        let posting = building.get(term)
        if (!posting) building.set(term, (posting = new Map()))
        posting.set(id, (posting.get(id) ?? 0) + weight)
      }
    }
  })
  const postings = new Map<string, Posting>()
  for (const [term, posting] of building) {
    const idf = Math.log(1 + (entries.length - posting.size + 0.5) / (posting.size + 0.5))
    const ids = Int32Array.from(posting.keys())
    const impacts = Float32Array.from(posting, ([id, tf]) => (tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * lengths[id]!) / average)))
    postings.set(term, { idf, entries: ids, impacts })
  }
  return {
    add: (term, weight, scores) => {
      const posting = postings.get(term)
      if (!posting) return
      const factor = weight * posting.idf
      for (let i = 0; i < posting.entries.length; i++) scores[posting.entries[i]!]! += factor * posting.impacts[i]!
    },
    each: (term, visit) => {
      const posting = postings.get(term)
      if (posting) posting.entries.forEach((entry, i) => visit(entry, posting.idf * posting.impacts[i]!))
    },
    value: (term, entry) => {
      const posting = postings.get(term)
      const at = posting ? posting.entries.indexOf(entry) : -1
      return at < 0 ? 0 : posting!.idf * posting!.impacts[at]!
    },
    idf: (term) => postings.get(term)?.idf ?? 0,
  }
}

import { describe, expect, it } from 'vitest'
import { createIndex, loadWords } from '../../server/modules/catalogue/search/index.ts'
import { realDataIsHere, realEntries, realSentences } from './realCatalogue.ts'
import type { Sentence } from './realCatalogue.ts'

const target = { 1: 0.6, 3: 0.8, 5: 0.88 }

/** A saying of this many characters is half a sentence; one that stands in a test sentence would be taken from there. */
const halfASentence = 6

describe.skipIf(!realDataIsHere)('search over the 1,135 real items (skipped without ../shared/data)', () => {
  const words = loadWords()
  const index = createIndex(realDataIsHere ? realEntries() : [], words)
  const mapped = realDataIsHere ? realSentences().filter(({ acceptItems }) => acceptItems.length > 0) : []

  const recall = (rows: readonly Sentence[], k: number) =>
    rows.filter(({ text, acceptItems }) => index.search(text, { limit: k, faint: true }).hits.some(({ name }) => acceptItems.includes(name))).length / rows.length
  const line = (rows: readonly Sentence[]) => [1, 3, 5].map((k) => recall(rows, k).toFixed(3)).join(' / ')

  it('finds the item that a citizen meant: recall at 1, 3 and 5 reaches the target', () => {
    // by question, so that no question has sentences in both halves
    const half = (n: number) => mapped.filter(({ labels }) => Number(labels[0]!.slice(1)) % 2 === n)
    console.log(`recall at 1/3/5, ${mapped.length} sentences: ${line(mapped)}; halves: ${line(half(0))} (${half(0).length}) and ${line(half(1))} (${half(1).length})`)
    for (const [k, least] of Object.entries(target)) expect(recall(mapped, Number(k)), `recall at ${k}`).toBeGreaterThanOrEqual(least)
  })

  it('finds the same in traditional characters', () => {
    const characters = Array.from(words.traditional)
    const traditional = new Map<string, string>()
    for (let i = 0; i + 1 < characters.length; i += 2) traditional.set(characters[i + 1]!, characters[i]!)
    const written = mapped.map((row) => ({ ...row, text: Array.from(row.text, (c) => traditional.get(c) ?? c).join('') }))
    expect(recall(written, 5)).toBeGreaterThanOrEqual(target[5])
  })

  it('finds every item by its own name', () => {
    const lost = realEntries().filter(({ name }) => index.search(name, { limit: 1 }).hits[0]?.name !== name)
    expect(lost.map(({ name }) => name)).toEqual([])
  })

  it('knows no test sentence: no long saying of the synonyms stands in one', () => {
    const sayings = words.synonyms.flatMap(({ say, same }) => [...(say ?? []), ...(same ?? [])]).filter((s) => s.length >= halfASentence)
    expect(sayings.length).toBeGreaterThan(0)
    const sentences = realSentences()
    expect(sayings.filter((saying) => sentences.some(({ text }) => text.includes(saying)))).toEqual([])
  })
})

import { createIndex, loadWords } from '../../server/modules/catalogue/search/index.ts'
import { realDataIsHere, realEntries, realSentences } from './realCatalogue.ts'

const rounds = 5
/** What a query may take at the 99th percentile, and the building of the index, in milliseconds. */
const limits = { p99: 20, build: 1000 }

export interface SearchFigures { entries: number; queries: number; buildMs: number; p50: number; p99: number; max: number; cpuMs: number; quickestP99: number }

const round2 = (value: number) => Math.round(value * 100) / 100
const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return round2(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
}

/**
 * Times the search over the real catalogue with all real sentences, several rounds, the first calls included; in milliseconds.
 * `quickestP99` takes each sentence's quickest round: it shows the work itself when other programs keep the processors busy.
 * Prints the figures and whether they keep the limits. Without ../shared/data it says so and gives nothing.
 */
export function searchBench(): SearchFigures | undefined {
  if (!realDataIsHere) {
    console.log('search: skipped, ../shared/data is not here')
    return undefined
  }
  const entries = realEntries()
  const words = loadWords()
  const start = performance.now()
  const index = createIndex(entries, words)
  const buildMs = Math.round(performance.now() - start)
  const times: number[] = []
  const sentences = realSentences()
  const quickest = sentences.map(() => Infinity)
  const cpuStart = process.cpuUsage()
  for (let round = 0; round < rounds; round++) {
    sentences.forEach(({ text }, i) => {
      const before = performance.now()
      index.search(text)
      const took = performance.now() - before
      times.push(took)
      quickest[i] = Math.min(quickest[i]!, took)
    })
  }
  const cpu = process.cpuUsage(cpuStart)
  const figures = { entries: entries.length, queries: times.length, buildMs, p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: quantile(times, 1), cpuMs: round2((cpu.user + cpu.system) / 1000 / times.length), quickestP99: quantile(quickest, 0.99) }
  const kept = figures.p99 <= limits.p99 && buildMs <= limits.build
  console.log(`search: ${figures.entries} items, index built in ${buildMs} ms (limit ${limits.build}); ${figures.queries} queries: p50 ${figures.p50} ms, p99 ${figures.p99} ms (limit ${limits.p99}), longest ${figures.max} ms, ${figures.cpuMs} ms of processor a query, p99 of the quickest rounds ${figures.quickestP99} ms — ${kept ? 'kept' : 'NOT kept'}`)
  return figures
}

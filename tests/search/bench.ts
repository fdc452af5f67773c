import { createIndex, loadWords } from '../../server/modules/catalogue/search/index.ts'
import { realDataIsHere, realEntries, realSentences } from './realCatalogue.ts'

const rounds = 5
/** What a query may take at the 99th percentile, and the building of the index, in milliseconds. */
const limits = { p99: 20, build: 1000 }

export interface SearchFigures { entries: number; queries: number; buildMs: number; p50: number; p99: number; max: number; cpuMs: number }

/**
 * Times the search over the real catalogue with all real sentences, several rounds, the first calls included; in milliseconds.
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
  const cpuStart = process.cpuUsage()
  for (let round = 0; round < rounds; round++) {
    for (const { text } of realSentences()) {
      const before = performance.now()
      index.search(text)
      times.push(performance.now() - before)
    }
  }
  const cpu = process.cpuUsage(cpuStart)
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]! * 100) / 100
  const figures = { entries: entries.length, queries: times.length, buildMs, p50: at(0.5), p99: at(0.99), max: at(1), cpuMs: Math.round((cpu.user + cpu.system) / 10 / times.length) / 100 }
  const kept = figures.p99 <= limits.p99 && buildMs <= limits.build
  console.log(`search: ${figures.entries} items, index built in ${buildMs} ms (limit ${limits.build}); ${figures.queries} queries: p50 ${figures.p50} ms, p99 ${figures.p99} ms (limit ${limits.p99}), longest ${figures.max} ms, ${figures.cpuMs} ms of processor a query — ${kept ? 'kept' : 'NOT kept'}`)
  return figures
}

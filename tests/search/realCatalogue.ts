import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/kernel/root.ts'
import type { SearchEntry } from '../../server/modules/catalogue/search/index.ts'

const data = join(projectRoot(), '..', 'shared', 'data')
const catalogue = join(data, 'service-items', 'items.jsonl')
const sentences = join(data, 'utterances', 'dev.jsonl')

/** The real catalogue of one district and the real sentences lie outside the repository; where they do not, the tests that want them are skipped. */
export const realDataIsHere = existsSync(catalogue) && existsSync(sentences)

export interface Sentence { id: string; text: string; labels: string[]; acceptItems: string[]; kind: string }

const rows = <T>(path: string): T[] => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as T)

export function realEntries(): SearchEntry[] {
  return rows<{ no: number; name: string; group: string | null; department: string }>(catalogue).map(({ no, name, group, department }) => (
    { key: `${no}`, name, kind: 'item', aliases: [], topics: [], group: group ?? undefined, department }))
}

export const realSentences = (): Sentence[] => rows<Sentence>(sentences)

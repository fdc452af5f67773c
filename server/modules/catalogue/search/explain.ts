import type { Ranking } from './rank.ts'
import type { Language, Understanding } from './understand.ts'
export function explain(sentence: string, u: Understanding, entry: number, ranking: Ranking, language: Language): string[] {
  return []
}

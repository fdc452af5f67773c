import type { Citation } from '../kernel/citation.ts'
import type { LegalDate } from '../kernel/dates.ts'
import { list } from './list.ts'
import type { Statute, StatuteVersion } from './statute.ts'

export type { Statute, StatuteVersion } from './statute.ts'

const prefix = '中华人民共和国'
const byName = new Map(list.flatMap((s) => [s.title, s.fullTitle, ...(s.knownAs ?? [])].map((n) => [n, s] as const)))

/** every statute that the house cites, in the order of law/statutes/list.ts */
export function allStatutes(): readonly Statute[] {
  return list
}

/** A statute by its short title, its full title, or a name people use (55号令). Refuses one that the house does not cite. */
export function statute(title: string): Statute {
  const s = findStatute(title)
  if (!s) throw new RangeError(`法规库没有《${title}》`)
  return s
}

/** the same, undefined where there is none (an item may cite what the house does not) */
export function findStatute(title: string): Statute | undefined {
  const name = title.replace(/^《|》$/g, '').trim()
  return byName.get(name) ?? byName.get(name.replace(prefix, ''))
}

/** The text in force on a day. A day with none is an error, never guessed (settled.md 10). */
export function versionInForce(title: string, day: LegalDate): StatuteVersion {
  const s = statute(title)
  const v = s.versions.find((x) => x.from <= day && (!x.until || day < x.until))
  if (!v) throw new RangeError(`《${s.title}》在${day}没有有效的文本`)
  return v
}

/** was any text of it in force that day? (an item's basis that was not is a lint finding) */
export function inForceOn(title: string, day: LegalDate): boolean {
  const s = findStatute(title)
  return !!s && s.versions.some((x) => x.from <= day && (!x.until || day < x.until))
}

/** the articles relied on in one text, by number, each in one sentence of ours */
export function articlesOf(title: string, version: StatuteVersion): Readonly<Record<number, string>> {
  return version.articles ?? statute(title).articles
}

export interface Resolved {
  statute: Statute
  version: StatuteVersion
  /** our own sentence; undefined where the house does not rely on that article of that text */
  sentence: string | undefined
}

/** What a citation means on a day: the statute, the text (the one named by adoption, else the one in force) and our sentence. */
export function resolve(c: Citation, day: LegalDate): Resolved {
  const s = statute(c.law)
  const version = c.version ? s.versions.find((v) => v.adopted === c.version) : versionInForce(s.title, day)
  if (!version) throw new RangeError(`《${s.title}》没有${c.version}通过的文本`)
  return { statute: s, version, sentence: articlesOf(s.title, version)[c.article] }
}

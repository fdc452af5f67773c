import type { Normaliser } from './normalise.ts'
import type { Concept } from './sayings.ts'
import type { SearchEntry } from './types.ts'

/** An entry with its texts cleaned once. */
export interface Prepared {
  entry: SearchEntry
  /** name with what stands in brackets, and without it; spaces where punctuation was */
  full: string
  plain: string
  /** name of the main item, or '' */
  group: string
  aliases: string[]
  department: string
}

export function prepare(entry: SearchEntry, normaliser: Normaliser): Prepared {
  const { full, plain } = normaliser.name(entry.name)
  return {
    entry, full, plain,
    group: entry.group ? normaliser.name(entry.group).plain : '',
    aliases: entry.aliases.map(normaliser.clean),
    department: normaliser.clean(entry.department ?? ''),
  }
}

/** In the name counts whole; through another name, or only together with the main item, somewhat less; the department is a hint. */
const through = { alias: 0.9, group: 0.6, department: 0.25 }

/**
 * How well the names of each entry show each concept, 0 to 1: entry → concept id → strength. All parts of a phrase must
 * be there. Goes through the phrases that occur at all, found by their first two characters, not through all pairs.
 */
export function conceptsShown(concepts: readonly Concept[], prepared: readonly Prepared[]): Map<number, number>[] {
  const starts = new Map<string, { concept: Concept; parts: string[]; weight: number }[]>()
  for (const concept of concepts) {
    for (const { phrase, weight } of concept.names) {
      const parts = phrase.split(' ')
      const start = parts[0]!.slice(0, 2)
      const list = starts.get(start)
      const line = { concept, parts, weight }
      if (list) list.push(line)
      else starts.set(start, [line])
    }
  }
  return prepared.map(({ full, plain, group, aliases, department }) => {
    const shown = new Map<number, number>()
    const names = `${full}|${plain}`
    const withGroup = group ? `${names}|${group}` : names
    const everything = `${withGroup}|${aliases.join('|')}|${department}`
    const seen = new Set<string>()
    for (let at = 0; at < everything.length; at++) {
      for (const start of [everything[at]!, everything.slice(at, at + 2)]) {
        if (seen.has(start)) continue
        seen.add(start)
        for (const { concept, parts, weight } of starts.get(start) ?? []) {
          const before = shown.get(concept.id) ?? 0
          if (weight <= before) continue
          const inside = (text: string) => parts.every((part) => text.includes(part))
          const where = inside(names) ? 1 : aliases.some(inside) ? through.alias : inside(withGroup) ? through.group : inside(department) ? through.department : 0
          if (weight * where > before) shown.set(concept.id, weight * where)
        }
      }
    }
    return shown
  })
}

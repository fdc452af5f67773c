import type { BundleTerms, ItemTerms } from '../../../../law/item/item.ts'
import type { SearchEntry } from './types.ts'

/** What the search reads of an item's revision; `department` is the organ's name, `group` the name of its main item. */
export function itemEntry(terms: ItemTerms, names: { department?: string; group?: string } = {}): SearchEntry {
  return {
    key: terms.key, name: terms.name, kind: 'item', aliases: terms.aliases, topics: terms.topics, ...names,
    text: [terms.result.name, ...(terms.faq ?? []).map(({ q }) => q)].join(' '),
  }
}

/** What the search reads of a bundle's revision. */
export function bundleEntry(terms: BundleTerms, names: { department?: string } = {}): SearchEntry {
  return { key: terms.key, name: terms.name, kind: 'bundle', aliases: terms.aliases, topics: [], ...names, text: terms.intro }
}

import type { AspectWords } from './types.ts'

/** `weight`: 1 said outright, less for a vague verb; `near`: not said, but it would serve. */
export interface Wanted { weight: number; said: string; near?: boolean }
/** What a sentence wants of a thing, by aspect; empty when it does not say. */
export type Wish = ReadonlyMap<string, Wanted>

export interface Aspects {
  /** the aspects that an item's name declares; 变更登记 → change */
  of(name: string): ReadonlySet<string>
  /** `words`: the sentence as the segmenter cut it; a vague verb counts only as a word by itself (补 not in 补贴) */
  wish(sentence: string, words: readonly string[]): Wish
  label(aspect: string): string
  /** words in the names of items: of one aspect, or all with those that people say */
  words(aspect?: string): readonly string[]
}

const vague = 0.4
const nearly = 0.5

/** Compiles aspects.yaml. */
export function createAspects(table: Readonly<Record<string, AspectWords>>, clean: (text: string) => string): Aspects {
  const entries = Object.entries(table).map(([aspect, words]) => ({
    aspect, near: words.near ?? [],
    item: words.item.map(clean), say: words.say.map(clean), weak: (words.weak ?? []).map(clean),
  }))
  const byAspect = new Map(entries.map(({ aspect, item }) => [aspect, item]))
  const all = entries.flatMap(({ item, say }) => [...item, ...say]).filter((w) => w.length > 1)
  const longest = (words: string[], text: string) =>
    words.filter((w) => text.includes(w)).sort((a, b) => b.length - a.length)[0]

  return {
    of: (name) => new Set(entries.filter(({ item }) => longest(item, name)).map(({ aspect }) => aspect)),
    wish: (sentence, cut) => {
      const text = sentence.replaceAll(' ', '')
      const wish = new Map<string, Wanted>()
      const strong = entries.flatMap(({ aspect, say }) => {
        const said = longest(say, text)
        return said ? [{ aspect, said }] : []
      })
      for (const { aspect, said } of strong) wish.set(aspect, { weight: 1, said })
      if (strong.length === 0) {
        for (const { aspect, weak } of entries) {
          const said = weak.find((w) => cut.includes(w))
          if (said) wish.set(aspect, { weight: vague, said })
        }
      }
      for (const { aspect, near } of entries) {
        const sure = wish.get(aspect)
        if (!sure || sure.weight < 1) continue
        for (const other of near) if (!wish.has(other)) wish.set(other, { weight: sure.weight * nearly, said: sure.said, near: true })
      }
      return wish
    },
    label: (aspect) => table[aspect]?.label ?? aspect,
    words: (aspect) => (aspect ? (byAspect.get(aspect) ?? []) : all),
  }
}

import type { Lexicon } from './lexicon.ts'
import { patterns } from './lexicon.ts'
import { fold, syllables } from './pinyin.ts'
import type { Segmenter } from './segment.ts'

export interface Correction {
  from: string
  to: string
  how: 'sound' | 'nearSound' | 'shape' | 'order' | 'letter'
}

export interface Repair {
  /** the sentence with every correction made */
  text: string
  corrections: Correction[]
}

const longestWindow = 8

/** Which characters may stand for which by their shape. */
export function shapeTable(groups: readonly string[]): Map<string, string[]> {
  const table = new Map<string, string[]>()
  for (const group of groups) {
    const members = Array.from(group)
    for (const c of members) table.set(c, [...(table.get(c) ?? []), ...members.filter((m) => m !== c)])
  }
  return table
}

const differing = (a: string, b: string) => Array.from(a).filter((c, i) => c !== b[i]).length

/**
 * Corrects typing errors. Only text is touched that is no word: a stretch that holds a loose character (one that the
 * dictionary could join to nothing), or three and more characters that sound exactly like a word of the catalogue.
 * Kinds, in this order: same sound, similar shape, nearly the same sound, two characters swapped, one wrong of at least four.
 */
export function createRepair(lexicon: Lexicon, segmenter: Segmenter, shapes: ReadonlyMap<string, string[]>, isParticle: (c: string) => boolean) {
  const known = (word: string) => lexicon.has(word) || segmenter.isWord(word)

  function candidate(window: string, spoken: readonly string[], loose: boolean): Omit<Correction, 'from'> | undefined {
    const close = (word: string) => word !== window && word.length === window.length && differing(word, window) < window.length
    const bySound = lexicon.bySound(spoken.join(' ')).find(close)
    if (bySound && (loose || window.length > 2)) return { to: bySound, how: 'sound' }
    if (!loose) return undefined
    for (let i = 0; i < window.length; i++) {
      for (const other of shapes.get(window[i]!) ?? []) {
        const word = window.slice(0, i) + other + window.slice(i + 1)
        if (lexicon.has(word) || (window.length < 4 && segmenter.isWord(word))) return { to: word, how: 'shape' }
      }
    }
    const byFold = lexicon.byFoldedSound(spoken.map(fold).join(' ')).find(close)
    if (byFold) return { to: byFold, how: 'nearSound' }
    if (window.length < 3) return undefined
    for (let i = 0; i + 1 < window.length; i++) {
      const swapped = window.slice(0, i) + window[i + 1]! + window[i]! + window.slice(i + 2)
      if (swapped !== window && lexicon.has(swapped)) return { to: swapped, how: 'order' }
    }
    for (const pattern of patterns(window)) {
      const word = lexicon.byPattern(pattern)[0]
      if (word && word !== window) return { to: word, how: 'letter' }
    }
    return undefined
  }

  /** Which characters of a run the dictionary could join to nothing; particles, and what the lexicon knows, are right as they stand. */
  function looseIn(run: string): boolean[] {
    const loose: boolean[] = []
    for (const token of segmenter.cut(run)) for (let i = 0; i < token.length; i++) loose.push(token.length === 1 && !isParticle(token))
    for (let n = 2; n <= longestWindow; n++) {
      for (let i = 0; i + n <= run.length; i++) if (lexicon.has(run.slice(i, i + n))) loose.fill(false, i, i + n)
    }
    return loose
  }

  function repairRun(run: string, corrections: Correction[]): string {
    const spoken = syllables(run)
    // rare characters of two code units do not line up with their syllables; they are no typing errors either
    if (run.length < 2 || spoken.length !== run.length) return run
    const loose = looseIn(run)
    const done = new Array<boolean>(run.length).fill(false)
    let out = run
    for (let n = Math.min(longestWindow, run.length); n >= 2; n--) {
      for (let i = 0; i + n <= run.length; i++) {
        if (done.slice(i, i + n).some(Boolean)) continue
        const hasLoose = loose.slice(i, i + n).some(Boolean)
        if (!hasLoose && n === 2) continue
        const window = run.slice(i, i + n)
        const found = candidate(window, spoken.slice(i, i + n), hasLoose)
        if (!found || known(window)) continue
        corrections.push({ from: window, ...found })
        out = out.slice(0, i) + found.to + out.slice(i + n)
        done.fill(true, i, i + n)
      }
    }
    return out
  }

  return function repair(text: string): Repair {
    const corrections: Correction[] = []
    return { text: text.replace(/\p{Script=Han}+/gu, (run) => repairRun(run, corrections)), corrections }
  }
}

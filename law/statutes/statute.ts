import type { LegalDate } from '../kernel/dates.ts'

/** One text of a statute. Article numbers may differ from text to text, so a version may have its own articles. */
export interface StatuteVersion {
  /** day of adoption, which names the text in the imported corpus; absent where it is not known */
  adopted?: LegalDate
  /** in force from (inclusive) … until (exclusive) */
  from: LegalDate
  until?: LegalDate
  /** false: this text is not in the corpus although the statute is */
  text?: false
  /** how this text is known, where it differs from the statute's tag */
  tag?: 'verified' | 'secondary' | 'from memory'
  /** what its articles say, where the numbers are not those of the statute's `articles`; {} = none is relied on */
  articles?: Readonly<Record<number, string>>
}

export interface Statute {
  /** short title: the key by which rules cite it */
  title: string
  /** as printed in documents */
  fullTitle: string
  /** other names that people use for it: 55号令 */
  knownAs?: readonly string[]
  level: '法律' | '行政法规' | '地方性法规' | '部门规章' | '政府规章' | '规范性文件'
  /** yes: the texts are in the corpus and every article below must be found there. no: cited by law.md's tag only, and counted */
  corpus: 'yes' | 'no'
  /** how its content is known: read in the text, read in an official notice, or not checked */
  tag: 'verified' | 'secondary' | 'from memory'
  /** in order of time, without overlap */
  versions: readonly StatuteVersion[]
  /** the articles we rely on, each in one sentence of our own */
  articles: Readonly<Record<number, string>>
}

import type { Correction } from './repair.ts'
import type { Prepared } from './present.ts'
import type { Ranking } from './rank.ts'
import type { Said } from './sayings.ts'
import type { Language, Understanding } from './understand.ts'

/** A person reads three or four reasons, not ten. */
const mostReasons = 5
const mostWords = 4

const correctedHow: Record<Correction['how'], string> = {
  sound: '读音相同', nearSound: '读音相近', shape: '字形相近', order: '字序颠倒', letter: '一字之差',
}
/** without words that are a part of another of them */
const longest = (words: readonly string[]) => words.filter((w) => !words.some((other) => other !== w && other.includes(w)))
const quote = (words: readonly string[]) => words.map((w) => `“${w}”`).join('、')

/** The name, alias, main item or department in which all parts of the phrase stand. */
function place(phrase: string, { entry, full, plain, group, aliases, department }: Prepared): { where: 'name' | 'alias' | 'group' | 'department'; text: string } | undefined {
  const parts = phrase.split(' ')
  const inside = (text: string) => parts.every((part) => text.includes(part))
  if (inside(`${full}|${plain}`)) return { where: 'name', text: entry.name }
  const alias = aliases.findIndex(inside)
  if (alias >= 0) return { where: 'alias', text: entry.aliases[alias]! }
  if (group && inside(`${full}|${group}`)) return { where: 'group', text: entry.group! }
  if (inside(department)) return { where: 'department', text: entry.department! }
  return undefined
}

/** `“饭店”即“食品经营许可”`: what was said, and the words of this entry that mean it. */
function reasonOf(said: Said, prepared: Prepared): string | undefined {
  for (const { phrase, everyday } of said.concept.names) {
    const found = place(phrase, prepared)
    if (!found) continue
    const saying = said.saying.replace('~', '……')
    const official = phrase.split(' ').join('…')
    if (saying === official) return undefined
    if (everyday) return `“${saying}”与“${official}”相近`
    if (found.where === 'alias') return `“${saying}”：本事项又称“${found.text}”`
    if (found.where === 'department') return `“${saying}”：由${found.text}办理`
    return found.where === 'group' ? `“${saying}”属于“${found.text}”` : `“${saying}”即“${official}”`
  }
  return undefined
}

/** Says in Chinese why an entry was found: corrected or spelled-out words, synonyms, words in the name, the thing wanted. */
export function explain(sentence: string, u: Understanding, id: number, ranking: Ranking, language: Language): string[] {
  const prepared = ranking.prepared[id]!
  const { full, plain, group, aliases, department, entry } = prepared
  const { normaliser, aspects } = language

  const said = u.clusters.flat().map((one) => ({ one, value: ranking.concepts.value(`${one.concept.id}`, id) * one.weight }))
    .filter(({ value }) => value > 0).sort((a, b) => b.value - a.value).map(({ one }) => one)
  const inName = longest(u.words.filter((w) => full.includes(w) || plain.includes(w)))
  const inAlias = u.words.filter((w) => !inName.includes(w) && aliases.some((a) => a.includes(w)))
  const inGroup = u.words.filter((w) => !inName.includes(w) && !inAlias.includes(w) && group.includes(w))
  const rest = u.words.filter((w) => !inName.some((n) => n.includes(w)) && !inAlias.includes(w) && !inGroup.includes(w))
  const inText = rest.filter((w) => [...entry.topics, entry.text ?? ''].some((t) => normaliser.clean(t).includes(w)))
  const inDepartment = u.words.filter((w) => department.includes(w))
  const used = [...inName, ...inAlias, ...inGroup, ...said.map((s) => s.saying)]
  const isUsed = (word: string) => used.some((w) => w.includes(word) || word.includes(w))

  const reasons: string[] = []
  for (const { letters, reading } of u.readings) {
    if (reading.text.split(' ').some(isUsed)) reasons.push(`“${letters}”读作“${reading.text.replaceAll(' ', '')}”（${reading.how === 'pinyin' ? '拼音' : '拼音首字母'}）`)
  }
  for (const { from, to, how } of u.corrections) {
    if (isUsed(to)) reasons.push(`“${from}”按“${to}”查找（${correctedHow[how]}）`)
  }
  const simplified = used.flatMap((word) => {
    const written = normaliser.asWritten(word, sentence)
    return written ? [`繁体“${written}”按“${word}”查找`] : []
  })
  if (simplified[0]) reasons.push(simplified[0])

  const synonyms = said.flatMap((one) => reasonOf(one, prepared) ?? [])
  if (synonyms[0]) reasons.push(synonyms[0])
  if (inName.length > 0) reasons.push(`名称中有${quote(inName.slice(0, mostWords))}`)
  if (inAlias.length > 0) reasons.push(`别名中有${quote(inAlias.slice(0, mostWords))}`)
  if (inGroup.length > 0) reasons.push(`主项“${entry.group}”中有${quote(inGroup.slice(0, mostWords))}`)
  for (const aspect of ranking.aspectsOf(id)) {
    const wanted = u.wish.get(aspect)
    if (wanted && !wanted.near) reasons.push(`“${wanted.said.replace('~', '……')}”：属于${aspects.label(aspect)}类`)
  }
  if (inDepartment.length > 0) reasons.push(`由${entry.department}办理`)
  if (inText.length > 0) reasons.push(`说明中有${quote(inText.slice(0, mostWords))}`)
  reasons.push(...synonyms.slice(1))
  if (reasons.length === 0) {
    const pairs = [...u.terms.keys()].filter((t) => t[0] === 'b' && full.includes(t.slice(1))).map((t) => t.slice(1))
    const characters = [...u.terms.keys()].filter((t) => t[0] === 'c' && full.includes(t.slice(1))).map((t) => t.slice(1))
    const similar = pairs.length > 0 ? pairs : characters
    if (similar.length > 0) reasons.push(`只有个别字相同：${quote(similar.slice(0, mostWords))}`)
  }
  return [...new Set(reasons)].slice(0, mostReasons)
}

import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../../../kernel/root.ts'
import type { SearchWords } from './types.ts'
import { readYaml } from '../../../kernel/yaml.ts'

const words = z.array(z.string().min(1))
const synonym = z.strictObject({ say: words.optional(), mean: words.optional(), same: words.optional(), aspect: z.string().optional(), weight: z.number().gt(0).lt(1).optional() })
  .refine((s) => (s.same ? !s.say && !s.mean : !!s.say && !!s.mean), 'either same, or say and mean')
const aspect = z.strictObject({ label: z.string(), item: words, say: words, weak: words.optional(), near: words.optional() })

const files = {
  traditional: z.strictObject({ pairs: z.string() }),
  confusables: z.strictObject({ shapes: z.string() }),
  'question-words': z.strictObject({ ask: words, levels: words, measures: z.strictObject({ verbs: words, words }) }),
  synonyms: z.array(synonym),
  aspects: z.strictObject({ aspects: z.record(z.string(), aspect) }),
}

function read<K extends keyof typeof files>(folder: string, name: K): z.infer<(typeof files)[K]> {
  const path = join(folder, `${name}.yaml`)
  const checked = files[name].safeParse(readYaml(path))
  if (!checked.success) throw new Error(`检索词表 ${name}.yaml 有误：${z.prettifyError(checked.error)}`)
  return checked.data as z.infer<(typeof files)[K]>
}

/**
 * Reads the language data of the search (synonyms, aspects, confusable characters, traditional characters, words of asking).
 * Refuses a file that is missing, has an unknown key, or names an aspect that aspects.yaml does not have.
 */
export function loadWords(folder: string = join(projectRoot(), 'packs', 'search')): SearchWords {
  const { aspects } = read(folder, 'aspects')
  const synonyms = read(folder, 'synonyms')
  for (const line of synonyms) {
    if (line.aspect && !aspects[line.aspect]) throw new Error(`检索词表 synonyms.yaml：没有名为 ${line.aspect} 的办理意图（${line.say?.[0]}）`)
  }
  const { ask, levels, measures } = read(folder, 'question-words')
  return {
    traditional: read(folder, 'traditional').pairs.replace(/\s/g, ''),
    shapes: read(folder, 'confusables').shapes.split(/\s+/).filter(Boolean),
    ask, levels, measures, synonyms, aspects,
  }
}

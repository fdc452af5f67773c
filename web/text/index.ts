import { en } from './en.ts'
import { zhCN, type Words } from './zh-CN.ts'

export type { Words } from './zh-CN.ts'

function over(base: unknown, part: unknown): unknown {
  if (part === undefined) return base
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return part
  const out: Record<string, unknown> = { ...base }
  for (const [k, v] of Object.entries(part as object)) out[k] = over(out[k], v)
  return out
}

const english = over(zhCN, en) as Words

/** The words of a language; English covers the frame and the headings, the rest stays Chinese. */
export function words(lang: 'zh' | 'en'): Words {
  return lang === 'en' ? english : zhCN
}

import { dayNumber } from '../kernel/dates.ts'
import { half } from './written.ts'

/* 清理参数 (settings of a profile: dates, ages, marks, hours, lists of words; never constants in a rule). */

export type SettingValue = string | number | boolean | readonly string[]

export interface Setting<T extends SettingValue = SettingValue> {
  /** 中文, for the screen where a campaign is set up */
  name: string
  value: T
  /** a number's bounds, both included */
  least?: number
  most?: number
  /** where the value comes from, where it is not in an article of the rule that reads it */
  source?: string
}

/** what a profile lets people set, by key */
export type SettingSheet = Readonly<Record<string, Setting>>

type Widened<T> = T extends readonly string[] ? readonly string[] : T extends string ? string : T extends number ? number : boolean

/** the values of a sheet, as rules read them */
export type ValuesOf<D extends SettingSheet> = { readonly [K in keyof D]: Widened<D[K]['value']> }

/**
 * The values of a sheet with some set anew, written as text (`60`, `2020-11-30`, `是`, `调出,退休`). Refuses (RangeError, all
 * faults in one message) an unknown key, a number out of its bounds, a day that does not exist.
 */
export function readSettings<D extends SettingSheet>(sheet: D, given: Readonly<Record<string, string>>): ValuesOf<D> {
  const values: Record<string, SettingValue> = Object.fromEntries(Object.entries(sheet).map(([k, s]) => [k, compared(s.value)]))
  const faults: string[] = []
  for (const [key, text] of Object.entries(given)) {
    const setting = Object.hasOwn(sheet, key) ? sheet[key] : undefined
    if (!setting) {
      faults.push(`没有参数“${key}”。有：${Object.keys(sheet).join('、')}`)
      continue
    }
    const read = valueOf(setting, text.trim())
    if (typeof read === 'object' && 'fault' in read) faults.push(`参数 ${key}（${setting.name}）${read.fault}：${text}`)
    else values[key] = compared(read)
  }
  if (faults.length) throw new RangeError(faults.join('；'))
  return values as ValuesOf<D>
}

/** lists of words are compared with cells, which are read in half width */
function compared(value: SettingValue): SettingValue {
  return Array.isArray(value) ? value.map(half) : value
}

function valueOf(s: Setting, text: string): SettingValue | { fault: string } {
  if (Array.isArray(s.value)) return text.split(/[,，、]/).map((w) => w.trim()).filter((w) => w)
  if (typeof s.value === 'number') {
    const n = Number(text)
    if (!/^\d+(\.\d+)?$/.test(text)) return { fault: '应为数字' }
    return n < (s.least ?? 0) || n > (s.most ?? Infinity) ? { fault: `应在${s.least ?? 0}至${s.most ?? '无上限'}之间` } : n
  }
  if (typeof s.value === 'boolean') return /^(是|true|on)$/.test(text) ? true : /^(否|false|off)$/.test(text) ? false : { fault: '应为 是 或 否' }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(s.value as string)) return text
  try {
    dayNumber(text)
    return text
  } catch {
    return { fault: '应为日期，例如 2020-11-30' }
  }
}

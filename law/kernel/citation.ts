/** A place in a statute. `law` is the Chinese short title and is a key, never a translation. */
export interface Citation {
  law: string
  article: number
  /** 款、项 as the statute counts them, e.g. "第一款第四项" or "（四）" */
  item?: string
  /** date of adoption of the text meant (the corpus' `version`); absent = the version in force on the day of the act */
  version?: string
}

/** cite('行政许可法', 32, '第一款第四项') */
export function cite(law: string, article: number, item?: string): Citation {
  return item ? { law, article, item } : { law, article }
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 32 → 三十二; 105 → 一百零五 (article numbers, 1–999) */
export function chineseNumber(n: number): string {
  if (n < 10) return digits[n]!
  if (n < 20) return '十' + (n % 10 ? digits[n % 10] : '')
  if (n < 100) return digits[Math.floor(n / 10)]! + '十' + (n % 10 ? digits[n % 10] : '')
  const rest = n % 100
  const head = digits[Math.floor(n / 100)]! + '百'
  if (!rest) return head
  if (rest < 10) return head + '零' + digits[rest]
  return head + (rest < 20 ? '一' : '') + chineseNumber(rest)
}

/** 《行政许可法》第三十二条第一款第四项 */
export function say(c: Citation): string {
  return `《${c.law}》第${chineseNumber(c.article)}条${c.item ?? ''}`
}

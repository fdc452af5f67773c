/* Money is whole 分 everywhere (settled.md 8); these are the ways in which documents write it (GW-05). */

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** 123456 → 1,234.56. Refuses what is not whole 分. */
export function formatFen(amountFen: number): string {
  const fen = whole(amountFen)
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amountFen < 0 ? '-' : ''}${yuan}.${String(fen % 100).padStart(2, '0')}`
}

/** yuan as people type them (1234.5, 1,234.56, full-width digits) → 分. Refuses more than two decimals, signs and words. */
export function fenOf(yuan: string): number {
  const text = yuan.trim().replace(/[０-９．，]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  const m = /^(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(text)
  if (!m) throw new RangeError(`金额应写成元，最多两位小数：${yuan}`)
  return Number(m[1]!.replaceAll(',', '')) * 100 + Number((m[2] ?? '').padEnd(2, '0'))
}

/**
 * An amount in Chinese capitals: 100000 → 壹仟元整, 2030560 → 贰万零叁佰零伍元陆角, 5 → 伍分. 整 stands after 元 when nothing
 * follows, and not after 角 or 分. Refuses negative amounts and what is not whole 分.
 */
export function capitals(amountFen: number): string {
  if (amountFen < 0) throw new RangeError(`大写金额不能为负：${amountFen}`)
  const fen = whole(amountFen)
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10]
  const head = yuan ? `${integer(yuan)}元` : ''
  if (!jiao && !rest) return `${head || '零元'}整`
  const middle = jiao ? `${digits[jiao]}角` : head ? '零' : ''
  return `${head}${middle}${rest ? `${digits[rest]}分` : ''}`
}

/** 人民币壹仟元整（¥1,000.00）: both ways, as a penalty or charge document prints it */
export function amountInWords(amountFen: number): string {
  return `人民币${capitals(amountFen)}（¥${formatFen(amountFen)}）`
}

function integer(n: number): string {
  let text = ''
  let gap = false
  for (let g = groups.length - 1; g >= 0; g--) {
    const part = Math.floor(n / 10_000 ** g) % 10_000
    if (!part) {
      gap = text !== ''
      continue
    }
    text += (text && (gap || part < 1000) ? '零' : '') + fourDigits(part) + groups[g]
    gap = false
  }
  return text
}

function fourDigits(n: number): string {
  let text = ''
  for (let p = 3; p >= 0; p--) {
    const d = Math.floor(n / 10 ** p) % 10
    if (d) text += digits[d]! + places[p]
    else if (text && n % 10 ** p) text += text.endsWith('零') ? '' : '零'
  }
  return text
}

function whole(amountFen: number): number {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError(`金额须为整数分：${amountFen}`)
  return Math.abs(amountFen)
}

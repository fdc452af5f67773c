/**
 * Item codes (ITM-08). Two sources disagree on their lengths, so the scheme is a setting:
 * `national` is the practice of the national platform (12 / 31 / 33 / 43 characters), `gbt39046` is table 4 of
 * GB/T 39046-2020 (10 / 24, no composition rule was read, so codes of that scheme are only checked, never composed).
 */
export type CodeScheme = 'national' | 'gbt39046'

const lengths: Record<CodeScheme, { basic: number; implement: number }> = {
  national: { basic: 12, implement: 31 },
  gbt39046: { basic: 10, implement: 24 },
}

/** 基本编码: twelve digits in national practice, up to ten letters or digits in GB/T 39046 */
export function isBasicCode(code: string, scheme: CodeScheme = 'national'): boolean {
  return scheme === 'national' ? /^\d{12}$/.test(code) : /^[0-9A-Z]{1,10}$/.test(code)
}

/** 实施编码 has the length of its scheme: exactly 31, or up to 24 */
export function isImplementCode(code: string, scheme: CodeScheme = 'national'): boolean {
  return scheme === 'national' ? /^[0-9A-Z]{18}[1-7]\d{12}$/.test(code) : new RegExp(`^[0-9A-Z]{1,${lengths.gbt39046.implement}}$`).test(code)
}

/**
 * 实施编码 = unified code of the implementing body (18) + level digit + 基本编码 (12) = 31 characters.
 * Level: 1 state, 2 province, 3 city, 4 county, 5 town, 6 village, 7 graded. Refuses (throws) parts of another length.
 */
export function implementCode(uscc: string, level: number, basicCode: string): string {
  if (uscc.length !== 18) throw new RangeError(`实施主体的统一社会信用代码应为18位，现为${uscc.length}位`)
  if (!Number.isInteger(level) || level < 1 || level > 7) throw new RangeError('行使层级应为1至7')
  if (!isBasicCode(basicCode)) throw new RangeError(`基本编码应为${lengths.national.basic}位数字：${basicCode}`)
  return `${uscc}${level}${basicCode}`
}

/** 业务办理项编码 = 实施编码 + two digits = 33 characters */
export function handleItemCode(implement: string, n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError('业务办理项序号应为1至99')
  return implement + String(n).padStart(2, '0')
}

/**
 * 办件编号 = 实施编码 + day + serial of four digits = 43 characters. The serial widens above 9999 and never wraps
 * (settled.md 21). `day` is a legal date, YYYY-MM-DD.
 */
export function caseNumber(implement: string, day: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1) throw new RangeError('流水号从1起')
  return implement + day.replaceAll('-', '') + String(serial).padStart(4, '0')
}

import { normaliseCode } from './identityTyped.ts'

/** GB 32100 alphabet: no I, O, S, V, Z */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
/** GB/T 17710 MOD 37,36 alphabet */
const mod37 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export type SocialCreditCode = { ok: true; why?: undefined; code: string; division: string; organisation: string } | { ok: false; why: string }

/**
 * ID-02: unified social credit code (GB 32100-2015), with both checks: that of the organisation code inside (GB 11714) and its
 * own. Normalises case and full-width characters. Refuses another length, letters outside the alphabet, and either wrong check.
 */
export function socialCreditCode(text: string): SocialCreditCode {
  const code = normaliseCode(text)
  if (code.length !== 18) return { ok: false, why: `应为18位，现为${code.length}位` }
  const bad = [...code].find((c) => !alphabet.includes(c))
  if (bad) return { ok: false, why: `不能含有字符${bad}` }
  if (!/^\d{6}$/.test(code.slice(2, 8))) return { ok: false, why: '第3至8位应为行政区划代码' }
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return { ok: false, why: '组织机构代码的校验位不对' }
  if (creditCheck(code.slice(0, 17)) !== code[17]) return { ok: false, why: '校验位不对，可能输错了一位' }
  return { ok: true, code, division: code.slice(2, 8), organisation: code.slice(8, 17) }
}

/** check character of the first 17: (31 − Σ a·3^(i−1) mod 31) mod 31 */
export function creditCheck(first17: string): string {
  let sum = 0
  let weight = 1
  for (const c of first17) {
    sum += alphabet.indexOf(c) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31]!
}

/** check character of the 8 characters of an organisation code: 11 − Σ mod 11, 10 → X, 11 → 0 */
export function organisationCheck(first8: string): string {
  const c = 11 - ([...first8].reduce((sum, ch, i) => sum + mod37.indexOf(ch) * organisationWeights[i]!, 0) % 11)
  return c === 10 ? 'X' : c === 11 ? '0' : String(c)
}

const licenceRoot = '1.2.156.3005.2'

/** Parts of an e-licence identifier (GB/T 36904): type 21 (defining body 18 + 3 digits), issuer, serial, version 3 digits. */
export interface LicenceParts {
  type: string
  issuer: string
  serial: string
  version: string
}

/** ELE-04 check character: GB/T 17710 MOD 37,36 over the parts, put together without dots and without the root */
export function licenceCheck(p: LicenceParts): string {
  let carry = 36
  for (const c of `${p.type}${p.issuer}${p.serial}${p.version}`) {
    const value = mod37.indexOf(c)
    if (value < 0) throw new RangeError(`电子证照标识不能含有字符${c}`)
    carry = (carry + value) % 36 || 36
    carry = (carry * 2) % 37
  }
  return mod37[(37 - carry) % 36]!
}

/** 1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>; refuses a type that is not 21 characters or a version not 3 digits */
export function licenceIdentifier(p: LicenceParts): string {
  if (!/^[0-9A-Z]{18}\d{3}$/.test(p.type)) throw new RangeError('电子证照类型代码应为18位统一社会信用代码加3位数字')
  if (!/^\d{3}$/.test(p.version)) throw new RangeError('电子证照版本号应为3位数字')
  return `${licenceRoot}.${p.type}.${p.issuer}.${p.serial}.${p.version}.${licenceCheck(p)}`
}

/** reads an identifier back; `code` E-ELE-04 and why not, when its make-up or its check character is wrong */
export function readLicenceIdentifier(text: string): ({ ok: true; why?: undefined } & LicenceParts) | { ok: false; code: 'E-ELE-04'; why: string } {
  const wrong = (why: string) => ({ ok: false as const, code: 'E-ELE-04' as const, why })
  const m = /^1\.2\.156\.3005\.2\.([0-9A-Z]{18}\d{3})\.([0-9A-Z]{6,18})\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/.exec(text)
  if (!m) return wrong('不是电子证照标识')
  const parts = { type: m[1]!, issuer: m[2]!, serial: m[3]!, version: m[4]! }
  return licenceCheck(parts) === m[5] ? { ok: true, ...parts } : wrong('电子证照标识的校验位不对')
}

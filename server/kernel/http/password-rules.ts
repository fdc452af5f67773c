import type { Finding } from '../../../law/kernel/rule.ts'
import { ownFinding } from './errors.ts'

/** characters that a password of an official, and of anybody else, has at least (ML-01: 8, 12 recommended) */
export const shortest = { staff: 12, citizen: 8 }
/** days after which an official has to choose a new one; a citizen never has to (ML-01 against ASVS 6.2.10: each profile its own) */
export const staffDays = 90
/** how many earlier ones of an official are refused */
export const remembered = 5
/** days for which a password set by somebody else opens the door once */
export const initialDays = 14

/** Whom a password is for: what everybody knows of somebody makes no password. */
export interface Owner { login: string; name: string; idNumber: string | null; phone: string | null; staff: boolean }

const rule = 'kernel/http/password-rules#password'
const common = ['password', 'passw0rd', 'qwerty', 'iloveyou', 'admin', 'yichuang', 'letmein', 'welcome', 'woaini', 'a1b2c3', '1q2w3e', 'asdfgh', 'zxcvbn', '123456', '654321', '111111', '888888', '000000', '666666', '520131', '147258']
/** the same four times, or five in a row of the keyboard's digits or of the alphabet */
const dull = /(.)\1{3}/u

/** Everything against a new password, at once; empty = it may be taken. Source: GB/T 22239-2019 8.1.4.1 a (staff), ASVS 5.0 6.2 (everybody). */
export function passwordFaults(password: string, owner: Owner): Finding[] {
  const text = password.normalize('NFKC')
  const low = text.toLowerCase()
  const out: Finding[] = []
  const no = (message: string): void => void out.push(ownFinding(rule, 'ML-01', message, 'next'))
  const least = owner.staff ? shortest.staff : shortest.citizen
  const length = [...text].length
  if (length < least) no(`新密码至少 ${least} 位，现在是 ${length} 位`)
  if (owner.staff) {
    const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u].filter((c) => c.test(text)).length
    if (classes < 3) no('新密码须含大写字母、小写字母、数字、其他符号中的至少三种')
  }
  const known = [owner.login, owner.name, owner.phone, owner.idNumber?.slice(-6), owner.idNumber?.slice(6, 14)].filter((k): k is string => !!k && k.length >= 3)
  if (known.some((k) => low.includes(k.toLowerCase())) || ([...owner.name].length === 2 && text.includes(owner.name))) no('新密码不能含账号、姓名、手机号、出生日期或者证件号码后几位')
  if (common.some((c) => low.includes(c)) && length < 20 || dull.test(low) || rows(low)) no('新密码太常见，容易被猜到：不要用 123456、password、连续或者重复的字符')
  return out
}

/** the same rules in words, for who is about to choose one */
export function passwordRules(staff: boolean): string[] {
  return [
    staff ? `至少 ${shortest.staff} 位，含大写字母、小写字母、数字、其他符号中的至少三种` : `至少 ${shortest.citizen} 位；一句只有您知道的话最好，可以用汉字`,
    '不含账号、姓名、手机号、出生日期、证件号码后几位，不用 123456、password 这样常见的',
    ...(staff ? [`不与最近 ${remembered} 次用过的相同；${staffDays} 天后须再换一次`] : []),
  ]
}

function rows(low: string): boolean {
  const runs = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
  for (let i = 0; i + 5 <= low.length; i++) if (runs.some((r) => r.includes(low.slice(i, i + 5)) || [...r].reverse().join('').includes(low.slice(i, i + 5)))) return true
  return false
}

/** must the password be changed before anything else is done? `at`, `until`, `now`: real milliseconds */
export function mustChange(p: { at: number | null; until: number | null }, staff: boolean, now: number): boolean {
  return p.until !== null || (staff && p.at !== null && now - p.at > staffDays * 86_400_000)
}

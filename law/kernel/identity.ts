import { dayNumber, type LegalDate } from './dates.ts'
import { divisionLabel, isProvince } from './identityDivision.ts'
import { normaliseCode } from './identityTyped.ts'

export * from './identityCode.ts'
export * from './identityDivision.ts'
export * from './identityMask.ts'
export * from './identityTyped.ts'

/** What a citizen's identity number says; `why` is one Chinese clause for the person who typed it. */
export type CitizenId =
  | { ok: true; why?: undefined; id: string; birth: LegalDate; sex: 'male' | 'female'; division: string; divisionLabel?: string; from15: boolean }
  | { ok: false; why: string }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** GB 11643 check character of the first 17 digits */
export function citizenCheck(first17: string): string {
  return checks[[...first17].reduce((sum, c, i) => sum + Number(c) * weights[i]!, 0) % 11]!
}

/**
 * ID-01: a citizen's identity number (GB 11643-1999). Normalises x and full-width digits; turns a 15-digit one (GB 11643-1989)
 * into 18. Refuses a wrong length, an unknown province, a day that does not exist, a birth after `today` (when given) and a wrong
 * check character. The division may be an old one: prefixes stay valid after renaming (ID-03). Residence permits of Hong Kong,
 * Macao, Taiwan (81–83) and permanent residents' cards (9…) have the same make-up.
 */
export function citizenId(text: string, today?: LegalDate): CitizenId {
  const typed = normaliseCode(text)
  if (!/^(\d{15}|\d{17}[\dX])$/.test(typed)) {
    return no(/^\d*X?$/.test(typed) ? `应为18位，现为${typed.length}位` : '只能由数字组成，最后一位可以是X')
  }
  const from15 = typed.length === 15
  const id = from15 ? of15(typed) : typed
  if (!isProvince(id.slice(0, 2)) && id[0] !== '9') return no('前两位不是省级行政区划代码')
  const birth = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  try {
    dayNumber(birth)
  } catch {
    return no(`出生日期 ${id.slice(6, 14)} 不存在`)
  }
  if (today !== undefined && birth > today) return no(`出生日期 ${id.slice(6, 14)} 晚于今天`)
  if (citizenCheck(id.slice(0, 17)) !== id[17]) return no('校验位不对，可能输错了一位')
  const division = id.slice(0, 6)
  const label = divisionLabel(division)
  return { ok: true, id, birth, sex: Number(id[16]) % 2 ? 'male' : 'female', division, ...(label ? { divisionLabel: label } : {}), from15 }
}

/** 15 digits: the century is missing; sequence numbers 996–999 were kept for people born before 1900 */
function of15(id: string): string {
  const first17 = `${id.slice(0, 6)}${Number(id.slice(12)) >= 996 ? '18' : '19'}${id.slice(6)}`
  return first17 + citizenCheck(first17)
}

/** age in full years on a day (a birthday on 29 February is completed on 1 March of other years) */
export function ageOn(birth: LegalDate, day: LegalDate): number {
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0)
}

function no(why: string): { ok: false; why: string } {
  return { ok: false, why }
}

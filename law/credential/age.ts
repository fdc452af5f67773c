import { cite } from '../kernel/citation.ts'
import { MOX, type LegalDate } from '../kernel/dates.ts'
import { ageOn } from '../kernel/identity.ts'
import type { AuditContext, AuditRule } from './auditRule.ts'
import { henan, officerRule, since } from './general.ts'
import type { GeneralSettings } from './profiles/generalSettings.ts'
import type { OfficerRead } from './written.ts'

/* 年龄、退休年龄 (of age from 18; past the statutory retirement age and still in post is to be looked at). */

const birthOf = (o: OfficerRead): LegalDate => (/^\d{4}-\d{2}-\d{2}$/.test(o.birthDate) ? o.birthDate : (o.identity?.birth ?? ''))

export const adult = officerRule({
  id: 'credential/age#adult', code: 'R04', name: '未满十八周岁', verdict: 'REMOVE', basis: [cite(henan, 20, '第一款第二项')], tag: 'verified', from: since,
  test: (o, { settings: s, asOf }) => (birthOf(o) && ageOn(birthOf(o), asOf) < s.minAge ? { message: `到${asOf}未满${s.minAge}周岁`, field: '出生日期', value: birthOf(o) } : undefined),
})

type Kind = 'male' | 'femaleOfficial' | 'femaleWorker'

/** months by which the age of a birth month moved since 2025-01-01: a step of `every` months from `first` on, at most `most` */
const steps: Readonly<Record<Kind, { first: number; every: number; most: number }>> = {
  male: { first: 1965, every: 4, most: 36 }, femaleOfficial: { first: 1970, every: 4, most: 36 }, femaleWorker: { first: 1975, every: 2, most: 60 },
}

/** the day on which somebody reaches the retirement age of the staged table of 2025; `years` is the age before it */
export function stagedRetirement(birth: LegalDate, kind: Kind, years: number): LegalDate {
  const { first, every, most } = steps[kind]
  const months = (Number(birth.slice(0, 4)) - first) * 12 + Number(birth.slice(5, 7)) - 1
  return MOX(birth, years * 12 + (months < 0 ? 0 : Math.min(most, Math.floor(months / every) + 1)))
}

function kindOf(o: OfficerRead, s: GeneralSettings): { kind: Kind; years: number } {
  if ((o.identity?.sex ?? o.sex) !== '女') return { kind: 'male', years: s.retireMale }
  return s.workers.includes(o.establishment) ? { kind: 'femaleWorker', years: s.retireFemaleWorker } : { kind: 'femaleOfficial', years: s.retireFemaleOfficial }
}

const retirement = (r: Pick<AuditRule<OfficerRead, GeneralSettings>, 'basis' | 'from' | 'until'>, dayOf: (birth: LegalDate, kind: Kind, years: number) => LegalDate) => officerRule({
  id: 'credential/age#retirement', code: 'R05', name: '已到退休年龄仍在职', verdict: 'REVIEW', tag: 'from memory', source: '是否批准延迟须由单位说明', ...r,
  test: (o, { settings: s, asOf }: AuditContext<GeneralSettings>) => {
    const birth = birthOf(o)
    if (!birth || !s.inService.includes(o.status)) return undefined
    const { kind, years } = kindOf(o, s)
    // the staged table only adds months: most people need no table
    if (ageOn(birth, asOf) < years) return undefined
    const day = dayOf(birth, kind, years)
    return day <= asOf ? { message: `${day}已到退休年龄，在职状态仍为${o.status}，请核对`, field: '出生日期', value: birth } : undefined
  },
})

/** until 2024: 60, 55, 50 */
export const retirementFixed = retirement({ basis: [cite('国务院关于安置老弱病残干部的暂行办法', 4)], from: since, until: '2025-01-01' }, (birth, _, years) => MOX(birth, years * 12))
/** from 2025 on: by the staged table */
export const retirementStaged = retirement({ basis: [cite('关于实施渐进式延迟法定退休年龄的决定', 1)], from: '2025-01-01' }, stagedRetirement)

import { legalDateOf, MOX } from '../kernel/dates.ts'
import { has, read } from './reading.ts'
import { guard, type PermitTrial } from './regime.ts'

/* 代理、帮办代办 (许可法 29 第二款, 31; XK-22, MOD-05) and who must stay apart from a case (G-06, I-08) */

/** XK-22: an agent files on a mandate that still holds */
export const mandateHolds = guard({
  id: 'permit/assisted#mandate', code: 'XK-22', topic: 'agent',
  test: ({ act, now }) => {
    if (act.actor.code !== 'AGT') return undefined
    const expires = (act.payload as { mandate?: { expires?: string } }).mandate?.expires
    if (!expires) return { at: 'mandate', message: '代理人办理须有申请人的委托' }
    return expires < legalDateOf(now) ? { at: 'mandate', message: `委托已于${expires}到期` } : undefined
  },
})
/** XK-22: what the law wants done in person */
export const inPerson = guard({
  id: 'permit/assisted#in-person', code: 'XK-22', topic: 'agent',
  test: ({ act, item }) => (item.inPersonOnly && act.actor.code === 'AGT' ? { message: `“${item.name}”依法应当由申请人本人提出` } : undefined),
})
/** MOD-05: what somebody else filled in is read back, confirmed and signed by the applicant, who answers for its truth */
export const confirmedByApplicant = guard({
  id: 'permit/assisted#confirmed', code: 'MOD-05', topic: 'truth',
  test: ({ act }) => {
    const p = read('submit', act)
    if (act.actor.code !== 'AGT' && !p.assistance) return undefined
    return [
      ...(p.confirmed === true ? [] : [{ at: 'confirmed', message: '代为填写的内容须经申请人逐项核对确认后才能提交' }]),
      ...(has(act, 'signature') ? [] : [{ at: 'signature', message: '须由申请人签名确认' }]),
    ]
  },
})

/** one person against the case: helper, applicant */
export function standsApart({ state, facts }: PermitTrial, person: string | undefined): { at: string; message: string }[] | undefined {
  if (!person) return undefined
  const out: { at: string; message: string }[] = []
  if (facts.helper === person || state.helpers.includes(person)) out.push({ at: person, message: '帮办代办本件的人员不得审查、核查或者决定本件' })
  if (facts.applicant === person || state.applicant === person) out.push({ at: person, message: '申请人不得办理自己的申请' })
  return out.length ? out : undefined
}

/** E-SOD-02: who helped to fill in may not examine or decide the same case */
export const helperApart = guard({
  id: 'permit/assisted#helper-apart', code: 'E-SOD-02', topic: 'assisted', facts: ['helper'],
  test: (trial) => standsApart({ ...trial, facts: { helper: trial.facts.helper }, state: { ...trial.state, applicant: undefined } }, trial.act.actor.person),
})
/** G-06: nobody handles the own application */
export const applicantApart = guard({
  id: 'permit/assisted#applicant-apart', code: 'G-06', topic: 'assisted', facts: ['applicant'],
  test: (trial) => standsApart({ ...trial, facts: { applicant: trial.facts.applicant }, state: { ...trial.state, helpers: [] } }, trial.act.actor.person),
})
/** an act of power needs a credential that is valid this second (fact `actorCredential`: false = expired, revoked or held back) */
export const credentialValid = guard({
  id: 'permit/assisted#credential', code: 'G-06', topic: 'assisted', facts: ['actorCredential'],
  test: ({ facts }) => (facts.actorCredential === false ? { message: '您的资格或者证件已失效，不能办理' } : undefined),
})

/** MOD-05: whom help is offered without being asked: from the 60th birthday on; also the disabled, pregnant women, soldiers */
export function offersAssistance(person: { birthDate?: string; age60?: boolean; disabled?: boolean; pregnant?: boolean; soldier?: boolean }, on: string): boolean {
  const old = person.age60 ?? (person.birthDate !== undefined && MOX(person.birthDate, 60 * 12) <= on)
  return old || !!person.disabled || !!person.pregnant || !!person.soldier
}

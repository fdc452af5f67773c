import { cite, type Citation } from '../kernel/citation.ts'
import { legalDateOf } from '../kernel/dates.ts'
import type { ActDef, Procedure } from '../kernel/procedure.ts'
import { asked, becomes, bodyKinds, emptyBody, type BodyRule, type BodyState, type BodyTerms } from './bodyState.ts'
import { henan, since as from } from './general.ts'

/* 执法主体管理程序 (河南省行政执法条例 13, 14; 行政处罚法 20, 21; ZT-01). */

const penalty = '行政处罚法'
const on = (...basis: Citation[]) => () => basis
const rule = (r: BodyRule): BodyRule => r
const blank = (x: unknown): boolean => typeof x !== 'string' || !x.trim()

export const registration = rule({
  id: 'credential/bodyProcedure#registration', code: 'ZT-01', basis: [cite(henan, 13)], from,
  test: ({ act }) => {
    const { kind, basis } = asked('register', act)
    return [
      ...(kind && Object.hasOwn(bodyKinds, kind) ? [] : [{ at: 'kind', message: `主体类型应为：${Object.values(bodyKinds).join('、')}` }]),
      ...(blank(basis) ? [{ at: 'basis', message: '须写明执法依据' }] : []),
    ]
  },
})
/** confirmed by the government of the same level, and told to the public */
export const announcement = rule({
  id: 'credential/bodyProcedure#announcement', code: 'ZT-01', basis: [cite(henan, 13)], from,
  test: ({ act, now }) => {
    const { number, on: day } = asked('announce', act)
    return [
      ...(blank(number) ? [{ at: 'number', message: '须填写公告文号' }] : []),
      ...(day && day <= legalDateOf(now) ? [] : [{ at: 'on', message: '公告日期不能晚于今天' }]),
    ]
  },
})
/** ZT-01: a body that itself acts by entrustment entrusts nobody; fact `principal`: kind of the entrusting body, and whether it is in force */
export const entrustment = rule({
  id: 'credential/bodyProcedure#entrustment', code: 'ZT-01', basis: [cite(henan, 14), cite(penalty, 20), cite(penalty, 21)], from, facts: ['principal'],
  test: ({ state, act, facts }) => {
    const { published, qualified, from: first, until } = asked('entrust', act)
    const principal = facts['principal'] as { kind: string; inForce: boolean } | undefined
    return [
      ...(state.kind === 'entrusted' ? [] : [{ at: 'kind', message: '只有受委托组织才登记委托' }]),
      ...(!principal ? [{ at: 'principal', message: '没有找到委托机关' }] : principal.kind === 'entrusted' ? [{ at: 'principal', message: '受委托组织不得再委托其他组织或者个人实施行政处罚' }]
        : principal.inForce ? [] : [{ at: 'principal', message: '委托机关不是有效的执法主体' }]),
      ...(published ? [] : [{ at: 'published', message: '委托书应当向社会公布，公布后才能登记' }]),
      ...(qualified ? [] : [{ at: 'qualified', message: '受委托组织须依法成立并具有管理公共事务职能、有取得执法资格的工作人员和相应技术条件' }]),
      ...(first && until && first <= until ? [] : [{ at: 'until', message: '须写明委托期限，终止日不早于起始日' }]),
    ]
  },
})
export const entrustmentThere = rule({
  id: 'credential/bodyProcedure#entrustment-there', code: 'ZT-01', basis: [cite(henan, 14)], from,
  test: ({ state }) => (state.entrustment ? undefined : { message: '没有登记过委托' }),
})
export const documented = rule({
  id: 'credential/bodyProcedure#documented', code: 'ZT-01', basis: [cite(henan, 13)], from,
  test: ({ act }) => (blank(act.payload['document']) ? { at: 'document', message: '须填写决定文书的编号' } : undefined),
})
/** the day has come */
export const dayCome = rule({
  id: 'credential/bodyProcedure#day-come', code: 'ZT-01', basis: [cite(henan, 13)], from,
  test: ({ act, now }) => (typeof act.payload['on'] === 'string' && act.payload['on'] <= legalDateOf(now) ? undefined : { at: 'on', message: '须填写日期，且不晚于今天' }),
})
/** fact `successor`: the other body is in force and is not this one */
export const successor = rule({
  id: 'credential/bodyProcedure#successor', code: 'ZT-01', basis: [cite(henan, 13)], from, facts: ['successor'],
  test: ({ facts }) => (facts['successor'] === true ? undefined : { at: 'successor', message: '承继单位须是另一个有效的执法主体' }),
})

const notGone = ['registered', 'active', 'suspended'] as const

export const bodyProcedure: Procedure<BodyState, BodyTerms> = {
  id: 'credential/bodyProcedure', name: '执法主体管理',
  states: { registered: '已登记，未公告', active: '有效', suspended: '暂停', merged: '已合并', abolished: '已撤销', internal: '内设机构', duplicate: '重复登记', noBasis: '无执法依据' },
  final: ['merged', 'abolished'],
  initial: () => emptyBody,
  acts: {
    enrol: { name: '名册登记', by: ['SYS'], lapses: true, from: 'new', basis: on(cite(henan, 13)), rules: [], apply: becomes.enrol },
    register: { name: '登记主体', by: ['SUP'], from: 'new', basis: on(cite(henan, 13)), personal: ['identity'], rules: [registration], apply: becomes.register },
    announce: { name: '登记公告', by: ['SUP'], from: ['registered', 'noBasis', 'internal'], basis: on(cite(henan, 13)), rules: [announcement], apply: becomes.announce },
    entrust: { name: '登记委托', by: ['SUP'], from: notGone, basis: on(cite(henan, 14), cite(penalty, 20)), rules: [entrustment], apply: becomes.entrust },
    endEntrustment: { name: '终止委托', by: ['SUP'], from: notGone, basis: on(cite(henan, 14)), rules: [entrustmentThere, dayCome], apply: becomes.endEntrustment },
    suspend: { name: '暂停主体资格', by: ['SUP'], from: ['active'], basis: on(cite(henan, 13)), rules: [documented], apply: becomes.suspend },
    resume: { name: '恢复主体资格', by: ['SUP'], from: ['suspended'], basis: on(cite(henan, 13)), rules: [documented], apply: becomes.resume },
    merge: { name: '并入承继单位', by: ['SUP'], from: notGone, basis: on(cite(henan, 13)), rules: [successor, dayCome], apply: becomes.merge },
    abolish: { name: '撤销主体', by: ['SUP'], from: [...notGone, 'internal', 'duplicate', 'noBasis'], basis: on(cite(henan, 13)), rules: [documented, dayCome], apply: becomes.abolish },
    setDomains: { name: '公布执法领域', by: ['SUP'], from: notGone, basis: on(cite(henan, 13)), rules: [], apply: becomes.setDomains },
  } satisfies Record<string, ActDef<BodyState, BodyTerms>>,
  lapse: (s, { item }) => {
    if (s.seq || !item.enrolled) return undefined
    const { at, ...payload } = item.enrolled
    return { type: 'enrol', at, actor: { code: 'SYS' }, payload }
  },
}

import { cite } from '../kernel/citation.ts'
import { legalDateOf } from '../kernel/dates.ts'
import { henan, since as from } from './general.ts'
import { longestSuspension } from './holder.ts'
import { asked, type HolderRule } from './holderState.ts'

/* 暂扣、取消资格 (who may take a credential away, and with what; ZJ-07, ZJ-08, JD-04). */

const transport = '交通运输行政执法证件管理规定'
const rule = (r: HolderRule): HolderRule => r

/** ZJ-07: the supervision organ alone holds a card (fact `justiceOrgan`: the actor acts for it) */
export const bySupervision = rule({
  id: 'credential/measures#by-supervision', code: 'ZJ-07', basis: [cite(henan, 42, '第六项')], from, facts: ['justiceOrgan'],
  test: ({ facts }) => (facts['justiceOrgan'] === true ? undefined : { message: '执法证件由行政执法监督机关暂扣和发还，本单位只能提出建议' }),
})
/** ZJ-08: the qualification is taken by the justice organ of this or the upper government; the own body may only propose */
export const byJustice = rule({
  id: 'credential/measures#by-justice', code: 'E-ZJ-08', basis: [cite(henan, 45), cite(henan, 46)], from, facts: ['justiceOrgan'],
  test: ({ facts }) => (facts['justiceOrgan'] === true ? undefined : { message: '取消执法资格由本级或者上级政府的司法行政机关决定，本单位只能提出建议' }),
})
/** JD-04: a card is not held without a document; ZJ-07: not for longer than the city's parameter */
export const suspension = rule({
  id: 'credential/measures#suspension', code: 'JD-04', basis: [cite(henan, 42, '第六项'), cite(transport, 31)], from,
  test: (t) => {
    const { document, until, has } = asked('suspend', t.act)
    const today = legalDateOf(t.now)
    return [
      ...(document?.trim() ? [] : [{ at: 'document', message: '暂扣证件须有文书，请填写文书编号' }]),
      ...(has?.ground ? [] : [{ at: 'ground', message: '须写明暂扣事由' }]),
      ...(until && until > today && until <= longestSuspension(t) ? [] : [{ at: 'until', message: `暂扣期限最长${t.item.policy.maxSuspensionMonths}个月，到${longestSuspension(t)}为止` }]),
    ]
  },
})
export const revocation = rule({
  id: 'credential/measures#revocation', code: 'ZJ-07', basis: [cite(henan, 46, '第二项'), cite(transport, 33)], from,
  test: ({ act }) => {
    const { document, has } = asked('revoke', act)
    return [
      ...(document?.trim() ? [] : [{ at: 'document', message: '取消执法资格须有决定文书，请填写文书编号' }]),
      ...(has?.ground ? [] : [{ at: 'ground', message: '须写明取消执法资格的事由' }]),
    ]
  },
})
/** ZJ-07: returned after training off the post and an examination, both since it was held */
export const retrained = rule({
  id: 'credential/measures#retrained', code: 'ZJ-07', basis: [cite(transport, 32)], from,
  test: ({ state, act, now }) => {
    const { trainedOn, examPassedOn } = asked('giveBack', act)
    const today = legalDateOf(now)
    const since = state.suspension?.on ?? state.on
    const good = (d: string | undefined): boolean => !!d && d >= since && d <= today
    return [
      ...(good(trainedOn) ? [] : [{ at: 'trainedOn', message: `暂扣（${since}）以后参加离岗培训的，才能发还` }]),
      ...(good(examPassedOn) ? [] : [{ at: 'examPassedOn', message: `暂扣（${since}）以后考试合格的，才能发还` }]),
    ]
  },
})
export const proposal = rule({
  id: 'credential/measures#proposal', code: 'ZJ-08', basis: [cite(henan, 45)], from,
  test: ({ state, act }) => {
    const { has } = asked('propose', act)
    return [
      ...(state.proposed ? [{ message: `${state.proposed.on}已经提出过建议，等司法行政机关答复` }] : []),
      ...(has?.ground ? [] : [{ at: 'ground', message: '须写明事由' }]),
      ...(has?.reason ? [] : [{ at: 'reason', message: '提出建议须说明理由' }]),
    ]
  },
})
/** what nobody proposed cannot be declined */
export const proposalThere = rule({
  id: 'credential/measures#proposal-there', code: 'ZJ-08', basis: [cite(henan, 46)], from,
  test: ({ state }) => (state.proposed ? undefined : { message: '没有待答复的建议' }),
})

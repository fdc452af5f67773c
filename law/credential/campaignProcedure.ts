import { cite } from '../kernel/citation.ts'
import type { BaseState, Procedure } from '../kernel/procedure.ts'
import { rule, type Rule } from '../kernel/rule.ts'
import { henan, since } from './general.ts'

/* 一次证件清理 (RA-01): a roster is frozen and judged, the bodies are told, everybody is decided of, the result is reported to the province. */

export interface CampaignState extends BaseState { state: 'NEW' | 'FROZEN' | 'TOLD' | 'REPORTED' | 'CLOSED' | 'DROPPED'; told: number }
/** nothing stands fixed besides the acts */
export type CampaignTerms = Record<string, never>

export const campaignStates = { NEW: '未建立', FROZEN: '已审核，未告知', TOLD: '单位核对中', REPORTED: '已上报', CLOSED: '已结束', DROPPED: '已放弃' } as const satisfies Record<CampaignState['state'], string>

const guard = (r: Omit<Rule<CampaignState, CampaignTerms>, 'from' | 'basis'>): Rule<CampaignState, CampaignTerms> => rule({ from: since, basis: [cite(henan, 38)], ...r })

/** a roster has officers and bodies; what could not be read is counted, not left out in silence */
const frozenLists = guard({
  id: 'credential/campaignProcedure#frozen-lists', code: 'RA-01',
  test: ({ act }) => {
    const lists = (act.payload['lists'] ?? {}) as Record<string, { rows: number; sha256: string } | undefined>
    return (['officers', 'bodies'] as const).flatMap((l) => (lists[l]?.rows && lists[l].sha256 ? [] : [{ at: l, message: l === 'officers' ? '执法人员名册没有一行可以读出' : '执法主体名单没有一行可以读出' }]))
  },
})

/** RA-01, ZT-02: the report adds up only when everybody was decided of; fact `undecided`: people of whom nobody has decided, `untold`: bodies not told */
const allDecided = guard({
  id: 'credential/campaignProcedure#all-decided', code: 'RA-01', facts: ['undecided', 'untold'],
  test: ({ facts }) => [
    ...(Number(facts['untold']) ? [{ message: `还有${Number(facts['untold'])}个单位没有告知` }] : []),
    ...(Number(facts['undecided']) ? [{ message: `还有${Number(facts['undecided'])}名人员没有决定清出、保留或者更正` }] : []),
  ],
})

/** every list of people taken off has both signatures; fact `unsigned`: bodies whose list lacks one */
const allSigned = guard({
  id: 'credential/campaignProcedure#all-signed', code: 'RA-01', facts: ['unsigned'],
  test: ({ facts }) => (Number(facts['unsigned']) ? { message: `还有${Number(facts['unsigned'])}个单位的清出名单没有签全` } : undefined),
})

/** why a campaign is given up is said */
const reasonedDrop = guard({
  id: 'credential/campaignProcedure#reasoned-drop', code: 'RA-01',
  test: ({ act }) => ((act.payload['has'] as { reason?: boolean } | undefined)?.reason ? undefined : { at: 'reason', message: '放弃这次清理的，请写明原因' }),
})

const basis = () => [cite(henan, 38)]
const to = (state: CampaignState['state']) => (s: CampaignState): CampaignState => ({ ...s, state })

export const campaignProcedure: Procedure<CampaignState, CampaignTerms> = {
  id: 'credential/campaignProcedure', name: '证件清理', states: campaignStates, final: ['CLOSED', 'DROPPED'],
  initial: () => ({ state: 'NEW', clocks: {}, seq: 0, told: 0 }),
  acts: {
    /** SYS: by the command line of the installation. payload {profile, asOf, settings, lists: {officers: {sha256, rows, broken}, …}, frozen} */
    create: { name: '建立清理并冻结名册', by: ['SUP', 'SYS'], from: 'new', basis, rules: [frozenLists], apply: to('FROZEN') },
    /** payload {bodies}: how many bodies of this batch were told; each has a file of its own */
    tell: {
      name: '告知单位核对', by: ['SUP'], from: ['FROZEN', 'TOLD'], basis, rules: [],
      apply: (s, act) => ({ ...s, state: 'TOLD', told: s.told + Number(act.payload['bodies'] ?? 0) }),
    },
    drop: { name: '放弃这次清理', by: ['SUP'], from: ['FROZEN'], basis, personal: ['reason'], rules: [reasonedDrop], apply: to('DROPPED') },
    report: { name: '上报清理结果', by: ['SUP'], from: ['TOLD'], basis, documents: ['C03'], rules: [allDecided, allSigned], apply: to('REPORTED') },
    close: { name: '结束清理', by: ['SUP'], from: ['REPORTED'], basis, rules: [], apply: to('CLOSED') },
  },
  lapse: () => undefined,
}

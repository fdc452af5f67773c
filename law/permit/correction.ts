import type { Act } from '../kernel/procedure.ts'
import { accepted } from './acceptance.ts'
import type { NoticeItem } from './payload.ts'
import { dayOf, inGuide, listed, materialsFor, nameOf, openMaterials, read } from './reading.ts'
import { guard } from './regime.ts'
import type { PermitState } from './state.ts'

/* 一次性告知、补正、逾期不补正 (许可法 32 第一款第四项; XK-02…04) */

/** E-XK-03: one notice only; what could be seen in the first set may not be demanded later */
export const oneNotice = guard({
  id: 'permit/correction#one-time-notice', code: 'E-XK-03', topic: 'oneTimeNotice',
  test: ({ state }) =>
    state.notice ? { message: `${state.notice.on}已经一次性告知过需要补正的全部内容，不得再次要求补正` } : undefined,
})

/** XK-02: silence beyond the period is acceptance from the day of receipt; a notice comes too late then */
export const inTime = guard({
  id: 'permit/correction#in-time', code: 'XK-02', topic: 'silence',
  test: ({ state }) =>
    state.acceptance === 'deemed' ? { message: `逾期没有告知，自${state.acceptedOn}收到申请材料之日起即为受理，不能再要求补正` } : undefined,
})

/** XK-02: everything that is missing or faulty stands in the one notice, so everything must have been looked at */
export const completeNotice = guard({
  id: 'permit/correction#complete-notice', code: 'XK-02', topic: 'oneTimeNotice', facts: ['missingFields'],
  test: ({ state, act, item, facts }) => {
    const told = new Set((read('oneTimeNotice', act).items ?? []).map((i) => i.id))
    const faults = openMaterials(state, item).filter((m) => !told.has(m.id)).map((m) => ({
      at: m.id,
      message: state.checks[m.id] ? `一次性告知没有列明“${m.name}”` : `“${m.name}”尚未核对，全部核对后才能一次性告知`,
    }))
    const fields = [...new Set([...listed(facts.missingFields), ...state.wrongFields])].filter((id) => !told.has(id)).map((id) => ({ at: id, message: `一次性告知没有列明“${nameOf(item, id)}”` }))
    return [...faults, ...fields, ...(told.size ? [] : [{ message: '没有需要补正的内容，应当受理' }])]
  },
})

/** E-ITM-05: nothing outside the guide revision of the case; and nothing that the check found good */
export const noticeInGuide = guard({
  id: 'permit/correction#notice-in-guide', code: 'E-ITM-05', topic: 'guide',
  test: ({ state, act, item }) =>
    (read('oneTimeNotice', act).items ?? []).flatMap((i) => {
      if (!inGuide(item, state.answers, i.id)) return [{ at: i.id, message: `办事指南没有要求“${nameOf(item, i.id)}”，不得要求申请人提供` }]
      return !state.notice && i.kind === 'material' && state.checks[i.id]?.result === 'ok' ? [{ at: i.id, message: `“${nameOf(item, i.id)}”核对无误，不能要求补正` }] : []
    }),
})

/** ELE-03: what sharing gives is not asked of the applicant, unless the sharing service is down (fact `shareDown`: material ids) */
export const notShared = guard({
  id: 'permit/correction#not-shared', code: 'ELE-03', topic: 'sharing', facts: ['shareDown'], from: '2019-04-26',
  test: ({ state, act, item, facts }) => {
    const down = listed(facts.shareDown)
    return (read('oneTimeNotice', act).items ?? [])
      .filter((i) => materialsFor(item, state.answers).some((m) => m.id === i.id && m.obtainableByShare) && !down.includes(i.id))
      .map((i) => ({ at: i.id, message: `“${nameOf(item, i.id)}”能够通过数据共享获取，不得要求申请人提供` }))
  },
})

/** XK-04: the notice sets a reasonable period, in working days */
export const periodSet = guard({
  id: 'permit/correction#period-set', code: 'XK-04', topic: 'correctionPeriod',
  test: ({ act }) => {
    const n = read('oneTimeNotice', act).periodDays
    return Number.isSafeInteger(n) && n >= 1 ? undefined : { at: 'periodDays', message: '须写明补正期限（工作日）' }
  },
})

/** XK-03: only what the notice listed can be supplied; nothing new is asked or taken instead */
export const asListed = guard({
  id: 'permit/correction#as-listed', code: 'XK-03', topic: 'oneTimeNotice',
  test: ({ state, act, item }) => {
    const items = read('supply', act).items ?? []
    const open = (state.notice?.items ?? []).map((i) => i.id).filter((id) => !state.notice!.supplied.includes(id))
    if (!items.length) return { message: '请指明补正了哪些内容' }
    return items.filter((id) => !open.includes(id)).map((id) => ({ at: id, message: `“${nameOf(item, id)}”不在尚待补正的内容中` }))
  },
})

/** default period of correction in working days; no law gives a number (XK-04, parameter) */
export const correctionPeriodDays = 15

export function noticed(to: 'correction' | 'guideCorrection') {
  return (state: PermitState, act: Act): PermitState => {
    const p = act.payload as { items: NoticeItem[]; periodDays?: number }
    return { ...state, state: to, notice: { on: dayOf(act), items: p.items, supplied: [], periodDays: p.periodDays ?? 0 } }
  }
}

/** what was asked is in: it counts as good, since nothing new may be demanded; the last one makes the acceptance (XK-03) */
export function supplied(whole: (state: PermitState, act: Act) => PermitState) {
  return (state: PermitState, act: Act): PermitState => {
    const p = read('supply', act)
    const supplied = [...new Set([...state.notice!.supplied, ...p.items])]
    const kinds = new Map(state.notice!.items.map((i) => [i.id, i.kind]))
    const materials = { ...state.materials }
    const checks = { ...state.checks }
    for (const id of p.items) {
      if (kinds.get(id) !== 'material') continue
      materials[id] = p.materials?.[id] ?? 'electronic'
      checks[id] = { result: 'ok', form: materials[id]! }
    }
    const next = { ...state, materials, checks, wrongFields: state.wrongFields.filter((id) => !p.items.includes(id)), notice: { ...state.notice!, supplied } }
    return state.notice!.items.every((i) => supplied.includes(i.id)) ? whole(next, act) : next
  }
}

export const corrected = supplied(accepted('corrected'))
export const informationSupplied = supplied((state) => ({ ...state, state: 'received' }))

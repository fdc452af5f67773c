import { legalDateOf, WD } from '../kernel/dates.ts'
import type { Act } from '../kernel/procedure.ts'
import { dayOf, gapOf, has, inGuide, listed, materialsFor, nameOf, openMaterials, read } from './reading.ts'
import { guard, type PermitTrial } from './regime.ts'
import type { PermitState } from './state.ts'

/* 收件、核对、受理、不受理、不予受理 (许可法 29–32; XK-01, XK-05, XK-06) */

/** ITM-07: a revision may be applied for only while it is published; a case opened before keeps its revision */
export const revisionInForce = guard({
  id: 'permit/acceptance#revision-in-force', code: 'ITM-07', topic: 'guide',
  test: ({ item, now }) => {
    const day = legalDateOf(now)
    if (day < item.effectiveFrom) return { message: `“${item.name}”自${item.effectiveFrom}起可以申请` }
    if (item.effectiveUntil && day >= item.effectiveUntil) return { message: `“${item.name}”的这一版本已于${item.effectiveUntil}停止受理，请按现行办事指南申请` }
  },
})

/** XK-05: materials may have been handed over or signed for before they were entered, never after */
export const receiptNotLater = guard({
  id: 'permit/acceptance#receipt-not-later', code: 'XK-05', topic: 'receive', facts: ['receivedEarlier'],
  test: ({ facts, now }) =>
    typeof facts.receivedEarlier === 'string' && facts.receivedEarlier > legalDateOf(now) ? { message: '收件日期不能晚于登记的当日' } : undefined,
})

/** XK-19: after hidden facts or false materials the same permit, where public safety is at stake, may not be asked for again for a time */
export const notBanned = guard({
  id: 'permit/acceptance#not-banned', code: 'XK-19', topic: 'falseMaterials', facts: ['bannedUntil'], regimes: ['permit'],
  test: ({ facts, item, now }) =>
    item.publicSafety && typeof facts.bannedUntil === 'string' && legalDateOf(now) < facts.bannedUntil
      ? { message: `因曾隐瞒情况、提供虚假材料，${facts.bannedUntil}前不得再次申请“${item.name}”` } : undefined,
})

/** E-ITM-05: what the guide does not ask for is not taken in either; a material for other answers is simply not needed */
export const materialsListed = guard({
  id: 'permit/acceptance#materials-listed', code: 'E-ITM-05', topic: 'guide',
  test: ({ act, item }) =>
    Object.keys(read('submit', act).materials ?? {}).filter((id) => !item.materials.some((m) => m.id === id))
      .map((id) => ({ at: id, message: `办事指南没有要求“${id}”，不用提交` })),
})

/** E-ITM-05: nothing outside the guide revision of the case may be looked for */
export const checkInGuide = guard({
  id: 'permit/acceptance#check-in-guide', code: 'E-ITM-05', topic: 'guide',
  test: ({ act, item, state }) =>
    [...Object.keys(read('check', act).results ?? {}).filter((id) => !materialsFor(item, state.answers).some((m) => m.id === id)),
      ...(read('check', act).fields ?? []).filter((id) => !item.fields.some((f) => f.id === id))]
      .map((id) => ({ at: id, message: `办事指南没有要求“${nameOf(item, id)}”，不得要求申请人提供` })),
})

/** XK-01: correctable on the spot means signed and dated by the applicant, on things that the guide asks for */
export const fixSigned = guard({
  id: 'permit/acceptance#fix-signed', code: 'XK-01', topic: 'onTheSpotFix',
  test: ({ act }) => {
    const p = read('fixOnTheSpot', act)
    if (!p.fields?.length) return { message: '请指明更正了哪些内容' }
    if (p.signed !== true || !has(act, 'signature')) return { message: '当场更正处须由申请人签名并注明日期' }
  },
})
export const fixInGuide = guard({
  id: 'permit/acceptance#fix-in-guide', code: 'E-ITM-05', topic: 'guide',
  test: ({ act, item, state }) =>
    (read('fixOnTheSpot', act).fields ?? []).filter((id) => !inGuide(item, state.answers, id))
      .map((id) => ({ at: id, message: `“${id}”不是本事项的表单内容或者材料` })),
})

/** XK-01: complete materials must be accepted, and only complete ones; every gap at once */
export const materialsComplete = guard({
  id: 'permit/acceptance#materials-complete', code: 'XK-01', topic: 'accept',
  test: ({ state, item }) =>
    openMaterials(state, item).map((m) => ({
      at: m.id,
message: gapOf(m.name, state.checks[m.id]?.result, !!m.tolerable && !!item.tolerant),
    })),
})
export const formComplete = guard({
  id: 'permit/acceptance#form-complete', code: 'XK-01', topic: 'accept', facts: ['missingFields'],
  test: ({ facts, item }) => listed(facts.missingFields).map((id) => ({ at: id, message: `“${nameOf(item, id)}”没有填写` })),
})

/** XK-01: a wording that the counter found wrong is put right first, on the spot where that can be done */
export const formRight = guard({
  id: 'permit/acceptance#form-right', code: 'XK-01', topic: 'accept',
  test: ({ state, item }) => state.wrongFields.map((id) => ({ at: id, message: `“${nameOf(item, id)}”填写得不对，请申请人当场更正或者列入一次性告知` })),
})

/** XK-01: what belongs to another organ is not accepted here but shown the way (notCompetent) */
export const competent = guard({
  id: 'permit/acceptance#competent', code: 'XK-01', topic: 'notCompetent', facts: ['organCompetent'],
  test: ({ facts }) => (facts.organCompetent === false ? { message: '本事项不属于本机关职权范围，应当即时作出不予受理的决定并告知向有权机关申请' } : undefined),
})

/** XK-01: told at once: on the day of receipt at a counter; online by the first response (XK-24) */
export const toldAtOnce = guard({
  id: 'permit/acceptance#told-at-once', code: 'XK-01', topic: 'receive',
  test: (trial) => {
    const last = lastDayToTell(trial)
    return last && legalDateOf(trial.now) > last ? { message: `应当即时告知，最迟${last}；已经超过，不能再以此不受理` } : undefined
  },
})
export const bodyNamed = guard({
  id: 'permit/acceptance#body-named', code: 'XK-01', topic: 'notCompetent',
  test: ({ act }) => (String(read('notCompetent', act).competentBody ?? '').trim() ? undefined : { at: 'competentBody', message: '须写明申请人应当向哪个机关申请' }),
})
export const reasonGiven = guard({
  id: 'permit/acceptance#reason-given', code: 'G-04', topic: 'dated',
  test: ({ act }) => (has(act, 'reason') ? undefined : { at: 'reason', message: '须写明理由' }),
})

function lastDayToTell({ state, calendar }: PermitTrial): string | undefined {
  if (!state.receivedOn) return undefined
  const wait = state.channel === 'web' || !calendar.provisional().isWorkday(state.receivedOn) ? 1 : 0
  return WD(state.receivedOn, wait, calendar.provisional())
}

/** 收件 */
export function received(state: PermitState, act: Act): PermitState {
  const p = read('submit', act)
  const f = act.facts ?? {}
  const helpers = act.actor.code === 'AGT' && act.actor.person ? [act.actor.person] : []
  if (typeof f.helper === 'string') helpers.push(f.helper)
  return {
    ...state, state: 'received', channel: p.channel, answers: p.answers ?? {}, materials: { ...p.materials },
    receivedOn: typeof f.receivedEarlier === 'string' ? f.receivedEarlier : dayOf(act), receivedAt: act.at,
    joint: f.joint === true, helpers: [...new Set(helpers)],
    ...(typeof f.applicant === 'string' ? { applicant: f.applicant } : {}), ...(f.hours ? { hours: f.hours } : {}),
    ...(p.assistance ? { assistance: p.assistance } : {}), ...(p.bundle ? { bundle: p.bundle } : {}),
  }
}

export function checked(state: PermitState, act: Act): PermitState {
  const { results, fields } = read('check', act)
  const materials = { ...state.materials }
  for (const [id, r] of Object.entries(results)) if (r.form) materials[id] = r.form
  return { ...state, checks: { ...state.checks, ...results }, materials, ...(fields ? { wrongFields: fields } : {}) }
}

/** what was put right must be looked at again: it counts as not checked */
export function fixed(state: PermitState, act: Act): PermitState {
  const { fields } = read('fixOnTheSpot', act)
  const checks = Object.fromEntries(Object.entries(state.checks).filter(([id]) => !fields.includes(id)))
  return { ...state, checks, wrongFields: state.wrongFields.filter((id) => !fields.includes(id)), fixed: [...state.fixed, ...fields] }
}

/** 受理, with the day on which it takes effect */
export function accepted(how: NonNullable<PermitState['acceptance']>) {
  return (state: PermitState, act: Act): PermitState =>
    ({ ...state, state: 'accepted', acceptance: how, acceptedOn: dayOf(act), acceptedAt: act.at })
}

export function ended(to: 'notNeeded' | 'notCompetent' | 'withdrawn' | 'abandoned' | 'outOfScope') {
  return (state: PermitState): PermitState => ({ ...state, state: to })
}

import { lastDay, later, works, workdaysAfter, type Out, type Period } from './days.ts'

/*
 * The law of a case in the model's own words, from law.md 1.1 to 1.3; nothing here comes from law/. It knows which acts there
 * are, from which states, by whom and on what conditions, what lapses, and until when; nothing of documents, screens or tables.
 */

export type Regime = 'permit' | 'marketRegistration' | 'realEstateRegistration' | 'publicService' | 'filing'

/** What the model has to know of an item; the rest is the guide's. */
export interface Terms {
  regime: Regime
  organ: string
  /** 承诺件: examined before it is decided; otherwise decided on the spot */
  promised: boolean
  inspection?: true
  tolerant?: true
  licence: boolean
  /** 法定办理期限 of the guide in force on that day */
  decide(day: string): Period
  /** working days promised, where the promise is in days */
  promise?: number
}

const days = (n: number): Period => ({ n, unit: 'workday' })
const always = (p: Period) => () => p
const service = (organ: string, licence: boolean, n: number): Terms => ({ regime: 'publicService', organ, promised: true, licence, decide: always(days(n)) })

export const items: Readonly<Record<string, Terms>> = {
  'road-freight': { regime: 'permit', organ: 'yanling-transport', promised: true, tolerant: true, licence: true, decide: always({ n: 20, unit: 'calendar' }), promise: 5 },
  'food-business': { regime: 'permit', organ: 'market', promised: true, inspection: true, tolerant: true, licence: true, decide: always(days(20)), promise: 5 },
  'company-setup': {
    regime: 'marketRegistration', organ: 'yanling-market', promised: true, licence: true,
    decide: (day) => (day < '2022-03-01' ? { n: 15, unit: 'calendar' } : days(3)),
  },
  'real-estate-transfer': { regime: 'realEstateRegistration', organ: 'registry', promised: true, licence: true, decide: always(days(30)) },
  'social-card-loss': { regime: 'publicService', organ: 'labour', promised: false, licence: false, decide: always(days(1)) },
  'project-filing': { regime: 'filing', organ: 'yanling-development', promised: true, licence: true, decide: always(days(0)) },
  // members of the bundle 房屋转移一件事
  'deed-tax': service('tax', true, 1),
  'water-transfer': service('water', false, 3),
  'power-transfer': service('power', false, 3),
  'gas-transfer': service('gas', false, 3),
}

/** members of the bundle, by whether the meters go along; each with what must be decided before it */
export const flatTransfer = (utilities: boolean): Record<string, string[]> => ({
  'deed-tax': [], 'real-estate-transfer': ['deed-tax'],
  ...(utilities ? { 'water-transfer': ['real-estate-transfer'], 'power-transfer': ['real-estate-transfer'], 'gas-transfer': ['real-estate-transfer'] } : {}),
})

export interface Material { id: string; source: 'bring' | 'have' | 'fill'; required: boolean; tolerable: boolean; shared: boolean }
export type Given = 'original' | 'copy' | 'electronic' | 'have' | 'fill' | 'none'

export interface Case {
  name: string
  item: string
  terms: Terms
  applicant: string
  channel: 'web' | 'window' | 'selfService'
  state: string
  receivedOn: string
  materials: Material[]
  given: Record<string, Given>
  checks: Record<string, 'ok' | 'missing' | 'faulty'>
  /** required fields of the form left empty */
  gaps: string[]
  notice?: { on: string; items: string[]; supplied: string[]; until?: string }
  tolerated?: { missing: string[]; supplied: string[]; until: string }
  acceptance?: 'ordinary' | 'corrected' | 'tolerant' | 'deemed'
  acceptedOn?: string
  outs: Out[]
  extended?: number
  inspectors: string[]
  conform?: boolean
  decided?: { kind: string; on: string }
  /** cases of the same bundle that must be decided first */
  after: Case[]
}

/** regimes in which silence means acceptance, and after how many working days (许可法 32; 公司登记管理条例 51; 不动产登记暂行条例 17) */
function silence(regime: Regime, day: string): number | undefined {
  if (regime === 'permit') return 5
  if (regime === 'realEstateRegistration') return 0
  return regime === 'marketRegistration' && day < '2022-03-01' ? 5 : undefined
}

export const running = ['accepted', 'review', 'special']
export const settled = ['notNeeded', 'notCompetent', 'withdrawn', 'abandoned', 'delivered', 'outOfScope']
export const kinds = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审']
const grounds = ['applicantRequest', 'deathOrIncapacity', 'entityEnded', 'notRequired', 'feeUnpaid', 'forceMajeure']

/** required materials that nobody has found good yet */
export function open(c: Case): Material[] {
  return c.materials.filter((m) => m.required && (c.checks[m.id] ? c.checks[m.id] !== 'ok' : !(m.source !== 'bring' && c.given[m.id] === m.source)))
}

/** last day to decide (许可法 42, 45): from acceptance, without the days of special procedures, with the one extension */
export function decideBy(c: Case): string | undefined {
  if (!c.acceptedOn || c.terms.regime === 'filing') return undefined
  const { n, unit } = c.terms.decide(c.receivedOn)
  return lastDay(c.acceptedOn, { n: n + (c.extended ?? 0), unit }, c.outs)
}

/** last day on which silence does not yet mean acceptance */
export function silentUntil(c: Case): string | undefined {
  const n = silence(c.terms.regime, c.receivedOn)
  return n === undefined ? undefined : lastDay(c.receivedOn, days(n))
}

export interface Lapse { type: 'deemAccept' | 'abandon' | 'lapseTolerance'; on: string }

/** what the law does by itself until now, done to the model's case; each with the day at whose end it happened */
export function lapse(c: Case, now: string): Lapse[] {
  const done: Lapse[] = []
  const over = (day: string | undefined): day is string => day !== undefined && now.slice(0, 10) > day
  const silent = silentUntil(c)
  if (c.state === 'received' && c.terms.regime !== 'filing' && over(silent)) {
    Object.assign(c, { state: 'accepted', acceptance: 'deemed', acceptedOn: c.receivedOn } satisfies Partial<Case>)
    done.push({ type: 'deemAccept', on: silent })
  }
  if (c.state === 'correction' && over(c.notice!.until)) {
    c.state = 'abandoned'
    done.push({ type: 'abandon', on: c.notice!.until! })
  }
  if (running.includes(c.state) && c.tolerated && c.tolerated.supplied.length < c.tolerated.missing.length && over(c.tolerated.until)) {
    c.state = 'withdrawn'
    done.push({ type: 'lapseTolerance', on: c.tolerated.until })
  }
  return done
}

export interface Try { type: string; payload: Record<string, any>; personal: Record<string, any> }
/** somebody in one of his offices; `person`: his id, for inspections */
export interface Actor { as: 'citizen' | 'clerk' | 'counter' | 'examiner' | 'head' | 'other'; organ?: string; key: string; person: string; also?: 'head' }

const offices: Record<string, string[]> = {
  check: ['clerk'], oneTimeNotice: ['clerk'], accept: ['clerk'], acceptTolerant: ['clerk'], file: ['clerk'], guideCorrection: ['clerk'], outOfScope: ['clerk'],
  fixOnTheSpot: ['citizen', 'clerk'], supply: ['citizen', 'clerk'], supplyTolerated: ['citizen', 'clerk'], withdraw: ['citizen'], change: ['citizen'],
  notNeeded: ['clerk', 'examiner'], notCompetent: ['clerk', 'examiner'], takeUp: ['examiner'], inspect: ['examiner'], assignInspectors: ['examiner', 'head'],
  suspend: ['examiner', 'head'], resume: ['examiner', 'head'], extend: ['head'], refuse: ['head'], terminate: ['head'], deliver: ['counter'],
}
const froms: Record<string, string[]> = {
  check: ['received'], fixOnTheSpot: ['received'], oneTimeNotice: ['received'], supply: ['correction'], accept: ['received'], acceptTolerant: ['received'],
  supplyTolerated: running, notNeeded: ['received'], notCompetent: ['received'], takeUp: ['accepted'], assignInspectors: running, inspect: running,
  suspend: ['accepted', 'review'], resume: ['special'], extend: running, grant: ['accepted', 'review'], refuse: ['accepted', 'review'], terminate: running,
  withdraw: ['received', 'correction', ...running], deliver: ['granted', 'issued', 'refused', 'terminated'],
}
const ofFiling: Record<string, string[]> = {
  guideCorrection: ['received'], supply: ['guideCorrection'], file: ['received'], outOfScope: ['received', 'guideCorrection', 'filed'], change: ['filed'],
  withdraw: ['received', 'guideCorrection', 'filed'], deliver: ['filed'],
}

/** the office in which somebody may do this to this case, if any */
export function office(c: Case, a: Actor, type: string): string | undefined {
  const who = type === 'grant' ? (c.terms.regime === 'permit' ? ['head'] : ['examiner', 'head']) : offices[type] ?? []
  const held = [a.as, ...(a.also ? [a.also] : [])]
  return held.find((as) => who.includes(as) && (as !== 'citizen' || a.key === c.applicant) && (!['examiner', 'head'].includes(as) || a.organ === c.terms.organ))
}

/** why this may not be done now, or undefined. One reason is enough: whether all are told is not the model's question. */
export function refusal(c: Case, a: Actor, t: Try, now: string): string | undefined {
  const today = now.slice(0, 10)
  const p = t.payload
  const from = (c.terms.regime === 'filing' ? ofFiling : froms)[t.type]
  if (!from) return 'no such step in this procedure'
  if (!office(c, a, t.type)) return 'not his office'
  if (!from.includes(c.state)) return `not from ${c.state}`
  const unknown = (ids: string[]) => ids.some((id) => !c.materials.some((m) => m.id === id) && !c.gaps.includes(id))
  const gone = (ids: string[] | undefined, listed: string[], supplied: string[]) => !ids?.length || ids.some((id) => !listed.includes(id) || supplied.includes(id))
  switch (t.type) {
    case 'check': return unknown(Object.keys(p['results'])) ? 'not in the guide' : undefined
    case 'fixOnTheSpot': return !p['fields'].length || !t.personal['signature'] ? 'nothing named or not signed' : unknown(p['fields']) ? 'not in the guide' : undefined
    case 'oneTimeNotice': {
      const told: string[] = p['items'].map((i: { id: string }) => i.id)
      if (c.notice) return 'told once already'
      if (!told.length || unknown(told)) return 'nothing, or not in the guide'
      if ([...open(c).map((m) => m.id), ...c.gaps].some((id) => !told.includes(id))) return 'not everything at once'
      if (c.materials.some((m) => told.includes(m.id) && (m.shared || c.checks[m.id] === 'ok'))) return 'found good, or the city has it'
      return undefined
    }
    case 'guideCorrection': {
      const told: string[] = p['items'].map((i: { id: string }) => i.id)
      return !told.length || unknown(told) || c.gaps.some((id) => !told.includes(id)) ? 'not everything, or nothing, or not in the guide' : undefined
    }
    case 'file': return c.gaps.length ? 'information is missing' : undefined
    case 'supply': return gone(p['items'], c.notice!.items, c.notice!.supplied) ? 'not what was asked' : undefined
    case 'accept': return open(c).length || c.gaps.length ? 'not complete' : undefined
    case 'acceptTolerant': {
      const missing: string[] = p['missing']
      if (!c.terms.tolerant || !missing.length || !t.personal['commitment'] || c.gaps.length) return 'not tolerant, nothing missing, or no commitment'
      if (missing.some((id) => !c.materials.find((m) => m.id === id)?.tolerable) || open(c).some((m) => !missing.includes(m.id))) return 'a main material'
      const due = [workdaysAfter(today, c.terms.promise!), lastDay(today, c.terms.decide(c.receivedOn))].sort()[0]!
      return p['supplyBy'] <= today || !works(p['supplyBy']) || p['supplyBy'] >= due ? 'not on a working day before the decision' : undefined
    }
    case 'supplyTolerated': return !c.tolerated || gone(p['items'], c.tolerated.missing, c.tolerated.supplied) ? 'not what was left open' : undefined
    case 'notNeeded': case 'notCompetent': {
      const wait = c.channel === 'web' || !works(c.receivedOn) ? 1 : 0
      return today > workdaysAfter(c.receivedOn, wait) || !t.personal['reason'] || (t.type === 'notCompetent' && !p['competentBody']) ? 'not at once, or no reason' : undefined
    }
    case 'assignInspectors': return pair(c, p['inspectors'])
    case 'inspect': return pair(c, p['inspectors']) ?? (!p['inspectors'].includes(a.person) ? 'recorded by somebody who was not there'
      : c.inspectors.length && p['inspectors'].some((i: string) => !c.inspectors.includes(i)) ? 'not those assigned' : undefined)
    case 'suspend': return c.terms.regime !== 'permit' || !kinds.includes(p['kind']) || p['notified'] !== true ? 'no ground, or not told in writing' : today > decideBy(c)! ? 'past due' : undefined
    case 'resume': return p['resultOn'] < c.outs.at(-1)!.from || p['resultOn'] > today ? 'not a day of the procedure' : undefined
    case 'extend': {
      const most = c.terms.regime === 'permit' ? 10 : c.terms.regime === 'marketRegistration' && today >= '2022-03-01' ? 3 : 0
      if (c.extended || p['days'] > most || !t.personal['reason'].trim()) return 'once, so many days, with a reason'
      return c.state !== 'special' && today > decideBy(c)! ? 'past due' : undefined
    }
    case 'grant':
      if (c.state === 'accepted' && c.terms.promised) return 'examined first'
      if (c.tolerated && c.tolerated.supplied.length < c.tolerated.missing.length) return 'something is still open'
      if (c.terms.inspection && c.conform !== true) return 'no conforming inspection'
      return c.after.some((o) => !['granted', 'tacit'].includes(o.decided?.kind ?? '')) ? 'another comes first' : undefined
    case 'refuse':
      if (!t.personal['reason'] || !t.personal['facts'] || !p['articles'].length) return 'no reason, facts or article'
      return c.terms.regime !== 'permit' && p['articles'].some((a: { law: string }) => a.law === '行政许可法') ? 'no permit, and refused by the law on permits' : undefined
    case 'terminate': return !grounds.includes(p['ground']) || !t.personal['reason'] ? 'no ground' : undefined
    case 'deliver': return c.terms.regime !== 'filing' && (p['identityChecked'] !== true || !t.personal['signature']) ? 'identity or signature' : undefined
    default: return undefined
  }
}

function pair(c: Case, named: string[]): string | undefined {
  if (new Set(named).size < 2) return 'one person is no pair'
  return named.some((i) => !staff(c.terms.organ).includes(i)) ? 'not of this organ' : undefined
}
let staff: (organ: string) => string[] = () => []
/** tells the model who examines or decides at each organ */
export function employ(of: (organ: string) => string[]): void {
  staff = of
}

/** does it to the model's case */
export function apply(c: Case, t: Try, now: string): void {
  const today = now.slice(0, 10)
  const p = t.payload
  const accept = (how: NonNullable<Case['acceptance']>) => Object.assign(c, { state: 'accepted', acceptance: how, acceptedOn: today })
  const decide = (kind: string, state = kind) => Object.assign(c, { state, decided: { kind, on: today } })
  switch (t.type) {
    case 'check':
      for (const [id, r] of Object.entries<{ result: 'ok' | 'missing' | 'faulty' }>(p['results'])) c.checks[id] = r.result
      break
    case 'fixOnTheSpot':
      for (const id of p['fields']) delete c.checks[id]
      c.gaps = c.gaps.filter((id) => !p['fields'].includes(id))
      break
    case 'oneTimeNotice': case 'guideCorrection':
      c.notice = { on: today, items: p['items'].map((i: { id: string }) => i.id), supplied: [], ...(p['periodDays'] ? { until: workdaysAfter(today, p['periodDays']) } : {}) }
      c.state = t.type === 'oneTimeNotice' ? 'correction' : 'guideCorrection'
      break
    case 'supply':
      c.notice!.supplied.push(...new Set<string>(p['items']))
      c.gaps = c.gaps.filter((id) => !p['items'].includes(id))
      for (const id of p['items']) if (c.materials.some((m) => m.id === id)) Object.assign(c, { checks: { ...c.checks, [id]: 'ok' }, given: { ...c.given, [id]: 'electronic' } })
      if (c.notice!.supplied.length < c.notice!.items.length) break
      if (c.terms.regime !== 'filing') accept('corrected')
      else if (c.gaps.length) c.state = 'received'
      else decide('filed')
      break
    case 'file': decide('filed'); break
    case 'accept': accept('ordinary'); break
    case 'acceptTolerant': accept('tolerant'); c.tolerated = { missing: [...new Set<string>(p['missing'])], supplied: [], until: p['supplyBy'] }; break
    case 'supplyTolerated': c.tolerated!.supplied.push(...new Set<string>(p['items'])); break
    case 'takeUp': c.state = 'review'; break
    case 'assignInspectors': c.inspectors = [...p['inspectors']]; break
    case 'inspect': c.conform = p['conform']; break
    case 'suspend': c.state = 'special'; c.outs.push({ from: today }); break
    case 'resume': c.state = 'review'; c.outs.at(-1)!.to = p['resultOn']; break
    case 'extend': c.extended = p['days']; break
    // an electronic licence comes with the decision, and who applied on the web has both at once
    case 'grant': decide('granted', c.channel === 'web' ? 'delivered' : c.terms.licence ? 'issued' : 'granted'); break
    case 'refuse': decide('refused'); break
    case 'terminate': decide('terminated'); break
    case 'deliver': if (c.terms.regime !== 'filing') c.state = 'delivered'; break
    case 'withdraw': c.state = 'withdrawn'; break
    case 'notNeeded': case 'notCompetent': case 'outOfScope': c.state = t.type; break
  }
}

/** end of that day as the record writes it */
export const endOf = (day: string) => `${later(day, 1)}T00:00:00.000+08:00`

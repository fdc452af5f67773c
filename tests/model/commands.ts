import fc from 'fast-check'
import { later, works, workdaysAfter, type Beginning } from './days.ts'
import { everybody, type City } from './city.ts'
import { decideBy, items, open, refusal, type Case, type Try } from './law.ts'
import type { Held, World } from './world.ts'

/* What people do, and what goes wrong. Each command says in plain words what it is; what it came to is in the run's story. */

interface Model { begin: Beginning }
export type Command = fc.AsyncCommand<Model, World>

const most = { cases: 5, bundles: 1 }
const strokes = { strokes: [[[10, 10], [200, 120], [400, 60]]], shown: 'a'.repeat(64) }

/** everything worth trying on a case now: what the law takes, and its near misses; `k` chooses among likes */
export function tries(w: World, c: Case, k: number): Try[] {
  const today = w.city.now().slice(0, 10)
  const pick = <T>(list: readonly T[]): T | undefined => list[k % Math.max(1, list.length)]
  const t = (type: string, payload: Try['payload'] = {}, personal: Try['personal'] = {}): Try => ({ type, payload, personal })
  const results = (bad: string | undefined, how: 'missing' | 'faulty') => ({ results: Object.fromEntries(c.materials.map((m) => [m.id, { result: m.id === bad ? how : 'ok' }])) })
  const asked = (ids: string[]) => ids.map((id) => ({ kind: c.materials.some((m) => m.id === id) ? 'material' : 'field', id, problem: 'missing' }))
  const all = [...open(c).map((m) => m.id), ...c.gaps]
  const values = (ids: string[]) => Object.fromEntries(ids.filter((id) => c.gaps.includes(id)).map((id) => [id, '补上']))
  const left = c.notice ? c.notice.items.filter((id) => !c.notice!.supplied.includes(id)) : []
  const out = c.tolerated ? c.tolerated.missing.filter((id) => !c.tolerated!.supplied.includes(id)) : []
  const own = ['examiner', 'examiner2', 'head'].map((o) => w.city.id(`${o}.${c.terms.organ}`))
  let soon = workdaysAfter(today, 1 + (k % 4))
  if (c.terms.regime === 'permit' && soon >= workdaysAfter(today, 5)) soon = workdaysAfter(today, 2)
  const proper = c.materials.filter((m) => !m.shared).map((m) => m.id)
  const own38 = { permit: { law: '行政许可法', article: 38 }, realEstateRegistration: { law: '不动产登记暂行条例', article: 22 }, marketRegistration: { law: '市场主体登记管理条例', article: 20 } }[c.terms.regime as 'permit'] ?? { law: '优化营商环境条例', article: 36 }
  const reason = { reason: '申请材料与实际不一致' }
  return [
    t('check', results(undefined, 'missing')), t('check', results(undefined, 'missing')), t('check', results(pick(proper), k % 2 ? 'missing' : 'faulty')),
    t('check', results(pick(c.materials.filter((m) => m.tolerable).map((m) => m.id)), 'missing')), t('check', { results: { nothing: { result: 'ok' } } }),
    t('fixOnTheSpot', { fields: [pick([...proper, ...c.gaps]) ?? 'x'], signed: true }, { changes: values([pick([...proper, ...c.gaps]) ?? 'x']), signature: strokes }),
    t('oneTimeNotice', { items: asked(all), periodDays: [1, 3, 15][k % 3]! }, { explanations: {} }), t('oneTimeNotice', { items: asked(all.slice(1)), periodDays: 5 }, { explanations: {} }),
    t('oneTimeNotice', { items: asked([pick(c.materials)!.id]), periodDays: 5 }, { explanations: {} }), t('guideCorrection', { items: asked(all) }),
    t('supply', { items: left }, { form: values(left) }), t('supply', { items: left.slice(0, 1) }, { form: values(left.slice(0, 1)) }), t('supply', { items: [pick(c.materials)!.id] }, {}),
    t('accept'), t('accept'), t('acceptTolerant', { missing: all, supplyBy: soon }, { commitment: strokes }), t('acceptTolerant', { missing: all, supplyBy: later(today, k % 9) }, { commitment: strokes }),
    t('acceptTolerant', { missing: all, supplyBy: soon }), t('supplyTolerated', { items: out }), t('supplyTolerated', { items: [pick(proper) ?? 'x'] }),
    t('takeUp'), t('takeUp'), t('assignInspectors', { inspectors: own.slice(0, 2) }), t('assignInspectors', { inspectors: [own[0], own[0]] }), t('assignInspectors', { inspectors: [own[0], w.city.id('examiner.tax')] }),
    t('inspect', { inspectors: own.slice(0, 2), conform: true }, { facts: '现场与申请一致' }), t('inspect', { inspectors: own.slice(0, 2), conform: true }, { facts: '现场与申请一致' }),
    t('inspect', { inspectors: own.slice(0, 2), conform: false }, { facts: '没有冷藏设施' }), t('inspect', { inspectors: [own[0], own[0]], conform: true }, { facts: '一个人看的' }),
    t('suspend', { kind: pick(['检验', '专家评审', '听证'])!, days: 5, notified: true }), t('suspend', { kind: '请示上级', days: 5, notified: true }), t('suspend', { kind: '检验', days: 5, notified: false }),
    t('resume', { resultOn: today }), t('resume', { resultOn: later(today, 1) }), t('resume', { resultOn: later(today, -9) }),
    t('extend', { days: pick([3, 10, 1])! }, { reason: '需补充核查' }), t('extend', { days: 11 }, { reason: '需补充核查' }), t('extend', { days: 3 }, { reason: '\u3000 ' }),
    t('grant'), t('grant'), t('grant'), t('refuse', { articles: [own38] }, { ...reason, facts: '面积不足' }), t('refuse', { articles: [{ law: '行政许可法', article: 38 }] }, { ...reason, facts: '面积不足' }), t('refuse', { articles: [] }, { ...reason, facts: '面积不足' }),
    t('refuse', { articles: [own38] }, { facts: '面积不足' }), t('deliver', { method: 'counter', identityChecked: true }, { receivedBy: '本人', signature: strokes }),
    t('deliver', { method: 'counter', identityChecked: false }, { signature: strokes }), t('deliver', { method: 'counter', identityChecked: true }, {}),
    t('file'), t('outOfScope', { ground: 'prohibited' }, { reason: '产业政策禁止' }),
    // what ends a case is tried less often
    ...(k % 5 ? [] : [t('withdraw'), t('terminate', { ground: 'applicantRequest' }, reason), t('terminate', { ground: '领导要求' }, reason), t('notNeeded', {}, reason), t('notCompetent', { competentBody: '市林业局' }, reason), t('notCompetent', { competentBody: '' }, reason)]),
  ]
}

abstract class Told implements Command {
  constructor(protected readonly n: readonly number[]) {}
  abstract words(): string
  check(_m: Readonly<Model>): boolean { return true }
  abstract run(_m: Model, w: World): Promise<void>
  toString(): string { return this.words() }
  /** a case by number, if there is one */
  protected held(w: World): Held | undefined { return w.held.length ? w.held[this.n[0]! % w.held.length] : undefined }
}

const open1 = (city: City) => Object.keys(items).slice(0, 6).filter((key) => key !== 'road-freight' || city.now().slice(0, 10) >= '2022-05-01')

class File extends Told {
  words() { return `somebody files (${this.n})` }
  async run(_m: Model, w: World) {
    if (w.held.filter((h) => h.case.after.length === 0).length >= most.cases) return
    const keys = open1(w.city)
    const item = keys[this.n[0]! % keys.length]!
    const guide = await w.city.guide('item', item)
    const applicant = ['chen', 'liu'][this.n[1]! % 2]!
    const channel = (['web', 'window', 'window', 'selfService'] as const)[this.n[2]! % 4]!
    const gap = channel === 'window' && this.n[3]! % 3 === 0 ? guide.required[0] : undefined
    const form = { ...guide.form }
    if (gap) delete form[gap]
    const by = channel === 'window' ? 'clerk' : applicant
    const { status, body } = await w.city.send(by, 'POST', '/api/v1/cases', { item, channel, answers: guide.answers, form, materials: guide.given, ...(by === 'clerk' ? { applicant: w.city.id(applicant) } : {}) })
    if (status !== 201) throw new Error(`I-31 ${by} may not file ${item}: ${status} ${JSON.stringify(body)}\n${w.story.join('\n')}`)
    await w.adopt(body.id, { item, applicant, channel, materials: guide.materials, given: { ...guide.given }, gaps: gap ? [gap] : [], after: [] }, `${by} files ${item} for ${applicant}, ${channel}${gap ? `, without ${gap}` : ''}`)
  }
}

class FileBundle extends Told {
  words() { return `somebody files 房屋转移一件事 (${this.n})` }
  async run(_m: Model, w: World) {
    if (w.bundles.length >= most.bundles) return
    const utilities = this.n[0]! % 3 === 0
    const guide = await w.city.guide('bundle', 'flat-transfer', { utilities: utilities ? 'yes' : 'no' })
    const { status, body } = await w.city.send('chen', 'POST', '/api/v1/bundles', { bundle: 'flat-transfer', channel: 'web', answers: guide.answers, form: guide.form, materials: guide.given })
    if (status !== 201) throw new Error(`I-31 the bundle may not be filed: ${status} ${JSON.stringify(body)}\n${w.story.join('\n')}`)
    const members: Held[] = []
    for (const c of body.cases as { id: string; item: string }[]) {
      const view = (await w.city.send('chen', 'GET', `/api/v1/cases/${c.id}`)).body
      const own = (await w.city.guide('item', c.item, guide.answers)).materials
      members.push(await w.adopt(c.id, {
        item: c.item, applicant: 'chen', channel: 'web', materials: own, gaps: [], after: [],
        given: Object.fromEntries(view.materials.map((m: { id: string; given: never }) => [m.id, m.given])),
      }, `chen files ${c.item} in a bundle`))
    }
    await w.bundle(body.id, members, `bundle ${w.bundles.length + 1}`, utilities)
  }
}

class AcceptBundle extends Told {
  words() { return `the window accepts a bundle` }
  async run(_m: Model, w: World) {
    const b = w.bundles[0]
    if (b) await w.acceptBundle(b)
  }
}

/** the next thing that the law allows */
class Onward extends Told {
  constructor(n: readonly number[], private readonly how: { twice?: true; fault?: true } = {}) { super(n) }
  words() { return `a case goes on${this.how.twice ? ', twice at once' : ''}${this.how.fault ? ', while the database fails' : ''} (${this.n})` }
  async run(_m: Model, w: World) {
    const h = this.held(w)
    if (!h) return
    w.lapse(h)
    const ways = tries(w, h.case, this.n[2]!).flatMap((t) => everybody(h.case.item).slice(0, 7).filter((by) => !refusal(h.case, w.actor(by), t, w.city.now())).slice(0, 1).map((by) => ({ t, by })))
    const way = ways[this.n[1]! % Math.max(1, ways.length)]
    if (way) await w.attempt(h, way.by, way.t, this.how)
  }
}

/** somebody tries something, whether he may or not */
class Anything extends Told {
  constructor(n: readonly number[], private readonly stale = false) { super(n) }
  words() { return `somebody tries something${this.stale ? ' on an old page' : ''} (${this.n})` }
  async run(_m: Model, w: World) {
    const h = this.held(w)
    if (!h) return
    const all = tries(w, h.case, this.n[2]!)
    const t = all[this.n[1]! % all.length]!
    const people = everybody(h.case.item)
    // half of the time by one who holds the office, so that it is the law that is asked
    const right = people.filter((by) => refusal(h.case, w.actor(by), t, w.city.now()) !== 'not his office')
    const from = this.n[3]! % 2 && right.length ? right : people
    await w.attempt(h, from[this.n[3]! % from.length]!, t, { stale: this.stale })
  }
}

const steps = ['an hour', 'until half past nine of the next day', 'three days', 'until the last minute of a last day', 'over the end of a last day', 'six days', 'two weeks', 'three weeks']
class Time extends Told {
  words() { return `time passes: ${steps[this.n[1]! % steps.length]}` }
  async run(m: Model, w: World) {
    const now = w.city.now()
    const today = now.slice(0, 10)
    if (today > later(m.begin, 30)) return
    const h = this.held(w)
    const last = [h?.case.notice?.until, h && decideBy(h.case), h?.case.tolerated?.until].filter((d): d is string => d !== undefined && d >= today).sort()[0] ?? workdaysAfter(today, 5)
    const to = [`${now.slice(0, 11)}${String(Math.min(23, Number(now.slice(11, 13)) + 1)).padStart(2, '0')}${now.slice(13, 19)}`, `${later(today, 1)}T09:30:00`, `${later(today, 3)}T10:00:00`, `${last}T23:59:00`, `${later(last, 1)}T00:00:00`,
      `${later(today, 6)}T11:00:00`, `${later(today, 14)}T15:00:00`, `${later(today, 21)}T09:00:00`][this.n[1]! % steps.length]! + '.000+08:00'
    if (to <= now) return
    await w.keepRows()
    await w.city.advance(to)
    w.tell(`it is ${to.slice(0, 16)}${works(to.slice(0, 10)) ? '' : ', a rest day'}`)
  }
}

class Ring extends Told {
  words() { return 'what fell due is put on record' }
  async run(_m: Model, w: World) { await w.ring() }
}

class Again extends Told {
  constructor(n: readonly number[], private readonly other: boolean) { super(n) }
  words() { return this.other ? 'a used key is used for something else' : 'the same is sent again' }
  async run(_m: Model, w: World) {
    const h = this.held(w)
    if (!h?.last) return
    const office = w.city.actor(h.last.by).as
    const path = `/api/v1/cases/${h.id}/`
    const seq = h.picture.types.length
    const guide = office === 'citizen' || office === 'clerk' ? await w.city.guide('item', 'social-card-loss') : undefined
    await w.again(h, !this.other ? undefined : guide
      ? { path: '/api/v1/cases', body: { item: 'social-card-loss', channel: 'selfService', answers: guide.answers, form: guide.form, materials: guide.given, ...(office === 'clerk' ? { applicant: w.city.id('liu') } : {}) } }
      : office === 'counter' ? { path: `${path}deliver`, body: { payload: { method: 'courier', identityChecked: true } }, ifMatch: seq }
      : office === 'head' ? { path: `${path}terminate`, body: { payload: { ground: 'feeUnpaid' }, personal: { reason: '换一件事' } }, ifMatch: seq }
      : { path: `${path}notNeeded`, body: { payload: {}, personal: { reason: '换一件事' } }, ifMatch: seq })
  }
}

/** the head is away: from today on somebody stands in for him, until a day */
class StandIn extends Told {
  words() { return 'a head goes on leave and an examiner stands in' }
  async run(_m: Model, w: World) {
    const h = this.held(w)
    if (!h || w.standIn) return
    const { organ } = h.case.terms
    const today = w.city.now().slice(0, 10)
    const until = later(today, this.n[1]! % 6)
    await w.city.database.app.query(`insert into directory.deputy (city, id, absent, deputy, from_day, until_day, reason) values ($1, gen_random_uuid(), $2, $3, $4, $5, '年休假')`,
      [w.city.database.city, w.city.id(`head.${organ}`), w.city.id(`examiner2.${organ}`), today, until])
    w.standIn = { organ, until }
    w.tell(`examiner2.${organ} stands in for the head until ${until}`)
  }
}

/** `replay`: which of the commands ran, as a failure prints it */
export function commands(deep: boolean, replay?: string) {
  const n = fc.array(fc.nat({ max: 997 }), { minLength: 4, maxLength: 4 })
  const some = (weight: number, of: (n: number[]) => Command) => Array.from({ length: weight }, () => n.map(of))
  return fc.commands([
    ...some(3, (x) => new File(x)), ...some(1, (x) => new FileBundle(x)), ...some(1, (x) => new AcceptBundle(x)), ...some(12, (x) => new Onward(x)), ...some(4, (x) => new Anything(x)),
    ...some(1, (x) => new Anything(x, true)), ...some(3, (x) => new Time(x)), ...some(1, (x) => new Ring(x)), ...some(1, (x) => new Again(x, false)), ...some(1, (x) => new Again(x, true)),
    ...some(1, (x) => new Onward(x, { twice: true })), ...some(1, (x) => new Onward(x, { fault: true })), ...some(1, (x) => new StandIn(x)),
  ], { maxCommands: deep ? 60 : 30, size: 'max', ...(replay ? { replayPath: replay } : {}) })
}

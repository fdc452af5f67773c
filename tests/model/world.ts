import { randomUUID } from 'node:crypto'
import type { Answer, City } from './city.ts'
import { apply, decideBy, flatTransfer, items, lapse, office, refusal, settled, type Actor, type Case, type Lapse, type Try } from './law.ts'
import { stepInvariants, violations } from './invariants.ts'
import { eventRows, type Observed } from './observe.ts'

/* One run: cases of its own in the city and beside them in the model, and every step held against both. */

/** What can be seen of one case without knowing what was tried. */
export interface Picture { types: string[]; refused: number; documents: number; licences: number; state: string; acceptedOn: string | null; decideBy: string | null }
export type Expected = 'done' | 'refused' | 'stranger' | 'stale' | 'fault'
export interface Step {
  says: string
  expected: Expected
  /** the model's reason */
  why: string | undefined
  status: number
  before: Picture
  after: Picture
  /** acts that the model has been doing, in order: what lapsed, what was tried, what follows at once */
  acts: string[]
  model: { state: string; acceptedOn: string | null; decideBy: string | null }
}
/** the same or another thing sent under a key that was used */
export interface Again { says: string; same: boolean; first: Answer; again: Answer; before: Picture; after: Picture }

export interface Held {
  id: string
  case: Case
  picture: Picture
  /** lapsed in the model, not on record yet */
  lapsed: Lapse[]
  last?: { by: string; path: string; body: unknown; key: string; ifMatch: number; answer: Answer; type: string }
}
export interface Bundle { id: string; name: string; members: Held[]; accepted: boolean }

export class World {
  readonly held: Held[] = []
  readonly bundles: Bundle[] = []
  readonly story: string[] = []
  readonly earlier: Observed['earlier'] = { acts: [], entries: [] }
  /** who stands in for the head of an organ, and until when */
  standIn?: { organ: string; until: string }
  constructor(readonly city: City) {}

  tell(line: string): void {
    this.story.push(`${String(this.story.length + 1).padStart(3)}. ${this.city.now().slice(0, 16).replace('T', ' ')} ${line}`)
  }

  /** somebody in the office that he has today */
  actor(key: string): Actor {
    const actor = this.city.actor(key)
    const { organ, until } = this.standIn ?? { organ: '', until: '' }
    return key === `examiner2.${organ}` && this.city.now().slice(0, 10) <= until ? { ...actor, also: 'head' } : actor
  }

  /** the run is over: nobody stands in for anybody any more */
  async close(): Promise<void> {
    if (!this.standIn) return
    await this.city.admin.query(`delete from directory.deputy where deputy = $1 and absent = $2`, [this.city.id(`examiner2.${this.standIn.organ}`), this.city.id(`head.${this.standIn.organ}`)])
    await this.city.freshSession(`examiner2.${this.standIn.organ}`)
  }

  async picture(id: string): Promise<Picture> {
    const [{ rows }, { status, body }] = await Promise.all([this.city.database.app.query<Omit<Picture, 'state' | 'acceptedOn' | 'decideBy'>>(
      `select array(select type from casework.act where city = $1 and case_id = $2 order by seq) as types,
        (select count(*)::int from journal.entry where city = $1 and subject = $3 and type = 'casework.refused') as refused,
        (select count(*)::int from kernel.document where city = $1 and case_id = $2) as documents, (select count(*)::int from licences.licence where city = $1 and case_id = $2) as licences`,
      [this.city.database.city, id, this.city.app.casework.subject(id)]), this.city.send('supervisor', 'GET', `/api/v1/cases/${id}`)])
    if (status !== 200) throw new Error(`the case cannot be read: ${status} ${JSON.stringify(body)}`)
    return { ...rows[0]!, state: body.state, acceptedOn: body.acceptedOn, decideBy: body.clocks.find((c: { id: string }) => c.id === 'decision')?.due ?? null }
  }

  /** time has come to now: what the law did by itself meanwhile */
  lapse(h: Held): void {
    h.lapsed.push(...lapse(h.case, this.city.now()))
  }

  judge(invariants: readonly string[], step: Parameters<(typeof stepInvariants)[number]['check']>[0]): void {
    const broken = violations(stepInvariants.filter((i) => invariants.includes(i.id)), step as never)
    if (broken.length) throw new Error(`${broken.join('\n')}\n\nWhat happened:\n${this.story.join('\n')}`)
  }

  private modelOf(c: Case): Step['model'] {
    return { state: c.state, acceptedOn: c.acceptedOn ?? null, decideBy: decideBy(c) ?? null }
  }

  /** adopts a case that the city has just opened */
  async adopt(id: string, given: Omit<Case, 'name' | 'terms' | 'state' | 'checks' | 'outs' | 'inspectors' | 'receivedOn'>, says: string, acts = ['submit']): Promise<Held> {
    const filed = given.item === 'project-filing' && !given.gaps.length
    const model: Case = {
      ...given, name: `case ${this.held.length + 1}`, terms: items[given.item]!, state: filed ? 'filed' : 'received', checks: {}, outs: [], inspectors: [], receivedOn: this.city.now().slice(0, 10),
      ...(filed ? { decided: { kind: 'filed', on: this.city.now().slice(0, 10) } } : {}),
    }
    const none: Picture = { types: [], refused: 0, documents: 0, licences: 0, state: 'new', acceptedOn: null, decideBy: null }
    const h: Held = { id, case: model, picture: await this.picture(id), lapsed: [] }
    this.held.push(h)
    this.tell(`${model.name}: ${says}`)
    this.judge(everyStep, { says, expected: 'done', why: undefined, status: 201, before: none, after: h.picture, acts: filed ? [...acts, 'file'] : acts, model: this.modelOf(model) })
    return h
  }

  /** one act tried on one case, predicted by the model, done in the city, and both compared */
  async attempt(h: Held, by: string, t: Try, o: { stale?: boolean; fault?: boolean; twice?: boolean; key?: string } = {}): Promise<Expected> {
    this.lapse(h)
    const c = h.case
    const actor = this.actor(by)
    const now = this.city.now()
    const why = refusal(c, actor, t, now)
    const expected: Expected = !office(c, actor, t.type) ? 'stranger' : o.stale ? 'stale' : why ? 'refused' : o.fault ? 'fault' : 'done'
    const says = `${by} ${t.type} ${c.name} ${JSON.stringify(t.payload)}${o.stale ? ' on an old page' : ''}${o.fault ? ' while the database fails' : ''}${o.twice ? ' twice at once' : ''}`
    this.tell(`${says}: ${expected}${why ? ` (${why})` : ''}`)
    const path = `/api/v1/cases/${h.id}/${t.type}`
    const body = { payload: t.payload, personal: t.personal }
    const ifMatch = h.picture.types.length - (o.stale ? 1 : 0)
    const key = o.key ?? randomUUID()
    if (this.standIn && by === `examiner2.${this.standIn.organ}`) await this.city.freshSession(by)
    const send = (k = key) => this.city.send(by, 'POST', path, body, { key: k, ifMatch })
    const answers = await this.during(o.fault && expected === 'fault', () => (o.twice ? Promise.all([send(), send(randomUUID())]) : send().then((a) => [a])))
    const answer = answers.find((a) => a.status < 300) ?? answers[0]!
    const before = h.picture
    const acts = expected === 'done' ? this.done(h, t, now) : []
    h.picture = await this.picture(h.id)
    this.judge(everyStep, { says: `${says}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 600)}`, expected, why, status: answer.status, before, after: h.picture, acts, model: this.modelOf(c) })
    // of two at once it is not known which key has the effect
    if (o.twice) delete h.last
    else if (expected === 'done') h.last = { by, path, body, key, ifMatch, answer, type: t.type }
    if (o.twice && expected === 'done') this.judge(['I-40'], { says, statuses: answers.map((a) => a.status) } as never)
    // what was broken is whole again: the same request under the same key is done now
    if (expected === 'fault') return this.attempt(h, by, t, { key })
    return expected
  }

  /** an act is done in the model; the acts that the record must show of it */
  done(h: Held, t: Try, now: string): string[] {
    apply(h.case, t, now)
    const c = h.case
    const follows = t.type === 'grant' ? [...(c.terms.licence ? ['issue'] : []), ...(c.channel === 'web' ? ['deliver'] : [])] : t.type === 'supply' && c.state === 'filed' ? ['file'] : []
    return [...this.recorded(h), t.type, ...follows]
  }

  private recorded(h: Held): string[] {
    return h.lapsed.splice(0).map((l) => l.type)
  }

  /** the last statement of a transaction fails while this runs, whatever it is about */
  private async during<T>(broken: boolean | undefined, run: () => Promise<T>): Promise<T> {
    if (!broken) return run()
    await this.city.admin.query(`alter table journal.pending add constraint model_fault check (city is null) not valid`)
    try {
      return await run()
    } finally {
      await this.city.admin.query(`alter table journal.pending drop constraint model_fault`)
    }
  }

  /** the last act once more under its key: the same request, or another one of the same person */
  async again(h: Held, other?: { path: string; body: unknown; ifMatch?: number }): Promise<void> {
    const last = h.last!
    const { path, body, ifMatch } = other ?? last
    const before = h.picture
    const answer = await this.city.send(last.by, 'POST', path, body, { key: last.key, ...(ifMatch === undefined ? {} : { ifMatch }) })
    h.picture = await this.picture(h.id)
    const says = `${last.by} ${other ? `uses the key of ${last.type} for ${path}` : `sends ${last.type} again`}, ${h.case.name}`
    this.tell(says)
    this.judge(other ? ['I-35'] : ['I-34'], { says: `${says}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`, same: !other, first: last.answer, again: answer, before, after: h.picture } satisfies Again as never)
  }

  /** what fell due is put on record */
  async ring(): Promise<void> {
    await this.city.ring()
    this.tell('what fell due is put on record')
    const pictures = await Promise.all(this.held.map((h) => this.picture(h.id)))
    for (const [i, h] of this.held.entries()) {
      this.lapse(h)
      const before = h.picture
      const acts = this.recorded(h)
      h.picture = pictures[i]!
      this.judge(everyStep, { says: `${h.case.name} when what fell due is on record`, expected: 'done', why: undefined, status: 200, before, after: h.picture, acts, model: this.modelOf(h.case) })
    }
  }

  /** keeps what stands in the event tables now, for I-27 */
  async keepRows(): Promise<void> {
    Object.assign(this.earlier, await eventRows(this.city, this.held.map((h) => h.id)))
  }

  async bundle(id: string, members: Held[], name: string, utilities: boolean): Promise<void> {
    const needs = flatTransfer(utilities)
    for (const m of members) m.case.after = needs[m.case.item]!.map((key) => members.find((x) => x.case.item === key)!.case)
    this.bundles.push({ id, name, members, accepted: false })
  }

  /** one acceptance for all members that wait for it */
  async acceptBundle(b: Bundle): Promise<void> {
    const t: Try = { type: 'accept', payload: {}, personal: {} }
    for (const m of b.members) this.lapse(m)
    // who has left keeps nobody waiting; that it left by lapse of time goes on record with the acceptance
    const gone = b.members.filter((m) => !m.case.acceptedOn && settled.includes(m.case.state))
    const waiting = b.members.filter((m) => !m.case.acceptedOn && !gone.includes(m))
    const why = waiting.length ? waiting.map((m) => refusal(m.case, this.actor('clerk'), t, this.city.now())).find(Boolean) : 'all are accepted'
    const says = `clerk accepts ${b.name}`
    this.tell(`${says}: ${why ? `refused (${why})` : 'done'}`)
    const answer = await this.city.send('clerk', 'POST', `/api/v1/bundles/${b.id}/accept`, {})
    for (const m of b.members) {
      const before = m.picture
      const acts = !why && waiting.includes(m) ? this.done(m, t, this.city.now()) : !why && gone.includes(m) ? this.recorded(m) : []
      m.picture = await this.picture(m.id)
      this.judge(everyStep.filter((i) => i !== 'I-33'), {
        says: `${says}, ${m.case.name}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 600)}`, expected: why ? 'refused' : 'done', why, status: answer.status, before, after: m.picture, acts, model: this.modelOf(m.case),
      })
    }
    if (!why) b.accepted = true
  }
}

const everyStep = ['I-31', 'I-32', 'I-33', 'I-36', 'I-37', 'I-38', 'I-39']

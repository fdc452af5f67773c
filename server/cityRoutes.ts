import * as city from '../contract/city.ts'
import { check } from '../contract/licences.ts'
import { MOX } from '../law/kernel/dates.ts'
import type { OfficeHours } from '../law/kernel/promise.ts'
import type { Calendar } from '../law/kernel/calendar.ts'
import { procedureFor } from '../law/permit/index.ts'
import { alarmsOf, readBackupState } from './kernel/backup/index.ts'
import { listDead, retryDead } from './kernel/jobs.ts'
import { readDocument } from './kernel/documents/store.ts'
import { BadInput, NotFound, ownFinding, type Http } from './kernel/http/index.ts'
import { isUuid } from './kernel/ids.ts'
import type { Clock, Profile } from './kernel/clock.ts'
import type { Db } from './kernel/db.ts'
import { append, type Journal } from './kernel/journal/index.ts'
import type { Casework } from './modules/casework/index.ts'
import type { Catalogue } from './modules/catalogue/index.ts'
import type { Directory } from './modules/directory/index.ts'
import { publicLicence, type Licences } from './modules/licences/index.ts'

export interface CityDeps {
  db: Db
  city: string
  profile: Profile
  clock: Clock
  journal: Journal
  hours: OfficeHours
  calendar: () => Calendar
  directory: Directory
  catalogue: Catalogue
  licences: Licences
  casework: Casework
  /** absent folder = this server keeps no backup by itself */
  backupDir: string | undefined
  /** runs what falls due by legal time, in order; gives how many things were recorded */
  runDue: () => Promise<number>
}

/** Endpoints over several modules: checking for anyone, the rates, the clock, the machinery. Part of the composition root. */
export const cityRoutes = (deps: CityDeps) => (http: Http): void => {
  const { clock, db } = deps

  http.bind(city.clock, async (ctx) => ({
    legal: ctx.legalNow, today: ctx.legalNow.slice(0, 10), moved: clock.shifted(), workday: deps.calendar().provisional().isWorkday(ctx.legalNow.slice(0, 10)),
    profile: deps.profile, hours: deps.hours.spans,
  }))

  http.bind(city.moveClock, async (_ctx, { body }) => {
    if (deps.profile === 'production') throw new NotFound()
    const moved = await clock.advance(body.to).catch((error: Error) => { throw new BadInput(error.message) })
    const back = `法定时间现在是 ${clock.legal().slice(0, 16).replace('T', ' ')}，只能向前拨，不能倒退`
    if (!moved) throw new BadInput(back, { findings: [ownFinding('kernel/clock#forward-only', 'G-01', back, 'to')] })
    return { legal: clock.legal(), recorded: await deps.runDue() }
  })

  http.bind(city.rate, async (ctx, { query }) => {
    const to = query.to ?? ctx.legalNow.slice(0, 10)
    const from = query.from ?? MOX(to, -1)
    if (from > to) throw new BadInput('开始日期不能晚于结束日期')
    return deps.casework.rates(from, to)
  })

  http.bind(city.deadJobs, async () => ({ items: await listDead(db, deps.city) }))
  http.bind(city.backup, async () => {
    const { archivedTo, base, drill, ...state } = await readBackupState(db, deps.city)
    return { kept: deps.backupDir !== undefined, alarms: deps.backupDir ? alarmsOf({ archivedTo, base, drill, ...state }, clock.real()) : [], archivedTo, base, drill }
  })
  http.bind(city.retryJob, async (_ctx, { params }) => ({ retried: await retryDead(db, deps.city, params.id) }))

  http.bind(city.grantRole, (ctx, { params, body }) => http.mutate(ctx, async (tx) => {
    await deps.directory.grant(tx, { by: ctx.person, person: params.id, grant: { role: body.role, organ: body.organ }, day: ctx.legalNow.slice(0, 10) })
    await append(tx, deps.city, [deps.journal.prepare({
      type: 'directory.granted', at: ctx.legalNow, subject: { kind: 'person', id: params.id }, actor: { org: null, role: 'secadmin', person: ctx.person },
      next: body.organ ? `${body.role}@${body.organ}` : body.role, digests: {},
    }, clock.real())])
    return { person: params.id, role: body.role, organ: body.organ }
  }))

  http.bind(city.refusals, async (_ctx, { query }) => {
    const before = query.cursor && isUuid(query.cursor) ? query.cursor : 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    const { rows } = await db.query<{ id: string; body: Buffer }>(
      `select id, body from journal.entry where city = $1 and type = 'casework.refused' and id < $2 order by id desc limit $3`, [deps.city, before, query.limit])
    return {
      items: rows.map((r) => {
        const e = JSON.parse(r.body.toString('utf8')) as { at: string; prev: string; actor: { role: string; org: string | null }; rules: string[] }
        return { id: r.id, at: e.at, act: e.prev, role: e.actor.role, organ: e.actor.org, rules: e.rules }
      }),
      next: rows.length === query.limit ? rows.at(-1)!.id : null,
    }
  })

  http.bind(check, async (_ctx, { query }) => {
    const n = query.n.trim()
    const nothing = { n, licence: null, case: null, document: null, proof: null }
    if (!n) return nothing
    const licence = await deps.licences.check(n)
    if (licence) return { ...nothing, licence: publicLicence(licence, deps.directory.organ(licence.organ).name, clock.today()), proof: await proofOf(deps, licence.caseId) }
    const document = isUuid(n) ? await readDocument(db, deps.city, n) : undefined
    if (document) {
      const data = document.data as { heading: string; organ: { name: string }; case: { item: string } } | null
      return {
        ...nothing, proof: await deps.casework.placeOfPaper(document),
        document: { title: data?.heading ?? '（内容已依法删除）', number: document.number, organ: data?.organ.name ?? '', date: document.legalAt.slice(0, 10), about: data?.case.item ?? '' },
      }
    }
    const whole = await deps.casework.bundleByNumber(n)
    if (whole) {
      const lead = deps.directory.organ(whole.lead_organ)
      return { ...nothing, case: { number: whole.number, name: whole.name, organ: lead.name, state: whole.done ? '全部办结' : whole.accepted_at ? '正在办理' : '已收件', acceptedOn: whole.accepted_at?.slice(0, 10) ?? null, due: whole.due }, proof: await proofOf(deps, whole.first) }
    }
    const found = await deps.casework.byNumber(n)
    if (!found) return nothing
    const item = await deps.catalogue.revision(found.item, found.revision)
    return {
      ...nothing,
      case: { number: found.number, name: item.name, organ: deps.directory.organ(found.organ).name, state: procedureFor(item.regime).states[found.state] ?? found.state, acceptedOn: found.accepted_on, due: found.due },
      proof: await proofOf(deps, found.id),
    }
  })
}

/** newest sequenced entry about a case: its place in the city's log and the hash that stands there */
async function proofOf(deps: CityDeps, caseId: string) {
  const { rows } = await deps.db.query<{ index: number; leaf: Buffer; body: Buffer }>(
    `select l.index, l.leaf, e.body from journal.entry e join journal.leaf l on l.city = e.city and l.entry = e.id
     where e.city = $1 and e.subject = $2 order by l.index desc limit 1`, [deps.city, deps.casework.subject(caseId)])
  const row = rows[0]
  return row ? { index: row.index, hash: row.leaf.toString('hex'), at: (JSON.parse(row.body.toString('utf8')) as { at: string }).at } : null
}

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { calendar as publishedCalendar, calendarByVersion } from '../law/calendar/index.ts'
import { endpoints } from '../contract/index.ts'
import type { CityAudit } from './audit.ts'
import { cityRoutes } from './cityRoutes.ts'
import { createWorker, listDead, type Handler } from './kernel/jobs.ts'
import { alarmsOf, createKeeper, defaultKey, readBackupState } from './kernel/backup/index.ts'
import { adminRole } from './kernel/postgres/launcher.ts'
import { createHttp, type Http, type HttpOptions } from './kernel/http/index.ts'
import { append, createJournal, type Journal } from './kernel/journal/index.ts'
import { createRenderer, type Renderer } from './kernel/documents/render.ts'
import { demoSeal } from './kernel/documents/seal.ts'
import { projectRoot } from './kernel/root.ts'
import { keepSetting, readSetting } from './kernel/setting.ts'
import { secretKey } from './kernel/secret.ts'
import { instant, type Clock } from './kernel/clock.ts'
import { demoPack, type Config } from './kernel/config.ts'
import type { Db } from './kernel/db.ts'
import type { Database } from './kernel/database.ts'
import type { Log } from './kernel/log.ts'
import { bindLogFiles, createSunlog, type Sunlog } from './kernel/sunlog/index.ts'
import { keepScrubbing } from './scrubber.ts'
import { sunlogProof } from './sunlogProof.ts'
import { mustBeWitnessed, sunlogRoutes } from './sunlogRoutes.ts'
import { createCasework, type Casework } from './modules/casework/index.ts'
import { catalogueRoutes, createCatalogue, importedYears, loadPack, minutesPerDay, officeHours, readCity, readPack, type Pack } from './modules/catalogue/index.ts'
import { credentialPolicy } from '../law/credential/policy.ts'
import type { InspectorCredential } from '../law/permit/inspection.ts'
import { createCredentials, examBank, readRegistryPack, readTrainingPack, type CredentialFact, type Credentials } from './modules/credentials/index.ts'
import { createDirectory, loadDirectory } from './modules/directory/index.ts'
import { createHall } from './modules/hall/index.ts'
import { createLicences, licenceRoutes } from './modules/licences/index.ts'
import { pages } from './pages/index.ts'

export interface AppOptions {
  config: Pick<Config, 'city' | 'folders' | 'host' | 'port'> & Partial<Pick<Config, 'backup'>> & { pack?: string | undefined }
  database: Pick<Database, 'app' | 'sequencer' | 'profile'> & Partial<Pick<Database, 'embedded'>>
  clock: Clock
  log: Log
  /** the demonstration's pack where it has been read already; absent = read here */
  pack?: Pack | undefined
  /** draws documents; absent = opened here */
  renderer?: Renderer | undefined
  /** address that QR codes lead to; default http://localhost:<port> */
  publicUrl?: string
  limits?: HttpOptions['limits']
  /** false: no background work (tests that ring by hand) */
  background?: boolean
  /** false: nothing is held against everything meanwhile (a bench whose cases are copies) */
  scrub?: boolean
  /** what dist/ssr.js exports; absent = pages answer 503 */
  render?: HttpOptions['render']
}

export interface App {
  http: Http
  casework: Casework
  credentials: Credentials
  sunlog: Sunlog
  /** what server/audit.ts needs of this city */
  audit(): Promise<CityAudit>
  /** what falls due by legal time, now */
  runDue(): Promise<number>
  /** looks for holiday arrangements that were imported meanwhile, or came with this release; number of cases and clean-up replies whose last days moved or became final */
  renewCalendar(): Promise<number>
  close(): Promise<void>
}

/** The composition root: with serve.ts the only place that knows every module. */
export async function createApp(o: AppOptions): Promise<App> {
  const { database, clock, log } = o
  const { city, folders } = o.config
  const db = database.app
  const production = database.profile === 'production'
  if (production && !o.config.pack) throw new Error('正式运行须用 YICHUANG_PACK 指明城市设置所在的文件夹（其中要有 city.yaml），见 docs/operating/deploy.md')
  const packFolder = o.config.pack ?? demoPack()
  // in production the people, organs and items of the city are in the database (npx yichuang import); only its settings are read
  const settings = readCity(packFolder)
  if (settings.code !== city) throw new Error(`城市设置 ${packFolder} 是${settings.name}（${settings.code}）的，这里的城市代码是 ${city}`)
  const hours = officeHours(settings)
  const policy = credentialPolicy(settings.credentials)
  const publicUrl = o.publicUrl ?? `http://localhost:${o.config.port}`

  const sunlog = createSunlog({
    db, sequencer: database.sequencer, city, folders, clock, log,
    opening: ({ at, prev, root }) => journal.prepare({
      type: 'sunlog.opened', at, subject: { kind: 'log', id: prev }, actor: { org: null, role: 'system', person: null }, prev, digests: { root },
    }, clock.real()),
  })
  const journal = createJournal({ city, key: secretKey(folders.keys, 'pseudonym'), log: sunlog })
  await sunlog.refresh()
  const directory = createDirectory({ db, city })
  const catalogue = createCatalogue({ db, city, officeMinutesPerDay: minutesPerDay(settings.hall.hours), journal, clock })
  if (!production) {
    const pack = o.pack ?? readPack(packFolder)
    await db.tx(async (tx) => {
      await loadDirectory(tx, city, pack.organs, pack.people)
      await loadPack(tx, city, pack, clock.legal())
    })
  }
  await directory.refresh()
  await catalogue.refresh()
  // years that the city imported itself count like those that came with the release (settled.md 6)
  let imported = await importedYears(db, city)
  let calendar = publishedCalendar({ extra: imported })
  const calendarOf = (version: string) => (version === calendar.version ? calendar : calendarByVersion(version, imported))
  const unwatch = await catalogue.watch()
  const unwatchDirectory = await directory.watch()
  const licences = createLicences({ db, city })
  const renderer = o.renderer ?? createRenderer({ packsDir: join(projectRoot(), 'packs'), seal: demoSeal })
  const licenceCodes = new Map(settings.licenceTypes.map((t) => [t.type, t.definer + t.no]))
  const casework = createCasework({ db, city, clock, journal, catalogue, directory, licences, calendar: () => calendar, calendarOf, hours, licenceCodes, renderer, publicUrl, sunlog, mustBeWitnessed: mustBeWitnessed(sunlog, clock) })
  const trainingPack = readTrainingPack(packFolder)
  const credentials = createCredentials({ db, city, clock, journal, directory, casework, calendar: () => calendar, renderer, publicUrl, secret: (name) => secretKey(folders.keys, name), complaintPhone: settings.complaintPhone, policy, training: trainingPack.settings })
  if (!production) {
    // a test says itself who is on the registry
    if (database.profile === 'demo') await credentials.registry.takeIn(readRegistryPack(packFolder))
    await credentials.training.takeIn(trainingPack)
    await credentials.exams.takeIn(examBank.readExamPack(packFolder))
  }
  const hall = createHall({ db, city, clock, journal, casework, catalogue, directory })
  // who inspects and is an officer must hold a credential that is good this second; whoever takes it away waits for this transaction, or comes first (E-CF-13)
  casework.provide('inspectorCredentials', async (tx, { payload }) => inspectorCredentials(await credentials.factsAt(namedIn(payload, 'inspectors'), 'now', tx)))
  credentials.registry.afterRemoval((tx, people) => hall.endAssistances(tx, people))

  const worker = createWorker({
    db, city, clock,
    handlers: { 'hall.badRating': badRating(db, journal, clock, city) },
    onFailure: (job, err, dead) => log.error({ err, kind: job.kind, dead }, 'a job failed'),
  })
  // clocks ring in the order of legal time, before the jobs that were due later
  const runDue = async () => (await casework.ring()) + (await credentials.exams.lapse()) + (await credentials.training.ring()) + (await credentials.campaigns.ring()) + (await worker.runDue(clock.legal()))

  const http = await createHttp({
    db, city, clock, profile: database.profile, log, endpoints, cityName: settings.name, phone: settings.hall.phone, version: '0.1.0',
    accounts: {
      byLogin: directory.byLogin, account: directory.account,
      async setPassword(tx, id, hash, at) {
        await directory.setPassword(tx, id, hash, instant(at), null)
        await append(tx, city, [journal.prepare({ type: 'directory.passwordChanged', at: clock.legal(), subject: { kind: 'person', id }, actor: { org: null, role: 'self', person: id }, digests: {} }, clock.real())])
      },
      byKey: directory.personByKey, grantsOf: directory.grantsOf,
      named: async (id) => {
        const p = await directory.person(id)
        return p && { id, name: p.name, kind: p.enterprise ? 'enterprise' : p.title ? 'staff' : 'naturalPerson' }
      },
      organName: (key) => directory.organs().find((x) => x.key === key)?.name,
      demoPeople: directory.demoPeople,
    },
    secret: secretKey(folders.keys, 'form'), filesFolder: folders.files, webFolder: join(projectRoot(), 'dist', 'web'),
    ...(o.render ? { render: o.render } : {}), ...(o.limits ? { limits: o.limits } : {}),
  })
  // whose files somebody may see or add besides their own: casework and the hall know why (settled.md 23)
  http.files.allow('read', (ctx, file) => casework.mayReadFile(ctx, file))
  http.files.allow('write', (ctx, file) => casework.mayWriteFile(ctx, file.owner))
  http.files.allow('write', (ctx, file) => hall.mayWriteFile(ctx, file.owner))
  directory.routes(http)
  catalogueRoutes({ catalogue, directory, clock, hours, calendar: () => calendar })(http)
  licenceRoutes({ db, city, clock, licences, directory, publicUrl })(http)
  casework.routes(http)
  credentials.routes(http)
  hall.routes(http)
  cityRoutes({ db, city, profile: database.profile, clock, journal, hours, calendar: () => calendar, directory, catalogue, licences, casework, runDue, backupDir: o.config.backup?.dir })(http)
  const logDeps = { db, city, clock, sunlog, journal, namesOf: casework.namesOf, backupDir: o.config.backup?.dir }
  sunlogRoutes(logDeps)(http)
  sunlogProof(logDeps)(http)
  bindLogFiles(http.app, folders.log, (profile) => sunlog.policyText(profile))
  pages({ directory, clock, hours, calendar: () => calendar, pack: settings, publicUrl })(http)

  // a year that the city imported, or that came with a new release: what was 暂定 is reckoned again, by acts of their own
  const renewCalendar = async () => {
    imported = await importedYears(db, city)
    calendar = publishedCalendar({ extra: imported })
    const { version } = calendar
    if ((await readSetting<string>(db, city, 'calendar')) === version) return 0
    const moved = (await casework.recomputeProvisional()) + (await credentials.campaigns.recomputeProvisional())
    await keepSetting(db, city, 'calendar', version)
    return moved
  }
  // all keys of the logs that there are, the years before included
  const audit = async (): Promise<CityAudit> => {
    await sunlog.refresh()
    return {
      db, city, folder: folders.log, logKeys: sunlog.verifierKeys('intl'), subject: journal.pseudonym,
      replay: { db, city, catalogue, calendarOf, clock }, now: clock.real(),
    }
  }
  const stop = o.background === false ? async () => {} : background(o, casework, credentials, sunlog, renewCalendar)
  const stopScrubbing = o.background === false || o.scrub === false ? () => {} : keepScrubbing({ db, city, audit, clock, log })
  if (o.background !== false) await worker.start()
  const { embedded } = database
  const keeper = o.config.backup?.dir && embedded && o.background !== false ? createKeeper({
    db, city, clock, journal, folders, admin: () => embedded.connection(adminRole, embedded.passwords.admin, 'postgres'),
    place: { dir: o.config.backup.dir, keyFile: o.config.backup.keyFile ?? defaultKey(folders) }, told: (err) => log.error({ err }, 'backup failed'),
  }) : undefined
  // of its own: a drill takes minutes, and the outbox must not wait for it
  const drills = keeper && createWorker({ db, city, clock, handlers: { 'backup.drill': keeper.drill }, attempts: 3, onFailure: (job, err, dead) => log.error({ err, kind: job.kind, dead }, 'a job failed') })
  await drills?.start()
  const ticking = keeper && repeat(60_000, () => keeper.tick())
  const backupAlarms = async () => (o.config.backup?.dir ? alarmsOf(await readBackupState(db, city), clock.real()) : [])
  http.metrics.gauge('yichuang_backup_alarms', '备份和恢复演练需要处理的问题（0 为正常）', async () => (await backupAlarms()).length)
  http.metrics.gauge('yichuang_jobs_dead', '多次失败、等人处理的后台任务', async () => (await listDead(db, city, 1000)).length)
  return {
    http, casework, credentials, sunlog, runDue, renewCalendar, audit,
    async close() {
      stopScrubbing()
      await stop()
      await ticking?.()
      await drills?.stop()
      await worker.stop()
      await unwatch()
      await unwatchDirectory()
      await http.app.close()
    },
  }
}

const namedIn = (payload: Record<string, unknown>, field: string): string[] => (Array.isArray(payload[field]) ? payload[field].map(String) : [])

/** of each officer named the best credential there is; whoever was never issued one is not asked for it */
function inspectorCredentials(facts: readonly CredentialFact[]): InspectorCredential[] {
  const issued = facts.filter((f) => f.list === 'officer' && f.state !== 'DRAFT' && f.state !== 'SUBMITTED')
  return [...new Set(issued.map((f) => f.person))].map((person) => {
    const mine = issued.filter((f) => f.person === person)
    const best = mine.find((f) => f.valid) ?? mine.at(-1)!
    return { person, valid: best.valid, seq: best.seq, ...(best.findings[0] ? { why: best.findings[0].message } : {}) }
  })
}

/** a bad rating opens a ticket in the log: the supervision desk works from there (HCP-04) */
function badRating(db: Db, journal: Journal, clock: Clock, city: string): Handler {
  return (job, finish) => db.tx(async (tx) => {
    await append(tx, city, [journal.prepare({
    type: 'hall.badRating', at: clock.legal(), subject: { kind: 'case', id: String(job.payload['subject']) }, actor: { org: null, role: 'system', person: null }, digests: {},
    }, clock.real())])
    await finish(tx)
  })
}

/** calls `work` now and then every so often, never twice at once. @returns stops it, after what is running */
function repeat(every: number, work: () => Promise<void>): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    await work()
    if (!stopped) (timer = setTimeout(() => (running = turn()), every)).unref()
  }
  let running = turn()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

/** the sequencer and the clocks that ring: each goes on as long as there is work, then waits */
function background(o: AppOptions, casework: Casework, credentials: Credentials, sunlog: Sunlog, renewCalendar: () => Promise<number>): () => Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  const loop = async (every: number, work: () => Promise<number>, what: string) => {
    while (!signal.aborted) {
      const done = await work().catch((err) => { o.log.error({ err }, `${what} failed`); return 0 })
      // who sleeps when the end comes is woken by it
      if (!done) await sleep(every, undefined, { signal, ref: false }).catch(() => {})
    }
  }
  // a day must not ring by an arrangement that is out of date
  const renewed = renewCalendar().catch((err) => { o.log.error({ err }, 'calendar failed') })
  const running = [
    loop(500, () => sunlog.sequence(), 'sequencer'),
    loop(1000, async () => { await sunlog.round(); return 0 }, 'log'),
    loop(1000, async () => { await renewed; return casework.ring() }, 'clocks'),
    loop(1000, () => credentials.exams.lapse(), 'examinations'),
    loop(5000, () => credentials.training.ring(), 'training'),
    loop(5000, async () => { await renewed; return credentials.campaigns.ring() }, 'clean-up'),
    loop(60_000, async () => { await renewed; return renewCalendar() }, 'calendar'),
  ]
  return async () => {
    ending.abort()
    await Promise.race([Promise.all(running), sleep(2000, undefined, { ref: false })])
  }
}

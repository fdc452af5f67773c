import { mayBecome } from '../../../law/item/lifecycle.ts'
import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import type { Citation } from '../../../law/kernel/citation.ts'
import { inForce, type Finding } from '../../../law/kernel/rule.ts'
import { findStatute } from '../../../law/statutes/index.ts'
import { itemTerms } from '../../../contract/item.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Clock } from '../../kernel/clock.ts'
import { NotFound, Refusal, ownFinding } from '../../kernel/http/errors.ts'
import { append, type Journal } from '../../kernel/journal/index.ts'
import { hashOf, shortTitle } from './identity.ts'
import { catalogueOf, lintRevision, readLists } from './lint.ts'
import { Revisions } from './revisions.ts'
import * as store from './store.ts'

export * as imports from './imports.ts'
export { importedYears } from './importCalendar.ts'
export { loadPack, type Loaded } from './load.ts'
export { readCity, readPack, officeHours, BadPack, type Pack } from './pack.ts'
export { minutesPerDay } from './lint.ts'
export { catalogueRoutes } from './routes.ts'
export type { RevisionRow } from './store.ts'

/** One article as imported, for 依据 on every screen. */
export interface Article {
  law: string
  /** full title, as printed */
  title: string
  /** day of adoption of this text */
  version: string
  no: number
  label: string
  path: string[]
  paragraphs: string[]
}

/** Who publishes or changes the state of a revision, and when (legal instant). */
export interface Publishing { by: { person: string | null; role: string; organ: string | null }; at: string }

/**
 * Items and bundles in revisions. What is published is immutable and read from memory (`refresh` looks again; another
 * process that publishes says so on the channel `catalogue`).
 */
export interface Catalogue {
  /** the frozen terms of a published revision; NotFound for one that was never published */
  revision(key: string, number: number): Promise<ItemTerms>
  /** the revision under which one may apply on this legal date; undefined when there is none */
  currentRevision(key: string, day: string): Promise<ItemTerms | undefined>
  /** why nobody may apply under this key that day (suspended, abolished, not yet, no longer): ITM-07 */
  whyNot(key: string, day: string): Finding | undefined
  bundle(key: string, day: string): Promise<BundleTerms | undefined>
  /** everything that may be applied for on this legal date */
  listPublished(day: string): Promise<{ items: ItemTerms[]; bundles: BundleTerms[] }>
  /** drafts after a key, in key order; imports without a guide stay here, and nobody can apply for them */
  drafts(after?: string, limit?: number): Promise<store.RevisionRow[]>
  /** Lints and publishes a draft. Refuses (422, all findings) with E-ITM-… or any other finding; 409 when it is published already. */
  publish(tx: Tx, key: string, revision: number, p: Publishing): Promise<void>
  /** suspend, abolish or take up again from a legal date; cases opened before keep their revision. Refuses a step that the life cycle does not know. */
  setState(tx: Tx, key: string, revision: number, to: 'published' | 'suspended' | 'abolished', since: string, p: Publishing): Promise<void>
  /** the imported article: of the text named by adoption, else of the one in force on `day`, else of the newest; undefined when it was not imported */
  article(c: Pick<Citation, 'law' | 'article' | 'version'>, day?: string): Promise<Article | undefined>
  /** reads again what is published */
  refresh(): Promise<void>
  /** grows with each refresh: who keeps something made from the catalogue makes it anew then */
  generation(): number
  /** hears of what other processes publish; the answer stops listening */
  watch(): Promise<() => Promise<void>>
}

export interface CatalogueParts {
  db: Db
  city: string
  /** opening minutes of a working day (minutesPerDay of the pack's hours): compares promises in minutes with limits in days */
  officeMinutesPerDay?: number
  /** with both, publishing is written to the journal */
  journal?: Journal
  clock?: Pick<Clock, 'real'>
}

const channel = 'catalogue'

export function createCatalogue({ db, city, officeMinutesPerDay, journal, clock }: CatalogueParts): Catalogue {
  const memory = new Revisions()
  let loaded: Promise<void> | undefined
  let generation = 0
  const refresh = (): Promise<void> => (loaded = memory.load(db, city).then(() => void generation++))
  const ready = (): Promise<void> => loaded ?? refresh().catch((e) => { loaded = undefined; throw e })
  const again = (): void => void refresh().catch(() => { loaded = undefined })
  const record = async (tx: Tx, type: string, row: store.RevisionRow, p: Publishing): Promise<void> => {
    tx.afterCommit(again)
    await tx.query('select pg_notify($1, $2)', [channel, city])
    if (!journal || !clock) return
    await append(tx, city, [journal.prepare({
      type: `catalogue.${type}`, at: p.at, subject: { kind: 'item', id: row.key }, item: { key: row.key, revision: row.revision },
      actor: { org: p.by.organ, role: p.by.role, person: p.by.person }, digests: { terms: hashOf(row.terms).toString('hex') },
    }, clock.real())])
  }

  return {
    refresh,
    generation: () => generation,
    watch: () => db.listen(channel, (payload) => { if (payload === city || !payload) again() }),
    whyNot: (key, day) => memory.whyNot(key, day),
    async revision(key, number) {
      await ready()
      const known = memory.revision(key, number)
      if (known) return known
      // published by another process a moment ago
      await refresh()
      const published = memory.revision(key, number)
      if (!published) throw new NotFound(`没有事项“${key}”的第${number}版`)
      return published
    },
    async currentRevision(key, day) {
      await ready()
      return memory.current(key, day)
    },
    async bundle(key, day) {
      await ready()
      return memory.bundle(key, day)
    },
    async listPublished(day) {
      await ready()
      return memory.published(day)
    },
    drafts: (after = '', limit = 100) => store.drafts(db, city, after, limit),
    async publish(tx, key, revision, p) {
      const row = await store.itemRow(tx, city, key, revision)
      if (!row) throw new NotFound(`没有事项“${key}”的第${revision}版草稿`)
      if (row.state !== 'draft') throw new Refusal([ownFinding('item/lifecycle#published', 'ITM-07', '这个版本已经发布，不能再改；请新建一个版本')], { status: 409 })
      const findings = lintRevision(row.terms, { catalogue: catalogueOf(await readLists(tx, city)), officeMinutesPerDay }, p.at.slice(0, 10))
      if (findings.length) throw new Refusal(findings)
      const whole = itemTerms.safeParse(row.terms)
      if (!whole.success) throw new Refusal(whole.error.issues.map((i) => ownFinding('item/guide#shape', 'E-ITM-03', i.message, i.path.join('.'))))
      await store.publishItem(tx, city, key, revision, p.by.person, p.at)
      await record(tx, 'publish', row, p)
    },
    async setState(tx, key, revision, to, since, p) {
      const row = await store.itemRow(tx, city, key, revision)
      if (!row) throw new NotFound(`没有事项“${key}”的第${revision}版`)
      if (!mayBecome(row.state, to) || !(await store.setState(tx, city, key, revision, row.state, to, since)))
        throw new Refusal([ownFinding('item/lifecycle#step', 'ITM-07', '事项的状态不能这样变更')], { status: 409 })
      await record(tx, to === 'published' ? 'resume' : to === 'suspended' ? 'suspend' : 'abolish', row, p)
    },
    async article(c, day) {
      const found = await store.articles(db, shortTitle(c.law), c.article)
      const wanted = c.version ?? (day ? findStatute(c.law)?.versions.find((v) => inForce(v, day))?.adopted : undefined)
      const row = wanted ? found.find((a) => a.version === wanted) : found[0]
      if (!row) return undefined
      const { level: _level, ...article } = row
      return article
    },
  }
}

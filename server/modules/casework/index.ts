import type { Ctx } from '../../kernel/http/context.ts'
import type { Standing } from '../../kernel/permission.ts'
import type { Tx } from '../../kernel/db.ts'
import { attemptAll, outcomesOrRefuse, type Attempt } from './act.ts'
import { caseIds, readBundle, type BundleRow } from './bundle.ts'
import type { Deps, FactProvider } from './deps.ts'
import { draftView, readDraft, save, startDraft, type DraftRow } from './drafts.ts'
import { ownFacts } from './facts.ts'
import { openBundleCases, openCase, type Filing, type Opened } from './open.ts'
import { stateName } from './perform.ts'
import type { StoredDocument } from '../../kernel/documents/store.ts'
import { namesOf, placeOfPaper } from './paperEvidence.ts'
import { filingPaper, filingPapers, mayReadFile, mayWriteFile } from './papersOut.ts'
import { rates, type Rates } from './rates.ts'
import { handOver, openCases } from './handOver.ts'
import { formOf, caseReader, lockCases, readCase, rowByNumber } from './read.ts'
import { record, type Done } from './record.ts'
import { casework as routesOf } from './routes.ts'
import { recompute, type Looked, type Which } from './recompute.ts'
import { recomputeProvisional, ring } from './timers.ts'
import { bundleView, caseView } from './view.ts'
import type { CaseRow, Kept } from './write.ts'

export type { Deps, Acting, FactProvider } from './deps.ts'
export type { Filing, Opened } from './open.ts'
export type { DraftRow } from './drafts.ts'
export type { CaseRow } from './write.ts'
export type { Rates } from './rates.ts'
/** replay without a running city: for commands and the scrubber */
export * as replay from './replay.ts'
/** acts held against their entries in the log: for the same */
export { namesFile } from './paperEvidence.ts'
export { actsMissing, auditActs, documentsUnpromised, type ActFault } from './auditActs.ts'

/** Cases, their acts, and everything computed from them. The only writer of acts is act.ts + record.ts behind this door. */
export interface Casework {
  /** registers what a procedure may ask to be told by name; the last registration wins */
  provide(fact: string, provider: FactProvider): void
  /** opens a case for somebody (help desk, pages); refuses as the endpoint does, with all findings */
  open(ctx: Ctx, body: Parameters<typeof openCase>[3], filing: Filing): Promise<Opened>
  openBundle(ctx: Ctx, body: Parameters<typeof openBundleCases>[3], filing: Filing): ReturnType<typeof openBundleCases>
  /** one act in the caller's own transaction, as the system or as somebody the caller has checked */
  act(tx: Tx, id: string, attempt: Attempt, keep: (done: Done) => Kept | null): Promise<Done>
  /** open cases that one of these people has taken up */
  openCases(people: readonly string[], tx?: Tx): ReturnType<typeof openCases>
  /** takes the open cases of people who leave from them: to a successor or back to the organ; see ./handOver.ts */
  handOver(tx: Tx, o: Parameters<typeof handOver>[3]): ReturnType<typeof handOver>
  /** row of a case or NotFound */
  row(id: string): Promise<CaseRow>
  /** by public number; undefined when there is none */
  byNumber(number: string): Promise<CaseRow | undefined>
  /** a bundle by its public number, with its name and one of its cases; undefined when there is none */
  bundleByNumber(number: string): Promise<(BundleRow & { name: string; done: boolean; first: string }) | undefined>
  /** name of a case in the log */
  subject(id: string): string
  bundle(id: string): Promise<BundleRow>
  casesOf(bundle: string): Promise<string[]>
  view(ctx: Ctx, id: string, standing: (row: CaseRow) => Standing): ReturnType<typeof caseView>
  bundleView(id: string): ReturnType<typeof bundleView>
  /** form as handed in, with corrections over it; personal, for the applicant's own eyes */
  form(id: string): Promise<Record<string, unknown>>
  startDraft(tx: Tx, person: string, body: Parameters<typeof startDraft>[3], assistance: string | null): Promise<DraftRow>
  draft(id: string): Promise<DraftRow>
  /** `byHelper`: fields that a helper has written so far */
  saveDraft(tx: Tx, draft: DraftRow, body: Parameters<typeof save>[3], byHelper?: readonly string[]): Promise<DraftRow>
  /** both one-day rates with what is behind them (ITM-09) */
  rates(from: string, to: string): Promise<Rates>
  /** what a filing gave: receipt, mandate */
  filingPapers(subject: string): ReturnType<typeof filingPapers>
  /** a paper that a filing gave (receipt, mandate) as PDF; NotFound for every other paper. The caller has checked who asks */
  filingPaper(subject: string, document: string): ReturnType<typeof filingPaper>
  /** where the entry that commits to a document stands in the log, whichever case or bundle it is of */
  placeOfPaper(document: StoredDocument): ReturnType<typeof placeOfPaper>
  /** what the codes of an entry in the log are called */
  namesOf(entry: Parameters<typeof namesOf>[1]): ReturnType<typeof namesOf>
  /** rights over other people's files, for the kernel's file store */
  mayReadFile(ctx: Ctx, file: { owner: string; sha256: string }): Promise<boolean>
  mayWriteFile(ctx: Ctx, owner: string): Promise<boolean>
  /** computes projections again from acts alone and yields what differs, batch by batch; writes nothing (trust.md R-12) */
  recompute(which?: Which): AsyncGenerator<Looked>
  /** puts on record what the law has done by lapse of time */
  ring(): Promise<number>
  /** reckons 暂定 deadlines again under the calendar of now; number of cases that moved */
  recomputeProvisional(): Promise<number>
  routes: ReturnType<typeof routesOf>
}

export { draftView }

export function createCasework(given: Omit<Deps, 'whole'>): Casework {
  const deps: Deps = { ...given, whole: caseReader(given.db, given.city) }
  const providers = new Map<string, FactProvider>(ownFacts(deps))
  return {
    provide: (fact, provider) => void providers.set(fact, provider),
    open: (ctx, body, filing) => openCase(deps, providers, ctx, body, filing),
    openBundle: (ctx, body, filing) => openBundleCases(deps, providers, ctx, body, filing),
    async act(tx, id, attempt, keep) {
      const [locked] = await lockCases(tx, deps.city, [id])
      const outcomes = outcomesOrRefuse([await attemptAll(deps, providers, tx, locked!, [attempt])])
      return (await record(deps, tx, outcomes, stateName, ([d]) => keep(d!))).done[0]!
    },
    openCases: (people, tx) => openCases(deps, people, tx),
    handOver: (tx, o) => handOver(deps, providers, tx, o),
    row: async (id) => (await readCase(deps.db, deps.city, id)).row,
    byNumber: (number) => rowByNumber(deps.db, deps.city, number),
    async bundleByNumber(number) {
      const { rows } = await deps.db.query<{ id: string }>(`select id from casework.bundle where city = $1 and number = $2`, [deps.city, number])
      if (!rows[0]) return undefined
      const row = await readBundle(deps.db, deps.city, rows[0].id)
      const view = await bundleView(deps, row.id)
      return { ...row, name: view.name, done: view.done, first: view.members[0]!.id }
    },
    subject: (id) => deps.journal.pseudonym('case', id),
    bundle: (id) => readBundle(deps.db, deps.city, id),
    casesOf: (bundle) => caseIds(deps.db, deps.city, bundle),
    view: (ctx, id, standing) => caseView(deps, ctx, id, standing),
    bundleView: (id) => bundleView(deps, id),
    form: (id) => formOf(deps.db, deps.city, id),
    startDraft: (tx, person, body, assistance) => startDraft(deps, tx, person, body, assistance),
    draft: (id) => readDraft(deps.db, deps.city, id),
    saveDraft: (tx, draft, body, byHelper) => save(deps, tx, draft, body, byHelper),
    rates: (from, to) => rates(deps, from, to),
    filingPapers: (subject) => filingPapers(deps, subject),
    namesOf: (entry) => namesOf(deps, entry),
    placeOfPaper: (document) => placeOfPaper(deps, document),
    filingPaper: (subject, document) => filingPaper(deps, subject, document),
    mayReadFile: (ctx, file) => mayReadFile(deps, ctx, file),
    mayWriteFile: (ctx, owner) => mayWriteFile(deps, ctx, owner),
    recompute: (which) => recompute(deps, which),
    ring: () => ring(deps, providers),
    recomputeProvisional: () => recomputeProvisional(deps, providers),
    routes: routesOf(deps, providers),
  }
}

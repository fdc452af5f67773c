import type { BodyOf } from '../../../contract/endpoint.ts'
import { open as openEndpoint, openBundle as openBundleEndpoint } from '../../../contract/casework.ts'
import { situationOf, type Situation } from '../../../law/permit/questions.ts'
import { bundleSituation, bundleUnanswered, situationAnswered } from '../../../law/permit/situation.ts'
import { materialsFor } from '../../../law/permit/reading.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import { Refusal } from '../../kernel/http/errors.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import type { Tx } from '../../kernel/db.ts'
import { missingFields } from '../../../law/item/form.ts'
import { attemptAll, outcomesOrRefuse, type Attempt, type Outcome } from './act.ts'
import { system, type Acting, type Deps, type FactProvider } from './deps.ts'
import { receiptSheet } from './bundleSheet.ts'
import { takeDraft } from './drafts.ts'
import { faultsAtOpening, judgedAnswers, unasked } from './formChecks.ts'
import { mandateSheet, type MandatePaper } from './mandateSheet.ts'
import { askedForm, ownForm, ownMaterialId, ownMaterials } from './share.ts'
import { kept, stateName, traceRefusal } from './perform.ts'
import { record, type Done, type DocumentRef } from './record.ts'
import type { CaseRow, MaterialRow } from './write.ts'

type Submission = BodyOf<typeof openEndpoint>
type BundleSubmission = BodyOf<typeof openBundleEndpoint>

/** Who files for whom, and through what: a citizen for himself, a clerk or a helper for the person beside them. */
export interface Filing {
  acting: Acting
  applicant: string
  channel: 'web' | 'window' | 'helpDesk' | 'selfService'
  assistance?: { id: string; helper: string; expires: string; confirmed: boolean; signature: unknown; paper: MandatePaper }
  /** what is filed is this version of a draft: it is sent once, whoever presses how often */
  draft?: { id: string; version: number; kind: 'item' | 'bundle' }
}

export interface Opened { id: string; number: string; state: string; due: string | null; promiseAt: string | null; receipt: DocumentRef; log: Done['log'] }

/**
 * Opens a case under the item's revision of today. Refuses an item that is not published or not open today (ITM-07), and
 * with all findings at once what `submit` refuses. Gives the dated receipt of the materials (P01) with its public number.
 */
export async function openCase(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, submitted: Submission, filing: Filing): Promise<Opened> {
  const item = await currentItem(deps, submitted.item)
  const situation = situationOf(item.questions, submitted.answers)
  const body = { ...submitted, answers: judgedAnswers(situation, submitted.answers) as Submission['answers'] }
  const row = newRow(item, filing, null, ctx.legalNow)
  const attempt = submitAttempt(item, body, filing, null)
  const wrong = [...faultsAtOpening([item], situation.answers, body.form, false, filing.channel === 'web'), ...stray(filing, situation, [item], body.form, false)]
  const paper = filing.assistance && mandateSheet(deps, { id: row.id, item: item.name, regime: item.regime, at: ctx.legalNow, paper: filing.assistance.paper, applicant: filing.applicant })
  const mandate = paper ? { counters: [paper.counter], sheets: (numbers: Map<string, number>) => paper.draw(numbers) } : {}
  // read outside, together with what others ask at this moment: the receipt names them, nothing is decided by it
  const people = await deps.directory.people([...new Set([row.applicant, filing.acting.person, row.helper].filter((p) => p !== null))])
  return traced(deps, ctx, filing.acting, row.id, () =>
    deps.db.tx(async (tx) => {
      if (filing.draft) await takeDraft(deps, tx, filing.draft, row.id)
      const decided = await attemptAll(deps, providers, tx, { row, acts: [] }, [attempt], ctx.legalNow)
      if (wrong.length) outcomesOrRefuse([decided, wrong])
      const outcomes = outcomesOrRefuse([Array.isArray(decided) ? decided : await filedAtOnce(deps, providers, tx, row, item, attempt, body, ctx.legalNow) ?? decided])
      let answer: Opened | undefined
      await record(deps, tx, outcomes, stateName, ([done]) => {
        answer = { id: row.id, number: outcomes[0]!.row.number, state: done!.state, due: done!.due, promiseAt: done!.promiseAt, receipt: done!.documents[0]!, log: done!.log }
        return kept(ctx, 201, filing.draft && !filing.assistance ? { kind: 'item', id: row.id, number: answer.number } : answer)
      }, { opened: true, materials: filesOf(body, row.id, filing, ctx.legalNow), people, last: true, ...mandate })
      return answer!
    }))
}

/**
 * Opens a bundle: the member cases that the answers call for, all in one transaction, each at its own organ, with one sheet
 * that lists them. Files that members share are handed in once.
 */
export async function openBundleCases(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, submitted: BundleSubmission, filing: Filing) {
  const bundle = await deps.catalogue.bundle(submitted.bundle, deps.clock.today())
  if (!bundle) throw closed(submitted.bundle)
  const terms = new Map(await Promise.all(bundle.members.map(async (m) => [m.item, await deps.catalogue.currentRevision(m.item, deps.clock.today())] as const)))
  const situation = bundleSituation(bundle, (key) => terms.get(key), submitted.answers)
  const { members } = situation
  const id = uuidv7()
  const items = members.map((m) => { const item = terms.get(m.item); if (!item) throw closed(m.item); return item })
  const body = { ...submitted, answers: judgedAnswers(situation, submitted.answers) as BundleSubmission['answers'] }
  const rows = items.map((item) => newRow(item, filing, id, ctx.legalNow))
  return traced(deps, ctx, filing.acting, id, () =>
    deps.db.tx(async (tx) => {
      if (filing.draft) await takeDraft(deps, tx, filing.draft, id)
      const open = bundleUnanswered(bundle, (key) => terms.get(key), body.answers, ctx.legalNow)
      const results: (Outcome | Finding[])[] = open.length ? [open] : []
      for (const [i, item] of items.entries())
        results.push(await attemptAll(deps, providers, tx, { row: rows[i]!, acts: [] }, [submitAttempt(item, body, filing, id)], ctx.legalNow))
      const wrong = [...faultsAtOpening(items, situation.answers, body.form, true, filing.channel === 'web'), ...stray(filing, situation, items, body.form, true)]
      const outcomes = outcomesOrRefuse(once(wrong.length ? [...results, wrong] : results))
      const sheet = receiptSheet(deps, { id, terms: bundle, outcomes, filing, at: ctx.legalNow })
      const paper = filing.assistance && mandateSheet(deps, { id, item: bundle.name, regime: 'bundle', at: ctx.legalNow, paper: filing.assistance.paper, applicant: filing.applicant })
      let answer: { id: string; number: string; cases: (Omit<Opened, 'receipt'> & { item: string; name: string })[]; receipt: DocumentRef } | undefined
      await record(deps, tx, outcomes, stateName, (done, sheets) => {
        answer = {
          id, number: sheet.number(), receipt: sheets[0]!,
          cases: done.map((d, i) => ({ id: d.id, number: outcomes[i]!.row.number, state: d.state, due: d.due, promiseAt: d.promiseAt, log: d.log, item: items[i]!.key, name: items[i]!.name })),
        }
        return kept(ctx, 201, filing.draft && !filing.assistance ? { kind: 'bundle', id, number: answer.number } : answer)
      }, {
        opened: true, without: ['P01'], counters: [sheet.counter, ...(paper ? [paper.counter] : [])],
        materials: rows.flatMap((row, i) => filesOf(body, row.id, filing, ctx.legalNow, items[i])),
        sheets: async (numbers) => {
          const drawn = await sheet.draw(tx, numbers)
          await tx.query(
            `insert into casework.bundle (city, id, number, key, revision, applicant, lead_organ, answers, received_at, after)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
            [deps.city, id, sheet.number(), bundle.key, bundle.revision, filing.applicant, bundle.leadOrgan, JSON.stringify(body.answers), ctx.legalNow,
              JSON.stringify(Object.fromEntries(members.map((m) => [m.item, (m.after ?? []).filter((a) => members.some((x) => x.item === a))])))])
          return paper ? [...drawn, ...(await paper.draw(numbers))] : drawn
        },
      })
      return answer!
    }))
}

/** what an API client sent that no guide of this situation asks for; a draft may still hold such values, and they are left behind */
const stray = (filing: Filing, situation: Situation, items: readonly ItemTerms[], form: Submission['form'], bundle: boolean): Finding[] =>
  filing.draft || situation.open.length ? [] : unasked(items, form, bundle)

/** a question that the bundle and its members ask alike is named once */
function once(results: readonly (Outcome | Finding[])[]): (Outcome | Finding[])[] {
  const told = new Set<string>()
  const fresh = (f: Finding) => f.rule !== situationAnswered.id || (!told.has(f.at!) && told.add(f.at!))
  return results.map((r) => (Array.isArray(r) ? r.filter(fresh) : r))
}

/** MOD-07: a filing whose information is complete is filed the moment it is received; nobody examines. Otherwise nothing, and the window guides. */
async function filedAtOnce(deps: Deps, providers: ReadonlyMap<string, FactProvider>, tx: Tx, row: CaseRow, item: ItemTerms, attempt: Attempt, body: Submission, at: string): Promise<Outcome | undefined> {
  if (item.regime !== 'filing') return undefined
  const file: Attempt = { type: 'file', payload: {}, personal: {}, acting: system, given: { missingFields: missingFields(item, body.answers, body.form) } }
  const filed = await attemptAll(deps, providers, tx, { row, acts: [] }, [attempt, file], at)
  return Array.isArray(filed) ? undefined : filed
}

async function currentItem(deps: Deps, key: string): Promise<ItemTerms> {
  const item = await deps.catalogue.currentRevision(key, deps.clock.today())
  if (!item) throw closed(key)
  return item
}

function closed(key: string): Refusal {
  return new Refusal([{ rule: 'item/lifecycle#open-for-application', code: 'ITM-07', at: 'item', basis: [{ law: '优化营商环境条例', article: 40 }],
    message: `“${key}”没有在今天有效的办事指南，不能申请。请在首页重新查找，或到便民服务台询问` }])
}

function newRow(item: ItemTerms, filing: Filing, bundle: string | null, at: string): CaseRow {
  return {
    id: uuidv7(), number: '', item: item.key, revision: item.revision, regime: item.regime, organ: item.organ, applicant: filing.applicant,
    helper: filing.assistance?.helper ?? null, assistance: filing.assistance?.id ?? null, bundle, channel: filing.channel, state: 'new', holder: 'window',
    received_at: at, accepted_on: null, decided_on: null, due: null, yellow_at: null, promise_at: null, paused: false, green: false, closed: false, seq: 0, taken_by: null, due_clock: null,
  }
}

function submitAttempt(item: ItemTerms, body: Pick<Submission, 'answers' | 'form' | 'materials'>, filing: Filing, bundle: string | null): Attempt {
  // a bundle's one form is cut into each member's part; an item's own submission is not cut, so that law can say what
  // does not belong (E-ITM-05)
  const form = bundle ? ownForm(item, body.form) : askedForm(item, body.form)
  const materials = withKnown(item, bundle ? ownMaterials(item, body.materials) : body.materials, body.answers)
  return {
    type: 'submit', acting: filing.acting, assistance: filing.assistance?.id ?? null,
    payload: {
      channel: filing.channel, answers: body.answers, materials,
      ...(filing.assistance ? { assistance: filing.assistance.id, confirmed: filing.assistance.confirmed, mandate: { expires: filing.assistance.expires.slice(0, 10) } } : {}),
      ...(bundle ? { bundle } : {}),
    },
    personal: { form, ...(filing.assistance?.signature ? { signature: filing.assistance.signature } : {}) },
  }
}

function filesOf(body: Pick<Submission, 'files'>, caseId: string, filing: Filing, at: string, item?: ItemTerms): MaterialRow[] {
  const place = (key: string) => (item ? ownMaterialId(item, key) : key)
  return body.files.filter((f) => place(f.material)).map((f) => ({
    case_id: caseId, id: uuidv7(), material: place(f.material)!, sha256: f.sha256, owner: filing.applicant, name: f.name,
    level: filing.acting.code === 'CLK' ? 'B' : 'C', added: at,
  }))
}

/** what the city already has, or what is filled in on the spot, is on the table without anybody bringing it (ELE-03) */
function withKnown(item: ItemTerms, given: Submission['materials'], answers: Submission['answers']): Submission['materials'] {
  const known = materialsFor(item, answers).filter((m) => m.source !== 'bring' && !given[m.id])
  return { ...Object.fromEntries(known.map((m) => [m.id, m.source === 'have' ? ('have' as const) : ('fill' as const)])), ...given }
}

async function traced<T>(deps: Deps, ctx: Ctx, acting: Acting, subject: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    await traceRefusal(deps, ctx, acting, subject, 'submit', error)
    throw error
  }
}

import type { ItemTerms } from '../../../law/item/item.ts'
import type { PermitState } from '../../../law/permit/index.ts'
import { commit, digest, newSalt } from '../../kernel/journal/index.ts'
import { prepareDocument } from '../../kernel/documents/store.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Outcome, Taken } from './act.ts'
import type { Deps } from './deps.ts'
import { licenceOf, titleOf, type PaperContext } from './paper.ts'
import { paperFor } from './papers.ts'
import { clockRows } from './project.ts'
import { formOf } from './read.ts'
import type { TemplateCode } from '../../../contract/documents.ts'
import { actDigest } from './auditActs.ts'
import { newBatch, rowOf, write, type ActRow, type Batch, type CaseRow, type Kept } from './write.ts'

export interface DocumentRef { id: string; template: string; title: string; number: string | null; at: string }

/** what the caller is told of one case after its acts are recorded */
export interface Done {
  id: string
  seq: number
  state: string
  stateName: string
  due: string | null
  promiseAt: string | null
  documents: DocumentRef[]
  /** the entry of the newest act in the public log: its leaf hash, and the log's signed word to include it */
  log: { leaf: string; receipt: string | null } | null
}

/** things of the same transaction that are not acts of one case: a bundle's one sheet, files, the row of a new case */
export interface Extras {
  opened?: boolean
  /** nothing follows in this transaction: the commit travels with the statement */
  last?: boolean
  /** people that the documents name, where the caller has read them before the transaction; others are read in it */
  people?: PaperContext['people']
  materials?: Batch['materials']
  /** leave a template out (the bundle's sheet stands for it) */
  without?: readonly string[]
  /** further documents, over all these cases: a bundle's sheet, the help desk's mandate; of the instant of their acts */
  sheets?: (numbers: Map<string, number>) => Promise<SheetRow[]>
  counters?: string[]
}
/** a document that stands for several cases */
export type SheetRow = Batch['documents'][number] & { title: string }

/**
 * Records outcomes: takes the public numbers (several counters in key order), draws up the documents' data, and writes
 * acts, particulars, clocks, documents and journal entries by one statement, last. The caller commits.
 */
export async function record(
  deps: Deps, tx: Tx, outcomes: readonly Outcome[], stateNames: (o: Outcome) => string,
  keep: ((done: Done[], sheets: DocumentRef[]) => Kept | null), extras: Extras = {},
): Promise<{ done: Done[]; sheets: DocumentRef[] }> {
  const realMs = deps.clock.real()
  const recUs = String(Math.round(realMs * 1000))
  const contexts = new Map<Taken, PaperContext>()
  const counters = new Set<string>(extras.counters ?? [])
  for (const o of outcomes)
    for (const [i, taken] of o.taken.entries()) {
      if (!taken.documents.length) continue
      const context = await paperContext(deps, tx, o, taken, o.states[i]!, extras.people)
      contexts.set(taken, context)
      for (const template of taken.documents) {
        if (extras.without?.includes(template)) continue
        const counter = paperFor(template).counter(context)
        if (counter) counters.add(counter)
      }
    }
  if (extras.opened) for (const o of outcomes) counters.add(caseCounter(o.item, o.row))
  const numbers = await takeNumbers(tx, deps.city, [...counters])

  if (extras.opened)
    for (const o of outcomes) {
      o.row.number = caseNumber(o.item, o.row, take(numbers, caseCounter(o.item, o.row)))
      const first = o.taken[0]!
      first.act = { ...first.act, payload: { ...first.act.payload, number: o.row.number } }
    }
  // before the entries: a sheet over several cases stands in the entry of each case's act
  const sheets = extras.sheets ? await extras.sheets(numbers) : []
  const batch = newBatch()
  const done: Done[] = []
  for (const o of outcomes) {
    const refs: DocumentRef[] = []
    let log: Done['log'] = null
    // what lapsed comes first, done by nobody; the sheets are of what a person did
    const tried = o.taken.find((t) => t.attempt.acting.person !== null)
    for (const [i, taken] of o.taken.entries()) {
      const state = o.states[i]!
      const digests: Record<string, string> = { payload: digest(taken.act.payload) }
      const commitments: Record<string, string> = {}
      for (const [field, body] of Object.entries(taken.attempt.personal)) {
        if (body === undefined || body === '') continue
        const salt = newSalt()
        commitments[field] = commit(salt, body)
        digests[`personal.${field}`] = commitments[field]
        batch.particulars.push({ id: uuidv7(), case_id: o.row.id, act_seq: taken.act.seq, field, body, salt: salt.toString('hex') })
      }
      for (const template of taken.documents) {
        if (extras.without?.includes(template)) continue
        const paper = paperFor(template)
        const context = { ...contexts.get(taken)!, row: o.row }
        const counter = paper.counter(context)
        const number = paper.number(context, counter ? take(numbers, counter) : 0)
        const id = uuidv7()
        const prepared = prepareDocument(deps.renderer.templates, {
          city: deps.city, id, caseId: o.row.id, template: template as TemplateCode, version: paper.version, number, data: paper.data(context, number, id) as never, legalAt: taken.act.at, realMs,
        })
        batch.documents.push(rowOf(prepared.row))
        digests[`document.${template}`] = prepared.digest.toString('hex')
        if (template === 'P14') await deps.licences.issue(tx, licenceOf(context, number, prepared.id))
        refs.push({ id: prepared.id, template, title: titleOf(template, context), number, at: taken.act.at })
      }
      if (taken === tried) for (const s of sheets) digests[`document.${s.template}`] = s.digest
      for (const m of extras.materials ?? []) if (m.case_id === o.row.id && i === 0) digests[`file.${m.id}`] = digest(m.sha256)
      const row = actRow(o, taken, recUs, commitments)
      digests['act'] = actDigest(row)
      const entry = deps.journal.prepare(entryOf(o, taken, state, digests), realMs)
      batch.entries.push(entry)
      log = { leaf: entry.leaf.toString('hex'), receipt: entry.receipt?.text ?? null }
      // an act and its entry in the log have one id
      batch.acts.push({ ...row, id: entry.id })
      batch.clocks.push(...clockRows(o.row.id, taken.act.clocks ?? []))
    }
    batch[extras.opened ? 'opened' : 'changed'].push(o.row)
    done.push({ id: o.row.id, seq: o.row.seq, state: o.row.state, stateName: stateNames(o), due: o.row.due, promiseAt: o.row.promise_at, documents: refs, log })
  }
  // one row of the same clock in one statement: the last value wins
  batch.clocks = [...new Map(batch.clocks.map((c) => [`${c.case_id}|${c.clock}`, c])).values()]
  batch.materials = extras.materials ?? []
  batch.documents.push(...sheets.map(({ title: _, ...row }) => row))
  const sheetRefs = sheets.map((s) => ({ id: s.id, template: s.template, title: s.title, number: s.number, at: s.legal_at }))
  await write(tx, deps.city, batch, keep(done, sheetRefs), extras.last)
  return { done, sheets: sheetRefs }
}

/** the row of an act, but for the id that it shares with its entry in the log */
function actRow({ row, calendar }: Outcome, { act, attempt }: Taken, recUs: string, commitments: Record<string, string>): Omit<ActRow, 'id'> {
  const { acting } = attempt
  return {
    case_id: row.id, seq: act.seq, type: act.type, at: act.at, effective_on: act.effectiveOn ?? null, rec_us: recUs,
    actor_code: acting.code, actor_role: acting.role, actor: acting.person, organ: acting.organ, on_behalf: acting.onBehalfOf ?? null,
    assistance: attempt.assistance ?? null, payload: act.payload, clocks: act.clocks ?? [], facts: act.facts ?? {}, rules: act.rules ?? [],
    calendar, commitments,
  }
}

function entryOf(o: Outcome, { act, attempt, prev, next }: Taken, state: PermitState, digests: Record<string, string>) {
  const { acting } = attempt
  return {
    type: `casework.${act.type}`, at: act.at, subject: { kind: 'case', id: o.row.id }, item: { key: o.row.item, revision: o.row.revision }, seq: act.seq,
    actor: { org: acting.organ, role: acting.role, person: acting.person }, ...(acting.onBehalfOf ? { onBehalf: acting.onBehalfOf } : {}),
    prev, next, ...(state.clocks['decision'] ? { deadline: state.clocks['decision'].due } : {}), rules: act.rules ?? [], digests,
  }
}

async function paperContext(deps: Deps, tx: Tx, o: Outcome, taken: Taken, state: PermitState, known?: PaperContext['people']): Promise<PaperContext> {
  const people = [...new Set([o.row.applicant, ...(taken.attempt.acting.person ? [taken.attempt.acting.person] : []), ...state.inspectors, ...(state.inspections.at(-1)?.inspectors ?? []), ...(o.row.helper ? [o.row.helper] : [])])]
  return {
    city: deps.city, row: o.row, item: o.item, state, act: taken.act, personal: taken.attempt.personal, acting: taken.attempt.acting,
    organ: deps.directory.organ(o.row.organ), decidesAs: deps.directory.organ(o.item.delegation?.inNameOf ?? o.row.organ), people: known && people.every((p) => known.has(p)) ? known : await deps.directory.people(people, tx), publicUrl: deps.publicUrl, calendar: deps.calendar(),
    ...(taken.documents.some((t) => printsForm.has(t)) ? { form: await formNow(deps, tx, o) } : {}),
    ...(o.item.result.licenceType ? { licenceCode: deps.licenceCodes.get(o.item.result.licenceType) } : {}),
  }
}

/** documents that print something of the form: who holds the licence, what was filed */
const printsForm = new Set(['P11', 'P14', 'P15'])

/** what was handed in, with what this transaction adds on top */
async function formNow(deps: Deps, tx: Tx, o: Outcome): Promise<Record<string, unknown>> {
  return Object.assign(await formOf(tx, deps.city, o.row.id), ...o.taken.map((t) => t.attempt.personal['form'] ?? t.attempt.personal['changes'] ?? {}))
}

/** 办件编号 (ITM-08): implementing code of the item, day of receipt, serial of that item and day; overflow widens the serial */
export function caseCounter(item: ItemTerms, row: CaseRow): string {
  return `case|${codeOf(item)}|${row.received_at.slice(0, 10)}`
}
export function caseNumber(item: ItemTerms, row: CaseRow, serial: number): string {
  return `${codeOf(item)}${row.received_at.slice(0, 10).replaceAll('-', '')}${String(serial).padStart(4, '0')}`
}
const codeOf = (item: ItemTerms) => item.implementCode ?? item.basicCode

/** takes the next value of each counter; rows are locked in key order until the commit, so that two takers cannot deadlock */
async function takeNumbers(tx: Tx, city: string, names: string[]): Promise<Map<string, number>> {
  if (!names.length) return new Map()
  const { rows } = await tx.query<{ name: string; value: number }>(
    `insert into kernel.counter (city, name, value) select $1, n, 1 from unnest($2::text[]) as n order by n
     on conflict (city, name) do update set value = kernel.counter.value + 1 returning name, value`, [city, names.sort()])
  return new Map(rows.map((r) => [r.name, r.value]))
}

function take(numbers: Map<string, number>, name: string): number {
  const n = numbers.get(name)
  if (n === undefined) throw new Error(`counter ${name} was not taken`)
  return n
}

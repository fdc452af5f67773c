import type { Calendar } from '../../../law/kernel/calendar.ts'
import { decide, fold, step, type Act, type BaseState, type Procedure } from '../../../law/kernel/procedure.ts'
import type { Facts, Finding } from '../../../law/kernel/rule.ts'
import { Refusal } from '../../kernel/http/errors.ts'
import { asProblem } from '../../kernel/http/mapper.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import type { Queryable, Tx } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import { given, toldToLaw } from '../../kernel/toldToLaw.ts'
import { append, commit, newSalt } from '../../kernel/journal/index.ts'
import type { Acting } from '../casework/index.ts'
import { actDigest } from './actDigest.ts'
import type { CredentialsDeps } from './index.ts'

/*
 * Acts on what this module keeps: a body, a credential, a campaign, one body's part in a campaign, each a file of its own under a
 * procedure of law/credential. As in casework: law decides, what lapsed comes first, one statement records, the entry in the log has the id of the act.
 */

/** what deciding and recording needs of the module */
export type Recording = Pick<CredentialsDeps, 'city' | 'clock' | 'journal' | 'calendar'>

export type Kind = 'body' | 'holder' | 'campaign' | 'task' | 'batch' | 'demoPoint'

/** What is tried on one file. The caller has locked the row of `file`. */
export interface Attempt<S extends BaseState, I> {
  kind: Kind
  file: string
  procedure: Procedure<S, I>
  /** terms under which the file stands: what the procedure's `initial` starts from */
  terms: I
  type: string
  /** procedural fields only: ids, codes, days, row numbers */
  payload: Record<string, unknown>
  /** names, reasons, texts: kept apart with a salt, law sees only `has.<field>` */
  personal?: Record<string, unknown>
  acting: Acting
  facts?: Facts
  /** digests of documents that the act makes, by name, for its entry in the log */
  digests?: Record<string, string>
}

export interface Outcome<S> { file: string; before: S; state: S; act: Act; lapsed: Act[] }

/** The acts of several files, in order; a file without acts has no list. */
export async function actsOf(on: Queryable, city: string, files: readonly string[]): Promise<Map<string, Act[]>> {
  const { rows } = await on.query<{ file: string; acts: Act[] }>(
    `select file, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('seq', seq, 'type', type, 'at', at, 'effectiveOn', effective_on,
       'actor', jsonb_build_object('code', actor_code, 'person', actor, 'organ', organ), 'payload', payload, 'clocks', clocks, 'facts', facts, 'rules', rules)) order by seq) as acts
     from credentials.act where city = $1 and file = any($2::uuid[]) group by file`, [city, files])
  return new Map(rows.map((r) => [r.file, r.acts]))
}

/** State of a file now, with what the law has done meanwhile by lapse of time and nobody has recorded yet. */
export function stateNow<S extends BaseState, I>(procedure: Procedure<S, I>, terms: I, acts: readonly Act[], now: string, calendar: Calendar): S {
  return fold(procedure, acts, { now, calendar, item: terms }).state
}

/**
 * Decides and records attempts, one a file, all or none: refuses (Refusal) with the findings of every attempt that may not be done.
 * The caller's transaction holds the locks of the files and writes their projections from the outcomes, which come in the order of the attempts.
 */
export async function perform<S extends BaseState, I>(deps: Recording, tx: Tx, attempts: readonly Attempt<S, I>[], now = deps.clock.legal()): Promise<Outcome<S>[]> {
  const before = await actsOf(tx, deps.city, attempts.map((a) => a.file))
  const tried = attempts.map((a) => decided(a, before.get(a.file) ?? [], now, deps.calendar()))
  const findings = tried.flatMap((t) => (Array.isArray(t) ? t : []))
  if (findings.length) throw new Refusal(findings)
  const outcomes = tried as Outcome<S>[]
  await record(deps, tx, outcomes, attempts as readonly Attempt<any, any>[])
  return outcomes
}

/** what law says to an attempt on a file with these acts; nothing is recorded */
export function decided<S extends BaseState, I>(a: Attempt<S, I>, acts: readonly Act[], now: string, calendar: Calendar): Outcome<S> | Finding[] {
  const ctx = { now, calendar, item: a.terms }
  const before = acts.reduce((s, act) => step(a.procedure, s, act, a.terms), a.procedure.initial(a.terms))
  const folded = fold(a.procedure, acts, ctx)
  const payload = toldToLaw(a.payload, a.personal)
  const actor = { code: a.acting.code, ...(a.acting.person ? { person: a.acting.person } : {}), ...(a.acting.organ ? { organ: a.acting.organ } : {}) }
  const verdict = decide(a.procedure, { state: folded.state, lapsed: [] }, { type: a.type, payload, actor }, a.facts ?? {}, ctx)
  return verdict.ok ? { file: a.file, before, state: verdict.state, act: verdict.act, lapsed: folded.lapsed } : verdict.findings
}

/** puts on record what the law did by lapse of time on one file, when nobody tried anything; undefined when there was nothing */
export async function recordLapsed<S extends BaseState, I>(deps: Recording, tx: Tx, of: Pick<Attempt<S, I>, 'kind' | 'file' | 'procedure' | 'terms'>): Promise<S | undefined> {
  const acts = (await actsOf(tx, deps.city, [of.file])).get(of.file) ?? []
  const { state, lapsed } = fold(of.procedure, acts, { now: deps.clock.legal(), calendar: deps.calendar(), item: of.terms })
  if (!lapsed.length) return undefined
  await write(deps, tx, lapsed.map((act) => ({ kind: of.kind, file: of.file, act, acting: nobody, personal: {}, digests: {} })))
  return state
}

/** the law itself, by lapse of time or because a calendar was published */
export const nobody: Acting = { person: null, role: 'system', organ: null, code: 'SYS' }

interface ToWrite { kind: Kind; file: string; act: Act; acting: Acting; personal: Record<string, unknown>; digests: Record<string, string> }

function record<S>(deps: Recording, tx: Tx, outcomes: readonly Outcome<S>[], attempts: readonly Attempt<any, any>[]): Promise<void> {
  return write(deps, tx, outcomes.flatMap((o, i) => {
    const { kind, acting, personal = {}, digests = {} } = attempts[i]!
    return [...o.lapsed.map((act) => ({ kind, file: o.file, act, acting: nobody, personal: {}, digests: {} })), { kind, file: o.file, act: o.act, acting, personal, digests }]
  }))
}

const columns = `file uuid, seq int, kind text, id uuid, type text, at text, effective_on date, rec_us bigint, actor_code text, actor_role text, actor uuid,
  organ text, payload jsonb, clocks jsonb, facts jsonb, rules jsonb, calendar text, commitments jsonb`
const names = columns.split(',').map((c) => c.trim().split(' ')[0]).join(', ')

async function write(deps: Recording, tx: Tx, list: readonly ToWrite[]): Promise<void> {
  const realMs = deps.clock.real()
  const calendar = deps.calendar().version
  const particulars: unknown[] = []
  const rows: unknown[] = []
  const entries = list.map(({ kind, file, act, acting, personal, digests }) => {
    const commitments: Record<string, string> = {}
    for (const [field, body] of Object.entries(personal)) {
      if (!given(body)) continue
      const salt = newSalt()
      commitments[field] = commit(salt, body)
      particulars.push({ id: uuidv7(), file, act_seq: act.seq, field, body, salt: salt.toString('hex') })
    }
    const row = {
      file, seq: act.seq, kind, type: act.type, at: act.at, effective_on: act.effectiveOn ?? null, actor_code: acting.code, actor_role: acting.role, actor: acting.person, organ: acting.organ,
      payload: act.payload, clocks: act.clocks ?? [], facts: act.facts ?? {}, rules: act.rules ?? [], calendar,
    }
    const entry = deps.journal.prepare({
      type: `credentials.${kind}.${act.type}`, at: act.at, subject: { kind, id: file }, seq: act.seq, actor: { org: acting.organ, role: acting.role, person: acting.person }, rules: act.rules ?? [],
      digests: { act: actDigest(row), ...Object.fromEntries(Object.entries(commitments).map(([f, c]) => [`personal.${f}`, c])), ...digests },
    }, realMs)
    rows.push({ ...row, id: entry.id, rec_us: String(entry.recUs), commitments })
    return entry
  })
  await tx.query(`insert into credentials.act (city, ${names}) select $1, r.* from jsonb_to_recordset($2::jsonb) as r(${columns})`, [deps.city, JSON.stringify(rows)])
  if (particulars.length)
    await tx.query(
      `insert into credentials.particular (city, id, file, act_seq, field, body, salt)
       select $1, r.id, r.file, r.act_seq, r.field, r.body, decode(r.salt, 'hex') from jsonb_to_recordset($2::jsonb) as r(id uuid, file uuid, act_seq int, field text, body jsonb, salt text)`,
      [deps.city, JSON.stringify(particulars)])
  await append(tx, deps.city, entries)
}

/** A refused attempt leaves a trace of its own after the rollback (settled.md 2). Other errors are no refusals and leave none. Throws the error on. */
export async function traced<T>(deps: CredentialsDeps, ctx: Ctx, of: { kind: Kind; file: string; type: string; acting: Acting }, doing: () => Promise<T>): Promise<T> {
  try {
    return await doing()
  } catch (error) {
    const refusal = asProblem(error)
    if (refusal instanceof Refusal) {
      const entry = deps.journal.prepare({
        type: 'credentials.refused', at: ctx.legalNow, subject: { kind: of.kind, id: of.file }, actor: { org: of.acting.organ, role: of.acting.role, person: of.acting.person },
        prev: of.type, rules: [...new Set(refusal.findings.map((f) => `${f.code} ${f.rule}`))], digests: {},
      }, deps.clock.real())
      await deps.db.tx((tx) => append(tx, deps.city, [entry])).catch((failed) => ctx.log.error({ error: String(failed) }, 'a refusal could not be journalled'))
    }
    throw error
  }
}

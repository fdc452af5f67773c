import { createHash, randomInt } from 'node:crypto'
import type { BodyOf } from '../../../contract/endpoint.ts'
import * as contract from '../../../contract/hall.ts'
import { citizenId, maskPhone } from '../../../law/kernel/identity.ts'
import { addMinutes, MOX } from '../../../law/kernel/dates.ts'
import { holds } from '../../../law/kernel/condition.ts'
import { mergedFields } from '../../../law/permit/joint.ts'
import { bundleSituation, bundleUnanswered, itemUnanswered } from '../../../law/permit/situation.ts'
import { situationOf, type Situation } from '../../../law/permit/questions.ts'
import type { Field } from '../../../law/item/item.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import { NotFound, ownFinding, Refusal } from '../../kernel/http/errors.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import { append, digest } from '../../kernel/journal/index.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { draftView, type DraftRow } from '../casework/index.ts'
import type { Person } from '../directory/index.ts'
import type { HallDeps } from './index.ts'

export interface AssistanceRow {
  id: string
  clerk: string
  applicant: string
  mandate: { scope: string[]; signature: unknown }
  expires: string
  draft: string | null
  readback_state: 'none' | 'open' | 'confirmed' | 'rejected'
  readback_shown: ReadBackShown | null
  readback_answers: Record<string, { verdict: 'right' | 'wrong'; note: string | null }> | null
  signature: { shown: string; at: string; strokes?: [number, number][][] } | null
  created: string
}
/** exactly what the citizen saw and confirmed; its digest goes into the signature */
export interface ReadBackShown {
  what: string
  groups: { key: string; title: string; entries: { id: string; label: string; value: string; changed: boolean }[] }[]
}

const columns = 'id, clerk, applicant, mandate, expires, draft, readback_state, readback_shown, readback_answers, signature, created'
type Reader = Pick<Tx, 'query'>

export async function readAssistance(db: Reader, city: string, id: string, lock = ''): Promise<AssistanceRow> {
  if (!isUuid(id)) throw new NotFound()
  const { rows } = await db.query<AssistanceRow>(`select ${columns} from hall.assistance where city = $1 and id = $2 ${lock}`, [city, id])
  if (!rows[0]) throw new NotFound()
  return rows[0]
}

/** only the helper who began it sees an assistance; everybody else is a stranger to it */
export async function ownAssistance(deps: HallDeps, db: Reader, ctx: Ctx, id: string, lock = ''): Promise<AssistanceRow> {
  const a = await readAssistance(db, deps.city, id, lock)
  if (a.clerk !== ctx.person) throw new NotFound()
  return a
}

/** Whose identity card this is: 15 and 18 digits, full-width too. Refuses a number that cannot be one (says what is wrong) and one that nobody has. */
export async function personOfCard(deps: HallDeps, typed: string): Promise<Person> {
  const read = citizenId(typed, deps.clock.today())
  if (!read.ok) throw new Refusal([ownFinding('kernel/identity#citizen-id', 'ID-01', `身份证号不对：${read.why}。请对照身份证原件重新输入`, 'idNumber')])
  const person = await deps.directory.personByIdNumber(read.id)
  if (!person) throw new NotFound('没有找到这个身份证号对应的人，请核对后重新输入，或先办理实名登记')
  return person
}

/** Begins an assistance (P16): the helper has the person's identity card in hand. Refuses a card that nobody in the directory has, and the helper's own. */
export async function begin(deps: HallDeps, ctx: Ctx, tx: Tx, body: BodyOf<typeof contract.assist>): Promise<AssistanceRow> {
  const person = await personOfCard(deps, body.idNumber)
  if (person.id === ctx.person) throw new Refusal([ownFinding('permit/assisted#applicant-apart', 'G-06', '不能为自己帮办，请使用个人账号办理')])
  const { rows } = await tx.query<AssistanceRow>(
    `insert into hall.assistance (city, id, clerk, applicant, mandate, expires, created) values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [deps.city, uuidv7(), ctx.person, person.id, JSON.stringify({ scope: body.scope, signature: body.mandate ?? null }), addMinutes(ctx.legalNow, body.hours * 60), ctx.legalNow])
  await note(deps, ctx, tx, rows[0]!, 'begun', { scope: body.scope })
  return rows[0]!
}

/** The helper fills in; what he touched is kept by name, to be shown to the applicant. A confirmed read-back falls when anything changes. */
export async function fillIn(deps: HallDeps, ctx: Ctx, tx: Tx, a: AssistanceRow, body: BodyOf<typeof contract.assistDraft>): Promise<AssistanceRow> {
  inTime(deps, a)
  const existing = a.draft ? await deps.casework.draft(a.draft) : null
  if (existing?.sent_as) throw new Refusal([ownFinding('casework/drafts#sent', 'E-STATE', '已经提交，不能再代填')])
  const draft = existing && existing.kind === body.kind && existing.key === body.key ? existing
    : await deps.casework.startDraft(tx, a.applicant, { kind: body.kind, key: body.key, answers: body.answers ?? {} }, a.id)
  const touched = Object.entries(body.form ?? {}).filter(([k, v]) => JSON.stringify(draft.form[k]) !== JSON.stringify(v)).map(([k]) => k)
  await deps.casework.saveDraft(tx, draft, { answers: body.answers ?? {}, form: body.form ?? {}, materials: body.materials ?? {} }, [...new Set([...draft.by_helper, ...touched])])
  const { rows } = await tx.query<AssistanceRow>(
    `update hall.assistance set draft = $3, readback_state = 'none', readback_hash = null, readback_answers = null, signature = null where city = $1 and id = $2 returning ${columns}`,
    [deps.city, a.id, draft.id])
  return rows[0]!
}

/** Opens the read-back: a one-time code for the citizen's own screen; what will be shown is frozen with it. Refuses while a situation question is open (许可法 30, 31). */
export async function openReadBack(deps: HallDeps, ctx: Ctx, tx: Tx, a: AssistanceRow): Promise<{ code: string; expires: string }> {
  inTime(deps, a)
  if (!a.draft) throw new Refusal([ownFinding('hall/assistance#nothing', 'MOD-05', '还没有代填任何内容，请先填写再请申请人核对')])
  const draft = await deps.casework.draft(a.draft)
  const form = await formOf(deps, draft)
  // the applicant reads everything once: what is still to be asked is asked before, not found at sending
  if (form.open.length) throw new Refusal(form.open)
  const code = await freshCode(deps, tx)
  const shown = shownOf(form, draft)
  await tx.query(
    `update hall.assistance set readback_hash = $3, readback_at = now(), readback_state = 'open', readback_shown = $4, readback_answers = '{}', signature = null where city = $1 and id = $2`,
    [deps.city, a.id, hash(deps.city, code), JSON.stringify(shown)])
  await note(deps, ctx, tx, a, 'readBackOpened', { shown: digest(shown) })
  return { code, expires: a.expires }
}

/** A code that nobody else holds; what ran out is given back, so that six digits are enough for years. */
async function freshCode(deps: HallDeps, tx: Tx): Promise<string> {
  for (;;) {
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
    await tx.query(`update hall.assistance set readback_hash = null where city = $1 and readback_hash = $2 and readback_at < now() - interval '${codeLife}'`, [deps.city, hash(deps.city, code)])
    const held = await tx.query(`select 1 from hall.assistance where city = $1 and readback_hash = $2`, [deps.city, hash(deps.city, code)])
    if (!held.rowCount) return code
  }
}

/** how long a code is good after it was last used, in real time; an old person reading slowly keeps it alive by each answer */
export const codeLife = '30 minutes'

export const hash = (city: string, code: string) => createHash('sha256').update(`readback|${city}|${code}`).digest()

/** title under which the answers to the situation questions are read back */
export const situationGroup = '办什么'

/** groups of the form as a person reads them, with what the helper wrote marked */
function shownOf({ name, fields, situation }: Awaited<ReturnType<typeof formOf>>, draft: DraftRow): ReadBackShown {
  const changed = new Set(draft.by_helper)
  const groups = new Map<string, ReadBackShown['groups'][number]>()
  const add = (title: string, entry: ReadBackShown['groups'][number]['entries'][number]) =>
    (groups.get(title) ?? groups.set(title, { key: `g${groups.size + 1}`, title, entries: [] }).get(title)!).entries.push(entry)
  for (const q of situation.asked) add(situationGroup, { id: q.id, label: q.ask, value: q.options.find((o) => o.value === situation.answers[q.id])!.label, changed: true })
  for (const f of fields) {
    const value = draft.form[f.id]
    if (value === undefined || value === '' || !holds(f.when, { ...situation.answers, ...draft.form })) continue
    const text = f.kind === 'yesNo' ? (String(value) === 'true' || value === 'yes' ? '是' : '否') : (Array.isArray(value) ? value : [value]).map((v) => f.options?.find((o) => o.value === String(v))?.label ?? String(v)).join('、')
    add(f.group, { id: f.id, label: f.label, value: text, changed: changed.has(f.id) })
  }
  return { what: name, groups: [...groups.values()] }
}

/** what a draft asks and what of it counts: its fields and questions under the answers given, and which questions are still open */
export async function formOf(deps: HallDeps, draft: DraftRow): Promise<{ name: string; fields: Field[]; situation: Situation; open: Finding[] }> {
  const day = deps.clock.today()
  const now = deps.clock.legal()
  if (draft.kind === 'item') {
    const item = await deps.catalogue.currentRevision(draft.key, day)
    if (!item) throw new NotFound()
    return { name: item.name, fields: item.fields, situation: situationOf(item.questions, draft.answers), open: itemUnanswered(item, draft.answers, now) }
  }
  const bundle = await deps.catalogue.bundle(draft.key, day)
  if (!bundle) throw new NotFound()
  const terms = new Map(await Promise.all(bundle.members.map(async (m) => [m.item, await deps.catalogue.currentRevision(m.item, day)] as const)))
  const of = (key: string) => terms.get(key)
  const situation = bundleSituation(bundle, of, draft.answers)
  const items = situation.members.map((m) => of(m.item)).filter((i) => i !== undefined)
  return { name: bundle.name, fields: mergedFields(items, situation.answers).map((m) => ({ ...m.part, id: m.key })), situation, open: bundleUnanswered(bundle, of, draft.answers, now) }
}

export async function assistanceView(deps: HallDeps, a: AssistanceRow) {
  const [person, helper] = await Promise.all([deps.directory.person(a.applicant), deps.directory.person(a.clerk)])
  const draft = a.draft ? await deps.casework.draft(a.draft) : null
  return {
    id: a.id, applicant: { id: a.applicant, name: person?.name ?? '', phone: person?.phone ? maskPhone(person.phone) : null, age60: !!person?.birth && MOX(person.birth, 720) <= deps.clock.today() },
    helper: helper?.name ?? '', mandate: { scope: a.mandate.scope }, expires: a.expires, draft: draft && draftView(draft), readBack: a.readback_state,
    changed: draft?.by_helper ?? [], papers: draft?.sent_as && deps.clock.legal() <= a.expires ? await deps.casework.filingPapers(draft.sent_as) : [],
    wrong: Object.entries(a.readback_answers ?? {}).filter(([, v]) => v.verdict === 'wrong').map(([group, v]) => ({ group: a.readback_shown?.groups.find((g) => g.key === group)?.title ?? group, note: v.note })),
  }
}

export function inTime(deps: HallDeps, a: AssistanceRow): void {
  if (deps.clock.legal() > a.expires) throw new Refusal([{ rule: 'permit/assisted#mandate', code: 'XK-22', message: `委托已于${a.expires.slice(0, 16).replace('T', ' ')}到期，请重新登记委托`, basis: [{ law: '行政许可法', article: 29, item: '第二款' }] }])
}

/** the mandates of helpers who may help no more end now; what they filled in stays the applicant's draft */
export async function endAssistances(deps: HallDeps, tx: Tx, people: readonly string[]): Promise<void> {
  const now = deps.clock.legal()
  const { rows } = await tx.query<{ id: string; clerk: string; applicant: string }>(
    `update hall.assistance set expires = $3, readback_hash = null where city = $1 and clerk = any($2::uuid[]) and expires > $3 returning id, clerk, applicant`, [deps.city, people, now])
  if (rows.length) await append(tx, deps.city, rows.map((a) => deps.journal.prepare({
    type: 'hall.assistance.ended', at: now, subject: { kind: 'assistance', id: a.id }, actor: { org: null, role: 'system', person: null }, onBehalf: a.applicant, digests: {},
  }, deps.clock.real())))
}

/** both people are named in the log (I-13) */
export async function note(deps: HallDeps, ctx: Ctx, tx: Tx, a: AssistanceRow, type: string, value: unknown): Promise<void> {
  await append(tx, deps.city, [deps.journal.prepare({
    type: `hall.assistance.${type}`, at: ctx.legalNow, subject: { kind: 'assistance', id: a.id }, actor: { org: null, role: 'helper', person: a.clerk }, onBehalf: a.applicant,
    digests: { value: digest(value) },
  }, deps.clock.real())])
}

import { allowed, fold, type Act } from '../../../law/kernel/procedure.ts'
import { lampOf } from '../../../law/kernel/lamp.ts'
import { maskId, maskName, maskPhone } from '../../../law/kernel/identity.ts'
import type { Clock } from '../../../law/kernel/clock.ts'
import { procedureFor, type PermitState } from '../../../law/permit/index.ts'
import { materialsFor } from '../../../law/permit/reading.ts'
import type { Field, ItemTerms } from '../../../law/item/item.ts'
import { acts as actEndpoints } from '../../../contract/casework.ts'
import { roles } from '../../../contract/roles.ts'
import { standingOf, type Standing } from '../../kernel/permission.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import { caseIds, readBundle } from './bundle.ts'
import type { Deps } from './deps.ts'
import { asksOf } from './asks.ts'
import { lineOf, linesOf } from './lines.ts'
import { readCase, type CaseDocument, type CaseFile } from './read.ts'
import type { CaseRow } from './write.ts'

/** one value as people read it; masked unless it is the viewer's own (settled.md 3) */
export function shown(field: Field, value: unknown, own: boolean): string {
  if (value === undefined || value === null || value === '') return ''
  const text = Array.isArray(value) ? value.map((v) => option(field, v)).join('、') : field.kind === 'yesNo' ? (value === true || value === 'yes' || value === 'true' ? '是' : '否') : option(field, value)
  if (own) return text
  if (field.kind === 'idNumber') return maskId(text)
  if (field.kind === 'phone') return maskPhone(text)
  // other people's names are personal too: a quality manager, a contact, a co-owner
  if (field.prefill === 'name' || /姓名$/u.test(field.label)) return maskName(text)
  if (field.kind === 'address') return text.replace(/(?<=[区县市镇乡街道路]).+$/u, '＊＊')
  return text
}
const option = (field: Field, value: unknown) => field.options?.find((o) => o.value === String(value))?.label ?? String(value)

export function formLines(item: ItemTerms, values: Record<string, unknown>, own: boolean) {
  return item.fields.filter((f) => values[f.id] !== undefined && values[f.id] !== '').map((f) => ({ id: f.id, label: f.label, group: f.group, value: shown(f, values[f.id], own) }))
}

/** `startedAt`: instant of acceptance, from which a promise with a time of day is measured */
export function clockView(c: Clock, now: string, deps: Deps, startedAt?: string) {
  return {
    id: c.id, name: c.name, rule: c.rule, basis: c.basis, event: c.event, start: c.start, n: c.n, unit: c.unit, due: c.due, ...(c.dueAt ? { dueAt: c.dueAt } : {}),
    status: c.status, kind: c.kind, ...(c.provisional ? { provisional: true } : {}), ...(c.metAt ? { metAt: c.metAt } : {}), lamp: lampOf(c, now, deps.calendar(), startedAt ? { startedAt } : {}) ?? ('none' as const),
  }
}

/** GET /api/v1/cases/:id — everything one screen needs, masked for all but the applicant */
export async function caseView(deps: Deps, ctx: Ctx, id: string, standing: (row: CaseRow) => Standing) {
  const { row, acts, documents, files, forms } = await deps.whole(id)
  const as = standing(row)
  const own = as.as === 'applicant'
  const item = await deps.catalogue.revision(row.item, row.revision)
  const procedure = procedureFor(item.regime)
  const now = ctx.legalNow
  const folded = fold(procedure, acts, { now, calendar: deps.calendar(), item })
  const state = folded.state
  const values: Record<string, unknown> = Object.assign({}, ...forms.map((f) => f ?? {}))
  const [licences, people] = await Promise.all([
    row.decided_on && item.result.licenceType ? deps.licences.ofCases([row.id]) : [],
    deps.directory.names([...new Set([row.applicant, ...acts.flatMap((a) => (a.actor.person ? [a.actor.person] : [])), ...state.inspectors, ...(row.helper ? [row.helper] : [])])]),
  ])
  const waits = row.bundle ? await waitsFor(deps, row) : []
  const person = people.get(row.applicant)
  const name = person?.enterprise ?? (own ? person?.name : person && maskName(person.name)) ?? ''
  const code = own ? 'APP' : as.as === 'applicant' || as.as === 'signedIn' || as.as === 'anyone' ? null : roles[as.as].actor
  const can = new Set(code ? allowed(procedure, state, code) : [])
  return {
    ...lineOf(deps, { ...row, state: state.state }, item, name, now), regime: row.regime, revision: row.revision, channel: row.channel, acceptedOn: state.acceptedOn ?? null,
    decidedOn: row.decided_on, closed: procedure.final.includes(state.state), helper: row.helper ? people.get(row.helper)?.name ?? null : null,
    clocks: Object.values(state.clocks).map((c) => clockView(c, now, deps, state.acceptedAt)),
    acts: [...acts, ...folded.lapsed].map((a) => actView(deps, procedure, a, people, documents, own)),
    materials: materialsFor(item, state.answers).map((m) => materialLine(state, m, files)),
    form: formLines(item, values, own),
    allowed: actEndpoints.filter((a) => can.has(a.type) && standingOf(ctx, a.endpoint, { applicant: row.applicant, organ: row.organ }))
      .map((a) => ({ type: a.type, name: procedure.acts[a.type]!.name })),
    applicantId: row.applicant, ...(await asksOf(deps, row.id, item, state, procedure.acts['fixOnTheSpot']?.basis(now.slice(0, 10)) ?? [])),
    extended: state.extended ? { on: state.extended.on, days: state.extended.days, previousDue: state.extended.previousDue ?? null } : null,
    waitsFor: waits, licences: licences.map((l) => ({ id: l.id, name: l.name })),
  }
}

function materialLine(state: PermitState, m: ItemTerms['materials'][number], files: CaseFile[]) {
  return {
    id: m.id, name: m.name, source: m.source, required: m.required, tolerable: m.tolerable ?? false, given: state.materials[m.id] ?? 'none',
    result: state.checks[m.id]?.result ?? 'unchecked', hint: m.hint ?? null,
    files: files.filter((f) => f.material === m.id).map(({ material: _, ...file }) => file),
  }
}

function actView(deps: Deps, p: ReturnType<typeof procedureFor>, a: Act, people: ReadonlyMap<string, { name: string }>, documents: CaseDocument[], own: boolean) {
  const def = p.acts[a.type]
  const actor = a.actor.person ? people.get(a.actor.person)?.name ?? '' : '系统'
  const templates: readonly string[] = typeof def?.documents === 'function' ? documents.map((d) => d.template) : def?.documents ?? []
  return {
    seq: a.seq, type: a.type, name: def?.name ?? a.type, at: a.at, ...(a.effectiveOn ? { effectiveOn: a.effectiveOn } : {}),
    by: a.actor.code === 'APP' && !own ? maskName(actor) : actor, byOrgan: a.actor.organ ? deps.directory.organ(a.actor.organ).name : null, onBehalf: a.onBehalfOf !== undefined,
    note: null, payload: a.payload, basis: def?.basis(a.at.slice(0, 10)) ?? [],
    documents: documents.filter((d) => d.at === a.at && templates.some((t) => d.template === t || d.template === `${t}-bundle`)),
  }
}

async function waitsFor(deps: Deps, row: CaseRow) {
  const bundle = await readBundle(deps.db, deps.city, row.bundle!)
  const needs = bundle.after[row.item] ?? []
  if (!needs.length) return []
  const others = await bundleLines(deps, row.bundle!)
  return others.filter((o) => needs.includes(o.item) && !decidedStates.has(o.state)).map((o) => ({ id: o.id, name: o.name, stateName: o.stateName }))
}

export const decidedStates = new Set(['granted', 'issued', 'delivered', 'filed'])

export async function bundleLines(deps: Deps, bundle: string) {
  const ids = await caseIds(deps.db, deps.city, bundle)
  const rows = await Promise.all(ids.map(async (id) => (await readCase(deps.db, deps.city, id)).row))
  return linesOf(deps, rows)
}

/** GET /api/v1/bundles/:id — the whole, and who is waiting for whom */
export async function bundleView(deps: Deps, id: string) {
  const bundle = await readBundle(deps.db, deps.city, id)
  const terms = (await deps.catalogue.bundle(bundle.key, bundle.received_at.slice(0, 10)))!
  const lines = await bundleLines(deps, id)
  const decided = (item: string) => decidedStates.has(lines.find((l) => l.item === item)?.state ?? '')
  const done = lines.every((l) => l.holder === 'nobody' || l.holder === 'counter')
  const now = deps.clock.legal()
  const lamp = done ? 'none' : lines.some((l) => l.lamp === 'red') || (bundle.promise_at && now > bundle.promise_at) ? 'red' : lines.some((l) => l.lamp === 'yellow') ? 'yellow' : 'green'
  return {
    id, number: bundle.number, key: bundle.key, name: terms.name, receivedAt: bundle.received_at, acceptedAt: bundle.accepted_at, due: bundle.due, promiseAt: bundle.promise_at,
    path: bundle.path?.path ?? [], said: bundle.path?.derivation ?? [], done, lamp: lamp as 'green' | 'yellow' | 'red' | 'none', applicant: bundle.applicant,
    members: lines.map((l) => ({
      ...l, decided: decided(l.item), after: (bundle.after[l.item] ?? []).filter((k) => lines.some((x) => x.item === k)),
      waitsFor: (bundle.after[l.item] ?? []).filter((k) => !decided(k)).map((k) => lines.find((x) => x.item === k)?.name ?? k),
    })),
  }
}

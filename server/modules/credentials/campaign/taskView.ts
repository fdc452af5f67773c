import { shareRemoved, plainRemovals, type RowKey, type TaskState } from '../../../../law/credential/task.ts'
import { taskProcedure } from '../../../../law/credential/taskProcedure.ts'
import type { RosterFinding } from '../../../../law/credential/audit.ts'
import { maskId } from '../../../../law/kernel/identityMask.ts'
import { printed } from '../../../../law/credential/auditRule.ts'
import type { ActorCode } from '../../../../law/kernel/actor.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { officerHeadings } from '../roster/headings.ts'
import type { CredentialsDeps } from '../index.ts'
import { papersOf } from '../papers.ts'
import { ruleNames } from './reporting.ts'
import { taskLine } from './lines.ts'
import { allowedFor, keyOf, readCampaign, stateOf, termsOf, type CampaignRow, type TaskRow } from './tasks.ts'
import { proposals } from './words.ts'

interface StoredRow { list: 'officers' | 'supervisors'; row: number; name: string; data: Record<string, string>; verdict: string; findings: RosterFinding[]; corrections: { code: string; field: string; expected: string | null; conflictWithRow?: number }[] }

/** an identity number in a text stays hidden in the middle, as in every ordinary view (settled.md 3) */
const shown = (text: string): string => text.replace(/[\d０-９]{14,17}[\dXx０-９Ｘｘ]/g, maskId)

/** heading of a column → the field under which a row keeps it */
const fieldOf = new Map<string, string>(Object.entries(officerHeadings).flatMap(([field, names]) => names.map((n): [string, string] => [n, field])))

/** One body's part: everybody flagged with the reasons, what the body said, what was decided. */
export async function taskView(deps: CredentialsDeps, task: TaskRow, by: readonly { code: ActorCode; organ: string | null }[], now: string) {
  const campaign = await readCampaign(deps.db, deps.city, task.campaign)
  const terms = termsOf(campaign, task)
  const state = await stateOf(deps, deps.db, campaign, task, now)
  const [rows, texts, acts, documents] = await Promise.all([flaggedRows(deps, task), textsOf(deps, task.id), actsOf(deps, task.id), papersOf(deps.db, deps.city, [task.id])])
  const clock = state.clocks['replyDue']
  return {
    ...taskLine(deps, campaign, task, now), rows: rows.map((r) => rowView(campaign, state, texts, r)), listedRows: task.officers + task.supervisors, acts,
    clock: clock ? { start: clock.start, n: clock.n, due: clock.due } : null, documents, allowed: [...new Set(by.flatMap(({ code, organ }) => allowedFor(state, code).filter((type) => code === 'SUP' || organ === (type === 'signByJustice' ? campaign.bureau : task.organ))))],
    share: shareRemoved(state, plainRemovals(state)), shareLimit: terms.removalShare, askedToTypeName: shareRemoved(state, plainRemovals(state)) > terms.removalShare,
  }
}

function rowView(campaign: CampaignRow, state: TaskState, texts: Texts, r: StoredRow) {
  const key = keyOf(r)
  const row = state.rows[key]
  const names = ruleNames(campaign, r.list)
  const replied = row?.answer && texts.reply(key)
  return {
    key, list: r.list, row: r.row, name: r.name, idMasked: r.data['idNo'] ? maskId(r.data['idNo']) : '', post: r.data['post'] ?? '', verdict: r.verdict, verdictName: proposals[r.verdict] ?? r.verdict,
    reasons: r.findings.map((f) => ({
      code: printed(f.code), name: f.name, message: shown(f.message), field: f.at ?? null, value: f.value === undefined ? null : shown(f.value), basis: f.basis.map(({ law, article, item }) => ({ law, article, ...(item ? { item } : {}) })), known: f.tag, source: f.source ?? null,
    })),
    corrections: r.corrections.map((c) => ({ code: c.code, name: names.get(c.code) ?? c.code, field: c.field, now: shown(r.data[fieldOf.get(c.field) ?? ''] ?? ''), expected: c.expected === null ? null : shown(c.expected), masked: c.expected !== null && shown(c.expected) !== c.expected, otherRow: c.conflictWithRow ?? null })),
    answer: row?.answer ? { how: row.answer.how, on: row.answer.on, late: row.answer.late, field: row.answer.field ?? null, reason: replied?.reason ?? '', value: replied?.value ?? null, evidence: replied?.evidence ?? [] } : null,
    decided: row?.decided ? { ...row.decided, reason: texts.decision(key) } : null,
  }
}

async function flaggedRows(deps: CredentialsDeps, task: TaskRow): Promise<StoredRow[]> {
  return (await deps.db.query<StoredRow>(`select list, row, name, data, verdict, findings, corrections from credentials.roster_row where city = $1 and task = $2 and verdict <> 'KEEP' order by list, row`, [deps.city, task.id])).rows
}

interface Texts { reply(key: RowKey): { reason: string; value: string | null; evidence: { sha256: string; name: string; owner: string }[] }; decision(key: RowKey): string }

/** the texts of replies and decisions, which no act holds; of several the last counts */
async function textsOf(deps: CredentialsDeps, task: string): Promise<Texts> {
  const { rows } = await deps.db.query<{ type: string; field: string; body: any; payload: { rows?: RowKey[] } }>(
    `select a.type, p.field, p.body, a.payload from credentials.particular p join credentials.act a on a.city = p.city and a.file = p.file and a.seq = p.act_seq where p.city = $1 and p.file = $2 and p.body is not null order by p.act_seq`, [deps.city, task])
  const of = (field: string, key: RowKey) => rows.filter((r) => r.type === 'reply' && r.field === field && r.body[key] !== undefined).at(-1)?.body[key]
  return {
    reply: (key) => ({ reason: of('reasons', key) ?? '', value: of('values', key) ?? null, evidence: of('evidence', key) ?? [] }),
    decision: (key) => rows.filter((r) => r.field === 'reason' && r.payload.rows?.includes(key)).at(-1)?.body ?? '',
  }
}

/** what happened, for the time line: who, what, when */
async function actsOf(deps: CredentialsDeps, task: string) {
  const { rows } = await deps.db.query<{ seq: number; type: string; at: string; actor: string | null; organ: string | null }>(`select seq, type, at, actor, organ from credentials.act where city = $1 and file = $2 order by seq`, [deps.city, task])
  const names = await deps.directory.names([...new Set(rows.map((r) => r.actor).filter((a): a is string => !!a))])
  const organs = new Map(deps.directory.organs().map((x) => [x.key, x.name]))
  return rows.map((r) => ({ seq: r.seq, type: r.type, name: taskProcedure.acts[r.type]?.name ?? r.type, at: r.at, by: [r.organ && organs.get(r.organ), r.actor && names.get(r.actor)?.name].filter(Boolean).join(' ') || (taskProcedure.acts[r.type]?.lapses ? '期限届满' : '系统') }))
}

/** what the audit proposes to put in place of what is wrong, by row and heading */
export async function proposedValues(deps: CredentialsDeps, task: string): Promise<Map<string, string>> {
  if (!isUuid(task)) return new Map()
  const { rows } = await deps.db.query<Pick<StoredRow, 'list' | 'row' | 'corrections'>>(`select list, row, corrections from credentials.roster_row where city = $1 and task = $2 and corrections <> '[]'`, [deps.city, task])
  return new Map(rows.flatMap((r) => r.corrections.flatMap((c) => (c.expected === null ? [] : [[`${keyOf(r)} ${c.field}`, c.expected] as [string, string]]))))
}

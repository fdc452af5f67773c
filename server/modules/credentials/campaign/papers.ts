import type { DataOf } from '../../../../contract/documents.ts'
import { sayDate } from '../../../../contract/say.ts'
import { cite, type Citation } from '../../../../law/kernel/citation.ts'
import { maskId } from '../../../../law/kernel/identityMask.ts'
import type { TaskState } from '../../../../law/credential/task.ts'
import { removedRows } from '../../../../law/credential/task.ts'
import type { Queryable, Tx } from '../../../kernel/db.ts'
import type { Outcome } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { issuePapers, takeNumbers, type OwnTemplate, type PaperRef } from '../papers.ts'
import { reportData } from './reporting.ts'
import { keyOf, type CampaignRow, type TaskRow } from './tasks.ts'
import { grouped, proposals } from './words.ts'

/* 文书: C01 with the telling, C02 with the second signature, C03 with the report; each in the transaction of its act. */

interface Done { task: TaskRow; outcome: Outcome<TaskState> }
interface ListedRow { task: string; list: string; row: number; name: string; id_no: string | null; post: string | null; verdict: string; findings: { name: string; message: string; verdict: string; basis: Citation[] }[] }

const henan = '河南省行政执法条例'

/** draws up what the acts of these tasks produce */
export async function drawPapers(deps: CredentialsDeps, tx: Tx, campaign: CampaignRow, done: readonly Done[], now: string): Promise<void> {
  const told = done.filter((d) => d.outcome.act.type === 'tell')
  const signed = done.filter((d) => d.outcome.act.type === 'signByJustice')
  if (told.length) await notices(deps, tx, campaign, told, now)
  if (signed.length) await removalLists(deps, tx, campaign, signed, now)
}

/** the parts that stand on each paper of a campaign */
export function commonOf(deps: CredentialsDeps, campaign: CampaignRow, id: string, now: string, o: { heading: string; to: string; basis: Citation[]; next: string[] }) {
  const bureau = deps.directory.organ(campaign.bureau)
  return {
    regime: 'supervision' as const, heading: o.heading, organ: { name: bureau.name }, issuedOn: now.slice(0, 10), case: { no: `QL-${campaign.id.slice(-8).toUpperCase()}`, item: campaign.name }, applicant: { name: fit(o.to, 200) },
    basis: o.basis, checkUrl: `${deps.publicUrl}/check?n=${id}`, next: o.next, contact: { phone: bureau.phone, complaintPhone: deps.complaintPhone },
  }
}

async function notices(deps: CredentialsDeps, tx: Tx, campaign: CampaignRow, told: readonly Done[], now: string): Promise<void> {
  const rows = grouped(await flaggedRows(deps, tx, told.map((d) => d.task.id)), (r) => r.task)
  await draw(deps, tx, campaign, 'C01', '核', told.map((d) => d.task.id), now, (id, i) => {
    const { task, outcome } = told[i]!
    const due = outcome.state.clocks['replyDue']!
    return {
      ...commonOf(deps, campaign, id, now, {
        heading: '核对通知书', to: task.name, basis: [cite(henan, 20), cite(henan, 38)],
        next: ['登录本平台“核对任务”逐人回复，可以全部填好一次提交；没有账号的，书面回复司法行政机关。', '有异议的附上证明材料；决定以前，逾期的回复也会处理。'],
      }),
      reply: { words: `${due.n}个工作日`, due: due.due, ...(due.provisional ? { provisional: true as const } : {}) }, how: ['同意：所列情况属实。', '有异议：写明理由，附证明材料。', '更正：写明哪一项写错、应为什么。'],
      consequence: `${sayDate(due.due)}${due.provisional ? '（暂定）' : ''}以后没有回复的，记为逾期未回复，司法行政机关可以按名册所载确认清出。`,
      rows: (rows.get(task.id) ?? []).map((r) => ({ ...person(r), proposal: proposals[r.verdict] ?? r.verdict, reasons: reasonsOf(r) })),
    }
  })
}

async function removalLists(deps: CredentialsDeps, tx: Tx, campaign: CampaignRow, signed: readonly Done[], now: string): Promise<void> {
  const rows = grouped(await flaggedRows(deps, tx, signed.map((d) => d.task.id)), (r) => r.task)
  const heads = await signatures(deps, tx, signed, now)
  await draw(deps, tx, campaign, 'C02', '清', signed.map((d) => d.task.id), now, (id, i) => {
    const { task, outcome: { state } } = signed[i]!
    const gone = new Set(removedRows(state))
    return {
      ...commonOf(deps, campaign, id, now, { heading: '清出名单', to: task.name, basis: [cite(henan, 20), cite(henan, 46)], next: ['收回名单所列人员的证件，交司法行政机关统一上交。', '名单所列人员承办的案件，由单位移交其他执法人员办理。'] }),
      body: fit(task.name, 200), signatures: heads[i]!,
      rows: (rows.get(task.id) ?? []).filter((r) => gone.has(keyOf(r))).map((r) => ({ ...person(r), reasons: reasonsOf(r), note: state.rows[keyOf(r)]!.decided!.note, on: state.rows[keyOf(r)]!.decided!.on })),
    }
  })
}

/** who signed for the body (or that it was on paper), and who signs now for the bureau */
async function signatures(deps: CredentialsDeps, tx: Tx, signed: readonly Done[], now: string) {
  const { rows } = await tx.query<{ file: string; type: string; at: string; actor: string | null }>(
    `select distinct on (file) file, type, at, actor from credentials.act where city = $1 and file = any($2::uuid[]) and type in ('signByBody', 'signOnPaper') order by file, seq desc`, [deps.city, signed.map((d) => d.task.id)])
  const first = new Map(rows.map((r) => [r.file, r]))
  const names = await deps.directory.people([...new Set([...rows.map((r) => r.actor), ...signed.map((d) => d.outcome.act.actor.person)].filter((x): x is string => !!x))], tx)
  return signed.map((d) => {
    const before = first.get(d.task.id)!
    const bureau = d.outcome.act.actor.person
    return {
      body: before.type === 'signByBody' ? { name: names.get(before.actor!)?.name ?? '负责人', at: before.at, means: '本人账号' } : { name: `${d.task.name}负责人`.slice(0, 60), at: before.at, means: '纸质签字，原件存档' },
      bureau: { name: (bureau && names.get(bureau)?.name) || '负责人', at: now, means: '本人账号' },
    }
  })
}

/** the report to the province; its numbers are those that the overview shows */
export async function reportPaper(deps: CredentialsDeps, tx: Tx, campaign: CampaignRow, now: string): Promise<PaperRef> {
  const data = await reportData(deps, tx, campaign, now)
  const [ref] = await draw(deps, tx, campaign, 'C03', '报', [campaign.id], now, (id) => ({
    ...commonOf(deps, campaign, id, now, { heading: '行政执法证件清理工作报告', to: '河南省司法厅', basis: [cite(henan, 20), cite(henan, 38)], next: ['清出人员的证件由单位收回后统一上交。'] }), ...data,
  }))
  return ref!
}

/** several papers of one kind, each with the next number; `subjects`: what each is about */
async function draw<C extends OwnTemplate>(deps: CredentialsDeps, tx: Tx, campaign: CampaignRow, template: C, word: string, subjects: readonly string[], now: string, data: (id: string, i: number) => DataOf<C>): Promise<PaperRef[]> {
  const numbers = await takeNumbers(deps, tx, campaign.bureau, word, subjects.length, now)
  return issuePapers(deps, tx, { bureau: campaign.bureau, template, kind: template === 'C03' ? 'campaign' : 'task', now }, subjects.map((subject, i) => ({ subject, number: numbers[i]!, data: (id) => data(id, i) })))
}

async function flaggedRows(deps: CredentialsDeps, on: Queryable, tasks: readonly string[]): Promise<ListedRow[]> {
  return (await on.query<ListedRow>(
    `select task, list, row, name, data ->> 'idNo' as id_no, data ->> 'post' as post, verdict, findings from credentials.roster_row where city = $1 and task = any($2::uuid[]) and verdict <> 'KEEP' order by list, row`, [deps.city, tasks])).rows
}

/** a cell of a frozen list may hold anything: what is longer than its place on the paper is cut, so that one cell keeps no city from being told */
const fit = (text: string, most: number): string => { const all = [...text.trim()]; return all.join('').length > most ? `${all.slice(0, Math.floor(most / 2) - 1).join('')}…` : all.join('') }

const person = (r: ListedRow) => ({ list: r.list === 'officers' ? '执法人员' as const : '执法监督人员' as const, row: r.row, name: fit(r.name, 60) || '（未写姓名）', idShown: r.id_no ? fit(maskId(r.id_no), 30) : '（未写）', ...(r.post ? { post: fit(r.post, 60) } : {}) })
const reasonsOf = (r: ListedRow): string[] => r.findings.slice(0, 30).map((f) => `${f.name}：${f.message}`.replace(/\d{14,17}[\dXx]/g, maskId).slice(0, 400))

import { createHash } from 'node:crypto'
import * as contract from '../../../../contract/campaigns.ts'
import { roles } from '../../../../contract/roles.ts'
import { sayAll } from '../../../../law/kernel/provision.ts'
import { printed } from '../../../../law/credential/auditRule.ts'
import { profiles } from '../../../../law/credential/profiles/index.ts'
import type { RowKey } from '../../../../law/credential/task.ts'
import type { Acting } from '../../casework/index.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput, file, may, NotFound, organsOf, ownFinding, standingOf, type AnyEndpoint, type Ctx, type Http } from '../../../kernel/http/index.ts'
import { append } from '../../../kernel/journal/index.ts'
import { traced } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { paperFile } from '../papers.ts'
import { actOnMany, confirmableNow, correctionTries, removalTries } from './bulk.ts'
import { actOnTasks, type TaskTry } from './deciding.ts'
import { closeCampaign, dropCampaign, reportCampaign } from './ending.ts'
import { exportList } from './exporting.ts'
import { importRoster, sheetOf, type HandedList, type Step } from './importing.ts'
import { campaignLines, overviewOf, publishedCampaigns, taskLine, taskLines } from './lines.ts'
import type { Registry } from '../registry/index.ts'
import { campaignCounts } from './reporting.ts'
import { readCampaign, readTasks, taskColumns, type TaskRow } from './tasks.ts'
import { proposedValues, taskView } from './taskView.ts'
import { tellBodies } from './telling.ts'

/** the person of a session in one of the roles of an endpoint */
function actingAs(ctx: Ctx, endpoint: AnyEndpoint, organ?: string | null): Acting {
  const standing = may(ctx, endpoint, { organ: organ ?? null })
  const role = standing.as as keyof typeof roles
  return { person: ctx.person, role, organ: standing.organ, code: roles[role].actor! }
}

/** endpoints of contract/campaigns.ts → functions of this room */
export const campaignRoutes = (deps: CredentialsDeps, registry: Registry) => (http: Http): void => {
  const running = new Map<string, { step: Step; rows: number; written: number }>()
  const handed = async (ctx: Ctx, f: { name: string; sha256: string }): Promise<HandedList> => {
    const { bytes } = await http.files.read(ctx.person, f.sha256).catch((e) => { throw e instanceof NotFound ? new BadInput(`还没有上传文件“${f.name}”，请先上传再导入`) : e })
    const parts: Buffer[] = []
    for await (const part of bytes) parts.push(part as Buffer)
    return { name: f.name, bytes: Buffer.concat(parts) }
  }
  /** one act on one body's part, with its trace when it is refused */
  const one = async (ctx: Ctx, endpoint: AnyEndpoint, id: string, type: string, payload: Record<string, unknown>, personal: Record<string, unknown> = {}) => {
    const [task] = await readTasks(deps.db, deps.city, [id])
    const acting = actingAs(ctx, endpoint, task!.organ)
    const tried: TaskTry = { id, seq: ctx.ifMatch!, type, payload, personal }
    return http.once(ctx, () => traced(deps, ctx, { kind: 'task', file: id, type, acting }, async () => {
      const { done: [done] } = await deps.db.tx((tx) => actOnTasks(deps, registry, tx, acting, ctx.legalNow, [tried], false))
      return { seq: done!.outcome.state.seq, state: done!.outcome.state.state }
    }))
  }
  /** one act on a campaign */
  const step = <T>(ctx: Ctx, endpoint: AnyEndpoint, id: string, type: string, work: (tx: Tx, o: { campaign: string; ifMatch: number | null; acting: Acting; now: string }) => Promise<T>) => http.once(ctx, () => {
    const acting = actingAs(ctx, endpoint)
    return traced(deps, ctx, { kind: 'campaign', file: id, type, acting }, () => deps.db.tx((tx) => work(tx, { campaign: id, ifMatch: ctx.ifMatch, acting, now: ctx.legalNow }), { statementTimeoutMs: 60_000 }))
  })

  http.bind(contract.profiles, async () => ({ items: Object.values(profiles).map((p) => ({
    key: p.key, name: p.name,
    settings: Object.entries(sheetOf(p, deps.policy.replyDays)).filter(([key]) => key !== 'asOf').map(([key, s]) => ({
      key, name: s.name, value: [s.value].flat().map((v) => (v === true ? '是' : v === false ? '否' : String(v))).join('，'), kind: Array.isArray(s.value) ? 'words' as const : typeof s.value === 'number' ? 'number' as const : typeof s.value === 'boolean' ? 'yesNo' as const
        : /^\d{4}-\d{2}-\d{2}$/.test(s.value as string) ? 'day' as const : 'text' as const, ...(s.least !== undefined ? { least: s.least } : {}), ...(s.most !== undefined ? { most: s.most } : {}), ...(s.source ? { source: s.source } : {}),
    })),
    rules: (['officers', 'supervisors', 'bodies'] as const).flatMap((list) => p[list].map((r) => ({ code: printed(r.code), name: r.name, verdict: r.verdict, basis: sayAll(r.basis), list, ...(r.source ? { source: r.source } : {}) }))),
  })) }))

  http.bind(contract.create, (ctx, { body }) => http.once(ctx, async () => {
    const acting = actingAs(ctx, contract.create)
    const files = { officers: await handed(ctx, body.officers), bodies: await handed(ctx, body.bodies), ...(body.supervisors ? { supervisors: await handed(ctx, body.supervisors) } : {}) }
    try {
      const { id, seq, created } = await importRoster(deps, { ...body, files, bureau: acting.organ ?? 'justice', acting }, (step, rows, written = 0) => running.set(ctx.person, { step, rows, written }))
      return { id, seq, created, ...(await campaignCounts(deps, id)) }
    } finally {
      running.delete(ctx.person)
    }
  }))
  http.bind(contract.progress, async (ctx) => running.get(ctx.person) ?? { step: 'none' as const, rows: 0, written: 0 })
  http.bind(contract.list, async () => ({ items: await campaignLines(deps) }))
  http.bind(contract.published, async () => ({ items: await publishedCampaigns(deps) }))
  http.bind(contract.overview, (ctx, { params }) => overviewOf(deps, params.id, ctx.legalNow))
  http.bind(contract.bodies, async (ctx, { params, query }) => {
    const all = await taskLines(deps, deps.db, await readCampaign(deps.db, deps.city, params.id), ctx.legalNow)
    const found = all.filter((t) => (!query.state || t.state === query.state) && (!query.division || t.division === query.division) && (!query.q || t.name.includes(query.q) || t.uscc.includes(query.q)))
    return { items: found.slice(0, query.limit), total: found.length }
  })

  http.bind(contract.tell, (ctx, { params, body }) => step(ctx, contract.tell, params.id, 'tell', (tx, o) => tellBodies(deps, registry, tx, { ...o, tasks: body.tasks })))
  http.bind(contract.drop, (ctx, { params, body }) => step(ctx, contract.drop, params.id, 'drop', (tx, o) => dropCampaign(deps, tx, { ...o, reason: body.reason })))
  http.bind(contract.report, (ctx, { params }) => step(ctx, contract.report, params.id, 'report', (tx, o) => reportCampaign(deps, tx, o)))
  http.bind(contract.close, (ctx, { params }) => step(ctx, contract.close, params.id, 'close', (tx, o) => closeCampaign(deps, tx, o)))

  http.bind(contract.confirmable, (ctx, { params }) => confirmableNow(deps, params.id, ctx.legalNow))
  http.bind(contract.confirmMany, (ctx, { params, body }) => http.once(ctx, async () => {
    const tries = await removalTries(deps, params.id, ctx.legalNow, body.tasks)
    return actOnMany(deps, registry, ctx, actingAs(ctx, contract.confirmMany), tries, (t) => (t.payload['rows'] as RowKey[]).length)
  }))
  http.bind(contract.correctMany, (ctx, { params, body }) => http.once(ctx, async () => {
    const tries = await correctionTries(deps, params.id, ctx.legalNow, body.tasks)
    return actOnMany(deps, registry, ctx, actingAs(ctx, contract.correctMany), tries, (t) => Object.keys(t.personal!['values'] as object).length)
  }))
  http.bind(contract.signMany, async (ctx, { params, body }) => {
    const campaign = await readCampaign(deps.db, deps.city, params.id)
    const acting = actingAs(ctx, contract.signMany, campaign.bureau)
    return http.once(ctx, async () => {
      if ((await readTasks(deps.db, deps.city, body.tasks.map((t) => t.id))).some((t) => t.campaign !== campaign.id)) throw new NotFound()
      return actOnMany(deps, registry, ctx, acting, body.tasks.map((t) => ({ ...t, type: 'signByJustice', payload: {} })), () => 1)
    })
  })
  http.bind(contract.exported, async (ctx, { params, query }) => {
    const { data, type, name } = await exportList(deps, params.id, query, ctx.legalNow)
    // these lists carry identity numbers unmasked: who took which one, and its digest, stands in the log (settled.md 3)
    const { as, organ } = may(ctx, contract.exported)
    if (query.what !== 'bodies' && query.what !== 'report')
      await deps.db.tx((tx) => append(tx, deps.city, [deps.journal.prepare({
        type: 'credentials.exported', at: ctx.legalNow, subject: { kind: 'campaign', id: params.id }, actor: { org: organ, role: as, person: ctx.person }, next: `${query.what} ${query.only}`,
        digests: { file: createHash('sha256').update(data).digest('hex') },
      }, deps.clock.real())]))
    return file(data, { type, name, size: data.length })
  })
  http.bind(contract.campaignDocument, async (_ctx, { params }) => paperFile(deps, params.id, params.document))

  http.bind(contract.tasks, async (ctx) => {
    const organs = organsOf(ctx, 'bodyAdmin', 'head')
    const own = (await deps.db.query<TaskRow & { campaign_name: string }>(
      `select ${taskColumns.split(', ').map((c) => `k.${c}`).join(', ')}, c.name as campaign_name from credentials.task k join credentials.campaign c on c.city = k.city and c.id = k.campaign
       where k.city = $1 and k.organ = any($2::text[]) and k.state not in ('FLAGGED', 'CLEAN') order by c.created_at desc, k.name`, [deps.city, organs])).rows
    const heads = organsOf(ctx, 'head')
    const { rows: toSign } = await deps.db.query<TaskRow & { campaign_name: string }>(
      `select ${taskColumns.split(', ').map((c) => `k.${c}`).join(', ')}, c.name as campaign_name from credentials.task k join credentials.campaign c on c.city = k.city and c.id = k.campaign
       where k.city = $1 and ((k.state = 'DECIDED' and k.organ = any($2::text[])) or (k.state = 'SIGNED_BY_BODY' and c.bureau = any($2::text[]))) order by k.name`, [deps.city, heads])
    const line = (t: TaskRow & { campaign_name: string }) => taskLine(deps, { name: t.campaign_name }, t, ctx.legalNow)
    return { items: own.map(line), toSign: toSign.map(line) }
  })
  /** organs at which somebody has to do with a task: its own, and the head of the bureau once the list waits for him */
  const partiesOf = async (task: TaskRow): Promise<string[]> => {
    const { bureau } = await readCampaign(deps.db, deps.city, task.campaign)
    return [...(task.organ && task.seq ? [task.organ] : []), ...(['SIGNED_BY_BODY', 'SIGNED', 'REPORTED'].includes(task.state) ? [bureau] : [])]
  }
  const seen = async (ctx: Ctx, endpoint: AnyEndpoint, id: string): Promise<TaskRow> => {
    const [task] = await readTasks(deps.db, deps.city, [id])
    const organs = await partiesOf(task!)
    may(ctx, endpoint, { organs })
    return task!
  }
  http.bind(contract.task, async (ctx, { params }) => {
    const task = await seen(ctx, contract.task, params.id)
    return taskView(deps, task, ctx.grants.flatMap(({ role, organ }) => (role === 'supervisor' || role === 'bodyAdmin' || role === 'head' ? [{ code: roles[role].actor, organ }] : [])), ctx.legalNow)
  })
  http.bind(contract.taskDocument, async (ctx, { params }) => {
    const task = await seen(ctx, contract.taskDocument, params.id)
    return paperFile(deps, task.id, params.document)
  })
  http.bind(contract.reply, async (ctx, { params, body }) => {
    const evidence = body.answers.flatMap((a) => a.evidence)
    const here = new Set(evidence.length ? (await http.files.find(ctx.person, evidence.map((e) => e.sha256))).map((f) => f.sha256) : [])
    const absent = evidence.filter((e) => !here.has(e.sha256))
    if (absent.length) throw new BadInput(`还没有上传证明材料：${absent.map((e) => e.name).join('、')}`, { findings: absent.map((e) => ownFinding('modules/credentials/campaign/routes#paper', 'E-INPUT', `还没有上传“${e.name}”`, 'evidence')) })
    const of = <T>(pick: (a: (typeof body.answers)[number]) => T | undefined) => {
      const entries = body.answers.flatMap((a) => { const v = pick(a); return v === undefined || v === '' ? [] : [[a.key, v] as const] })
      return entries.length ? Object.fromEntries(entries) : undefined
    }
    const said = (text: string | undefined) => text !== undefined && /[^\p{White_Space}\p{Cf}]/u.test(text)
    const answers = body.answers.map(({ key, how, field, reason, value }) => ({ key, how, ...(field ? { field } : {}), ...(said(how === 'correct' ? value : reason) ? { reasoned: true } : {}) }))
    return one(ctx, contract.reply, params.id, 'reply', { answers }, {
      reasons: of((a) => a.reason), values: of((a) => (a.how === 'correct' ? a.value : undefined)), evidence: of((a) => (a.evidence.length ? a.evidence.map((e) => ({ ...e, owner: ctx.person })) : undefined)),
    })
  })
  http.bind(contract.confirmRemove, (ctx, { params, body }) => one(ctx, contract.confirmRemove, params.id, 'confirmRemove', { rows: body.rows, ...(body.byName ? { byName: body.byName } : {}) }, { reason: body.reason }))
  http.bind(contract.restore, (ctx, { params, body }) => one(ctx, contract.restore, params.id, 'restore', { rows: body.rows }, { reason: body.reason }))
  http.bind(contract.correct, async (ctx, { params, body }) => {
    const proposed = await proposedValues(deps, params.id)
    const values: Record<RowKey, Record<string, string>> = {}
    for (const c of body.corrections) {
      const value = c.value ?? proposed.get(`${c.key} ${c.field}`)
      if (!value) throw new BadInput(`请写明“${c.field}”更正为什么`, { findings: [ownFinding('credential/taskRules#valued-correction', 'RA-01', `请写明“${c.field}”更正为什么`, c.key)] })
      values[c.key] = { ...values[c.key], [c.field]: value }
    }
    return one(ctx, contract.correct, params.id, 'correct', { corrections: body.corrections.map(({ key, field }) => ({ key, field })) }, { values })
  })
  http.bind(contract.signByBody, (ctx, { params }) => one(ctx, contract.signByBody, params.id, 'signByBody', {}))
  http.bind(contract.signOnPaper, async (ctx, { params, body }) => {
    if (!(await http.files.find(ctx.person, [body.paper.sha256])).length) throw new BadInput(`还没有上传文件“${body.paper.name}”`, { findings: [ownFinding('modules/credentials/campaign/routes#paper', 'E-INPUT', '还没有上传签字的纸质名单', 'paper')] })
    return one(ctx, contract.signOnPaper, params.id, 'signOnPaper', {}, { paper: { ...body.paper, owner: ctx.person } })
  })

  // evidence belongs to whoever handed it in; whoever may see the task may read it
  http.files.allow('read', async (ctx, { owner, sha256 }) => {
    const { rows } = await deps.db.query<{ file: string }>(
      `select distinct file from credentials.particular where city = $1 and field in ('evidence', 'paper') and jsonb_path_exists(body, '$.** ? (@.sha256 == $s && @.owner == $o)', jsonb_build_object('s', $2::text, 'o', $3::text))`, [deps.city, sha256, owner])
    for (const { file: id } of rows) {
      const [task] = await readTasks(deps.db, deps.city, [id])
      if (standingOf(ctx, contract.task, { organs: await partiesOf(task!) })) return true
    }
    return false
  })
}

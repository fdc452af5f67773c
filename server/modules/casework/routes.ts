import * as contract from '../../../contract/casework.ts'
import { derivationOf } from '../../../law/kernel/deadline.ts'
import { fold } from '../../../law/kernel/procedure.ts'
import { procedureFor } from '../../../law/permit/index.ts'
import { file, NotFound, Refusal, reply, type Http } from '../../kernel/http/index.ts'
import { may, organsOf } from '../../kernel/permission.ts'
import { acceptBundle, noticeBundle, readBundle } from './bundle.ts'
import type { Acting, Deps, FactProvider } from './deps.ts'
import { draftsOf, draftView, readDraft, save, sentRule, startDraft } from './drafts.ts'
import { applicantRows, cursorOf, linesOf, organsUnder, queueLines, queueRows, waitsForHead } from './lines.ts'
import { openBundleCases, openCase, type Filing } from './open.ts'
import { performAct } from './perform.ts'
import { prospects } from './prospects.ts'
import { readCase } from './read.ts'
import { addMaterial, documentOf, documentRefs, documentRow, reveal } from './papersOut.ts'
import { entriesOf } from './paperEvidence.ts'
import { bundleView, caseView, clockView } from './view.ts'
import { windowLines } from './windowLines.ts'
import type { Ctx } from '../../kernel/http/context.ts'

/** endpoints of contract/casework.ts → functions of this module */
export const casework = (deps: Deps, providers: ReadonlyMap<string, FactProvider>) => (http: Http): void => {
  const filing = (ctx: Ctx, channel: Filing['channel'], applicant: string | undefined): Filing => {
    const clerk = ctx.grants.find((g) => g.role === 'clerk')
    if (clerk && applicant) return { channel: channel === 'web' ? 'window' : channel, applicant, acting: { person: ctx.person, role: 'clerk', organ: clerk.organ, code: 'CLK', onBehalfOf: applicant } }
    if (applicant && applicant !== ctx.person) throw new NotFound()
    const acting: Acting = { person: ctx.person, role: 'citizen', organ: null, code: 'APP' }
    return { channel: channel === 'window' ? 'web' : channel, applicant: ctx.person, acting }
  }

  http.bind(contract.open, (ctx, { body }) => {
    const f = filing(ctx, body.channel, body.applicant)
    return http.once(ctx, async () => {
      const opened = await openCase(deps, providers, ctx, body, f)
      return reply(opened, { status: 201, location: `/api/v1/cases/${opened.id}` })
    })
  })

  http.bind(contract.openBundle, (ctx, { body }) => http.once(ctx, async () => {
    const opened = await openBundleCases(deps, providers, ctx, body, filing(ctx, body.channel, body.applicant))
    return reply(opened, { status: 201, location: `/api/v1/bundles/${opened.id}` })
  }))

  http.bind(contract.get, async (ctx, { params }) => {
    const view = await caseView(deps, ctx, params.id, (row) => may(ctx, contract.get, row))
    return reply(view as never, { etag: view.seq })
  })

  http.bind(contract.entries, async (ctx, { params }) => {
    const { row } = await readCase(deps.db, deps.city, params.id)
    const own = may(ctx, contract.entries, row).as === 'applicant'
    return { items: await entriesOf(deps, row.id, own) }
  })

  http.bind(contract.derivation, async (ctx, { params }) => {
    const { row, acts } = await readCase(deps.db, deps.city, params.id)
    may(ctx, contract.derivation, row)
    const item = await deps.catalogue.revision(row.item, row.revision)
    const { state } = fold(procedureFor(item.regime), acts, { now: ctx.legalNow, calendar: deps.calendar(), item })
    const clock = state.clocks[params.clock]
    if (!clock) throw new NotFound('这一件没有这个时限')
    return { clock: clockView(clock, ctx.legalNow, deps, state.acceptedAt), derivation: derivationOf(clock, deps.calendarOf(clock.calendarVersion)) as never }
  })

  http.bind(contract.mine, async (ctx, { query }) => {
    const rows = await applicantRows(deps.db, deps.city, ctx.person, query)
    return { items: await linesOf(deps, rows, false), next: cursorOf(rows, query.limit, () => '') }
  })

  http.bind(contract.queue, async (ctx, { query }) => {
    const own = [...new Set([...organsOf(ctx, 'examiner', 'head'), ...organsUnder(deps, organsOf(ctx, 'gov'))])]
    const organs = query.organ ? own.filter((o) => o === query.organ) : own
    if (!organs.length) return { items: [], next: null }
    const heads = organsOf(ctx, 'head').filter((o) => organs.includes(o))
    const rows = await queueRows(deps.db, deps.city, organs, heads, query as never, ctx.legalNow)
    return { items: await queueLines(deps, rows, heads), next: cursorOf(rows, query.limit, (r) => `${heads.length && !waitsForHead(r, heads) ? '1' : '0'}${r.due ?? '9999-12-31'}`) }
  })

  http.bind(contract.prospects, (ctx, { params }) => prospects(deps, providers, ctx, params.id))

  http.bind(contract.window, (_ctx, { query }) => windowLines(deps, query.desk, query))

  http.bind(contract.board, async () => {
    const [{ items: lines }, { items: waiting }] = await Promise.all([windowLines(deps, 'handOut', { limit: 8 }), windowLines(deps, 'intake', { limit: 100 })])
    return { ready: lines.map((l) => ({ ticket: l.number.slice(-8), what: l.name })), waiting: waiting.length, etag: `${waiting.length}-${lines.map((l) => l.number.slice(-8) + l.seq).join('')}` }
  })
  http.bind(contract.reveal, (ctx, { params, body }) => deps.db.tx((tx) => reveal(deps, ctx, tx, params.id, body.purpose)))
  http.bind(contract.addMaterial, (ctx, { params, body }) => http.mutate(ctx, (tx) => addMaterial(deps, ctx, tx, params.id, body)))
  http.bind(contract.document, async (ctx, { params }) => {
    const pdf = await documentOf(deps, ctx, params.id, params.document)
    return file(pdf.data, { type: 'application/pdf', name: pdf.name, size: pdf.data.length, tag: params.document })
  })

  for (const def of contract.acts)
    http.bind(def.endpoint, (ctx, { params, body }) => http.once(ctx, () => performAct(deps, providers, ctx, def, params.id, body as never) as never))

  http.bind(contract.getBundle, async (ctx, { params }) => {
    const bundle = await readBundle(deps.db, deps.city, params.id)
    may(ctx, contract.getBundle, { applicant: bundle.applicant })
    const { applicant: _, ...view } = await bundleView(deps, params.id)
    return view
  })
  http.bind(contract.overview, async (ctx, { params }) => {
    const bundle = await readBundle(deps.db, deps.city, params.id).catch((e) => { if (e instanceof NotFound) return null; throw e })
    if (!bundle) return { case: (await caseView(deps, ctx, params.id, (row) => may(ctx, contract.overview, row))) as never, bundle: null }
    may(ctx, contract.overview, { applicant: bundle.applicant })
    const { applicant: _, ...view } = await bundleView(deps, params.id)
    const members = await Promise.all(view.members.map((m) => caseView(deps, ctx, m.id, (row) => may(ctx, contract.overview, row))))
    return { case: null, bundle: { ...view, members, documents: await documentRefs(deps, params.id) } as never }
  })
  http.bind(contract.documentData, async (ctx, { params }) => {
    const found = await documentRow(deps, ctx, contract.documentData, params.id, params.document)
    return { id: found.id, template: found.template, number: found.number, at: found.legalAt, data: found.data as never }
  })
  http.bind(contract.acceptBundle, (ctx, { params }) => http.once(ctx, () => acceptBundle(deps, providers, ctx, params.id)))
  http.bind(contract.noticeBundle, (ctx, { params, body }) => http.once(ctx, () => noticeBundle(deps, providers, ctx, params.id, body)))

  // a draft is personal: under the key stays only its id, and who asks again is told how it stands then (个人信息保护法 19)
  http.bind(contract.newDraft, async (ctx, { body }) => {
    const { body: kept } = await http.mutate(ctx, async (tx) => ({ id: (await startDraft(deps, tx, ctx.person, body)).id }))
    return reply(draftView(await readDraft(deps.db, deps.city, kept.id)), { status: 201 })
  })
  http.bind(contract.drafts, async (ctx) => ({ items: (await draftsOf(deps.db, deps.city, ctx.person)).map(draftView) }))
  http.bind(contract.getDraft, async (ctx, { params }) => {
    const draft = await readDraft(deps.db, deps.city, params.id)
    may(ctx, contract.getDraft, { applicant: draft.person })
    return draftView(draft)
  })
  http.bind(contract.saveDraft, async (ctx, { params, body }) => {
    await http.mutate(ctx, async (tx) => {
      const draft = await readDraft(tx, deps.city, params.id, 'for update')
      may(ctx, contract.saveDraft, { applicant: draft.person })
      return { id: (await save(deps, tx, draft, body)).id }
    })
    const draft = await readDraft(deps.db, deps.city, params.id)
    may(ctx, contract.saveDraft, { applicant: draft.person })
    return draftView(draft)
  })
  http.bind(contract.dropDraft, async (ctx, { params }) => {
    const draft = await readDraft(deps.db, deps.city, params.id)
    may(ctx, contract.dropDraft, { applicant: draft.person })
    await deps.db.query(`delete from casework.draft where city = $1 and id = $2 and sent_as is null`, [deps.city, params.id])
    return {}
  })
  http.bind(contract.sendDraft, (ctx, { params }) => http.once(ctx, async () => {
    const draft = await readDraft(deps.db, deps.city, params.id)
    may(ctx, contract.sendDraft, { applicant: draft.person })
    try {
      return await sendDraft(deps, providers, ctx, draft)
    } catch (error) {
      // sent from another tab a moment ago: the same answer as there
      if (!(error instanceof Refusal) || error.rule !== sentRule) throw error
      return sendDraft(deps, providers, ctx, await readDraft(deps.db, deps.city, params.id))
    }
  }))
}

/** a draft becomes a case or a bundle; the draft remembers as what, so that sending twice gives the same */
async function sendDraft(deps: Deps, providers: ReadonlyMap<string, FactProvider>, ctx: Ctx, draft: Awaited<ReturnType<typeof readDraft>>) {
  if (draft.sent_as) {
    const number = draft.kind === 'bundle' ? (await readBundle(deps.db, deps.city, draft.sent_as)).number : (await readCase(deps.db, deps.city, draft.sent_as)).row.number
    return { kind: draft.kind, id: draft.sent_as, number }
  }
  const f: Filing = { channel: 'web', applicant: draft.person, acting: { person: ctx.person, role: 'citizen', organ: null, code: 'APP' }, draft }
  const common = { answers: draft.answers as never, form: draft.form as never, materials: draft.materials as never, files: draft.files, channel: 'web' as const }
  const opened = draft.kind === 'item'
    ? await openCase(deps, providers, ctx, { item: draft.key, ...common }, f)
    : await openBundleCases(deps, providers, ctx, { bundle: draft.key, ...common }, f)
  return { kind: draft.kind, id: opened.id, number: opened.number }
}

import * as contract from '../../../contract/hall.ts'
import { maskPhone } from '../../../law/kernel/identity.ts'
import { MOX } from '../../../law/kernel/dates.ts'
import { file, NotFound, ownFinding, Refusal, reply, type Http } from '../../kernel/http/index.ts'
import { may } from '../../kernel/permission.ts'
import type { Filing } from '../casework/index.ts'
import { append } from '../../kernel/journal/index.ts'
import { assistanceView, begin, fillIn, inTime, openReadBack, ownAssistance, personOfCard } from './assistance.ts'
import { answer, byCode, confirm, readBackView } from './readBack.ts'
import { rate, ratingOf } from './rating.ts'
import type { HallDeps } from './index.ts'

/** endpoints of contract/hall.ts → functions of this module */
export const hall = (deps: HallDeps) => (http: Http): void => {
  // whom somebody helps is personal: the id alone is kept under the key
  http.bind(contract.assist, async (ctx, { body }) => {
    const { body: kept } = await http.mutate(ctx, async (tx) => ({ id: (await begin(deps, ctx, tx, body)).id }))
    return reply(await assistanceView(deps, await ownAssistance(deps, deps.db, ctx, kept.id)), { status: 201 })
  })
  http.bind(contract.getAssistance, async (ctx, { params }) => assistanceView(deps, await ownAssistance(deps, deps.db, ctx, params.id)))
  http.bind(contract.assistDraft, async (ctx, { params, body }) => {
    await http.mutate(ctx, async (tx) => {
      await fillIn(deps, ctx, tx, await ownAssistance(deps, tx, ctx, params.id, 'for update'), body)
      return { id: params.id }
    })
    return assistanceView(deps, await ownAssistance(deps, deps.db, ctx, params.id))
  })
  http.bind(contract.openReadBack, (ctx, { params }) => http.mutate(ctx, async (tx) => openReadBack(deps, ctx, tx, await ownAssistance(deps, tx, ctx, params.id, 'for update'))))
  http.bind(contract.readBack, async (ctx, { params }) => readBackView(deps, await byCode(deps, deps.db, ctx, params.code)))
  http.bind(contract.enterReadBack, async (ctx, { body }) => readBackView(deps, await byCode(deps, deps.db, ctx, body.code)))
  http.bind(contract.answerReadBack, (ctx, { params, body }) => deps.db.tx(async (tx) => readBackView(deps, await answer(deps, ctx, tx, params.code, body.group, body.verdict, body.note))))
  http.bind(contract.confirmReadBack, (ctx, { params, body }) => deps.db.tx(async (tx) => readBackView(deps, await confirm(deps, ctx, tx, params.code, body))))

  http.bind(contract.assistSubmit, (ctx, { params }) => http.once(ctx, async () => {
    const before = await ownAssistance(deps, deps.db, ctx, params.id)
    const draft = before.draft ? await deps.casework.draft(before.draft) : null
    // read after the draft: what is written from here on makes the draft another version, and is not sent unconfirmed
    const a = await ownAssistance(deps, deps.db, ctx, params.id)
    inTime(deps, a)
    if (!draft || a.draft !== draft.id || a.readback_state !== 'confirmed')
      throw new Refusal([{ rule: 'permit/assisted#confirmed', code: 'MOD-05', message: '申请人还没有核对确认，不能提交', basis: [{ law: '行政许可法', article: 31 }] }])
    if (draft.sent_as) throw new Refusal([ownFinding('casework/drafts#sent', 'E-STATE', '已经提交过，请到办件页面查看')], { status: 409 })
    const filing: Filing = {
      channel: 'helpDesk', applicant: a.applicant, draft, acting: { person: ctx.person, role: 'helper', organ: ctx.grants.find((g) => g.role === 'helper')!.organ, code: 'AGT', onBehalfOf: a.applicant },
      assistance: {
        id: a.id, helper: a.clerk, expires: a.expires, confirmed: true, signature: a.signature,
        paper: {
          helper: { id: a.clerk, organ: ctx.grants.find((g) => g.role === 'helper')!.organ! }, scope: a.mandate.scope, expiresAt: a.expires, readBackAt: a.signature!.at, shown: a.signature!.shown,
          ...(a.signature!.strokes ? { strokes: a.signature!.strokes } : {}),
          filled: a.readback_shown!.groups.flatMap((g) => g.entries.map((e) => ({ group: g.title, label: e.label, value: e.value, byHelper: e.changed }))),
        },
      },
    }
    const common = { answers: draft.answers as never, form: draft.form as never, materials: draft.materials as never, files: draft.files, channel: 'window' as const }
    const opened = draft.kind === 'bundle'
      ? await deps.casework.openBundle(ctx, { bundle: draft.key, ...common }, filing)
      : await deps.casework.open(ctx, { item: draft.key, ...common }, filing)
    return reply(opened as never, { status: 201 })
  }))

  http.bind(contract.assistedPaper, async (ctx, { params }) => {
    const a = await ownAssistance(deps, deps.db, ctx, params.id)
    // when the mandate is over, there is nothing here for the helper any more
    const sent = deps.clock.legal() <= a.expires && a.draft ? (await deps.casework.draft(a.draft)).sent_as : null
    if (!sent) throw new NotFound()
    const pdf = await deps.casework.filingPaper(sent, params.document)
    return file(pdf.data, { type: 'application/pdf', name: pdf.name, size: pdf.data.length, tag: params.document })
  })

  http.bind(contract.findPerson, async (ctx, { body }) => {
    const person = await personOfCard(deps, body.idNumber)
    // whose data was looked at, by whom: the look itself stands in the journal (settled.md 3)
    const grant = ctx.grants.find((g) => g.role === 'clerk' || g.role === 'counter')!
    await deps.db.tx((tx) => append(tx, deps.city, [deps.journal.prepare({
      type: 'hall.personFound', at: ctx.legalNow, subject: { kind: 'person', id: person.id }, actor: { org: grant.organ, role: grant.role, person: ctx.person }, digests: {},
    }, deps.clock.real())]))
    return { id: person.id, name: person.name, phone: person.phone && maskPhone(person.phone), age60: !!person.birth && MOX(person.birth, 720) <= deps.clock.today() }
  })

  http.bind(contract.rate, (ctx, { body }) => http.mutate(ctx, async (tx) => reply(await rate(deps, ctx, tx, body), { status: 201 })))
  http.bind(contract.ratingOf, async (ctx, { params }) => {
    const row = await deps.casework.row(params.id)
    may(ctx, contract.ratingOf, row)
    return ratingOf(deps, params.id)
  })
}

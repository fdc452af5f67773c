import * as casework from '../../contract/casework.ts'
import * as catalogue from '../../contract/catalogue.ts'
import * as city from '../../contract/city.ts'
import * as credentials from '../../contract/credentials.ts'
import * as hall from '../../contract/hall.ts'
import * as licences from '../../contract/licences.ts'
import * as sunlog from '../../contract/sunlog.ts'
import { sayExactly } from '../../contract/say.ts'
import type { CheckView, DecisionView, HallBoardView, HelpView, LawArticleView, LicenceCard, LicenceView, MyLicencesView, OpenView, ProofView, RateView, ReadBackView } from '../../contract/views.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { Citation } from '../../law/kernel/citation.ts'
import { NotFound, type Http } from '../kernel/http/index.ts'
import { text } from '../kernel/http/form.ts'
import { redirect, show, type PageCall } from '../kernel/http/pages.ts'
import { documentsOf, headOf, headOfBundle, linkOf } from './caseParts.ts'
import type { PagesDeps } from './index.ts'

type Given<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & { [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]> }
/** what is null in an answer is absent from a view */
const given = <T extends object>(o: T) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== null)) as Given<T>

/** decision, licences, and the pages for anyone */
export const openPages = (deps: PagesDeps) => (http: Http): void => {
  const nameOf = async (call: PageCall) => (await deps.directory.person(call.ctx.person))?.name ?? ''

  http.page({
    path: '/c/:id/decision', endpoint: casework.overview, view: 'decision', formToInput: (call) => ({ params: { id: call.params['id'] } }),
    async props(o, call): Promise<DecisionView> {
      const c = o.case
      const all = c ? c.acts.flatMap((a) => a.documents) : o.bundle!.documents
      const wanted = call.query['document']
      const paper = all.find((d) => d.id === wanted) ?? all.findLast((d) => ['P11', 'P12', 'P13', 'P03'].includes(d.template)) ?? all.at(-1)
      if (!paper) throw new NotFound('这一件还没有文书')
      const id = call.params['id']!
      const { data } = await call.call(casework.documentData, { params: { id, document: paper.id } })
      const d = data as Record<string, any>
      const outcome = ({ P11: 'granted', P12: 'denied', P13: 'ended' } as const)[paper.template as 'P11'] ?? (paper.template === 'P03' ? (d['kind'] === 'notCompetent' ? 'notCompetent' : 'notNeeded') : 'other')
      return {
        case: c ? headOf(c, await nameOf(call)) : headOfBundle(o.bundle!, await nameOf(call), ''), document: linkOf(id, paper), outcome, organ: d['organ'].name, addressee: d['applicant'].name,
        paragraphs: paragraphs(paper.template, d), ...(d['facts'] || d['reason'] ? { reasons: [d['facts'], d['reason']].filter(Boolean) } : {}), basis: d['basis'] as Citation[],
        ...(d['remedy'] ? { remedies: [d['remedy']] } : {}), sealedBy: d['sealName'] ? `${d['organ'].name} ${d['sealName']}` : d['organ'].name, signedAt: paper.at, checkUrl: d['checkUrl'],
        documents: c ? documentsOf(c) : o.bundle!.documents.map((x) => linkOf(id, x)), ...(c?.licences[0] ? { licenceHref: `/licences/${c.licences[0].id}` } : {}),
      }
    },
  })

  const card = (l: OutputOf<typeof licences.mine>['items'][number]): LicenceCard => ({
    id: l.id, type: l.name, number: l.identifier, holder: l.holder, organ: l.organName, issuedOn: l.issuedOn, ...(l.validUntil ? { validUntil: l.validUntil } : {}), state: stateOf(l.state),
  })
  http.page({ path: '/me/licences', endpoint: licences.mine, view: 'myLicences', formToInput: () => ({}), props: (o): MyLicencesView => ({ licences: o.items.map(card) }) })
  http.page({
    path: '/licences/:id', endpoint: licences.get, view: 'licence',
    props: (l): LicenceView => ({
      licence: card(l), particulars: l.lines, identifier: l.identifier, checkUrl: l.checkUrl, pdf: `/api/v1/cases/${l.caseId}/documents/${l.document}`, caseHref: `/c/${l.caseId}`,
      basis: [{ law: '国务院关于在线政务服务的若干规定', article: 10 }], uses: l.uses,
    }),
  })

  http.page({
    path: '/check', endpoint: licences.check, view: 'check', formToInput: (call) => ({ query: { n: typeof call.query['n'] === 'string' ? call.query['n'] : '' } }),
    async props(o, call): Promise<CheckView | ReturnType<typeof redirect>> {
      const found: CheckView['found'] = o.licence
        ? { kind: 'licence', type: o.licence.type, number: o.licence.identifier, holder: o.licence.holder, organ: o.licence.organ, issuedOn: o.licence.issuedOn, ...(o.licence.validUntil ? { validUntil: o.licence.validUntil } : {}), state: stateOf(o.licence.state), stateText: o.licence.stateText }
        : o.document ? { kind: 'document', ...o.document }
          : o.case ? { kind: 'case', number: o.case.number, name: o.case.name, organ: o.case.organ, state: o.case.state, ...(o.case.acceptedOn ? { acceptedAt: o.case.acceptedOn } : {}), ...(o.case.due ? { dueText: sayExactly(o.case.due) } : {}) } : undefined
      // the number of an officer's card leads to the officer; no card has a longer one
      if (o.n && o.n.length <= 60 && !found && (await call.call(credentials.publicOfficer, { params: { n: o.n } })).officer) return redirect(`/officer/${encodeURIComponent(o.n)}`)
      return { n: o.n, ...(found ? { found } : {}), ...(o.n && !found ? { none: true } : {}), ...(o.proof ? { proof: o.proof } : {}), errors: [] }
    },
  })

  http.page({
    path: '/proof/:leaf', endpoint: sunlog.entryView, view: 'proof',
    props: ({ index, origin, size, ...o }, call): ProofView => ({
      ...o, ...(index === null ? {} : { index }), ...(origin ? { origin } : {}), ...(size === null ? {} : { size }), ...(text(call.form, 'receipt') ? { receipt: text(call.form, 'receipt')! } : {}), errors: call.errors,
    }),
  })
  http.page({
    path: '/proof/:leaf/missing', endpoint: sunlog.missing, again: '/proof/:leaf', formToInput: (call) => ({ params: call.params, body: { receipt: text(call.form, 'receipt') ?? '' } }),
    then: (_o, call) => ({ to: `/proof/${call.params['leaf']}`, notice: '已经反映，监督机关会看到。请留好收据' }),
  })

  http.page({
    path: '/rate', endpoint: city.rate, view: 'rate',
    props: (r): RateView => ({ asOf: r.asOf, byItem: r.byItem, byCase: { ...r.byCase, from: r.from, to: r.to }, organs: r.organs.map(({ name, items, cases }) => ({ name, items, cases })), slowItems: r.slowItems, slowCases: r.slowCases, calendarVersion: r.calendarVersion }),
  })

  http.page({
    path: '/open', endpoint: sunlog.state, view: 'open', formToInput: () => ({}),
    props: (o): OpenView => ({
      logs: [...o.logs].sort((a, b) => (a.origin.slice(0, 18) < b.origin.slice(0, 18) ? 1 : a.origin.slice(0, 18) > b.origin.slice(0, 18) ? -1 : a.origin.length - b.origin.length))
        .map(({ origin, profile, size, root, signedAt, quorumAt, verifierKey, witnesses }) => ({ origin, profile, size, root, signedAt, ...(quorumAt ? { quorumAt } : {}), verifierKey, witnesses })),
      watched: o.quorum.required, ...(o.quorum.missingSince ? { missingSince: o.quorum.missingSince } : {}), stopped: o.quorum.stopped,
      ...(o.scrub ? { scrub: o.scrub } : {}), backup: { kept: o.backup.kept, overdue: o.backup.overdue, ...(o.backup.drill ? { drill: given(o.backup.drill) } : {}) }, alarms: o.alarms,
    }),
  })

  http.page({
    path: '/law/:law/:article', endpoint: catalogue.article, view: 'lawArticle',
    formToInput: (call) => ({ params: call.params, query: { ...(typeof call.query['version'] === 'string' ? { version: call.query['version'] } : {}) } }),
    props: (a, call): LawArticleView => ({
      law: a.law, article: a.article, title: a.title, text: a.text, ...(a.version ? { version: a.version } : {}), ...(a.inForceFrom ? { inForceFrom: a.inForceFrom } : {}), corpus: a.corpus,
      ...(a.ours ? { ours: a.ours } : {}), rules: a.rules.map((r) => ({ id: r.id, sentence: r.code })), ...(a.article > 1 ? { previous: a.article - 1 } : {}), next: a.article + 1,
      ...(typeof call.query['item'] === 'string' ? { item: call.query['item'] } : {}),
    }),
  })

  http.page({
    path: '/help', endpoint: city.clock, view: 'help', formToInput: () => ({}),
    props(): HelpView {
      const { hall: h } = deps.pack
      return {
        desks: [{ name: `${h.name} 便民服务台`, address: h.address, hours: `工作日 ${deps.hours.spans.map((s) => `${s.from}—${s.to}`).join('，')}`, phone: h.phone }],
        may: ['陪您弄清楚要办什么、带什么', '按您说的替您填表，填完念给您听', '替您交材料、领结果（要您的委托）', '全程不收费'],
        mayNot: ['不能替您签名、替您确认', '不能审查或者决定您的申请', '不能要办事指南以外的材料'],
        basis: [{ law: '行政许可法', article: 29, item: '第二款' }, { law: '行政许可法', article: 58 }], readBack: true,
      }
    },
  })

  http.page({
    path: '/screen/:hall', endpoint: casework.board, view: 'hallBoard', formToInput: () => ({}),
    props: (b): HallBoardView => ({ hall: deps.pack.hall.name, called: [], ready: b.ready.map((r) => ({ ticket: r.ticket, what: r.what })), waiting: b.waiting, counterOfIssue: '统一出件窗口', etag: b.etag }),
  })

  // --- read-back: the citizen's own screen ---
  http.page({ path: '/readback', endpoint: city.clock, view: 'readBack', formToInput: () => ({}), props: (_o, call): ReadBackView => ({ stage: 'enter', errors: call.errors }) })
  const typed = (call: PageCall) => (text(call.form, 'code') ?? '').replace(/\s/g, '')
  http.page({
    path: '/readback', endpoint: hall.enterReadBack, then: (_o, call) => `/readback/${typed(call)}`,
    // a wrong code is a slip of the finger: the same page again, not "not found"
    formToInput: async (call) => (!/^\d{6}$/.test(typed(call)) || (await call.ask(hall.readBack, { params: { code: typed(call) } }))) ? { body: { code: typed(call) } }
      : show('readBack', { stage: 'enter', code: typed(call), errors: [{ at: 'code', message: '口令不对、已经用过或者过了三十分钟，请向帮办员要一个新口令' }] }, 422),
  })
  http.page({ path: '/readback/:code', endpoint: hall.readBack, view: 'readBack', props: (o, call) => readBack(o, call) })
  http.page({
    path: '/readback/:code', endpoint: hall.answerReadBack,
    formToInput: (call) => ({ params: { code: call.params['code'] }, body: { group: text(call.form, 'group'), verdict: text(call.form, 'verdict'), ...(text(call.form, 'note')?.trim() ? { note: text(call.form, 'note') } : {}) } }),
    then: (_o, call) => `/readback/${call.params['code']}`,
  })
  http.page({
    path: '/readback/:code/confirm', endpoint: hall.confirmReadBack, again: '/readback/:code',
    formToInput(call) {
      const drawn = text(call.form, '_strokes')
      return { params: { code: call.params['code'] }, body: { shown: text(call.form, '_shown'), ...(drawn ? { signature: { ...(JSON.parse(drawn) as object), shown: text(call.form, '_shown') } } : {}) } }
    },
    then: (_o, call) => `/readback/${call.params['code']}`,
  })

  function readBack(o: OutputOf<typeof hall.readBack>, call: PageCall): ReadBackView | ReturnType<typeof show> {
    const code = call.params['code']!
    const base = {
      code, helper: { name: o.helper, desk: '便民服务台' }, applicant: o.applicant, what: o.what, mandate: o.mandate.join('；'), shown: o.shown, errors: call.errors,
      basis: [{ law: '行政许可法', article: 31 }],
    }
    const groups = o.groups.map((g) => ({ key: g.key, title: g.title, verdict: g.verdict === 'wrong' ? ('wrong' as const) : ('right' as const), ...(g.note ? { note: g.note } : {}), entries: g.entries }))
    if (o.state !== 'open') return { ...base, stage: 'done', groups, ...(o.state === 'rejected' ? { rejected: true } : {}), ...(o.confirmedAt ? { confirmedAt: o.confirmedAt } : {}) }
    const at = o.groups.findIndex((g) => g.verdict === 'open')
    if (at >= 0) return { ...base, stage: 'check', group: { key: o.groups[at]!.key, title: o.groups[at]!.title, at: at + 1, of: o.groups.length, entries: o.groups[at]!.entries } }
    return { ...base, stage: 'confirm', groups }
  }
}

function stateOf(s: string): LicenceCard['state'] {
  return s === 'valid' || s === 'expired' || s === 'suspended' || s === 'revoked' ? s : 'cancelled'
}

function paragraphs(template: string, d: Record<string, any>): string[] {
  const valid = d['valid'] as { from: string; until?: string } | undefined
  const lines = {
    P11: () => [`您申请的“${d['case'].item}”，经审查符合规定，决定准予。`, `内容：${d['content']}`, `范围：${d['scope']}`, `有效期：${sayExactly(valid!.from)}至${valid!.until ? sayExactly(valid!.until) : '长期'}`],
    P12: () => [`您申请的“${d['case'].item}”，经审查不符合规定，决定不予。`],
    P13: () => [`您申请的“${d['case'].item}”终止办理。`, d['effect'], d['compensation']],
    P03: () => [d['reason'], ...(d['competentBody'] ? [`请向${d['competentBody'].name}申请。`] : [])],
    P02: () => (d['problems'] as { material: string; problem: string; fix: string }[]).map((p) => `${p.material}：${p.problem}。${p.fix}`).concat(`${d['period'] ? `期限：${d['period'].words}，到${sayExactly(d['period'].due)}止。` : ''}${d['consequence']}`),
    P07: () => [d['reason'], `所需时间：${d['needed']}`, d['effect']],
    P08: () => [d['reason'], `延长${d['extension'].words}，到${sayExactly(d['extension'].due)}止。`],
  } as Record<string, () => string[]>
  return lines[template]?.() ?? (d['next'] as string[])
}

import * as casework from '../../contract/casework.ts'
import * as catalogue from '../../contract/catalogue.ts'
import * as hall from '../../contract/hall.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { CaseRow, CorrectionView, MyCasesView, ProgressView, RatingView, ReceiptView } from '../../contract/views.ts'
import type { ItemTerms } from '../../law/item/item.ts'
import { NotFound, Refusal, type Http } from '../kernel/http/index.ts'
import { list, text } from '../kernel/http/form.ts'
import { redirect, type PageCall } from '../kernel/http/pages.ts'
import { answerOf, documentsOf, dueOf, headOf, headOfBundle, isAccepted, lampOf, linkOf, nowText, promiseOf, silenceAccepts, statutoryOf, timelineOf, type BundleOut, type CaseOut } from './caseParts.ts'
import { leftOff, valuesOf } from './apply.ts'
import { fixPages } from './fix.ts'
import type { PagesDeps } from './index.ts'

const byId = (call: PageCall) => ({ params: { id: call.params['id'] } })
const acts = new Map<string, (typeof casework.acts)[number]>(casework.acts.map((a) => [a.type, a]))

/** pages of a case after it was sent; a bundle has the same addresses */
export const casePages = (deps: PagesDeps) => (http: Http): void => {
  const nameOf = async (call: PageCall) => (await deps.directory.person(call.ctx.person))?.name ?? ''

  http.page({ path: '/c/:id', endpoint: casework.overview, view: 'progress', formToInput: byId, props: (o, call) => (o.bundle ? bundleProgress(o.bundle, call) : progress(o.case!, call)) })

  /** the organ that leads a bundle, by name */
  const leadOf = async (b: BundleOut, call: PageCall) => (await call.call(catalogue.bundle, { params: { key: b.key } })).organ.name

  async function progress(c: CaseOut, call: PageCall): Promise<ProgressView> {
    const promise = promiseOf(c)
    const statutory = statutoryOf(c)
    const answer = answerOf(c)
    const answerBy = answer && (await dueOf(call, answer, c.id, deps, true))
    const rated = await call.ask(hall.ratingOf, { params: { id: c.id } })
    const decided = ['granted', 'issued', 'delivered', 'refused', 'filed', 'notNeeded', 'notCompetent', 'terminated'].includes(c.state)
    const decision = c.acts.some((a) => a.documents.some((d) => ['P03', 'P11', 'P12', 'P13'].includes(d.template)))
    const kept = promise?.status === 'met' ? { kept: promise.lamp === 'green', at: promise.metAt ?? '', text: c.stateName } : undefined
    const lamp = lampOf(c, deps, call.ctx.legalNow)
    const correction = c.clocks.find((k) => k.id === 'correctionPeriod' && k.status === 'running')
    const applicant = await nameOf(call)
    const entries = (await call.ask(casework.entries, { params: { id: c.id } }))?.items ?? []
    // ITM-05, XK-07: an extension moves the law's day alone; what was promised stays as it was told
    const limit = c.clocks.find((k) => k.id === 'decision')
    const extension = c.extended && limit?.status === 'running' ? { ...c.extended, limit: await dueOf(call, limit, c.id, deps), promisePassed: !!promise && promise.status === 'running' && promise.lamp === 'red' } : undefined
    return {
      case: headOf(c, applicant), ...(extension ? { extension } : {}), ...(lamp ? { lamp } : {}), ...(promise ? { promise: await dueOf(call, promise, c.id, deps, true) } : {}), ...(answerBy ? { answerBy } : {}),
      ...(statutory && isAccepted(c) ? { statutory: await dueOf(call, statutory, c.id, deps) } : {}), ...(kept && decided ? { outcome: kept } : {}), nowText: nowText(c), members: [],
      timeline: timelineOf(c, applicant, answerBy, entries), documents: documentsOf(c), etag: `${c.seq}-${c.state}-${c.lamp}-${rated?.version ?? 0}-${entries.filter((e) => e.index !== null).length}`,
      actions: [
        ...(c.toFix ? [{ key: 'fix' as const, href: `/c/${c.id}/fix` }] : []),
        ...(c.state === 'correction' ? [{ key: 'correction' as const, href: `/c/${c.id}/correction`, ...(correction ? { by: await dueOf(call, correction, c.id, deps) } : {}) }] : []),
        ...c.licences.slice(0, 1).map((l) => ({ key: 'licence' as const, href: `/licences/${l.id}` })),
        ...(decided && decision ? [{ key: 'decision' as const, href: `/c/${c.id}/decision` }] : []),
        ...(decided && !rated?.rated ? [{ key: 'rating' as const, href: `/c/${c.id}/rating` }] : []),
        { key: 'receipt' as const, href: `/c/${c.id}/receipt` },
        ...(c.allowed.some((a) => a.type === 'withdraw') ? [{ key: 'withdraw' as const, href: `/c/${c.id}/withdraw` }] : []),
      ],
    }
  }

  async function bundleProgress(b: BundleOut, call: PageCall): Promise<ProgressView> {
    const lead = b.members[0]!
    const promise = b.due ? { kind: 'promised' as const, name: '承诺办结时间', due: b.due, ...(b.promiseAt ? { dueAt: b.promiseAt } : {}) } : undefined
    const count = promise && promiseOf(lead) ? await dueOf(call, promiseOf(lead)!, lead.id, deps, true) : undefined
    const ended = b.members.map((m) => promiseOf(m)?.metAt ?? '').sort().at(-1)
    const todo = b.members.filter((m) => m.state === 'correction')
    const undecided = b.members.filter((m) => m.holder === 'organ' || m.holder === 'window')
    // the window answers for all at once: the earliest of the members' limits
    const answering = b.acceptedAt ? undefined : b.members.filter(answerOf).sort((x, y) => answerOf(x)!.due.localeCompare(answerOf(y)!.due))[0]
    const answerBy = answering && (await dueOf(call, answerOf(answering)!, answering.id, deps, true))
    const rated = await call.ask(hall.ratingOf, { params: { id: b.id } })
    const lamps = b.members.map((m) => lampOf(m, deps, call.ctx.legalNow)?.kind)
    const worst = (['red', 'yellow', 'green'] as const).find((k) => lamps.includes(k))
    const lamp = b.lamp === 'red' ? { kind: 'red' as const } : !b.done && worst ? { kind: worst } : undefined
    return {
      case: headOfBundle(b, await nameOf(call), await leadOf(b, call)), ...(lamp ? { lamp } : {}),
      ...(promise ? { promise: { ...promise, ...(count?.derivation ? { derivation: { ...count.derivation, lines: b.said, hours: deps.hours, ...(b.acceptedAt ? { startedAt: b.acceptedAt } : {}) } } : {}) } } : {}),
      ...(answerBy ? { answerBy } : {}),
      ...(b.done && promise ? { outcome: { kept: !b.promiseAt || !ended || ended <= b.promiseAt, at: ended || b.receivedAt, text: '全部办结' } } : {}),
      nowText: b.done ? (b.members.every((m) => m.closed) ? '全部事项都已办结，结果已经送达。' : '全部事项都已办结，可以领取结果。') : todo.length ? `有 ${todo.length} 项手续要您补正。` : b.members.some((m) => m.toFix) ? '有写得不对的地方，您自己改好签名，当场受理。' : !b.acceptedAt ? '窗口正在核对材料，几项手续一起核对。' : `${undecided.length} 项手续正在办，先办好的先出证。`,
      members: b.members.map((m) => ({
        name: m.name, organ: m.organName, state: m.stateName, ...(lampOf(m, deps, call.ctx.legalNow) ? { lamp: lampOf(m, deps, call.ctx.legalNow)! } : {}),
        ...(promiseOf(m) ? { due: { kind: 'promised' as const, name: '承诺', due: promiseOf(m)!.due, ...(promiseOf(m)!.dueAt ? { dueAt: promiseOf(m)!.dueAt! } : {}) } } : {}),
        ...(b.acceptedAt && m.waitsFor.length ? { waitsFor: m.waitsFor.map((w) => w.name).join('、') } : {}), decisionHref: m.state === 'correction' ? `/c/${m.id}/correction` : m.toFix ? `/c/${m.id}/fix` : `/c/${m.id}`,
      })),
      timeline: [
        { state: 'done', name: '提交申请', at: b.receivedAt }, b.acceptedAt ? { state: 'done', name: '一次受理', at: b.acceptedAt } : { state: 'now', name: '核对材料并受理', ...(answerBy ? { due: answerBy } : {}) },
        ...b.members.map((m) => ({ state: m.holder === 'nobody' || m.holder === 'counter' ? ('done' as const) : m.waitsFor.length || !b.acceptedAt ? ('next' as const) : ('now' as const), name: m.name, organ: m.organName, ...(promiseOf(m)?.metAt && promiseOf(m)!.metAt!.length > 10 ? { at: promiseOf(m)!.metAt! } : {}) })),
        { state: b.members.every((m) => m.closed) ? ('done' as const) : b.done ? ('now' as const) : ('next' as const), name: '领取全部结果' },
      ],
      actions: [
        ...b.members.filter((m) => m.toFix).slice(0, 1).map((m) => ({ key: 'fix' as const, href: `/c/${m.id}/fix` })),
        ...(todo[0] ? [{ key: 'correction' as const, href: `/c/${todo[0].id}/correction` }] : []), ...(b.members.some((m) => m.licences.length) ? [{ key: 'licence' as const, href: '/me/licences' }] : []),
        ...(b.done && !rated?.rated ? [{ key: 'rating' as const, href: `/c/${b.id}/rating` }] : []), { key: 'receipt' as const, href: `/c/${b.id}/receipt` },
      ],
      documents: b.documents.map((d) => linkOf(b.id, d)), etag: `${b.acceptedAt ? 'a' : 'r'}${b.members.map((m) => `${m.seq}${m.lamp[0]}`).join('-')}-${rated?.version ?? 0}`,
    }
  }

  /** the newest act's promise and place, for the paper in the hand */
  async function logged(c: CaseOut, call: PageCall): Promise<Pick<ReceiptView, 'log'>> {
    const last = (await call.ask(casework.entries, { params: { id: c.id } }))?.items.at(-1)
    return last ? { log: { href: `/proof/${last.leaf}`, ...(last.index === null ? {} : { index: last.index }), ...(last.receipt ? { receipt: last.receipt, url: `${deps.publicUrl}/proof/${last.leaf}#${last.receipt}` } : {}) } } : {}
  }

  http.page({
    path: '/c/:id/receipt', endpoint: casework.overview, view: 'receipt', formToInput: byId,
    async props(o, call): Promise<ReceiptView> {
      const progressed = o.bundle ? await bundleProgress(o.bundle, call) : await progress(o.case!, call)
      const c = o.case ?? o.bundle!.members[0]!
      const all = o.bundle ? o.bundle.documents : c.acts.flatMap((a) => a.documents)
      const paper = all.findLast((d) => d.template.startsWith('P04') || d.template === 'P05') ?? all.find((d) => d.template.startsWith('P01'))
      if (!paper) throw new NotFound('这一件没有回执')
      const { terms } = await call.call(catalogue.item, { params: { key: c.item }, query: { revision: c.revision } })
      const accept = c.acts.find((a) => ['accept', 'acceptTolerant', 'deemAccept'].includes(a.type)) ?? (isAccepted(c) ? c.acts.find((a) => a.type === 'supply') : undefined)
      const filed = !o.bundle && c.regime === 'filing' && c.state === 'filed'
      const acceptedAt = o.bundle ? o.bundle.acceptedAt : isAccepted(c) ? accept?.at : undefined
      const spot = acceptedAt ? undefined : (o.bundle?.members ?? [c]).flatMap((m) => m.acts.filter((a) => a.type === 'fixOnTheSpot' && !m.toFix).map((a) => ({ a, m }))).sort((x, y) => x.a.at.localeCompare(y.a.at)).at(-1)
      return {
        etag: progressed.etag, ...(spot ? { fixed: { names: fixedNames(spot.m as CaseOut, spot.a.payload), at: spot.a.at } } : {}),
        case: progressed.case, document: linkOf(o.bundle?.id ?? c.id, paper), receivedAt: o.bundle?.receivedAt ?? c.receivedAt, ...(acceptedAt ? { acceptedAt } : {}),
        // a filing is done the moment it is complete: then there is nothing left to promise
        ...(progressed.promise && !filed ? { promise: progressed.promise } : {}), ...(progressed.answerBy ? { answerBy: progressed.answerBy } : {}), silence: (o.bundle?.members ?? [c]).every(silenceAccepts),
        ...(!acceptedAt && isAccepted(c) ? { done: c.stateName } : {}), ...(progressed.statutory ? { statutory: progressed.statutory } : {}),
        members: progressed.members.map((m) => ({ name: m.name, organ: m.organ, ...(m.due ? { due: m.due } : {}) })),
        received: [...new Map((o.bundle?.members ?? [c]).flatMap((m) => m.materials).filter((m) => m.given !== 'none' && m.given !== 'have').map((m) => [m.name, { name: m.name, copies: given[m.given] ?? m.given }])).values()],
        ...(await logged(c, call)), next: progressed.timeline, checkUrl: `${deps.publicUrl}/check?n=${paper.id}`, contact: { name: terms.place.counter, phone: terms.place.phone, complaint: terms.complaintPhone },
        basis: accept?.basis ?? c.acts[0]?.basis ?? [],
      }
    },
  })

  http.page({
    path: '/c/:id/correction', endpoint: casework.get, view: 'correction', formToInput: byId,
    async props(c, call): Promise<CorrectionView | ReturnType<typeof redirect>> {
      const notice = c.acts.find((a) => a.type === 'oneTimeNotice')
      if (!notice) return redirect(`/c/${c.id}`)
      const item = (await call.call(catalogue.item, { params: { key: c.item }, query: { revision: c.revision } })).terms as ItemTerms
      const clock = c.clocks.find((k) => k.id === 'correctionPeriod')!
      const paper = notice.documents[0]!
      const data = (await call.call(casework.documentData, { params: { id: c.id, document: paper.id } })).data as { problems: { material: string; problem: string; fix: string }[]; consequence: string }
      const asked = c.notice?.items ?? []
      return {
        case: headOf(c as CaseOut, await nameOf(call)), notice: linkOf(c.id, paper), due: await dueOf(call, clock, c.id, deps, true), consequence: data.consequence,
        gaps: asked.filter((i) => !i.supplied).map((i) => {
          const field = item.fields.find((f) => f.id === i.id)
          const told = data.problems.find((p) => p.material === i.name)
          const files = c.materials.find((m) => m.id === i.id)?.files ?? []
          return {
            id: i.id, kind: i.kind as 'material' | 'field', name: i.name, problem: told?.problem ?? i.problem, how: told?.fix ?? '', basis: item.materials.find((m) => m.id === i.id)?.basis ?? [],
            ...(field ? { field, value: text(call.form, i.id) ?? '' } : {}), files: files.map((f) => ({ sha256: f.sha256, name: f.name, bytes: 0 })),
          }
        }),
        answers: {}, basis: notice.basis, errors: call.errors, etag: String(c.seq), ...(c.state === 'correction' ? {} : { closedWhy: `当前状态为“${c.stateName}”，不需要再补正` }),
      }
    },
  })
  http.page({
    path: '/c/:id/correction', endpoint: acts.get('supply')!.endpoint,
    async formToInput(call) {
      const c = await call.call(casework.get, { params: { id: call.params['id'] } })
      const item = (await call.call(catalogue.item, { params: { key: c.item }, query: { revision: c.revision } })).terms as ItemTerms
      const asked = c.notice?.items.filter((i) => !i.supplied) ?? []
      const form = valuesOf(item.fields.filter((f) => asked.some((a) => a.kind === 'field' && a.id === f.id)), call)
      const given = asked.filter((a) => (a.kind === 'material' ? call.files[a.id]?.length : form[a.id]))
      if (!given.length) throw new Refusal([{ rule: 'permit/correction#as-listed', code: 'XK-03', message: '还没有补充任何一项：请选择文件或者填写内容', basis: [] }])
      for (const a of given)
        for (const file of call.files[a.id] ?? []) await call.call(casework.addMaterial, { params: { id: c.id }, body: { material: a.id, sha256: file.sha256, name: file.name } })
      const filled = Object.fromEntries(Object.entries(form).filter(([, v]) => v.length))
      const materials = Object.fromEntries(given.filter((a) => a.kind === 'material').map((a) => [a.id, 'electronic']))
      return { params: { id: c.id }, body: { payload: { items: given.map((a) => a.id), ...(Object.keys(materials).length ? { materials } : {}) }, personal: Object.keys(filled).length ? { form: filled } : {} } }
    },
    then: (done) => ({ to: `/c/${done.id}`, notice: done.state === 'accepted' ? '已补齐，本件已受理' : '已收到补充的内容' }),
    fieldOf: (at) => at,
  })
  fixPages(http, nameOf)
  http.page({
    path: '/c/:id/withdraw', endpoint: acts.get('withdraw')!.endpoint,
    formToInput: (call) => ({ params: { id: call.params['id'] }, body: { payload: {}, personal: text(call.form, 'reason') ? { reason: text(call.form, 'reason') } : {} } }),
    then: (done) => ({ to: `/c/${done.id}`, notice: '已撤回申请' }), again: '/c/:id',
  })

  http.page({
    path: '/c/:id/rating', endpoint: casework.overview, view: 'rating', formToInput: byId,
    async props(o, call): Promise<RatingView> {
      const online = (o.case ?? o.bundle!.members[0]!).channel === 'web'
      const before = o.case ? await call.ask(hall.ratingOf, { params: { id: o.case.id } }) : undefined
      const aspects = online ? [['guide', '指南准不准'], ['speed', '办得快不快'], ['easy', '用着方便不方便'], ['platform', '网页好不好用']] : [['speed', '服务效率'], ['level', '服务水平'], ['manner', '服务态度']]
      return {
        case: o.case ? headOf(o.case, await nameOf(call)) : headOfBundle(o.bundle!, await nameOf(call), o.bundle!.members[0]!.organName), channel: online ? 'online' : 'onsite',
        aspects: aspects.map(([key, label]) => ({ key: key!, label: label! })), tags: ['超过承诺时间', '多跑了路', '要了指南以外的材料', '一次没有说清', '态度不好', '网页不好用'],
        values: 'level' in call.form || 'text' in call.form
          // what was just typed stands over what was said before
          ? { ...(Number(text(call.form, 'level')) ? { level: Number(text(call.form, 'level')) } : {}), tags: list(call.form, 'tag'), ...(text(call.form, 'text') ? { text: text(call.form, 'text')! } : {}) }
          : { ...(before?.level ? { level: before.level } : {}), tags: before?.tags ?? [], ...(before?.text ? { text: before.text } : {}) }, ...(before?.at ? { previousAt: before.at } : {}), errors: call.errors,
      }
    },
  })
  http.page({
    path: '/c/:id/rating', endpoint: hall.rate,
    async formToInput(call) {
      const o = await call.call(casework.overview, { params: { id: call.params['id'] } })
      const level = Number(text(call.form, 'level'))
      if (!(level >= 1 && level <= 5)) throw new Refusal([{ rule: 'hall/rating#level', code: 'HCP-01', at: 'level', message: '请选择一个总体评价', basis: [] }])
      const aspects = Object.fromEntries(Object.keys(call.form).filter((k) => k.startsWith('aspect.')).map((k) => [k.slice(7), Number(text(call.form, k))]))
      return { body: { subject: call.params['id'], kind: o.bundle ? 'bundle' : 'case', level, tags: list(call.form, 'tag'), aspects, ...(text(call.form, 'text')?.trim() ? { text: text(call.form, 'text') } : {}), channel: 'web' } }
    },
    then: (_done, call) => ({ to: `/c/${call.params['id']}`, notice: '谢谢您的评价' }),
  })

  http.page({
    path: '/me/cases', endpoint: casework.mine, view: 'myCases',
    formToInput: (call) => ({ query: { ...(typeof call.query['cursor'] === 'string' ? { cursor: call.query['cursor'] } : {}), limit: '50' } }),
    async props(mine, call): Promise<MyCasesView> {
      const drafts = (await call.call(casework.drafts)).items
      const names = new Map((await call.call(catalogue.list)).items.map((l) => [l.key, l.name]))
      const name = await nameOf(call)
      const rows = await Promise.all([...group(mine.items).values()].map((lines) => (lines[0]!.bundle ? bundleRow(lines[0]!.bundle, name, call) : row(lines[0]!, name))))
      return {
        drafts: await Promise.all(drafts.map(async (d) => {
          const at = await leftOff(call, d)
          return { id: d.id, name: names.get(d.key) ?? d.key, savedAt: d.updated, step: at.step, stepTitle: at.title }
        })),
        open: rows.filter((r) => !r.case.closed), closed: rows.filter((r) => r.case.closed),
        ...(mine.next ? { more: `/me/cases?cursor=${encodeURIComponent(mine.next)}` } : {}),
      }
    },
  })

  function row(l: MyLine, name: string): CaseRow {
    const accepted = isAccepted(l)
    const promised = !l.lampFor || l.lampFor.clock === 'promise'
    const due = l.due ? { kind: promised ? ('promised' as const) : ('statutory' as const), name: promised ? '承诺办结时间' : l.lampFor!.name, due: l.due, ...(promised && l.promiseAt ? { dueAt: l.promiseAt } : {}) } : undefined
    return {
      case: { id: l.id, number: l.number, name: l.name, organ: l.organName, applicant: name, state: l.stateName, closed: l.holder === 'nobody', accepted },
      ...(l.lamp === 'none' || (!accepted && l.lamp !== 'red') || (l.lamp === 'yellow' && l.promiseAt) ? {} : { lamp: { kind: l.lamp } }), ...(due && accepted ? { promise: due } : {}), ...(due && l.state === 'received' ? { answerBy: due } : {}),
      ...(l.holder === 'applicant' ? { todo: '请补正材料', todoHref: `/c/${l.id}/correction` } : {}),
    }
  }

  async function bundleRow(id: string, name: string, call: PageCall): Promise<CaseRow> {
    const b = (await call.call(casework.overview, { params: { id } })).bundle!
    const todo = b.members.find((m) => m.state === 'correction')
    const whole = await bundleProgress(b, call)
    return {
      case: headOfBundle(b, name, whole.case.organ), ...(whole.lamp ? { lamp: whole.lamp } : {}), ...(whole.promise ? { promise: whole.promise } : {}), ...(whole.answerBy ? { answerBy: whole.answerBy } : {}),
      members: { done: b.members.filter((m) => m.holder === 'nobody' || m.holder === 'counter').length, of: b.members.length },
      ...(todo ? { todo: '请补正材料', todoHref: `/c/${todo.id}/correction` } : {}),
    }
  }
}

type MyLine = OutputOf<typeof casework.mine>['items'][number]

/** one row for a case of its own, one for a bundle whatever the number of its members */
function group(lines: readonly MyLine[]): Map<string, MyLine[]> {
  const out = new Map<string, MyLine[]>()
  for (const l of lines) out.set(l.bundle ?? l.id, [...(out.get(l.bundle ?? l.id) ?? []), l])
  return out
}

/** what an act put right, as its form calls it; the sheet itself is not said again */
function fixedNames(c: CaseOut, payload: Record<string, unknown>): string[] {
  const ids = payload['fields'] as string[]
  const fields = c.form.filter((f) => ids.includes(f.id)).map((f) => f.label)
  return fields.length ? fields : c.materials.filter((m) => ids.includes(m.id)).map((m) => m.name)
}

const given: Record<string, string> = { original: '原件', copy: '复印件', electronic: '电子件', have: '我们已有', fill: '现场填写' }

import { randomUUID } from 'node:crypto'
import * as catalogue from '../../contract/catalogue.ts'
import * as casework from '../../contract/casework.ts'
import * as city from '../../contract/city.ts'
import type { GuideView, HomeView, ListView, ResultsView } from '../../contract/views.ts'
import type { ItemTerms, Question } from '../../law/item/item.ts'
import { timeOf } from '../../law/kernel/dates.ts'
import type { Ctx, Http } from '../kernel/http/index.ts'
import { redirect, type PageCall } from '../kernel/http/pages.ts'
import type { PagesDeps } from './index.ts'
import { answersIn, planOf } from './plan.ts'
import { lineOf, materialLines, promisedNow, statutoryOf, type Line } from './words.ts'

type Event = PagesDeps['pack']['home']['events'][number]

/** pages from a wish to the exact list of what to bring */
export const findPages = (deps: PagesDeps) => (http: Http): void => {
  const begun = begin(http)
  // an item stands under the first event that has its topic
  const { examples, events } = deps.pack.home
  http.page({
    path: '/', endpoint: city.clock, view: 'home',
    async props(now, call): Promise<HomeView> {
      const all = (await call.call(catalogue.list)).items
      const used = new Set<string>()
      const entries = (e: Event) => {
        const found = [...e.bundles.flatMap((k) => all.filter((l) => l.kind === 'bundle' && l.key === k)), ...all.filter((l) => l.kind === 'item' && !used.has(l.key) && l.topics.some((t) => e.topics.includes(t)))].slice(0, 7)
        for (const l of found) used.add(l.key)
        return found.map(({ kind, key, name }) => ({ kind, key, name }))
      }
      const time = timeOf(now.legal)
      const open = now.workday && deps.hours.spans.some((s) => s.from <= time && time < s.to)
      const next = now.workday ? deps.hours.spans.find((s) => s.from > time)?.from : undefined
      const { hall } = deps.pack
      return {
        examples, events: events.map((e) => ({ title: e.title, entries: entries(e) })).filter((e) => e.entries.length),
        waiting: await waiting(call), hall: {
          name: hall.name, address: hall.address, phone: hall.phone, openNow: open, hours: `工作日 ${deps.hours.spans.map((s) => `${s.from}—${s.to}`).join('，')}`,
          ...(open ? {} : { opens: next ? `今天 ${next}` : `下一个工作日 ${deps.hours.spans[0]!.from}` }),
        },
      }
    },
  })

  http.page({
    path: '/s', endpoint: catalogue.search, view: 'results',
    async props(found, call): Promise<ResultsView> {
      const lines = new Map((await call.call(catalogue.list)).items.map((l) => [l.key, l]))
      // what is true of every hit (我按“开花木公司”查的) is said once, above; it tells no hit from another
      const common = found.hits.length > 1 ? found.hits[0]!.why.filter((w) => found.hits.every((h) => h.why.includes(w))) : []
      const own = found.hits.map((h) => ({ ...h, why: h.why.filter((w) => !common.includes(w)) }))
      // a hit by the name of its organ alone is shown only where there is nothing better
      const better = own.filter((h) => h.why.some((w) => !/^由.+办理$/.test(w)))
      return {
        q: found.q, examples, suggestions: [], ...(common.length ? { understood: common } : {}),
        hits: (better.length >= 3 ? better : own).map((h) => {
          const line = lines.get(h.key)
          return {
            ...(line ? lineOf(line) : { kind: h.kind, key: h.key, name: h.name, organ: h.organ ?? '' }), available: h.available, ...(h.from ? { from: h.from } : {}),
            why: h.why.slice(0, 2).map((text) => ({ text, words: [...text.matchAll(/“([^”]+)”/g)].map((m) => m[1]!).filter((w) => h.name.includes(w)) })),
          }
        }),
      }
    },
  })

  http.page({ path: '/i/:key', endpoint: catalogue.item, view: 'guide', props: (out, call) => guide(call, 'item', out.terms as ItemTerms) })
  http.page({ path: '/b/:key', endpoint: catalogue.bundle, view: 'guide', props: (out, call) => guide(call, 'bundle', undefined, out) })

  async function guide(call: PageCall, kind: 'item' | 'bundle', item?: ItemTerms, bundle?: Awaited<ReturnType<typeof bundleOut>>): Promise<GuideView> {
    const key = call.params['key']!
    const plan = await call.call(catalogue.plan, { body: { kind, key, answers: {} } })
    const lines = new Map((await call.call(catalogue.list)).items.map((l) => [l.key, l]))
    const members = (bundle?.members ?? []) as ItemTerms[]
    const first = item ?? members[0]!
    const now = call.ctx.legalNow
    const organ = bundle?.organ ?? (await call.call(catalogue.item, { params: { key } })).organ
    const fee = (item ? [item] : members).reduce((sum, m) => sum + (m.charge?.amountFen ?? 0), 0)
    return {
      kind, ...(item ? { item } : {}), ...(bundle ? { bundle: bundle.terms as GuideView['bundle'] } : {}), organ: { name: organ.name, phone: organ.phone },
      members: members.map((m) => {
        const when = bundle!.terms.members.find((x) => x.item === m.key)?.when
        return { ...lineOf(lines.get(m.key)!), ...(when ? { maybe: '只在您的情形需要时办理' } : {}) }
      }),
      materials: materialLines(plan, new Map([...lines].map(([k, l]) => [k, l.name])), kind === 'bundle'),
      promised: promisedNow(plan, now, deps.hours, deps.calendar()), feeFen: fee,
      statutory: item ? statutoryOf(item) : { text: '每项手续各有期限，写在各自的指南里', basis: [] },
      ...(item?.charge ? { feeText: item.charge.standard } : {}), place: first.place, canApply: true,
      partOf: kind === 'item' ? (await call.call(catalogue.item, { params: { key } })).partOf.map((b) => ({ kind: 'bundle' as const, ...b })) : [],
    }
  }
  const bundleOut = (call: PageCall) => call.call(catalogue.bundle, { params: call.params })

  for (const [path, kind] of [['/i/:key', 'item'], ['/b/:key', 'bundle']] as const) {
    const endpoint = kind === 'item' ? catalogue.item : catalogue.bundle
    http.page({
      path: `${path}/list`, endpoint: endpoint as typeof catalogue.item, view: 'list',
      formToInput: (call) => ({ params: call.params, query: {} }),
      async props(out, call): Promise<ListView | ReturnType<typeof redirect>> {
        const key = call.params['key']!
        const plan = await planOf(call, kind, key, answersIn(call))
        const { answers } = plan
        if (plan.open.length) return redirect(`/${kind === 'item' ? 'i' : 'b'}/${key}/situation?${new URLSearchParams(answers)}`)
        // they had pressed the button, and had to sign in first: go on, do not ask again
        if (call.form['kind'] && call.ctx.session && !call.errors.length) {
          const draft = await begun(call, kind, key, answers)
          if (draft) return redirect(`/drafts/${draft.id}/1`)
        }
        const lines = new Map<string, Line>((await call.call(catalogue.list)).items.map((l) => [l.key, l]))
        return {
          kind, key, name: out.terms.name, answers: plan.questions.map((question) => ({ question: question as Question, value: answers[question.id]! })),
          members: kind === 'bundle' ? plan.members.map((m) => lineOf(lines.get(m.key)!)) : [],
          notNeeded: plan.notNeeded.map((n) => ({ name: n.name, why: '按您的回答不需要办理' })),
          materials: materialLines(plan, new Map([...lines].map(([k, l]) => [k, l.name])), kind === 'bundle'),
          promised: promisedNow(plan, call.ctx.legalNow, deps.hours, deps.calendar()), feeFen: plan.members.reduce((n, m) => n + (m.charge?.amountFen ?? 0), 0),
          before: plan.before, canApply: true,
        }
      },
    })
  }
}

const sorted = (answers: unknown) => Object.entries(answers as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))

/** the draft that was to be started before sign-in came between: a fresh one, or the one that a reload has made already */
const begin = (http: Http) => async (call: PageCall, kind: 'item' | 'bundle', key: string, answers: Record<string, string>) => {
  const same = (d: { kind: string; key: string; version: number; answers: unknown }) => d.kind === kind && d.key === key && d.version === 1 && JSON.stringify(sorted(d.answers)) === JSON.stringify(sorted(answers))
  const there = (await call.ask(casework.drafts))?.items.find(same)
  if (there) return there
  // not an official: they see the list as anybody does
  if (!call.ctx.grants.some((g) => g.role === 'citizen')) return undefined
  // a page that is shown has no key of its own; this start is one act, and the line above keeps it one
  const once = (call.ctx as Ctx & { under(key: string): Ctx }).under(randomUUID())
  return http.call(casework.newDraft, once, { body: { kind, key, answers } })
}

/** what waits for the signed-in citizen, most urgent first */
async function waiting(call: PageCall): Promise<HomeView['waiting']> {
  const mine = await call.ask(casework.mine, { query: {} })
  const drafts = await call.ask(casework.drafts)
  return [
    ...(mine?.items ?? []).filter((c) => c.holder === 'applicant').map((c) => ({ caseId: c.id, name: c.name, what: '请补正材料', href: `/c/${c.id}/correction` })),
    ...(drafts?.items ?? []).slice(0, 3).map((d) => ({ caseId: d.id, name: '没填完的申请', what: '接着填', href: `/drafts/${d.id}/1` })),
  ]
}

import * as contract from '../../../contract/catalogue.ts'
import { holds } from '../../../law/kernel/condition.ts'
import { criticalPath, promisedInstant, type OfficeHours } from '../../../law/kernel/promise.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import { mergedFields, mergedMaterials } from '../../../law/permit/joint.ts'
import { situationOf } from '../../../law/permit/questions.ts'
import { bundleSituation } from '../../../law/permit/situation.ts'
import { rules } from '../../../law/permit/index.ts'
import { findStatute } from '../../../law/statutes/index.ts'
import { inForce } from '../../../law/kernel/rule.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { Clock } from '../../kernel/clock.ts'
import { NotFound, Refusal, reply, type Http } from '../../kernel/http/index.ts'
import type { Directory } from '../directory/index.ts'
import { bundleEntry, createIndex, itemEntry, loadWords, type Index, type SearchEntry } from './search/index.ts'
import type { Catalogue } from './index.ts'

export interface CatalogueDeps { catalogue: Catalogue; directory: Directory; clock: Clock; hours: OfficeHours; calendar: () => Calendar }

/** endpoints of contract/catalogue.ts → functions of this module */
export const catalogueRoutes = (deps: CatalogueDeps) => (http: Http): void => {
  const { catalogue, directory, clock } = deps
  const organOf = (key: string) => { const { name, phone } = directory.organ(key); return { key, name, phone } }
  const index = searchIndex(deps)

  http.bind(contract.search, async (_ctx, { query }) => {
    if (!query.q.trim()) return { q: query.q, hits: [], tookMs: 0 }
    const { built, about } = await index()
    const { hits, tookMs } = built.search(query.q, { limit: query.limit })
    return { q: query.q, tookMs, hits: hits.map((h) => ({ ...h, ...about.get(h.key)! })) }
  })

  http.bind(contract.list, async () => {
    const { items, bundles } = await catalogue.listPublished(clock.today())
    return {
      items: [
        ...bundles.map((b) => ({ kind: 'bundle' as const, key: b.key, name: b.name, organ: directory.organ(b.leadOrgan).name, topics: [], promise: null, feeFen: null, onsiteVisits: 1, idOnly: false })),
        ...items.map((i) => ({
          kind: 'item' as const, key: i.key, name: i.name, organ: directory.organ(i.organ).name, topics: i.topics, promise: promiseWords(i.promise), feeFen: i.charge?.amountFen ?? 0,
          onsiteVisits: i.onsiteVisits, idOnly: i.idOnly ?? false,
        })),
      ],
    }
  })

  http.bind(contract.item, async (ctx, { params, query }) => {
    const terms = query.revision ? await catalogue.revision(params.key, query.revision) : await catalogue.currentRevision(params.key, clock.today())
    if (!terms) throw notOpen(catalogue, params.key, clock.today())
    const { bundles } = await catalogue.listPublished(clock.today())
    return {
      terms, organ: organOf(terms.organ), promisedNow: promisedInstant(terms.promise, ctx.legalNow, deps.hours, deps.calendar().provisional()),
      partOf: bundles.filter((b) => b.members.some((m) => m.item === terms.key)).map(({ key, name }) => ({ key, name })),
    }
  })

  http.bind(contract.bundle, async (_ctx, { params }) => {
    const terms = await catalogue.bundle(params.key, clock.today())
    if (!terms) throw new NotFound('没有这件“一件事”，或者今天没有有效的办事指南')
    const members = await Promise.all(terms.members.map((m) => current(m.item)))
    return { terms, organ: organOf(terms.leadOrgan), members }
  })

  const current = async (key: string): Promise<ItemTerms> => {
    const item = await catalogue.currentRevision(key, clock.today())
    if (!item) throw notOpen(catalogue, key, clock.today())
    return item
  }

  http.bind(contract.plan, async (ctx, { body }) => {
    const bundle = body.kind === 'bundle' ? await catalogue.bundle(body.key, clock.today()) : undefined
    if (body.kind === 'bundle' && !bundle) throw new NotFound('没有这件“一件事”，或者今天没有有效的办事指南')
    const terms = new Map(await Promise.all((bundle ? bundle.members.map((m) => m.item) : [body.key]).map(async (key) => [key, await current(key)] as const)))
    const one = terms.get(body.key)
    const situation = bundle ? bundleSituation(bundle, (key) => terms.get(key), body.answers) : { members: [{ item: body.key }], ...situationOf(one!.questions, body.answers) }
    const { answers, members: chosen } = situation
    const members = chosen.map((m) => terms.get(m.item)!)
    const left = bundle ? bundle.members.filter((m) => !holds(m.when, answers)) : []
    const materials = mergedMaterials(members, answers)
    const fields = mergedFields(members, answers)
    const path = criticalPath(chosen.map((m, i) => ({ key: m.item, name: members[i]!.name, term: members[i]!.promise, after: 'after' in m ? m.after ?? [] : [] })), ctx.legalNow, deps.hours, deps.calendar().provisional())
    const all = materials.asked
    return {
      questions: situation.asked, answers, open: situation.open.map((q) => q.id),
      members, notNeeded: left.map((m) => ({ key: m.item, name: terms.get(m.item)!.name })),
      materials: all.map((s) => ({ material: { ...s.part, ...(bundle ? { id: s.key } : {}) }, of: s.of.map((o) => o.item) })),
      fields: fields.map((s) => ({ field: { ...s.part, ...(bundle ? { id: s.key } : {}) }, of: s.of.map((o) => o.item) })),
      before: materials.compression.separately, bring: all.filter((s) => s.part.source === 'bring').length,
      promised: path.promise, path: path.path, derivation: path.derivation,
    } as never
  })

  http.bind(contract.article, async (ctx, { params, query }) => {
    const day = query.on ?? ctx.legalNow.slice(0, 10)
    const statute = findStatute(params.law)
    const found = await catalogue.article({ law: params.law, article: params.article, ...(query.version ? { version: query.version } : {}) }, day)
    if (!statute && !found) throw new NotFound(`没有收录《${params.law}》`)
    const version = statute?.versions.find((v) => inForce(v, day))
    return {
      law: params.law, article: params.article, title: found?.title ?? statute?.fullTitle ?? params.law, text: found?.paragraphs ?? null, version: found?.version ?? null,
      inForceFrom: version?.from ?? null, corpus: statute?.corpus === 'yes', ours: statute?.articles[params.article] ?? null,
      rules: [...new Map(rules.filter((r) => r.basis.some((b) => b.law === params.law && b.article === params.article)).map((r) => [r.id, { id: r.id, code: r.code }])).values()],
    }
  })

  http.bind(contract.drafts, async (_ctx, { query }) => {
    const rows = await catalogue.drafts(query.cursor ?? '', query.limit)
    return {
      items: rows.map((r) => ({ key: r.key, revision: r.revision, name: r.name, source: r.source, state: r.state, findings: r.lint as never })),
      next: rows.length === query.limit ? rows.at(-1)!.key : null,
    }
  })

  http.bind(contract.publish, (ctx, { params }) => http.mutate(ctx, async (tx) => {
    await catalogue.publish(tx, params.key, params.revision, { by: { person: ctx.person, role: 'cataloguer', organ: ctx.grants.find((g) => g.role === 'cataloguer')!.organ }, at: ctx.legalNow })
    return reply({ key: params.key, revision: params.revision })
  }))
}

function notOpen(catalogue: Catalogue, key: string, day: string) {
  const why = catalogue.whyNot(key, day)
  return why ? new Refusal([why], { status: 409 }) : new NotFound('没有这个事项')
}

/** 当场办结, 2 小时, 1 个工作日 */
function promiseWords(term: ItemTerms['promise']): string {
  if (term.unit === 'sameDayBy') return `当天 ${term.time} 前`
  if (term.unit === 'workday') return term.n === 0 ? '当日办结' : `${term.n} 个工作日`
  return term.n <= 30 ? '当场办结' : term.n % 60 ? `办公时间 ${term.n} 分钟` : `办公时间 ${term.n / 60} 小时`
}

type About = { organ: string | null; available: boolean; from: string | null }

/** the index over everything published today and every draft row that is only shown; built again when the catalogue or the day changes */
function searchIndex(deps: CatalogueDeps): () => Promise<{ built: Index; about: Map<string, About> }> {
  const words = loadWords()
  let have: { stamp: string; made: Promise<{ built: Index; about: Map<string, About> }> } | undefined
  const make = async () => {
    const { items, bundles } = await deps.catalogue.listPublished(deps.clock.today())
    const about = new Map<string, About>()
    const entries: SearchEntry[] = []
    for (const b of bundles) {
      entries.push(bundleEntry(b, { department: deps.directory.organ(b.leadOrgan).name }))
      about.set(b.key, { organ: deps.directory.organ(b.leadOrgan).name, available: true, from: null })
    }
    for (const i of items) {
      entries.push(itemEntry(i, { department: deps.directory.organ(i.organ).name }))
      about.set(i.key, { organ: deps.directory.organ(i.organ).name, available: true, from: null })
    }
    for (const d of await allDrafts(deps.catalogue)) {
      if (about.has(d.key)) continue
      entries.push({ key: d.key, name: d.name, kind: 'item', aliases: [], topics: [], ...(d.department ? { department: d.department } : {}), ...(d.main_item ? { group: d.main_item } : {}) })
      about.set(d.key, { organ: d.department, available: false, from: d.area })
    }
    return { built: createIndex(entries, words), about }
  }
  return () => {
    const stamp = `${deps.clock.today()}|${deps.catalogue.generation()}`
    if (have?.stamp !== stamp) have = { stamp, made: make().catch((e) => { have = undefined; throw e }) }
    return have.made
  }
}

async function allDrafts(catalogue: Catalogue) {
  const out: Awaited<ReturnType<Catalogue['drafts']>> = []
  for (let after = ''; ; ) {
    const page = await catalogue.drafts(after, 1000)
    out.push(...page)
    if (page.length < 1000) return out
    after = page.at(-1)!.key
  }
}

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { bundleTerms, itemTerms, question } from './item.ts'
import { Answers } from './casework.ts'
import { Instant, LegalDate, Text } from './shapes.ts'

const Hit = z.object({
  kind: z.enum(['item', 'bundle']), key: z.string(), name: z.string(), why: z.array(z.string()), score: z.number(),
  organ: z.string().nullable(), /** false: no published guide, shown only */ available: z.boolean(), from: z.string().nullable(),
})

export const search = endpoint({
  id: 'catalogue.search', method: 'GET', path: '/api/v1/search', summary: '用一句话找事项和一件事，并说明为什么找到', who: ['anyone'],
  query: z.object({ q: Text(200).default(''), limit: z.coerce.number().int().min(1).max(30).default(10) }),
  output: z.object({ q: z.string(), hits: z.array(Hit), tookMs: z.number() }),
})

// a bundle names a member's own part `<item>/<id>`
const mergedId = { id: z.string() }
const Organ = z.object({ key: z.string(), name: z.string(), phone: z.string() })
export const Line = z.object({
  kind: z.enum(['item', 'bundle']), key: z.string(), name: z.string(), organ: z.string(), topics: z.array(z.string()), promise: z.string().nullable(),
  feeFen: z.number().int().nullable(), onsiteVisits: z.number().int().nullable(), idOnly: z.boolean(),
}).meta({ id: 'CatalogueLine' })

export const list = endpoint({
  id: 'catalogue.list', method: 'GET', path: '/api/v1/items', summary: '今天可以申请的全部事项和一件事', who: ['anyone'], output: z.object({ items: z.array(Line) }),
})

const Promised = z.object({ due: LegalDate, dueAt: Instant.optional() })

export const item = endpoint({
  id: 'catalogue.item', method: 'GET', path: '/api/v1/items/:key', summary: '办事指南：今天有效的版本', who: ['anyone'],
  params: z.object({ key: z.string().max(80) }), query: z.object({ revision: z.coerce.number().int().min(1).optional() }),
  output: z.object({ terms: itemTerms, organ: Organ, promisedNow: Promised, partOf: z.array(z.object({ key: z.string(), name: z.string() })) }),
})

export const bundle = endpoint({
  id: 'catalogue.bundle', method: 'GET', path: '/api/v1/bundle-guides/:key', summary: '一件事的办事指南', who: ['anyone'],
  params: z.object({ key: z.string().max(80) }),
  output: z.object({ terms: bundleTerms, organ: Organ, members: z.array(itemTerms) }),
})

export const plan = endpoint({
  id: 'catalogue.plan', method: 'POST', path: '/api/v1/plan', summary: '按情形回答编排：需要哪些事项、带什么、填什么、什么时候办好', who: ['anyone'], idempotency: 'natural',
  body: z.object({ kind: z.enum(['item', 'bundle']), key: z.string().max(80), answers: Answers.default({}) }),
  output: z.object({
    /** questions that apply under these answers, in order: the item's, or the bundle's and then those of each member that it brings in */
    questions: z.array(question),
    /** the answers that count: to a question that applies, one of its options */
    answers: z.record(z.string(), z.string()),
    /** ids of the questions that are still to be answered before anything can be filed */
    open: z.array(z.string()),
    members: z.array(itemTerms), notNeeded: z.array(z.object({ key: z.string(), name: z.string() })),
    /** merged: shared things once; `of` = members that need it */
    materials: z.array(z.object({ material: itemTerms.shape.materials.element.extend(mergedId), of: z.array(z.string()) })),
    fields: z.array(z.object({ field: itemTerms.shape.fields.element.extend(mergedId), of: z.array(z.string()) })),
    /** how many materials the members would ask for one by one, before merging and sharing (S7) */
    before: z.number().int(), bring: z.number().int(),
    promised: Promised, path: z.array(z.string()), derivation: z.array(z.string()),
  }),
})

export const article = endpoint({
  id: 'catalogue.article', method: 'GET', path: '/api/v1/laws/:law/:article', summary: '法条：导入的正文，或者说明未导入', who: ['anyone'],
  params: z.object({ law: z.string().max(80), article: z.coerce.number().int().min(1) }), query: z.object({ version: LegalDate.optional(), on: LegalDate.optional() }),
  output: z.object({
    law: z.string(), article: z.number().int(), title: z.string(), text: z.array(z.string()).nullable(), version: z.string().nullable(), inForceFrom: z.string().nullable(),
    corpus: z.boolean(), ours: z.string().nullable(), rules: z.array(z.object({ id: z.string(), code: z.string() })),
  }),
})

export const drafts = endpoint({
  id: 'catalogue.drafts', method: 'GET', path: '/api/v1/catalogue/drafts', summary: '事项草稿和检查结果（未发布，不能申请）', who: ['cataloguer', 'supervisor'],
  query: z.object({ cursor: z.string().max(120).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ items: z.array(z.object({ key: z.string(), revision: z.number().int(), name: z.string(), source: z.string(), state: z.string(), findings: z.array(z.record(z.string(), z.unknown())) })), next: z.string().nullable() }),
})

export const publish = endpoint({
  id: 'catalogue.publish', method: 'POST', path: '/api/v1/catalogue/:key/:revision/publish', summary: '发布事项版本：检查全部通过才能发布', who: ['cataloguer'],
  params: z.object({ key: z.string().max(120), revision: z.coerce.number().int().min(1) }), body: z.object({}).default({}), output: z.object({ key: z.string(), revision: z.number().int() }),
})

export const all = [search, list, item, bundle, plan, article, drafts, publish]

import type * as casework from '../../contract/casework.ts'
import * as catalogue from '../../contract/catalogue.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { PageCall } from '../kernel/http/pages.ts'
import type { Plan } from './words.ts'

/** which questions, members, fields and materials these answers make: what every page from the questions to the summary rests on */
export type Kind = 'item' | 'bundle'
type Draft = OutputOf<typeof casework.getDraft>

export const pathOf = { item: 'i', bundle: 'b' } as const

/** the exact list for these answers */
export const listHref = (kind: Kind, key: string, answers: Record<string, string>) => `/${pathOf[kind]}/${key}/list?${new URLSearchParams(answers)}`

export const planOf = (call: PageCall, kind: Kind, key: string, answers: Record<string, unknown>): Promise<Plan> => call.call(catalogue.plan, { body: { kind, key, answers } })
export const planOfDraft = (call: PageCall, draft: Pick<Draft, 'kind' | 'key' | 'answers'>): Promise<Plan> => planOf(call, draft.kind, draft.key, draft.answers)

export async function nameOf(call: PageCall, kind: Kind, key: string): Promise<string> {
  return kind === 'item' ? (await call.call(catalogue.item, { params: { key } })).terms.name : (await call.call(catalogue.bundle, { params: { key } })).terms.name
}

/** what the address says was answered; what of it counts is for the plan to say */
export function answersIn(call: PageCall): Record<string, string> {
  return Object.fromEntries(Object.keys(call.query).filter((k) => !k.startsWith('_')).flatMap((k) => { const v = one(call, k); return v ? [[k, v.slice(0, 200)]] : [] }))
}

/** one value of the query; the last when it came several times */
export function one(call: PageCall, name: string): string | undefined {
  const v = call.query[name]
  return Array.isArray(v) ? v.at(-1) : v
}

import * as campaigns from '../../contract/campaigns.ts'
import * as credentials from '../../contract/credentials.ts'
import type { BodiesView, CleanUpsView, OfficerView, PublicBodyView } from '../../contract/views.ts'
import type { Http } from '../kernel/http/index.ts'
import type { PageCall } from '../kernel/http/pages.ts'

/** a page shows fewer lines than a machine may ask for: it is read on a phone */
const perPage = 30
const said = (call: PageCall, name: string): string | undefined => (typeof call.query[name] === 'string' && call.query[name] ? (call.query[name] as string) : undefined)
const query = (call: PageCall) => ({ limit: perPage, ...(said(call, 'q') ? { q: said(call, 'q') } : {}), ...(said(call, 'cursor') ? { cursor: said(call, 'cursor') } : {}) })
/** what is null in an answer is absent from a view */
const given = <T extends object>(o: T) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== null)) as { [K in keyof T]: Exclude<T[K], null> }

/** who may enforce: bodies, their officers, the officer who stands before you in the street, and who was taken off the lists */
export const registryPages = () => (http: Http): void => {
  http.page({
    path: '/bodies', endpoint: credentials.publicBodies, view: 'bodies', formToInput: (call) => ({ query: query(call) }),
    props: (o, call): BodiesView => ({ q: o.q, items: o.items, ...(o.next ? { next: o.next } : {}), later: said(call, 'cursor') !== undefined }),
  })
  http.page({
    path: '/bodies/:id', endpoint: credentials.publicBody, view: 'body', formToInput: (call) => ({ params: call.params, query: query(call) }),
    props: ({ items, ...o }, call): PublicBodyView => ({ ...given(o), items: items.map(given), later: said(call, 'cursor') !== undefined }) as PublicBodyView,
  })
  http.page({
    path: '/officer/:n', endpoint: credentials.publicOfficer, view: 'officer',
    props: (o): OfficerView => ({ n: o.n, at: o.at, ...(o.officer ? { officer: given(o.officer) as NonNullable<OfficerView['officer']> } : {}) }),
  })
  http.page({
    path: '/clean-ups', endpoint: campaigns.published, view: 'cleanUps',
    // on what the report rests (C03)
    props: (o): CleanUpsView => ({ ...o, basis: [{ law: '河南省行政执法条例', article: 20 }, { law: '河南省行政执法条例', article: 38 }] }),
  })
}

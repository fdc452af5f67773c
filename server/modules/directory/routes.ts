import * as contract from '../../../contract/city.ts'
import type { Http } from '../../kernel/http/index.ts'
import type { Directory } from './index.ts'

export const directory = (own: Directory) => (http: Http): void => {
  http.bind(contract.organs, async () => ({ items: own.organs().map(({ key, name, kind, level, parent, division, phone }) => ({ key, name, kind, level, parent, division, phone })) }))
  http.bind(contract.staff, async (_ctx, { params, query }) => ({ items: await own.staff(params.key, query.role) }))
}

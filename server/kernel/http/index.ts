/** HTTP: one way in for machines, the staff application and pages (architecture 8, settled.md 16). */
export { createHttp } from './server.ts'
export type { Accounts, Http, HttpOptions, Limits } from './http.ts'
export { Answer, file, reply, type AnyEndpoint, type Ctx, type Handler, type Input } from './context.ts'
export { BadInput, Busy, Changed, Forbidden, HttpProblem, NotFound, ownFinding, Refusal, SignInNeeded } from './errors.ts'
export { may, organsOf, permissionMatrix, scope, standingOf, type Relation, type Scope, type Standing } from '../permission.ts'
export { redirect, show, type Page, type PageCall } from './pages.ts'
export { list, nest, text, type Form, type FormFiles } from './form.ts'
export { hashPassword } from './passwords.ts'

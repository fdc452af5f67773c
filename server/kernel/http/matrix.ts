import type { Who } from '../../../contract/endpoint.ts'
import { roleKeys, roles, type Role } from '../../../contract/roles.ts'
import { accessOf, permissionMatrix, type MatrixRow } from '../permission.ts'
import type { AnyEndpoint } from './context.ts'
import { whoSaid } from './docs.ts'

/** One call of the walk: what was asked of whom, and what came. */
export interface Cell extends MatrixRow { status: number }

/**
 * Is an answer what the matrix promises? 'allowed' = the door opens: everything but 401 and 403, and a 404 only for a thing
 * that does not exist (the walk asks with ids of nothing, so relations end in 404). 404 = not found or, where the input is
 * looked at first, a 4xx of the input; never an answer. 500 is always wrong.
 */
export function asPromised(cell: Cell): boolean {
  if (cell.status >= 500) return false
  if (cell.expected === 'allowed') return cell.status !== 401 && cell.status !== 403
  if (cell.expected === 404) return cell.status === 404 || cell.status === 400 || cell.status === 422 || cell.status === 409 || cell.status === 412
  return cell.status === cell.expected
}

/** one row for each endpoint and kind of caller, organs left out: what can be walked without knowing any thing */
export function doors(endpoints: readonly AnyEndpoint[]): MatrixRow[] {
  return permissionMatrix(endpoints).filter((r) => r.thing !== 'own' || r.expected === 'allowed' || r.expected === 403).filter((r) => !(r.thing === 'own' && needsRelation(endpoints, r)))
}

const needsRelation = (endpoints: readonly AnyEndpoint[], r: MatrixRow): boolean => {
  const access = accessOf(endpoints.find((e) => e.id === r.endpoint)!)
  return !access.anyone && !access.signedIn && !access.roles.has(r.who as Role)
}

/** The matrix as a table for auditors: endpoint × role. ● may, ○ at the own organ or as the applicant, blank = refused. */
export function matrixTable(endpoints: readonly AnyEndpoint[]): string {
  const head = `| 接口 | 谁可以 | 未登录 | ${roleKeys.map((r) => roles[r].name).join(' | ')} |\n|---|---|---|${roleKeys.map(() => '---').join('|')}|\n`
  const mark = (e: AnyEndpoint, role: Role | null): string => {
    const a = accessOf(e)
    if (a.anyone || (role && (a.signedIn || a.roles.has(role)))) return '●'
    return role && (a.applicant || a.atOrgan.has(role)) ? '○' : ''
  }
  return head + endpoints.map((e) => `| ${e.method} ${e.path} | ${(e.who as Who[]).map(whoSaid).join('、')} | ${[mark(e, null), ...roleKeys.map((r) => mark(e, r))].join(' | ')} |`).join('\n') + '\n'
}

import type { Citation } from '../../../law/kernel/citation.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { ProblemKind } from '../../../contract/problem.ts'

/**
 * What routes and act.ts may throw; one mapper (mapper.ts) turns it into problem+json or an error page. Anything else that
 * is thrown is a bug and is answered 500 with a support code.
 */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly kind: ProblemKind,
    readonly code: string,
    /** one Chinese sentence: what is wrong, and what to do */
    detail: string,
    readonly findings: readonly Finding[] = [],
    /** seconds after which trying again makes sense */
    readonly retryAfter?: number,
  ) {
    super(detail)
    this.name = new.target.name
  }
  get rule(): string | undefined { return this.findings[0]?.rule }
  get basis(): readonly Citation[] { return this.findings[0]?.basis ?? [] }
}

/** A rule says no: 422 (what was sent cannot be accepted) or 409 (the state of the thing does not allow it). All findings at once. Never stored under an idempotency key. */
export class Refusal extends HttpProblem {
  constructor(findings: readonly Finding[], options: { status?: 409 | 422; detail?: string } = {}) {
    const first = findings[0]
    if (!first) throw new Error('a refusal needs at least one finding')
    const more = findings.length > 1 ? `（共 ${findings.length} 处不符）` : ''
    super(options.status ?? (first.code === 'E-STATE' ? 409 : 422), 'refused', first.code, options.detail ?? first.message + more, findings)
  }
}

/** What was sent cannot be read (400) or does not fit its form (422). Findings name the fields. */
export class BadInput extends HttpProblem {
  constructor(detail: string, options: { findings?: readonly Finding[]; status?: 400 | 413 | 415 | 422; code?: string } = {}) {
    super(options.status ?? 422, 'input', options.code ?? 'E-INPUT', detail, options.findings ?? [])
  }
}

/** No such thing, or nothing that this person may know of: the answer is the same. */
export class NotFound extends HttpProblem {
  constructor(detail = '没有找到，或者您无权查看。请核对编号，或者用有权限的账号登录') { super(404, 'notFound', 'E-NOT-FOUND', detail) }
}

/** The person is known and holds no role that may do this. Only for what depends on roles alone; relations answer NotFound. */
export class Forbidden extends HttpProblem {
  constructor(detail = '您的岗位不能办理这一项', code = 'E-FORBIDDEN') { super(403, 'forbidden', code, detail) }
}

/** Nobody is signed in, or the session is over. */
export class SignInNeeded extends HttpProblem {
  constructor(over = false) {
    super(401, 'signIn', over ? 'E-SESSION-OVER' : 'E-SIGN-IN', over ? '登录已超时，请重新登录，已填写的内容不会丢失' : '请先登录')
  }
}

/** The password was set by somebody else, or is too old: first a new one, then everything else (ML-01). */
export class PasswordFirst extends HttpProblem {
  constructor() { super(403, 'forbidden', 'E-PASSWORD-CHANGE', '这是初始密码或者已经到期的密码，请先改成自己的密码，再办理') }
}

/** Somebody else changed the thing meanwhile (If-Match does not fit): 412. */
export class Changed extends HttpProblem {
  constructor(detail = '在您查看之后，别人已经办理过这一件。请刷新后核对，再决定是否继续') { super(412, 'conflict', 'E-CHANGED', detail) }
}

/** Try again later: 409 in flight, 429 too many, 503 not available. `after` in seconds. */
export class Busy extends HttpProblem {
  constructor(status: 409 | 429 | 503, code: string, detail: string, after: number) { super(status, 'busy', code, detail, [], after) }
}

/** a finding that no statute, but this house's own contract, gives */
export function ownFinding(rule: string, code: string, message: string, at?: string): Finding {
  return { rule, code, message, basis: [], ...(at ? { at } : {}) }
}

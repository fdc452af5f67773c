/**
 * The database cannot do it now, through no fault of the caller: kernel/http answers 503 with Retry-After. Nothing of the
 * transaction stands, except when `commitUnknown`: then the answer to the commit was lost, and the same Idempotency-Key
 * tells what happened.
 */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number
  commitUnknown = false
  constructor(
    readonly reason: 'unreachable' | 'busy' | 'full' | 'readOnly',
    /** the connection is of no more use */
    readonly lost: boolean,
    cause: unknown,
  ) {
    super(said[reason], { cause })
    this.name = 'Unavailable'
    this.retryAfterSeconds = reason === 'busy' ? 1 : 5
  }
}

const said = {
  unreachable: '数据库暂时无法连接，请稍后重试；未收到回执的内容没有办成',
  busy: '系统繁忙，请稍后重试',
  full: '存储空间不足，已通知管理员，请稍后重试',
  readOnly: '数据库正在切换，请稍后重试',
}

const lostCodes = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '53300', '53400',
  'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EACCES'])
// 40001, 40P01: two transactions in each other's way; 55P03: lock_timeout; 57014: statement_timeout
const busyCodes = new Set(['40001', '40P01', '55P03', '57014'])
const lostWords = /Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired|Connection closed|after calling end on the pool/

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '')

/** what pg throws, as Unavailable where it is that; every other error as it is (a constraint keeps its SQLSTATE) */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof Unavailable) return error
  const code = codeOf(error)
  if (lostCodes.has(code) || /^08/.test(code) || (!code && lostWords.test(String((error as Error)?.message)))) return new Unavailable('unreachable', true, error)
  if (busyCodes.has(code)) return new Unavailable('busy', false, error)
  if (code === '53100' || code === '53200') return new Unavailable('full', false, error)
  if (code === '25006') return new Unavailable('readOnly', true, error)
  return error
}

/** a serialization failure or a deadlock: the same transaction may well succeed when run again */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error instanceof Unavailable ? error.cause : error)
  return code === '40001' || code === '40P01'
}

export function isCachedPlan(error: unknown): boolean {
  return codeOf(error) === '0A000' && /cached plan/.test(String((error as Error).message))
}

/** name of the unique constraint or index that was violated, if that is what happened */
export function violatedUnique(error: unknown): string | undefined {
  return codeOf(error) === '23505' ? (error as { constraint?: string }).constraint : undefined
}

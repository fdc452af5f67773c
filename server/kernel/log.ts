import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/**
 * Fields that may be written as they are. Everything else is left out by name (`leftOut`), so that a new field with
 * personal data in it cannot reach the log by being forgotten. Add a field here only when its values are ids, codes,
 * counts or times.
 */
const allowed = new Set([
  'reqId', 'support', 'method', 'route', 'status', 'ms', 'bytes', 'city', 'organ', 'role', 'rule', 'code', 'kind', 'job', 'attempt',
  'attempts', 'count', 'rows', 'pid', 'port', 'host', 'file', 'line', 'version', 'profile', 'index', 'log', 'lag', 'reason', 'action', 'state',
  'dead', 'mode', 'clock', 'folder', 'database', 'subscriber', 'signal', 'type', 'template', 'item', 'revision', 'err', 'req', 'res',
])

/** of these the values are sentences or names, so they are masked as well */
const free = new Set(['reason', 'file', 'action'])

/**
 * Takes out of a sentence what could be personal: quoted text, runs of five digits or more (identity and phone numbers).
 * Used on error messages, which may quote what somebody typed.
 */
export function masked(text: string): string {
  return text
    .replace(/"[^"]*"|'[^']*'|“[^”]*”|《[^》]*》|\([^)]*\)=\([^)]*\)/g, (s) => (s.startsWith('《') ? s : '…'))
    .replace(/\d{5,}[\dXx]?/g, '…')
}

/** type, SQLSTATE, constraint, masked message and the stack's places: enough to find a bug, nothing that a citizen wrote */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) }
  const e = error as Error & Record<string, unknown>
  const database = typeof e.severity === 'string'
  return {
    type: e.name,
    ...(e.code !== undefined ? { code: e.code } : {}),
    // a message of the database may quote a value without quotation marks; its code and constraint say enough
    message: database ? undefined : masked(e.message),
    ...(database ? { table: e.table, constraint: e.constraint, routine: e.routine } : {}),
    stack: (e.stack ?? '').split('\n').filter((l) => l.startsWith('    at ')).join('\n'),
    ...(e.cause instanceof Error ? { cause: errorFields(e.cause) } : {}),
  }
}

function permitted(fields: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  const left: string[] = []
  for (const [key, value] of Object.entries(fields)) {
    if (!allowed.has(key)) left.push(key)
    else out[key] = free.has(key) ? masked(String(value)) : value
  }
  if (left.length) out.leftOut = left
  return out
}

/**
 * Structured log, one JSON object a line, on standard output. A request is logged by route pattern (`/cases/:id`), never
 * by address, since addresses carry search words.
 */
export function createLog(config: Pick<Config, 'logLevel'>, to?: DestinationStream): Log {
  const log = pino({
    level: config.logLevel,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }), log: permitted },
    serializers: {
      err: errorFields,
      error: errorFields,
      req: (r: { method?: string; routeOptions?: { url?: string } }) => ({ method: r.method, route: r.routeOptions?.url }),
      res: (r: { statusCode?: number }) => ({ status: r.statusCode }),
    },
  }, to as DestinationStream)
  // pino does not format the bindings of children; they inherit this method
  const plain = log.child
  log.child = function child(this: Log, bindings: Record<string, unknown>, options?: never) {
    return plain.call(this, permitted(bindings), options)
  } as typeof log.child
  return log
}

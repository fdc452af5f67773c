import type { Profile } from '../clock.ts'
import type { AnyEndpoint } from './context.ts'
import type { Log } from './http.ts'

/** answers of one endpoint that the demo compares with its contract before it trusts it */
const demoLooks = 20

/**
 * Compares what handlers give with the contract: a field that is missing, has another type, or is not declared (it might be
 * somebody's telephone number). In tests every answer, and a difference is a fault; in the demo the first answers of each
 * endpoint, and a difference is a line in the log; in production nothing, for the time it costs.
 */
export function createOutputCheck(profile: Profile, log: Log): (endpoint: AnyEndpoint) => (body: unknown) => void {
  if (profile === 'production') return () => () => {}
  return (endpoint) => {
    if (endpoint.raw) return () => {}
    let left = profile === 'test' ? Infinity : demoLooks
    return (body) => {
      if (left-- <= 0) return
      const wrong = differences(endpoint, body)
      if (!wrong.length) return
      const fault = new Error(`${endpoint.id} does not answer as its contract says: ${wrong.slice(0, 8).join('; ')}`)
      if (profile === 'test') throw fault
      log.error({ err: fault }, 'answer differs from contract')
    }
  }
}

function differences(endpoint: AnyEndpoint, body: unknown): string[] {
  // what the client will see: undefined fields left out, toJSON applied
  const seen = body === undefined ? undefined : JSON.parse(JSON.stringify(body))
  const parsed = endpoint.output.safeParse(seen)
  if (!parsed.success) return parsed.error.issues.map((i: { path: PropertyKey[]; code: string }) => `${i.path.map(String).join('.') || '(whole)'}: ${i.code}`)
  const out: string[] = []
  undeclared(seen, parsed.data, '', out)
  return out
}

function undeclared(given: unknown, declared: unknown, at: string, out: string[]): void {
  if (!given || typeof given !== 'object' || !declared || typeof declared !== 'object') return
  for (const [key, value] of Object.entries(given)) {
    const path = at ? `${at}.${key}` : key
    if (!(key in declared)) out.push(`${path}: not declared`)
    else undeclared(value, (declared as Record<string, unknown>)[key], path, out)
  }
}

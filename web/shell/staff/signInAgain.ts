import { connection } from '../../../contract/client.ts'

/** A session that ended in the middle of work: calls wait here until the same person has signed in again. */
let waiting: { promise: Promise<void>; done: () => void } | null = null
const listeners = new Set<() => void>()

function signInAgain(): Promise<void> {
  if (!waiting) {
    let done = () => {}
    const promise = new Promise<void>((resolve) => { done = resolve })
    waiting = { promise, done }
    listeners.forEach((tell) => tell())
  }
  return waiting.promise
}

/** signed in: everything that waited goes on */
export function signedInAgain(): void {
  const before = waiting
  waiting = null
  listeners.forEach((tell) => tell())
  before?.done()
}

/** for useSyncExternalStore: is somebody waiting */
export const overStore = {
  subscribe(tell: () => void) {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  },
  get: () => waiting !== null,
}

/**
 * Every call of this page goes through here. One that is answered "sign in" waits for the person and is then sent again as
 * it was, with its idempotency key and the new session's token: nothing that was typed is lost.
 */
export const guardedFetch: typeof fetch = async (input, init) => {
  const answer = await globalThis.fetch(input, init)
  if (answer.status !== 401 || String(input).includes('/api/v1/session')) return answer
  await signInAgain()
  const headers = { ...(init?.headers as Record<string, string> | undefined) }
  if (headers['x-csrf-token'] && connection.csrf) headers['x-csrf-token'] = connection.csrf
  return globalThis.fetch(input, { ...init, headers })
}

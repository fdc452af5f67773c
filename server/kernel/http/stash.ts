import { randomBytes } from 'node:crypto'
import type { Form } from './form.ts'

/** Input of a form that could not be taken just now (session over, database away): kept so that nothing is lost. */
export interface Kept {
  /** template of the page that shows it again */
  page: string
  params: Record<string, string>
  query: Record<string, unknown>
  form: Form
  /** person whose session it was; null = nobody was signed in, whoever has the token may have it */
  person: string | null
}

const minutes = 60
const mostKept = 2_000
const mostBytes = 64 * 1024 * 1024

/** In memory only and for an hour: it is personal, it belongs to no case yet, and it must not reach the database. */
export function createStash(now: () => number) {
  const kept = new Map<string, Kept & { at: number; size: number }>()
  let bytes = 0
  const drop = (token: string): void => {
    bytes -= kept.get(token)?.size ?? 0
    kept.delete(token)
  }
  return {
    put(what: Kept): string {
      const size = JSON.stringify(what.form).length * 2
      for (const [token, one] of kept) {
        if (kept.size < mostKept && bytes + size < mostBytes && now() - one.at < minutes * 60_000) break
        drop(token)
      }
      const token = randomBytes(18).toString('base64url')
      kept.set(token, { ...what, at: now(), size })
      bytes += size
      return token
    },
    /** for the same person only; somebody else at the same computer gets nothing */
    get(token: string, person: string | null): Kept | undefined {
      const one = kept.get(token)
      if (!one || now() - one.at > minutes * 60_000) return undefined
      return one.person === null || one.person === person ? one : undefined
    },
    drop,
  }
}

export type Stash = ReturnType<typeof createStash>

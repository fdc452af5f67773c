import { Busy } from './errors.ts'

interface Bucket { tokens: number; at: number }

/** Token buckets in memory, by key. A restart forgets them; lock-out after wrong passwords is in the database instead. */
export interface Limiter {
  /** takes one; refuses 429 with Retry-After when there is none left */
  take(key: string, now: number): void
  /** refuses as `take` does, and takes none: for what counts only when it went wrong */
  check(key: string, now: number): void
}

const mostKeys = 50_000

export function createLimiter(rate: number, burst: number, code: string, detail: string): Limiter {
  const buckets = new Map<string, Bucket>()
  if (rate <= 0) return { take: () => {}, check: () => {} }
  /** a bucket that has filled up again says nothing any more */
  const sweep = (now: number): void => {
    for (const [key, b] of buckets) if (b.tokens + ((now - b.at) / 1000) * rate >= burst) buckets.delete(key)
    // somebody sends from very many addresses: forget the oldest rather than grow
    for (const key of buckets.keys()) {
      if (buckets.size <= mostKeys / 2) break
      buckets.delete(key)
    }
  }
  /** the bucket as it stands now; refuses while it is empty */
  const filled = (b: Bucket, now: number): Bucket => {
    b.tokens = Math.min(burst, b.tokens + ((now - b.at) / 1000) * rate)
    b.at = now
    if (b.tokens < 1) throw new Busy(429, code, detail, Math.max(1, Math.ceil((1 - b.tokens) / rate)))
    return b
  }
  return {
    check(key, now) {
      const b = buckets.get(key)
      if (b) filled(b, now)
    },
    take(key, now) {
      const b = buckets.get(key)
      if (b) filled(b, now).tokens -= 1
      else {
        if (buckets.size >= mostKeys) sweep(now)
        buckets.set(key, { tokens: burst - 1, at: now })
      }
    },
  }
}

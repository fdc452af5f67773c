import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from './canonical.ts'

/**
 * Entry v1 of a city's log (trust.md 2.4, settled.md 24): what can be said of an act without saying who or what.
 * Fixed here: later versions are new shapes, old entries stay readable for ever.
 */
export interface EntryV1 {
  v: 1
  /** the log it belongs to: `<city>/sunlog/<year>` */
  origin: string
  /** `<module>.<act>`: casework.accept, casework.refused, session.unmasked … */
  type: string
  /** legal instant, RFC 3339 +08:00 */
  at: string
  /** real time, integer microseconds since 1970 UTC; the time sandwich bounds this one (settled.md 4) */
  rec: number
  /** HMAC pseudonym of the case (or other subject) */
  subject: string
  /** item key and revision, procedure data and not personal */
  item?: { key: string; revision: number }
  seq?: number
  actor: { org: string | null; role: string; pid: string | null }
  /** pseudonym of the applicant, when a helper or clerk acted for him (I-13) */
  onBehalf?: string
  /** state before and after */
  prev?: string
  next?: string
  /** next due date after the act */
  deadline?: string
  /** rules that decided, `<id>@<in force from>` (VER-02); of a refusal, those that said no: `<code> <id>` */
  rules?: string[]
  calendar?: string
  /** SHA-256 (hex) of procedural payload; salted commitments of particulars, documents, files */
  digests: Record<string, string>
  /** newest checkpoint known when the act was done; null until the log publishes checkpoints */
  anchor: { size: number; root: string } | null
}

/** canonical bytes of an entry */
export function entryBytes(entry: EntryV1): Uint8Array {
  return utf8ToBytes(canonical(entry))
}

/** RFC 6962 leaf hash: SHA-256(0x00 ‖ entry) */
export function leafHash(bytes: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(bytes.length + 1)
  prefixed.set(bytes, 1)
  return sha256(prefixed)
}

/** salted commitment of a value: SHA-256(salt ‖ canonical JSON). Erasing value and salt leaves it saying nothing. */
export function commitment(salt: Uint8Array, value: unknown): Uint8Array {
  const body = utf8ToBytes(canonical(value))
  const joined = new Uint8Array(salt.length + body.length)
  joined.set(salt)
  joined.set(body, salt.length)
  return sha256(joined)
}

import { createHash, createHmac, randomBytes } from 'node:crypto'
import { canonical } from '../../../proof/canonical.ts'
import type { EntryV1 } from '../../../proof/entry.ts'
import { uuidv7 } from '../ids.ts'

/** An entry ready to be inserted in the act's own transaction: canonical bytes and leaf hash, no lock taken. */
export interface PreparedEntry {
  id: string
  subject: string
  type: string
  body: Buffer
  leaf: Buffer
  recUs: bigint
  /** the log's word that it will include this entry; null where nobody promises */
  receipt: GivenReceipt | null
}

/** A receipt (proof/receipt.ts): what is kept beside the entry, and the text that the applicant gets */
export interface GivenReceipt { bytes: Buffer; text: string }

/** What the log gives to each entry: where it stood when the act was done, and its word to include it. */
export interface LogSide {
  /** newest checkpoint known of this origin; the entry cannot be older than that one (trust.md 1.1 F2) */
  anchor(origin: string): { size: number; root: string } | null
  /** signs the receipt of an entry */
  promise(entry: EntryV1, leaf: Buffer): GivenReceipt
}

export type EntryFields = Omit<EntryV1, 'v' | 'origin' | 'rec' | 'anchor' | 'subject' | 'actor' | 'onBehalf'> & {
  subject: { kind: string; id: string }
  actor: { org: string | null; role: string; person: string | null }
  onBehalf?: string
}

export interface Journal {
  city: string
  /** HMAC pseudonym: the same person or case is the same name in the log, and says nothing to who has not the key */
  pseudonym(kind: string, id: string): string
  /** `realMs` is clock.real(); microseconds are kept as integer (settled.md 4). `id`: that of the act, so that one leads to the other */
  prepare(fields: EntryFields, realMs: number, id?: string): PreparedEntry
}

/** `key`: 32 secret bytes from the data folder's `keys` (settled.md 24). Without `log`, entries have no anchor and no receipt. */
export function createJournal(options: { city: string; key: Buffer; log?: LogSide }): Journal {
  const { city, key, log } = options
  const pseudonym = (kind: string, id: string) =>
    createHmac('sha256', key).update(`${city}|${kind}|${id}`).digest('base64url').slice(0, 24)
  return {
    city,
    pseudonym,
    prepare(fields, realMs, id = uuidv7()) {
      const { subject, actor, onBehalf, ...rest } = fields
      const rec = Math.round(realMs * 1000)
      const name = pseudonym(subject.kind, subject.id)
      const origin = `${city}/sunlog/${fields.at.slice(0, 4)}`
      const entry: EntryV1 = {
        v: 1, origin, rec, subject: name, anchor: log?.anchor(origin) ?? null, ...rest,
        actor: { org: actor.org, role: actor.role, pid: actor.person && pseudonym('person', actor.person) },
        ...(onBehalf ? { onBehalf: pseudonym('person', onBehalf) } : {}),
      }
      const body = Buffer.from(canonical(entry), 'utf8')
      if (body.length > 65_535) throw new Error('journal entry is longer than 65535 bytes')
      // node's hash is five times faster than the browser-safe one in proof/; a test holds the two together
      const leaf = createHash('sha256').update(leafPrefix).update(body).digest()
      return { id, subject: name, type: fields.type, body, leaf, recUs: BigInt(rec), receipt: log?.promise(entry, leaf) ?? null }
    },
  }
}

const leafPrefix = Buffer.from([0])

export const newSalt = () => randomBytes(32)

/** hex of SHA-256(salt ‖ canonical JSON): the server's fast twin of proof/entry.ts commitment */
export function commit(salt: Buffer, value: unknown): string {
  return createHash('sha256').update(salt).update(canonical(value)).digest('hex')
}

export function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

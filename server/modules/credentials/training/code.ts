import { createHmac, timingSafeEqual } from 'node:crypto'

/*
 * The code that the screen of a room shows: another one every 25 seconds of real time. Who photographs it and sends it away sends something that
 * is over when it arrives. It says batch, direction and slot; nothing of anybody.
 */

export type Direction = 'in' | 'out'
/** real milliseconds for which one code is shown */
export const slotMs = 25_000
/** codes that still hold besides the one shown: a phone needs some seconds from the picture to the call */
const grace = 1
/** slots for which a typed number is recognised as an old one, so that it can be told from a wrong one */
const remembered = 24

export interface Read { batch: string; kind: Direction; shown: 'screen' | 'stale' | 'none' }

const slotOf = (realMs: number): number => Math.floor(realMs / slotMs)
const mac = (secret: Buffer, batch: string, kind: Direction, slot: number): Buffer => createHmac('sha256', secret).update(`training|${batch}|${kind}|${slot}`).digest()

/** six digits for people who cannot scan */
function digits(secret: Buffer, batch: string, kind: Direction, slot: number): string {
  return String(mac(secret, batch, kind, slot).readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

const hexOf = (batch: string): Buffer => Buffer.from(batch.replaceAll('-', ''), 'hex')

/** what the screen shows at this real moment: the number, the text of the QR code, and for how long */
export function shownNow(secret: Buffer, batch: string, kind: Direction, realMs: number): { code: string; token: string; changesInMs: number } {
  const slot = slotOf(realMs)
  return {
    code: digits(secret, batch, kind, slot),
    token: [hexOf(batch).toString('base64url'), kind === 'in' ? 'i' : 'o', slot.toString(36), mac(secret, batch, kind, slot).subarray(8, 18).toString('base64url')].join('.'),
    changesInMs: Math.ceil((slot + 1) * slotMs - realMs),
  }
}

/** a scanned token; undefined when it is no token at all */
export function readToken(secret: Buffer, text: string, realMs: number): Read | undefined {
  const m = /^([\w-]{22})\.([io])\.([0-9a-z]{1,12})\.([\w-]{14})$/.exec(text)
  if (!m) return undefined
  const hex = Buffer.from(m[1]!, 'base64url').toString('hex')
  const batch = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  const kind: Direction = m[2] === 'i' ? 'in' : 'out'
  const slot = Number.parseInt(m[3]!, 36)
  const given = Buffer.from(m[4]!, 'base64url')
  const right = mac(secret, batch, kind, slot).subarray(8, 18)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return { batch, kind, shown: 'none' }
  const age = slotOf(realMs) - slot
  return { batch, kind, shown: age >= 0 && age <= grace ? 'screen' : 'stale' }
}

/** a typed number, tried on the sittings that this person may sign in now; undefined when there are none */
export function readDigits(secret: Buffer, text: string, batches: readonly string[], realMs: number): Read | undefined {
  const now = slotOf(realMs)
  let old: Read | undefined
  for (const batch of batches) for (const kind of ['in', 'out'] as const) for (let age = 0; age <= remembered; age++) {
    if (digits(secret, batch, kind, now - age) !== text) continue
    if (age <= grace) return { batch, kind, shown: 'screen' }
    old ??= { batch, kind, shown: 'stale' }
  }
  return old ?? (batches[0] ? { batch: batches[0], kind: 'in', shown: 'none' } : undefined)
}

import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What a verifier says no with: a code that a program can act on, and an English sentence for the person who debugs it. */
export class ProofError extends Error {
  override name = 'ProofError'
  constructor(readonly code: string, message: string) { super(`${code}: ${message}`) }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const valueOf = new Map([...alphabet].map((c, i) => [c, i]))

/** standard Base64 with padding (RFC 4648, 4) */
export function base64(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const rest = bytes.length - i
    const n = bytes[i]! << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0)
    out += alphabet[n >> 18]! + alphabet[n >> 12 & 63]! + (rest > 1 ? alphabet[n >> 6 & 63]! : '=') + (rest > 2 ? alphabet[n & 63]! : '=')
  }
  return out
}

/** Bytes of standard Base64. Refuses every text but the one that `base64` writes: line breaks, missing padding, set spare bits. */
export function fromBase64(text: string): Uint8Array {
  const pad = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const out = new Uint8Array(Math.max(0, text.length / 4 * 3 - pad))
  if (text.length % 4) throw new ProofError('malformed-base64', 'length is not a multiple of four')
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let n = 0
    for (let j = 0; j < 4; j++) {
      const isPad = i + j >= text.length - pad
      const value = isPad ? 0 : valueOf.get(text[i + j]!)
      if (value === undefined) throw new ProofError('malformed-base64', 'character outside the alphabet')
      n = n << 6 | value
    }
    for (let shift = 16; shift >= 0 && at < out.length; shift -= 8) out[at++] = n >> shift & 255
  }
  // one text for one value (RFC 4648, 3.5): otherwise a changed character could go unnoticed
  if (base64(out) !== text) throw new ProofError('malformed-base64', 'not in canonical form')
  return out
}

/** Base64 for addresses, without padding (RFC 4648, 5) */
export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Bytes of unpadded Base64url; refuses what `base64url` would not write. */
export function fromBase64url(text: string): Uint8Array {
  if (/[^A-Za-z0-9_-]/.test(text)) throw new ProofError('malformed-base64', 'character outside the alphabet')
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - text.length % 4) % 4))
}

/** Text of UTF-8 bytes. Refuses bytes that are not UTF-8; nothing is replaced or normalised. */
export function textOf(bytes: Uint8Array): string {
  let escaped = ''
  for (const b of bytes) escaped += '%' + (b < 16 ? '0' : '') + b.toString(16)
  try { return decodeURIComponent(escaped) } catch { throw new ProofError('malformed-utf8', 'not valid UTF-8') }
}

/** UTF-8 bytes of a text. Refuses lone surrogates, which have none. */
export function bytesOf(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new ProofError('malformed-utf8', 'lone surrogate')
  return utf8ToBytes(text)
}

/**
 * A whole number as the C2SP formats write it: ASCII decimal, no leading zeroes, `0` for zero. Refuses numbers above 2^53 - 1:
 * a city needs fewer leaves, and a number that JavaScript cannot hold exactly must not be guessed.
 */
export function fromDecimal(text: string): number {
  const n = Number(text)
  if (!/^(0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(n)) throw new ProofError('malformed-number', `"${text.slice(0, 30)}" is no tree size, index or time`)
  return n
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) { out.set(part, at); at += part.length }
  return out
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

/** one hash of 32 bytes in Base64, as proofs carry it a line */
export function hashOfLine(line: string): Uint8Array {
  const hash = fromBase64(line)
  if (hash.length !== 32) throw new ProofError('malformed-hash', 'a hash has 32 bytes')
  return hash
}

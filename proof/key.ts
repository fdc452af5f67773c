import { bytesToHex } from '@noble/hashes/utils.js'
import { base64, bytesOf, concat, equal, fromBase64, ProofError } from './encoding.ts'
import { profiles, type Profile, type Purpose } from './hash.ts'

/** A public key with the name it signs under (C2SP signed-note, Verifier keys). */
export interface VerifierKey {
  name: string
  /** eight hex digits, the first four bytes of H(name ‖ 0x0A ‖ type ‖ public key) */
  id: string
  purpose: Purpose
  profile: Profile
  publicKey: Uint8Array
}
export interface SignerKey extends VerifierKey { secret: Uint8Array }

/** Key names: not empty, no Unicode space, no plus (signed-note, Format). Control characters cannot stand in a note at all. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\p{White_Space}+\p{Cc}\p{Surrogate}]/u.test(name)
}

function keyOf(name: string, profile: Profile, purpose: Purpose, publicKey: Uint8Array): VerifierKey {
  const id = bytesToHex(profile.hash(concat(bytesOf(name + '\n'), profile.types[purpose], publicKey)).subarray(0, 4))
  return { name, id, purpose, profile, publicKey }
}

/** A signing key from 32 secret bytes that the caller drew. Refuses a name that no note could carry. */
export function signerKey(name: string, profile: Profile, purpose: Purpose, secret: Uint8Array): SignerKey {
  if (!isKeyName(name)) throw new ProofError('malformed-key', 'key names have no spaces and no plus')
  if (secret.length !== profile.scheme.secretKeyLength) throw new ProofError('malformed-key', 'secret has the wrong length')
  return { ...keyOf(name, profile, purpose, profile.scheme.publicKey(secret)), secret }
}

/** `<name>+<hex id>+<base64(type ‖ public key)>`, the text in which keys are handed out */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${base64(concat(key.profile.types[key.purpose], key.publicKey))}`
}

/** `PRIVATE+KEY+<name>+<hex id>+<base64(type ‖ secret)>`, as golang.org/x/mod/sumdb/note writes it. Keep it out of logs. */
export function formatSignerKey(key: SignerKey): string {
  return `PRIVATE+KEY+${key.name}+${key.id}+${base64(concat(key.profile.types[key.purpose], key.secret))}`
}

function parts(text: string): { name: string, id: string, profile: Profile, purpose: Purpose, material: Uint8Array } {
  const [name, id, ...rest] = text.split('+')
  const data = fromBase64(rest.join('+'))
  for (const profile of profiles) {
    for (const purpose of ['note', 'cosignature', 'receipt'] as const) {
      const type = profile.types[purpose]
      if (equal(data.subarray(0, type.length), type) && isKeyName(name!) && /^[0-9a-f]{8}$/.test(id ?? ''))
        return { name: name!, id: id!, profile, purpose, material: data.subarray(type.length) }
    }
  }
  throw new ProofError('malformed-key', 'unknown signature type, or name or id of wrong form')
}

/** Reads a verifier key. Refuses unknown signature types, a wrong length, and an id that is not the key's. */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, id, profile, purpose, material } = parts(text)
  if (material.length !== profile.scheme.publicKeyLength) throw new ProofError('malformed-key', 'public key has the wrong length')
  const key = keyOf(name, profile, purpose, material)
  if (key.id !== id) throw new ProofError('malformed-key', 'key id does not belong to the key')
  return key
}

/** Reads a signing key. Refuses the same as parseVerifierKey, and a text that is not a private key. */
export function parseSignerKey(text: string): SignerKey {
  if (!text.startsWith('PRIVATE+KEY+')) throw new ProofError('malformed-key', 'not a signing key')
  const { name, id, profile, purpose, material } = parts(text.slice('PRIVATE+KEY+'.length))
  const key = signerKey(name, profile, purpose, material)
  if (key.id !== id) throw new ProofError('malformed-key', 'key id does not belong to the key')
  return key
}

import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { sm3 as sm3Hex } from 'sm-crypto-v2'
import { bytesOf, concat } from './encoding.ts'
import { sm2 } from './sm2.ts'

export type Hash = (bytes: Uint8Array) => Uint8Array

export interface Scheme {
  secretKeyLength: number
  publicKeyLength: number
  signatureLength: number
  publicKey(secret: Uint8Array): Uint8Array
  sign(secret: Uint8Array, message: Uint8Array): Uint8Array
  /** false for everything that is not a valid signature, also for keys and signatures of wrong shape; throws nothing */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/** what a key may sign; the type bytes in its text keep the three apart, so that no signature serves for another purpose */
export type Purpose = 'note' | 'cosignature' | 'receipt'

/** Which hash and which signature (trust.md 2.5). Both profiles are built over the same entries; each has its own origin and keys. */
export interface Profile {
  name: 'intl' | 'sm'
  hash: Hash
  scheme: Scheme
  /** signature type of C2SP signed-note, the bytes before the public key in a key's text */
  types: Record<Purpose, Uint8Array>
}

/** SM3 (GB/T 32905-2016) */
export function sm3(bytes: Uint8Array): Uint8Array {
  return hexToBytes(sm3Hex(bytes))
}

const ed25519Scheme: Scheme = {
  secretKeyLength: 32,
  publicKeyLength: 32,
  signatureLength: 64,
  publicKey: (secret) => ed25519.getPublicKey(secret),
  sign: (secret, message) => ed25519.sign(message, secret),
  verify: (publicKey, message, signature) => {
    // RFC 8032 5.1.7 to the letter: ZIP 215 would accept encodings that other verifiers refuse
    try { return ed25519.verify(signature, message, publicKey, { zip215: false }) } catch { return false }
  },
}

/** 0xff is for types without a byte of their own, followed by a longer name (C2SP signed-note, Signature types) */
const named = (name: string) => concat(new Uint8Array([0xff]), bytesOf(name))

/** SHA-256 and Ed25519: speaks with every public tool. 0x01 and 0x04 are C2SP's, receipts are ours. */
export const intl: Profile = {
  name: 'intl',
  hash: sha256,
  scheme: ed25519Scheme,
  types: { note: new Uint8Array([1]), cosignature: new Uint8Array([4]), receipt: named('yichuang/receipt/ed25519') },
}

/**
 * SM3 and SM2 (GB/T 32905, GB/T 32918.2 with id 1234567812345678), for a city under the cryptography law. C2SP assigns no byte to
 * SM2, hence 0xff and a name; key ids are made with SM3. Public keys are the 65 bytes 04 ‖ x ‖ y, signatures r ‖ s.
 */
export const sm: Profile = {
  name: 'sm',
  hash: sm3,
  scheme: sm2,
  types: { note: named('gbt32918/sm2-sm3'), cosignature: named('yichuang/cosignature/sm2-sm3'), receipt: named('yichuang/receipt/sm2-sm3') },
}

export const profiles = [intl, sm]

/** The same profile with another implementation of its hash, such as the one of the machine, which is several times faster. */
export function withHash(profile: Profile, hash: Hash): Profile {
  return { ...profile, hash }
}

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 as library, sm3 } from 'sm-crypto-v2'
import { concat } from './encoding.ts'

/** order of the group, GB/T 32918.5-2017 */
const order = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123n
const identity = '1234567812345678'
const number = (bytes: Uint8Array) => BigInt('0x' + bytesToHex(bytes))
const inRange = (n: bigint) => n > 0n && n < order
const hmac = (key: Uint8Array, ...parts: Uint8Array[]) => hexToBytes(sm3(concat(...parts), { key, mode: 'hmac' }))

/**
 * The secret number of one signature, from key and message as RFC 6979 3.2 does it, with HMAC-SM3. This room has no luck, and a
 * weak source of luck at signing time would give the key away.
 */
function nonce(secret: Uint8Array, digest: Uint8Array): bigint {
  const reduced = hexToBytes((number(digest) % order).toString(16).padStart(64, '0'))
  let key: Uint8Array = new Uint8Array(32)
  let v: Uint8Array = new Uint8Array(32).fill(1)
  for (const step of [0, 1]) {
    key = hmac(key, v, new Uint8Array([step]), secret, reduced)
    v = hmac(key, v)
  }
  for (;;) {
    v = hmac(key, v)
    if (inRange(number(v))) return number(v)
    key = hmac(key, v, new Uint8Array([0]))
    v = hmac(key, v)
  }
}

/** digest that is signed: SM3(Z ‖ message), GB/T 32918.2 6.1 */
const digestOf = (publicKey: Uint8Array, message: Uint8Array) => hexToBytes(library.getHash(message, bytesToHex(publicKey), identity))

/** SM2 signatures, GB/T 32918.2. What OpenSSL 3.0 offers through Node under the same name is ECDSA over this curve, not SM2 (trust.md 2.9). */
export const sm2 = {
  secretKeyLength: 32,
  publicKeyLength: 65,
  signatureLength: 64,
  publicKey: (secret: Uint8Array) => hexToBytes(library.getPublicKeyFromPrivateKey(bytesToHex(secret))),
  sign(secret: Uint8Array, message: Uint8Array): Uint8Array {
    const digest = digestOf(sm2.publicKey(secret), message)
    const k = nonce(secret, digest)
    const point = library.getPublicKeyFromPrivateKey(k.toString(16).padStart(64, '0'))
    const pointPool = [{ k, x1: BigInt('0x' + point.slice(2, 66)) }]
    return hexToBytes(library.doSignature(digest, bytesToHex(secret), { pointPool }))
  },
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
    try {
      // the library checks neither the ranges of r and s (7.1 B1, B2) nor that the key is a point of the curve
      if (signature.length !== 64 || !inRange(number(signature.subarray(0, 32))) || !inRange(number(signature.subarray(32)))) return false
      const key = bytesToHex(publicKey)
      if (publicKey.length !== 65 || publicKey[0] !== 4 || !library.verifyPublicKey(key)) return false
      return library.doVerifySignature(digestOf(publicKey, message), bytesToHex(signature), key)
    } catch { return false }
  },
}

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { canonical } from './canonical.ts'
import { base64url, bytesOf, concat, fromBase64url, fromDecimal, ProofError } from './encoding.ts'
import type { SignerKey, VerifierKey } from './key.ts'

/**
 * The log's promise at the moment of an act: this entry was taken down and will be in the tree within a minute (as RFC 6962 3.2 does
 * for certificates). Handed to the applicant as a QR code; with it he alone can prove that something was left out.
 */
export interface Receipt {
  v: 1
  /** the log that made the promise */
  origin: string
  /** leaf hash of the entry, hex: says nothing about who or what */
  leaf: string
  /** type, at, rec, deadline as the entry has them; deadline null where the act starts none */
  type: string
  at: string
  rec: number
  deadline: string | null
  /** promise: in the tree at the latest this many seconds after `rec` */
  maxMergeDelaySeconds: number
}

export const maxMergeDelaySeconds = 60

/** what is signed: a header line of its own, so that no note and no other statement of ours is ever mistaken for a receipt */
function signedBytes(receipt: Receipt): Uint8Array {
  return bytesOf(`yichuang/receipt/v1\n${canonical(receipt)}`)
}

/* Compact text: fields between `*`, in characters that an address's fragment may hold as they are (RFC 3986 3.5), so that a QR code
   stays small: about 240 characters. One receipt has one text. */
const fieldForm = /^[A-Za-z0-9/:.+@_-]*$/

function fieldsOf(r: Receipt): string[] {
  return ['R1', r.origin, base64url(hexToBytes(r.leaf)), r.type, r.at, String(r.rec), r.deadline ?? '', String(r.maxMergeDelaySeconds)]
}

/**
 * Key id and signature of a receipt, 68 bytes: all that must be kept beside the entry, which holds the rest. Refuses keys of another
 * purpose.
 */
export function receiptBytes(receipt: Receipt, key: SignerKey): Uint8Array {
  if (key.purpose !== 'receipt') throw new ProofError('wrong-key', 'not a receipt key')
  return concat(hexToBytes(key.id), key.profile.scheme.sign(key.secret, signedBytes(receipt)))
}

/** Compact text of a receipt with its bytes. Refuses fields that hold anything but letters, digits and / : . + @ _ - */
export function receiptText(receipt: Receipt, bytes: Uint8Array): string {
  const text = [...fieldsOf(receipt), base64url(bytes)].join('*')
  parseReceipt(text)
  return text
}

/** Compact text of a signed receipt. Refuses what receiptBytes and receiptText refuse. */
export function signReceipt(receipt: Receipt, key: SignerKey): string {
  return receiptText(receipt, receiptBytes(receipt, key))
}

export interface SignedReceipt { receipt: Receipt, keyId: string, signature: Uint8Array }

/** Reads a compact text, nothing verified. Refuses other versions, missing or empty fields, and everything that signReceipt would not write. */
export function parseReceipt(text: string): SignedReceipt {
  const fields = text.split('*')
  const [version, origin, leaf, type, at, rec, deadline, delay, signature] = fields
  if (version !== 'R1' || fields.length !== 9 || !fields.every((f) => fieldForm.test(f)) || !origin || !type || !at)
    throw new ProofError('malformed-receipt', 'not a receipt of version 1')
  const [leafBytes, bytes] = [fromBase64url(leaf!), fromBase64url(signature!)]
  if (leafBytes.length !== 32 || bytes.length !== 68) throw new ProofError('malformed-receipt', 'leaf hash or signature has the wrong length')
  return {
    receipt: { v: 1, origin, leaf: bytesToHex(leafBytes), type, at, rec: fromDecimal(rec!), deadline: deadline || null, maxMergeDelaySeconds: fromDecimal(delay!) },
    keyId: bytesToHex(bytes.subarray(0, 4)),
    signature: bytes.subarray(4),
  }
}

/** Verifies a compact text with the receipt keys one trusts; a key speaks for the origin it is named after. Refuses unknown keys and bad signatures. */
export function openReceipt(text: string, keys: VerifierKey[]): { receipt: Receipt, key: VerifierKey } {
  const { receipt, keyId, signature } = parseReceipt(text)
  const key = keys.find((k) => k.purpose === 'receipt' && k.name === receipt.origin && k.id === keyId)
  if (!key) throw new ProofError('unknown-key', 'signed by no trusted receipt key of this log')
  if (!key.profile.scheme.verify(key.publicKey, signedBytes(receipt), signature)) throw new ProofError('bad-signature', 'the receipt\'s signature does not verify')
  return { receipt, key }
}

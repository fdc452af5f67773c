import { bytesToHex } from '@noble/hashes/utils.js'
import { openCheckpoint, type OpenCheckpoint } from './checkpoint.ts'
import { equal, ProofError, textOf } from './encoding.ts'
import { profiles, type Profile } from './hash.ts'
import type { VerifierKey } from './key.ts'
import { keysOf, quorumHolds, type Policy } from './policy.ts'
import { parseEarlier, parseProofFile, type EarlierCheckpoint } from './proofFile.ts'
import { maxMergeDelaySeconds, openReceipt, type Receipt } from './receipt.ts'
import { leafHashOf, verifyConsistency, verifyInclusion } from './tree.ts'

export interface Witnessed { witness: string, time: number }

export interface Inclusion {
  origin: string
  index: number
  size: number
  root: string
  leaf: string
  profile: Profile['name']
  /** the entry was in the log by then (seconds since 1970 UTC); absent where the policy asks for no witness */
  notAfter?: number
  /** the entry was not yet in the log then; absent without an earlier checkpoint */
  notBefore?: number
  /** witnesses of the policy that cosigned, first seen first */
  witnesses: Witnessed[]
}

export type Verdict =
  | { ok: true, inclusion?: Inclusion, receipt?: Receipt }
  /** code: of ProofError, or one of: not-included, quorum-missing, not-consistent, dated-after, dated-before, other-entry, receipt-differs, nothing-to-verify */
  | { ok: false, code: string, detail: string }

export interface Evidence {
  /** the entry's bytes, or its leaf hash where the bytes stay private; with bytes, the time they claim is checked too */
  entry?: Uint8Array
  leaf?: Uint8Array
  /** text of a .tlog-proof */
  proof?: string
  /** compact text of a receipt */
  receipt?: string
  policy: Policy
  /** receipt keys, which a policy file cannot name */
  receiptKeys?: VerifierKey[]
}

const clockToleranceSeconds = 5
const no = (code: string, detail: string) => new ProofError(code, detail)

/**
 * The one question: does this evidence hold? Never throws for bad evidence, whatever was tampered with; the verdict says the first thing
 * that is wrong. With a proof: the leaf is in a checkpoint that a log of the policy signed and its quorum cosigned, between two times.
 * With a receipt only: the log promised to include the leaf. With both: they must be about the same leaf of the same log.
 */
export function verify(evidence: Evidence): Verdict {
  try {
    const receipt = evidence.receipt === undefined ? undefined : verifyReceipt(evidence, evidence.receipt)
    const inclusion = evidence.proof === undefined ? undefined : verifyProof(evidence, evidence.proof)
    if (!receipt && !inclusion) throw no('nothing-to-verify', 'neither proof nor receipt')
    if (receipt && inclusion && (inclusion.leaf !== receipt.leaf || inclusion.origin !== receipt.origin)) throw no('other-entry', 'receipt and proof are not of one entry')
    return { ok: true, inclusion, receipt }
  } catch (e) {
    if (e instanceof ProofError) return { ok: false, code: e.code, detail: e.message }
    throw e
  }
}

function leafOf(evidence: Evidence, profile: Profile): Uint8Array | undefined {
  const hashed = evidence.entry && leafHashOf(evidence.entry, profile)
  if (hashed && evidence.leaf && !equal(hashed, evidence.leaf)) throw no('other-entry', 'entry and leaf hash do not belong together')
  return hashed ?? evidence.leaf
}

function verifyReceipt(evidence: Evidence, text: string): Receipt {
  const { receipt, key } = openReceipt(text, evidence.receiptKeys ?? [])
  const leaf = leafOf(evidence, key.profile)
  if (leaf && bytesToHex(leaf) !== receipt.leaf) throw no('other-entry', 'the receipt is for another entry')
  const entry = evidence.entry && fieldsOf(evidence.entry)
  // the leaf hash binds the entry; a receipt that repeats it wrongly is the log's own contradiction, and signed
  if (entry && (['origin', 'type', 'at', 'rec', 'deadline'] as const).some((f) => (entry[f] ?? null) !== receipt[f])) throw no('receipt-differs', 'the receipt says something else than the entry')
  return receipt
}

function verifyProof(evidence: Evidence, text: string): Inclusion {
  const file = parseProofFile(text)
  const { policy } = evidence
  const checkpoint = openCheckpoint(file.checkpoint, keysOf(policy))
  const profile = profileOf(checkpoint)
  const leaf = leafOf(evidence, profile)
  if (!leaf) throw no('nothing-to-verify', 'neither entry nor leaf hash')
  if (!verifyInclusion(file.index, checkpoint.size, leaf, file.proof, checkpoint.root, profile)) throw no('not-included', 'the hashes do not lead to the signed root')
  const witnesses = witnessesOf(checkpoint, policy)
  const notAfter = latest(witnesses, policy)
  const earlier = file.extra && parseEarlier(file.extra)
  const notBefore = earlier && earliest(earlier, file.index, checkpoint, policy)
  if (evidence.entry) checkClaim(evidence.entry, checkpoint.origin, notBefore, notAfter)
  const { origin, size, root } = checkpoint
  return { origin, index: file.index, size, root: bytesToHex(root), leaf: bytesToHex(leaf), profile: profile.name, notAfter, notBefore, witnesses }
}

/** profile of the log key that signed: it says how the tree is hashed */
function profileOf(checkpoint: OpenCheckpoint): Profile {
  const name = checkpoint.verified.find((v) => v.key.purpose === 'note' && v.key.name === checkpoint.origin)!.key.profile.name
  return profiles.find((p) => p.name === name)!
}

/** witnesses of the policy by their first cosignature; refuses when they are not the quorum */
function witnessesOf(checkpoint: OpenCheckpoint, policy: Policy): Witnessed[] {
  const witnesses = [...policy.witnesses].flatMap(([witness, { key }]) => {
    const times = checkpoint.verified.filter((v) => v.key === key).map((v) => v.time!)
    return times.length ? [{ witness, time: Math.min(...times) }] : []
  }).sort((a, b) => a.time - b.time)
  if (!quorumHolds(policy, new Set(witnesses.map((w) => w.witness)))) throw no('quorum-missing', 'not enough witnesses of the policy cosigned')
  return witnesses
}

/** Earliest time by which a whole quorum had seen it: at least one of them is honest, and it saw it by then. */
function latest(witnesses: Witnessed[], policy: Policy): number | undefined {
  if (policy.quorum === 'none') return undefined
  return witnesses.find((_, i) => quorumHolds(policy, new Set(witnesses.slice(0, i + 1).map((w) => w.witness))))!.time
}

/**
 * Latest time from which on a whole quorum still saw a log too short to hold the entry. Refuses an earlier checkpoint of another
 * log, one that already holds the entry, and one that the later checkpoint does not grow out of.
 */
function earliest(earlier: EarlierCheckpoint, index: number, later: OpenCheckpoint, policy: Policy): number | undefined {
  const before = openCheckpoint(earlier.checkpoint, keysOf(policy))
  const witnesses = witnessesOf(before, policy).reverse()
  const profile = profileOf(before)
  const follows = before.size === 0 ? earlier.proof.length === 0 : verifyConsistency(before.size, later.size, before.root, later.root, earlier.proof, profile)
  if (before.origin !== later.origin || profile !== profileOf(later) || before.size > index || !follows) throw no('not-consistent', 'the earlier checkpoint does not lead to this one')
  return latest(witnesses, policy)
}

/** the time an entry claims must lie between the two times, the promised delay and what clocks may differ allowed for (trust.md 1.1 F2) */
function checkClaim(entry: Uint8Array, origin: string, notBefore?: number, notAfter?: number): void {
  const claim = fieldsOf(entry)
  if (typeof claim.rec !== 'number' || claim.origin !== origin) return
  const seconds = claim.rec / 1e6
  if (notAfter !== undefined && seconds > notAfter + clockToleranceSeconds) throw no('dated-after', 'the entry claims a time after witnesses saw it')
  if (notBefore !== undefined && seconds < notBefore - maxMergeDelaySeconds - clockToleranceSeconds) throw no('dated-before', 'the entry claims a time long before it was in the log')
}

/** an entry as an object; empty for entries of another form, which may be of another log's making */
function fieldsOf(entry: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(entry))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {}
  } catch { return {} }
}

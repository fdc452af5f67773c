import { base64, equal, hashOfLine, ProofError } from './encoding.ts'
import { intl, type Profile } from './hash.ts'

/* Merkle trees of RFC 6962 2.1, proofs verified as RFC 9162 2.1.3.2 and 2.1.4.2 say. Sizes up to 2^53 - 1: arithmetic, no bit operators. */

/** H(0x00 ‖ entry) */
export function leafHashOf(entry: Uint8Array, profile: Profile = intl): Uint8Array {
  const prefixed = new Uint8Array(entry.length + 1)
  prefixed.set(entry, 1)
  return profile.hash(prefixed)
}

/** H(0x01 ‖ left ‖ right) */
export function nodeHash(left: Uint8Array, right: Uint8Array, profile: Profile = intl): Uint8Array {
  const prefixed = new Uint8Array(1 + left.length + right.length)
  prefixed[0] = 1
  prefixed.set(left, 1)
  prefixed.set(right, 1 + left.length)
  return profile.hash(prefixed)
}

/** largest power of two smaller than n (n > 1), where RFC 6962 splits a tree */
export function splitPoint(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Root of a tree, from all its leaf hashes. H('') for an empty tree. */
export function rootOf(leaves: Uint8Array[], profile: Profile = intl): Uint8Array {
  return frontierRoot(append(emptyFrontier, leaves, profile), profile)
}

/** The roots of the full subtrees a tree falls into, largest first: all that is needed to append. At most 53 hashes. */
export interface Frontier { size: number, hashes: Uint8Array[] }
export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The tree grown by leaf hashes. The frontier given is not changed. */
export function append(frontier: Frontier, leaves: Uint8Array[], profile: Profile = intl): Frontier {
  const hashes = [...frontier.hashes]
  let size = frontier.size
  for (const leaf of leaves) {
    let hash = leaf
    for (let n = size; n % 2 === 1; n = (n - 1) / 2) hash = nodeHash(hashes.pop()!, hash, profile)
    hashes.push(hash)
    size++
  }
  return { size, hashes }
}

/** root of the tree a frontier stands for */
export function frontierRoot(frontier: Frontier, profile: Profile = intl): Uint8Array {
  return frontier.hashes.length ? foldRight(frontier.hashes, profile) : profile.hash(new Uint8Array(0))
}

/** root over neighbouring full subtrees, largest first */
export function foldRight(hashes: Uint8Array[], profile: Profile = intl): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right, profile))
}

/** a frontier as JSON-ready data */
export function storeFrontier(frontier: Frontier): { size: number, hashes: string[] } {
  return { size: frontier.size, hashes: frontier.hashes.map(base64) }
}

/** A stored frontier. Refuses a number of hashes that does not belong to the size. */
export function loadFrontier(stored: { size: number, hashes: string[] }): Frontier {
  const ones = [...stored.size.toString(2)].filter((bit) => bit === '1').length
  if (!Number.isSafeInteger(stored.size) || stored.size < 0 || ones !== stored.hashes.length) throw new ProofError('malformed-frontier', 'hashes do not fit the size')
  return { size: stored.size, hashes: stored.hashes.map(hashOfLine) }
}

const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0
/** what is not one hash long would let (empty leaf, empty root) prove itself */
const areHashes = (...hashes: Uint8Array[]) => hashes.every((h) => h.length === 32)
const half = (n: number) => Math.floor(n / 2)

/** Whether the leaf is at the index of the tree with this size and root. False for every proof that is too long, too short or wrong. */
export function verifyInclusion(index: number, size: number, leaf: Uint8Array, proof: Uint8Array[], root: Uint8Array, profile: Profile = intl): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes(leaf, root, ...proof)) return false
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const p of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(p, hash, profile)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = nodeHash(hash, p, profile)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equal(hash, root)
}

/**
 * Whether the tree of size2 begins with the tree of size1. False for size1 = 0: an empty tree is the beginning of every tree, so a
 * "proof" of it says nothing; who knows nothing yet must know that he does.
 */
export function verifyConsistency(size1: number, size2: number, root1: Uint8Array, root2: Uint8Array, proof: Uint8Array[], profile: Profile = intl): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 === 0 || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && equal(root1, root2)
  if (proof.length === 0 || !areHashes(root1, root2, ...proof)) return false
  let [fn, sn] = [size1 - 1, size2 - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  // size1 a power of two: the first tree is itself a node of the second
  const path = fn === 0 ? [root1, ...proof] : proof
  let [fr, sr] = [path[0]!, path[0]!]
  for (const p of path.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(p, fr, profile)
      sr = nodeHash(p, sr, profile)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, p, profile)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equal(fr, root1) && equal(sr, root2)
}

import { foldRight, splitPoint } from './tree.ts'
import { intl, type Profile } from './hash.ts'
import { ProofError } from './encoding.ts'

/* Proofs made: which ranges of leaves they name, and their hashes from a reader of full subtrees. */

/** the full subtree over leaves [index·2^level, (index + 1)·2^level) */
export interface Node { level: number, index: number }
/** hashes of full subtrees, in the order asked for */
export type HashReader = (nodes: Node[]) => Promise<Uint8Array[]>
type Range = [from: number, to: number]

/** PATH(m, D[n]) of RFC 6962 2.1.1 as ranges of leaves, from the leaf's sibling up */
function inclusionRanges(index: number, from: number, to: number): Range[] {
  if (to - from === 1) return []
  const middle = from + splitPoint(to - from)
  return index < middle ? [...inclusionRanges(index, from, middle), [middle, to]] : [...inclusionRanges(index, middle, to), [from, middle]]
}

/** SUBPROOF(m, D[n], b) of RFC 6962 2.1.2 as ranges of leaves; `size1` counts from 0 */
function consistencyRanges(size1: number, from: number, to: number, known: boolean): Range[] {
  if (size1 === to) return known ? [] : [[from, to]]
  const middle = from + splitPoint(to - from)
  return size1 <= middle ? [...consistencyRanges(size1, from, middle, known), [middle, to]] : [...consistencyRanges(size1, middle, to, false), [from, middle]]
}

/** the full subtrees that a range falls into, left to right; ranges of proofs begin where a subtree may begin */
export function nodesOfRange(from: number, to: number): Node[] {
  const nodes: Node[] = []
  while (from < to) {
    let [level, width] = [0, 1]
    while (width * 2 <= to - from && from % (width * 2) === 0) [level, width] = [level + 1, width * 2]
    nodes.push({ level, index: from / width })
    from += width
  }
  return nodes
}

async function hashesOf(ranges: Range[], read: HashReader, profile: Profile): Promise<Uint8Array[]> {
  const wanted = ranges.map(([from, to]) => nodesOfRange(from, to))
  const hashes = await read(wanted.flat())
  let at = 0
  return wanted.map((nodes) => foldRight(hashes.slice(at, at += nodes.length), profile))
}

/** Inclusion proof of the leaf at an index in the tree of a size. Refuses an index outside the tree. */
export async function inclusionProof(read: HashReader, index: number, size: number, profile: Profile = intl): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) throw new ProofError('out-of-range', 'index is not in the tree')
  return hashesOf(inclusionRanges(index, 0, size), read, profile)
}

/** Consistency proof from one size to a larger or equal one. Empty when equal. Refuses 0 as the first size: there is nothing to prove. */
export async function consistencyProof(read: HashReader, size1: number, size2: number, profile: Profile = intl): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2) throw new ProofError('out-of-range', 'sizes do not follow each other')
  return hashesOf(consistencyRanges(size1, 0, size2, true), read, profile)
}

/** Root of the tree of a size, from full subtrees; H('') for an empty tree. */
export async function rootAt(read: HashReader, size: number, profile: Profile = intl): Promise<Uint8Array> {
  return size === 0 ? profile.hash(new Uint8Array(0)) : (await hashesOf([[0, size]], read, profile))[0]!
}

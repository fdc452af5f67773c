import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  append, consistencyProof, edgeRoot, emptyEdge, emptyFrontier, equal, frontierRoot, grow, inclusionProof, intl, leafHashOf, loadEdge, loadFrontier, newTiles,
  nodeHash, rootAt, rootOf, sm, storeFrontier, tilePath, tileReader, verifyConsistency, verifyInclusion, withHash, type Profile,
} from './index.ts'

/* RFC 6962 2.1 as it is written down, slow and beyond doubt; everything quick must agree with it. */

function mth(leaves: Uint8Array[], profile: Profile): Uint8Array {
  if (leaves.length === 0) return profile.hash(new Uint8Array(0))
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(mth(leaves.slice(0, k), profile), mth(leaves.slice(k), profile), profile)
}
const machine = withHash(intl, (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()))
const leavesOf = (n: number, profile = machine) => Array.from({ length: n }, (_, i) => leafHashOf(new Uint8Array([i & 255, i >> 8]), profile))
const flip = (bytes: Uint8Array, bit: number) => bytes.map((b, i) => i === bit >> 3 ? b ^ 1 << (bit & 7) : b)
const written = (tiles: Map<string, Uint8Array>) => async (path: string) => tiles.get(path)
const profileOf = fc.constantFrom(machine, machine, machine, sm)

describe('roots', () => {
  it('grown leaf by leaf, in any portions, is the root of RFC 6962', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { maxLength: 6 }), profileOf, (portions, profile) => {
      const leaves = leavesOf(portions.reduce((a, b) => a + b, 0), profile)
      let [frontier, at] = [emptyFrontier, 0]
      for (const n of portions) frontier = loadFrontier(JSON.parse(JSON.stringify(storeFrontier(append(frontier, leaves.slice(at, at += n), profile)))))
      const expected = mth(leaves, profile)
      expect(frontier.size).toBe(leaves.length)
      expect(equal(frontierRoot(frontier, profile), expected)).toBe(true)
      expect(equal(rootOf(leaves, profile), expected)).toBe(true)
    }))
  })
  it('a stored frontier that does not fit its size is refused', () => {
    const stored = storeFrontier(append(emptyFrontier, leavesOf(7)))
    expect(() => loadFrontier({ ...stored, size: 8 })).toThrow(/malformed-frontier/)
    expect(() => loadFrontier({ ...stored, size: 7.5 })).toThrow(/malformed-frontier/)
  })
})

describe('tiles', () => {
  it('grown in any portions hold the whole tree: same root, same edge, the files that newTiles names', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(700), { minLength: 1, maxLength: 4 }), async (portions) => {
      const leaves = leavesOf(portions.reduce((a, b) => a + b, 0))
      const files = new Map<string, Uint8Array>()
      let [edge, at] = [emptyEdge, 0]
      for (const n of portions) {
        const { edge: grown, tiles } = grow(edge, leaves.slice(at, at += n), machine)
        expect([...tiles.keys()].sort()).toEqual(newTiles(edge.size, grown.size).map(tilePath).sort())
        for (const [path, bytes] of tiles) files.set(path, bytes)
        edge = grown
      }
      const expected = mth(leaves, machine)
      expect(equal(edgeRoot(edge, machine), expected)).toBe(true)
      expect(equal(await rootAt(tileReader(written(files), edge.size, machine), edge.size, machine), expected)).toBe(true)
      const loaded = await loadEdge(written(files), edge.size)
      for (let level = 0; level < Math.max(loaded.levels.length, edge.levels.length); level++)
        expect(equal(loaded.levels[level] ?? new Uint8Array(0), edge.levels[level] ?? new Uint8Array(0)), `level ${level}`).toBe(true)
    }), { numRuns: 40 })
  })
  it('a reader takes the full tile where the partial one is gone, and says which is missing', async () => {
    const { tiles } = grow(grow(emptyEdge, leavesOf(300)).edge, leavesOf(400))
    const files = new Map([...grow(emptyEdge, leavesOf(256)).tiles, ...tiles])
    expect((await rootAt(tileReader(written(files), 256), 256)).length).toBe(32)
    await expect(rootAt(tileReader(async () => undefined, 300), 300)).rejects.toThrow(/missing-tile/)
    await expect(tileReader(written(files), 256)([{ level: 0, index: 256 }])).rejects.toThrow(/out-of-range/)
  })
})

describe('proofs', () => {
  const size = 600
  const { tiles } = grow(emptyEdge, leavesOf(size), machine)
  const leaves = leavesOf(size)
  const memory = (n: number) => grow(emptyEdge, leaves.slice(0, n), machine).tiles
  const proofOf = async (index: number, n: number) => ({ proof: await inclusionProof(tileReader(written(memory(n)), n, machine), index, n, machine), root: rootOf(leaves.slice(0, n), machine) })

  it('of inclusion verify, and fail by any one bit, any index and any size', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: size }), fc.nat(), fc.nat(), async (n, a, b) => {
      const index = a % n
      const { proof, root } = await proofOf(index, n)
      const leaf = leaves[index]!
      expect(verifyInclusion(index, n, leaf, proof, root, machine)).toBe(true)
      const bit = b % 256
      expect(verifyInclusion(index, n, flip(leaf, bit), proof, root, machine)).toBe(false)
      expect(verifyInclusion(index, n, leaf, proof, flip(root, bit), machine)).toBe(false)
      if (proof.length) expect(verifyInclusion(index, n, leaf, proof.with(b % proof.length, flip(proof[b % proof.length]!, bit)), root, machine)).toBe(false)
      expect(verifyInclusion(index, n, leaf, [...proof, root], root, machine)).toBe(false)
      if (proof.length) expect(verifyInclusion(index, n, leaf, proof.slice(1), root, machine)).toBe(false)
      const other = b % n
      if (other !== index) expect(verifyInclusion(other, n, leaf, proof, root, machine)).toBe(false)
    }), { numRuns: 60 })
  })
  it('of consistency verify, and fail by any one bit', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: size }), fc.integer({ min: 1, max: size }), fc.nat(), async (a, b, c) => {
      const [n1, n2] = [Math.min(a, b), Math.max(a, b)]
      const proof = await consistencyProof(tileReader(written(memory(n2)), n2, machine), n1, n2, machine)
      const [root1, root2] = [rootOf(leaves.slice(0, n1), machine), rootOf(leaves.slice(0, n2), machine)]
      expect(verifyConsistency(n1, n2, root1, root2, proof, machine)).toBe(true)
      const bit = c % 256
      expect(verifyConsistency(n1, n2, flip(root1, bit), root2, proof, machine)).toBe(false)
      expect(verifyConsistency(n1, n2, root1, flip(root2, bit), proof, machine)).toBe(false)
      if (proof.length) expect(verifyConsistency(n1, n2, root1, root2, proof.with(c % proof.length, flip(proof[c % proof.length]!, bit)), machine)).toBe(false)
      expect(verifyConsistency(n1, n2, root1, root2, [...proof, root1], machine)).toBe(false)
    }), { numRuns: 60 })
  })
  it('are not made outside the tree, nor from an empty one', async () => {
    const read = tileReader(written(tiles), size, machine)
    for (const index of [-1, size, 0.5]) await expect(inclusionProof(read, index, size, machine)).rejects.toThrow(/out-of-range/)
    for (const [a, b] of [[0, size], [5, 4]]) await expect(consistencyProof(read, a!, b!, machine)).rejects.toThrow(/out-of-range/)
    expect(verifyConsistency(0, size, rootOf([]), rootOf(leaves, machine), [], machine)).toBe(false)
  })
})

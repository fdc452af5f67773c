import { concat } from './encoding.ts'
import { intl, type Profile } from './hash.ts'
import { fetchTile, hashesAt, subtree, tileAt, tilePath, type Fetch } from './tile.ts'
import { foldRight } from './tree.ts'

/**
 * The open edge of a tiled tree: per tile level the hashes of the partial tile, side by side (fewer than 256, possibly none). With it a
 * log grows without reading anything back; it is as long as the partial tiles are.
 */
export interface Edge { size: number, levels: Uint8Array[] }
export const emptyEdge: Edge = { size: 0, levels: [] }

/**
 * The tree grown by leaf hashes: the new edge, and the tiles to write by address (those of `newTiles`). Full tiles are hashed into the
 * level above, partial ones never (tlog-tiles, Partial Tiles). The edge given is not changed.
 */
export function grow(edge: Edge, leaves: Uint8Array[], profile: Profile = intl): { edge: Edge, tiles: Map<string, Uint8Array> } {
  const tiles = new Map<string, Uint8Array>()
  const levels: Uint8Array[] = []
  let incoming = leaves
  // hashes that were at the level before: its full tiles and its edge
  for (let level = 0, before = edge.size; incoming.length || level < edge.levels.length; level++, before = Math.floor(before / 256)) {
    let index = Math.floor(before / 256)
    let open = concat(edge.levels[level] ?? new Uint8Array(0), ...incoming)
    const grew = incoming.length > 0
    incoming = []
    for (; open.length >= 256 * 32; open = open.slice(256 * 32)) {
      const full = open.slice(0, 256 * 32)
      tiles.set(tilePath({ level, index: index++, width: 256 }), full)
      incoming.push(subtree(full, profile))
    }
    if (grew && open.length) tiles.set(tilePath({ level, index, width: open.length / 32 }), open)
    levels.push(open)
  }
  return { edge: { size: edge.size + leaves.length, levels }, tiles }
}

/** The edge of a log of `size` leaves from its partial tiles: how a log starts again. Refuses when one is missing. */
export async function loadEdge(fetch: Fetch, size: number): Promise<Edge> {
  const levels: Promise<Uint8Array>[] = []
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const tile = tileAt(level, Math.floor(hashesAt(level, size) / 256), size)
    levels.push(tile.width ? fetchTile(fetch, tile).then((bytes) => bytes.slice(0, tile.width * 32)) : Promise.resolve(new Uint8Array(0)))
  }
  return { size, levels: await Promise.all(levels) }
}

/** Root of the tree an edge belongs to: what a checkpoint over it says. H('') for an empty tree. */
export function edgeRoot(edge: Edge, profile: Profile = intl): Uint8Array {
  // full subtrees from small to large: within each tile level, the set bits of its width
  const smallFirst = edge.levels.flatMap((open) => {
    const subtrees: Uint8Array[] = []
    for (let end = open.length / 32, width = 1; end > 0; width *= 2) {
      if (end % (width * 2) === 0) continue
      subtrees.push(subtree(open.subarray((end - width) * 32, end * 32), profile))
      end -= width
    }
    return subtrees
  })
  return smallFirst.length ? foldRight(smallFirst.reverse(), profile) : profile.hash(new Uint8Array(0))
}

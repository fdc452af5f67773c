import { concat, ProofError } from './encoding.ts'
import { intl, type Profile } from './hash.ts'
import type { HashReader } from './path.ts'
import { nodeHash } from './tree.ts'

/* C2SP tlog-tiles: the tree as files of up to 256 hashes, which any web server can serve and any cache can keep for ever. */

/** `entries` for bundles of log entries, a level from 0 to 63 for hashes; width 256 is a full tile */
export interface Tile { level: number | 'entries', index: number, width: number }

/** Address of a tile below the log's prefix: `tile/<L>/<N>[.p/<W>]`, N in groups of three digits, `x` before all but the last. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0').match(/.{3}/g)!
  const path = groups.map((g, i) => (i < groups.length - 1 ? 'x' : '') + g).join('/')
  return `tile/${level}/${path}${width === 256 ? '' : `.p/${width}`}`
}

/** The tile at an address. Refuses every address that tilePath would not write, so that one tile has one address. */
export function parseTilePath(path: string): Tile {
  const m = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!m) throw new ProofError('malformed-path', 'not the address of a tile')
  const tile: Tile = { level: m[1] === 'entries' ? 'entries' : Number(m[1]), index: Number(m[2]!.replaceAll(/[x/]/g, '')), width: Number(m[3] ?? 256) }
  if (tile.width > 256 || !Number.isSafeInteger(tile.index) || tilePath(tile) !== path) throw new ProofError('malformed-path', 'not the address of a tile')
  return tile
}

/** hashes at a tile level of a tree: floor(size / 256^level) */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / 256 ** level)
}

/** The tile of a level at an index as a tree of a size has it; width 0 where it has none. */
export function tileAt(level: number | 'entries', index: number, size: number): Tile {
  return { level, index, width: Math.max(0, Math.min(256, hashesAt(level === 'entries' ? 0 : level, size) - index * 256)) }
}

/** Tiles to write when a log grows from a size to a larger one: new full ones, and the partial ones at the new edge. */
export function newTiles(from: number, to: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; hashesAt(level, to) > 0; level++) {
    if (hashesAt(level, from) === hashesAt(level, to)) continue
    for (let index = Math.floor(hashesAt(level, from) / 256); index * 256 < hashesAt(level, to); index++) tiles.push(tileAt(level, index, to))
  }
  return tiles
}

/** entry bundles to write when a log grows: those of the level 0 tiles */
export function newBundles(from: number, to: number): Tile[] {
  return newTiles(from, to).filter((t) => t.level === 0).map((t) => ({ ...t, level: 'entries' }))
}

/** Entries one after the other, each behind its length (uint16, big-endian). Refuses an entry of more than 65 535 bytes. */
export function formatBundle(entries: Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => {
    if (entry.length > 0xffff) throw new ProofError('too-large', 'an entry has at most 65535 bytes')
    return [new Uint8Array([entry.length >> 8, entry.length & 255]), entry]
  }))
}

/** Entries of a bundle. Refuses one that is cut short. */
export function parseBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + 2 + (bytes[at]! << 8 | (bytes[at + 1] ?? 0))
    if (at + 2 > bytes.length || end > bytes.length) throw new ProofError('malformed-bundle', 'cut short')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries
}

/** a file below the log's prefix, or undefined where there is none */
export type Fetch = (path: string) => Promise<Uint8Array | undefined>

/** Bytes of a tile, at least as many as its width says. Refuses when neither it nor the full tile in its place is there. */
export async function fetchTile(fetch: Fetch, tile: Tile): Promise<Uint8Array> {
  // a partial tile may be gone once the full one is there (tlog-tiles, Partial Tiles)
  const bytes = await fetch(tilePath(tile)) ?? await fetch(tilePath({ ...tile, width: 256 }))
  if (!bytes || bytes.length % 32 || bytes.length < tile.width * 32) throw new ProofError('missing-tile', `${tilePath(tile)} is missing or cut short`)
  return bytes
}

/**
 * Reads hashes of the tree of `size` leaves from its tiles, each tile once. What it reads is not yet trusted: a proof made of it must
 * be verified against a signed root. Refuses subtrees outside the tree and tiles that are missing.
 */
export function tileReader(fetch: Fetch, size: number, profile: Profile = intl): HashReader {
  const seen = new Map<string, Promise<Uint8Array>>()
  return (nodes) => Promise.all(nodes.map(async (node) => {
    const level = Math.floor(node.level / 8)
    const count = 2 ** (node.level % 8)
    const first = node.index * count
    const tile = tileAt(level, Math.floor(first / 256), size)
    const offset = first % 256
    if (offset + count > tile.width) throw new ProofError('out-of-range', 'subtree is not in the tree')
    const path = tilePath(tile)
    if (!seen.has(path)) seen.set(path, fetchTile(fetch, tile))
    const bytes = await seen.get(path)!
    return subtree(bytes.subarray(offset * 32, (offset + count) * 32), profile)
  }))
}

/** root over a power of two of hashes lying side by side */
export function subtree(hashes: Uint8Array, profile: Profile = intl): Uint8Array {
  let row: Uint8Array[] = []
  for (let at = 0; at < hashes.length; at += 32) row.push(hashes.slice(at, at + 32))
  while (row.length > 1) row = row.filter((_, i) => i % 2 === 0).map((left, i) => nodeHash(left, row[2 * i + 1]!, profile))
  return row[0]!
}

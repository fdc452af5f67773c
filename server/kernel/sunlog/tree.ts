import { createHash, getHashes } from 'node:crypto'
import {
  edgeRoot, emptyEdge, formatBundle, grow, intl, leafHashOf, loadEdge, parseBundle, ProofError, sm, tileAt, tilePath, withHash, type Edge, type Profile,
} from '../../../proof/index.ts'
import { readTile, type TileFolder } from './tiles.ts'

export type ProfileName = 'intl' | 'sm'

// this machine's own hash is several times faster than the one that runs in browsers; OpenSSL may be built without SM3
const fast = (name: string) => (bytes: Uint8Array): Uint8Array => createHash(name).update(bytes).digest()
export const profileOf: Record<ProfileName, Profile> = {
  intl: withHash(intl, fast('sha256')),
  sm: getHashes().includes('sm3') ? withHash(sm, fast('sm3')) : sm,
}

/** The tree of one log in one profile: its open edge in memory, everything else in tiles. */
export interface Tree {
  readonly size: number
  /** takes the next entries; gives their leaf hashes in this profile. Full tiles are on the disk when it returns */
  append(bodies: readonly Buffer[]): Promise<Uint8Array[]>
  root(): Buffer
  /** the partial tiles too: whatever a checkpoint of this size needs can be fetched afterwards */
  flush(): Promise<void>
}

/** Opens the tree as it stood at `size`. Undefined when a file that it needs is missing: it must then be grown anew from the entries. */
export async function openTree(folder: TileFolder, profile: ProfileName, size: number): Promise<Tree | undefined> {
  try {
    const tile = tileAt('entries', Math.floor(size / 256), size)
    const bundle = tile.width ? await readTile(folder, tile) : Buffer.alloc(0)
    const open = bundle && parseBundle(bundle).slice(0, tile.width)
    if (open?.length !== tile.width) return undefined
    return treeFrom(folder, profile, await loadEdge(folder.read, size), open)
  } catch (error) {
    if (error instanceof ProofError) return undefined
    throw error
  }
}

export const emptyTree = (folder: TileFolder, profile: ProfileName): Tree => treeFrom(folder, profile, emptyEdge, [])

function treeFrom(folder: TileFolder, name: ProfileName, start: Edge, entries: readonly Uint8Array[]): Tree {
  const profile = profileOf[name]
  let edge = start
  /** entries of the bundle that is not full yet */
  let open = [...entries]
  return {
    get size() { return edge.size },
    async append(bodies) {
      const leaves = bodies.map((b) => leafHashOf(b, profile))
      const grown = grow(edge, leaves, profile)
      const files = new Map([...grown.tiles].filter(([path]) => !path.includes('.p/')))
      let first = edge.size - open.length
      open.push(...bodies)
      for (; open.length >= 256; open = open.slice(256), first += 256)
        files.set(tilePath({ level: 'entries', index: first / 256, width: 256 }), formatBundle(open.slice(0, 256)))
      await folder.keep(files)
      // narrower tiles of the same places have served their time; who asks for one reads the full one instead
      for (const path of files.keys()) await folder.drop(`${path}.p`)
      edge = grown.edge
      return leaves
    },
    root: () => Buffer.from(edgeRoot(edge, profile)),
    async flush() {
      const files = new Map<string, Uint8Array>()
      for (const [level, hashes] of edge.levels.entries())
        if (hashes.length) files.set(tilePath(tileAt(level, Math.floor(edge.size / 256 ** (level + 1)), edge.size)), hashes)
      if (open.length) files.set(tilePath(tileAt('entries', Math.floor(edge.size / 256), edge.size)), formatBundle(open))
      await folder.keep(files)
    },
  }
}

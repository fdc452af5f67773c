import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { tilePath, type Tile } from '../../../proof/index.ts'

/**
 * The files of one log: tiles and entry bundles, written once and served as they are (C2SP tlog-tiles), and `checkpoint`,
 * the only one that changes. What is on the disk when a checkpoint is signed has been synced before.
 */
export interface TileFolder {
  /** undefined: there is no such file */
  read(path: string): Promise<Buffer | undefined>
  /** Writes files that stay as they are. One that exists with other bytes is never replaced: throws TilesDiffer. */
  keep(files: ReadonlyMap<string, Uint8Array>): Promise<void>
  /** replaces a file at once or not at all */
  replace(path: string, bytes: Uint8Array): Promise<void>
  /** partial tiles that a full one has made superfluous */
  drop(path: string): Promise<void>
}

/** A tile that is already there says something else: the database or the disk has been changed behind the log's back. */
export class TilesDiffer extends Error {
  constructor(readonly path: string) {
    super(`账本文件 ${path} 已经存在，内容却不同`)
    this.name = 'TilesDiffer'
  }
}

/** Bytes of a tile or bundle, at least as wide as asked: a partial one may be gone once the full one is there (C2SP tlog-tiles). */
export async function readTile(folder: TileFolder, tile: Tile): Promise<Buffer | undefined> {
  return (await folder.read(tilePath(tile))) ?? folder.read(tilePath({ ...tile, width: 256 }))
}

export function openTiles(root: string): TileFolder {
  const at = (path: string) => join(root, path)
  let serial = 0

  async function place(path: string, bytes: Uint8Array): Promise<string> {
    const file = at(path)
    await mkdir(dirname(file), { recursive: true })
    const temporary = `${file}.${process.pid}.${++serial}.new`
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
    return dirname(file)
  }
  const read = (path: string) => readFile(at(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined
    throw error
  })

  return {
    read,
    async keep(files) {
      const folders = new Set<string>()
      for (const [path, bytes] of files) {
        const there = await read(path)
        if (there && !there.equals(bytes)) throw new TilesDiffer(path)
        if (!there) folders.add(await place(path, bytes))
      }
      // a name is durable only when its folder is
      for (const folder of folders) await syncFolder(folder)
    },
    replace: async (path, bytes) => syncFolder(await place(path, bytes)),
    drop: (path) => rm(at(path), { recursive: true, force: true }),
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot sync a folder; its file system keeps names by itself
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

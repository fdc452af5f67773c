import { openCheckpoint, peekCheckpoint, signCheckpoint, type SignerKey } from '../../../proof/index.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Db } from '../db.ts'
import { keepCheckpoint, lastCheckpoint, leavesFrom, type Checkpoint } from './store.ts'
import { openTiles, TilesDiffer, type TileFolder } from './tiles.ts'
import { emptyTree, openTree, type ProfileName, type Tree } from './tree.ts'

/** One log in one profile: `411000/sunlog/2026`, and the same entries again as `411000/sunlog/2026/sm`. */
export interface Branch {
  log: string
  profile: ProfileName
  origin: string
  folder: TileFolder
  key: SignerKey
  /** newest checkpoint signed or seen by this process */
  signed: { size: number; root: Buffer; note: string; at: number } | undefined
  tree: Tree | undefined
}

export interface BranchOptions { city: string; log: string; profile: ProfileName; root: string; key: SignerKey; origin: string }

export const originOf = (city: string, log: string, profile: ProfileName): string => `${city}/sunlog/${log}${profile === 'sm' ? '/sm' : ''}`

export const openBranch = (o: BranchOptions): Branch => ({
  log: o.log, profile: o.profile, origin: o.origin, key: o.key, folder: openTiles(o.root), signed: undefined, tree: undefined,
})

/**
 * The database holds fewer entries than this log has signed for, or others: it was rolled back or rewritten. Nothing more is
 * signed until somebody has looked: "A log MUST not sign any checkpoint which is inconsistent with any it previously signed".
 */
export class Contradiction extends Error {
  constructor(readonly kind: 'rolled-back' | 'other-root' | 'tiles-differ', readonly origin: string, message: string) {
    super(message)
    this.name = 'Contradiction'
  }
}

/** What was wrong with one entry: its bytes do not give the hash that was promised for it. */
export type OddLeaf = { log: string; index: number }

/** at most so many entries between two turns of the event loop: a submission must not wait for the log */
const stride = 250

/**
 * Takes over what the database has numbered beyond the tree, up to `count` entries. Checks on the way that the tree passes
 * through the newest checkpoint in the database, whoever signed it. Throws Contradiction.
 */
export async function catchUp(db: Db, city: string, b: Branch, count: number, realMs: number, odd: (leaf: OddLeaf) => void): Promise<void> {
  const kept = await lastCheckpoint(db, city, b.log, b.profile)
  b.tree ??= await openHere(b)
  const mine = Math.max(b.signed?.size ?? 0, b.tree.size)
  // signed by this data folder, but neither the database's checkpoints nor its entries reach as far
  if (mine > count) throw new Contradiction('rolled-back', b.origin, `数据库里只有 ${count} 条，而账本已经签到 ${mine} 条：数据库被回退过`)
  // places where the root is settled already: by whoever signed last in the database, and by the data folder's own checkpoint
  const marks = [kept, b.signed].flatMap((m): Mark[] => (m && m.size >= b.tree!.size ? [m] : [])).sort((x, y) => x.size - y.size)
  try {
    for (;;) {
      while (marks[0]?.size === b.tree.size) sameRoot(b, marks.shift()!)
      if (b.tree.size >= count) break
      const rows = await leavesFrom(db, city, b.log, b.tree.size, Math.min(stride, Math.min(count, marks[0]?.size ?? count) - b.tree.size))
      if (!rows.length) break
      const leaves = await b.tree.append(rows.map((r) => r.body))
      if (b.profile === 'intl') rows.forEach((r, i) => { if (!r.leaf.equals(leaves[i]!)) odd({ log: b.log, index: r.index }) })
      await new Promise((turn) => setImmediate(turn))
    }
  } catch (error) {
    // memory may be ahead of the disk now: the next round begins from the disk
    b.tree = undefined
    if (error instanceof TilesDiffer) throw new Contradiction('tiles-differ', b.origin, error.message)
    throw error
  }
  // what this folder has signed stands also in a database that was put back to an earlier day
  if (b.signed && (kept?.size ?? 0) < b.signed.size && b.tree.size >= b.signed.size) {
    const { size, root, note } = b.signed
    await db.tx((tx) => keepCheckpoint(tx, city, b.log, b.profile, { size, root, note, signedAt: new Date(realMs).toISOString() }))
  }
  if (kept && kept.size > (b.signed?.size ?? 0)) b.signed = { size: kept.size, root: kept.root, note: kept.note, at: Date.parse(kept.signedAt) }
}

interface Mark { size: number; root: Buffer }

function sameRoot(b: Branch, mark: Mark): void {
  if (!b.tree!.root().equals(mark.root))
    throw new Contradiction('other-root', b.origin, `前 ${mark.size} 条的根与签过名的不同：条目被改过、换过或者抽走过`)
}

/** the tree as the last checkpoint in the data folder left it; grown anew when its tiles are missing or say something else */
async function openHere(b: Branch): Promise<Tree> {
  const file = (await b.folder.read('checkpoint'))?.toString('utf8')
  if (!file) return emptyTree(b.folder, b.profile)
  const at = openCheckpoint(file, [b.key])
  if (at.origin !== b.origin) throw new Contradiction('other-root', b.origin, `检查点属于 ${at.origin}`)
  b.signed = { size: at.size, root: Buffer.from(at.root), note: file, at: 0 }
  const tree = at.size ? await openTree(b.folder, b.profile, at.size) : undefined
  return tree?.root().equals(b.signed.root) ? tree : emptyTree(b.folder, b.profile)
}

/** Signs where the tree stands now: tiles on the disk first, then the row, then the file. `realMs`: clock.real(). */
export async function signNow(db: Db, city: string, b: Branch, realMs: number): Promise<Checkpoint> {
  const tree = b.tree!
  await tree.flush()
  crashPoint('checkpoint.tiled')
  const root = tree.root()
  const c: Checkpoint = { size: tree.size, root, note: signCheckpoint({ origin: b.origin, size: tree.size, root }, b.key), signedAt: new Date(realMs).toISOString() }
  await db.tx((tx) => keepCheckpoint(tx, city, b.log, b.profile, c))
  crashPoint('checkpoint.committed')
  b.signed = { size: c.size, root, note: c.note, at: realMs }
  await publish(b, c.note)
  crashPoint('checkpoint.published')
  return c
}

/** puts the newest statement where everybody fetches it; never an older one over a newer one */
export async function publish(b: Branch, note: string): Promise<void> {
  const there = (await b.folder.read('checkpoint'))?.toString('utf8')
  if (there && peekCheckpoint(there).size > peekCheckpoint(note).size) return
  await b.folder.replace('checkpoint', Buffer.from(note, 'utf8'))
}

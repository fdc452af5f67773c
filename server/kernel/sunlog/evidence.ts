import { consistencyProof, formatEarlier, formatProofFile, inclusionProof, tileReader } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import { originOf } from './branch.ts'
import { folderOf } from './files.ts'
import { checkpointHolding, cosignedHolding, cosignedBefore, placeOf } from './store.ts'
import { openTiles } from './tiles.ts'
import { profileOf, type ProfileName } from './tree.ts'

/** What can be said of an entry by its leaf hash. */
export type Evidence =
  | { state: 'unknown' }
  /** it has its place, and no checkpoint holds it yet: seconds */
  | { state: 'placed'; log: string; index: number; body: Buffer; receipt: Buffer | null }
  | { state: 'included'; log: string; index: number; body: Buffer; receipt: Buffer | null; origin: string; size: number; cosigned: boolean; file: string }

/**
 * The proof file of an entry (C2SP tlog-proof): in the first checkpoint holding it that enough witnesses have seen, so that it
 * says "not after" as early as possible; while there is none, in the first that the log signed. The same entry gives the same
 * file from then on. Reads tiles and the database; verifies nothing, since whoever receives it must.
 */
export async function evidenceOf(db: Db, city: string, root: string, leaf: Buffer, profile: ProfileName = 'intl'): Promise<Evidence> {
  const place = await placeOf(db, city, leaf)
  if (!place) return { state: 'unknown' }
  const { log, index, body, receipt } = place
  const cosigned = await cosignedHolding(db, city, log, profile, index)
  const holding = cosigned ?? (await checkpointHolding(db, city, log, profile, index))
  if (!holding) return { state: 'placed', log, index, body, receipt }
  const origin = originOf(city, log, profile)
  const own = profileOf[profile]
  const read = tileReader(openTiles(folderOf(root, origin)!).read, holding.size, own)
  const proof = await inclusionProof(read, index, holding.size, own)
  // "not before": not the checkpoint that the entry itself names, which a forger chooses, but the newest that does not hold it yet
  const earlier = await cosignedBefore(db, city, log, profile, index)
  const extra = earlier && formatEarlier({ proof: await consistencyProof(read, earlier.size, holding.size, own), checkpoint: earlier.note })
  const file = formatProofFile({ index, proof, checkpoint: holding.note, ...(extra ? { extra } : {}) })
  return { state: 'included', log, index, body, receipt, origin, size: holding.size, cosigned: cosigned !== undefined, file }
}

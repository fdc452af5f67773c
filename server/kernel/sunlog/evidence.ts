import { formatProofFile, inclusionProof, tileReader } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import { originOf } from './branch.ts'
import { folderOf } from './files.ts'
import { checkpointHolding, cosignedHolding, noteOfSize, placeOf } from './store.ts'
import { openTiles } from './tiles.ts'
import { profileOf, type ProfileName } from './tree.ts'

/** What can be said of an entry by its leaf hash. */
export type Evidence =
  | { state: 'unknown' }
  /** it has its place, and no checkpoint holds it yet: seconds */
  | { state: 'placed'; log: string; index: number; body: Buffer }
  | { state: 'included'; log: string; index: number; body: Buffer; origin: string; size: number; cosigned: boolean; file: string }

/** what travels beside the proof: the entry itself, and the checkpoint that it names as older than itself (trust.md 1.1 F2) */
export interface Extra { entry: string; anchor?: string; receipt?: string }

/**
 * The proof file of an entry (C2SP tlog-proof): in the first checkpoint holding it that enough witnesses have seen, so that it
 * says "not after" as early as possible; while there is none, in the first that the log signed. The same entry gives the same
 * file from then on. Reads tiles and the database; verifies nothing, since whoever receives it must.
 */
export async function evidenceOf(db: Db, city: string, root: string, leaf: Buffer, profile: ProfileName = 'intl'): Promise<Evidence> {
  const place = await placeOf(db, city, leaf)
  if (!place) return { state: 'unknown' }
  const { log, index, body } = place
  const cosigned = await cosignedHolding(db, city, log, profile, index)
  const holding = cosigned ?? (await checkpointHolding(db, city, log, profile, index))
  if (!holding) return { state: 'placed', log, index, body }
  const origin = originOf(city, log, profile)
  const proof = await inclusionProof(tileReader(openTiles(folderOf(root, origin)!).read, holding.size, profileOf[profile]), index, holding.size, profileOf[profile])
  const { anchor } = JSON.parse(body.toString('utf8')) as { anchor: { size: number } | null }
  const older = anchor && (await noteOfSize(db, city, log, 'intl', anchor.size))
  const extra: Extra = { entry: body.toString('base64'), ...(older ? { anchor: older } : {}), ...(place.receipt ? { receipt: place.receipt.toString('base64') } : {}) }
  const file = formatProofFile({ extra: Buffer.from(JSON.stringify(extra), 'utf8'), index, proof, checkpoint: holding.note })
  return { state: 'included', log, index, body, origin, size: holding.size, cosigned: cosigned !== undefined, file }
}

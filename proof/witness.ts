import { base64, equal, fromDecimal, hashOfLine, ProofError } from './encoding.ts'
import { parseCheckpoint, peekCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { SignerKey, VerifierKey } from './key.ts'
import { openNote, signatureLine } from './note.ts'
import { verifyConsistency } from './tree.ts'

/* C2SP tlog-witness, add-checkpoint: what a log sends, and what a witness answers. The witness's process is another machine's. */

const mostHashes = 63

export interface AddCheckpoint { oldSize: number, proof: Uint8Array[], checkpoint: string }

/** Body of a request: old size, consistency proof, empty line, checkpoint. Refuses more than 63 hashes. */
export function formatAddCheckpoint(request: AddCheckpoint): string {
  if (request.proof.length > mostHashes) throw new ProofError('malformed-request', 'more than 63 hashes')
  return `old ${request.oldSize}\n${request.proof.map((h) => base64(h) + '\n').join('')}\n${request.checkpoint}`
}

/** Reads a body. Refuses a missing old size, a size with leading zeroes, more than 63 hashes, no empty line before the checkpoint. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n')
  const [first, ...lines] = body.slice(0, end).split('\n')
  if (end < 0 || !first!.startsWith('old ') || lines.length > mostHashes) throw new ProofError('malformed-request', 'not an old size, at most 63 hashes and an empty line')
  return { oldSize: fromDecimal(first!.slice(4)), proof: lines.map(hashOfLine), checkpoint: body.slice(end + 2) }
}

/** what a witness must remember of a log: the newest checkpoint it cosigned */
export interface Seen { size: number, root: Uint8Array }
/** by origin */
export type WitnessState = Readonly<Record<string, Seen>>
export interface WitnessKeys {
  /** keys of each log the witness follows, by origin */
  logs: Readonly<Record<string, VerifierKey[]>>
  /** the witness's own cosigner keys, of one profile or of both; those of the log's profile sign */
  own: SignerKey[]
  /** seconds since 1970 UTC */
  now: number
}
/** `why` is for the witness's own record; `newState` is the state given unless status is 200 */
export interface Answer { status: 200 | 400 | 403 | 404 | 409 | 422, contentType: string, body: string, newState: WitnessState, why: string }

/**
 * What a witness answers to a request, and what it must remember. Before the body is sent, the new state must be on disk, and no other
 * request may be decided in between: otherwise a slower request could roll the witness back (tlog-witness, last paragraph).
 *
 * 400 malformed, or old size above the checkpoint's · 404 unknown origin · 403 no trusted log key signed, or one's signature is bad ·
 * 409 old size is not what was seen last, whose size the body says · 422 the proof does not verify, or another root of the same size:
 * the split view that witnesses exist to find (design page trust.md 2.5; earlier texts of the specification answer 409 to that one).
 */
export function answer(state: WitnessState, request: string, keys: WitnessKeys): Answer {
  const say = (status: Answer['status'], why: string, body = why + '\n', contentType = 'text/plain; charset=utf-8', newState = state): Answer =>
    ({ status, contentType, body, newState, why })
  let asked: AddCheckpoint
  let checkpoint: Checkpoint
  try {
    asked = parseAddCheckpoint(request)
    checkpoint = peekCheckpoint(asked.checkpoint)
  } catch (e) { return say(400, e instanceof ProofError ? e.message : String(e)) }

  const logKeys = Object.hasOwn(keys.logs, checkpoint.origin) ? keys.logs[checkpoint.origin]! : []
  if (!logKeys.length) return say(404, 'unknown origin')
  let text: string
  let signer: VerifierKey
  try {
    const opened = openNote(asked.checkpoint, logKeys)
    text = opened.text
    signer = opened.verified[0]!.key
  } catch (e) { return say(403, e instanceof ProofError ? e.message : String(e)) }

  if (asked.oldSize > checkpoint.size) return say(400, 'old size is above the checkpoint\'s')
  const seen = Object.hasOwn(state, checkpoint.origin) ? state[checkpoint.origin]! : { size: 0, root: undefined }
  if (asked.oldSize !== seen.size) return say(409, `old size is not ${seen.size}`, `${seen.size}\n`, 'text/x.tlog.size')
  if (!follows(seen, checkpoint, asked.proof, signer)) return say(422, 'not consistent with what was seen')

  const own = keys.own.filter((k) => k.profile.name === signer.profile.name)
  if (!own.length) throw new ProofError('wrong-key', 'the witness has no key of the log\'s profile')
  const { origin, size, root } = parseCheckpoint(text)
  return say(200, 'cosigned', own.map((k) => signatureLine(text, k, keys.now)).join(''), 'text/plain; charset=utf-8', { ...state, [origin]: { size, root } })
}

function follows(seen: { size: number, root?: Uint8Array }, next: Checkpoint, proof: Uint8Array[], signer: VerifierKey): boolean {
  // an empty tree has one root; no other may be cosigned for it
  if (next.size === 0) return proof.length === 0 && equal(next.root, signer.profile.hash(new Uint8Array(0)))
  // nothing seen yet: nothing to be consistent with, and the proof must be empty
  if (seen.size === 0) return proof.length === 0
  return verifyConsistency(seen.size, next.size, seen.root!, next.root, proof, signer.profile)
}

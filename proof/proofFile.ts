import { base64, bytesOf, equal, fromBase64, fromDecimal, hashOfLine, ProofError, textOf } from './encoding.ts'
import { peekCheckpoint } from './checkpoint.ts'

/* C2SP tlog-proof: one text that proves without a server that an entry is in a log. Stored as `.tlog-proof`. */

const firstLine = 'c2sp.org/tlog-proof@v1'

export interface ProofFile {
  index: number
  /** inclusion proof, from the leaf's sibling up */
  proof: Uint8Array[]
  /** checkpoint with its signatures, verbatim */
  checkpoint: string
  /** not authenticated; ours holds an EarlierCheckpoint */
  extra?: Uint8Array
}

/** Writes one. Refuses a checkpoint that is none. */
export function formatProofFile(file: ProofFile): string {
  peekCheckpoint(file.checkpoint)
  const extra = file.extra ? `extra ${base64(file.extra)}\n` : ''
  return `${firstLine}\n${extra}index ${fromDecimal(String(file.index))}\n${file.proof.map((h) => base64(h) + '\n').join('')}\n${file.checkpoint}`
}

/** Reads one, nothing verified. Refuses another first line, an index with leading zeroes, hashes that are none, more than 63 of them. */
export function parseProofFile(text: string): ProofFile {
  const end = text.indexOf('\n\n')
  const lines = text.slice(0, end).split('\n')
  if (end < 0 || lines.shift() !== firstLine) throw new ProofError('malformed-proof', `does not begin with ${firstLine}`)
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice(6)) : undefined
  const index = lines.shift()
  if (!index?.startsWith('index ') || lines.length > 63) throw new ProofError('malformed-proof', 'no index line, or more than 63 hashes')
  return { index: fromDecimal(index.slice(6)), proof: lines.map(hashOfLine), checkpoint: text.slice(end + 2), extra }
}

/**
 * A cosigned checkpoint from before the entry was appended, and the consistency proof from it to the proof's checkpoint: bounds the
 * time from below. It travels in `extra`: its signatures are its own, so nothing there needs to be trusted.
 */
export interface EarlierCheckpoint { proof: Uint8Array[], checkpoint: string }

const mark = bytesOf('after\n')

export function formatEarlier(earlier: EarlierCheckpoint): Uint8Array {
  return bytesOf(`${textOf(mark)}${earlier.proof.map((h) => base64(h) + '\n').join('')}\n${earlier.checkpoint}`)
}

/** Reads it. Refuses what is not of this form; undefined for extra data of another form, which is somebody else's. */
export function parseEarlier(extra: Uint8Array): EarlierCheckpoint | undefined {
  // somebody else's extra data need not even be text
  if (!equal(extra.subarray(0, mark.length), mark)) return undefined
  const text = textOf(extra)
  const end = text.indexOf('\n\n')
  const lines = text.slice(0, end).split('\n').slice(1)
  if (end < 0 || lines.length > 63) throw new ProofError('malformed-proof', 'no empty line, or more than 63 hashes')
  return { proof: lines.map(hashOfLine), checkpoint: text.slice(end + 2) }
}

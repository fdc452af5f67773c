import { base64, bytesOf, fromDecimal, hashOfLine, ProofError } from './encoding.ts'
import type { SignerKey, VerifierKey } from './key.ts'
import { openNote, parseNote, signNote, type OpenNote } from './note.ts'

/* C2SP tlog-checkpoint: a signed note that states the size and root of a log. */

export interface Checkpoint {
  /** unique name of the log */
  origin: string
  /** number of leaves */
  size: number
  root: Uint8Array
  /** opaque further lines; ours writes none, since no monitor can audit them */
  extensions: string[]
}
export interface OpenCheckpoint extends Checkpoint, OpenNote {}

/** Text of a checkpoint. Refuses an empty origin, empty extension lines, and lines with line breaks. */
export function formatCheckpoint(checkpoint: Pick<Checkpoint, 'origin' | 'size' | 'root'> & { extensions?: string[] }): string {
  const lines = [checkpoint.origin, String(checkpoint.size), base64(checkpoint.root), ...checkpoint.extensions ?? []]
  const text = lines.join('\n') + '\n'
  if (lines.some((l) => l.includes('\n'))) throw new ProofError('malformed-checkpoint', 'line break inside a line')
  parseCheckpoint(text)
  return text
}

/** Reads a checkpoint's text. Refuses fewer than three lines, empty lines, a size with leading zeroes, a root that is not one hash. */
export function parseCheckpoint(text: string): Checkpoint {
  bytesOf(text)
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) throw new ProofError('malformed-checkpoint', 'three non-empty lines and no empty one')
  const [origin, size, root, ...extensions] = lines
  return { origin: origin!, size: fromDecimal(size!), root: hashOfLine(root!), extensions }
}

/** A checkpoint signed by the log. */
export function signCheckpoint(checkpoint: Parameters<typeof formatCheckpoint>[0], key: SignerKey): string {
  return signNote(formatCheckpoint(checkpoint), key)
}

/** A checkpoint as it is written, nobody's signature verified: to show it, or to find out whose keys it needs. */
export function peekCheckpoint(note: string): Checkpoint {
  return parseCheckpoint(parseNote(note).text)
}

/**
 * Opens a checkpoint with the keys one trusts. Refuses what openNote refuses, and a checkpoint that no log key named after its
 * origin signed: another log's key must not vouch for this one (tlog-policy, Defining a log).
 */
export function openCheckpoint(note: string, known: VerifierKey[]): OpenCheckpoint {
  const checkpoint = peekCheckpoint(note)
  const opened = openNote(note, known)
  if (!opened.verified.some((v) => v.key.purpose === 'note' && v.key.name === checkpoint.origin))
    throw new ProofError('unsigned', 'no trusted log key named after the origin signed')
  return { ...checkpoint, ...opened }
}

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { cosignedMessage, packTimestamped, unpackTimestamped } from './cosignature.ts'
import { base64, bytesOf, concat, fromBase64, ProofError } from './encoding.ts'
import { isKeyName, type SignerKey, type VerifierKey } from './key.ts'

/* C2SP signed-note: text, an empty line, and signature lines. */

/** more lines than this are refused before any is verified; the format asks for at least 16 */
const mostSignatures = 100

export interface SignatureLine { name: string, id: string, signature: Uint8Array }
export interface Note { text: string, lines: SignatureLine[] }
/** a signature that verified; `time` (seconds since 1970 UTC) where it is a cosignature */
export interface Verified { key: VerifierKey, time?: number }
export interface OpenNote { text: string, verified: Verified[], unknown: number }

function checkText(text: string): void {
  if (!text.endsWith('\n')) throw new ProofError('malformed-note', 'a note\'s text ends with a newline')
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new ProofError('malformed-note', 'control character')
  bytesOf(text)
}

/** Takes a note apart without trusting it. Refuses control characters, lines that are no signature lines, and more than 100 of them. */
export function parseNote(note: string): Note {
  checkText(note)
  const split = note.lastIndexOf('\n\n')
  if (split < 0) throw new ProofError('malformed-note', 'no empty line before the signatures')
  const lines = note.slice(split + 2, -1).split('\n')
  if (note.length === split + 2 || lines.length > mostSignatures) throw new ProofError('malformed-note', 'no signature, or too many')
  return { text: note.slice(0, split + 1), lines: lines.map(parseLine) }
}

function parseLine(line: string): SignatureLine {
  const [dash, name, data, ...rest] = line.split(' ')
  if (dash !== '—' || !isKeyName(name ?? '') || !data || rest.length) throw new ProofError('malformed-note', 'not a signature line')
  const bytes = fromBase64(data)
  if (bytes.length < 5) throw new ProofError('malformed-note', 'signature too short')
  return { name: name!, id: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

function formatLine(line: SignatureLine): string {
  return `— ${line.name} ${base64(concat(hexToBytes(line.id), line.signature))}\n`
}

/** the note's text again, byte for byte */
export function formatNote(note: Note): string {
  return note.text + '\n' + note.lines.map(formatLine).join('')
}

/**
 * One signature line with its newline over a note's text. A cosigner's key needs `time` (seconds since 1970 UTC) and makes
 * cosignature/v1 (tlog-cosignature). Refuses receipt keys, which sign no notes.
 */
export function signatureLine(text: string, key: SignerKey, time?: number): string {
  checkText(text)
  const { scheme } = key.profile
  if (key.purpose === 'note') return formatLine({ ...key, signature: scheme.sign(key.secret, bytesOf(text)) })
  if (key.purpose !== 'cosignature' || time === undefined) throw new ProofError('wrong-key', 'only note and cosigner keys sign notes; a cosigner says the time')
  return formatLine({ ...key, signature: packTimestamped(time, scheme.sign(key.secret, cosignedMessage(text, time))) })
}

/** A signed note: text and the signature of one key. Refuses a text without final newline or with control characters. */
export function signNote(text: string, key: SignerKey, time?: number): string {
  return text + '\n' + signatureLine(text, key, time)
}

/** Adds signature lines (of witnesses, say) to a note. Refuses lines that are none. */
export function addSignatures(note: string, lines: string): string {
  return formatNote(parseNote(note + lines))
}

/**
 * Opens a note with the keys one trusts. Signatures of other keys are ignored. Refuses the note if a known key's signature does not
 * verify, or if no known key signed (signed-note, Signatures). A key that signed twice counts twice in `verified`: count keys, not lines.
 */
export function openNote(note: string, known: VerifierKey[]): OpenNote {
  const { text, lines } = parseNote(note)
  const verified: Verified[] = []
  for (const line of lines) {
    const keys = known.filter((k) => k.name === line.name && k.id === line.id)
    if (keys.length > 1) throw new ProofError('ambiguous-key', 'two trusted keys share name and id')
    if (keys[0]) verified.push(verifyLine(text, line, keys[0]))
  }
  if (!verified.length) throw new ProofError('unsigned', 'no trusted key signed')
  return { text, verified, unknown: lines.length - verified.length }
}

function verifyLine(text: string, line: SignatureLine, key: VerifierKey): Verified {
  const { time, signature } = key.purpose === 'cosignature' ? unpackTimestamped(line.signature) : { time: undefined, signature: line.signature }
  const message = time === undefined ? bytesOf(text) : cosignedMessage(text, time)
  if (key.purpose === 'receipt' || !key.profile.scheme.verify(key.publicKey, message, signature))
    throw new ProofError('bad-signature', `signature of ${key.name} does not verify`)
  return { key, time }
}

import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { attachmentsOf, isPdf, type Inflate } from './attachments.ts'
import { canonical } from './canonical.ts'
import { ProofError, textOf } from './encoding.ts'
import { parseVerifierKey, type VerifierKey } from './key.ts'
import { parsePolicy } from './policy.ts'
import { parseProofFile } from './proofFile.ts'
import { parseReceipt } from './receipt.ts'
import { verify, type Verdict } from './verify.ts'

/* What a person has in hand: files in any order, a PDF with files in it, a line typed off a QR code. */

export interface HandedFile { name: string, bytes: Uint8Array }

/** What a document commits to, as it is attached to the PDF: the holder has all of it on paper anyway. */
export interface PaperContent { template: string, version: number, number: string, data: Record<string, unknown>, salt: string }

/**
 * What the codes in an entry are called, so that people can read it. Nothing signs it: whoever shows it says so. `leaf` names the entry
 * that it was written for.
 */
export interface Names { item?: { key: string, revision: number, name: string }, organ?: { key: string, name: string } }
export interface NamesFile { proven: false, leaf: string, names: Names }

export interface Handed {
  proof?: string
  receipt?: string
  entry?: Uint8Array
  paper?: PaperContent
  names?: Names
  /** what to believe; `fromDocument`: nobody handed it in, it came out of the document that is to be checked */
  policy?: { text: string, fromDocument: boolean }
  /** names of files in which nothing was recognised */
  unknown: string[]
  /** a PDF was among them */
  pdf: boolean
}

const firstLine = { proof: 'c2sp.org/tlog-proof@v1\n', key: '# receipt-key ' }
const receiptForm = /R1\*[A-Za-z0-9/:.+@_*-]+/

/**
 * Sorts what was handed in, by content and never by name: proof file, receipt (also inside an address), entry, document content, names, policy,
 * and the same again inside PDFs. A file handed in goes before one found inside a PDF. Refuses nothing: judge() does.
 */
export async function readHanded(files: readonly HandedFile[], inflate: Inflate): Promise<Handed> {
  const handed: Handed = { unknown: [], pdf: false }
  const inside: Uint8Array[] = []
  for (const { name, bytes } of files) {
    if (isPdf(bytes)) {
      handed.pdf = true
      inside.push(...await attachmentsOf(bytes, inflate))
    } else if (!take(handed, bytes, false)) handed.unknown.push(name)
  }
  for (const bytes of inside) take(handed, bytes, true)
  return handed
}

function take(handed: Handed, bytes: Uint8Array, fromDocument: boolean): boolean {
  let text: string
  try { text = textOf(bytes) } catch { return false }
  // a file saved by some editors begins with a mark, and ends its lines in two characters
  const plain = text.replace(/^\ufeff/, '')
  if (plain.startsWith(firstLine.proof.trimEnd())) handed.proof ??= plain
  else if (/^(#.*|\s*|log\s.*|witness\s.*|group\s.*|quorum\s.*)(\r?\n|$)/.test(plain) && /^quorum\s/m.test(plain)) handed.policy ??= { text: plain, fromDocument }
  else if (plain.trimStart().startsWith('{')) return takeJson(handed, bytes, plain)
  else if (receiptForm.test(plain)) handed.receipt ??= receiptForm.exec(plain)![0]
  else return false
  return true
}

function takeJson(handed: Handed, bytes: Uint8Array, text: string): boolean {
  let value: Partial<PaperContent> & Partial<Pick<NamesFile, 'proven' | 'names'>> & { v?: unknown, origin?: unknown }
  try { value = JSON.parse(text) as typeof value } catch { return false }
  if (value.v === 1 && typeof value.origin === 'string') handed.entry ??= bytes
  else if (typeof value.template === 'string' && typeof value.salt === 'string' && value.data && typeof value.data === 'object') handed.paper ??= value as PaperContent
  else if (value.proven === false && value.names && typeof value.names === 'object') handed.names ??= value.names
  else return false
  return true
}

/** the names that are about this entry's own codes; what is no short text is none */
function namesFor(entry: Record<string, unknown> | undefined, names: Names | undefined): Names {
  const short = (name: unknown) => typeof name === 'string' && name.length > 0 && name.length <= 100
  const item = entry?.['item'] as Names['item'] | undefined
  const org = (entry?.['actor'] as { org?: unknown } | undefined)?.org
  return {
    ...(item && names?.item?.key === item.key && names.item.revision === item.revision && short(names.item.name) ? { item: names.item } : {}),
    ...(typeof org === 'string' && names?.organ?.key === org && short(names.organ.name) ? { organ: names.organ } : {}),
  }
}

/** A receipt key stands in a policy file as a comment, since the format knows no receipts: other readers pass over it. */
export function formatReceiptKeyLine(verifierKey: string): string {
  return `${firstLine.key}${verifierKey}\n`
}

function receiptKeysOf(policy: string): VerifierKey[] {
  return policy.split('\n').filter((l) => l.startsWith(firstLine.key)).map((l) => parseVerifierKey(l.slice(firstLine.key.length).trim()))
    .filter((k) => k.purpose === 'receipt')
}

/** SHA-256 over the canonical JSON of what the page is made from: the commitment that stands in the entry as `document.<template>` */
export function paperDigest(paper: PaperContent): string {
  const { template, version, number, data, salt } = paper
  return bytesToHex(sha256(utf8ToBytes(canonical({ template, version, number, data, salt }))))
}

export type Judgement = Verdict & {
  /** with ok: the paper's content is what the entry commits to. A PDF without it proves an entry, not its own words. */
  paper?: PaperContent
  entry?: Record<string, unknown>
  /** what the entry's codes are called, as somebody says; in no way part of the verdict */
  names?: Names
}

/**
 * Judges everything that was handed in. `receiptKeys` besides those of the policy file. Never throws for bad evidence. Codes besides those
 * of verify(): `no-policy`, `other-paper` (the document's content is not what the entry commits to).
 */
export function judge(handed: Handed, receiptKeys: readonly VerifierKey[] = []): Judgement {
  if (!handed.proof && !handed.receipt) return { ok: false, code: 'nothing-to-verify', detail: 'neither proof nor receipt' }
  if (!handed.policy) return { ok: false, code: 'no-policy', detail: 'nobody said whose keys to believe' }
  try {
    const policy = parsePolicy(handed.policy.text)
    // without the entry's bytes the receipt still names the leaf
    const leaf = !handed.entry && handed.receipt ? hexToBytes(parseReceipt(handed.receipt).receipt.leaf) : undefined
    if (handed.proof) parseProofFile(handed.proof)
    const verdict = verify({ entry: handed.entry, leaf, proof: handed.proof, receipt: handed.receipt, policy, receiptKeys: [...receiptKeysOf(handed.policy.text), ...receiptKeys] })
    if (!verdict.ok) return verdict
    const entry = handed.entry && JSON.parse(textOf(handed.entry)) as Record<string, unknown>
    const names = namesFor(entry, handed.names)
    if (!handed.paper) return { ...verdict, entry, names }
    const digests = entry?.['digests'] as Record<string, unknown> | undefined
    if (digests?.[`document.${handed.paper.template}`] !== paperDigest(handed.paper)) throw new ProofError('other-paper', 'the entry does not commit to this content')
    return { ...verdict, entry, names, paper: handed.paper }
  } catch (e) {
    if (e instanceof ProofError) return { ok: false, code: e.code, detail: e.message }
    if (e instanceof SyntaxError || e instanceof TypeError) return { ok: false, code: 'malformed-entry', detail: e.message }
    throw e
  }
}

/**
 * The room of evidence: everything needed to keep a tamper-evident log and to check what it says, without the server that keeps it.
 * No I/O, no clock, no luck; the same code runs in Node, in a browser and on a memory stick. Formats are public:
 * RFC 6962 / RFC 9162 (tree), RFC 8785 (entries), C2SP tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature, tlog-witness,
 * tlog-proof, tlog-policy. One line below for one file; what a function does and refuses stands at the function.
 */

/** what is logged */
export { canonical } from './canonical.ts'
export { entryBytes, leafHash, commitment, type EntryV1 } from './entry.ts'

/** refusals and encodings */
export { ProofError, base64, fromBase64, base64url, fromBase64url, bytesOf, textOf, equal } from './encoding.ts'

/** hash and signature profiles; keys and their texts */
export { intl, sm, profiles, withHash, sm3, type Hash, type Profile, type Purpose, type Scheme } from './hash.ts'
export { signerKey, parseSignerKey, formatSignerKey, parseVerifierKey, formatVerifierKey, type SignerKey, type VerifierKey } from './key.ts'

/** the tree: roots, growing, proofs verified; proofs made; the tree as tiles; growing tile by tile */
export { leafHashOf, nodeHash, rootOf, emptyFrontier, append, frontierRoot, storeFrontier, loadFrontier, verifyInclusion, verifyConsistency, type Frontier } from './tree.ts'
export { inclusionProof, consistencyProof, rootAt, nodesOfRange, type HashReader, type Node } from './path.ts'
export { tilePath, parseTilePath, tileAt, newTiles, newBundles, formatBundle, parseBundle, tileReader, type Fetch, type Tile } from './tile.ts'
export { emptyEdge, grow, loadEdge, edgeRoot, type Edge } from './growth.ts'

/** signed statements: notes, checkpoints */
export { parseNote, formatNote, signNote, signatureLine, addSignatures, openNote, type Note, type OpenNote, type SignatureLine, type Verified } from './note.ts'
export { formatCheckpoint, parseCheckpoint, signCheckpoint, peekCheckpoint, openCheckpoint, type Checkpoint, type OpenCheckpoint } from './checkpoint.ts'

/** witnesses and whom to believe */
export { formatAddCheckpoint, parseAddCheckpoint, answer, type AddCheckpoint, type Answer, type Seen, type WitnessKeys, type WitnessState } from './witness.ts'
export { parsePolicy, quorumHolds, keysOf, type Policy } from './policy.ts'

/** evidence in one's hand, and the one question about it */
export { formatProofFile, parseProofFile, formatEarlier, parseEarlier, type EarlierCheckpoint, type ProofFile } from './proofFile.ts'
export { signReceipt, receiptBytes, receiptText, parseReceipt, openReceipt, maxMergeDelaySeconds, type Receipt, type SignedReceipt } from './receipt.ts'
export { verify, type Evidence, type Inclusion, type Verdict, type Witnessed } from './verify.ts'
export { attachmentsOf, type Inflate } from './attachments.ts'
export { readHanded, judge, formatReceiptKeyLine, paperDigest, type Handed, type HandedFile, type Judgement, type Names, type NamesFile, type PaperContent } from './handed.ts'

import {
  addSignatures, answer, bytesOf, consistencyProof, edgeRoot, emptyEdge, entryBytes, formatAddCheckpoint, formatEarlier, formatProofFile, formatVerifierKey, grow,
  inclusionProof, intl, leafHashOf, signCheckpoint, signerKey, signReceipt, tileReader, type EntryV1, type Profile, type SignerKey, type WitnessState,
} from '../../proof/index.ts'

/** A small log with three witnesses, kept the way a city keeps it: tiles, checkpoints, cosignatures, receipts. Deterministic. */
export const origin = 'xuchang.example/sunlog/2026'
export const start = 1_780_000_000
export const names = ['justice', 'audit', 'yanling']

export const keyFor = (name: string, profile: Profile, purpose: SignerKey['purpose']) => signerKey(name, profile, purpose, leafHashOf(bytesOf(`${name} ${purpose}`)))

export const entryOf = (i: number): EntryV1 => ({
  v: 1, origin, type: 'casework.accept', at: '2026-05-28T09:00:00.000+08:00', rec: (start + i) * 1e6, subject: `s${i}`, actor: { org: 'o', role: 'window', pid: 'p' },
  digests: { facts: '00'.repeat(32) }, deadline: '2026-06-26', anchor: null,
})

export interface Sample {
  log: SignerKey
  receiptKey: SignerKey
  witnesses: SignerKey[]
  policy: string
  entries: Uint8Array[]
  /** cosigned checkpoint of a size, made at start + size */
  checkpoint(size: number): Promise<string>
  /** .tlog-proof of an entry in the tree of a size, with the checkpoint of an earlier size where one is named */
  proof(index: number, size: number, earlier?: number): Promise<string>
  receipt(index: number): string
}

export function sample(profile: Profile = intl, count = 300, entries = Array.from({ length: count }, (_, i) => entryBytes(entryOf(i)))): Sample {
  const log = keyFor(origin, profile, 'note')
  const receiptKey = keyFor(origin, profile, 'receipt')
  const witnesses = names.map((n) => keyFor(`${n}.example/w`, profile, 'cosignature'))
  const leaves = entries.map((e) => leafHashOf(e, profile))
  const files = new Map(Array.from({ length: count }, (_, i) => [...grow(emptyEdge, leaves.slice(0, i + 1), profile).tiles]).flat())
  const reader = (size: number) => tileReader(async (path) => files.get(path), size, profile)
  const made = new Map<number, string>()

  async function checkpoint(size: number): Promise<string> {
    if (made.has(size)) return made.get(size)!
    const root = edgeRoot(grow(emptyEdge, leaves.slice(0, size), profile).edge, profile)
    let note = signCheckpoint({ origin, size, root }, log)
    for (const [i, witness] of witnesses.entries()) {
      const state: WitnessState = {}
      const said = answer(state, formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: note }), { logs: { [origin]: [log] }, own: [witness], now: start + size + i })
      note = addSignatures(note, said.body)
    }
    made.set(size, note)
    return note
  }
  async function proof(index: number, size: number, earlier?: number): Promise<string> {
    const extra = earlier === undefined ? undefined
      : formatEarlier({ proof: earlier ? await consistencyProof(reader(size), earlier, size, profile) : [], checkpoint: await checkpoint(earlier) })
    return formatProofFile({ index, proof: await inclusionProof(reader(size), index, size, profile), checkpoint: await checkpoint(size), extra })
  }
  const receipt = (index: number) => {
    const { type, at, rec, deadline } = entryOf(index)
    const leaf = Buffer.from(leaves[index]!).toString('hex')
    return signReceipt({ v: 1, origin, leaf, type, at, rec, deadline: deadline ?? null, maxMergeDelaySeconds: 60 }, receiptKey)
  }
  const policy = [`log ${formatVerifierKey(log)}`, ...witnesses.map((w, i) => `witness ${names[i]} ${formatVerifierKey(w)}`),
    'group oversight 1 justice audit', 'group q all oversight yanling', 'quorum q', ''].join('\n')
  return { log, receiptKey, witnesses, policy, entries, checkpoint, proof, receipt }
}

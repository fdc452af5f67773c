import { beforeAll, describe, expect, it } from 'vitest'
import {
  base64, bytesOf, canonical, formatProofFile, formatVerifierKey, intl, leafHashOf, openReceipt, parseEarlier, parseNote, parsePolicy, parseProofFile, parseReceipt, signReceipt, sm,
  verify, type Evidence, type Profile, type Receipt,
} from '../../proof/index.ts'
import { entryOf, keyFor, names, origin, sample, start, type Sample } from './sample.ts'

/* What a citizen is told about the evidence in his hand: the verdict, and which code for which trick. */

describe.each([['intl', intl], ['sm', sm]] as [string, Profile][])('profile %s', (_, profile) => {
  let s: Sample
  let evidence: (more: Partial<Evidence>) => Evidence
  const code = (e: Evidence) => { const v = verify(e); return v.ok ? 'ok' : v.code }
  const without = (proof: string, ...witnesses: string[]) => proof.split('\n').filter((l) => !witnesses.some((w) => l.startsWith(`— ${w}.`))).join('\n')
  beforeAll(() => {
    s = sample(profile, 60)
    evidence = (more) => ({ policy: parsePolicy(s.policy), receiptKeys: [s.receiptKey], ...more })
  })

  it('holds, says where, between which times, and who saw it', async () => {
    expect(verify(evidence({ entry: s.entries[30], proof: await s.proof(30, 50, 20), receipt: s.receipt(30) }))).toMatchObject({
      ok: true,
      // quorum of the later one: justice at +50 and yanling at +52; of the earlier one, counted from the last: yanling +22, audit +21
      inclusion: { origin, index: 30, size: 50, profile: profile.name, notBefore: start + 21, notAfter: start + 52,
        witnesses: names.map((witness, i) => ({ witness, time: start + 50 + i })) },
      receipt: { type: 'casework.accept', deadline: '2026-06-26', maxMergeDelaySeconds: 60 },
    })
  })
  it('holds by the leaf hash alone, where the entry stays private', async () => {
    expect(code(evidence({ leaf: leafHashOf(s.entries[3]!, profile), proof: await s.proof(3, 7) }))).toBe('ok')
    expect(code(evidence({ leaf: leafHashOf(s.entries[4]!, profile), proof: await s.proof(3, 7) }))).toBe('not-included')
    expect(code(evidence({ leaf: leafHashOf(s.entries[4]!, profile), entry: s.entries[3], proof: await s.proof(3, 7) }))).toBe('other-entry')
  })
  it('edited entry, borrowed proof, too few witnesses', async () => {
    const proof = await s.proof(3, 7)
    expect(code(evidence({ entry: s.entries[2], proof }))).toBe('not-included')
    expect(code(evidence({ entry: s.entries[3]!.with(40, 0x30), proof }))).toBe('not-included')
    expect(code(evidence({ entry: s.entries[3], proof: without(proof, 'justice') }))).toBe('ok')
    expect(code(evidence({ entry: s.entries[3], proof: without(proof, 'justice', 'audit') }))).toBe('quorum-missing')
    expect(code(evidence({ entry: s.entries[3], proof: without(proof, 'yanling') }))).toBe('quorum-missing')
    expect(code(evidence({ entry: s.entries[3], proof: without(proof, 'xuchang') }))).toBe('unsigned')
  })
  it('one witness who signs thrice is one witness', async () => {
    const proof = without(await s.proof(3, 7), 'justice', 'audit')
    const line = proof.split('\n').find((l) => l.startsWith('— yanling'))!
    expect(code(evidence({ entry: s.entries[3], proof: `${proof}${line}\n${line}\n` }))).toBe('quorum-missing')
  })
  it('an earlier checkpoint that holds the entry already, or of which this log did not grow, bounds nothing', async () => {
    const file = parseProofFile(await s.proof(30, 50, 20))
    const other = parseProofFile(await s.proof(30, 50, 10))
    const earlier = parseEarlier(file.extra!)!
    const swapped = bytesOf(`after\n${parseEarlier(other.extra!)!.proof.map((h) => base64(h) + '\n').join('')}\n${earlier.checkpoint}`)
    expect(code(evidence({ entry: s.entries[30], proof: formatProofFile({ ...file, extra: swapped }) }))).toBe('not-consistent')
    expect(code(evidence({ entry: s.entries[30], proof: await s.proof(30, 50, 31) }))).toBe('not-consistent')
    expect(code(evidence({ entry: s.entries[30], proof: formatProofFile({ ...file, extra: new Uint8Array([200]) }) }))).toBe('ok')
    expect(verify(evidence({ entry: s.entries[30], proof: await s.proof(30, 50, 0) }))).toMatchObject({ ok: true, inclusion: { notBefore: start + 1 } })
  })
  it('receipt: changed by one character, of an unknown key, for another entry', () => {
    const receipt = s.receipt(3)
    expect(code(evidence({ receipt, entry: s.entries[3] }))).toBe('ok')
    expect(code(evidence({ receipt, entry: s.entries[4] }))).toBe('other-entry')
    expect(code(evidence({ receipt, receiptKeys: [] }))).toBe('unknown-key')
    expect(code(evidence({ receipt: receipt.replace('*60*', '*61*') }))).toBe('bad-signature')
    expect(code(evidence({ receipt: receipt.replace('2026-06-26', '2026-06-27') }))).toBe('bad-signature')
    expect(code(evidence({}))).toBe('nothing-to-verify')
  })
  it('receipt and proof must be of one entry, and the receipt must say what the entry says', async () => {
    expect(code(evidence({ receipt: s.receipt(4), leaf: undefined, entry: s.entries[3], proof: await s.proof(3, 7) }))).toBe('other-entry')
    const told = { ...parseReceipt(s.receipt(3)).receipt, deadline: '2026-07-01' }
    const text = signReceipt(told, s.receiptKey)
    expect(code(evidence({ receipt: text }))).toBe('ok')
    expect(code(evidence({ receipt: text, entry: s.entries[3] }))).toBe('receipt-differs')
  })
})

describe('the time an entry claims', () => {
  const s = sample(intl, 3)
  const policy = parsePolicy(s.policy)
  /** the second entry of a log, claiming a time, in the tree of two cosigned at start + 2 to + 4; a tree of one was cosigned at start + 1 to + 3 */
  async function claimed(rec: number): Promise<string> {
    const entries = [s.entries[0]!, bytesOf(canonical({ ...entryOf(1), rec: Math.round(rec * 1e6) }))]
    const v = verify({ entry: entries[1], policy, proof: await sample(intl, 2, entries).proof(1, 2, 1) })
    return v.ok ? 'ok' : v.code
  }
  it('lies within what witnesses saw, a minute of merging and five seconds of clocks allowed for', async () => {
    const [before, after] = [start + 1 + 1, start + 2 + 2]
    for (const [rec, expected] of [[before, 'ok'], [before - 65, 'ok'], [before - 65.001, 'dated-before'], [before - 86_400, 'dated-before'], [after + 5, 'ok'], [after + 5.001, 'dated-after'], [after + 86_400, 'dated-after']] as const)
      expect(await claimed(rec), String(rec - start)).toBe(expected)
  })
})

describe('the receipt\'s text', () => {
  const key = keyFor(origin, intl, 'receipt')
  const receipt: Receipt = { v: 1, origin, leaf: '0'.repeat(64), type: 'casework.accept', at: '2026-05-28T09:00:00.000+08:00', rec: 1, deadline: null, maxMergeDelaySeconds: 60 }
  it('fits a small QR code as the fragment of an address, and is read back as it was', () => {
    const text = signReceipt(receipt, key)
    expect(text.length).toBeLessThan(260)
    expect(new URL(`https://city.example/r#${text}`).hash).toBe(`#${text}`)
    expect(openReceipt(text, [key]).receipt).toEqual(receipt)
  })
  it('refuses what would need escaping, keys of another purpose, and keys of another log', () => {
    for (const bad of [{ origin: '许昌/1' }, { type: 'a b' }, { type: 'a*b' }, { type: '' }, { leaf: '00' }, { rec: 1.5 }]) expect(() => signReceipt({ ...receipt, ...bad }, key), JSON.stringify(bad)).toThrow()
    expect(() => signReceipt(receipt, keyFor(origin, intl, 'note'))).toThrow(/wrong-key/)
    expect(() => openReceipt(signReceipt(receipt, keyFor('other.example/log', intl, 'receipt')), [keyFor('other.example/log', intl, 'receipt')])).toThrow(/unknown-key/)
  })
  it('a receipt key signs no checkpoint, and no checkpoint key opens a receipt', () => {
    expect(formatVerifierKey(key)).not.toBe(formatVerifierKey(keyFor(origin, intl, 'note')))
    expect(() => openReceipt(signReceipt(receipt, key), [{ ...key, purpose: 'note' }])).toThrow(/unknown-key/)
    expect(() => parseNote(signReceipt(receipt, key))).toThrow()
  })
})

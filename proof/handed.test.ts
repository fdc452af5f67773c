import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { entryLines, faults, otherEntries, sayFault, sayVerdict } from '../contract/sayProof.ts'
import {
  addSignatures, bytesOf, canonical, formatProofFile, formatReceiptKeyLine, formatVerifierKey, inclusionProof, intl, judge, leafHashOf, paperDigest, readHanded, rootOf, signatureLine,
  signCheckpoint, signerKey, signReceipt, type HandedFile,
} from './index.ts'
import { bytesToHex } from '@noble/hashes/utils.js'

const origin = '411000/sunlog/2020'
const secret = (n: number) => new Uint8Array(32).fill(n)
const [log, witness, promiser] = [signerKey(origin, intl, 'note', secret(1)), signerKey('justice.example', intl, 'cosignature', secret(2)), signerKey(origin, intl, 'receipt', secret(3))]
const paper = { template: 'P14', version: 1, number: '甲1', data: { heading: '营业执照', holder: '陈' }, salt: '00'.repeat(32) }
const rec = 1_608_861_600_000_000
const entry = bytesOf(canonical({ v: 1, origin, type: 'casework.issue', at: '2020-12-25T10:00:00.000+08:00', rec, subject: 'x', actor: { org: null, role: 'system', pid: null }, digests: { 'document.P14': paperDigest(paper) }, anchor: null }))
const others = ['a', 'b', 'c', 'd'].map((x) => leafHashOf(bytesOf(x)))
const leaves = [...others.slice(0, 2), leafHashOf(entry), ...others.slice(2)]
const read = async (nodes: { level: number; index: number }[]) => nodes.map((n) => rootOf(leaves.slice(n.index * 2 ** n.level, (n.index + 1) * 2 ** n.level)))

async function evidence(): Promise<{ proof: string; policy: string; receipt: string }> {
  const note = signCheckpoint({ origin, size: 5, root: rootOf(leaves) }, log)
  const checkpoint = addSignatures(note, signatureLine(note.slice(0, note.indexOf('\n\n') + 1), witness, rec / 1e6 + 3))
  return {
    proof: formatProofFile({ index: 2, proof: await inclusionProof(read as never, 2, 5), checkpoint }),
    policy: `${formatReceiptKeyLine(formatVerifierKey(promiser))}log ${formatVerifierKey(log)}\nwitness sfj ${formatVerifierKey(witness)}\nquorum sfj\n`,
    receipt: signReceipt({ v: 1, origin, leaf: bytesToHex(leafHashOf(entry)), type: 'casework.issue', at: '2020-12-25T10:00:00.000+08:00', rec, deadline: null, maxMergeDelaySeconds: 60 }, promiser),
  }
}

const handIn = (files: (string | Uint8Array)[]) => readHanded(files.map((bytes, i): HandedFile => ({ name: `file ${i}`, bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes })), (b) => promisify(inflate)(b))
const judged = async (...files: (string | Uint8Array)[]) => judge(await handIn(files))

/** as small as a PDF with attached files can be */
async function pdfOf(...files: Uint8Array[]): Promise<Uint8Array> {
  const objects = await Promise.all(files.map(async (f, i) => {
    const packed = await promisify(deflate)(f)
    return Buffer.concat([Buffer.from(`${i + 1} 0 obj\n<< /Length ${packed.length} /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n`), packed, Buffer.from('\nendstream\nendobj\n')])
  }))
  return Buffer.concat([Buffer.from('%PDF-1.7\n%\x80\x80\n', 'latin1'), ...objects, Buffer.from('%%EOF\n')])
}

describe('what a person has in hand', () => {
  it('is recognised by what it says, in any order, and judged', async () => {
    const { proof, policy, receipt } = await evidence()
    const j = await judged(JSON.stringify(paper), receipt, policy, entry, proof)
    expect(j).toMatchObject({ ok: true, inclusion: { index: 2, notAfter: rec / 1e6 + 3, witnesses: [{ witness: 'sfj' }] }, receipt: { origin }, paper: { number: '甲1' } })
    expect(sayVerdict(j)[0]).toBe('第 2 条，不晚于 2020年12月25日 10:00:03 入账，经 sfj 见证')
    // the link that a QR code holds ends with the receipt
    expect(await judged(policy, `https://hall.example/proof/x#${receipt}`)).toMatchObject({ ok: true, receipt: { type: 'casework.issue' } })
  })

  it('may come with names for the codes of its entry: read beside them, never part of the verdict, and only for these very codes', async () => {
    const { proof, policy } = await evidence()
    const coded = bytesOf(canonical({ v: 1, origin, type: 'casework.issue', at: '2020-12-25T10:00:00.000+08:00', rec, subject: 'x', item: { key: 'a', revision: 2 }, actor: { org: 'o', role: 'system', pid: null }, digests: {}, anchor: null }))
    const receipt = signReceipt({ v: 1, origin, leaf: bytesToHex(leafHashOf(coded)), type: 'casework.issue', at: '2020-12-25T10:00:00.000+08:00', rec, deadline: null, maxMergeDelaySeconds: 60 }, promiser)
    const named = (names: unknown) => judged(receipt, policy, coded, JSON.stringify({ proven: false, leaf: '', names }))
    const item = { key: 'a', revision: 2, name: '甲事项' }
    const j = await named({ item, organ: { key: 'o', name: '乙局' } })
    expect(j).toMatchObject({ ok: true, names: { item, organ: { name: '乙局' } } })
    expect(entryLines(j.entry!, () => undefined, j.names)).toEqual(expect.arrayContaining([['事项', '甲事项（a）'], ['机关', '乙局（o）']]))
    // without names a code is called a code
    expect(entryLines(j.entry!, () => undefined)).toEqual(expect.arrayContaining([['事项代码', 'a'], ['机关代码', 'o']]))
    for (const other of [{ item: { ...item, revision: 3 } }, { item: { ...item, key: 'b' } }, { organ: { key: 'p', name: '乙局' } }, { item: { ...item, name: 7 } }, { item: { ...item, name: '长'.repeat(101) } }, { item: null, organ: 'x' }])
      expect((await named(other) as { names: unknown }).names, JSON.stringify(other)).toEqual({})
    expect(await judged(proof, policy, entry, JSON.stringify({ proven: false, leaf: '', names: {} }))).toMatchObject({ ok: true })
  })

  it('comes out of a PDF; a policy that came out of it too is named as such and gives way to one handed in', async () => {
    const { proof, policy } = await evidence()
    const pdf = await pdfOf(bytesOf(proof), entry, bytesOf(policy), bytesOf(JSON.stringify(paper)))
    const alone = await handIn([pdf])
    expect(alone).toMatchObject({ pdf: true, policy: { fromDocument: true } })
    expect(judge(alone)).toMatchObject({ ok: true, paper })
    const stranger = policy.replace(formatVerifierKey(witness), formatVerifierKey(signerKey('other.example', intl, 'cosignature', secret(9))))
    expect(judge(await handIn([pdf, stranger]))).toMatchObject({ ok: false, code: 'quorum-missing' })
  })

  it('does not hold with a single bit of it changed', async () => {
    const { proof, policy, receipt } = await evidence()
    const all = { proof: bytesOf(proof), entry, paper: bytesOf(JSON.stringify(paper)), receipt: bytesOf(receipt) }
    for (const part of ['proof', 'entry', 'paper', 'receipt'] as const)
      for (let at = 0; at < all[part].length; at += part === 'proof' ? 17 : 5) {
        const changed = all[part].slice()
        changed[at]! ^= 1
        const files = { ...all, [part]: changed }
        const handed = await handIn([policy, ...Object.values(files)])
        // bytes that are nothing any more are said to be nothing
        if (handed.unknown.length) continue
        const j = judge(handed)
        expect(j.ok, `${part} byte ${at}`).toBe(false)
        expect(!j.ok && faults[j.code], `${part} byte ${at}: ${!j.ok && j.code}`).toBeTruthy()
      }
  })

  it('asks for a policy before it believes anybody', async () => {
    const { proof } = await evidence()
    expect(await judged(proof, entry)).toMatchObject({ ok: false, code: 'no-policy' })
    expect(await judged('hello')).toMatchObject({ ok: false, code: 'nothing-to-verify' })
  })
})

describe('entries in words', () => {
  it('has a word for every kind of entry that the server writes and no procedure knows', () => {
    const sources = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((f) => /\.ts$/.test(f) && !/\.test\./.test(f)).map((f) => readFileSync(`server/${f}`, 'utf8')).join('\n')
    const types = sources.split('\n').filter((line) => /type: /.test(line)).flatMap((line) => [...line.matchAll(/'((?:sunlog|casework|hall|directory|catalogue|backup|credentials)\.[A-Za-z.]+)'/g)].map((m) => m[1]!))
    expect(types.length).toBeGreaterThan(20)
    expect(types.filter((t) => !otherEntries[t])).toEqual([])
  })
})

describe('faults in words', () => {
  it('has a sentence for every code that the room of evidence can give, and for no other', () => {
    const sources = readdirSync('proof').filter((f) => /\.ts$/.test(f) && !/\.test\./.test(f)).map((f) => readFileSync(`proof/${f}`, 'utf8')).join('\n')
    const codes = [...sources.matchAll(/(?:ProofError\(|\bno\(|code: )'([a-z0-9-]+)'/g)].map((m) => m[1]!)
    expect([...new Set(codes)].sort()).toEqual(Object.keys(faults).sort())
    expect(sayFault('unheard-of')).toContain('unheard-of')
  })
})

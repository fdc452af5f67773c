import { beforeAll, describe, expect, it } from 'vitest'
import {
  addSignatures, answer, base64, equal, formatAddCheckpoint, formatVerifierKey, intl, openNote, parseAddCheckpoint, parsePolicy, peekCheckpoint, quorumHolds, signCheckpoint,
  sm, verifyConsistency, type WitnessKeys, type WitnessState,
} from '../../proof/index.ts'
import { consistencyProof, edgeRoot, emptyEdge, grow, leafHashOf, tileReader } from '../../proof/index.ts'
import { keyFor, origin, sample, start, type Sample } from './sample.ts'

/* One test for each MUST of C2SP tlog-witness and tlog-policy, named after it. */

let s: Sample
let keys: WitnessKeys
beforeAll(() => {
  s = sample()
  keys = { logs: { [origin]: [s.log] }, own: [s.witnesses[0]!], now: start }
})
const at = (size: number) => grow(emptyEdge, s.entries.slice(0, size).map((e) => leafHashOf(e)))
const rootOf = (size: number) => edgeRoot(at(size).edge)
const signed = (size: number, root = rootOf(size)) => signCheckpoint({ origin, size, root }, s.log)
const proofOf = (from: number, to: number) => consistencyProof(tileReader(async (p) => at(to).tiles.get(p), to), from, to)
const ask = (state: WitnessState, oldSize: number, proof: Uint8Array[], checkpoint: string, k = keys) => answer(state, formatAddCheckpoint({ oldSize, proof, checkpoint }), k)
const after = (size: number): WitnessState => size ? { [origin]: { size, root: rootOf(size) } } : {}

describe('tlog-witness', () => {
  it('body MUST be old size, proof lines, an empty line, a checkpoint; sizes without leading zeroes; at most 63 hashes', async () => {
    const request = { oldSize: 5, proof: await proofOf(5, 9), checkpoint: signed(9) }
    expect(parseAddCheckpoint(formatAddCheckpoint(request))).toEqual(request)
    const body = formatAddCheckpoint(request)
    for (const [from, to] of [['old 5', 'old 05'], ['old 5', 'Old 5'], ['old 5', 'old  5'], ['old 5\n', ''], ['=\n\n', '=\n'], ['old 5\n', 'old 5\nAAAA\n']])
      expect(answer(after(5), body.replace(from!, to!), keys).status, to).toBe(400)
    expect(() => formatAddCheckpoint({ ...request, proof: Array(64).fill(new Uint8Array(32)) })).toThrow(/63/)
    expect(answer(after(5), body.replace('\n', '\n' + `${base64(new Uint8Array(32))}\n`.repeat(60)), keys).status).toBe(400)
  })
  it('origin unknown: MUST respond 404', () => {
    expect(ask({}, 0, [], signed(3), { ...keys, logs: {} }).status).toBe(404)
    expect(ask({}, 0, [], signCheckpoint({ origin: 'constructor', size: 0, root: rootOf(0) }, keyFor('constructor', intl, 'note'))).status).toBe(404)
  })
  it('no signature of a trusted key: MUST respond 403; signatures of unknown keys MUST be ignored', () => {
    const stranger = keyFor('example.com/x', intl, 'note')
    expect(ask({}, 0, [], signCheckpoint({ origin, size: 3, root: rootOf(3) }, stranger)).status).toBe(403)
    expect(ask({}, 0, [], signed(3).replace('\n3\n', '\n4\n')).status).toBe(403)
    const both = addSignatures(signed(3), signCheckpoint({ origin, size: 3, root: rootOf(3) }, stranger).split('\n\n')[1]!)
    expect(ask({}, 0, [], both).status).toBe(200)
  })
  it('old size above the checkpoint\'s: MUST respond 400', () => { expect(ask(after(5), 5, [], signed(4)).status).toBe(400) })
  it('old size is not that of the latest cosigned: MUST respond 409 with that size and text/x.tlog.size', async () => {
    expect(ask(after(5), 4, await proofOf(4, 9), signed(9))).toMatchObject({ status: 409, body: '5\n', contentType: 'text/x.tlog.size' })
    expect(ask({}, 4, await proofOf(4, 9), signed(9))).toMatchObject({ status: 409, body: '0\n' })
    expect(ask(after(5), 0, [], signed(9))).toMatchObject({ status: 409, body: '5\n' })
  })
  it('proof MUST be empty if the old size is zero; MUST respond 422 if it does not verify', async () => {
    expect(ask({}, 0, [new Uint8Array(32)], signed(3)).status).toBe(422)
    const proof = await proofOf(5, 9)
    expect(ask(after(5), 5, proof, signed(9)).status).toBe(200)
    expect(ask(after(5), 5, proof.slice(1), signed(9)).status).toBe(422)
    expect(ask(after(5), 5, proof, signed(9, leafHashOf(new Uint8Array(1)))).status).toBe(422)
  })
  it('same size: MUST check that the roots are identical; another root is refused and nothing is cosigned', () => {
    expect(ask(after(5), 5, [], signed(5)).status).toBe(200)
    const split = ask(after(5), 5, [], signed(5, rootOf(4)))
    expect(split.status).toBe(422)
    expect(split.body).not.toContain('—')
    expect(ask({}, 0, [], signed(0)).status).toBe(200)
    expect(ask({}, 0, [], signed(0, rootOf(1))).status).toBe(422)
  })
  it('all well: MUST update its record and respond 200 with cosignatures of its own keys', async () => {
    const said = ask(after(5), 5, await proofOf(5, 9), signed(9))
    expect(said).toMatchObject({ status: 200, newState: { [origin]: { size: 9 } } })
    expect(equal(said.newState[origin]!.root, rootOf(9))).toBe(true)
    expect(openNote(addSignatures(signed(9), said.body), [s.witnesses[0]!]).verified).toMatchObject([{ time: start }])
  })
  it('on every refusal its record stays', async () => {
    const state = after(5)
    for (const said of [ask(state, 5, [], signed(4)), ask(state, 4, [], signed(9)), ask(state, 5, [], signed(9)), ask(state, 5, [], signed(5, rootOf(4)))]) expect(said.newState).toBe(state)
  })
  it('a log rolled back to a backup is told the size that was seen', async () => {
    let state: WitnessState = {}
    for (const [from, to] of [[0, 3], [3, 8], [8, 8], [8, 300]]) state = ask(state, from!, from ? await proofOf(from, to!) : [], signed(to!)).newState
    expect(ask(state, 3, await proofOf(3, 8), signed(8))).toMatchObject({ status: 409, body: '300\n' })
    expect(verifyConsistency(8, 300, rootOf(8), peekCheckpoint(signed(300)).root, await proofOf(8, 300))).toBe(true)
  })
  it('a log of the national profile is cosigned with the witness\'s key of that profile', async () => {
    const n = sample(sm, 3)
    const both = { logs: { [origin]: [n.log] }, own: [s.witnesses[0]!, n.witnesses[0]!], now: start }
    const said = ask({}, 0, [], (await n.checkpoint(3)), both)
    expect(said.status).toBe(200)
    expect(said.body.split('\n')).toHaveLength(2)
  })
})

describe('tlog-policy', () => {
  const vkey = (name: string, purpose: 'note' | 'cosignature' = 'cosignature') => formatVerifierKey(keyFor(name, intl, purpose))
  const witnesses = ['a', 'b', 'c', 'd'].map((w) => `witness ${w} ${vkey(w)} https://${w}.example/`).join('\n')
  const holds = (rules: string, ...seen: string[]) => quorumHolds(parsePolicy(`${witnesses}\n${rules}\n`), new Set(seen))

  it('any is one, all is every one, k is at least k', () => {
    expect([holds('group g any a b\nquorum g'), holds('group g any a b\nquorum g', 'b')]).toEqual([false, true])
    expect([holds('group g all a b\nquorum g', 'a'), holds('group g all a b\nquorum g', 'a', 'b')]).toEqual([false, true])
    expect([holds('group g 2 a b c\nquorum g', 'a', 'd'), holds('group g 2 a b c\nquorum g', 'a', 'c')]).toEqual([false, true])
    expect([holds('quorum a', 'b'), holds('quorum a', 'a'), holds('quorum none')]).toEqual([false, true, true])
    const nested = 'group x 2 a b c\ngroup y any d\ngroup q all x y\nquorum q'
    expect([holds(nested, 'a', 'b'), holds(nested, 'a', 'd'), holds(nested, 'a', 'b', 'd')]).toEqual([false, false, true])
  })
  it('comments, empty lines, tabs, and text that is not ASCII are allowed', () => {
    expect(parsePolicy(`  # 注\n\n\t log\t ${vkey('o', 'note')} \nwitness 司法局 ${vkey('x')}\nquorum 司法局`)).toMatchObject({ quorum: '司法局', logs: [{ key: { name: 'o' } }] })
  })
  it.each([
    ['no quorum', 'group g any a'], ['two quorums', 'quorum a\nquorum a'], ['a quorum defined on no line before', 'quorum g\ngroup g any a'],
    ['a member defined on no line before', 'group g any h\ngroup h any a\nquorum g'], ['itself as a member', 'group g any g\nquorum g'],
    ['none as a member', 'group g any none\nquorum g'], ['none as a name', 'group none any a\nquorum none'], ['a name twice', 'group a any b\nquorum a'],
    ['a member of two groups', 'group g any a b\ngroup h any a c\nquorum g'], ['a member twice', 'group g 2 a a\nquorum g'],
    ['no member', 'group g any\nquorum none'], ['k = 0', 'group g 0 a\nquorum g'], ['k > n', 'group g 3 a b\nquorum g'], ['k not decimal', 'group g 0x1 a\nquorum g'],
    ['the same public key twice', `witness e ${formatVerifierKey(keyFor('a', intl, 'cosignature'))}\nquorum a`], ['a log key as a witness', `witness e ${vkey('e', 'note')}\nquorum a`],
    ['a witness key as a log', `log ${vkey('e')}\nquorum a`], ['a control character', 'quorum a\r'], ['delete', 'quorum a # \u007f'], ['another word', 'mirror x\nquorum a'],
  ])('refuses %s', (_, rules) => {
    expect(() => parsePolicy(`${witnesses}\n${rules}\n`)).toThrow(/malformed-policy/)
  })
})

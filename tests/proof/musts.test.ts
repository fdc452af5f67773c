import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  addSignatures, base64, bytesOf, formatBundle, formatCheckpoint, formatProofFile, formatSignerKey, formatVerifierKey, fromBase64, intl, newTiles, openCheckpoint,
  openNote, parseBundle, parseCheckpoint, parseNote, parseProofFile, parseSignerKey, parseTilePath, parseVerifierKey, signatureLine, signNote, sm, textOf, tileAt, tilePath,
} from '../../proof/index.ts'
import { keyFor, names, origin, sample, start, type Sample } from './sample.ts'

/* One test for each MUST of the C2SP formats, named after it. Witness and policy: musts.witness.test.ts. */

const key = keyFor('example.com/a', intl, 'note')
const other = keyFor('example.com/b', intl, 'note')
const text = 'first\n\nlast\n'
const note = signNote(text, key)
let s: Sample
beforeAll(() => { s = sample() })

describe('signed-note', () => {
  it('text MUST be ignored unless a trusted key signed and the signature has been verified', () => {
    expect(openNote(note, [key])).toMatchObject({ text, unknown: 0 })
    expect(() => openNote(note, [other])).toThrow(/unsigned/)
    expect(() => openNote(note.replace('first', 'First'), [key])).toThrow(/bad-signature/)
  })
  it('MUST be valid UTF-8', () => {
    expect(() => textOf(new Uint8Array([0x66, 0xff, 0x0a]))).toThrow(/utf8/)
    expect(() => parseNote(note.replace('first', '\ud842'))).toThrow(/utf8/)
    expect(openNote(signNote('𠮷·䶮\n', key), [key]).text).toBe('𠮷·䶮\n')
  })
  it('MUST NOT contain ASCII control characters other than newline', () => {
    for (const c of ['\t', '\r', '\0', '\u001f']) {
      expect(() => parseNote(note.replace('first', `fir${c}st`))).toThrow(/control/)
      expect(() => signNote(`a${c}\n`, key)).toThrow(/control/)
    }
  })
  it('text is separated from the signatures by the last empty line', () => { expect(parseNote(note).text).toBe(text) })
  it('key names MUST be non-empty and MUST NOT contain Unicode spaces or plus', () => {
    for (const name of ['', 'a b', 'a\u00a0b', 'a\u3000b', 'a+b', 'a\u0085b']) {
      expect(() => keyFor(name, intl, 'note'), JSON.stringify(name)).toThrow(/malformed-key/)
      expect(() => parseNote(`x\n\n— ${name} AAAAAAA=\n`)).toThrow()
    }
  })
  it('verifiers MUST accept at least 16 signatures; ours 100', () => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => signatureLine(text, keyFor(`k${i}`, intl, 'note'))).join('')
    expect(openNote(addSignatures(note, lines(99)), [key]).unknown).toBe(99)
    expect(() => addSignatures(note, lines(100))).toThrow(/too many/)
  })
  it('verifiers MUST ignore signatures from unknown keys, even if they share a name or id (but not both) with a known key', () => {
    const { lines } = parseNote(note)
    const [sharesName, sharesId] = [{ ...lines[0]!, id: '00000000' }, { ...lines[0]!, name: 'example.com/c' }]
    const line = (l: typeof sharesName) => `— ${l.name} ${base64(new Uint8Array([...Buffer.from(l.id, 'hex'), ...l.signature.with(0, 1)]))}\n`
    expect(openNote(note + line(sharesName) + line(sharesId), [key])).toMatchObject({ unknown: 2, verified: [{ key }] })
  })
  it('if name and id match a known key, verifiers MUST verify the signature; a bad one refuses the note', () => {
    const both = addSignatures(note, signatureLine(text, other))
    expect(openNote(both, [key, other]).verified).toHaveLength(2)
    const last = parseNote(both).lines[1]!
    const bad = note + `— ${last.name} ${base64(new Uint8Array([...Buffer.from(last.id, 'hex'), ...last.signature.with(9, last.signature[9]! ^ 1)]))}\n`
    expect(openNote(bad, [key]).unknown).toBe(1)
    expect(() => openNote(bad, [key, other])).toThrow(/bad-signature/)
  })
  it('if no signature from a known key verifies, clients MUST reject the note', () => { expect(() => openNote(note, [])).toThrow(/unsigned/) })
  it('key id is the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key); key texts are read back, and refused when changed', () => {
    const id = createHash('sha256').update(Buffer.concat([Buffer.from('example.com/a\n\x01'), key.publicKey])).digest('hex').slice(0, 8)
    expect(key.id).toBe(id)
    for (const profile of [intl, sm]) {
      for (const purpose of ['note', 'cosignature', 'receipt'] as const) {
        const k = keyFor('n', profile, purpose)
        expect(parseSignerKey(formatSignerKey(k))).toEqual(k)
        expect(formatVerifierKey(parseVerifierKey(formatVerifierKey(k)))).toBe(formatVerifierKey(k))
        expect(() => parseVerifierKey(formatVerifierKey(k).replace('n+', 'm+'))).toThrow(/id/)
        expect(() => parseVerifierKey(formatSignerKey(k))).toThrow(/malformed/)
      }
    }
    expect(() => parseVerifierKey('n+00000000+AgAA')).toThrow(/malformed-key/)
  })
  it.each(['', 'x', 'x\n', 'x\n\n', 'x\n\n— a\n', 'x\n\n— a b\n', 'x\n\n- a AAAAAAA=\n', 'x\n\n— a AAAA\n', 'x\n\n— a AAAAAAA=', 'x\n\n— a AAAAAAA= \n', 'x\n\n— a AAAAAAB=\n'])('malformed: %j', (bad) => {
    expect(() => parseNote(bad)).toThrow()
  })
})

describe('tlog-checkpoint', () => {
  const root = base64(new Uint8Array(32))
  it('origin MUST be non-empty', () => { expect(() => parseCheckpoint(`\n1\n${root}\n`)).toThrow(/malformed/) })
  it('size has no leading zeroes, no sign, and can be held', () => {
    for (const size of ['01', '+1', '-1', '', '1.0', '1e3', '٣', '9007199254740992']) expect(() => parseCheckpoint(`o\n${size}\n${root}\n`), size).toThrow()
    expect(parseCheckpoint(`o\n0\n${root}\n`).size).toBe(0)
  })
  it('root is one hash in standard Base64', () => {
    for (const bad of [root.slice(0, -1), root.replace('=', 'A='), base64(new Uint8Array(31)), root.replace('A=', 'B=')]) expect(() => parseCheckpoint(`o\n1\n${bad}\n`)).toThrow()
  })
  it('extension lines MUST be non-empty', () => {
    expect(parseCheckpoint(`o\n1\n${root}\nx y\n`).extensions).toEqual(['x y'])
    expect(() => parseCheckpoint(`o\n1\n${root}\n\nx\n`)).toThrow(/malformed/)
    expect(() => formatCheckpoint({ origin: 'o', size: 1, root: new Uint8Array(32), extensions: [''] })).toThrow(/malformed/)
    expect(() => formatCheckpoint({ origin: 'o\n2', size: 1, root: new Uint8Array(32) })).toThrow(/malformed/)
  })
  it('is vouched for only by the log whose key is named after the origin (tlog-policy: MUST correspond)', async () => {
    const checkpoint = await s.checkpoint(5)
    expect(openCheckpoint(checkpoint, [s.log])).toMatchObject({ origin, size: 5 })
    expect(() => openCheckpoint(signNote(parseNote(checkpoint).text, key), [key])).toThrow(/unsigned/)
    expect(() => openCheckpoint(checkpoint, s.witnesses)).toThrow(/unsigned/)
  })
})

describe('tlog-cosignature', () => {
  it('key id MUST be made with 0x04, the message MUST begin with the two lines, the signature MUST be timestamped', async () => {
    const w = s.witnesses[0]!
    expect(w.id).toBe(createHash('sha256').update(Buffer.concat([Buffer.from(`${w.name}\n\x04`), w.publicKey])).digest('hex').slice(0, 8))
    const { text: body, lines } = parseNote(await s.checkpoint(5))
    const { signature } = lines.find((l) => l.id === w.id)!
    expect(Buffer.from(signature).readBigUInt64BE()).toBe(BigInt(start + 5))
    expect(intl.scheme.verify(w.publicKey, bytesOf(`cosignature/v1\ntime ${start + 5}\n${body}`), signature.subarray(8))).toBe(true)
  })
  it('extension lines MUST be included in the cosigned message', () => {
    const w = s.witnesses[0]!
    const body = formatCheckpoint({ origin, size: 1, root: new Uint8Array(32), extensions: ['more'] })
    expect(() => openNote(signNote(body, w, start).replace('more', 'less'), [w])).toThrow(/bad-signature/)
  })
  it('the same key under another type or another time is another signature', () => {
    const w = keyFor('x', intl, 'cosignature')
    expect(() => openNote(signNote('a\n', w, 7), [{ ...w, purpose: 'note' }])).toThrow(/bad-signature/)
    expect(() => signNote('a\n', w)).toThrow(/wrong-key/)
    expect(() => signNote('a\n', w, -1)).toThrow(/malformed-number/)
  })
  it('timestamp MUST NOT exceed 2^63 - 1', () => {
    const w = keyFor('x', intl, 'cosignature')
    const line = (time: Uint8Array) => `a\n\n— x ${base64(new Uint8Array([...Buffer.from(w.id, 'hex'), ...time, ...new Uint8Array(64)]))}\n`
    expect(() => openNote(line(new Uint8Array(8).fill(255)), [w])).toThrow(/out of range/)
  })
})

describe('tlog-tiles', () => {
  it('level MUST be decimal, 0 to 63, without leading zeroes; N MUST be groups of three digits, all but the last with x', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 'entries', index: 5, width: 3 })).toBe('tile/entries/005.p/3')
    for (const tile of [{ level: 63, index: 0, width: 1 }, { level: 1, index: 1000, width: 256 }, { level: 'entries' as const, index: 999_999_999, width: 255 }])
      expect(parseTilePath(tilePath(tile))).toEqual(tile)
    for (const bad of ['tile/64/000', 'tile/00/000', 'tile/0/0', 'tile/0/x000/001', 'tile/0/x001', 'tile/0/001/002', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01', 'tile/-1/000', 'tile/0/../000', '/tile/0/000', 'tile/0/000\n'])
      expect(() => parseTilePath(bad), bad).toThrow(/malformed-path/)
  })
  it('full tiles MUST be 256 wide, partial ones MUST NOT be hashed into the level above, empty ones MUST NOT be served: the example of 70 000', () => {
    const tiles = newTiles(0, 70_000)
    const of = (level: number, partial: boolean) => tiles.filter((t) => t.level === level && (t.width < 256) === partial)
    expect([of(0, false).length, of(0, true), of(1, false).length, of(1, true), of(2, false).length, of(2, true)])
      .toEqual([273, [{ level: 0, index: 273, width: 112 }], 1, [{ level: 1, index: 1, width: 17 }], 0, [{ level: 2, index: 0, width: 1 }]])
    expect(tiles.every((t) => t.width > 0)).toBe(true)
    expect(newTiles(0, 256).map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
    expect([newTiles(0, 0), newTiles(256, 256), tileAt(0, 1, 256).width]).toEqual([[], [], 0])
  })
  it('entry bundles are sequences of entries behind big-endian uint16 lengths', () => {
    const entries = [bytesOf('one'), new Uint8Array(0), new Uint8Array(65535)]
    expect(parseBundle(formatBundle(entries))).toEqual(entries)
    expect(() => formatBundle([new Uint8Array(65536)])).toThrow(/too-large/)
    for (const bad of [[0], [0, 1], [0, 2, 7]]) expect(() => parseBundle(new Uint8Array(bad))).toThrow(/malformed-bundle/)
  })
})

describe('tlog-proof', () => {
  it('first line MUST be the version; the index line MUST follow, without leading zeroes', async () => {
    const proof = await s.proof(3, 7)
    expect(parseProofFile(proof)).toMatchObject({ index: 3, extra: undefined })
    expect(formatProofFile(parseProofFile(proof))).toBe(proof)
    for (const [from, to] of [['@v1', '@v2'], ['index 3', 'index 03'], ['index 3', 'index  3'], ['index 3\n', ''], ['index', 'Index'], ['c2sp', '\nc2sp']]) expect(() => parseProofFile(proof.replace(from!, to!)), to).toThrow()
  })
  it('extra data is carried as it is, and MUST NOT be trusted: of another form it changes nothing', async () => {
    const file = parseProofFile(await s.proof(3, 7))
    const text = formatProofFile({ ...file, extra: new Uint8Array([255, 0, 1]) })
    expect(text.split('\n')[1]).toBe('extra /wAB')
    expect(parseProofFile(text).extra).toEqual(fromBase64('/wAB'))
    expect(names).toHaveLength(3)
  })
})

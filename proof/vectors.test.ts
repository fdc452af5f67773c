import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexToBytes, bytesToHex } from '@noble/hashes/utils.js'
import { sm3 as sm3Hex } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import {
  bytesOf, equal, fromBase64, inclusionProof, intl, leafHashOf, openCheckpoint, parseBundle, parseVerifierKey, peekCheckpoint, rootAt, rootOf, sm, sm3,
  tileAt, tilePath, tileReader, verifyConsistency, verifyInclusion,
} from './index.ts'

/* Public vectors, unchanged: ../shared/data/vectors. Ours must say what their authors say. */

const vectors = '../shared/data/vectors'
const there = existsSync(vectors)
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const files = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.name.endsWith('.json')).map((f) => join(f.parentPath, f.name))
const hashes = (list: string[] | null) => (list ?? []).map(fromBase64)
const opt = (text: string | null) => fromBase64(text ?? '')

describe.skipIf(!there)('transparency-dev/merkle', () => {
  it('inclusion: says of every case what its authors say', () => {
    const cases = files(`${vectors}/merkle/inclusion`)
    expect(cases).toHaveLength(98)
    for (const file of cases) {
      const c = json(file)
      expect(verifyInclusion(c.leafIdx, c.treeSize, opt(c.leafHash), hashes(c.proof), opt(c.root)), file).toBe(!c.wantErr)
    }
  })
  it('consistency: says of every case what its authors say, an empty first tree included', () => {
    const cases = files(`${vectors}/merkle/consistency`)
    expect(cases).toHaveLength(98)
    for (const file of cases) {
      const c = json(file)
      expect(verifyConsistency(c.size1, c.size2, opt(c.root1), opt(c.root2), hashes(c.proof)), file).toBe(!c.wantErr)
    }
  })
})

describe.skipIf(!there)('transparency-dev/tessera, a real small log', () => {
  const log = `${vectors}/tessera`
  const key = parseVerifierKey('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx')
  const fetch = async (path: string) => existsSync(`${log}/${path}`) ? new Uint8Array(readFileSync(`${log}/${path}`)) : undefined

  it('opens all checkpoints with the log\'s key', () => {
    for (let size = 0; size < 16; size++) expect(openCheckpoint(readFileSync(`${log}/checkpoint.${size}`, 'utf8'), [key])).toMatchObject({ origin: 'example.com/log/testdata', size })
  })
  it('finds the signed root in the tiles and again in the entries, and proves every entry', async () => {
    for (let size = 0; size < 16; size++) {
      const { root } = peekCheckpoint(readFileSync(`${log}/checkpoint.${size}`, 'utf8'))
      const read = tileReader(fetch, size)
      expect(equal(await rootAt(read, size), root), `tiles of ${size}`).toBe(true)
      const leaves = size ? parseBundle((await fetch(tilePath(tileAt('entries', 0, size))))!).map((e) => leafHashOf(e)) : []
      expect(leaves).toHaveLength(size)
      expect(equal(rootOf(leaves), root), `entries of ${size}`).toBe(true)
      for (let i = 0; i < size; i++) expect(verifyInclusion(i, size, leaves[i]!, await inclusionProof(read, i, size), root)).toBe(true)
    }
  })
})

describe.skipIf(!there)('Wycheproof', () => {
  it('Ed25519', () => {
    let tried = 0
    for (const group of json(`${vectors}/wycheproof/ed25519_test.json`).testGroups) {
      for (const t of group.tests) {
        expect(intl.scheme.verify(hexToBytes(group.publicKey.pk), hexToBytes(t.msg), hexToBytes(t.sig)), `${t.tcId} ${t.comment}`).toBe(t.result === 'valid')
        tried++
      }
    }
    expect(tried).toBe(151)
  })
  it('HMAC-SM3', () => {
    let tried = 0
    for (const group of json(`${vectors}/wycheproof/hmac_sm3_test.json`).testGroups) {
      for (const t of group.tests) {
        const mac = sm3Hex(hexToBytes(t.msg), { key: hexToBytes(t.key), mode: 'hmac' }).slice(0, group.tagSize / 4)
        expect(mac === t.tag, `${t.tcId} ${t.comment}`).toBe(t.result === 'valid')
        tried++
      }
    }
    expect(tried).toBe(174)
  })
})

describe('the national standards\' own examples', () => {
  it('GB/T 32905, A.1: SM3 of abc', () => {
    expect(bytesToHex(sm3(bytesOf('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })
  it('GB/T 32918.5, A.2: the signature of "message digest"', () => {
    const publicKey = hexToBytes('0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13')
    const signature = hexToBytes('f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa')
    expect(sm.scheme.verify(publicKey, bytesOf('message digest'), signature)).toBe(true)
    expect(sm.scheme.verify(publicKey, bytesOf('message digesT'), signature)).toBe(false)
    const secret = hexToBytes('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')
    expect(bytesToHex(sm.scheme.publicKey(secret))).toBe(bytesToHex(publicKey))
    const own = sm.scheme.sign(secret, bytesOf('message digest'))
    expect(sm.scheme.verify(publicKey, bytesOf('message digest'), own)).toBe(true)
    // without luck: the same message is signed by the same bytes
    expect(equal(own, sm.scheme.sign(secret, bytesOf('message digest')))).toBe(true)
  })
})

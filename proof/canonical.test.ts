import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'
import { commitment, entryBytes, leafHash } from './entry.ts'

const vectors = '../shared/data/vectors/jcs'

describe('canonical JSON (RFC 8785)', () => {
  it.skipIf(!existsSync(vectors))('gives the published output for every published input', () => {
    const inputs = readdirSync(`${vectors}/input`)
    expect(inputs.length).toBeGreaterThan(5)
    for (const name of inputs)
      expect(canonical(JSON.parse(readFileSync(`${vectors}/input/${name}`, 'utf8'))), name)
        .toBe(readFileSync(`${vectors}/output/${name}`, 'utf8').trimEnd())
  })
  it('does not depend on the order in which properties were written', () => {
    expect(canonical({ b: 1, a: [true, null] })).toBe(canonical({ a: [true, null], b: 1 }))
  })
  it('keeps rare characters and refuses what has no canonical form', () => {
    expect(canonical('𠮷·䶮')).toBe('"𠮷·䶮"')
    expect(() => canonical('\ud842')).toThrow(/surrogate/)
    expect(() => canonical(Number.NaN)).toThrow(/finite/)
    expect(() => canonical({ a: () => 1 })).toThrow()
  })
})

describe('leaf and commitment', () => {
  it('hash as the standard library does', () => {
    const bytes = entryBytes({ v: 1, origin: 'x', type: 't', at: 'a', rec: 1, subject: 's', actor: { org: null, role: 'r', pid: null }, digests: {}, anchor: null })
    expect(Buffer.from(leafHash(bytes)).toString('hex'))
      .toBe(createHash('sha256').update(Buffer.from([0])).update(bytes).digest('hex'))
  })
  it('a commitment needs its salt', () => {
    const a = commitment(new Uint8Array(32), { name: '陈' })
    const b = commitment(new Uint8Array(32).fill(1), { name: '陈' })
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false)
  })
})

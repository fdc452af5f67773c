import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { secretKey } from './secret.ts'

const folder = mkdtempSync(join(tmpdir(), 'secret-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a key is made once, for its owner alone, and is the same from then on', () => {
  const keys = join(folder, 'keys')
  const key = secretKey(keys, 'a')
  expect(key).toHaveLength(32)
  expect(secretKey(keys, 'a').equals(key)).toBe(true)
  expect(secretKey(keys, 'b').equals(key)).toBe(false)
  expect(statSync(join(keys, 'a.key')).mode & 0o777).toBe(0o600)
})

test('both forms that installations have are read, and left as they are; anything else is refused with its file', () => {
  const bytes = Buffer.alloc(32, 7)
  const forms = { hex: bytes.toString('hex'), line: `${bytes.toString('hex')}\n`, json: JSON.stringify({ key: bytes.toString('base64') }) }
  for (const [name, text] of Object.entries(forms)) {
    writeFileSync(join(folder, `${name}.key`), text)
    expect(secretKey(folder, name).equals(bytes), name).toBe(true)
    expect(readFileSync(join(folder, `${name}.key`), 'utf8')).toBe(text)
  }
  for (const [name, text] of Object.entries({ empty: '', short: 'ab', half: JSON.stringify({ key: 'AAAA' }), other: '[]' })) {
    writeFileSync(join(folder, `${name}.key`), text)
    expect(() => secretKey(folder, name), name).toThrow(`${name}.key`)
  }
})

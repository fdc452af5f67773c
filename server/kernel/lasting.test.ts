import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { madeOnce, replaceFile } from './lasting.ts'
import { secretKey } from './secret.ts'

// That they outlive a power cut only `npm run bench -- crash --power` can show.
const root = mkdtempSync(join(tmpdir(), 'yichuang-lasting-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a file is made once, readable by its owner alone, with nothing left beside it; whoever comes second reads the first one', () => {
  const file = join(root, 'keys', 'a.key')
  expect(madeOnce(file, () => 'first')).toBe('first')
  expect(madeOnce(file, () => 'second')).toBe('first')
  // somebody was quicker between our look and our writing
  const raced = join(root, 'keys', 'b.key')
  expect(madeOnce(raced, () => { writeFileSync(raced, 'theirs'); return 'ours' })).toBe('theirs')
  expect(readdirSync(join(root, 'keys')).sort()).toEqual(['a.key', 'b.key'])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a file is replaced whole, and a broken key is refused, never made anew', () => {
  const file = join(root, 'keys', 'a.key')
  replaceFile(file, '')
  expect(madeOnce(file, () => 'another')).toBe('')
  expect(() => secretKey(join(root, 'keys'), 'a')).toThrow('可能已经损坏')
  expect(readdirSync(join(root, 'keys')).sort()).toEqual(['a.key', 'b.key'])
})

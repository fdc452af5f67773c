import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../server/cli/index.ts'
import { corrected, documents, numbers } from '../../tools/docNumbers.ts'
import { root } from './sources.ts'

/* What the documents claim: numbers, files, words, commands, parameters. A claim that went stale fails here. */

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('numbers in documents', () => {
  it('are what the code says (npx tsx tools/docNumbers.ts)', () => {
    const known = numbers()
    expect(documents.filter((file) => corrected(read(file), known) !== read(file))).toEqual([])
    const claimed = documents.flatMap((file) => [...read(file).matchAll(/<!-- =(\w+) -->/g)].map((m) => m[1]!))
    expect(new Set(claimed)).toEqual(new Set(Object.keys(known)))
  })

  it('are put right where they are wrong, and unknown ones refused', () => {
    expect(corrected('<!-- =rules -->1 of <!-- =rules -->22', { rules: 3 })).toBe('<!-- =rules -->3 of <!-- =rules -->3')
    expect(() => corrected('<!-- =guesses -->1', { rules: 3 })).toThrow('guesses')
  })
})

describe('files that documents name', () => {
  it('exist where they are linked', () => {
    const links = documents.flatMap((file) => [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map((m) => ({ file, to: join(dirname(file), m[1]!) })))
    expect(links.length).toBeGreaterThan(documents.length)
    expect(links.filter((l) => !existsSync(join(root, l.to))).map((l) => `${l.file} → ${l.to}`)).toEqual([])
  })

  it('exist where a path stands in the text', () => {
    const paths = documents.flatMap((file) => [...read(file).matchAll(/`((?:law|proof|contract|server|web|packs|tests|tools|docs|bin)\/(?![\w/]*\/X`)[\w./-]+)`/g)].map((m) => ({ file, to: m[1]! })))
    expect(paths.length).toBeGreaterThan(50)
    expect(paths.filter((l) => !existsSync(join(root, l.to))).map((l) => `${l.file}: ${l.to}`)).toEqual([])
  })
})

describe('GLOSSARY.md', () => {
  it('finds every word where it says that the word is', () => {
    const words = [...read('GLOSSARY.md').matchAll(/^\| ([^|]+) \|[^|]+\| `([^`]+)` in `([^`]+)` \|$/gm)].map((m) => ({ word: m[1]!, name: m[2]!, file: m[3]! }))
    expect(words.length).toBeGreaterThan(50)
    expect(words.filter((w) => !new RegExp(`\\b${w.name}\\b`).test(read(w.file))).map((w) => `${w.word}: ${w.name} in ${w.file}`)).toEqual([])
  })

  it('gives no Chinese word two meanings', () => {
    const chinese = [...read('GLOSSARY.md').matchAll(/^\| ([\u4e00-\u9fff][^|]*?) \|/gm)].map((m) => m[1]!).filter((w) => w !== '中文')
    expect(chinese.filter((w, i) => chinese.indexOf(w) !== i)).toEqual([])
  })
})

describe('ARCHITECTURE.md', () => {
  it('can be read in ten minutes', () => {
    expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(151)
  })
})

describe('what documents tell people to run', () => {
  const texts = documents.map((file) => ({ file, text: read(file) }))

  it('are scripts and commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const unknown = texts.flatMap(({ file, text }) => [
      ...[...text.matchAll(/npm run ([\w:]+)/g)].map((m) => m[1]!).filter((s) => !scripts[s]),
      ...[...text.matchAll(/npx yichuang (\w+)/g)].map((m) => m[1]!).filter((c) => !commands().includes(c)),
    ].map((what) => `${file}: ${what}`))
    expect(unknown).toEqual([])
  })

  it('names every parameter of the server, and none that does not exist', () => {
    const known = new Set([...read('server/kernel/config.ts').matchAll(/^ {2}((?:YICHUANG|DATABASE|DB)_\w+|PORT):/gm)].map((m) => m[1]!))
    expect(known.size).toBeGreaterThan(10)
    const deploy = read('docs/operating/deploy.md')
    expect([...known].filter((k) => !deploy.includes(k))).toEqual([])
    const named = texts.flatMap(({ file, text }) => [...text.matchAll(/\b(?:YICHUANG|DATABASE|DB)_[A-Z_]*[A-Z]\b/g)].map((m) => ({ file, name: m[0] })))
    // how to repeat a run of the model tests is told to contributors, not to operators
    const ofTests = new Set([...read('tests/model/model.test.ts').matchAll(/process\.env\['(YICHUANG_\w+)'\]/g)].map((m) => m[1]!))
    expect(named.filter((n) => !known.has(n.name) && !(n.file === 'CONTRIBUTING.md' && ofTests.has(n.name))).map((n) => `${n.file}: ${n.name}`)).toEqual([])
  })
})

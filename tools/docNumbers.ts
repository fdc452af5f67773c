// Numbers in documents are written `<!-- =name -->N`. This knows what N must be; `npx tsx tools/docNumbers.ts` writes it in.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { endpoints } from '../contract/index.ts'
import { provisions } from '../law/index.ts'
import { allStatutes } from '../law/statutes/index.ts'
import { readPack } from '../server/modules/catalogue/index.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** documents at the root and under docs/, as paths from the root */
export const documents: readonly string[] = [
  ...readdirSync(root).filter((f) => f.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true }).map((f) => `docs/${String(f).replaceAll('\\', '/')}`).filter((f) => f.endsWith('.md')),
].sort()

/** every number that a document may claim, counted */
export function numbers(): Record<string, number> {
  const pack = readPack(join(root, 'packs', 'xuchang'))
  const different = (keys: readonly string[]): number => new Set(keys).size
  return {
    items: different(pack.items.map((i) => i.key)),
    idOnly: different(pack.items.filter((i) => i.idOnly).map((i) => i.key)),
    bundles: different(pack.bundles.map((b) => b.key)),
    rules: different(provisions.filter((p) => p.kind === 'rule').map((p) => p.id)),
    statutes: allStatutes().length,
    endpoints: endpoints.length,
    walls: (createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as { forbidden: unknown[] }).forbidden.length,
  }
}

/** a text with its numbers as they should be; a name that nobody counts is an error */
export function corrected(text: string, known: Readonly<Record<string, number>>): string {
  return text.replace(/<!-- =(\w+) -->\d+/g, (_, name: string) => {
    if (!(name in known)) throw new Error(`nobody counts “${name}”`)
    return `<!-- =${name} -->${known[name]}`
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const known = numbers()
  for (const file of documents) {
    const text = readFileSync(join(root, file), 'utf8')
    const right = corrected(text, known)
    if (right !== text) {
      writeFileSync(join(root, file), right)
      process.stdout.write(`${file}\n`)
    }
  }
}

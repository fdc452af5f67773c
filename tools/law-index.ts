import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fromRules, type Provision } from '../law/kernel/provision.ts'
import { indexText } from './lawIndexText.ts'
import { diagram, regimeTable } from './lawDiagram.ts'

/*
 * npm run law:index. Writes law/index.ts (every room that has rules), law/INDEX.md (statute → article → rules and files;
 * word → file) and the generated parts of law/permit/README.md. `--check` writes nothing and fails when one of them is stale.
 */

export const root = join(import.meta.dirname, '..')
const law = join(root, 'law')

/** rooms of law with rules: those with a provisions.ts, and those with a lint.ts */
function rooms(): { name: string; file: string; rules: boolean }[] {
  const has = (room: string, file: string) => readdirSync(join(law, room)).includes(file)
  return readdirSync(law, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => d.name).sort()
    .flatMap((name): { name: string; file: string; rules: boolean }[] => (has(name, 'provisions.ts') ? [{ name, file: 'provisions.ts', rules: false }] : has(name, 'lint.ts') ? [{ name, file: 'lint.ts', rules: true }] : []))
}

function registry(): string {
  const imports = rooms().map((r) => `import { ${r.rules ? 'rules' : 'provisions'} as ${r.name} } from './${r.name}/${r.file}'`)
  const parts = rooms().map((r) => (r.rules ? `...fromRules(${r.name})` : `...${r.name}`))
  return [
    '/* Written by `npm run law:index`; not by hand. */', "import { fromRules, type Provision } from './kernel/provision.ts'", ...imports, '',
    '/** everything in the house of law that rests on articles: rules, clocks, acts */',
    `export const provisions: readonly Provision[] = [${parts.join(', ')}]`, '',
  ].join('\n')
}

/** what the rooms register, read from the rooms themselves, so that a new room is seen at once */
async function registered(): Promise<Provision[]> {
  const out: Provision[] = []
  for (const r of rooms()) {
    const room = (await import(join(law, r.name, r.file))) as { rules: Parameters<typeof fromRules>[0]; provisions: Provision[] }
    out.push(...(r.rules ? fromRules(room.rules) : room.provisions))
  }
  return out
}

/** replaces what stands between the two marks of a generated part */
function filled(text: string, mark: string, body: string): string {
  const open = new RegExp(`(<!-- ${mark}：[^>]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`)
  if (!open.test(text)) throw new Error(`law/permit/README.md has no part ${mark}`)
  return text.replace(open, (_, a: string, b: string) => `${a}${body}\n${b}`)
}

/** what each generated file should say, by path relative to the root */
export async function generated(): Promise<Record<string, string>> {
  const readme = ['permit', 'filing'].reduce(
    (t, r) => filled(t, `状态图 ${r}`, diagram(r as 'permit' | 'filing')),
    filled(readFileSync(join(law, 'permit/README.md'), 'utf8'), '对照表', regimeTable()))
  return { 'law/index.ts': registry(), 'law/INDEX.md': indexText(law, await registered()), 'law/permit/README.md': readme }
}

/** generated files that do not say what they should */
export async function stale(): Promise<string[]> {
  const now = (path: string) => { try { return readFileSync(join(root, path), 'utf8') } catch { return '' } }
  return Object.entries(await generated()).filter(([path, text]) => now(path) !== text).map(([path]) => path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const old = await stale()
  if (process.argv.includes('--check')) {
    for (const path of old) console.error(`${path} is stale: npm run law:index`)
    process.exitCode = old.length ? 1 : 0
  } else {
    for (const [path, text] of Object.entries(await generated())) writeFileSync(join(root, path), text)
    console.log(old.length ? `written: ${old.map((p) => relative(root, join(root, p))).join(', ')}` : 'everything was fresh')
  }
}

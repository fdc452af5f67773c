import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** root of the repository */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** a small tree with one violation for each wall */
export const planted = join(root, 'tests', 'house', 'planted')

/** sources under a folder, as paths relative to `base`; without tests, unless asked for */
export function sources(base: string, folder: string, { tests = false } = {}): string[] {
  return readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.tsx?$/.test(e.name) && (tests || !/\.test\.tsx?$/.test(e.name)))
    .map((e) => relative(base, join(e.parentPath, e.name)).replaceAll('\\', '/'))
    .sort()
}

export const parse = (base: string, file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(base, file), 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

/** string and template literals of a file; what a template computes stands as `*` */
export function strings(source: ts.SourceFile): string[] {
  const found: string[] = []
  visit(source, (n) => {
    if (ts.isStringLiteral(n) || ts.isNoSubstitutionTemplateLiteral(n)) found.push(n.text)
    else if (ts.isTemplateExpression(n)) found.push(n.head.text + n.templateSpans.map((s) => '*' + s.literal.text).join(''))
  })
  return found
}

/** tables (`schema.table`, or `schema.*` where the name is computed) that the SQL in a file's strings names */
export function tablesNamed(source: ts.SourceFile, tables: readonly string[]): string[] {
  const schemas = [...new Set(tables.map((t) => t.split('.')[0]!))]
  const name = new RegExp(String.raw`\b(${schemas.join('|')})\.(\*|[a-z_]+)`, 'g')
  const found = strings(source).flatMap((s) => [...s.matchAll(name)].map((m) => m[0]))
  return [...new Set(found)].filter((t) => t.endsWith('.*') || tables.includes(t)).sort()
}

/** ways of a file to learn the time or be lucky: `Date.now`, `new Date()` without an argument, `Math.random` */
export function impurities(source: ts.SourceFile): string[] {
  const found: string[] = []
  visit(source, (n) => {
    if (ts.isPropertyAccessExpression(n) && ['Date.now', 'Math.random'].includes(n.getText())) found.push(n.getText())
    if (ts.isNewExpression(n) && n.expression.getText() === 'Date' && !n.arguments?.length) found.push('new Date()')
  })
  return found
}

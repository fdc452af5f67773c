// `npm run house`: how large the rooms are, which files outgrew the habit, what each door offers. Prints; fails nothing.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('tests/')

interface File { path: string; lines: number }
interface Size { room: string; files: number; lines: number; tests: number; testLines: number }

/** lines that a file of this path should not exceed, by habit; undefined where there is none (data, styles, planted walls) */
export function habit(path: string): number | undefined {
  if (!/\.(tsx?|mjs)$/.test(path) || path.includes('/planted/') || path === 'server/tables.ts') return undefined
  if (isTest(path)) return 400
  if (path === 'server/modules/casework/act.ts') return 200
  if (path.startsWith('law/') || path.startsWith('proof/')) return 150
  if (path.startsWith('server/') || path.startsWith('contract/')) return 250
  if (path.startsWith('web/')) return 300
  return undefined
}

/** the room of a file: two levels where the second is a room of its own */
export function roomOf(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/')
  if (first === 'server' && second === 'modules') return `server/modules/${third}`
  if (first === 'web' && second === 'desks') return `web/desks/${third}`
  if (['law', 'server', 'web'].includes(first) && !second.includes('.')) return `${first}/${second}`
  return first
}

/** names that a door lets out; `export * from` counts as one, marked with its source */
export function exportsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((s) => {
    if (ts.isExportDeclaration(s)) {
      if (!s.exportClause) return [`* ${s.moduleSpecifier?.getText() ?? ''}`]
      return ts.isNamedExports(s.exportClause) ? s.exportClause.elements.map((e) => e.name.text) : [s.exportClause.name.text]
    }
    if (!ts.canHaveModifiers(s) || !ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return []
    if (ts.isVariableStatement(s)) return s.declarationList.declarations.map((d) => d.name.getText())
    return 'name' in s && s.name ? [(s.name as ts.Identifier).text] : []
  })
}

function allFiles(): File[] {
  return ['law', 'proof', 'contract', 'server', 'web', 'tools', 'bin', 'tests'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && /\.(tsx?|mjs|css|sql)$/.test(e.name))
      .map((e) => {
        const path = join(e.parentPath, e.name)
        return { path: relative(root, path).replaceAll('\\', '/'), lines: readFileSync(path, 'utf8').split('\n').length - 1 }
      }))
}

export function sizes(files: readonly File[]): Size[] {
  const rooms = new Map<string, Size>()
  for (const f of files) {
    const room = roomOf(f.path)
    const s = rooms.get(room) ?? { room, files: 0, lines: 0, tests: 0, testLines: 0 }
    if (isTest(f.path)) { s.tests++; s.testLines += f.lines } else { s.files++; s.lines += f.lines }
    rooms.set(room, s)
  }
  return [...rooms.values()].sort((a, b) => (a.room < b.room ? -1 : 1))
}

function table(head: string[], rows: (string | number)[][]): string {
  const all = [head, ...rows.map((r) => r.map(String))]
  const width = head.map((_, i) => Math.max(...all.map((r) => r[i]!.length)))
  return all.map((r) => r.map((cell, i) => (i ? cell.padStart(width[i]!) : cell.padEnd(width[i]!))).join('  ')).join('\n')
}

function main(): void {
  const files = allFiles()
  const bySize = sizes(files)
  const sum = (of: 'files' | 'lines' | 'tests' | 'testLines'): number => bySize.reduce((n, s) => n + s[of], 0)
  const large = files.map((f) => ({ ...f, habit: habit(f.path) })).filter((f) => f.habit !== undefined && f.lines > f.habit).sort((a, b) => b.lines - a.lines)
  const doors = files.map((f) => f.path).filter((p) => /^(server\/modules\/[^/]+|server\/kernel\/(http|journal)|law\/(permit|calendar|statutes)|law)\/index\.ts$/.test(p))
  process.stdout.write([
    table(['room', 'files', 'lines', 'test files', 'test lines'], [...bySize.map((s) => [s.room, s.files, s.lines, s.tests, s.testLines]), ['all', sum('files'), sum('lines'), sum('tests'), sum('testLines')]]),
    `larger than the habit (law 150, server 250, web 300, test 400, act.ts 200): ${large.length || 'none'}`,
    ...(large.length ? [table(['file', 'lines', 'habit'], large.map((f) => [f.path, f.lines, f.habit!]))] : []),
    table(['door (habit: at most 10 exports)', 'exports'], doors.map((d) => [d, exportsOf(join(root, d)).length])),
  ].join('\n\n') + '\n')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()

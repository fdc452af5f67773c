import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoPack, readConfig } from '../kernel/config.ts'
import { readPack } from '../modules/catalogue/index.ts'
import { bundleEntry, createIndex, itemEntry, loadWords } from '../modules/catalogue/search/index.ts'
import type { Hit, SearchEntry } from '../modules/catalogue/search/index.ts'

const usage = `用法：
  npx yichuang search "一句话" [--json] [--limit N] [--catalogue 事项.jsonl]
  npx yichuang search --batch 句子.jsonl [--limit N] [--catalogue 事项.jsonl]
句子.jsonl 每行 {id, text}；事项.jsonl 每行 {name, group?, department?}。不给 --catalogue 时用本市（YICHUANG_PACK，没有设时为演示城市）的目录。`

/** A batch answers at least this many names a line. */
const batchNames = 10

/** A mistake of the caller, told in one sentence without a stack. */
class Misuse extends Error {}

/** Rows of a JSON Lines file; a broken line is reported on stderr with its number and left out. */
function readLines<T>(path: string, accept: (row: Record<string, unknown>, line: number) => T | undefined): T[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new Misuse(`读不到文件 ${path}`)
  }
  return text.split('\n').flatMap((raw, i) => {
    if (raw.trim() === '') return []
    let row: unknown
    try {
      row = JSON.parse(raw)
    } catch {
      row = undefined
    }
    const taken = row && typeof row === 'object' ? accept(row as Record<string, unknown>, i + 1) : undefined
    if (taken === undefined) process.stderr.write(`${path} 第 ${i + 1} 行看不懂，已跳过\n`)
    return taken === undefined ? [] : [taken]
  })
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The items of a file; its line number is the key, since codes may repeat. */
function catalogueFile(path: string): SearchEntry[] {
  return readLines(path, (row, line) => {
    const name = text(row.name)
    return name ? { key: `${line}`, name, kind: 'item' as const, aliases: [], topics: [], group: text(row.group), department: text(row.department) } : undefined
  })
}

/** The latest revision of every item and bundle of a pack. */
function cataloguePack(folder: string): SearchEntry[] {
  const pack = readPack(folder)
  const organs = new Map(pack.organs.organs.map((o) => [o.key, o.name]))
  const latest = <T extends { key: string; revision: number }>(all: readonly T[]) => {
    const byKey = new Map<string, T>()
    for (const one of all) if (one.revision >= (byKey.get(one.key)?.revision ?? 0)) byKey.set(one.key, one)
    return [...byKey.values()]
  }
  return [
    ...latest(pack.items).map((terms) => itemEntry(terms, { department: organs.get(terms.organ) })),
    ...latest(pack.bundles).map((terms) => bundleEntry(terms, { department: organs.get(terms.leadOrgan) })),
  ]
}

function table(hits: readonly Hit[]): string {
  if (hits.length === 0) return '没有找到合适的事项，请换个说法，或者到帮办台说一说。'
  return hits.map(({ name, kind, why }, i) => `${String(i + 1).padStart(2)}. ${kind === 'bundle' ? '【一件事】' : ''}${name}\n      ${why.join('；')}`).join('\n')
}

/**
 * `yichuang search`: from a sentence to items, or a file of sentences with `--batch`. Needs no database.
 * Prints a table, with `--json` one hit a line; a batch prints `{id, items: [names, best first]}` a line.
 * Answers the exit code: 0 done, 1 cannot be done (a file or pack that cannot be read), 2 wrong call.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({
      args: argv, allowPositionals: true,
      options: { json: { type: 'boolean' }, batch: { type: 'string' }, catalogue: { type: 'string' }, limit: { type: 'string' } },
    })
  } catch {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const { values, positionals } = call
  const sentence = positionals.join(' ').trim()
  const limit = Number(values.limit ?? batchNames)
  if ((sentence === '') === (values.batch === undefined) || !Number.isInteger(limit) || limit < 1) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  try {
    const entries = values.catalogue ? catalogueFile(values.catalogue) : cataloguePack(readConfig().pack ?? demoPack())
    const index = createIndex(entries, loadWords())
    if (values.batch === undefined) {
      const { hits } = index.search(sentence, { limit })
      process.stdout.write(values.json ? hits.map((hit) => `${JSON.stringify(hit)}\n`).join('') : `${table(hits)}\n`)
      return 0
    }
    const names = Math.max(limit, batchNames)
    const rows = readLines(values.batch, (row) => {
      const said = text(row.text)
      const id = typeof row.id === 'number' ? row.id : text(row.id)
      return said !== undefined && id !== undefined ? { id, said } : undefined
    })
    for (const { id, said } of rows) {
      // two items of one name are one answer, so a few more are asked for
      const items = [...new Set(index.search(said, { limit: names * 2, faint: true }).hits.map(({ name }) => name))].slice(0, names)
      process.stdout.write(`${JSON.stringify({ id, items })}\n`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof Misuse) && !(error instanceof Error && error.name === 'BadPack')) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

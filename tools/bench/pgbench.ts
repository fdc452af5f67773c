import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// @ts-expect-error the driver's own way to write a parameter; pg's types do not list it
import { prepareValue } from 'pg/lib/utils.js'
import type { Connection } from '../../server/kernel/db.ts'

/** one statement of a request as the product sent it */
export interface Sent { sql: string; params: unknown[] }

/** Debian's; PostgreSQL's packages for Node do not carry it */
export const pgbenchPath = ['/usr/bin/pgbench', '/usr/lib/postgresql/15/bin/pgbench'].find((p) => existsSync(p))

/** stands for the last twelve digits of every id that a request makes, and for the serial of its public number */
const mark = '7e57ab1e0001'

/** a parameter as the text that the driver sends */
function textOf(value: unknown): string | null {
  const revive = (v: unknown): unknown => (Array.isArray(v) ? v.map(revive) : v && typeof v === 'object' && 'hex' in v ? Buffer.from((v as { hex: string }).hex, 'hex') : v)
  const sent: unknown = prepareValue(revive(value))
  return sent === null || sent === undefined ? null : Buffer.isBuffer(sent) ? `\\x${sent.toString('hex')}` : String(sent)
}

/** one pgbench script for requests that send the same statements */
export interface Script { text: string; defines: string[]; weight: number }

/**
 * Requests as pgbench scripts: same texts, same transaction borders, parameters of the same size. Requests that send the same
 * texts become one script with the parameters of the middle one, since pgbench prepares each script's statements anew,
 * where the product prepares each text once; the counters are spread as the requests spread them.
 * All that must differ from one transaction to the next (ids, public numbers, the key) gets its last twelve digits from one
 * random value, by replace() in the statement; that is the only thing that is not as the product sends it.
 */
export function scriptsOf(requests: readonly (readonly Sent[])[], known: readonly string[]): Script[] {
  const byTexts = new Map<string, (readonly Sent[])[]>()
  for (const sent of requests) {
    const texts = sent.map((s) => s.sql).join('\n')
    byTexts.set(texts, [...(byTexts.get(texts) ?? []), sent])
  }
  const size = (sent: readonly Sent[]) => JSON.stringify(sent).length
  return [...byTexts.values()].map((same, i) => {
    const middle = same.sort((a, b) => size(a) - size(b))[same.length >> 1]!
    return { ...scriptOf(middle, `s${i}`, known, same.length), weight: same.length }
  })
}

function scriptOf(sent: readonly Sent[], name: string, known: readonly string[], counters: number): Pick<Script, 'text' | 'defines'> {
  const made = new Set<string>()
  for (const s of sent)
    for (const p of s.params)
      for (const id of (textOf(p) ?? '').match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? []) if (!known.includes(id)) made.add(id)
  const numbers = new Set(sent.flatMap((s) => s.params.flatMap((p) => [...(textOf(p) ?? '').matchAll(/"number":"([^"]+)"/g)].map((m) => m[1]!))))
  const key = sent.flatMap((s) => s.params).find((p): p is string => typeof p === 'string' && /^bench-/.test(p))
  const marked = (text: string) => {
    for (const id of made) text = text.replaceAll(id, id.slice(0, 24) + mark)
    for (const number of numbers) text = text.replaceAll(`"${number}"`, `"${number.endsWith('号') ? number.replace(/\d+号$/, mark + '号') : number.slice(0, -4) + mark}"`)
    return key ? text.replaceAll(key, `bench-00000000-0000-4000-8000-${mark}`) : text
  }
  const defines: string[] = []
  const lines = [`\\set r random(17592186044416, 281474976710655)`, `\\set k random(1, ${counters})`]
  for (const [i, s] of sent.entries()) {
    let sql = s.sql
    for (const [n, value] of [...s.params.entries()].reverse()) {
      const text = textOf(value)
      const given = text === null ? null : marked(text)
      const variable = `${name}_${i}_${n}`
      if (given !== null) defines.push('-D', `${variable}=${given}`)
      const said = given === null ? 'null' : given.includes(mark) ? `replace(:${variable}::text, '${mark}', to_hex(:r::bigint))`
        : /kernel\.counter/.test(s.sql) && n === 1 ? `replace(:${variable}::text, '|', '|' || :k::text || '|')` : `:${variable}`
      // the statement's own cast follows; a single id has none, and replace() gives text
      const id = given?.includes(mark) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given)
      sql = sql.replaceAll(new RegExp(`\\$${n + 1}(?!\\d)`, 'g'), () => (id ? `${said}::uuid` : said))
    }
    lines.push(sql.trim() + ';')
  }
  return { text: lines.join('\n') + '\n', defines }
}

export interface PgbenchFigures { tps: number; latencyMs: number; failed: number; transactions: number }

/** Runs scripts of equal weight with named statements. Throws with pgbench's own words when a statement fails. */
export async function pgbench(c: Connection, scripts: readonly Script[], o: { clients: number; seconds: number }): Promise<PgbenchFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-pgbench-'))
  try {
    const files = scripts.flatMap((s, i) => {
      const file = join(folder, `s${i}.sql`)
      writeFileSync(file, s.text)
      return ['-f', `${file}@${s.weight}`]
    })
    const out = await new Promise<string>((resolve, reject) => {
      const child = spawn(pgbenchPath!, ['-n', '-M', 'prepared', '-c', String(o.clients), '-j', '1', '-T', String(o.seconds), '-h', c.host, '-p', String(c.port), '-U', c.user,
        ...scripts.flatMap((s) => s.defines), ...files, c.database], { env: { PATH: process.env['PATH']!, PGPASSWORD: c.password, LC_ALL: 'C' } })
      let text = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => (text += d))
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`pgbench: ${text.split('\n').filter((l) => /error|ERROR|fatal/i.test(l)).slice(0, 5).join('\n')}`))))
    })
    const n = (what: RegExp) => Number(what.exec(out)?.[1] ?? 0)
    return { tps: Math.round(n(/tps = ([\d.]+)/)), latencyMs: n(/latency average = ([\d.]+)/), failed: n(/failed transactions: (\d+)/), transactions: n(/actually processed: (\d+)/) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

import type { ItemDraft } from '../../../law/item/item.ts'
import type { LintContext } from '../../../law/item/lint.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Db } from '../../kernel/db.ts'
import { hashOf } from './identity.ts'
import { lintRevision } from './lint.ts'
import * as store from './store.ts'

/** One row of a file that will be a draft. Nobody can apply for a draft. */
export interface Incoming {
  /** what the row is in its source, for ever: the code of an item, the id of a guide */
  rowId: string
  line: number
  draft: ItemDraft
  department?: string
  mainItem?: string
  /** where it comes from, when that is not this city */
  area?: string
  /** false: a line of a list, without guide; it is not judged field by field */
  guide: boolean
  /** what could not be read from the row */
  findings: Finding[]
  writtenOn?: string
}

export interface Broken { line: number; reason: string }

export interface TakenIn {
  read: number
  added: number
  changed: number
  unchanged: number
  /** rows whose item is published here by now: left as it is */
  kept: number
  rows: { rowId: string; key: string; name: string; line: number; findings: Finding[] }[]
}

export type Judging = Omit<LintContext, 'day'> & { day: string }

/** what the lint says of a row on a day; a row without guide gets one finding, not a list of everything that a guide has */
export function judgeIncoming(row: Incoming, ctx: Judging): Finding[] {
  if (!row.guide) return [{ rule: 'item/guide#mandatory-fields', code: 'E-ITM-03', message: '没有办事指南，只作登记，不能申请', basis: [] }]
  const { day, ...rest } = ctx
  return [...row.findings, ...lintRevision(row.draft, { ...rest, ...(row.writtenOn ? { writtenOn: row.writtenOn } : {}) }, day)]
}

const chunk = 100

/**
 * Writes rows as drafts, a hundred to a transaction. A row that came before with the same content is not touched, so a second
 * import of the same file adds and changes nothing. A published item is never overwritten.
 */
export async function takeIn(
  db: Db, city: string, source: string, rows: readonly Incoming[], ctx: Judging, progress: (done: number) => void = () => {},
): Promise<TakenIn> {
  const known = await importedBefore(db, city, source)
  const out: TakenIn = { read: rows.length, added: 0, changed: 0, unchanged: 0, kept: 0, rows: [] }
  for (let from = 0; from < rows.length; from += chunk) {
    await db.tx(async (tx) => {
      for (const row of rows.slice(from, from + chunk)) {
        const { draft, department, mainItem, area } = row
        const findings = judgeIncoming(row, ctx)
        out.rows.push({ rowId: row.rowId, key: draft.key, name: draft.name, line: row.line, findings })
        const hash = hashOf({ draft, department, mainItem, area, findings: row.findings })
        const had = known.get(row.rowId)
        if (had?.hash.equals(hash)) {
          out.unchanged++
          continue
        }
        const written = await store.putDraft(tx, city, {
          key: draft.key, revision: had?.revision ?? 1, name: draft.name, organ: null, department, mainItem, area, terms: draft, source, hash,
          lint: findings, from: draft.effectiveFrom ?? null, until: draft.effectiveUntil ?? null,
        })
        if (!written) out.kept++
        else if (had) out.changed++
        else out.added++
        await tx.query(
          `insert into catalogue.imported (city, source, row_id, hash, key, revision) values ($1, $2, $3, $4, $5, $6)
           on conflict (city, source, row_id) do update set hash = excluded.hash`, [city, source, row.rowId, hash, draft.key, had?.revision ?? 1])
      }
    })
    progress(Math.min(from + chunk, rows.length))
  }
  // a running server hears of it and builds its index anew
  if (out.added + out.changed) await db.query('select pg_notify($1, $2)', ['catalogue', city])
  return out
}

async function importedBefore(db: Db, city: string, source: string): Promise<Map<string, { hash: Buffer; revision: number }>> {
  const { rows } = await db.query<{ row_id: string; hash: Buffer; revision: number }>(
    `select row_id, hash, revision from catalogue.imported where city = $1 and source = $2`, [city, source])
  return new Map(rows.map((r) => [r.row_id, r]))
}

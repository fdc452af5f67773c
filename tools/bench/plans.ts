import type pg from 'pg'
import type { Sent } from './pgbench.ts'

export interface Plan { sql: string; buffers: number; rows: number; ms: number; bad: string[] }

interface Node { 'Node Type': string; 'Relation Name'?: string; 'Actual Rows': number; 'Shared Hit Blocks': number; 'Shared Read Blocks': number; Plans?: Node[] }

/** EXPLAIN (ANALYZE, BUFFERS) of statements that only read, as the product sent them: buffers, and every Seq Scan and Sort (trust.md P-3) */
export async function plansOf(db: pg.Client, sent: readonly Sent[]): Promise<Plan[]> {
  const plans: Plan[] = []
  for (const { sql, params } of sent) {
    if (!/^\s*(select|with)\b/i.test(sql)) continue
    const values = params.map((p) => (p && typeof p === 'object' && 'hex' in p ? Buffer.from((p as { hex: string }).hex, 'hex') : p))
    await db.query(`explain (analyze, buffers, format json) ${sql}`, values) // the first one also reads the catalogue
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }] }>(`explain (analyze, buffers, format json) ${sql}`, values)
    const top = rows[0]!['QUERY PLAN'][0]
    const bad: string[] = []
    const look = (n: Node): void => {
      if (n['Node Type'] === 'Seq Scan') bad.push(`Seq Scan ${n['Relation Name']}`)
      // the order of a handful of rows inside an aggregate is no page that is sorted
      if (/Sort/.test(n['Node Type']) && n['Actual Rows'] > 20) bad.push(`${n['Node Type']} of ${n['Actual Rows']} rows`)
      n.Plans?.forEach(look)
    }
    look(top.Plan)
    plans.push({ sql: sql.replace(/\s+/g, ' ').trim(), buffers: top.Plan['Shared Hit Blocks'] + top.Plan['Shared Read Blocks'], rows: top.Plan['Actual Rows'], ms: top['Execution Time'], bad })
  }
  return plans
}

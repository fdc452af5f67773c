import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { rootAt, type Measure } from './measure.ts'
import type { Repository } from './repository.ts'
import { planRestore, restore } from './restore.ts'

export interface Drilled {
  ok: boolean
  /** real time, ISO */
  at: string
  seconds: number
  /** the base backup that it was restored from: when that was made */
  base: string | null
  /** what was committed until then was restored */
  covered: string | null
  /** in words: what was compared, or what is wrong */
  said: string
  measure: Measure | null
}

/**
 * Restores the newest state into a temporary folder, compares it with the running database and removes it again. The log decides: it
 * only grows, so what was restored must have the root that the live log has at the same size, however much has been written meanwhile.
 * Never throws for a backup that is bad: the result says so.
 */
export async function drill(o: { repository: Repository; client: pg.Client; bin?: string; now: () => number }): Promise<Drilled> {
  const begun = o.now()
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-drill-'))
  let base: string | null = null
  const result = (ok: boolean, said: string, covered: string | null = null, measure: Measure | null = null): Drilled =>
    ({ ok, at: new Date(begun).toISOString(), seconds: Math.round((o.now() - begun) / 100) / 10, base, covered, said, measure })
  try {
    // a backup that cannot be restored is named as well
    base = planRestore(o.repository).base.stoppedAt
    const { plan, measure } = await restore({ repository: o.repository, data: join(folder, 'data'), ...(o.bin ? { bin: o.bin } : {}) })
    const wrong = await differences(o.client, measure)
    return wrong.length ? result(false, wrong.join('；'), plan.covered, measure)
      : result(true, `恢复到 ${plan.covered}，${Object.keys(measure.tables).length} 张表，台账 ${entriesOf(measure)} 条，根与现库一致`, plan.covered, measure)
  } catch (error) {
    return result(false, (error as Error).message)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** what is kept of a drill, for whoever asks later; `entries`: of all logs, null when nothing could be restored */
export interface DrillKept { at: string; ok: boolean; said: string; seconds: number; base: string | null; covered: string | null; entries: number | null }

export const keptOf = ({ measure, ...d }: Drilled): DrillKept => ({ ...d, entries: measure && entriesOf(measure) })

const entriesOf = (m: Measure): number => Object.values(m.logs).reduce((n, l) => n + l.size, 0)

/** what the restored database must not say: other roots, cases whose acts are missing, rows that the live one never had */
async function differences(live: pg.Client, restored: Measure): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, { size, root }] of Object.entries(restored.logs)) {
    const at = name.lastIndexOf('/')
    const there = await rootAt(live, name.slice(0, at), name.slice(at + 1), size)
    if (there !== root) wrong.push(`台账 ${name} 前 ${size} 条的根与现库不同`)
  }
  for (const table of ['journal.entry', 'kernel.document']) {
    if (!(table in restored.tables)) continue
    const n = Number((await live.query(`select count(*) as n from ${table}`)).rows[0].n)
    if (restored.tables[table]! > n) wrong.push(`${table} 恢复出 ${restored.tables[table]} 行，现库只有 ${n} 行`)
  }
  return wrong
}

import { depsFor } from '../../server/cli/replay.ts'
import { auditCity } from '../../server/audit.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { openDatabase } from '../../server/kernel/database.ts'
import { createLog } from '../../server/kernel/log.ts'
import { auditOf } from '../../server/verifyAll.ts'

export interface Audited { entries: number; acts: number; cases: number; faults: string[]; seconds: number }

/** The product's own count of everything (`yichuang verify --all`) on a data folder, also while its server runs. */
export async function auditOfData(data: string): Promise<Audited> {
  const config = readConfig({ YICHUANG_DATA: data, YICHUANG_PROFILE: 'test' })
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
  const begun = Date.now()
  try {
    const out: Audited = { entries: 0, acts: 0, cases: 0, faults: [], seconds: 0 }
    for await (const b of auditCity(await auditOf({ config, db: database.app, trusted: [], depsFor }))) {
      out.entries += b.entries
      out.acts += b.acts
      out.cases += b.cases
      out.faults.push(...b.faults.map((f) => `${f.kind} ${f.subject}: ${f.says}`))
    }
    return { ...out, seconds: (Date.now() - begun) / 1000 }
  } finally {
    await database.close()
  }
}

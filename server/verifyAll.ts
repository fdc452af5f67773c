import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatVerifierKey, parsePolicy } from '../proof/index.ts'
import { auditCity, type CityAudit } from './audit.ts'
import { readConfig, type Config } from './kernel/config.ts'
import { openDatabase } from './kernel/database.ts'
import { createJournal } from './kernel/journal/index.ts'
import { createLog } from './kernel/log.ts'
import { secretKey } from './kernel/secret.ts'
import { heads, openLogKeys, originOf } from './kernel/sunlog/index.ts'
import type { replay } from './modules/casework/index.ts'
import type { Db } from './kernel/db.ts'

export interface VerifyAll {
  /** checkpoints that somebody kept elsewhere: texts of signed notes */
  trusted: readonly string[]
  /** text of a policy file kept elsewhere; without it the data folder's own keys are believed, which a thief of them could have used */
  policy?: string
  json: boolean
  depsFor(db: Db, city: string): Promise<replay.ReplayDeps>
}

/**
 * `yichuang verify --all`: the whole count (server/audit.ts) beside a data folder and its database, also while the server runs. Prints each
 * fault as it is found. @returns exit code: 0 everything agrees, 1 something does not
 */
export async function verifyAll(o: VerifyAll): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config, { exclusive: false, log: createLog({ logLevel: 'error' }) })
  try {
    return await report(await auditOf({ ...o, config, db: database.app }), o.json)
  } finally {
    await database.close()
  }
}

/** What auditCity needs of a data folder whose database is open. Refuses a folder without the key of the log's pseudonyms. */
export async function auditOf(o: Omit<VerifyAll, 'json'> & { config: Pick<Config, 'city' | 'folders'>; db: Db }): Promise<CityAudit> {
  const { city, folders } = o.config
  // an auditor makes no keys
  const file = join(folders.keys, 'pseudonym.key')
  if (!existsSync(file)) throw new Error(`没有 ${file}：没有它就认不出账本条目说的是哪一件`)
  const journal = createJournal({ city, key: secretKey(folders.keys, 'pseudonym') })
  const own = openLogKeys(folders.keys, city)
  const origins = (await heads(o.db, city)).map((h) => originOf(city, h.log, 'intl'))
  const given = o.policy === undefined ? [] : parsePolicy(o.policy).logs.map((l) => formatVerifierKey(l.key))
  // a policy handed in goes last, so that its key of a log replaces the folder's own
  const logKeys = [...new Set(origins)].map((origin) => formatVerifierKey(own.checkpoint(origin, 'intl')))
  return {
    db: o.db, city, folder: folders.log, logKeys: [...logKeys, ...given], subject: journal.pseudonym,
    replay: await o.depsFor(o.db, city), trusted: o.trusted, now: Date.now(),
  }
}

/** says what is wrong, then how much was looked at */
export async function report(audit: CityAudit, json: boolean, out: (line: string) => void = (line) => void process.stdout.write(`${line}\n`)): Promise<number> {
  const sum = { entries: 0, acts: 0, cases: 0, faults: 0 }
  for await (const b of auditCity(audit)) {
    for (const f of b.faults) out(json ? JSON.stringify(f) : `【${f.subject}】${f.says}`)
    sum.entries += b.entries
    sum.acts += b.acts
    sum.cases += b.cases
    sum.faults += b.faults.length
  }
  out(json ? JSON.stringify(sum) : `账本 ${sum.entries} 条、办理 ${sum.acts} 步、办件 ${sum.cases} 件逐条核对：${sum.faults ? `${sum.faults} 处对不上` : '全部对得上'}`)
  if (!audit.trusted?.length && !json) out('没有手里的检查点可比：见证机关或者公报上的检查点用 --trust 带上，才看得出整库被换成旧的')
  return sum.faults ? 1 : 0
}

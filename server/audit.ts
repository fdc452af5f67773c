import { parseVerifierKey, type VerifierKey } from '../proof/index.ts'
import type { Db } from './kernel/db.ts'
import { auditLogs } from './kernel/sunlog/index.ts'
import { actsMissing, auditActs, documentsUnpromised, replay } from './modules/casework/index.ts'
import { evidence } from './modules/credentials/index.ts'

/** Something in the city's data that does not agree with what was signed. `subject` is stable: the same fault has the same one. */
export interface CityFault { kind: string; subject: string; says: string }
export interface CityLooked { entries: number; acts: number; cases: number; faults: CityFault[] }

export interface CityAudit {
  db: Db
  city: string
  /** the data folder's `log` */
  folder: string
  /** verifier keys of the city's logs (Sunlog.verifierKeys) */
  logKeys: readonly string[]
  /** the log's name for a case, or for what another module keeps acts of (Journal.pseudonym) */
  subject(kind: string, id: string): string
  replay: replay.ReplayDeps
  /** notes kept elsewhere */
  trusted?: readonly string[]
  /** real milliseconds */
  now: number
}

/**
 * Everything against everything: the log against its signatures, the database against the log, acts and documents against their
 * entries, projections against acts (trust.md 2.6, steps 1 to 6). Yields batch by batch what was looked at and what is wrong;
 * writes nothing. The scrubber of a running city and `yichuang verify --all` are the same reading.
 */
export async function* auditCity(o: CityAudit): AsyncGenerator<CityLooked> {
  const keys = new Map<string, VerifierKey>(o.logKeys.map((text) => [parseVerifierKey(text).name, parseVerifierKey(text)]))
  const keyOf = (origin: string): VerifierKey => {
    const key = keys.get(origin)
    if (!key) throw new Error(`没有账本 ${origin} 的公钥`)
    return key
  }
  const none = { entries: 0, acts: 0, cases: 0 }
  for await (const b of auditLogs({ db: o.db, city: o.city, folder: o.folder, keyOf, now: o.now, ...(o.trusted ? { trusted: o.trusted } : {}) }))
    yield { ...none, entries: b.entries, faults: b.faults }
  for await (const b of auditActs(o.db, o.city, (id) => o.subject('case', id)))
    yield { ...none, acts: b.acts, faults: b.faults.map((f) => ({ kind: 'act-changed', subject: `${f.number}/${f.seq ?? ''}`, says: `办件 ${f.number}：${f.says}` })) }
  for await (const b of evidence.auditActs(o.db, o.city, o.subject))
    yield { ...none, acts: b.acts, faults: b.faults.map((f) => ({ kind: 'act-changed', subject: `${f.file}/${f.seq}`, says: `执法主体、人员与清理档案 ${f.file}：${f.says}` })) }
  const missing = [...(await actsMissing(o.db, o.city)), ...(await evidence.actsMissing(o.db, o.city))]
  yield { ...none, faults: missing.map((m) => ({ kind: 'act-missing', subject: m.entry, says: `${m.at.slice(0, 16).replace('T', ' ')} 入账的“${m.type}”在数据库里没有了` })) }
  yield { ...none, faults: (await documentsUnpromised(o.db, o.city, evidence.templates)).map((d) => ({ kind: 'document-unpromised', subject: d.id, says: `文书 ${d.number} 在台账里没有哪一步作出过` })) }
  for await (const papers of evidence.auditPapers(o.db, o.city))
    yield { ...none, faults: papers.map((p) => ({ kind: p.missing ? 'document-missing' : 'document-unpromised', subject: p.id, says: p.says })) }
  for await (const b of replay.recompute(o.replay))
    yield {
      ...none, cases: b.cases,
      faults: b.differences.map((d) => ({ kind: 'projection-changed', subject: `${d.number || d.case}/${d.field}`, says: `办件 ${d.number || d.case}：${d.field} 与办理经过算出的不同，存的是${said(d.stored)}，应为${said(d.recomputed)}` })),
    }
}

const said = (v: unknown): string => (v === null || v === undefined ? '（无）' : typeof v === 'string' ? v : JSON.stringify(v))

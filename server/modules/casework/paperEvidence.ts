import type { PageEvidence } from '../../kernel/documents/evidence.ts'
import type { StoredDocument } from '../../kernel/documents/store.ts'
import type { Names, NamesFile } from '../../../proof/index.ts'
import type { Deps } from './deps.ts'

/** the part of an entry that has codes in it */
interface Coded { item?: { key: string; revision: number }; actor?: { org: string | null } }

/** What the codes of an entry are called: the item in the revision that the case was filed under, the organ as the directory has it now. */
export async function namesOf(deps: Pick<Deps, 'catalogue' | 'directory'>, entry: Coded): Promise<Names> {
  const { item, actor } = entry
  const terms = item && (await deps.catalogue.revision(item.key, item.revision).catch(() => undefined))
  const organ = actor?.org ? deps.directory.organs().find((o) => o.key === actor.org) : undefined
  return { ...(item && terms ? { item: { key: item.key, revision: item.revision, name: terms.name } } : {}), ...(organ ? { organ: { key: organ.key, name: organ.name } } : {}) }
}

/** the same as the file that travels with the evidence */
export const namesFile = (leaf: string, names: Names): string => JSON.stringify({ proven: false, leaf, names } satisfies NamesFile)

interface EntryRow { leaf: Buffer; body: Buffer; receipt: Buffer | null; index: number | null }

/** pages that carry what proves them: receipts, decisions, licences */
const carrying = new Set(['P01', 'P01-bundle', 'P03', 'P04', 'P04-bundle', 'P05', 'P11', 'P12', 'P13', 'P14', 'P15'])

/**
 * What proves a document (trust.md 2.5): once enough of the world has seen its entry, the proof file, the entry, the content that the entry
 * commits to, and the keys; before that (a minute) the log's signed word instead of the proof. From then on always the same, as
 * long as the city names the same witnesses and calls the organ the same. Undefined for other papers, and for those whose entry lies in no log.
 */
export async function evidenceOfPaper(deps: Deps, document: StoredDocument): Promise<PageEvidence | undefined> {
  if (!carrying.has(document.template)) return undefined
  const row = await entryOf(deps, document)
  if (!row) return undefined
  const found = await deps.sunlog.evidence(row.leaf)
  const entry = JSON.parse(row.body.toString('utf8')) as Coded & { origin: string; digests: Record<string, string> }
  const leaf = row.leaf.toString('hex')
  const short = leaf.slice(0, 16)
  const files: PageEvidence['files'] = []
  const proven = found.state === 'included' && (found.cosigned || !deps.sunlog.quorum(deps.clock.real()).required)
  if (proven) files.push({ name: `${short}.tlog-proof`, mime: 'text/plain', says: '入账证明（c2sp.org/tlog-proof）', text: found.file })
  else {
    const receipt = deps.sunlog.receiptText(row.body, row.leaf, row.receipt)
    if (receipt) files.push({ name: `${short}.receipt.txt`, mime: 'text/plain', says: '账本的收据：承诺一分钟内入账', text: `${receipt}\n` })
  }
  files.push({ name: `${short}.entry.json`, mime: 'application/json', says: '账上的这一条', text: row.body.toString('utf8') })
  const { template, version, number, data, salt } = document
  if (salt && entry.digests[`document.${template}`] === document.digest.toString('hex'))
    files.push({ name: `${short}.document.json`, mime: 'application/json', says: '入账时承诺的文书内容', text: JSON.stringify({ template, version, number, data, salt: salt.toString('hex') }) })
  files.push({ name: `${short}.names.json`, mime: 'application/json', says: '事项和机关的名称，不在证明之内', text: namesFile(leaf, await namesOf(deps, entry)) })
  files.push({ name: 'policy.txt', mime: 'text/plain', says: '签名公钥和见证人（请与城市公布的核对）', text: deps.sunlog.policyText('intl', entry.origin) })
  return { leaf, origin: entry.origin, url: `${deps.publicUrl}/proof/${leaf}`, files }
}

/** The entry that commits to the document. A sheet over a whole bundle stands in the entry of each member's act of that instant: the first is taken. */
async function entryOf(deps: Deps, d: StoredDocument): Promise<EntryRow | undefined> {
  const { rows } = await deps.db.query<EntryRow>(
    `select e.leaf, e.body, e.receipt, l.index from casework.cases c join casework.act a on a.city = c.city and a.case_id = c.id join journal.entry e on e.city = a.city and e.id = a.id
     left join journal.leaf l on l.city = e.city and l.entry = e.id
     where c.city = $1 and (c.id = $2 or c.bundle = $2) and a.at = $3 order by c.number, a.seq`, [deps.city, d.caseId, d.legalAt])
  const digest = d.digest.toString('hex')
  return rows.find((r) => r.body.includes(digest))
}

/** Where the entry that commits to a document stands in the log; null while it waits for its place, and for a document that no entry commits to. */
export async function placeOfPaper(deps: Deps, document: StoredDocument): Promise<{ index: number; hash: string; at: string } | null> {
  const row = await entryOf(deps, document)
  return row && row.index !== null ? { index: row.index, hash: row.leaf.toString('hex'), at: document.legalAt } : null
}

/** Where each act of a case stands in the log, by its number; index null while it waits for its place (seconds). Receipts only when asked for. */
export async function entriesOf(deps: Deps, caseId: string, receipts: boolean): Promise<{ seq: number; leaf: string; index: number | null; receipt: string | null }[]> {
  const { rows } = await deps.db.query<EntryRow & { seq: number }>(
    `select a.seq, e.leaf, e.body, e.receipt, l.index from casework.act a join journal.entry e on e.city = a.city and e.id = a.id
     left join journal.leaf l on l.city = e.city and l.entry = e.id where a.city = $1 and a.case_id = $2 order by a.seq`, [deps.city, caseId])
  return rows.map((r) => ({ seq: r.seq, leaf: r.leaf.toString('hex'), index: r.index, receipt: receipts ? deps.sunlog.receiptText(r.body, r.leaf, r.receipt) : null }))
}

import { randomBytes } from 'node:crypto'
import type { DataOf, TemplateCode } from '../../../contract/documents.ts'
import { instant } from '../clock.ts'
import type { Queryable, Tx } from '../db.ts'
import { uuidv7 } from '../ids.ts'
import { digestOf } from './digest.ts'
import { DocumentRefused, documentFaults, type Templates } from './templates.ts'

/** A row of kernel.document: all that the page is made from. The PDF itself is made when somebody opens it. */
export interface DocumentRow {
  city: string
  id: string
  caseId: string | null
  template: string
  version: number
  number: string
  data: unknown
  digest: Buffer
  salt: Buffer
  /** legal instant */
  legalAt: string
  /** real instant */
  recAt: string
}

export interface NewDocument<C extends TemplateCode = TemplateCode> {
  city: string
  /** given where the page's own check address needs it before the row is made */
  id?: string
  caseId: string | null
  template: C
  /** the newest version unless a case is to keep an older one */
  version?: number
  number: string
  data: DataOf<C>
  /** clock.legal() of the act */
  legalAt: string
  /** clock.real() */
  realMs: number
}

export interface PreparedDocument { id: string; digest: Buffer; salt: Buffer; row: DocumentRow }

/**
 * Makes the row of a document, to be inserted in the act's own transaction; no database, no rendering, well under a
 * millisecond. Refuses (DocumentRefused, all faults at once) data of the wrong shape, a number that breaks GW-01, a basis of
 * another regime, and any date but that of the act: a document is never dated back (law.md appendix B 5).
 */
export function prepareDocument<C extends TemplateCode>(templates: Templates, document: NewDocument<C>): PreparedDocument {
  const { city, caseId, number, data, legalAt } = document
  const template = document.version === undefined ? templates.latest(document.template) : templates.get(document.template, document.version)
  const faults = documentFaults(template, number, data)
  const day = legalAt.slice(0, 10)
  if (data.issuedOn !== day) faults.push({ at: 'issuedOn', message: `成文日期应当为作出当日 ${day}，不得倒签或者预签` })
  if (faults.length) throw new DocumentRefused(`${template.code}/${template.version}`, faults)
  const salt = randomBytes(32)
  const id = document.id ?? uuidv7(document.realMs)
  const digest = digestOf(template.code, template.version, number, data, salt)
  return {
    id, digest, salt,
    row: { city, id, caseId, template: template.code, version: template.version, number, data, digest, salt, legalAt, recAt: instant(document.realMs) },
  }
}

/** Inserts rows in one statement. A number that is taken already breaks the unique index document_number. */
export async function insertDocuments(tx: Tx, rows: readonly DocumentRow[]): Promise<void> {
  if (!rows.length) return
  await tx.query(
    `insert into kernel.document (city, id, case_id, template, version, number, data, digest, salt, legal_at, rec_at)
     select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::jsonb[], $8::bytea[], $9::bytea[], $10::timestamptz[], $11::timestamptz[])`,
    [
      rows[0]!.city, rows.map((r) => r.id), rows.map((r) => r.caseId), rows.map((r) => r.template), rows.map((r) => r.version),
      rows.map((r) => r.number), rows.map((r) => JSON.stringify(r.data)), rows.map((r) => r.digest), rows.map((r) => r.salt),
      rows.map((r) => r.legalAt), rows.map((r) => r.recAt),
    ],
  )
}

export interface StoredDocument extends Omit<DocumentRow, 'salt' | 'data'> {
  /** null once erased: the number, the date and the digest stay, the page can no longer be made */
  data: unknown
  salt: Buffer | null
  servedAt: string | null
}

const columns = `city, id, case_id as "caseId", template, version, number, data, digest, salt, legal_at as "legalAt", rec_at as "recAt", served_at as "servedAt"`

/** One document for download; undefined when there is none (the caller answers 404 to a stranger as well). */
export async function readDocument(db: Queryable, city: string, id: string): Promise<StoredDocument | undefined> {
  return (await db.query<StoredDocument>(`select ${columns} from kernel.document where city = $1 and id = $2`, [city, id])).rows[0]
}

/** The documents of a case in the order in which they were made. */
export async function documentsOf(db: Queryable, city: string, caseId: string): Promise<StoredDocument[]> {
  return (await db.query<StoredDocument>(`select ${columns} from kernel.document where city = $1 and case_id = $2 order by id`, [city, caseId])).rows
}

/** Notes when it was served (legal instant); the first time stays. */
export async function markServed(tx: Tx, city: string, id: string, legalAt: string): Promise<void> {
  await tx.query(`update kernel.document set served_at = $3 where city = $1 and id = $2 and served_at is null`, [city, id, legalAt])
}

/** True when the row is what was committed to: the public check and the verifier ask this. False for an erased one. */
export function isIntact(document: StoredDocument): boolean {
  if (document.data === null || document.salt === null) return false
  return digestOf(document.template, document.version, document.number, document.data, document.salt).equals(document.digest)
}

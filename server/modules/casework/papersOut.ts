import * as contract from '../../../contract/casework.ts'
import { crashPoint } from '../../kernel/crashPoint.ts'
import { NotFound, Refusal } from '../../kernel/http/errors.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import { append, commit, digest, newSalt } from '../../kernel/journal/index.ts'
import { readDocument, type StoredDocument } from '../../kernel/documents/store.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { may, standingOf } from '../../kernel/permission.ts'
import { readBundle } from './bundle.ts'
import type { Deps } from './deps.ts'
import { evidenceOfPaper } from './paperEvidence.ts'
import { formOf, readCase } from './read.ts'
import { formLines } from './view.ts'

/**
 * Unmasks the form for one look: a purpose is asked for, and the look itself is an entry in the journal (settled.md 3). The
 * purpose is in somebody's own words, so it is kept with the particulars and the entry holds its commitment.
 */
export async function reveal(deps: Deps, ctx: Ctx, tx: Tx, id: string, purpose: string) {
  const { row } = await readCase(tx, deps.city, id)
  const standing = may(ctx, contract.reveal, row)
  const item = await deps.catalogue.revision(row.item, row.revision)
  const salt = newSalt()
  const said = { purpose, person: ctx.person, at: ctx.legalNow }
  await tx.query(`insert into casework.particular (city, id, case_id, act_seq, field, body, salt) values ($1, $2, $3, $4, 'unmasked', $5, $6)`,
    [deps.city, uuidv7(), id, row.seq, JSON.stringify(said), salt])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'casework.unmasked', at: ctx.legalNow, subject: { kind: 'case', id }, item: { key: row.item, revision: row.revision },
    actor: { org: standing.organ, role: standing.as, person: ctx.person }, digests: { purpose: commit(salt, said) },
  }, deps.clock.real())])
  const person = await deps.directory.person(row.applicant, tx)
  return { form: formLines(item, await formOf(tx, deps.city, id), true), applicant: person?.name ?? '' }
}

/** puts an uploaded file under one of the materials that the case's own guide names; nothing else can be asked for or added */
export async function addMaterial(deps: Deps, ctx: Ctx, tx: Tx, id: string, body: { material: string; sha256: string; name: string }) {
  const { row } = await readCase(tx, deps.city, id)
  const standing = may(ctx, contract.addMaterial, row)
  const item = await deps.catalogue.revision(row.item, row.revision)
  if (!item.materials.some((m) => m.id === body.material))
    throw new Refusal([{ rule: 'permit/acceptance#materials-listed', code: 'E-ITM-05', at: 'material', message: '办事指南没有要求这项材料，不用提交', basis: [] }])
  // whoever scans it, a material belongs to the applicant (settled.md 23)
  const uploaded = await tx.query(`select 1 from kernel.file where city = $1 and owner = $2 and sha256 = decode($3, 'hex')`, [deps.city, row.applicant, body.sha256])
  if (!uploaded.rows[0]) throw new NotFound('申请人名下还没有这个文件，请先上传再归到材料下')
  const material = uuidv7()
  await tx.query(
    `insert into casework.material (city, case_id, id, material, sha256, owner, name, level, added) values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9)`,
    [deps.city, id, material, body.material, body.sha256, row.applicant, body.name, standing.as === 'applicant' ? 'C' : 'B', ctx.legalNow])
  await append(tx, deps.city, [deps.journal.prepare({
    type: 'casework.material', at: ctx.legalNow, subject: { kind: 'case', id }, actor: { org: standing.organ, role: standing.as, person: ctx.person },
    digests: { [`file.${material}`]: digest(body.sha256) },
  }, deps.clock.real())])
  return { id: material }
}

/** a document of this case, or of its bundle, for somebody who may see it; gone once its content was erased */
export async function documentRow(deps: Deps, ctx: Ctx, endpoint: typeof contract.document | typeof contract.documentData, caseId: string, documentId: string): Promise<StoredDocument> {
  if (!isUuid(caseId) || !isUuid(documentId)) throw new NotFound()
  const found = await deps.db.query<{ id: string }>(`select id from casework.cases where city = $1 and id = $2`, [deps.city, caseId])
  const subject = found.rows[0] ? (await readCase(deps.db, deps.city, caseId)).row : { ...(await readBundle(deps.db, deps.city, caseId)), organ: null, bundle: null }
  may(ctx, endpoint, { applicant: subject.applicant, organ: subject.organ })
  const document = await readDocument(deps.db, deps.city, documentId)
  if (!document || (document.caseId !== caseId && document.caseId !== subject.bundle)) throw new NotFound('这一件没有这份文书')
  if (document.data === null) throw new NotFound('这份文书的内容已依法删除，只保留编号、日期和摘要')
  return document
}

/** the PDF, drawn from the row: the same bytes every time from the moment its proof exists, which travels inside it */
export async function documentOf(deps: Deps, ctx: Ctx, caseId: string, documentId: string): Promise<{ data: Buffer; name: string }> {
  const document = await documentRow(deps, ctx, contract.document, caseId, documentId)
  const { heading } = document.data as { heading: string }
  const evidence = await evidenceOfPaper(deps, document)
  const { pdf } = await deps.renderer.render({ ...document, ...(evidence ? { evidence } : {}) })
  crashPoint('document.rendered')
  return { data: pdf, name: `${heading}${document.number}.pdf` }
}

/** papers that a filing itself gives: the receipt and the mandate; decisions and licences are not among them */
const ofTheFiling = ['P01', 'P01-bundle', 'P16']

/** the papers that this filing gave, as lists show them */
export const filingPapers = async (deps: Deps, subject: string) => (await documentRefs(deps, subject)).filter((d) => ofTheFiling.includes(d.template))

/** The PDF of a paper that this filing gave, for somebody whom the caller has checked; NotFound for every other paper. */
export async function filingPaper(deps: Deps, subject: string, documentId: string): Promise<{ data: Buffer; name: string }> {
  const document = isUuid(documentId) ? await readDocument(deps.db, deps.city, documentId) : undefined
  if (!document || document.caseId !== subject || document.data === null || !ofTheFiling.includes(document.template)) throw new NotFound('这次帮办没有这份文书')
  return { data: (await deps.renderer.render(document)).pdf, name: `${(document.data as { heading: string }).heading}${document.number}.pdf` }
}

/** documents of a case or bundle, as lists show them */
export async function documentRefs(deps: Deps, subject: string) {
  const { rows } = await deps.db.query<{ id: string; template: string; title: string | null; number: string; at: string }>(
    `select id, template, number, legal_at as at, data ->> 'heading' as title from kernel.document where city = $1 and case_id = $2 order by legal_at, id`, [deps.city, subject])
  return rows.map((r) => ({ ...r, title: r.title ?? r.template }))
}

const ofTheHall = new Set<string>(['clerk', 'counter', 'hallManager'])

/**
 * Somebody else's file may be read by whoever may see a case in which it lies: its own organ and who supervises; the hall only while
 * the case is before it (window, waiting for paper, issuing counter), or where this very person has acted in it.
 */
export async function mayReadFile(deps: Deps, ctx: Ctx, file: { owner: string; sha256: string }): Promise<boolean> {
  if (!ctx.session) return false
  const { rows } = await deps.db.query<{ applicant: string; organ: string; hall: boolean }>(
    `select c.applicant, c.organ, c.holder in ('window', 'applicant', 'counter')
       or exists (select 1 from casework.clock k where k.city = c.city and k.case_id = c.id and k.status = 'running' and k.clock = 'tolerantSupply')
       or exists (select 1 from casework.act a where a.city = c.city and a.case_id = c.id and a.actor = $4) as hall
     from casework.material m join casework.cases c on c.city = m.city and c.id = m.case_id
     where m.city = $1 and m.owner = $2 and m.sha256 = decode($3, 'hex')`, [deps.city, file.owner, file.sha256, ctx.session.person])
  const elsewhere = { session: ctx.session, grants: ctx.grants.filter((g) => !ofTheHall.has(g.role)) }
  return rows.some((r) => standingOf(r.hall ? ctx : elsewhere, contract.get, r) !== undefined)
}

/** The window may add files for a person who has an open case. */
export async function mayWriteFile(deps: Deps, ctx: Ctx, owner: string): Promise<boolean> {
  if (!ctx.grants.some((g) => g.role === 'clerk' || g.role === 'counter')) return false
  const { rows } = await deps.db.query(`select 1 from casework.cases where city = $1 and applicant = $2 and not closed limit 1`, [deps.city, owner])
  return rows.length > 0
}

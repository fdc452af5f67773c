import type { DataOf, TemplateCode } from '../../../contract/documents.ts'
import type { Queryable, Tx } from '../../kernel/db.ts'
import { insertDocuments, prepareDocument, readDocument } from '../../kernel/documents/store.ts'
import { file, NotFound } from '../../kernel/http/index.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'
import { append } from '../../kernel/journal/index.ts'
import type { CredentialsDeps } from './index.ts'

/* 文书 of this module: numbered in the bureau's own series, written in the transaction of the act that makes them, each with an entry in the log. */

/** templates whose documents this module draws up */
export const templates = ['C01', 'C02', 'C03', 'S06'] as const
export type OwnTemplate = (typeof templates)[number] & TemplateCode

export interface PaperRef { id: string; template: string; title: string; number: string; at: string }

/** the next `n` numbers of a bureau's series of this year: 许司核〔2020〕1号. Taken for good with the transaction, without a gap */
export async function takeNumbers(deps: CredentialsDeps, tx: Tx, bureau: string, word: string, n: number, now: string): Promise<string[]> {
  const { symbol } = deps.directory.organ(bureau)
  const year = now.slice(0, 4)
  const { rows: [counter] } = await tx.query<{ value: number }>(
    `insert into kernel.counter (city, name, value) values ($1, $2, $3) on conflict (city, name) do update set value = kernel.counter.value + $3 returning value`, [deps.city, `paper|${symbol}${word}|${year}`, n])
  return Array.from({ length: n }, (_, i) => `${symbol}${word}〔${year}〕${counter!.value - n + i + 1}号`)
}

/** Writes papers of one kind with their entries. `subject`: what each is about; `data` is given the paper's id, which its check address names. */
export async function issuePapers<C extends OwnTemplate>(
  deps: CredentialsDeps, tx: Tx, o: { bureau: string; template: C; kind: 'campaign' | 'task' | 'holder'; now: string }, wanted: readonly { subject: string; number: string; data: (id: string) => DataOf<C> }[],
): Promise<PaperRef[]> {
  const realMs = deps.clock.real()
  const papers = wanted.map(({ subject, number, data }) => {
    const id = uuidv7(realMs)
    return { subject, paper: prepareDocument(deps.renderer.templates, { city: deps.city, id, caseId: subject, template: o.template, number, data: data(id), legalAt: o.now, realMs }) }
  })
  await insertDocuments(tx, papers.map((p) => p.paper.row))
  await append(tx, deps.city, papers.map(({ paper, subject }) => deps.journal.prepare({
    type: 'credentials.paper', at: o.now, subject: { kind: o.kind, id: subject }, actor: { org: o.bureau, role: 'system', person: null }, digests: { [`document.${o.template}`]: paper.digest.toString('hex') },
  }, realMs)))
  return papers.map(({ paper: { row } }) => ({ id: row.id, template: o.template, title: (row.data as { heading: string }).heading, number: row.number, at: o.now }))
}

/** papers of these subjects, oldest first */
export async function papersOf(db: Pick<Queryable, 'query'>, city: string, subjects: readonly string[]): Promise<PaperRef[]> {
  return (await db.query<PaperRef>(
    `select id, template, coalesce(data ->> 'heading', template) as title, number, legal_at as at from kernel.document where city = $1 and case_id = any($2::uuid[]) and template = any($3) order by legal_at, id`, [city, subjects, templates])).rows
}

/** one paper of this subject as PDF; NotFound for any other */
export async function paperFile(deps: CredentialsDeps, subject: string, id: string) {
  const found = isUuid(id) ? await readDocument(deps.db, deps.city, id) : undefined
  if (!found || found.caseId !== subject || found.data === null) throw new NotFound('没有这份文书')
  const { pdf } = await deps.renderer.render(found)
  return file(pdf, { type: 'application/pdf', name: `${(found.data as { heading: string }).heading}${found.number}.pdf`, size: pdf.length, tag: id })
}

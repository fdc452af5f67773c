import { commit } from '../../kernel/journal/index.ts'
import { digestOf } from '../../kernel/documents/digest.ts'
import type { Queryable } from '../../kernel/db.ts'
import { actDigest } from './actDigest.ts'

/*
 * Acts, particulars and documents of this module held against their entries in the log (trust.md 2.6), as casework holds its own. An act
 * and its entry have one id.
 */

/** something here that does not agree with its entry */
export interface CredentialFault { file: string; seq: number; says: string }

interface Row {
  file: string
  seq: number
  kind: string
  id: string
  type: string
  at: string
  effective_on: string | null
  rec_us: string
  actor_code: string
  actor_role: string
  actor: string | null
  organ: string | null
  payload: unknown
  clocks: unknown
  facts: unknown
  rules: unknown
  calendar: string
  commitments: Record<string, string>
  body: Buffer | null
  particulars: { field: string; body: unknown; salt: string | null }[] | null
  documents: { template: string; version: number; number: string; data: unknown; digest: string; salt: string | null }[] | null
}

interface Entry { type: string; at: string; rec: number; seq?: number; subject: string; digests: Record<string, string> }

/** Looks at acts file by file, batch by batch. `subject`: the log's name for a file of a kind. What was erased by law is held against nothing. */
export async function* auditActs(db: Pick<Queryable, 'query'>, city: string, subject: (kind: string, file: string) => string, batch = 500): AsyncGenerator<{ acts: number; faults: CredentialFault[] }> {
  let [file, seq] = ['00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const { rows } = await db.query<Row>(
      `select a.*, e.body,
         (select json_agg(json_build_object('field', p.field, 'body', p.body, 'salt', encode(p.salt, 'hex'))) from credentials.particular p
            where p.city = a.city and p.file = a.file and p.act_seq = a.seq) as particulars,
         (select json_agg(json_build_object('template', d.template, 'version', d.version, 'number', d.number, 'data', d.data, 'digest', encode(d.digest, 'hex'), 'salt', encode(d.salt, 'hex')))
            from kernel.document d where d.city = a.city and d.case_id = a.file) as documents
       from credentials.act a left join journal.entry e on e.city = a.city and e.id = a.id
       where a.city = $1 and (a.file, a.seq) > ($2, $3) order by a.file, a.seq limit $4`, [city, file, seq, batch])
    if (!rows.length) return
    ;({ file, seq } = rows.at(-1)!)
    yield { acts: rows.length, faults: rows.flatMap((r) => faultsOf(r, subject).map((says) => ({ file: r.file, seq: r.seq, says }))) }
    if (rows.length < batch) return
  }
}

function faultsOf(a: Row, subject: (kind: string, file: string) => string): string[] {
  if (!a.body) return [`第 ${a.seq} 步“${a.type}”在台账里没有条目：不是办理时记下的`]
  const e = JSON.parse(a.body.toString('utf8')) as Entry
  const faults: string[] = []
  if (e.type !== `credentials.${a.kind}.${a.type}` || e.seq !== a.seq || e.subject !== subject(a.kind, a.file)) faults.push(`第 ${a.seq} 步与台账条目说的不是同一件事`)
  if (e.at !== a.at || e.rec !== Number(a.rec_us)) faults.push(`第 ${a.seq} 步的时间被改过：台账记的是 ${e.at}`)
  if (e.digests['act'] !== actDigest(a)) faults.push(`第 ${a.seq} 步的内容与台账记下的摘要不符`)
  for (const [field, commitment] of Object.entries(a.commitments)) if (e.digests[`personal.${field}`] !== commitment) faults.push(`第 ${a.seq} 步“${field}”的承诺值与台账不符`)
  for (const p of a.particulars ?? [])
    if (p.salt !== null && a.commitments[p.field] !== undefined && commit(Buffer.from(p.salt, 'hex'), p.body) !== a.commitments[p.field]) faults.push(`第 ${a.seq} 步登记的“${p.field}”被改过`)
  for (const [key, promised] of Object.entries(e.digests)) {
    if (!key.startsWith('document.')) continue
    const d = a.documents?.find((x) => x.digest === promised)
    if (!d) faults.push(`第 ${a.seq} 步作出的文书（${key.slice('document.'.length)}）不在了，或者被改过`)
    else if (d.data !== null && d.salt !== null && digestOf(d.template, d.version, d.number, d.data, Buffer.from(d.salt, 'hex')).toString('hex') !== d.digest) faults.push(`文书 ${d.number} 与台账记下的摘要不符`)
  }
  return faults
}

/** Entries of acts whose act is gone: what was deleted behind the log's back. */
export async function actsMissing(db: Pick<Queryable, 'query'>, city: string, limit = 1000): Promise<{ entry: string; type: string; at: string }[]> {
  const { rows } = await db.query<{ id: string; type: string; body: Buffer }>(
    `select e.id, e.type, e.body from journal.entry e
     where e.city = $1 and e.type similar to 'credentials.(body|holder|campaign|task|batch|demoPoint).%'
       and not exists (select 1 from credentials.act a where a.city = e.city and a.id = e.id)
     order by e.id limit $2`, [city, limit])
  return rows.map((r) => ({ entry: r.id, type: r.type, at: (JSON.parse(r.body.toString('utf8')) as Entry).at }))
}

/** of these documents, those that an act of this module committed to */
export async function promised(db: Pick<Queryable, 'query'>, city: string, documents: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select d.id from kernel.document d where d.city = $1 and d.id = any($2::uuid[]) and exists (
       select 1 from credentials.act a join journal.entry e on e.city = a.city and e.id = a.id
       where a.city = d.city and a.file = d.case_id and position(convert_to(encode(d.digest, 'hex'), 'UTF8') in e.body) > 0)`, [city, documents])
  return new Set(rows.map((r) => r.id))
}

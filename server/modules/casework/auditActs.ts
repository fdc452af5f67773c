import { commit, digest } from '../../kernel/journal/index.ts'
import { digestOf } from '../../kernel/documents/digest.ts'
import type { Reader } from './read.ts'
import type { ActRow } from './write.ts'

/*
 * Acts, particulars and documents held against their entries in the log: whoever edits a row in the database cannot edit what
 * was signed (trust.md 2.6). An act and its entry have one id.
 */

/**
 * Digest of everything that an act's row says, for its entry. Not in it: what the entry says itself (its real time), and the
 * commitments, each of which stands in the entry by name.
 */
export function actDigest(a: Omit<ActRow, 'id' | 'rec_us' | 'commitments'>): string {
  return digest([a.case_id, a.seq, a.type, a.at, a.effective_on, a.actor_code, a.actor_role, a.actor, a.organ, a.on_behalf, a.assistance, a.payload, a.clocks, a.facts, a.rules, a.calendar])
}

/** something in casework that does not agree with its entry */
export interface ActFault { case: string; number: string; seq: number | null; says: string }
export interface ActsLooked { acts: number; faults: ActFault[] }

interface Row extends ActRow {
  number: string
  body: Buffer | null
  particulars: { field: string; body: unknown; salt: string | null }[] | null
  documents: { template: string; version: number; number: string; data: unknown; digest: string; salt: string | null }[] | null
}

/** what an entry says of its act (proof/entry.ts) */
interface Entry { type: string; at: string; rec: number; seq?: number; subject: string; digests: Record<string, string> }

/**
 * Looks at acts case by case, batch by batch: each must have an entry that says of it what it says. What was erased
 * by law is held against nothing: its commitment stands, what it committed to is gone. `subject`: the log's name for a case.
 */
export async function* auditActs(db: Reader, city: string, subject: (caseId: string) => string, batch = 500): AsyncGenerator<ActsLooked> {
  let [afterCase, afterSeq] = ['00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const { rows } = await db.query<Row>(
      `select a.*, c.number, e.body,
         (select json_agg(json_build_object('field', p.field, 'body', p.body, 'salt', encode(p.salt, 'hex'))) from casework.particular p
            where p.city = a.city and p.case_id = a.case_id and p.act_seq = a.seq) as particulars,
         (select json_agg(json_build_object('template', d.template, 'version', d.version, 'number', d.number, 'data', d.data, 'digest', encode(d.digest, 'hex'), 'salt', encode(d.salt, 'hex')))
            from kernel.document d where d.city = a.city and d.case_id in (a.case_id, c.bundle) and d.legal_at = a.at::timestamptz) as documents
       from casework.act a join casework.cases c on c.city = a.city and c.id = a.case_id left join journal.entry e on e.city = a.city and e.id = a.id
       where a.city = $1 and (a.case_id, a.seq) > ($2, $3) order by a.case_id, a.seq limit $4`, [city, afterCase, afterSeq, batch])
    if (!rows.length) return
    afterCase = rows.at(-1)!.case_id
    afterSeq = rows.at(-1)!.seq
    yield { acts: rows.length, faults: rows.flatMap((r) => faultsOf(r, subject).map((says) => ({ case: r.case_id, number: r.number, seq: r.seq, says }))) }
    if (rows.length < batch) return
  }
}

function faultsOf(a: Row, subject: (caseId: string) => string): string[] {
  if (!a.body) return [`第 ${a.seq} 步“${a.type}”在台账里没有条目：不是办理时记下的`]
  const e = JSON.parse(a.body.toString('utf8')) as Entry
  const faults: string[] = []
  if (e.type !== `casework.${a.type}` || e.seq !== a.seq || e.subject !== subject(a.case_id)) faults.push(`第 ${a.seq} 步与台账条目说的不是同一件事`)
  if (e.at !== a.at || e.rec !== Number(a.rec_us)) faults.push(`第 ${a.seq} 步的时间被改过：台账记的是 ${e.at}`)
  if (e.digests['payload'] !== digest(a.payload) || (e.digests['act'] !== undefined && e.digests['act'] !== actDigest(a))) faults.push(`第 ${a.seq} 步的内容与台账记下的摘要不符`)
  for (const [field, commitment] of Object.entries(a.commitments)) if (e.digests[`personal.${field}`] !== commitment) faults.push(`第 ${a.seq} 步“${field}”的承诺值与台账不符`)
  for (const p of a.particulars ?? [])
    if (p.salt !== null && commit(Buffer.from(p.salt, 'hex'), p.body) !== a.commitments[p.field] && a.commitments[p.field] !== undefined) faults.push(`第 ${a.seq} 步登记的“${p.field}”被改过`)
  for (const [key, promised] of Object.entries(e.digests)) {
    const template = /^document\.(.+)$/.exec(key)?.[1]
    if (!template) continue
    const d = a.documents?.find((x) => x.template === template)
    if (!d) faults.push(`第 ${a.seq} 步作出的文书（${template}）不在了`)
    else if (promised !== d.digest || (d.data !== null && d.salt !== null && digestOf(d.template, d.version, d.number, d.data, Buffer.from(d.salt, 'hex')).toString('hex') !== d.digest))
      faults.push(`文书 ${d.number} 与台账记下的摘要不符`)
  }
  return faults
}

/** Entries of acts whose act is gone: what was deleted behind the log's back. One pass over both tables. */
export async function actsMissing(db: Reader, city: string, limit = 1000): Promise<{ entry: string; type: string; at: string }[]> {
  // a refusal, a look and an attachment are no acts of the procedure
  const { rows } = await db.query<{ id: string; body: Buffer }>(
    `select e.id, e.body from journal.entry e
     where e.city = $1 and e.type like 'casework.%' and e.type not in ('casework.refused', 'casework.unmasked', 'casework.material')
       and not exists (select 1 from casework.act a where a.city = e.city and a.id = e.id)
     order by e.id limit $2`, [city, limit])
  return rows.map((r) => ({ id: r.id, entry: JSON.parse(r.body.toString('utf8')) as Entry })).filter((m) => m.entry.seq !== undefined)
    .map((m) => ({ entry: m.id, type: m.entry.type, at: m.entry.at }))
}

/** Documents that no entry of their case, or of a member of their bundle, commits to: put in behind the log's back. `except`: templates of other modules. */
export async function documentsUnpromised(db: Reader, city: string, except: readonly string[], limit = 1000): Promise<{ id: string; number: string }[]> {
  const { rows } = await db.query<{ id: string; number: string }>(
    `select d.id, d.number from kernel.document d
     where d.city = $1 and not d.template = any($2) and not exists (
       select 1 from (select d.case_id as id union all select c.id from casework.cases c where c.city = d.city and c.bundle = d.case_id) m
       join casework.act a on a.city = d.city and a.case_id = m.id join journal.entry e on e.city = a.city and e.id = a.id
       where position(convert_to(encode(d.digest, 'hex'), 'UTF8') in e.body) > 0)
     order by d.id limit $3`, [city, except, limit])
  return rows
}

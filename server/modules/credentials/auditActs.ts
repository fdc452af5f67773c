import { commit } from '../../kernel/journal/index.ts'
import { digestOf } from '../../kernel/documents/digest.ts'
import type { Queryable } from '../../kernel/db.ts'
import { actDigest } from './actDigest.ts'
import { templates } from './papers.ts'

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
}

interface Entry { type: string; at: string; rec: number; seq?: number; subject: string; digests: Record<string, string> }

/** Looks at acts file by file, batch by batch. `subject`: the log's name for a file of a kind. What was erased by law is held against nothing. */
export async function* auditActs(db: Pick<Queryable, 'query'>, city: string, subject: (kind: string, file: string) => string, batch = 500): AsyncGenerator<{ acts: number; faults: CredentialFault[] }> {
  let [file, seq] = ['00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const { rows } = await db.query<Row>(
      `select a.*, e.body,
         (select json_agg(json_build_object('field', p.field, 'body', p.body, 'salt', encode(p.salt, 'hex'))) from credentials.particular p
            where p.city = a.city and p.file = a.file and p.act_seq = a.seq) as particulars
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

export { templates }

interface Paper { id: string; template: string; version: number; number: string; data: unknown; digest: string; salt: string | null }

/**
 * Documents of this module held against their entries in the log, each of which names one: none may be changed, gone, or there without an entry.
 */
export async function* auditPapers(db: Pick<Queryable, 'query'>, city: string, batch = 200): AsyncGenerator<{ id: string; says: string; missing: boolean }[]> {
  const entries = await db.query<{ id: string; body: Buffer }>(`select id, body from journal.entry where city = $1 and type = 'credentials.paper'`, [city])
  const promised = new Map(entries.rows.flatMap((r) => Object.values((JSON.parse(r.body.toString('utf8')) as Entry).digests).map((digest) => [digest, r.id] as const)))
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await db.query<Paper>(
      `select id, template, version, number, data, encode(digest, 'hex') as digest, encode(salt, 'hex') as salt from kernel.document
       where city = $1 and template = any($2) and id > $3 order by id limit $4`, [city, templates, after, batch])
    yield rows.flatMap((d) => {
      const known = promised.delete(d.digest)
      if (!known) return [{ id: d.id, says: `文书 ${d.number} 在台账里没有哪一步作出过`, missing: false }]
      const same = d.data === null || d.salt === null || digestOf(d.template, d.version, d.number, d.data, Buffer.from(d.salt, 'hex')).toString('hex') === d.digest
      return same ? [] : [{ id: d.id, says: `文书 ${d.number} 与台账记下的摘要不符`, missing: false }]
    })
    if (rows.length < batch) break
    after = rows.at(-1)!.id
  }
  yield [...promised.values()].map((id) => ({ id, says: '入账的一份文书在数据库里没有了', missing: true }))
}

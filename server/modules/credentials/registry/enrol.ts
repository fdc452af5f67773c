import { randomBytes } from 'node:crypto'
import type { BodyKind, BodyStanding } from '../../../../law/credential/bodyState.ts'
import { NDX } from '../../../../law/kernel/dates.ts'
import type { BodyRow as ListedBody, OfficerRow, SupervisorRow } from '../../../../law/credential/row.ts'
import { half } from '../../../../law/credential/written.ts'
import type { Tx } from '../../../kernel/db.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import type { CredentialsDeps } from '../index.ts'

/** A frozen roster as it was read; lists that a campaign did not hand in stay away. */
export interface Listed { bodies?: readonly ListedBody[]; officers?: readonly OfficerRow[]; supervisors?: readonly SupervisorRow[] }
/** ids in the order of the rows; `added`: of those that were not here before */
export interface EnrolResult { bodies: string[]; officers: string[]; supervisors: string[]; added: { bodies: number; holders: number } }

const statuses: readonly [string, BodyStanding][] = [['有效', 'active'], ['ACTIVE', 'active'], ['合并', 'merged'], ['MERGED', 'merged'], ['撤销', 'abolished'], ['ABOLISHED', 'abolished'], ['内设', 'internal'], ['重复', 'duplicate'], ['暂停', 'suspended'], ['SUSPENDED', 'suspended']]
const standingOf = (word: string): BodyStanding => statuses.find(([w]) => word.includes(w))?.[1] ?? 'noBasis'
const kindOf = (word: string): BodyKind => (word.includes('受委托') ? 'entrusted' : word.includes('授权') ? 'authorised' : 'organ')
const or = <T>(x: T | '' | undefined): T | null => x || null
/** a list may hold anything; the column holds a day */
const day = (x: string): string | null => (/^\d{4}-\d{2}-\d{2}$/.test(x) ? x : null)

/**
 * Takes a frozen roster into the registry in the caller's transaction, by a handful of statements however long it is. A body is known
 * by its name, a credential by list, body, person and number: a second time changes only what describes it, never where acts have
 * brought it. A body that officers name and the list of bodies does not know is kept as 无执法依据. Accounts and organs are
 * found by identity number, credit code and name. Nothing is judged here: a number that two people have stays with both (R13).
 */
export async function enrol(deps: CredentialsDeps, tx: Tx, listed: Listed, at: string): Promise<EnrolResult> {
  const people = [...(listed.officers ?? []).map((o) => ({ ...o, list: 'officer' as const })), ...(listed.supervisors ?? []).map((o) => ({ ...o, list: 'supervisor' as const }))]
  const { ids: bodies, of, added } = await enrolBodies(deps, tx, listed.bodies ?? [], people, at)
  const holders = await enrolHolders(deps, tx, people, of, at)
  const officers = listed.officers?.length ?? 0
  return { bodies, officers: holders.ids.slice(0, officers), supervisors: holders.ids.slice(officers), added: { bodies: added, holders: holders.added } }
}

type Person = (OfficerRow & { list: 'officer' }) | (SupervisorRow & { list: 'supervisor' })

const bodyColumns = `id uuid, name text, uscc text, kind text, level text, division text, domains text[], status text, status_on date, successor text, entrusted_on date, entrusted_until date, announced_on date, organ text, enrolled jsonb`
const names = (columns: string) => columns.split(',').map((c) => c.trim().split(' ')[0]).join(', ')

async function enrolBodies(deps: CredentialsDeps, tx: Tx, listed: readonly ListedBody[], people: readonly Person[], at: string) {
  const organs = deps.directory.organs()
  const byCode = new Map(organs.map((o) => [o.uscc, o.key]))
  const byName = new Map(organs.map((o) => [o.name, o.key]))
  const rows = new Map<string, Record<string, unknown>>()
  const today = at.slice(0, 10)
  for (const b of listed) {
    const state = standingOf(b.status)
    // the day of a merger is the last of the old body
    const on = day(b.statusDate) ? (state === 'merged' || state === 'abolished' ? NDX(b.statusDate, 1) : b.statusDate) : day(b.announcedOn) ?? today
    const kind = kindOf(b.kind)
    rows.set(b.name, {
      id: uuidv7(), name: b.name, uscc: b.uscc, kind, level: b.level, division: or(b.division), domains: b.domains.split(/[、,;；，\s]+/).filter((d) => d), status: state, status_on: on, successor: or(b.successor),
      entrusted_on: day(b.entrustedOn), entrusted_until: day(b.entrustedUntil), announced_on: day(b.announcedOn), organ: byCode.get(b.uscc) ?? byName.get(b.name) ?? null, enrolled: { at, state, on, kind },
    })
  }
  const { rows: had } = await tx.query<{ name: string; uscc: string }>(`select name, uscc from credentials.body where city = $1`, [deps.city])
  const known = new Set([...rows.values(), ...had].flatMap((b) => [String(b.name), String(b.uscc)]))
  for (const p of people) {
    if (known.has(p.bodyUscc) || known.has(p.bodyName)) continue
    const name = p.bodyName || p.bodyUscc || '（名册未写单位）'
    rows.set(name, {
      id: uuidv7(), name, uscc: p.bodyUscc, kind: 'organ', level: '', division: null, domains: [], status: 'noBasis', status_on: today, successor: null, entrusted_on: null, entrusted_until: null, announced_on: null,
      organ: byCode.get(p.bodyUscc) ?? byName.get(name) ?? null, enrolled: { at, state: 'noBasis', on: today, kind: 'organ' },
    })
    known.add(name)
    if (p.bodyUscc) known.add(p.bodyUscc)
  }
  const done = await tx.query<{ fresh: boolean }>(
    `insert into credentials.body as b (city, ${names(bodyColumns)}) select $1, r.* from jsonb_to_recordset($2::jsonb) as r(${bodyColumns})
     on conflict (city, name) do update set uscc = excluded.uscc, kind = excluded.kind, level = excluded.level, division = excluded.division, domains = excluded.domains, status = excluded.status,
       status_on = excluded.status_on, successor = excluded.successor, entrusted_on = excluded.entrusted_on, entrusted_until = excluded.entrusted_until, announced_on = excluded.announced_on,
       organ = coalesce(excluded.organ, b.organ), enrolled = excluded.enrolled
     where b.seq = 0 and excluded.status <> 'noBasis' returning (xmax = 0) as fresh`, [deps.city, JSON.stringify([...rows.values()])])
  const all = (await tx.query<{ id: string; name: string; uscc: string; status: string }>(`select id, name, uscc, status from credentials.body where city = $1`, [deps.city])).rows
  const idByName = new Map(all.map((b) => [b.name, b.id]))
  // one code on two rows of the list: the one in force
  const idByCode = new Map([...all].sort((a, b) => Number(a.status === 'active') - Number(b.status === 'active')).map((b) => [b.uscc, b.id]))
  const exact = new Map(all.map((b) => [`${b.uscc}|${b.name}`, b.id]))
  await entrusting(deps, tx, listed, idByName, idByCode)
  // the unit is found by its name, as campaigns find it; by its code where nobody has that name
  const of = (code: string, name: string) => exact.get(`${code}|${name}`) ?? idByName.get(name) ?? (code ? idByCode.get(code) : undefined) ?? idByName.get(name || code || '（名册未写单位）')!
  return { ids: listed.map((b) => idByName.get(b.name)!), of, added: done.rows.filter((r) => r.fresh).length }
}

/** in whose name entrusted bodies act */
async function entrusting(deps: CredentialsDeps, tx: Tx, listed: readonly ListedBody[], byName: ReadonlyMap<string, string>, byCode: ReadonlyMap<string, string>): Promise<void> {
  const rows = listed.filter((b) => b.principal && byCode.has(b.principal)).map((b) => {
    const [id, principal] = [byName.get(b.name), byCode.get(b.principal)!]
    return { id, principal, entrustment: b.entrustedOn ? { principal, from: b.entrustedOn, until: b.entrustedUntil || '9999-12-31', published: true } : null }
  })
  if (rows.length)
    await tx.query(`update credentials.body b set principal = r.principal, enrolled = b.enrolled || jsonb_strip_nulls(jsonb_build_object('entrustment', r.entrustment))
      from jsonb_to_recordset($2::jsonb) as r(id uuid, principal uuid, entrustment jsonb) where b.city = $1 and b.id = r.id and b.seq = 0`, [deps.city, JSON.stringify(rows)])
}

const holderColumns = `id uuid, list text, body uuid, person uuid, name text, sex text, id_number text, birth date, post text, rank text, establishment text, education text, domain text, law_qualified boolean,
  credential_no text, code text, issued_on date, valid_to date, checked_for int, state text, state_on date, enrolled jsonb`
const keyOf = (h: { list: string; body: string; id_number: string; name: string; credential_no: string | null }) => [h.list, h.body, h.id_number, h.name, h.credential_no ?? ''].join('|')

async function enrolHolders(deps: CredentialsDeps, tx: Tx, people: readonly Person[], bodyOf: (code: string, name: string) => string, at: string): Promise<{ ids: string[]; added: number }> {
  if (!people.length) return { ids: [], added: 0 }
  const accounts = await deps.directory.idsByNumber(tx, people.map((p) => p.idNo).filter((n) => n))
  const ended = await endedBefore(deps, tx, people)
  const today = at.slice(0, 10)
  const codes = randomBytes(people.length * 12)
  const rows = people.map((p, i) => {
    const more = p.list === 'officer' ? p : undefined
    const issued = day(more?.issueDate ?? '')
    const validTo = day(more?.validTo ?? '')
    const over = ended(p)
    const state = over ? 'REVOKED' : p.credentialNo ? 'VALID' : 'DRAFT'
    const on = over?.state_on ?? issued ?? today
    const checkedFor = Math.max(0, ...Object.entries(more?.annualCheck ?? {}).filter(([, said]) => /通过|合格|是/.test(said) && !/未|不/.test(said)).map(([year]) => Number(year))) || null
    return {
      same: over?.same, id: uuidv7(), list: p.list, body: bodyOf(p.bodyUscc, p.bodyName), person: accounts.get(p.idNo) ?? null, name: p.name, sex: or(p.sex), id_number: p.idNo, birth: day(p.birthDate), post: or(p.post), rank: or(more?.rank),
      establishment: or(more?.establishment), education: or(more?.education), domain: or(more?.domain), law_qualified: more?.lawQualified === '是', credential_no: or(p.credentialNo), code: codes.toString('base64url', i * 12, i * 12 + 12),
      issued_on: issued, valid_to: validTo, checked_for: checkedFor, state, state_on: on,
      enrolled: { at, state, on, ...(issued ? { issuedOn: issued } : {}), ...(validTo ? { validTo } : {}), ...(checkedFor ? { checkedFor } : {}) },
    }
  })
  // the same line twice in a list is one credential
  const distinct = new Map(rows.filter((r) => !r.same).map((r) => [keyOf(r), r]))
  const done = await tx.query<{ id: string; list: string; body: string; id_number: string; name: string; credential_no: string | null; fresh: boolean }>(
    `insert into credentials.holder as h (city, ${names(holderColumns)}) select $1, r.* from jsonb_to_recordset($2::jsonb) as r(${holderColumns})
     on conflict (city, list, body, id_number, name, (coalesce(credential_no, ''))) do update set person = coalesce(excluded.person, h.person), sex = excluded.sex, birth = excluded.birth, post = excluded.post, rank = excluded.rank,
       establishment = excluded.establishment, education = excluded.education, domain = coalesce(excluded.domain, h.domain),
       issued_on = case when h.seq = 0 then excluded.issued_on else h.issued_on end, valid_to = case when h.seq = 0 then excluded.valid_to else h.valid_to end,
       enrolled = case when h.seq = 0 and h.state = excluded.state then excluded.enrolled else h.enrolled end
     returning id, list, body, id_number, name, credential_no, (xmax = 0) as fresh`, [deps.city, JSON.stringify([...distinct.values()])])
  const ids = new Map(done.rows.map((r) => [keyOf(r), r.id]))
  return { ids: rows.map((r) => r.same ?? ids.get(keyOf(r))!), added: done.rows.filter((r) => r.fresh).length }
}

interface Ended { id: string; list: string; name: string; id_number: string; credential_no: string | null; state: string; state_on: string }
const bare = (text: string): string => half(text).replace(/\s/g, '').toUpperCase()

/**
 * A list brings nobody back (ZJ-07): the card of a credential that has ended is that credential, however the list writes the name; and who was
 * revoked has no other one by being listed, only by a decision of its own. `same`: the credential that the line is about.
 */
async function endedBefore(deps: CredentialsDeps, tx: Tx, people: readonly Person[]): Promise<(p: Person) => { same?: string; state_on: string } | undefined> {
  const { rows } = await tx.query<Ended>(
    `select id, list, name, id_number, credential_no, state, state_on from credentials.holder where city = $1 and state in ('REVOKED', 'CANCELLED') and (id_number = any($2) or credential_no = any($3)) order by state_on desc, id`,
    [deps.city, people.map((p) => bare(p.idNo)), people.flatMap((p) => p.credentialNo || [])])
  const byPerson = new Map<string, Ended[]>()
  const byNumber = new Map<string, Ended[]>()
  const put = (map: Map<string, Ended[]>, key: string, r: Ended) => void map.set(key, [...(map.get(key) ?? []), r])
  for (const r of rows) {
    put(byPerson, `${r.list}|${bare(r.id_number)}`, r)
    if (r.credential_no) put(byNumber, `${r.list}|${r.credential_no}`, r)
  }
  return (p) => {
    const card = (byNumber.get(`${p.list}|${p.credentialNo}`) ?? []).find((r) => bare(r.id_number) === bare(p.idNo) || bare(r.name) === bare(p.name))
    if (card) return { same: card.id, state_on: card.state_on }
    return byPerson.get(`${p.list}|${bare(p.idNo)}`)?.find((r) => r.state === 'REVOKED')
  }
}

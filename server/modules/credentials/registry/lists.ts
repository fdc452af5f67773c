import type { CredentialState } from '../../../../law/credential/lifecycle.ts'
import { checkedYear } from '../../../../law/credential/conduct.ts'
import type { Queryable } from '../../../kernel/db.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { bodyColumns, holderColumns, type BodyRow, type HolderRow } from './store.ts'

/* Lists by key, never by offset. What lapses by time is told in SQL by the same two days that law reads (lifecycle.ts): the filter finds what the line then says. */

export interface Paging { cursor?: string | undefined; limit: number }
export const cursorOf = <R extends { id: string }>(rows: readonly R[], limit: number, key: (r: R) => string): string | null => {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last ? Buffer.from(JSON.stringify([key(last), last.id])).toString('base64url') : null
}
function after(cursor: string | undefined): [string, string] | null {
  try {
    const read: unknown = cursor && JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) && typeof read[0] === 'string' && typeof read[1] === 'string' && isUuid(read[1]) ? [read[0], read[1]] : null
  } catch {
    return null
  }
}

/** what is typed into LIKE says nothing but itself */
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

export interface BodyFilter extends Paging { organs: readonly string[] | null; q?: string | undefined; status?: string | undefined; kind?: string | undefined; division?: string | undefined; known?: boolean }
export type BodyListed = BodyRow & { officers: number; supervisors: number }

/** bodies by name; `organs` null = of the whole city. `known`: without those that only a list of officers names */
export async function bodyList(on: Queryable, city: string, f: BodyFilter): Promise<BodyListed[]> {
  const at = after(f.cursor)
  const { rows } = await on.query<BodyListed>(
    `select ${bodyColumns}, coalesce(n.officers, 0)::int as officers, coalesce(n.supervisors, 0)::int as supervisors from credentials.body b
     left join lateral (select count(*) filter (where h.list = 'officer') as officers, count(*) filter (where h.list = 'supervisor') as supervisors
       from credentials.holder h where h.city = b.city and h.body = b.id and h.state in ('VALID', 'SUSPENDED')) n on true
     where b.city = $1 and ($2::text[] is null or b.organ = any($2)) and ($3::text is null or b.name like '%' || $3 || '%' or b.uscc = $3) and ($4::text is null or b.status = $4) and ($5::text is null or b.kind = $5)
       and ($6::text is null or b.division = $6) and ($7::text is null or (b.name collate "C", b.id) > ($7 collate "C", $8::uuid)) and (not $9 or b.status not in ('noBasis', 'duplicate', 'internal', 'registered'))
     order by b.name collate "C", b.id limit $10`,
    [city, f.organs, f.q?.trim() ? like(f.q.trim()) : null, f.status ?? null, f.kind ?? null, f.division ?? null, at?.[0] ?? null, at?.[1] ?? null, f.known === true, f.limit])
  return rows
}

export interface HolderFilter extends Paging { organs: readonly string[] | null; list?: string | undefined; q?: string | undefined; body?: string | undefined; state?: CredentialState | undefined; trouble?: boolean; /** as anybody may see them: those with a card, found by the whole name or number and no other way, paged by id (a name or a part of one would unmask the list) */ issued?: boolean }

/** the condition on a row for a state as it stands on a day, lapse included */
const valid = `h.state = 'VALID' and h.state_on <= $5::date and (h.valid_to is null or h.valid_to >= $5::date) and (h.checked_for is null or h.checked_for >= $6)`
const inState: Partial<Record<CredentialState, string>> = {
  VALID: valid, EXPIRED: `h.state = 'VALID' and h.valid_to < $5::date`, LAPSED_PENDING: `h.state = 'VALID' and (h.valid_to is null or h.valid_to >= $5::date) and h.checked_for < $6`,
}

/** the place of a credential in the order of names, for a reader who is shown no names */
async function afterId(on: Queryable, city: string, id: string | undefined): Promise<[string, string] | null> {
  const found = id && isUuid(id) ? (await on.query<{ name: string }>(`select name from credentials.holder where city = $1 and id = $2`, [city, id])).rows[0] : undefined
  return found ? [found.name, id!] : null
}

/** credentials by name; `day` is the day on which they are looked at, `deadline` that of the annual check (MM-DD) */
export async function holderList(on: Queryable, city: string, f: HolderFilter, day: string, deadline: string): Promise<(HolderRow & { organ: string | null })[]> {
  const at = f.issued ? await afterId(on, city, f.cursor) : after(f.cursor)
  const q = f.q?.trim() || null
  const found = f.issued ? `h.name = $7 or h.credential_no = $7` : `h.name collate "C" between ($7 collate "C") and (($7 || U&'\\+10FFFF') collate "C") or h.credential_no = $7 or h.id_number = upper($7)`
  const wheres = [
    f.state && (inState[f.state] ?? `h.state = '${f.state.replace(/[^A-Z_]/g, '')}'`), f.trouble && `(not (${valid}) and h.state not in ('REVOKED', 'CANCELLED') or h.proposed is not null)`, f.issued && `h.state in ('VALID', 'SUSPENDED') and h.credential_no is not null`,
  ].filter((w): w is string => typeof w === 'string')
  const { rows } = await on.query<HolderRow & { organ: string | null }>(
    `select ${holderColumns}, b.organ from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body
     where h.city = $1 and ($2::text[] is null or b.organ = any($2)) and ($3::text is null or h.list = $3) and ($4::uuid is null or h.body = $4) and ($5::date is not null and $6::int is not null)
       and ($7::text is null or ${found})
       and ($8::text is null or (h.name collate "C", h.id) > ($8 collate "C", $9::uuid)) ${wheres.map((w) => `and (${w})`).join(' ')}
     order by h.name collate "C", h.id limit $10`,
    [city, f.organs, f.list ?? null, f.body ?? null, day, checkedYear(day, deadline), q, at?.[0] ?? null, at?.[1] ?? null, f.limit])
  return rows
}

/** ZT-02: three lists, each counted for itself, by the state of today; body by body, since who has no body in force may not act */
export async function counts(on: Queryable, city: string, day: string, deadline: string): Promise<{ list: string; body: string; state: CredentialState; n: number }[]> {
  const { rows } = await on.query<{ list: string; body: string; state: CredentialState; n: number }>(
    `select h.list, h.body, case when h.state <> 'VALID' then h.state when h.valid_to < $2::date then 'EXPIRED' when h.checked_for < $3 then 'LAPSED_PENDING' else 'VALID' end as state, count(*) as n
     from credentials.holder h where h.city = $1 group by 1, 2, 3`, [city, day, checkedYear(day, deadline)])
  return rows
}

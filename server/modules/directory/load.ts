import type { Tx } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { OrgansPack, PersonPack } from '../../../contract/item.ts'
import { mustBeOneAdministrator } from './grants.ts'

/** Loads a pack's organs and demo people; a second load changes nothing but names, phones and posts that the pack changed. */
export async function loadDirectory(tx: Tx, city: string, organs: OrgansPack, people: readonly PersonPack[]): Promise<{ organs: number; people: number }> {
  // one statement for each table: a start waits for every trip to the database
  await tx.query(
    `insert into directory.organ (city, key, name, symbol, uscc, kind, parent, division, level, phone, position)
     select $1, o.* from jsonb_to_recordset($2) as o (key text, name text, "docPrefix" text, uscc text, kind text, parent text, division text, level integer, phone text, "order" integer)
     on conflict (city, key) do update set name = excluded.name, symbol = excluded.symbol, phone = excluded.phone, position = excluded.position`,
    [city, JSON.stringify(organs.organs)])
  for (const p of people) mustBeOneAdministrator(p.roles.map((r) => r.role))
  const { rows } = await tx.query<{ id: string; key: string; fresh: boolean }>(
    `insert into directory.person (city, id, key, name, id_number, phone, address, birth, title, enterprise)
     select $1, p.* from jsonb_to_recordset($2) as p (id uuid, key text, name text, "idNumber" text, phone text, address text, birth date, post text, company jsonb)
     on conflict (city, key) do update set name = excluded.name, phone = excluded.phone, title = excluded.title
     returning id, key, (xmax = 0) as fresh`,
    [city, JSON.stringify(people.map((p) => ({ ...p, id: uuidv7(), birth: `${p.idNumber.slice(6, 10)}-${p.idNumber.slice(10, 12)}-${p.idNumber.slice(12, 14)}` })))])
  const ids = new Map(rows.map((r) => [r.key, r.id]))
  await tx.query(
    `insert into directory.post_holder (city, person, role, organ, title)
     select $1, h.* from jsonb_to_recordset($2) as h (person uuid, role text, organ text, title text) on conflict do nothing`,
    [city, JSON.stringify(people.flatMap((p) => p.roles.map((r) => ({ person: ids.get(p.key), role: r.role, organ: r.organ ?? '', title: p.post ?? null }))))])
  for (const p of people)
    for (const l of p.leave ?? []) {
      const deputy = ids.get(l.deputy)
      if (!deputy) throw new Error(`people.yaml: deputy ${l.deputy} of ${p.key} is not in the pack`)
      await tx.query(
        `insert into directory.deputy (city, id, absent, deputy, from_day, until_day, reason)
         select $1, $2, $3, $4, $5, $6, '请假代理'
         where not exists (select 1 from directory.deputy where city = $1 and absent = $3 and deputy = $4 and from_day = $5)`,
        [city, uuidv7(), ids.get(p.key), deputy, l.from, l.to])
    }
  return { organs: organs.organs.length, people: rows.filter((r) => r.fresh).length }
}

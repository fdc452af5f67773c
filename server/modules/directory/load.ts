import type { Tx } from '../../kernel/db.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { OrgansPack, PersonPack } from '../../../contract/item.ts'
import { mustBeOneAdministrator } from './grants.ts'

/** Loads a pack's organs and demo people; a second load changes nothing but names, phones and posts that the pack changed. */
export async function loadDirectory(tx: Tx, city: string, organs: OrgansPack, people: readonly PersonPack[]): Promise<{ organs: number; people: number }> {
  for (const o of organs.organs)
    await tx.query(
      `insert into directory.organ (city, key, name, symbol, uscc, kind, parent, division, level, phone, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (city, key) do update set name = excluded.name, symbol = excluded.symbol, phone = excluded.phone, position = excluded.position`,
      [city, o.key, o.name, o.docPrefix, o.uscc, o.kind, o.parent ?? null, o.division ?? null, o.level, o.phone, o.order])
  const ids = new Map<string, string>()
  let added = 0
  for (const p of people) {
    mustBeOneAdministrator(p.roles.map((r) => r.role))
    const birth = `${p.idNumber.slice(6, 10)}-${p.idNumber.slice(10, 12)}-${p.idNumber.slice(12, 14)}`
    const { rows } = await tx.query<{ id: string; fresh: boolean }>(
      `insert into directory.person (city, id, key, name, id_number, phone, address, birth, title, enterprise)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (city, key) do update set name = excluded.name, phone = excluded.phone, title = excluded.title
       returning id, (xmax = 0) as fresh`,
      [city, uuidv7(), p.key, p.name, p.idNumber, p.phone, p.address ?? null, birth, p.post ?? null, p.company ? JSON.stringify(p.company) : null])
    ids.set(p.key, rows[0]!.id)
    if (rows[0]!.fresh) added++
    for (const r of p.roles)
      await tx.query(
        `insert into directory.post_holder (city, person, role, organ, title) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [city, rows[0]!.id, r.role, r.organ ?? '', p.post ?? null])
  }
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
  return { organs: organs.organs.length, people: added }
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import { referenceTables } from '../../server/kernel/referenceTables.ts'
import { withClient } from '../../server/kernel/roles.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => { database = await openTestDatabase() })
afterAll(() => database?.close())

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`

/** what breaks the rules of a distributed PostgreSQL, as sentences */
async function broken(): Promise<string[]> {
  const { rows } = await database.app.query<{ name: string; city: string | null; keys: number; bad: string[] | null }>(
    `select n.nspname || '.' || c.relname as name,
       (select format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
          from pg_attribute a where a.attrelid = c.oid and a.attname = 'city' and not a.attisdropped) as city,
       (select count(*) from pg_index i where i.indrelid = c.oid and i.indisprimary) as keys,
       (select array_agg(x.what order by x.what) from (
          select 'unique ' || ic.relname as what from pg_index i join pg_class ic on ic.oid = i.indexrelid
            where i.indrelid = c.oid and i.indisunique
              and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'city' and a.attnum = i.indkey[0])
          union all
          select 'foreign key ' || k.conname from pg_constraint k join pg_class kc on kc.oid = k.confrelid
              join pg_namespace kn on kn.oid = kc.relnamespace
            where k.conrelid = c.oid and k.contype = 'f'
            and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'city' and a.attnum = k.conkey[1])
            and not (kn.nspname || '.' || kc.relname = any($1::text[]))) x) as bad
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours} order by 1`, [referenceTables])
  const faults: string[] = []
  for (const t of rows) {
    if (!t.keys) faults.push(`${t.name}: no primary key`)
    if (referenceTables.includes(t.name)) {
      if (t.city) faults.push(`${t.name}: is listed as a reference table but has city`)
      continue
    }
    if (t.city !== 'text not null') faults.push(`${t.name}: city is ${t.city ?? 'missing'}`)
    for (const what of t.bad ?? []) faults.push(`${t.name}: ${what} does not begin with city`)
  }
  return faults
}

test('city stands first in every primary key, unique index and foreign key, and every table has it', async () => {
  expect(await broken()).toEqual([])
})

test('the check sees each kind of fault', async () => {
  await withClient(database.connection('owner'), async (c) => {
    await c.query(`create schema planted
      create table planted.nokey (city text not null)
      create table planted.nocity (id int primary key)
      create table planted.loose (city text not null, id int, other text unique, parent uuid, primary key (city, id))
      create table planted.late (city text not null, id int, primary key (id, city))`)
    await c.query('alter table planted.loose add constraint loose_self foreign key (other) references planted.loose (other)')
  })
  expect(await broken()).toEqual([
    'planted.late: unique late_pkey does not begin with city',
    'planted.loose: foreign key loose_self does not begin with city',
    'planted.loose: unique loose_other_key does not begin with city',
    'planted.nocity: city is missing',
    'planted.nocity: unique nocity_pkey does not begin with city',
    'planted.nokey: no primary key',
  ])
})

test('every reference table that is listed exists', async () => {
  for (const name of referenceTables)
    expect((await database.app.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name])).rows[0]!.there, name).toBe(true)
})

/**
 * Writes server/schema.sql (a picture of the migrated database, to be read and compared, never run) and server/tables.ts
 * (its row types, for Kysely). From the catalogue by SQL of our own, since the packaged PostgreSQL has no pg_dump; the
 * picture is the same on 15 and 18. `npx tsx tools/schema-dump.ts`
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Queryable } from '../server/kernel/db.ts'
import { projectRoot } from '../server/kernel/root.ts'

interface Column { schema: string; table: string; name: string; type: string; notNull: boolean; fallback: string | null; generated: string; identity: string }

const ourSchemas = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')`

async function columns(db: Queryable): Promise<Column[]> {
  const { rows } = await db.query<Column>(
    `select n.nspname as schema, c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
       pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated::text as generated, a.attidentity::text as identity
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and ${ourSchemas}
     order by n.nspname, c.relname, a.attnum`)
  return rows
}

/** lines of one kind, by table */
async function perTable(db: Queryable, sql: string): Promise<Map<string, string[]>> {
  const out = new Map<string, string[]>()
  for (const { name, line } of (await db.query<{ name: string; line: string }>(sql)).rows) out.set(name, [...(out.get(name) ?? []), line])
  return out
}

/** schemas, tables with their keys, indexes, triggers and grants, views and functions, in one fixed order */
export async function dumpSchema(db: Queryable): Promise<string> {
  const of = `n.nspname || '.' || c.relname as name`
  const from = `join pg_class c on c.oid = x.rel join pg_namespace n on n.oid = c.relnamespace where ${ourSchemas}`
  const constraints = await perTable(db,
    `select ${of}, '  constraint ' || quote_ident(x.conname) || ' ' || x.def as line
     from (select conrelid as rel, conname, contype, pg_get_constraintdef(oid) as def from pg_constraint where contype in ('p', 'u', 'f', 'c', 'x')) x
     ${from} order by name, position(x.contype::text in 'pucxf'), x.conname`)
  const indexes = await perTable(db,
    `select ${of}, pg_get_indexdef(x.indexrelid) || ';' as line from (select indrelid as rel, indexrelid from pg_index i
       where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))) x ${from} order by name, line`)
  const triggers = await perTable(db,
    `select ${of}, pg_get_triggerdef(x.oid) || ';' as line from (select tgrelid as rel, oid from pg_trigger where not tgisinternal) x ${from} order by name, line`)
  const grants = await perTable(db,
    `select name, 'grant ' || string_agg(lower(privilege) || coalesce(' (' || col || ')', ''), ', ' order by col nulls first, privilege) || ' on ' || name || ' to ' || role || ';' as line
     from (
       select n.nspname || '.' || c.relname as name, g.privilege_type as privilege, r.rolname as role, null as col
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g join pg_roles r on r.oid = g.grantee
       where c.relkind in ('r', 'p', 'v') and ${ourSchemas} and r.rolname in ('yichuang_app', 'yichuang_sequencer', 'yichuang_eraser')
       union all
       select n.nspname || '.' || c.relname, g.privilege_type, r.rolname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee
       where ${ourSchemas} and r.rolname in ('yichuang_app', 'yichuang_sequencer', 'yichuang_eraser') group by 1, 2, 3) y
     group by name, role order by name, role`)
  const views = (await db.query<{ name: string; def: string }>(
    `select n.nspname || '.' || c.relname as name, pg_get_viewdef(c.oid, true) as def from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm') and ${ourSchemas} order by 1`)).rows
  const functions = (await db.query<{ def: string }>(
    `select pg_get_functiondef(p.oid) as def from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ourSchemas} order by n.nspname, p.proname, p.oid::regprocedure::text`)).rows

  const parts = ['-- Written by tools/schema-dump.ts from a migrated database. Do not edit: change the schema by a new migration.']
  for (const [name, all] of byTable(await columns(db))) {
    const lines = all.map((c) => `  ${c.name} ${c.type}${c.notNull ? ' not null' : ''}${defaultOf(c)}`)
    parts.push([`create table ${name} (`, [...lines, ...(constraints.get(name) ?? [])].join(',\n'), ');',
      ...(indexes.get(name) ?? []), ...(triggers.get(name) ?? []), ...(grants.get(name) ?? [])].join('\n'))
  }
  for (const v of views) parts.push([`create view ${v.name} as`, v.def.trim(), ...(grants.get(v.name) ?? [])].join('\n'))
  for (const f of functions) parts.push(f.def.trim() + ';')
  return parts.join('\n\n') + '\n'
}

function byTable(all: readonly Column[]): Map<string, Column[]> {
  const out = new Map<string, Column[]>()
  for (const c of all) out.set(`${c.schema}.${c.table}`, [...(out.get(`${c.schema}.${c.table}`) ?? []), c])
  return out
}

function defaultOf(c: Column): string {
  if (c.generated) return ` generated always as (${c.fallback}) stored`
  if (c.identity) return ` generated ${c.identity === 'a' ? 'always' : 'by default'} as identity`
  return c.fallback === null ? '' : ` default ${c.fallback}`
}

const scalar: Record<string, string> = {
  text: 'string', uuid: 'string', date: 'string', numeric: 'string', 'time without time zone': 'string', 'timestamp with time zone': 'Instant',
  integer: 'number', smallint: 'number', bigint: 'number', 'double precision': 'number', real: 'number',
  boolean: 'boolean', bytea: 'Buffer', jsonb: 'Json', json: 'Json', tsvector: 'string',
}

function typeOf(c: Column): string {
  const list = c.type.endsWith('[]')
  const one = scalar[c.type.replace('[]', '').replace(/\(.*\)$/, '')]
  if (!one) throw new Error(`${c.schema}.${c.table}.${c.name}: no TypeScript type for ${c.type}`)
  const type = (list ? `${one}[]` : one) + (c.notNull ? '' : ' | null')
  if (c.generated || c.identity === 'a') return `GeneratedAlways<${type}>`
  return c.fallback !== null || c.identity ? `Generated<${type}>` : type
}

/** interfaces of the rows as db.ts gives them: `Tables['casework.cases']` */
export async function dumpTables(db: Queryable): Promise<string> {
  const tables = [...byTable(await columns(db))].map(([name, all]) =>
    `  '${name}': {\n${all.map((c) => `    ${c.name}: ${typeOf(c)}`).join('\n')}\n  }`)
  const body = tables.join('\n')
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((t) => t === 'ColumnType' || new RegExp(`\\b${t}<`).test(body))
  return `// Written by tools/schema-dump.ts from a migrated database. Do not edit.
import type { ${used.join(', ')} } from 'kysely'

/** read as \`2020-12-25T11:00:00.000+08:00\` */
export type Instant = ColumnType<string, string | Date, string | Date>
/** read as it was stored; write arrays as JSON text */
export type Json = ColumnType<any, any, any>

export interface Tables {
${body}
}
`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { openTestDatabase } = await import('../tests/database.ts')
  const database = await openTestDatabase()
  for (const [file, text] of [['schema.sql', await dumpSchema(database.app)], ['tables.ts', await dumpTables(database.app)]] as const)
    writeFileSync(join(projectRoot(), 'server', file), text)
  await database.close()
}

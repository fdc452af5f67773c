import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import type { ItemState } from '../../../law/item/lifecycle.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Queryable } from '../../kernel/db.ts'

/** A revision as it lies in the table. `terms` are complete from publication on; a draft may hold a part. */
export interface RevisionRow {
  key: string
  revision: number
  state: Exclude<ItemState, 'reviewed'>
  state_since: string | null
  name: string
  organ: string | null
  department: string | null
  main_item: string | null
  area: string | null
  terms: ItemTerms
  source: string
  lint: Finding[]
  effective_from: string | null
  effective_until: string | null
}

export type BundleRow = Pick<RevisionRow, 'key' | 'revision' | 'state' | 'state_since' | 'effective_from' | 'effective_until'> & { terms: BundleTerms }

const revisionColumns = `key, revision, state, state_since, name, organ, department, main_item, area, terms, source, lint, effective_from, effective_until`

/** every revision that was ever published, of items or of bundles; a city has a few thousand at most */
export async function publishedItems(db: Queryable, city: string): Promise<RevisionRow[]> {
  return (await db.query<RevisionRow>(`select ${revisionColumns} from catalogue.item_revision where city = $1 and state <> 'draft' order by key, revision`, [city])).rows
}

export async function publishedBundles(db: Queryable, city: string): Promise<BundleRow[]> {
  return (await db.query<BundleRow>(
    `select key, revision, state, state_since, terms, effective_from, effective_until
     from catalogue.bundle_revision where city = $1 and state <> 'draft' order by key, revision`, [city])).rows
}

export async function itemRow(db: Queryable, city: string, key: string, revision: number): Promise<RevisionRow | undefined> {
  return (await db.query<RevisionRow>(
    `select ${revisionColumns} from catalogue.item_revision where city = $1 and key = $2 and revision = $3`, [city, key, revision])).rows[0]
}

/** drafts after a key, in key order: nobody can apply for them */
export async function drafts(db: Queryable, city: string, after: string, limit: number): Promise<RevisionRow[]> {
  return (await db.query<RevisionRow>(
    `select ${revisionColumns} from catalogue.item_revision
     where city = $1 and state = 'draft' and key > $2 order by key, revision limit $3`, [city, after, limit])).rows
}

export interface NewRevision {
  key: string
  revision: number
  name: string
  organ: string | null
  department?: string | null
  mainItem?: string | null
  area?: string | null
  terms: unknown
  source: string
  hash: Buffer
  lint: Finding[]
  from: string | null
  until: string | null
}

/** Writes a draft, or replaces one of the same number. Says false, and changes nothing, when that number is published. */
export async function putDraft(db: Queryable, city: string, r: NewRevision): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into catalogue.item_revision
       (city, key, revision, state, name, organ, department, main_item, area, terms, source, hash, lint, effective_from, effective_until)
     values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (city, key, revision) do update set
       name = excluded.name, organ = excluded.organ, department = excluded.department, main_item = excluded.main_item, area = excluded.area,
       terms = excluded.terms, source = excluded.source, hash = excluded.hash, lint = excluded.lint,
       effective_from = excluded.effective_from, effective_until = excluded.effective_until
     where item_revision.state = 'draft'`,
    [city, r.key, r.revision, r.name, r.organ, r.department ?? null, r.mainItem ?? null, r.area ?? null, JSON.stringify(r.terms), r.source, r.hash,
      JSON.stringify(r.lint), r.from, r.until])
  return rowCount === 1
}

/** Writes revisions that nobody has and publishes them, all in one go: for the start of a city. `at` is the legal instant. */
export async function putPublished(db: Queryable, city: string, revisions: readonly NewRevision[], at: string): Promise<void> {
  await db.query(
    `insert into catalogue.item_revision
       (city, key, revision, state, name, organ, department, main_item, area, terms, source, hash, lint, effective_from, effective_until, published_at)
     select $1, key, revision, 'published', name, organ, department, "mainItem", area, terms, source, decode(hash, 'hex'), lint, "from", until, $3
     from jsonb_to_recordset($2) as r (key text, revision integer, name text, organ text, department text, "mainItem" text, area text, terms jsonb, source text, hash text,
       lint jsonb, "from" date, until date)
     on conflict (city, key, revision) do update set
       state = 'published', name = excluded.name, organ = excluded.organ, department = excluded.department, main_item = excluded.main_item, area = excluded.area,
       terms = excluded.terms, source = excluded.source, hash = excluded.hash, lint = excluded.lint,
       effective_from = excluded.effective_from, effective_until = excluded.effective_until, published_at = excluded.published_at
     where item_revision.state = 'draft'`,
    [city, JSON.stringify(revisions.map((r) => ({ ...r, hash: r.hash.toString('hex') }))), at])
  const older = new Set(revisions.filter((r) => r.revision > 1).map((r) => r.key))
  for (const r of revisions.filter((x) => older.has(x.key))) await endBefore(db, city, 'item_revision', r.key, r.revision)
}

/** draft → published, with who and when (legal instant). The revision before it ends on the day this one begins. */
export async function publishItem(db: Queryable, city: string, key: string, revision: number, by: string | null, at: string): Promise<void> {
  await db.query(
    `update catalogue.item_revision set state = 'published', published_by = $4, published_at = $5
     where city = $1 and key = $2 and revision = $3 and state = 'draft'`, [city, key, revision, by, at])
  await endBefore(db, city, 'item_revision', key, revision)
}

export async function putBundle(db: Queryable, city: string, b: BundleTerms, hash: Buffer, by: string | null, at: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into catalogue.bundle_revision (city, key, revision, state, terms, hash, effective_from, effective_until, published_by, published_at)
     values ($1, $2, $3, 'published', $4, $5, $6, $7, $8, $9) on conflict (city, key, revision) do nothing`,
    [city, b.key, b.revision, JSON.stringify(b), hash, b.effectiveFrom, b.effectiveUntil ?? null, by, at])
  if (rowCount) await endBefore(db, city, 'bundle_revision', b.key, b.revision)
  return rowCount === 1
}

async function endBefore(db: Queryable, city: string, table: 'item_revision' | 'bundle_revision', key: string, revision: number): Promise<void> {
  await db.query(
    `update catalogue.${table} o set effective_until = n.effective_from
     from catalogue.${table} n
     where n.city = $1 and n.key = $2 and n.revision = $3 and o.city = n.city and o.key = n.key and o.state <> 'draft' and o.revision < n.revision
       and o.effective_from < n.effective_from and (o.effective_until is null or o.effective_until > n.effective_from)`, [city, key, revision])
}

/** Says false when the row is not in `from`. */
export async function setState(db: Queryable, city: string, key: string, revision: number, from: string, to: string, since: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update catalogue.item_revision set state = $5, state_since = $6 where city = $1 and key = $2 and revision = $3 and state = $4`,
    [city, key, revision, from, to, since])
  return rowCount === 1
}

export interface BasicRow { code: string; name: string; type_code: string; at_most_once: boolean }

export async function basicList(db: Queryable, city: string): Promise<BasicRow[]> {
  return (await db.query<BasicRow>(`select code, name, type_code, at_most_once from catalogue.basic where city = $1`, [city])).rows
}

export async function proofNames(db: Queryable, city: string): Promise<string[]> {
  return (await db.query<{ name: string }>(`select name from catalogue.proof where city = $1`, [city])).rows.map((r) => r.name)
}

export interface ArticleRow { law: string; version: string; title: string; level: string; no: number; label: string; path: string[]; paragraphs: string[] }

/** one article in all imported versions, newest adoption first; `law` by short or full title */
export async function articles(db: Queryable, law: string, no: number): Promise<ArticleRow[]> {
  return (await db.query<ArticleRow>(
    `select a.law, a.version, t.title, t.level, a.no, a.label, a.path, a.paragraphs
     from catalogue.law_article a join catalogue.law_text t on t.law = a.law and t.version = a.version
     where a.law = $1 and a.no = $2 order by a.version desc`, [law, no])).rows
}

import type { Finding } from '../../../law/kernel/rule.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import { lintBundle } from '../../../law/item/lint.ts'
import type { Tx } from '../../kernel/db.ts'
import { Refusal } from '../../kernel/http/errors.ts'
import { hashOf } from './identity.ts'
import { catalogueOf, lintRevision, minutesPerDay } from './lint.ts'
import type { Pack } from './pack.ts'
import * as store from './store.ts'

export interface Loaded {
  items: number
  bundles: number
  /** key@revision of what is published otherwise than the pack now says: kept as published, a new revision is needed */
  changed: string[]
}

/**
 * Loads and publishes a pack, for the start of a city: lists, items, bundles. A second load changes nothing. `at` is the
 * legal instant of publication. Refuses the whole pack (422, all findings) when one of its revisions does not pass the lint.
 */
export async function loadPack(tx: Tx, city: string, pack: Pack, at: string): Promise<Loaded> {
  const ctx = { catalogue: catalogueOf(pack.catalogue), officeMinutesPerDay: minutesPerDay(pack.city.hall.hours) }
  const findings = pack.items.flatMap((t) => lintRevision(t, ctx, at.slice(0, 10)).map((f) => about(`${t.key}@${t.revision}`, f)))
  const newest = new Map<string, ItemTerms>(pack.items.map((t) => [t.key, t]))
  findings.push(...pack.bundles.flatMap((b) => lintBundle(b, newest).map((f) => about(b.key, f))))
  if (findings.length) throw new Refusal(findings)

  await lists(tx, city, pack.catalogue)
  const known = await publishedHashes(tx, city)
  const out: Loaded = { items: 0, bundles: 0, changed: [] }
  const fresh: store.NewRevision[] = []
  for (const terms of [...pack.items].sort((a, b) => a.revision - b.revision)) {
    const hash = hashOf(terms)
    const had = known.get(`item/${terms.key}@${terms.revision}`)
    if (had) {
      if (!had.equals(hash)) out.changed.push(`${terms.key}@${terms.revision}`)
      continue
    }
    fresh.push(draftOf(terms, hash))
  }
  if (fresh.length) await store.putPublished(tx, city, fresh, at)
  out.items = fresh.length
  for (const b of [...pack.bundles].sort((x, y) => x.revision - y.revision)) {
    const hash = hashOf(b)
    const had = known.get(`bundle/${b.key}@${b.revision}`)
    if (had && !had.equals(hash)) out.changed.push(`${b.key}@${b.revision}`)
    if (!had && (await store.putBundle(tx, city, b, hash, null, at))) out.bundles++
  }
  return out
}

function about(where: string, f: Finding): Finding {
  return { ...f, message: `${where}：${f.message}`, at: f.at ? `${where}.${f.at}` : where }
}

export function draftOf(terms: ItemTerms, hash: Buffer): store.NewRevision {
  return {
    key: terms.key, revision: terms.revision, name: terms.name, organ: terms.organ, terms, source: 'pack', hash, lint: [],
    from: terms.effectiveFrom, until: terms.effectiveUntil ?? null,
  }
}

export async function lists(tx: Tx, city: string, catalogue: Pack['catalogue']): Promise<void> {
  await tx.query(
    `insert into catalogue.basic (city, code, name, type_code, at_most_once)
     select $1, code, name, "typeCode", coalesce("atMostOnce", false) from jsonb_to_recordset($2) as b (code text, name text, "typeCode" text, "atMostOnce" boolean)
     on conflict (city, code) do update set name = excluded.name, type_code = excluded.type_code, at_most_once = excluded.at_most_once`,
    [city, JSON.stringify(catalogue.basic)])
  await tx.query(
    `insert into catalogue.proof (city, name, asked_by, issued_by, guide, basis)
     select $1, p.* from jsonb_to_recordset($2) as p (name text, "askedBy" text, "issuedBy" text, guide text, basis jsonb)
     on conflict (city, name) do update set asked_by = excluded.asked_by, issued_by = excluded.issued_by, guide = excluded.guide, basis = excluded.basis`,
    [city, JSON.stringify(catalogue.proofs)])
}

/** what is published, `item/key@revision` and `bundle/key@revision`, by the hash of its terms */
export async function publishedHashes(tx: Tx, city: string): Promise<Map<string, Buffer>> {
  const { rows } = await tx.query<{ id: string; hash: Buffer }>(
    `select 'item/' || key || '@' || revision as id, hash from catalogue.item_revision where city = $1 and state <> 'draft'
     union all select 'bundle/' || key || '@' || revision, hash from catalogue.bundle_revision where city = $1`, [city])
  return new Map(rows.map((r) => [r.id, r.hash]))
}

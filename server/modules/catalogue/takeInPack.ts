import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import { lintBundle } from '../../../law/item/lint.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { append, type Journal } from '../../kernel/journal/index.ts'
import { hashOf } from './identity.ts'
import { catalogueOf, lintRevision, readLists } from './lint.ts'
import { draftOf, lists, publishedHashes } from './load.ts'
import type { Terms } from './pack.ts'
import * as store from './store.ts'

/** `refused`: key@revision with everything against it; it was left out, the others went in. */
export interface TakenTerms { added: number; unchanged: number; refused: { where: string; findings: { code: string; message: string }[] }[] }

export interface TakingTerms {
  db: Db
  city: string
  /** legal instant of publication */
  at: string
  /** real milliseconds */
  now: number
  journal: Journal
  /** opening minutes of a working day, for promises in minutes against limits in days */
  officeMinutesPerDay: number
}

const kept = '已经按另一种内容发布。发布了的版本不能改，请新建一个版本（revision）'

/** 基本目录 and 证明事项清单, by code and name; a second import changes nothing. */
export function takeInLists(o: TakingTerms, catalogue: NonNullable<Terms['catalogue']>): Promise<void> {
  return o.db.tx((tx) => lists(tx, o.city, catalogue))
}

/**
 * Publishes items of a pack, each revision by itself and in its order, with an entry in the journal. What the lint finds against one
 * keeps that one out (E-ITM-…), and so does a published revision with another content: it is never overwritten.
 */
export async function takeInItems(o: TakingTerms, items: readonly ItemTerms[]): Promise<TakenTerms> {
  const ctx = { catalogue: catalogueOf(await readLists(o.db, o.city)), officeMinutesPerDay: o.officeMinutesPerDay }
  return each(o, 'item', [...items].sort((a, b) => a.revision - b.revision), (t) => lintRevision(t, ctx, o.at.slice(0, 10)), async (tx, t, hash) => {
    if (!(await store.putDraft(tx, o.city, draftOf(t, hash)))) return
    await store.publishItem(tx, o.city, t.key, t.revision, null, o.at)
  })
}

/** Publishes bundles, once their items are; otherwise as items. */
export async function takeInBundles(o: TakingTerms, bundles: readonly BundleTerms[]): Promise<TakenTerms> {
  const newest = new Map((await store.publishedItems(o.db, o.city)).map((r) => [r.key, r.terms]))
  return each(o, 'bundle', [...bundles].sort((a, b) => a.revision - b.revision), (b) => lintBundle(b, newest), async (tx, b, hash) => {
    await store.putBundle(tx, o.city, b, hash, null, o.at)
  })
}

async function each<T extends { key: string; revision: number }>(
  o: TakingTerms, kind: 'item' | 'bundle', all: readonly T[], lint: (t: T) => readonly { code: string; message: string }[], put: (tx: Tx, t: T, hash: Buffer) => Promise<void>,
): Promise<TakenTerms> {
  const out: TakenTerms = { added: 0, unchanged: 0, refused: [] }
  const known = await o.db.tx((tx) => publishedHashes(tx, o.city))
  for (const t of all) {
    const where = `${t.key}@${t.revision}`
    const hash = hashOf(t)
    const had = known.get(`${kind}/${where}`)
    const findings = had ? (had.equals(hash) ? [] : [{ code: 'ITM-07', message: kept }]) : lint(t)
    if (findings.length) out.refused.push({ where, findings: findings.map(({ code, message }) => ({ code, message })) })
    else if (had) out.unchanged++
    else {
      await o.db.tx(async (tx) => {
        await put(tx, t, hash)
        await append(tx, o.city, [o.journal.prepare({
          type: 'catalogue.publish', at: o.at, subject: { kind, id: t.key }, item: { key: t.key, revision: t.revision },
          // whoever has the machine in his hands filled the city; no account stands behind it
          actor: { org: null, role: 'installer', person: null }, digests: { terms: hash.toString('hex') },
        }, o.now)])
      })
      out.added++
    }
  }
  if (out.added) await o.db.query('select pg_notify($1, $2)', ['catalogue', o.city])
  return out
}

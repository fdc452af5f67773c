import { barred, type RevisionStanding } from '../../../law/item/lifecycle.ts'
import type { BundleTerms, ItemTerms } from '../../../law/item/item.ts'
import type { Finding } from '../../../law/kernel/rule.ts'
import type { Queryable } from '../../kernel/db.ts'
import * as store from './store.ts'

type Published<T> = { terms: T; standing: RevisionStanding; revision: number }

/**
 * What is published, in memory: terms of a published revision never change, so submit and every fold read them without a
 * trip to the database. Only `load` looks again.
 */
export class Revisions {
  private items = new Map<string, Published<ItemTerms>[]>()
  private bundles = new Map<string, Published<BundleTerms>[]>()
  private byNumber = new Map<string, ItemTerms>()

  /** reads all that is published; what was handed out before stays the same object */
  async load(db: Queryable, city: string): Promise<void> {
    const items = new Map<string, Published<ItemTerms>[]>()
    for (const r of await store.publishedItems(db, city)) {
      const id = `${r.key}/${r.revision}`
      const terms = this.byNumber.get(id) ?? frozen(r.terms)
      this.byNumber.set(id, terms)
      add(items, r.key, { terms, revision: r.revision, standing: standingOf(r, terms.name) })
    }
    const bundles = new Map<string, Published<BundleTerms>[]>()
    for (const r of await store.publishedBundles(db, city)) add(bundles, r.key, { terms: frozen(r.terms), revision: r.revision, standing: standingOf(r, r.terms.name) })
    this.items = items
    this.bundles = bundles
  }

  revision(key: string, number: number): ItemTerms | undefined {
    return this.byNumber.get(`${key}/${number}`)
  }

  /** the revision under which one may apply that day; the newest, should two overlap */
  current(key: string, day: string): ItemTerms | undefined {
    return newest(this.items.get(key), day)?.terms
  }

  bundle(key: string, day: string): BundleTerms | undefined {
    return newest(this.bundles.get(key), day)?.terms
  }

  /** why nobody may apply under this key that day; undefined when somebody may, or when there is no such key at all */
  whyNot(key: string, day: string): Finding | undefined {
    const all = this.items.get(key)
    if (!all || newest(all, day)) return undefined
    return barred(all.at(-1)!.standing, day)
  }

  published(day: string): { items: ItemTerms[]; bundles: BundleTerms[] } {
    const pick = <T>(map: Map<string, Published<T>[]>): T[] => [...map.values()].flatMap((all) => newest(all, day)?.terms ?? [])
    return { items: pick(this.items), bundles: pick(this.bundles) }
  }
}

function standingOf(r: Pick<store.RevisionRow, 'state' | 'state_since' | 'effective_from' | 'effective_until'>, name: string): RevisionStanding {
  return {
    name, state: r.state, effectiveFrom: r.effective_from ?? '0001-01-01',
    ...(r.state_since ? { since: r.state_since } : {}), ...(r.effective_until ? { effectiveUntil: r.effective_until } : {}),
  }
}

function newest<T>(all: Published<T>[] | undefined, day: string): Published<T> | undefined {
  return all?.findLast((r) => !barred(r.standing, day))
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** nobody may change what everybody shares */
function frozen<T>(value: T): T {
  if (value && typeof value === 'object') {
    for (const v of Object.values(value)) frozen(v)
    Object.freeze(value)
  }
  return value
}

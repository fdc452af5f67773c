import { createHash, createHmac } from 'node:crypto'
import { addSignatures, equal, formatProofFile, inclusionProof, openCheckpoint, openReceipt, ProofError, signCheckpoint, verify } from '../../proof/index.ts'
import { ask, bytesOfEntry, leafOfEntry, origin, readerOf, receiptOf, reportOf, rootOfEntries, type City, type Entry, type ReportRow } from './tamperCity.ts'
import type { Forged } from './tamperAttacks.ts'

/*
 * Five designs. Of each: what an attacker can put before an auditor, and what the auditor finds. The attacker tries everything his powers
 * allow and shows what passes; a design has found him out only when all of it is found out.
 */

/** DBA: everything in the database, no keys. Root: all keys of the city's machines too. Collusion: the witnesses' keys and memory besides. */
export type Power = 'dba' | 'root' | 'collusion'

/** what lies before the auditor */
interface Shown { entries: readonly Entry[], report: ReadonlyMap<string, ReportRow>, macs?: (Buffer | null)[], head?: Buffer, note?: string }
/** what he has from elsewhere: witnesses' notes, and receipts of those who come to him */
interface Outside { witnesses: readonly string[], receipts: readonly string[], now: number }
/** what is wrong, or null */
type Found = string | null
export interface Design {
  id: string
  says: string
  /** everything the attacker can show, with what the witnesses then say */
  shows(city: City, forged: Forged, power: Power): Promise<{ shown: Shown, witnesses?: readonly string[] }[]>
  audit(city: City, shown: Shown, outside: Outside): Promise<Found>
}

/** the delay that a receipt promises, and what clocks may differ */
const tolerance = 65e6
/** entries stand in the order of their times, but for the delay of merging */
function outOfOrder(entries: readonly Entry[]): Found {
  let newest = 0
  for (const e of entries) {
    if (e.rec < newest - tolerance) return 'out of order'
    newest = Math.max(newest, e.rec)
  }
  return null
}
const inTime = new WeakMap<Forged, readonly Entry[]>()
/** as it is, and put in order of time where that is another order */
function orders(f: Forged): (readonly Entry[])[] {
  let sorted = inTime.get(f)
  if (!sorted) inTime.set(f, (sorted = [...f.entries].sort((a, b) => a.rec - b.rec)))
  return f.unsorted || sorted.every((e, i) => e === f.entries[i]) ? [f.entries] : [f.entries, sorted]
}
const plain = (f: Forged): Shown[] => orders(f).map((entries) => ({ entries, report: f.report }))
const macs = new WeakMap<Entry, Buffer>()
const macOf = (city: City, e: Entry): Buffer => {
  let mac = macs.get(e)
  if (!mac) macs.set(e, (mac = createHmac('sha256', city.keys.mac).update(bytesOfEntry(e)).digest()))
  return mac
}
const chainOf = (entries: readonly Entry[]) => entries.reduce((head, e) => createHash('sha256').update(head).update(bytesOfEntry(e)).digest(), Buffer.alloc(32))

const table: Design = {
  id: 'D0', says: 'audit table', shows: async (_city, f) => plain(f).map((shown) => ({ shown })),
  audit: async (_city, shown) => outOfOrder(shown.entries),
}

const hmac: Design = {
  id: 'D1', says: 'HMAC per row',
  shows: async (city, f, power) => {
    const known = new Set(city.entries)
    // without the key an old row's own code is the best he has
    const mac = (e: Entry) => (power !== 'dba' || known.has(e) || f.recorded?.has(e) ? macOf(city, e) : macOf(city, city.entries[0]!))
    return plain(f).map((shown) => ({ shown: { ...shown, macs: shown.entries.map(mac) } }))
  },
  audit: async (city, shown) => (shown.entries.every((e, i) => shown.macs![i]?.equals(macOf(city, e))) ? outOfOrder(shown.entries) : 'wrong code'),
}

const chain: Design = {
  id: 'D2', says: 'hash chain, head in the same place',
  shows: async (_city, f) => plain(f).map((shown) => ({ shown: { ...shown, head: chainOf(shown.entries) } })),
  audit: async (_city, shown) => (shown.head!.equals(chainOf(shown.entries)) ? outOfOrder(shown.entries) : 'chain broken'),
}

/** how many entries from the first are the old ones */
const unchanged = (city: City, entries: readonly Entry[]) => { const i = entries.findIndex((e, at) => e !== city.entries[at]); return i < 0 ? entries.length : i }
/** the newest of these notes that still fits the entries */
const oldNote = (city: City, notes: City['signed'], entries: readonly Entry[]) => notes.findLast((n) => n.size <= unchanged(city, entries))?.note
const signedAnew = (city: City, entries: readonly Entry[]) => signCheckpoint({ origin, size: entries.length, root: rootOfEntries(entries) }, city.keys.log)
/** the city's program signs on by itself when what it has signed before is still the beginning; whoever has its key signs anything */
const canSign = (city: City, entries: readonly Entry[], power: Power) => power !== 'dba' || unchanged(city, entries) >= city.signed.at(-1)!.size

function treeFault(city: City, shown: Shown, now: number): Found {
  if (!shown.note) return 'no checkpoint'
  try {
    const c = openCheckpoint(shown.note, [city.keys.log, ...city.keys.witnesses])
    if (c.size > shown.entries.length || !equal(rootOfEntries(shown.entries, c.size), c.root)) return 'other root'
    // what has waited for more than a minute should be in the tree
    if (shown.entries.slice(c.size).some((e) => e.rec < now * 1e6 - 60e6)) return 'not merged'
    return outOfOrder(shown.entries)
  } catch (error) {
    if (error instanceof ProofError) return error.code
    throw error
  }
}

const signedLog: Design = {
  id: 'D3', says: 'Merkle log, signed head',
  shows: async (city, f, power) => plain(f).flatMap((shown) => [
    { shown: { ...shown, note: oldNote(city, city.signed, shown.entries) } },
    ...(canSign(city, shown.entries, power) ? [{ shown: { ...shown, note: signedAnew(city, shown.entries) } }] : []),
  ]),
  audit: async (city, shown, outside) => treeFault(city, shown, outside.now),
}

/** The product: witnesses elsewhere, receipts in people's hands, the report computed again. */
const product: Design = {
  id: 'D4', says: 'the product: witnesses, receipts, replay',
  async shows(city, f, power) {
    const all: Awaited<ReturnType<Design['shows']>> = []
    for (const shown of plain(f)) {
      all.push({ shown: { ...shown, note: oldNote(city, city.cosigned, shown.entries) } })
      if (!canSign(city, shown.entries, power)) continue
      const note = signedAnew(city, shown.entries)
      // witnesses remember, unless they are in it; each of them decides for itself
      const witnesses = city.witnesses.map((w) => (power === 'collusion' ? { state: {}, note: '' } : { ...w }))
      const lines = await Promise.all(witnesses.map((w, i) => ask(w, city.keys.witnesses[i]!, city.keys.log, shown.entries, note, city.now)))
      all.push({ shown: { ...shown, note: addSignatures(note, lines.map((l) => l ?? '').join('')) }, witnesses: witnesses.map((w) => w.note) })
    }
    return all
  },
  async audit(city, shown, outside) {
    const tree = treeFault(city, shown, outside.now)
    if (tree) return tree
    const { size } = openCheckpoint(shown.note!, [city.keys.log])
    for (const note of outside.witnesses) {
      const seen = openCheckpoint(note, [city.keys.log, ...city.keys.witnesses])
      if (seen.size > size) return 'rolled back'
      if (!equal(rootOfEntries(shown.entries, seen.size), seen.root)) return 'witness saw another'
    }
    const inLog = new Map(shown.entries.slice(0, size).map((e) => [Buffer.from(leafOfEntry(e)).toString('hex'), e]))
    for (const text of outside.receipts) if (!inLog.has(openedReceipt(city, text))) return 'receipt without entry'
    return (await timesFault(city, shown, size)) ?? reportFault(shown)
  },
}

const receiptLeaves = new Map<string, string>()
/** leaf of a receipt whose signature holds; receipts lie outside, so each is opened once */
function openedReceipt(city: City, text: string): string {
  let leaf = receiptLeaves.get(text)
  if (!leaf) receiptLeaves.set(text, (leaf = openReceipt(text, [city.keys.receipt]).receipt.leaf))
  return leaf
}

/** the entry that claims the latest time, by the product's own verdict: proof, quorum, and the times that witnesses gave */
async function timesFault(city: City, shown: Shown, size: number): Promise<Found> {
  const index = shown.entries.slice(0, size).reduce((best, e, i) => (e.rec > shown.entries[best]!.rec ? i : best), 0)
  const proof = formatProofFile({ index, proof: await inclusionProof(readerOf(shown.entries), index, size), checkpoint: shown.note! })
  const verdict = verify({ entry: bytesOfEntry(shown.entries[index]!), proof, policy: city.policy })
  return verdict.ok ? null : verdict.code
}

function reportFault(shown: Shown): Found {
  const again = reportOf(shown.entries)
  const same = (r: ReportRow | undefined, s: ReportRow) => r && Object.entries(s).every(([k, v]) => r[k as keyof ReportRow] === v)
  return again.size === shown.report.size && [...again].every(([subject, row]) => same(shown.report.get(subject), row)) ? null : 'report differs'
}

export const designs: readonly Design[] = [table, hmac, chain, signedLog, product]

/** Is the attacker found out? By what, or null when one thing that he can show passes. `receipts`: whose holders come forward */
export async function found(design: Design, city: City, forged: Forged, power: Power, receipts: 'all' | 'none' = 'all'): Promise<Found> {
  const recorded = [...forged.recorded ?? []]
  const held = receipts === 'none' ? [] : [...(recorded.length ? city.receipts.slice(0, city.seen) : city.receipts), ...recorded.map((e) => receiptOf(e, city.keys.receipt))]
  const why = new Set<string>()
  for (const { shown, witnesses } of await design.shows(city, forged, power)) {
    const found = await design.audit(city, shown, { witnesses: witnesses ?? city.witnesses.map((w) => w.note), receipts: held, now: city.now + 120 })
    if (!found) return null
    why.add(found)
  }
  return [...why].join(', ')
}

import { createHash, createPrivateKey, createPublicKey, sign, verify as verifyNative, type KeyObject } from 'node:crypto'
import {
  addSignatures, answer, consistencyProof, entryBytes, formatAddCheckpoint, intl, leafHashOf, nodeHash, rootOf, signCheckpoint, signReceipt, signerKey, withHash,
  type EntryV1, type HashReader, type Policy, type Profile, type SignerKey, type WitnessState,
} from '../../proof/index.ts'

/* A city for the bench of cheating, in memory and by the functions of proof/: entries, checkpoints, two witnesses, receipts, a report. */

/** luck from a seed, so that a run can be made again (mulberry32) */
export interface Luck { below(n: number): number, between(low: number, high: number): number, bytes(n: number): Uint8Array }
export function luckOf(seed: number): Luck {
  let s = seed >>> 0
  const next = () => {
    s = (s + 0x6d2b79f5) >>> 0
    let t = Math.imul(s ^ (s >>> 15), s | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (n) => Math.floor(next() * n), between: (low, high) => low + next() * (high - low), bytes: (n) => Uint8Array.from({ length: n }, () => Math.floor(next() * 256)) }
}

const heads = { secret: Buffer.from('302e020100300506032b657004220420', 'hex'), public: Buffer.from('302a300506032b6570032100', 'hex') }
const opened = new Map<string, KeyObject>()
const keyObject = (kind: 'secret' | 'public', bytes: Uint8Array): KeyObject => {
  const id = kind + Buffer.from(bytes).toString('hex')
  let key = opened.get(id)
  if (!key) opened.set(id, (key = kind === 'secret' ? createPrivateKey({ key: Buffer.concat([heads.secret, bytes]), format: 'der', type: 'pkcs8' }) : createPublicKey({ key: Buffer.concat([heads.public, bytes]), format: 'der', type: 'spki' })))
  return key
}
const judged = new Map<string, boolean>()
/** the same signature over the same words is judged once: every auditor opens the same notes */
function holds(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const id = [key, signature, message].map((b) => Buffer.from(b).toString('latin1')).join()
  let is = judged.get(id)
  if (is === undefined) judged.set(id, (is = verifyNative(null, message, keyObject('public', key), signature)))
  return is
}

/** the machine's own SHA-256 and Ed25519: the same answers (proof's tests hold them together), thirty trials a cell within a minute */
export const fast: Profile = {
  ...withHash(intl, (bytes) => createHash('sha256').update(bytes).digest()),
  scheme: { ...intl.scheme, sign: (secret, message) => sign(null, message, keyObject('secret', secret)), verify: holds },
}

export const origin = '411000/sunlog/2026'
/** entries of a city, entries between two checkpoints, entries that no witness has seen yet */
export const sizes = { entries: 400, checkpoint: 20, tail: 20 }

export type Entry = EntryV1 & { seq: number }
export type ActType = 'submit' | 'notice' | 'supplement' | 'accept' | 'suspend' | 'resume' | 'decide' | 'deliver'
export const instantOf = (seconds: number) => new Date(Math.round(seconds * 1000)).toISOString()

const leaves = new WeakMap<Entry, { bytes: Uint8Array, leaf: Uint8Array }>()
const madeOf = (e: Entry) => {
  let made = leaves.get(e)
  if (!made) {
    const bytes = entryBytes(e)
    leaves.set(e, (made = { bytes, leaf: leafHashOf(bytes, fast) }))
  }
  return made
}
/** an entry is never changed in place: what an attacker changes is another object */
export const bytesOfEntry = (e: Entry): Uint8Array => madeOf(e).bytes
export const leafOfEntry = (e: Entry): Uint8Array => madeOf(e).leaf

const roots = new WeakMap<readonly Entry[], Map<number, Uint8Array>>()
/** root of the first `size` entries; a list of entries is never changed in place either */
export function rootOfEntries(entries: readonly Entry[], size = entries.length): Uint8Array {
  let known = roots.get(entries)
  if (!known) roots.set(entries, (known = new Map()))
  let root = known.get(size)
  if (!root) known.set(size, (root = rootOf(entries.slice(0, size).map(leafOfEntry), fast)))
  return root
}

const readers = new WeakMap<readonly Entry[], HashReader>()
/** full subtrees of a log by level: what proofs are made of */
export function readerOf(entries: readonly Entry[]): HashReader {
  let reader = readers.get(entries)
  if (!reader) readers.set(entries, (reader = subtreesOf(entries)))
  return reader
}
function subtreesOf(entries: readonly Entry[]): HashReader {
  const levels = [entries.map(leafOfEntry)]
  while (levels.at(-1)!.length > 1) {
    const below = levels.at(-1)!
    levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, i) => nodeHash(below[2 * i]!, below[2 * i + 1]!, fast)))
  }
  return async (nodes) => nodes.map(({ level, index }) => levels[level]![index]!)
}

/** what the city shows of a case: computed from its acts, and all that a leader looks at */
export interface ReportRow { subject: string, accepted: string | null, due: string | null, stops: number, finished: string | null, onTime: boolean | null }
export function reportOf(entries: readonly Entry[]): Map<string, ReportRow> {
  const report = new Map<string, ReportRow>()
  for (const e of entries) {
    const row = report.get(e.subject) ?? { subject: e.subject, accepted: null, due: null, stops: 0, finished: null, onTime: null }
    report.set(e.subject, row)
    if (e.deadline) row.due = e.deadline
    if (e.type === 'casework.accept') row.accepted = e.at
    if (e.type === 'casework.suspend') row.stops++
    if (e.type === 'casework.decide') Object.assign(row, { finished: e.at, onTime: row.due !== null && e.at <= row.due })
  }
  return report
}

export interface Note { size: number, note: string }
export interface Keys { log: SignerKey, receipt: SignerKey, witnesses: SignerKey[], mac: Uint8Array }

/** A city as it stands when the attacker comes: its own machines, and what lies outside of them. */
export interface City {
  entries: readonly Entry[]
  /** checkpoints signed by the log alone, and the same with both witnesses' cosignatures */
  signed: readonly Note[]
  cosigned: readonly Note[]
  /** index from which on no witness has seen anything */
  seen: number
  /** what each witness remembers, and the newest note that it cosigned */
  witnesses: { state: WitnessState, note: string }[]
  /** in people's hands: compact texts */
  receipts: readonly string[]
  keys: Keys
  policy: Policy
  /** seconds since 1970: when the attacker comes */
  now: number
}

const anchorOf = (cosigned: readonly Note[], root: string | undefined) => (cosigned.length && root ? { size: cosigned.at(-1)!.size, root } : null)
const hex = (b: Uint8Array) => Buffer.from(b).toString('hex')

/** Asks one witness by the protocol. @returns its signature line, or null when it refuses; what it remembers is changed */
export async function ask(witness: City['witnesses'][number], key: SignerKey, log: SignerKey, entries: readonly Entry[], note: string, now: number): Promise<string | null> {
  const seen = witness.state[origin]?.size ?? 0
  const proof = seen > 0 && seen < entries.length ? await consistencyProof(readerOf(entries), seen, entries.length, fast) : []
  // a log that says less than the witness has seen cannot even name the size that it saw
  const a = answer(witness.state, formatAddCheckpoint({ oldSize: Math.min(seen, entries.length), proof, checkpoint: note }), { logs: { [origin]: [log] }, own: [key], now: Math.floor(now) })
  if (a.status !== 200) return null
  witness.state = a.newState
  witness.note = addSignatures(note, a.body)
  return a.body
}

/** Cases of six to eight acts side by side, some decided late; a checkpoint every twenty entries, cosigned at once. */
export async function buildCity(luck: Luck): Promise<City> {
  const keys: Keys = {
    log: signerKey(origin, fast, 'note', luck.bytes(32)), receipt: signerKey(origin, fast, 'receipt', luck.bytes(32)), mac: luck.bytes(32),
    witnesses: ['justice.example', 'audit.example'].map((name) => signerKey(name, fast, 'cosignature', luck.bytes(32))),
  }
  const policy: Policy = {
    logs: [{ key: keys.log }], quorum: 'both', groups: new Map([['both', { least: 2, members: keys.witnesses.map((k) => k.name) }]]),
    witnesses: new Map(keys.witnesses.map((key) => [key.name, { key }])),
  }
  const witnesses: City['witnesses'] = keys.witnesses.map(() => ({ state: {}, note: '' }))
  const entries: Entry[] = []
  const [signed, cosigned, receipts]: [Note[], Note[], string[]] = [[], [], []]
  const open: { subject: string, seq: number, due?: string, left: ActType[] }[] = []
  let [now, root] = [1_780_000_000 + luck.below(1e6), undefined as string | undefined]
  while (entries.length < sizes.entries) {
    now += luck.between(0.2, 2)
    if (open.length < 12) open.push({ subject: hex(luck.bytes(12)), seq: 1, left: ['submit', ...(luck.below(3) ? [] : ['notice', 'supplement'] as const), 'accept', ...(luck.below(4) ? [] : ['suspend', 'resume'] as const), 'decide', 'deliver'] })
    const c = open[luck.below(open.length)]!
    const type = c.left.shift()!
    if (!c.left.length) open.splice(open.indexOf(c), 1)
    if (type === 'accept' || type === 'resume') c.due = instantOf(now + luck.between(15, 60))
    const entry: Entry = {
      v: 1, origin, type: `casework.${type}`, at: instantOf(now), rec: Math.round(now * 1e6), subject: c.subject, seq: c.seq++, item: { key: 'food-business', revision: 1 },
      actor: { org: '114110', role: type === 'submit' ? 'applicant' : 'approver', pid: hex(luck.bytes(8)) }, ...(c.due && type !== 'deliver' ? { deadline: c.due } : {}),
      rules: ['permit/deadline#twenty-days@2004-07-01'], digests: { payload: hex(luck.bytes(32)) }, anchor: anchorOf(cosigned, root),
    }
    entries.push(entry)
    receipts.push(receiptOf(entry, keys.receipt))
    if (entries.length % sizes.checkpoint || entries.length > sizes.entries - sizes.tail) continue
    const soFar = [...entries]
    const tree = rootOfEntries(soFar)
    const note = signCheckpoint({ origin, size: entries.length, root: tree }, keys.log)
    signed.push({ size: entries.length, note })
    const lines = await Promise.all(witnesses.map((w, i) => ask(w, keys.witnesses[i]!, keys.log, soFar, note, now)))
    cosigned.push({ size: entries.length, note: addSignatures(note, lines.join('')) })
    root = hex(tree)
  }
  return { entries, signed, cosigned, seen: cosigned.at(-1)!.size, witnesses, receipts, keys, policy, now }
}

export function receiptOf(entry: Entry, key: SignerKey): string {
  return signReceipt({ v: 1, origin, leaf: hex(leafOfEntry(entry)), type: entry.type, at: entry.at, rec: entry.rec, deadline: entry.deadline ?? null, maxMergeDelaySeconds: 60 }, key)
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatReceiptKeyLine, formatVerifierKey, maxMergeDelaySeconds, parsePolicy, peekCheckpoint, receiptBytes, receiptText, type EntryV1, type Receipt } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import type { LogSide, PreparedEntry } from '../journal/index.ts'
import { sequence } from '../journal/index.ts'
import type { Log } from '../log.ts'
import { originOf } from './branch.ts'
import { evidenceOf, type Evidence } from './evidence.ts'
import { openLogKeys, type LogKeys } from './keys.ts'
import { createRounds } from './rounds.ts'
import { heads, lastCheckpoint, type Head } from './store.ts'
import type { ProfileName } from './tree.ts'
import { satisfies } from './witnesses.ts'

export { alarms, closeAlarm, raiseAlarm, type Alarm } from './alarms.ts'
export { auditLogs, type LogFault } from './audit.ts'
export { originOf } from './branch.ts'
export { bindLogFiles, folderOf } from './files.ts'
export type { Evidence } from './evidence.ts'
export { openLogKeys } from './keys.ts'
export { heads, type Head } from './store.ts'
export type { ProfileName } from './tree.ts'

/** without the quorum: a banner after, and nothing decided after (trust.md 2.5). Real milliseconds */
export const patience = { late: 5 * 60_000, stopped: 30 * 60_000 }

export interface Quorum { required: boolean; missingSince: number | null; late: boolean; stopped: boolean }

/** 阳光账本: the city's public log. One per process; what it signs and keeps is the same for all. */
export interface Sunlog extends LogSide {
  /** numbers what is pending. @returns how many */
  sequence(): Promise<number>
  /** takes over, signs when it is time (`now`: at once), asks the witnesses. @returns whether something was signed */
  round(now?: boolean): Promise<boolean>
  /** looks where the logs stand, for processes that do not sign themselves */
  refresh(): Promise<void>
  /** proof of an entry by its leaf hash (32 bytes) */
  evidence(leaf: Buffer, profile?: ProfileName): Promise<Evidence>
  heads(): Promise<(Head & { origin: string; verifierKey: string; receiptKey: string; root: string })[]>
  /** is the outside still watching? `realMs`: clock.real() */
  quorum(realMs: number): Quorum
  /** the receipt of an entry as its holder gets it (compact text, fits a QR code); null where none was promised */
  receiptText(body: Buffer, leaf: Buffer, receipt: Buffer | null): string | null
  /** verifier keys of the logs there are, and of this legal year and the next: whoever watches must know a log before it begins */
  verifierKeys(profile: ProfileName): string[]
  /**
   * Policy file for those who verify (C2SP tlog-policy): our logs, or the one of `origin`; their witnesses and the quorum, `none` where
   * nobody is asked; the receipt keys as comments, since the format knows no receipts.
   */
  policyText(profile?: ProfileName, origin?: string): string
}

export interface SunlogOptions {
  db: Db
  sequencer: Db
  city: string
  folders: { log: string; keys: string }
  clock: { legal(): string; real(): number }
  log: Log
  profiles?: readonly ProfileName[]
  /** prepares entry 0 of a year; the journal, which in turn needs this log's side */
  opening(fields: { at: string; prev: string; root: string }): PreparedEntry
}

/**
 * Opens the log: its keys are made when missing, its policy is read from `<log>/policy` (and `policy.sm`), where the city's own IT staff
 * or the demo put it (C2SP tlog-policy; a `witness` line needs its address here).
 */
export function createSunlog(o: SunlogOptions): Sunlog {
  const keys: LogKeys = openLogKeys(o.folders.keys, o.city)
  const profiles = o.profiles ?? ['intl', 'sm']
  const anchors = new Map<string, { size: number; root: string }>()
  const opened = o.clock.real()
  let lastQuorum: number | undefined

  const policyFile = (profile: ProfileName) => join(o.folders.log, profile === 'intl' ? 'policy' : 'policy.sm')
  /** the witnesses' part of the policy, as the city wrote it; read anew each time, so that a change needs no restart */
  const ownPart = (profile: ProfileName): string | undefined => (existsSync(policyFile(profile)) ? readFileSync(policyFile(profile), 'utf8') : undefined)

  const rounds = createRounds({
    db: o.sequencer, city: o.city, folder: o.folders.log, keys, profiles, clock: o.clock, log: o.log,
    policy(profile) {
      const text = ownPart(profile)
      if (text === undefined) return undefined
      const policy = parsePolicy(text)
      const witnesses = [...policy.witnesses].flatMap(([name, w]) => (w.url ? [{ name, url: w.url, key: w.key }] : []))
      return { witnesses, satisfied: (note) => satisfies(policy, note) }
    },
  })

  const originsOf = (): string[] => {
    const year = Number(o.clock.legal().slice(0, 4))
    return [...new Set([...anchors.keys(), ...[year, year + 1].map((y) => originOf(o.city, String(y), 'intl'))])].sort()
  }
  const keysOf = (origins: readonly string[], profile: ProfileName): string[] =>
    origins.map((origin) => formatVerifierKey(keys.checkpoint(profile === 'sm' ? `${origin}/sm` : origin, profile)))
  const verifierKeys = (profile: ProfileName): string[] => keysOf(originsOf(), profile)

  async function refresh(): Promise<void> {
    for (const h of await heads(o.db, o.city)) {
      if (h.profile === 'intl') anchors.set(originOf(o.city, h.log, 'intl'), { size: h.size, root: rootOf(h.note) })
      if (h.quorumAt) lastQuorum = Math.max(lastQuorum ?? 0, Date.parse(h.quorumAt))
    }
  }

  return {
    anchor: (origin) => anchors.get(origin) ?? null,
    promise(entry, leaf) {
      const receipt = receiptOf(entry, leaf)
      const bytes = Buffer.from(receiptBytes(receipt, keys.receipt(entry.origin)))
      return { bytes, text: receiptText(receipt, bytes) }
    },
    sequence: () => sequence(o.sequencer, o.city, async (log, before) => {
      const last = await lastCheckpoint(o.sequencer, o.city, before, 'intl')
      return o.opening({ at: o.clock.legal(), prev: `${originOf(o.city, before, 'intl')}/${last?.size ?? 0}`, root: last?.root.toString('hex') ?? '' })
    }),
    async round(now = false) {
      const signed = await rounds.round(now)
      await refresh()
      return signed
    },
    refresh,
    evidence: (leaf, profile) => evidenceOf(o.db, o.city, o.folders.log, leaf, profile),
    heads: async () => (await heads(o.db, o.city)).map((h) => {
      const origin = originOf(o.city, h.log, h.profile)
      return { ...h, origin, verifierKey: formatVerifierKey(keys.checkpoint(origin, h.profile)), receiptKey: formatVerifierKey(keys.receipt(originOf(o.city, h.log, 'intl'))), root: rootOf(h.note) }
    }),
    quorum(realMs) {
      const required = profiles.some((p) => ownPart(p) !== undefined)
      const missing = realMs - (lastQuorum ?? opened)
      const late = required && missing > patience.late
      return { required, missingSince: late ? (lastQuorum ?? opened) : null, late, stopped: required && missing > patience.stopped }
    },
    receiptText: (body, leaf, receipt) => receipt && receiptText(receiptOf(JSON.parse(body.toString('utf8')) as EntryV1, leaf), receipt),
    verifierKeys,
    policyText(profile = 'intl', origin) {
      const origins = origin ? [origin] : originsOf()
      const receipts = origins.map((name) => formatReceiptKeyLine(formatVerifierKey(keys.receipt(name))))
      return `${receipts.join('')}${keysOf(origins, profile).map((k) => `log ${k}\n`).join('')}${ownPart(profile) ?? 'quorum none\n'}`
    },
  }
}

const rootOf = (note: string): string => Buffer.from(peekCheckpoint(note).root).toString('hex')

const receiptOf = (entry: EntryV1, leaf: Buffer): Receipt => ({
  v: 1, origin: entry.origin, leaf: leaf.toString('hex'), type: entry.type, at: entry.at, rec: entry.rec, deadline: entry.deadline ?? null, maxMergeDelaySeconds,
})

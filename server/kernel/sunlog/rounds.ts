import { addSignatures } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import type { Log } from '../log.ts'
import { adopt } from './adopt.ts'
import { raiseAlarm } from './alarms.ts'
import { catchUp, Contradiction, openBranch, originOf, publish, signNow, type Branch } from './branch.ts'
import { folderOf } from './files.ts'
import type { LogKeys } from './keys.ts'
import { keepCosigned, logsOf, type WitnessSaid } from './store.ts'
import type { ProfileName } from './tree.ts'
import { askWitness, type Witness } from './witnesses.ts'

/** real milliseconds: a new checkpoint at the earliest after; the same one shown to the witnesses again at the latest after, sooner where the quorum was missed */
export const every = { checkpoint: 10_000, heartbeat: 60_000, again: 10_000 }

export interface RoundsOptions {
  /** role of the sequencer: it alone may sign */
  db: Db
  city: string
  folder: string
  keys: LogKeys
  profiles: readonly ProfileName[]
  clock: { real(): number }
  log: Log
  /** who is asked, and when it is enough; undefined = nobody */
  policy(profile: ProfileName): { witnesses: Witness[]; satisfied(note: string): boolean } | undefined
}

/**
 * One round of the log: takes over what was numbered, signs when it is time, shows it to the witnesses. Runs in one process at
 * a time, since that process holds the data folder; whoever signs, the roots are the same.
 */
export function createRounds(o: RoundsOptions) {
  const branches = new Map<string, Branch>()
  /** what each witness was known to have cosigned, by origin and name */
  const seen = new Map<string, number>()
  const shown = new Map<string, number>()
  const unseen = new Set<string>()

  const branchOf = (log: string, profile: ProfileName): Branch => {
    const origin = originOf(o.city, log, profile)
    let b = branches.get(origin)
    if (!b) branches.set(origin, (b = openBranch({ city: o.city, log, profile, origin, root: folderOf(o.folder, origin)!, key: o.keys.checkpoint(origin, profile) })))
    return b
  }
  const alarm = (kind: string, subject: string, says: string) => raiseAlarm(o.db, o.city, { kind, subject, says, realMs: o.clock.real() })
    .then((fresh) => { if (fresh) o.log.error({ kind, subject }, says) })

  /** @returns whether something was signed */
  async function round(now: boolean): Promise<boolean> {
    let signed = false
    for (const { log, count } of await logsOf(o.db, o.city))
      for (const profile of o.profiles) {
        const b = branchOf(log, profile)
        try {
          await catchUp(o.db, o.city, b, count, o.clock.real(), (leaf) => void alarm('entry-changed', `${leaf.log}/${leaf.index}`, '条目的内容与入账时承诺的散列不符'))
        } catch (error) {
          if (!(error instanceof Contradiction)) throw error
          // an older backup was put back: the log still has what the database lost (the other profile follows in the next round)
          if (error.kind === 'rolled-back' && profile === 'intl') await takeBack(b, count)
          await alarm(error.kind, error.origin, error.message)
          continue
        }
        const at = o.clock.real()
        const behind = b.tree!.size > (b.signed?.size ?? 0)
        if (behind && (now || at - (b.signed?.at ?? 0) >= every.checkpoint)) {
          await signNow(o.db, o.city, b, at)
          signed = true
          await show(b)
        } else if (b.signed && at - (shown.get(b.origin) ?? 0) >= (unseen.has(b.origin) ? every.again : every.heartbeat)) await show(b)
      }
    return signed
  }

  async function takeBack(b: Branch, count: number): Promise<void> {
    try {
      const n = await adopt(o.db, o.city, b, count)
      o.log.warn({ origin: b.origin, entries: n }, 'entries that the database had lost were taken back from the log')
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error
      await alarm(error.kind, error.origin, error.message)
    }
  }

  /** asks all witnesses at once; what they cosigned is published and kept */
  async function show(b: Branch): Promise<void> {
    const at = o.clock.real()
    shown.set(b.origin, at)
    const rule = o.policy(b.profile)
    const { size, note } = b.signed!
    if (!rule) return
    const instant = new Date(at).toISOString()
    const asked = await Promise.all(rule.witnesses.map(async (w) => [w, await askWitness(w, b, note, size, seen.get(`${b.origin} ${w.name}`), instant)] as const))
    let whole = note
    const said: Record<string, WitnessSaid> = {}
    for (const [w, { said: s, lines }] of asked) {
      said[w.name] = s
      seen.set(`${b.origin} ${w.name}`, s.size)
      if (lines) whole = addSignatures(whole, lines)
      // a witness that saw another log is not a network fault: it is what witnesses are for
      if (!s.ok && s.size > size) await alarm('witness-ahead', `${b.origin} ${w.name}`, s.says)
    }
    const quorum = rule.satisfied(whole)
    if (quorum) unseen.delete(b.origin)
    else unseen.add(b.origin)
    await keepCosigned(o.db, o.city, b.log, b.profile, { size, note: whole, at: instant, quorum, said })
    await publish(b, whole)
  }

  return { round }
}

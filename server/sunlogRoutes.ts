import * as contract from '../contract/sunlog.ts'
import type { OutputOf } from '../contract/endpoint.ts'
import { drillOverdue, readBackupState } from './kernel/backup/index.ts'
import { instant, type Clock } from './kernel/clock.ts'
import type { Db } from './kernel/db.ts'
import { Busy, file, NotFound, type Http } from './kernel/http/index.ts'
import { append, type Journal } from './kernel/journal/index.ts'
import type { Casework } from './modules/casework/index.ts'
import { lastScrub } from './scrubber.ts'
import { alarms, closeAlarm, type Sunlog } from './kernel/sunlog/index.ts'

export interface SunlogDeps { db: Db; city: string; clock: Clock; sunlog: Sunlog; journal: Journal; namesOf: Casework['namesOf']; backupDir: string | undefined }

/** Refuses while the witnesses have been silent too long: 503, try again. Nothing of the case is wrong, so nothing is journalled as refused. */
export const mustBeWitnessed = (sunlog: Sunlog, clock: Clock) => (): void => {
  if (sunlog.quorum(clock.real()).stopped)
    throw new Busy(503, 'E-LOG-QUORUM', '阳光账本超过 30 分钟没有得到足够的外部见证，恢复之前不作出新的决定；收件、受理、补正和出件照常。请联系系统管理员', 60)
}

/** What anyone may ask of the public log, and the alarms that its auditor closes. Part of the composition root. */
export const sunlogRoutes = ({ db, city, clock, sunlog, journal, backupDir }: SunlogDeps) => (http: Http): void => {
  http.bind(contract.state, async () => {
    const q = sunlog.quorum(clock.real())
    return {
      logs: (await sunlog.heads()).map((h) => ({
        origin: h.origin, profile: h.profile, verifierKey: h.verifierKey, receiptKey: h.receiptKey, size: h.size, root: h.root, signedAt: h.signedAt, quorumAt: h.quorumAt,
        witnesses: Object.entries(h.witnesses).map(([name, w]) => ({ name, ...w, at: instant(Date.parse(w.at)) })),
      })),
      quorum: { ...q, missingSince: q.missingSince === null ? null : instant(q.missingSince) },
      scrub: await lastScrub(db, city).then((x) => x && { ...x, at: instant(Date.parse(x.at)) }) ?? null, backup: await backupSeen(),
      alarms: (await alarms(db, city, { limit: 1000 })).length,
    }
  })

  async function backupSeen(): Promise<OutputOf<typeof contract.state>['backup']> {
    const kept = await readBackupState(db, city)
    const { drill: d } = kept
    const at = (text: string | null | undefined) => (text ? instant(Date.parse(text)) : null)
    return {
      kept: backupDir !== undefined, overdue: drillOverdue(kept, clock.real()),
      // what a drill said before these were kept is not made up
      drill: d && { at: at(d.at)!, seconds: d.seconds ?? 0, base: at(d.base), covered: at(d.covered), entries: d.entries ?? null, equal: d.ok },
    }
  }

  http.bind(contract.proof, async (_ctx, { params }) => {
    const found = await sunlog.evidence(Buffer.from(params.leaf, 'hex'))
    if (found.state === 'unknown') throw new NotFound('账本里没有这条记录。刚刚办理的，最迟一分钟后再查；一分钟以后仍然没有，请凭收据向监督机关反映')
    if (found.state === 'placed') throw new Busy(503, 'E-LOG-SOON', `已排在第 ${found.index} 条，正在等下一个检查点，十几秒后再取`, 10)
    return file(Buffer.from(found.file, 'utf8'), { type: 'text/plain; charset=utf-8', name: `${params.leaf.slice(0, 16)}.tlog-proof`, tag: `${params.leaf.slice(0, 16)}-${found.size}-${found.cosigned}` })
  })

  http.bind(contract.entry, async (_ctx, { params }) => {
    const found = await sunlog.evidence(Buffer.from(params.leaf, 'hex'))
    if (found.state === 'unknown') throw new NotFound('账本里没有这条记录')
    return file(found.body, { type: 'application/json; charset=utf-8', name: `${params.leaf.slice(0, 16)}.entry.json`, tag: params.leaf })
  })

  http.bind(contract.alarms, async (_ctx, { query }) => ({ items: await alarms(db, city, { closed: query.closed === 'true' }) }))
  http.bind(contract.closeAlarm, (ctx, { params, body }) => http.mutate(ctx, async (tx) => {
    const closed = await closeAlarm(tx, city, params.id, ctx.person, body.reason, ctx.realNow)
    if (!closed) throw new NotFound('没有这条未解除的告警')
    await append(tx, city, [journal.prepare({
      type: 'sunlog.alarmClosed', at: ctx.legalNow, subject: { kind: 'alarm', id: params.id }, actor: { org: null, role: 'auditor', person: ctx.person }, digests: {},
    }, ctx.realNow)])
    return { closed }
  }))
}

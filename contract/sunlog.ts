import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, Instant, Sha256, Text } from './shapes.ts'

/** 阳光账本: what anyone may ask of the public log. Tiles and checkpoints themselves are plain files under /log/<origin>/ */

export const WitnessView = z.object({ name: z.string(), ok: z.boolean(), at: Instant, size: z.number().int(), says: z.string() }).meta({ id: 'Witness' })

export const LogView = z.object({
  /** names the log everywhere, and is its address below /log/ */
  origin: z.string(), profile: z.enum(['intl', 'sm']),
  /** key that checkpoints are verified with (C2SP signed-note) */
  verifierKey: z.string(),
  /** key that receipts of this log are verified with */
  receiptKey: z.string(),
  size: z.number().int(), root: z.string(), signedAt: Instant,
  /** when enough witnesses had last seen the newest checkpoint; null: never yet, or no witness is asked */
  quorumAt: Instant.nullable(), witnesses: z.array(WitnessView),
}).meta({ id: 'Log' })

/** what the machine found when it last held everything against everything (server/audit.ts) */
const Scrub = z.object({ at: Instant, seconds: z.number(), entries: z.number().int(), acts: z.number().int(), cases: z.number().int(), faults: z.number().int() })

/** The last restore drill, as anyone may know it: a backup was restored beside the running city and compared with it. What went wrong inside is for administrators. */
const Drill = z.object({
  at: Instant, seconds: z.number(),
  /** when the base backup was made that it began from, and what was committed until when came back; null: not known */
  base: Instant.nullable(), covered: Instant.nullable(),
  /** entries of all logs that came back; null: nothing did */
  entries: z.number().int().nullable(),
  /** the restored logs have the roots of the live ones */
  equal: z.boolean(),
})

export const state = endpoint({
  id: 'sunlog.state', method: 'GET', path: '/api/v1/log', summary: '阳光账本：检查点、见证、验证所用的公钥', who: ['anyone'],
  output: z.object({
    logs: z.array(LogView),
    quorum: z.object({
      /** the policy asks for witnesses */
      required: z.boolean(), missingSince: Instant.nullable(),
      /** too long without witnesses: nothing is decided until they are back; filing goes on (trust.md 2.5) */
      late: z.boolean(), stopped: z.boolean(),
    }),
    /** null: not looked yet since the city was set up */
    scrub: Scrub.nullable(),
    backup: z.object({
      /** this server backs itself up; if not, whoever keeps its database does, and we know nothing of it */
      kept: z.boolean(),
      /** null: there was none yet */
      drill: Drill.nullable(),
      /** more than a week and a day ago */
      overdue: z.boolean(),
    }),
    /** open alarms, their number only */
    alarms: z.number().int(),
  }),
})

export const proof = endpoint({
  id: 'sunlog.proof', method: 'GET', path: '/api/v1/proofs/:leaf', summary: '一条记录在账本里的证明文件（.tlog-proof），不必信任本网站就能验证', who: ['anyone'], raw: true,
  params: z.object({ leaf: Sha256 }), output: z.any(),
})

export const entry = endpoint({
  id: 'sunlog.entry', method: 'GET', path: '/api/v1/proofs/:leaf/entry', summary: '账本里的这条记录本身（规范 JSON，不含个人信息），证明文件证明的就是它', who: ['anyone'], raw: true,
  params: z.object({ leaf: Sha256 }), output: z.any(),
})

export const names = endpoint({
  id: 'sunlog.names', method: 'GET', path: '/api/v1/proofs/:leaf/names', summary: '这条记录里的事项和机关代码叫什么：方便阅读，不在证明之内', who: ['anyone'], raw: true,
  params: z.object({ leaf: Sha256 }), output: z.any(),
})

const Alarm = z.object({
  id: Id, kind: z.string(), subject: z.string(), says: z.string(), raisedAt: Instant, lastAt: Instant, times: z.number().int(), closedAt: Instant.nullable(), reason: z.string().nullable(),
}).meta({ id: 'Alarm' })

export const entryView = endpoint({
  id: 'sunlog.entryView', method: 'GET', path: '/api/v1/proofs/:leaf/view', summary: '账本里的这一条说了什么、在哪两个时间之间入账、谁见证的', who: ['anyone'], params: z.object({ leaf: Sha256 }),
  output: z.object({
    leaf: z.string(),
    /** unknown: no such entry; placed: it has its place, and no checkpoint holds it yet */
    state: z.enum(['unknown', 'placed', 'included']),
    index: z.number().int().nullable(), origin: z.string().nullable(), size: z.number().int().nullable(),
    /** label and value of what the entry says; nothing personal is in it */
    lines: z.array(z.tuple([z.string(), z.string()])),
    /** names stand among the lines, beside the codes that are proven */
    named: z.boolean(),
    /** our own verdict in one sentence; whoever does not believe us verifies the files himself */
    says: z.string(), ok: z.boolean(), witnesses: z.array(z.object({ name: z.string(), at: Instant })),
  }),
})

export const missing = endpoint({
  id: 'sunlog.missing', method: 'POST', path: '/api/v1/proofs/:leaf/missing', summary: '有收据而账本里没有这一条：向监督机关反映', who: ['anyone'], idempotency: 'natural',
  params: z.object({ leaf: Sha256 }), body: z.object({ receipt: z.string().trim().min(1, '请贴上收据文字').max(2000) }), output: z.object({ reported: z.boolean() }),
  refuses: ['sunlogProof#receipt'],
})

export const alarms = endpoint({
  id: 'sunlog.alarms', method: 'GET', path: '/api/v1/alarms', summary: '账本与数据库对不上的告警', who: ['auditor', 'supervisor', 'sysadmin'],
  query: z.object({ /** the word false in an address is a text like any other: coerced, it would mean yes */ closed: z.enum(['true', 'false']).default('false') }), output: z.object({ items: z.array(Alarm) }),
})

export const closeAlarm = endpoint({
  id: 'sunlog.closeAlarm', method: 'POST', path: '/api/v1/alarms/:id/close', summary: '查清后解除告警（只有审计管理员可以）', who: ['auditor'], params: z.object({ id: Id }),
  body: z.object({ reason: Text(500).min(5, '请写明查清的原因和处理结果') }), output: z.object({ closed: z.boolean() }),
})

export const all = [state, proof, entry, names, entryView, missing, alarms, closeAlarm]

import { z } from 'zod'

/** shapes that several modules' endpoints share */
export const Id = z.uuid().meta({ id: 'Id' })
export const LegalDate = z.iso.date().meta({ id: 'LegalDate', description: '法定日期 YYYY-MM-DD' })
export const Instant = z.string().meta({ id: 'Instant', description: 'RFC 3339，+08:00，毫秒' })
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制摘要').meta({ id: 'Sha256' })

/** No NUL (PostgreSQL text refuses it) and no lone surrogate (it has no UTF-8): a clear sentence instead of a fault. */
export const Text = (max: number) =>
  z.string().max(max, `最多 ${max} 个字符`).refine((s) => !s.includes('\0') && s.isWellFormed(), '含有无法保存的字符（空字符或残缺字符），请删去后重新填写')

export const Cited = z.object({ law: Text(80), article: z.number().int().min(1), item: Text(40).optional(), version: z.string().optional() }).meta({ id: 'Citation' })

export const Lamp = z.enum(['green', 'yellow', 'red', 'paused', 'none']).meta({ id: 'Lamp' })

/** keyset paging: no offsets, no exact counts */
export const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }
export const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const ClockView = z.object({
  id: z.string(), name: z.string(), rule: z.string(), basis: z.array(Cited), event: z.string(), start: LegalDate, n: z.number(),
  unit: z.enum(['workday', 'calendar', 'month']), due: LegalDate, dueAt: Instant.optional(), status: z.string(), kind: z.string(),
  provisional: z.boolean().optional(), metAt: z.string().optional(), lamp: Lamp,
}).meta({ id: 'Clock' })

export const DocumentRef = z.object({ id: Id, template: z.string(), title: z.string(), number: z.string().nullable(), at: Instant }).meta({ id: 'DocumentRef' })

/** a signature is one shape everywhere: strokes, time, digest of what was shown (settled.md 25) */
export const Signature = z.object({
  /** points in a box of 0..1000 × 0..400, as documents draw them; none = signed on paper */
  strokes: z.array(z.array(z.tuple([z.number().min(0).max(1000), z.number().min(0).max(400)])).min(1).max(2000)).max(200), at: Instant.optional(), shown: Sha256,
}).meta({ id: 'Signature' })

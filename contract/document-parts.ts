import { z } from 'zod'

/** Building blocks of document data, shared by all templates (see documents.ts). */

/** a line or paragraph for a person, never markup; kept as it stands (names are never normalised). Refuses half characters and U+0000, which no database keeps. */
export const text = (max: number) => z.string().min(1).max(max).refine((s) => s.isWellFormed() && !s.includes('\0'), '含有无法保存的字符')

/** a day that exists, YYYY-MM-DD */
export const date = z.iso.date()

/** legal instant, RFC 3339 with +08:00 and milliseconds */
export const instant = z.iso.datetime({ offset: true }).refine((s) => s.endsWith('+08:00'), '时间应当为 +08:00')

/** regime of the item; `bundle` = a sheet over several items of different regimes; `supervision` = papers of the supervision of enforcement, about no item */
export const documentRegime = z.enum(['permit', 'marketRegistration', 'realEstateRegistration', 'publicService', 'filing', 'bundle', 'supervision'])
export type DocumentRegime = z.infer<typeof documentRegime>

/** a citation of law/kernel; `title` = the statute's name as it is to be printed (中华人民共和国行政许可法), where that is not the short one */
export const citation = z.strictObject({
  law: text(80), article: z.number().int().min(1).max(2000), item: text(40).optional(), version: text(20).optional(), title: text(120).optional(),
})

export const organ = z.strictObject({ name: text(80), address: text(200).optional() })

/** whom to ask */
export const contact = z.strictObject({ phone: text(60), place: text(200).optional(), person: text(60).optional(), complaintPhone: text(60).optional() })

/** the applicant; `idShown` is printed as it stands: the caller masks it where the reader does not need it */
export const party = z.strictObject({ name: text(200), idShown: text(60).optional(), agent: text(60).optional() })

/** the day is 暂定: the arrangement of its year is not published, it may still become later (CAL-03) */
export const provisional = z.literal(true).optional()

/** a limit that was computed: how long, in words (20个工作日), and the last day on which it is kept */
export const term = z.strictObject({ words: text(60), due: date, provisional })

/** one shape for every signature (settled.md 25): who, when, what was drawn, digest of what was shown */
export const signature = z.strictObject({
  name: text(60),
  at: instant,
  /** pen strokes, points in a box of 0..1000 × 0..400; absent = signed by another reliable means, which `means` names */
  strokes: z.array(z.array(z.tuple([z.number().min(0).max(1000), z.number().min(0).max(400)])).min(1).max(2000)).max(200).optional(),
  means: text(60).optional(),
  shown: z.string().regex(/^[0-9a-f]{64}$/).optional(),
})

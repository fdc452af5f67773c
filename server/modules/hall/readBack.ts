import { digest } from '../../kernel/journal/index.ts'
import { createLimiter, NotFound, ownFinding, Refusal } from '../../kernel/http/index.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import type { Tx } from '../../kernel/db.ts'
import { codeLife, hash, inTime, note, type AssistanceRow } from './assistance.ts'
import type { HallDeps } from './index.ts'

const columns = 'id, clerk, applicant, mandate, expires, draft, readback_state, readback_shown, readback_answers, signature, created'

export interface CodeTries { check(ctx: Ctx): void; wrong(ctx: Ctx): void }

/**
 * Wrong codes, counted where they come from and all together: six digits are few, and a right guess opens somebody's application.
 * Right ones are never counted, so a hall behind one address (settled.md 26) only pays for its slips: thirty at once, then one
 * in ten seconds. From everywhere together 300, then one a second; a stranger with many addresses gets no further. Refuses 429.
 */
export function createCodeTries(): CodeTries {
  const said = '输错口令的次数太多，请稍等再输，或者请帮办人员重新发起核对'
  const here = createLimiter(0.1, 30, 'E-LIMIT', said)
  const everywhere = createLimiter(1, 300, 'E-LIMIT', said)
  return {
    check(ctx) {
      here.check(ctx.caller, ctx.realNow)
      everywhere.check('', ctx.realNow)
    },
    wrong(ctx) {
      here.take(ctx.caller, ctx.realNow)
      everywhere.take('', ctx.realNow)
    },
  }
}

/**
 * The read-back by its one-time code, on the citizen's own screen. A staff session is refused: nobody confirms in the
 * citizen's place (settled.md 25). A wrong code, a used one and one that ran out look the same. Refuses 429 after too many wrong ones.
 */
export async function byCode(deps: HallDeps, db: Pick<Tx, 'query'>, ctx: Ctx, code: string, lock = ''): Promise<AssistanceRow> {
  if (ctx.grants.some((g) => g.role !== 'citizen')) throw new Refusal([{ rule: 'permit/assisted#confirmed', code: 'MOD-05', message: '核对须由申请人在自己的屏幕上进行，工作人员的登录不能打开', basis: [{ law: '行政许可法', article: 31 }] }])
  deps.tries.check(ctx)
  const { rows } = await db.query<AssistanceRow>(`select ${columns} from hall.assistance where city = $1 and readback_hash = $2 and readback_at > now() - interval '${codeLife}' ${lock}`, [deps.city, hash(deps.city, code)])
  const a = rows[0]
  if (!a) {
    deps.tries.wrong(ctx)
    throw new NotFound('口令不对、已经用过或者过了三十分钟，请向帮办人员要一个新口令')
  }
  inTime(deps, a)
  return a
}

export async function readBackView(deps: HallDeps, a: AssistanceRow) {
  const [helper, applicant] = await Promise.all([deps.directory.person(a.clerk), deps.directory.person(a.applicant)])
  const shown = a.readback_shown!
  return {
    helper: helper?.name ?? '', applicant: applicant?.name ?? '', what: shown.what, mandate: a.mandate.scope,
    state: a.readback_state as 'open' | 'confirmed' | 'rejected', shown: digest(shown), confirmedAt: a.signature?.at ?? null,
    groups: shown.groups.map((g) => ({ ...g, verdict: a.readback_answers?.[g.key]?.verdict ?? ('open' as const), note: a.readback_answers?.[g.key]?.note ?? null })),
  }
}

/** 对, or 不对 with what is wrong; a wrong group sends it back to the helper */
export async function answer(deps: HallDeps, ctx: Ctx, tx: Tx, code: string, group: string, verdict: 'right' | 'wrong', noteText: string | undefined): Promise<AssistanceRow> {
  const a = await byCode(deps, tx, ctx, code, 'for update')
  if (a.readback_state !== 'open') throw done()
  if (!a.readback_shown!.groups.some((g) => g.key === group)) throw new NotFound('没有这一组内容')
  const answers = { ...a.readback_answers, [group]: { verdict, note: noteText ?? null } }
  const { rows } = await tx.query<AssistanceRow>(`update hall.assistance set readback_answers = $3, readback_at = now() where city = $1 and id = $2 returning ${columns}`, [deps.city, a.id, JSON.stringify(answers)])
  return rows[0]!
}

/** Confirms all groups with the citizen's signature over the digest of exactly what was shown. Refuses while a group is open; a wrong group rejects. */
export async function confirm(deps: HallDeps, ctx: Ctx, tx: Tx, code: string, body: { shown: string; signature?: { strokes: unknown } | undefined }): Promise<AssistanceRow> {
  const a = await byCode(deps, tx, ctx, code, 'for update')
  if (a.readback_state !== 'open') throw done()
  const expected = digest(a.readback_shown)
  if (body.shown !== expected) throw new Refusal([ownFinding('hall/readBack#shown', 'MOD-05', '内容在您核对期间有变动，请重新核对一遍')])
  const open = a.readback_shown!.groups.filter((g) => !a.readback_answers?.[g.key])
  if (open.length) throw new Refusal(open.map((g) => ({ rule: 'permit/assisted#confirmed', code: 'MOD-05', at: g.key, message: `“${g.title}”还没有核对，请逐组点“对”或者“不对”`, basis: [{ law: '行政许可法', article: 31 }] })))
  const wrong = Object.values(a.readback_answers ?? {}).some((v) => v.verdict === 'wrong')
  const { rows } = await tx.query<AssistanceRow>(
    `update hall.assistance set readback_state = $3, signature = $4, readback_at = now() where city = $1 and id = $2 returning ${columns}`,
    [deps.city, a.id, wrong ? 'rejected' : 'confirmed', wrong ? null : JSON.stringify({ shown: expected, at: ctx.legalNow, ...(body.signature ? { strokes: body.signature.strokes } : {}) })])
  await note(deps, ctx, tx, a, wrong ? 'rejected' : 'confirmed', { shown: expected })
  return rows[0]!
}

const done = () => new Refusal([ownFinding('hall/readBack#used', 'MOD-05', '这次核对已经结束，需要修改请帮办人员重新发起核对')], { status: 409 })

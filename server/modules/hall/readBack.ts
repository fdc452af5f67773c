import { digest } from '../../kernel/journal/index.ts'
import { NotFound, ownFinding, Refusal } from '../../kernel/http/errors.ts'
import type { Ctx } from '../../kernel/http/context.ts'
import type { Tx } from '../../kernel/db.ts'
import { hash, inTime, note, type AssistanceRow } from './assistance.ts'
import type { HallDeps } from './index.ts'

const columns = 'id, clerk, applicant, mandate, expires, draft, readback_state, readback_shown, readback_answers, signature, created'

/**
 * The read-back by its one-time code, on the citizen's own screen. A staff session is refused: nobody confirms in the
 * citizen's place (settled.md 25). A wrong code and a used one look the same.
 */
export async function byCode(deps: HallDeps, db: Pick<Tx, 'query'>, ctx: Ctx, code: string, lock = ''): Promise<AssistanceRow> {
  if (ctx.grants.some((g) => g.role !== 'citizen')) throw new Refusal([{ rule: 'permit/assisted#confirmed', code: 'MOD-05', message: '核对须由申请人在自己的屏幕上进行，工作人员的登录不能打开', basis: [{ law: '行政许可法', article: 31 }] }])
  const { rows } = await db.query<AssistanceRow>(`select ${columns} from hall.assistance where city = $1 and readback_hash = $2 ${lock}`, [deps.city, hash(deps.city, code)])
  const a = rows[0]
  if (!a) throw new NotFound('口令不对或者已经用过，请向帮办人员要一个新口令')
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
  const { rows } = await tx.query<AssistanceRow>(`update hall.assistance set readback_answers = $3 where city = $1 and id = $2 returning ${columns}`, [deps.city, a.id, JSON.stringify(answers)])
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
    `update hall.assistance set readback_state = $3, signature = $4 where city = $1 and id = $2 returning ${columns}`,
    [deps.city, a.id, wrong ? 'rejected' : 'confirmed', wrong ? null : JSON.stringify({ shown: expected, at: ctx.legalNow, ...(body.signature ? { strokes: body.signature.strokes } : {}) })])
  await note(deps, ctx, tx, a, wrong ? 'rejected' : 'confirmed', { shown: expected })
  return rows[0]!
}

const done = () => new Refusal([ownFinding('hall/readBack#used', 'MOD-05', '这次核对已经结束，需要修改请帮办人员重新发起核对')], { status: 409 })

import { createHash } from 'node:crypto'
import { mayMark, type Mark } from '../../../../law/credential/trainingAttendance.ts'
import { hoursCounted } from '../../../../law/credential/trainingHours.ts'
import { violatedUnique, type Queryable, type Tx } from '../../../kernel/db.ts'
import { BadInput, NotFound, ownFinding, Refusal, type Ctx } from '../../../kernel/http/index.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { batchById, type BatchRow } from './batches.ts'
import { readDigits, readToken, type Direction, type Read } from './code.ts'
import { note } from './enrolment.ts'
import { nameOf } from './hours.ts'
import type { TrainingDeps } from './index.ts'
import type { Learner } from './learners.ts'

/* Signing in and out, by the person with the code of the room, or by the organiser who sees the identity card. */

export interface SeatRow {
  learner: string; name: string; idNumber: string; organ: string | null; member: boolean; state: 'enrolled' | 'waiting' | 'dropped'
  signedInAt: string | null; inBy: 'self' | 'card' | null; signedOutAt: string | null; outBy: 'self' | 'card' | null
  substitute: boolean; struck: boolean; struckReason: string | null; score: number | null; hours: number; person: string | null
  /** sha256 of the photograph of a credential, where its holder's account keeps the file */
  photo: string | null
}

const columns = `s.learner, l.name, l.id_number as "idNumber", s.organ, s.member, s.state, s.signed_in_at as "signedInAt", s.in_by as "inBy", s.signed_out_at as "signedOutAt", s.out_by as "outBy",
  s.substitute, s.struck, s.struck_reason as "struckReason", s.score, s.hours::float8 as hours, l.person,
  (select encode(h.photo, 'hex') from credentials.holder h where h.city = l.city and h.id_number = l.id_number and h.photo is not null and h.person = l.person limit 1) as photo`
const from = `credentials.training_seat s join credentials.training_learner l on l.city = s.city and l.id = s.learner`

export function seatView(deps: TrainingDeps, row: SeatRow) {
  const { idNumber, person: _, photo, ...seat } = row
  return { ...seat, photo: photo !== null, idTail: idNumber.slice(-4), organName: row.organ ? nameOf(deps, row.organ) : null }
}

/** one seat; `lock` holds it until the end of the transaction */
export async function seatOf(deps: TrainingDeps, on: Queryable, batch: string, learner: string, lock = true): Promise<SeatRow | undefined> {
  return (await on.query<SeatRow>(`select ${columns} from ${from} where s.city = $1 and s.batch = $2 and s.learner = $3${lock ? ' for update of s' : ''}`, [deps.city, batch, learner])).rows[0]
}

const sittingOf = (b: BatchRow) => ({ startsAt: b.startsAt, endsAt: b.endsAt, early: b.early, late: b.late, hours: b.course.hours })

/** sittings that this person may sign now: within their window, whether enrolled or waiting */
async function signable(deps: TrainingDeps, on: Queryable, learner: string, now: string): Promise<string[]> {
  return (await on.query<{ id: string }>(
    `select b.id from credentials.training_seat s join credentials.training_batch b on b.city = s.city and b.id = s.batch
     where s.city = $1 and s.learner = $2 and s.state <> 'dropped' and b.state <> 'cancelled' and b.starts_at - b.early * interval '1 minute' <= $3 and b.ends_at + b.late * interval '1 minute' >= $3 order by b.starts_at`,
    [deps.city, learner, now])).rows.map((r) => r.id)
}

/** which sitting, and whether the code is the room's. Refuses somebody who has no sitting now and typed a number. */
export async function readCode(deps: TrainingDeps, on: Queryable, learner: Learner | undefined, c: string, now: string): Promise<Read> {
  const text = c.trim()
  const real = deps.clock.real()
  const token = readToken(deps.codes, text, real)
  if (token) return token
  if (!/^\d{6}$/.test(text)) throw new BadInput('请扫会场屏幕上的码，或者输入屏幕上的六位数')
  const read = learner && readDigits(deps.codes, text, await signable(deps, on, learner.id, now), real)
  if (!read) throw new Refusal([ownFinding('credentials/training/attendance#nothing-now', 'KH-06', `现在没有您可以签到的培训：请看“我的下一期”的时间，开始前${deps.settings.early}分钟起可以签到`)])
  return read
}

/** the person signs themself, in their own session */
export async function signSelf(deps: TrainingDeps, ctx: Ctx, tx: Tx, learner: Learner, read: Read, device: string): Promise<{ kind: Direction; at: string; batch: string; hours: number | null }> {
  const batch = await batchById(tx, deps.city, read.batch)
  const seat = await seatOf(deps, tx, batch.id, learner.id)
  const hash = createHash('sha256').update(`${batch.id}|${device}`).digest()
  const others = await tx.query(`select 1 from credentials.training_seat where city = $1 and batch = $2 and learner <> $3 and (in_device = $4 or out_device = $4) limit 1`, [deps.city, batch.id, learner.id, hash])
  const mark: Mark = { kind: read.kind, shown: read.shown, own: true, device: others.rowCount ? 'others' : 'free', listed: !seat || seat.state === 'dropped' || batch.state === 'cancelled' ? 'no' : seat.state }
  const found = mayMark(mark, seat ?? {}, sittingOf(batch), ctx.legalNow, deps.calendar())
  if (found.length) throw new Refusal(found)
  // signed in is signed in: a second press, or a second code, changes nothing
  if (read.kind === 'in' && seat!.signedInAt) return { kind: 'in', at: seat!.signedInAt, batch: batch.id, hours: null }
  const after = await put(deps, tx, batch, seat!, read.kind, ctx.legalNow, 'self', hash)
  await note(deps, ctx, tx, read.kind === 'in' ? 'signedIn' : 'signedOut', batch.id, seat!.organ, {})
  return { kind: read.kind, at: ctx.legalNow, batch: batch.id, hours: read.kind === 'out' ? after.hours : null }
}

async function put(deps: TrainingDeps, tx: Tx, batch: BatchRow, seat: SeatRow, kind: Direction, at: string, by: 'self' | 'card', device: Buffer | null): Promise<SeatRow> {
  const next: SeatRow = { ...seat, struck: false, struckReason: null, substitute: false, ...(kind === 'in' ? { signedInAt: at, inBy: by } : { signedOutAt: at, outBy: by }) }
  next.hours = hoursCounted(next, sittingOf(batch), deps.settings)
  await tx.query(
    `update credentials.training_seat set struck = false, struck_reason = null, substitute = false, hours = $4, ${kind === 'in' ? 'signed_in_at = $5, in_by = $6, in_device = $7' : 'signed_out_at = $5, out_by = $6, out_device = $7'} where city = $1 and batch = $2 and learner = $3`,
    [deps.city, batch.id, seat.learner, next.hours, at, by, device])
    .catch((error: unknown) => {
      if (!/device/.test(violatedUnique(error) ?? '')) throw error
      throw new Refusal(mayMark({ kind, shown: 'screen', own: true, device: 'others', listed: 'enrolled' }, seat, sittingOf(batch), at, deps.calendar()))
    })
  return next
}

/** the organiser has seen the identity card, or sees that somebody else came instead */
export async function seenByOrganiser(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, o: { learner: string; kind: Direction; idTail?: string | undefined; substitute: boolean }): Promise<SeatRow> {
  const batch = await batchById(tx, deps.city, id)
  const seat = await seatOf(deps, tx, id, o.learner)
  if (!seat) throw new NotFound()
  if (o.substitute) {
    if (seat.signedInAt && !seat.struck) throw new Refusal([ownFinding('credentials/training/attendance#was-there', 'E-STATE', '本人已经签到；如果签到的不是本人，请先撤销这个签到')])
    await tx.query(`update credentials.training_seat set substitute = true, hours = 0 where city = $1 and batch = $2 and learner = $3`, [deps.city, id, o.learner])
    await note(deps, ctx, tx, 'substitute', id, seat.organ, {}, o.learner)
    return { ...seat, substitute: true, hours: 0 }
  }
  const shown = o.idTail?.toUpperCase() === seat.idNumber.slice(-4)
  if (!shown) throw new Refusal([ownFinding('credentials/training/attendance#card', 'KH-06', '身份证号后四位与登记的不一致，请查验身份证原件', 'idTail')])
  const found = mayMark({ kind: o.kind, shown: 'card', own: true, device: 'free', listed: seat.state === 'dropped' ? 'no' : seat.state }, { ...seat, struck: false }, sittingOf(batch), ctx.legalNow, deps.calendar())
  if (found.length) throw new Refusal(found)
  const after = await put(deps, tx, batch, seat, o.kind, ctx.legalNow, 'card', null)
  await note(deps, ctx, tx, o.kind === 'in' ? 'seenIn' : 'seenOut', id, seat.organ, {}, o.learner)
  return after
}

/** takes a signature back that was not the person's; refuses where there is none */
export async function strikeOut(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, learner: string, reason: string): Promise<SeatRow> {
  const seat = await seatOf(deps, tx, id, learner)
  if (!seat) throw new NotFound()
  if (!seat.signedInAt || seat.struck) throw new Refusal([ownFinding('credentials/training/attendance#signed', 'E-STATE', seat.struck ? '这个签到已经撤销过了' : '这个人还没有签到，没有可以撤销的')])
  await tx.query(`update credentials.training_seat set struck = true, struck_reason = $4, hours = 0 where city = $1 and batch = $2 and learner = $3`, [deps.city, id, learner, reason])
  await note(deps, ctx, tx, 'struck', id, seat.organ, {}, learner)
  return { ...seat, struck: true, struckReason: reason, hours: 0 }
}

/** result of the test at the end; refuses who was not there */
export async function noteResult(deps: TrainingDeps, ctx: Ctx, tx: Tx, id: string, learner: string, score: number): Promise<SeatRow> {
  const seat = await seatOf(deps, tx, id, learner)
  if (!seat) throw new NotFound()
  if (!seat.signedInAt || seat.struck || seat.substitute) throw new Refusal([ownFinding('credentials/training/attendance#was-not-there', 'KH-06', '没有本人签到，不登记测试成绩')])
  await tx.query(`update credentials.training_seat set score = $4 where city = $1 and batch = $2 and learner = $3`, [deps.city, id, learner, score])
  await note(deps, ctx, tx, 'result', id, seat.organ, {}, learner)
  return { ...seat, score }
}

const shows = {
  all: `s.state = 'enrolled'`, waiting: `s.state = 'waiting'`, present: `s.state = 'enrolled' and s.signed_in_at is not null and not s.struck`,
  absent: `s.state = 'enrolled' and (s.signed_in_at is null or s.struck)`, notOut: `s.state = 'enrolled' and s.signed_in_at is not null and not s.struck and s.signed_out_at is null`,
}

/** names of a batch by keyset, in the order of enrolment */
export async function listSeats(deps: TrainingDeps, id: string, o: { show: keyof typeof shows; q: string; cursor?: string | undefined; limit: number }): Promise<{ items: SeatRow[]; next: string | null }> {
  if (o.cursor !== undefined && !isUuid(o.cursor)) throw new BadInput('翻页的位置不对，请从第一页开始')
  const q = o.q.trim()
  const { rows } = await deps.db.query<SeatRow & { turn: string }>(
    `select ${columns}, s.turn from ${from} where s.city = $1 and s.batch = $2 and ${shows[o.show]} and ($3::uuid is null or s.turn > $3) and ($4 = '' or l.name like $4 || '%' or right(l.id_number, 4) = upper($4)) order by s.turn limit $5`,
    [deps.city, id, o.cursor ?? null, q.replace(/[\\%_]/g, '\\$&'), o.limit])
  return { items: rows.map(({ turn: _, ...r }) => r), next: rows.length === o.limit ? rows.at(-1)!.turn : null }
}

/** who signed in last, newest first */
export async function latestSigned(deps: TrainingDeps, id: string, kind: Direction): Promise<{ name: string; organName: string | null; at: string }[]> {
  const at = kind === 'in' ? 's.signed_in_at' : 's.signed_out_at'
  const { rows } = await deps.db.query<{ name: string; organ: string | null; at: string }>(`select l.name, s.organ, ${at} as at from ${from} where s.city = $1 and s.batch = $2 and ${at} is not null and not s.struck order by ${at} desc limit 6`, [deps.city, id])
  return rows.map((r) => ({ name: r.name, organName: r.organ ? nameOf(deps, r.organ) : null, at: r.at }))
}

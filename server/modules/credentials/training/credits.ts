import type { Tx } from '../../../kernel/db.ts'
import type { Ctx } from '../../../kernel/http/index.ts'
import { append, digest } from '../../../kernel/journal/index.ts'
import type { TrainingDeps } from './index.ts'
import { ofRegister } from './learners.ts'
import { readPeople, type ListError } from './lists.ts'

/* Hours that were counted elsewhere: a year's figure of a person replaces the one handed in before. */

export async function takeCredits(deps: TrainingDeps, ctx: Ctx, tx: Tx, csv: string, source: string): Promise<{ taken: number; errors: ListError[] }> {
  const { rows, errors } = await readPeople(csv, ['year', 'hours'])
  await ofRegister(tx, deps.city, rows.map((r) => r.idNumber))
  const found = new Map((await tx.query<{ id: string; number: string; name: string }>(
    `select id, id_number as number, name from credentials.training_learner where city = $1 and id_number = any($2)`, [deps.city, rows.map((r) => r.idNumber)])).rows.map((r) => [r.number, r]))
  const good = new Map<string, { learner: string; year: number; hours: number; source: string }>()
  for (const r of rows) {
    const learner = found.get(r.idNumber)
    if (!learner) errors.push({ line: r.line, message: '没有这个身份证号的执法人员' })
    else if (r.name && r.name !== learner.name) errors.push({ line: r.line, message: '姓名与登记的不一致，请核对' })
    else if (good.has(`${learner.id} ${r.year}`)) errors.push({ line: r.line, message: '同一个人同一年度在名单里重复' })
    else good.set(`${learner.id} ${r.year}`, { learner: learner.id, year: r.year!, hours: r.hours!, source })
  }
  const list = JSON.stringify([...good.values()])
  await tx.query(
    `insert into credentials.training_credit (city, learner, year, hours, source) select $1, r.* from jsonb_to_recordset($2::jsonb) as r(learner uuid, year int, hours numeric, source text)
     on conflict (city, learner, year) do update set hours = excluded.hours, source = excluded.source`, [deps.city, list])
  const organ = ctx.grants.find((g) => g.role === 'supervisor')?.organ ?? null
  if (good.size) await append(tx, deps.city, [deps.journal.prepare({
    type: 'credentials.training.credited', at: ctx.legalNow, subject: { kind: 'organ', id: organ ?? 'city' }, actor: { org: organ, role: 'supervisor', person: ctx.person }, digests: { list: digest([...good.values()]) },
  }, deps.clock.real())])
  return { taken: good.size, errors: errors.sort((a, b) => a.line - b.line).slice(0, 500) }
}

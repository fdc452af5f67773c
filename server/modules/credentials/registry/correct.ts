import { citizenId } from '../../../../law/kernel/identity.ts'
import type { Finding } from '../../../../law/kernel/rule.ts'
import { violatedUnique, type Tx } from '../../../kernel/db.ts'
import { BadInput, ownFinding, Refusal } from '../../../kernel/http/errors.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Doing } from './act.ts'
import { dayOf } from '../roster/readRoster.ts'
import type { HolderRow } from './store.ts'

/** an identity number stands in the register as the law writes it, or nobody finds it again */
export const written = (field: string, said: string): string => { const read = field === 'id_number' ? citizenId(said) : undefined; return read?.ok ? read.id : said }

/** columns that a correction may write; state, dates and numbers of acts follow from acts alone */
export const correctable: ReadonlySet<string> = new Set(['name', 'sex', 'id_number', 'birth', 'post', 'rank', 'establishment', 'education', 'domain', 'credential_no'])

/** what is wrong with the values of these fields */
export function faultsIn(values: Readonly<Record<string, string>>, fields: readonly string[], today: string): Finding[] {
  return fields.flatMap((f) => {
    const said = (values[f] ?? '').trim()
    if (!said) return [ownFinding('credentials/registry/correct#value', 'E-INPUT', '请填写更正后的内容', f)]
    const read = f === 'id_number' ? citizenId(said, today) : undefined
    if (read && !read.ok) return [ownFinding('kernel/identity#citizen-id', 'ID-01', `身份证号不对：${read.why}`, f)]
    return f === 'birth' && dayOf(said) !== said ? [ownFinding('credentials/registry/correct#value', 'E-INPUT', '出生日期应为 年-月-日', f)] : []
  })
}

/** two rows of one person that a correction would make the same are one too many; every other error goes on as it is */
export function sameTwice(error: unknown): never {
  if (violatedUnique(error) !== 'holder_key') throw error
  throw new Refusal([ownFinding('credentials/registry/correct#same', 'ZJ-07', '更正后与本单位另一张证件的姓名、身份证号和编号完全相同，请先注销重复登记的一张')])
}

/**
 * Writes what a recorded correction says. Refuses BadInput for an identity number or a day that cannot be one, and for a value without a field;
 * Refusal where it would make two credentials the same.
 */
export async function correct(deps: CredentialsDeps, tx: Tx, rows: readonly HolderRow[], doing: Doing): Promise<void> {
  const fields = [...new Set((doing.payload['fields'] ?? []) as string[])].filter((f) => correctable.has(f))
  const values = (doing.personal?.['values'] ?? {}) as Record<string, string>
  const findings = faultsIn(values, fields, deps.clock.today())
  if (findings.length) throw new BadInput(`有 ${findings.length} 处需要改正`, { findings })
  const set = fields.map((f, i) => `${f} = $${i + 3}${f === 'birth' ? '::date' : ''}`).join(', ')
  if (!set) return
  await tx.query(`update credentials.holder set ${set} where city = $1 and id = any($2::uuid[])`, [deps.city, rows.map((r) => r.id), ...fields.map((f) => written(f, values[f]!.trim()))]).catch(sameTwice)
}

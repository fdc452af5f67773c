import { citizenId } from '../../../../law/kernel/identity.ts'
import type { Finding } from '../../../../law/kernel/rule.ts'
import type { Tx } from '../../../kernel/db.ts'
import { BadInput, ownFinding } from '../../../kernel/http/errors.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Doing } from './act.ts'
import type { HolderRow } from './store.ts'

/** columns that a correction may write; state, dates and numbers of acts follow from acts alone */
export const correctable: ReadonlySet<string> = new Set(['name', 'sex', 'id_number', 'birth', 'post', 'rank', 'establishment', 'education', 'domain', 'credential_no'])

/** what is wrong with the values of these fields */
export function faultsIn(values: Readonly<Record<string, string>>, fields: readonly string[], today: string): Finding[] {
  return fields.flatMap((f) => {
    const said = (values[f] ?? '').trim()
    if (!said) return [ownFinding('credentials/registry/correct#value', 'E-INPUT', '请填写更正后的内容', f)]
    const read = f === 'id_number' ? citizenId(said, today) : undefined
    if (read && !read.ok) return [ownFinding('kernel/identity#citizen-id', 'ID-01', `身份证号不对：${read.why}`, f)]
    return f === 'birth' && !/^\d{4}-\d{2}-\d{2}$/.test(said) ? [ownFinding('credentials/registry/correct#value', 'E-INPUT', '出生日期应为 年-月-日', f)] : []
  })
}

/** Writes what a recorded correction says. Refuses BadInput for an identity number or a day that cannot be one, and for a value without a field. */
export async function correct(deps: CredentialsDeps, tx: Tx, rows: readonly HolderRow[], doing: Doing): Promise<void> {
  const fields = ((doing.payload['fields'] ?? []) as string[]).filter((f) => correctable.has(f))
  const values = (doing.personal?.['values'] ?? {}) as Record<string, string>
  const findings = faultsIn(values, fields, deps.clock.today())
  if (findings.length) throw new BadInput(`有 ${findings.length} 处需要改正`, { findings })
  const set = fields.map((f, i) => `${f} = $${i + 3}${f === 'birth' ? '::date' : ''}`).join(', ')
  if (set) await tx.query(`update credentials.holder set ${set} where city = $1 and id = any($2::uuid[])`, [deps.city, rows.map((r) => r.id), ...fields.map((f) => values[f]!.trim())])
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { bodyRow, officerRow, type BodyRow, type OfficerRow, type SupervisorRow } from '../../../../law/credential/row.ts'
import { checkedYear } from '../../../../law/credential/conduct.ts'
import type { CredentialPolicy } from '../../../../law/credential/policy.ts'
import { MOX, NDX, type LegalDate } from '../../../../law/kernel/dates.ts'
import type { CredentialsDeps } from '../index.ts'
import { enrol } from './enrol.ts'
import { readYaml } from '../../../kernel/yaml.ts'

/* The demo's own registry in a city's folder (`registry.yaml`): read in the demo only, taken in once. */

const months = z.number().int().min(0).max(600)
const Officer = z.object({
  /** key of a demo person, or name and identity number */
  person: z.string().optional(), name: z.string().min(2).optional(), idNumber: z.string().regex(/^\d{17}[\dX]$/).optional(),
  /** key of an organ, or the body's name */
  body: z.string().min(2), domain: z.string().optional(), post: z.string().optional(), establishment: z.string().default('行政编制'), education: z.string().default('本科'),
  /** without a number it is still in preparation */
  number: z.string().regex(/^\d{6,20}$/).optional(), months: months.default(0), checked: z.boolean().default(true),
}).refine((o) => o.person !== undefined || (o.name !== undefined && o.idNumber !== undefined), '须写明演示人员的键，或者姓名和身份证号')
const Body = z.object({
  organ: z.string().optional(), name: z.string().min(4).optional(), uscc: z.string().length(18).optional(), level: z.string().default('市级'), kind: z.string().default('行政机关'), status: z.string().default('有效'),
  domains: z.array(z.string()).default([]), since: months, principal: z.string().optional(), entrusted: months.optional(), until: months.optional(), successor: z.string().optional(),
}).refine((b) => b.organ !== undefined || (b.name !== undefined && b.uscc !== undefined), '须写明机关的键，或者名称和统一社会信用代码')
const Pack = z.object({ bodies: z.array(Body).default([]), officers: z.array(Officer).default([]), supervisors: z.array(Officer).default([]) })
export type RegistryPack = z.infer<typeof Pack>

/** Reads `registry.yaml` of a city's folder; a folder without one has no registry. Refuses (throws, all faults) one that does not fit. */
export function readRegistryPack(dir: string): RegistryPack {
  const file = join(dir, 'registry.yaml')
  const read = Pack.safeParse((existsSync(file) ? readYaml(file) : {}) ?? {})
  if (!read.success) throw new Error(`registry.yaml：${read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；')}`)
  return read.data
}

/** Takes the demo's registry in, once: a city that has a body already keeps what it has. Months are counted from today's legal day. */
export async function takeInRegistry(deps: CredentialsDeps, pack: RegistryPack): Promise<void> {
  if (!pack.bodies.length) return
  const { rows } = await deps.db.query(`select 1 from credentials.body where city = $1 limit 1`, [deps.city])
  if (rows.length) return
  const keys = [...new Set([...pack.officers, ...pack.supervisors].flatMap((o) => o.person ?? []))]
  const people = new Map((await Promise.all(keys.map((k) => deps.directory.personByKey(k)))).flatMap((p) => (p?.key ? [[p.key, p] as const] : [])))
  const listed = rosterOf(pack, deps.clock.today(), new Map(deps.directory.organs().map((o) => [o.key, o])), people, deps.policy)
  await deps.db.tx((tx) => enrol(deps, tx, listed, deps.clock.legal()))
}

interface Named { name: string; uscc: string; division: string | null; level: number }

/** the pack as the lists that a campaign would hand in */
export function rosterOf(pack: RegistryPack, today: LegalDate, organs: ReadonlyMap<string, Named>, people: ReadonlyMap<string, { name: string; idNumber: string | null }>, policy: Pick<CredentialPolicy, 'annualCheckDeadline' | 'validityYears'>): { bodies: BodyRow[]; officers: OfficerRow[]; supervisors: SupervisorRow[] } {
  const ago = (n: number): LegalDate => MOX(today, -n)
  const bodyOf = (key: string): { name: string; uscc: string } => organs.get(key) ?? { name: key, uscc: pack.bodies.find((b) => b.name === key)?.uscc ?? '' }
  const lastChecked = checkedYear(today, policy.annualCheckDeadline)
  const row = (o: RegistryPack['officers'][number], n: number): OfficerRow => {
    const who = o.person ? people.get(o.person) : undefined
    const idNo = who?.idNumber ?? o.idNumber ?? ''
    const body = bodyOf(o.body)
    return officerRow({
      row: n + 1, name: who?.name ?? o.name ?? '', idNo, sex: Number(idNo[16]) % 2 ? '男' : '女', birthDate: `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`, bodyName: body.name, bodyUscc: body.uscc, establishment: o.establishment,
      education: o.education, post: o.post ?? '', domain: o.domain ?? '', status: '在职', credentialNo: o.number ?? '', ...(o.number ? { issueDate: ago(o.months), validTo: NDX(MOX(ago(o.months), policy.validityYears * 12), -1) } : {}),
      // a card of this year or last had no check to pass yet
      annualCheck: o.number && o.months >= 24 ? { [String(o.checked ? lastChecked : lastChecked - 1)]: '通过' } : {},
    })
  }
  return {
    bodies: pack.bodies.map((b) => {
      const organ = b.organ ? organs.get(b.organ) : undefined
      return bodyRow({
        name: organ?.name ?? b.name ?? '', uscc: organ?.uscc ?? b.uscc ?? '', level: organ ? (organ.level <= 2 ? '省级' : organ.level === 3 ? '市级' : '县级') : b.level, division: organ?.division ?? '', kind: b.kind, status: b.status, domains: b.domains.join('、'),
        ...(b.status === '有效' ? {} : { statusDate: ago(b.since) }), announcedOn: ago(b.since), ...(b.successor ? { successor: bodyOf(b.successor).uscc } : {}),
        ...(b.principal ? { principal: bodyOf(b.principal).uscc, entrustedOn: ago(b.entrusted ?? b.since), entrustedUntil: MOX(today, b.until ?? 0) } : {}),
      })
    }),
    officers: pack.officers.map(row), supervisors: pack.supervisors.map(row),
  }
}

import { inForce } from '../../../../law/kernel/rule.ts'
import { printed } from '../../../../law/credential/auditRule.ts'
import { profiles } from '../../../../law/credential/profiles/index.ts'
import type { Queryable } from '../../../kernel/db.ts'
import { listNames } from '../roster/readRoster.ts'
import type { CredentialsDeps } from '../index.ts'
import { byDivision, divisionName } from './divisions.ts'
import type { CampaignRow } from './tasks.ts'
import { bodyActions, decidedOnly } from './words.ts'

export interface Counts { approved: number; removed: number; pending: number; total: number }
export interface CountedRow { list: 'officers' | 'supervisors'; division: string; approved: number; removed: number; pending: number }

/**
 * Where everybody of the frozen roster stands now, by list and division: removed = a person confirmed it; pending = proposed for something
 * and nobody has decided; approved = the rest (a correction does not keep anybody from staying, ZT-02).
 */
export async function countRows(deps: Pick<CredentialsDeps, 'city'>, on: Queryable, campaigns: readonly string[]): Promise<(CountedRow & { campaign: string })[]> {
  return (await on.query<CountedRow & { campaign: string }>(
    `select r.campaign, r.list, coalesce(k.division, '') as division,
       count(*) filter (where t.decided = 'removed')::int as removed,
       count(*) filter (where t.decided is null and r.verdict not in ('KEEP', 'CORRECT'))::int as pending,
       count(*) filter (where t.decided in ('restored', 'corrected') or (t.decided is null and r.verdict in ('KEEP', 'CORRECT')))::int as approved
     from credentials.roster_row r join credentials.task k on k.city = r.city and k.id = r.task
     left join credentials.task_row t on t.city = r.city and t.task = r.task and t.list = r.list and t.row = r.row
     where r.city = $1 and r.campaign = any($2::uuid[]) group by 1, 2, 3`, [deps.city, campaigns])).rows
}

/** adds rows of one list up; lines that could not be read are pending: they are in the roster too */
export function sum(rows: readonly CountedRow[], list: CountedRow['list'], unread = 0): Counts {
  const of = rows.filter((r) => r.list === list)
  const add = (k: 'approved' | 'removed' | 'pending') => of.reduce((n, r) => n + r[k], 0)
  const [approved, removed, pending] = [add('approved'), add('removed'), add('pending') + unread]
  return { approved, removed, pending, total: approved + removed + pending }
}

/** name of each rule of a campaign by its printed code */
export function ruleNames(campaign: Pick<CampaignRow, 'profile' | 'as_of'>, list: 'officers' | 'supervisors' | 'bodies'): Map<string, string> {
  return new Map((profiles[campaign.profile]?.[list] ?? []).filter((r) => inForce(r, campaign.as_of)).map((r) => [printed(r.code), r.name]))
}

/** both lists of one campaign, as they stand now */
export async function campaignCounts(deps: Pick<CredentialsDeps, 'db' | 'city'>, id: string): Promise<{ officers: Counts; supervisors: Counts; bodies: number; broken: number }> {
  const { rows: [c] } = await deps.db.query<{ lists: CampaignRow['lists'] }>(`select lists from credentials.campaign where city = $1 and id = $2`, [deps.city, id])
  const counted = await countRows(deps, deps.db, [id])
  const broken = (list: string) => c!.lists[list]?.broken ?? 0
  return { officers: sum(counted, 'officers', broken('officers')), supervisors: sum(counted, 'supervisors', broken('supervisors')), bodies: c!.lists['bodies']!.rows, broken: Object.values(c!.lists).reduce((n, l) => n + l.broken, 0) }
}

export interface Named { code: string; name: string; count: number }

/** how many rows by what a column says, most first */
export async function countBy(deps: CredentialsDeps, on: Queryable, campaign: string, what: 'proposed' | 'removed' | 'corrections' | 'action', list: string): Promise<{ code: string; count: number }[]> {
  const [column, from] = {
    proposed: ['r.primary_reason', `credentials.roster_row r where r.verdict = 'REMOVE' and `],
    removed: ['r.primary_reason', `credentials.roster_row r join credentials.task_row t on t.city = r.city and t.task = r.task and t.list = r.list and t.row = r.row and t.decided = 'removed' where `],
    corrections: [`c ->> 'code'`, 'credentials.roster_row r cross join jsonb_array_elements(r.corrections) c where '],
    action: ['r.action', 'credentials.roster_row r where '],
  }[what]
  return (await on.query<{ code: string; count: number }>(`select coalesce(${column}, '') as code, count(*)::int as count from ${from} r.city = $1 and r.campaign = $2 and r.list = $3 group by 1 order by 2 desc, 1`, [deps.city, campaign, list])).rows
}

export const named = (rows: readonly { code: string; count: number }[], names: ReadonlyMap<string, string>): Named[] => rows.map(({ code, count }) => ({ code, name: names.get(code) ?? (code || '其他'), count }))

/** data of the report (C03): every number by a query over the frozen roster */
export async function reportData(deps: CredentialsDeps, on: Queryable, campaign: CampaignRow, now: string) {
  const counted = await countRows(deps, on, [campaign.id])
  const lists = campaign.lists as Record<string, { rows: number; broken: number; sha256: string }>
  const { rows: [t] } = await on.query<Record<string, number>>(
    `select count(*) filter (where told_on is not null)::int as told, count(*) filter (where answered > 0)::int as replied, count(*) filter (where told_on is not null and answered = 0)::int as silent,
       coalesce(sum(objected), 0)::int as objections, coalesce(sum(restored), 0)::int as restored, coalesce(sum(corrected), 0)::int as corrected
     from credentials.task where city = $1 and campaign = $2`, [deps.city, campaign.id])
  const divisions = await on.query<{ code: string; bodies: number }>(`select coalesce(division, '') as code, count(*)::int as bodies from credentials.task where city = $1 and campaign = $2 group by 1`, [deps.city, campaign.id])
  const bodies = await countBy(deps, on, campaign.id, 'action', 'bodies')
  const words = (list: 'officers' | 'supervisors', rows: { code: string; count: number }[]) => named(rows, ruleNames(campaign, list)).map(({ code, name, count }) => ({ name: code ? `${code} ${name}` : decidedOnly, count }))
  return {
    campaign: {
      name: campaign.name, profile: profiles[campaign.profile]?.name ?? campaign.profile, asOf: campaign.as_of, toldOn: (campaign.told_at ?? now).slice(0, 10),
      lists: (['officers', 'supervisors', 'bodies'] as const).filter((l) => lists[l]).map((l) => ({ name: listNames[l], rows: lists[l]!.rows, broken: lists[l]!.broken, sha256: lists[l]!.sha256 })),
    },
    bodies: { listed: lists['bodies']!.rows + lists['bodies']!.broken, told: t!['told']!, byAction: bodies.map(({ code, count }) => ({ name: bodyActions[code] ?? code, count })) },
    officers: sum(counted, 'officers', lists['officers']!.broken), supervisors: sum(counted, 'supervisors', lists['supervisors']?.broken ?? 0),
    replies: { replied: t!['replied']!, silent: t!['silent']!, objections: t!['objections']!, restored: t!['restored']!, corrected: t!['corrected']! },
    byReason: words('officers', await countBy(deps, on, campaign.id, 'removed', 'officers')), supervisorsByReason: words('supervisors', await countBy(deps, on, campaign.id, 'removed', 'supervisors')),
    divisions: divisions.rows.sort((a, b) => byDivision(a.code, b.code)).map(({ code, bodies: n }) => {
      const { approved, removed } = sum(counted.filter((r) => r.division === code), 'officers')
      return { name: divisionName(code), bodies: n, approved, removed }
    }),
  }
}

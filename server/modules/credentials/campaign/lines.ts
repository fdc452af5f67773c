import { campaignStates } from '../../../../law/credential/campaignProcedure.ts'
import { profiles } from '../../../../law/credential/profiles/index.ts'
import { taskStates } from '../../../../law/credential/task.ts'
import { WDN } from '../../../../law/kernel/dates.ts'
import { lampOf } from '../../../../law/kernel/lamp.ts'
import type { Queryable } from '../../../kernel/db.ts'
import type { CredentialsDeps } from '../index.ts'
import { papersOf } from '../papers.ts'
import { byDivision, divisionName } from './divisions.ts'
import { campaignColumns, readCampaign, taskColumns, type CampaignRow, type TaskRow } from './tasks.ts'
import { countBy, countRows, named, ruleNames, sum, type CountedRow } from './reporting.ts'
import { bodyActions, decidedOnly, grouped, proposals } from './words.ts'

const clean = '没有需要核对的人员'
const stateNames: Readonly<Record<string, string>> = { ...taskStates, CLEAN: clean }

/** as the law has it today, whether or not somebody has recorded it: a reply day that is over is over */
export const stateToday = (t: Pick<TaskRow, 'state' | 'due'>, day: string): string => (t.state === 'TOLD' && t.due && t.due < day ? 'SILENT' : t.state)

export function taskLine(deps: CredentialsDeps, campaign: Pick<CampaignRow, 'name'>, t: TaskRow, now: string) {
  const day = now.slice(0, 10)
  const state = stateToday(t, day)
  const waiting = state === 'TOLD' && t.due
  return {
    id: t.id, campaign: t.campaign, campaignName: campaign.name, name: t.name, uscc: t.uscc, division: t.division ?? '', divisionName: divisionName(t.division ?? ''), organ: t.organ, state, stateName: stateNames[state] ?? state, seq: t.seq,
    officers: t.officers, supervisors: t.supervisors, flagged: t.flagged, open: t.open, answered: t.answered, objected: t.objected, removed: t.removed, restored: t.restored, corrected: t.corrected, toldOn: t.told_on, due: t.due,
    lamp: !t.clock ? ('none' as const) : state === 'SILENT' && !t.answered ? ('red' as const) : lampOf(t.clock, now, deps.calendar()),
    provisional: !!t.clock?.provisional,
    daysLeft: waiting ? WDN(day, t.due!, deps.calendar().provisional()) : null,
  }
}
export type TaskLine = ReturnType<typeof taskLine>

export function campaignLine(c: CampaignRow, counted: readonly CountedRow[], bodies: number) {
  return {
    id: c.id, name: c.name, profile: c.profile, profileName: profiles[c.profile]?.name ?? c.profile, asOf: c.as_of, state: c.state, stateName: campaignStates[c.state as 'FROZEN'] ?? c.state, seq: c.seq, createdAt: c.created_at, toldAt: c.told_at,
    reportedAt: c.reported_at, bodies, officers: sum(counted, 'officers', c.lists['officers']?.broken ?? 0), supervisors: sum(counted, 'supervisors', c.lists['supervisors']?.broken ?? 0),
  }
}

/** campaigns with their counted rows, newest first; `only`: these */
async function countedCampaigns(deps: CredentialsDeps, only?: readonly string[]) {
  const { rows } = await deps.db.query<CampaignRow>(`select ${campaignColumns} from credentials.campaign where city = $1 and ($2::uuid[] is null or id = any($2)) order by created_at desc, id desc limit 50`, [deps.city, only ?? null])
  const ids = rows.map((r) => r.id)
  const counted = grouped(await countRows(deps, deps.db, ids), (r) => r.campaign)
  return rows.map((campaign) => {
    const here = counted.get(campaign.id) ?? []
    return { campaign, counted: here, line: campaignLine(campaign, here, campaign.lists['bodies']?.rows ?? 0) }
  })
}

/** all campaigns, newest first */
export const campaignLines = async (deps: CredentialsDeps) => (await countedCampaigns(deps)).map((c) => c.line)

type Published = Awaited<ReturnType<typeof figuresOf>>
/** of each city what has been counted: the figures of a reported campaign never change, and anyone may ask for them */
const published = new WeakMap<CredentialsDeps, Map<string, Published>>()

/** reported campaigns as anyone may see them, newest first: numbers only, those of the report (C03) */
export async function publishedCampaigns(deps: CredentialsDeps): Promise<Published[]> {
  const known = published.get(deps) ?? published.set(deps, new Map()).get(deps)!
  const { rows } = await deps.db.query<{ id: string }>(`select id from credentials.campaign where city = $1 and reported_at is not null order by created_at desc, id desc limit 50`, [deps.city])
  for (const { id } of rows) if (!known.has(id)) known.set(id, await figuresOf(deps, id))
  return rows.map((r) => known.get(r.id)!)
}

async function figuresOf(deps: CredentialsDeps, id: string) {
  const [{ campaign, counted, line: { name, asOf, reportedAt, bodies, officers, supervisors } }] = (await countedCampaigns(deps, [id])) as [Awaited<ReturnType<typeof countedCampaigns>>[number]]
  const removed = async (list: 'officers' | 'supervisors') => named(await countBy(deps, deps.db, campaign.id, 'removed', list), new Map([...ruleNames(campaign, list), ['', decidedOnly]]))
  const [officersByReason, supervisorsByReason] = await Promise.all([removed('officers'), removed('supervisors')])
  const divisions = [...grouped(counted, (r) => r.division)].sort(([a], [b]) => byDivision(a, b)).map(([code, here]) => ({ code, name: divisionName(code), officers: sum(here, 'officers'), supervisors: sum(here, 'supervisors') }))
  return { name, asOf, reportedOn: reportedAt!.slice(0, 10), bodies, officers, supervisors, officersByReason, supervisorsByReason, divisions }
}

/** every body of a campaign, as the board shows it */
export async function taskLines(deps: CredentialsDeps, on: Queryable, campaign: CampaignRow, now: string): Promise<TaskLine[]> {
  const { rows } = await on.query<TaskRow>(`select ${taskColumns} from credentials.task where city = $1 and campaign = $2`, [deps.city, campaign.id])
  const order = ['SILENT', 'REPLIED', 'DECIDED', 'SIGNED_BY_BODY', 'TOLD', 'FLAGGED', 'SIGNED', 'SETTLED', 'REPORTED', 'CLEAN']
  return rows.map((t) => taskLine(deps, campaign, t, now))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || byDivision(a.division, b.division) || b.flagged - a.flagged || (a.name < b.name ? -1 : 1))
}

const finished = new Set(['SIGNED', 'SETTLED', 'REPORTED', 'CLEAN'])

/** a whole campaign in numbers, each by a query over the frozen roster */
export async function overviewOf(deps: CredentialsDeps, id: string, now: string) {
  const c = await readCampaign(deps.db, deps.city, id)
  const counted = await countRows(deps, deps.db, [c.id])
  const tasks = await taskLines(deps, deps.db, c, now)
  const by = (what: Parameters<typeof countBy>[3], list: string) => countBy(deps, deps.db, c.id, what, list)
  const [action, reasons, removed, ofSupervisors, corrections, bodies, documents] = await Promise.all([
    by('action', 'officers'), by('proposed', 'officers'), by('removed', 'officers'), by('proposed', 'supervisors'), by('corrections', 'officers'), by('action', 'bodies'), papersOf(deps.db, deps.city, [c.id]),
  ])
  const actions = new Map((profiles[c.profile]?.verdicts ?? []).map((v) => [v.action, proposals[v.verdict] ?? v.action]))
  const names = ruleNames(c, 'officers')
  const states = grouped(tasks, (t) => t.state)
  const divisions = grouped(tasks, (t) => t.division)
  return {
    ...campaignLine(c, counted, c.lists['bodies']?.rows ?? 0), lists: c.lists as never, settings: c.settings, unread: Object.values(c.lists).reduce((n, l) => n + l.broken, 0),
    byAction: named(action, actions), byReason: named(reasons, names), removedByReason: named(removed, names), supervisorsByReason: named(ofSupervisors, ruleNames(c, 'supervisors')), corrections: named(corrections, names), bodyActions: named(bodies, new Map(Object.entries(bodyActions))),
    stages: [...states].map(([state, list]) => ({ state, name: stateNames[state] ?? state, bodies: list.length })),
    divisions: [...divisions].sort(([a], [b]) => byDivision(a, b)).map(([code, list]) => {
      const here = counted.filter((r) => r.division === code)
      return {
        code, name: divisionName(code), bodies: list.length, officers: sum(here, 'officers'), supervisors: sum(here, 'supervisors'), overdue: list.filter((t) => t.state === 'SILENT').length,
        waiting: list.filter((t) => t.state === 'TOLD').length, done: list.filter((t) => finished.has(t.state)).length,
      }
    }),
    lastDue: tasks.map((t) => t.due).filter((d): d is string => !!d).sort().at(-1) ?? null, documents,
  }
}

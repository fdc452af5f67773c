import { audit, type Audit, type Profile } from '../../../../law/credential/audit.ts'
import { campaignSettings } from '../../../../law/credential/campaign.ts'
import { campaignProcedure } from '../../../../law/credential/campaignProcedure.ts'
import { profiles } from '../../../../law/credential/profiles/index.ts'
import type { Roster } from '../../../../law/credential/row.ts'
import { readSettings, type SettingSheet } from '../../../../law/credential/settings.ts'
import type { Acting } from '../../casework/index.ts'
import { BadInput, ownFinding } from '../../../kernel/http/errors.ts'
import { violatedUnique, type Tx } from '../../../kernel/db.ts'
import { uuidv7 } from '../../../kernel/ids.ts'
import { digest } from '../../../kernel/journal/index.ts'
import { createHash } from 'node:crypto'
import { perform, type Recording } from '../acts.ts'
import type { CredentialsDeps } from '../index.ts'
import { readList, type BrokenLine, type ListName } from '../roster/readRoster.ts'
import { freeze, type Prepared } from './freeze.ts'

/** what an import needs of the module: a command has no more */
export type Importing = Recording & Pick<CredentialsDeps, 'db'> & { policy: Pick<CredentialsDeps['policy'], 'replyDays'> } & { directory: Pick<CredentialsDeps['directory'], 'organs'> }
export interface HandedList { name: string; bytes: Buffer }
export interface Import { name: string; profile: string; asOf: string; settings: Readonly<Record<string, string>>; files: { officers: HandedList; bodies: HandedList; supervisors?: HandedList }; bureau: string; acting: Acting }
export interface Imported { id: string; seq: number; created: boolean; audit: Audit | undefined }
export type Step = 'reading' | 'auditing' | 'writing' | 'done'
export type Told = (step: Step, rows: number, written?: number) => void

/** settings of a profile together with those of every campaign, as a person sets them; `replyDays`: of a new campaign in this city */
export const sheetOf = (profile: Profile<any>, replyDays: number = campaignSettings.replyDays.value): SettingSheet =>
  ({ ...campaignSettings, replyDays: { ...campaignSettings.replyDays, value: replyDays }, ...profile.settings })

/** what the city sets otherwise than the law's room stands among the settings of the campaign itself: a city that changes its mind moves no campaign that is there */
const ofCity = ({ replyDays }: Importing['policy']): Record<string, string> => (replyDays === campaignSettings.replyDays.value ? {} : { replyDays: String(replyDays) })

/** values of a campaign's settings. Refuses (BadInput) unknown keys and values out of their bounds, all at once. */
export function settingsOf(profile: Profile<any>, asOf: string, set: Readonly<Record<string, string>>) {
  try {
    return readSettings(sheetOf(profile), { ...set, asOf }) as Record<string, any>
  } catch (e) {
    if (e instanceof RangeError) throw new BadInput(e.message, { findings: [ownFinding('credential/settings#value', 'E-INPUT', e.message, 'settings')] })
    throw e
  }
}

/**
 * Reads the lists of a roster, judges them, and puts both down as a campaign, frozen: nobody is told and nobody is removed by it. The same lists
 * with the same profile, day and settings again are the same campaign (`created: false`). Refuses BadInput a list that cannot be read, Refusal one without people.
 */
export async function importRoster(deps: Importing, given: Import, told: Told = () => {}): Promise<Imported> {
  const o = { ...given, settings: { ...ofCity(deps.policy), ...given.settings } }
  const profile = Object.hasOwn(profiles, o.profile) ? profiles[o.profile]! : undefined
  if (!profile) throw new BadInput(`没有清理方案“${o.profile}”。有：${Object.keys(profiles).join('、')}`)
  const settings = settingsOf(profile, o.asOf, o.settings)
  const sha = Object.fromEntries(Object.entries(o.files).map(([l, f]) => [l, createHash('sha256').update(f!.bytes).digest('hex')]))
  const fingerprint = Buffer.from(digest({ profile: o.profile, asOf: o.asOf, settings: o.settings, lists: sha }), 'hex')
  const before = await sameCampaign(deps, fingerprint)
  if (before) return { ...before, created: false, audit: undefined }
  told('reading', 0)
  const { roster, broken } = await readLists(profile, o.files)
  const rows = roster.officers.length + roster.supervisors.length + roster.bodies.length
  told('auditing', rows)
  const opinions = audit(profile, roster, settings as never)
  told('writing', rows)
  const lists = Object.fromEntries(Object.entries(o.files).map(([l, f]) => [l, {
    name: f!.name, sha256: sha[l]!, rows: roster[l as ListName].length, broken: new Set(broken.filter((b) => b.list === l).map((b) => b.line)).size,
  }]))
  const prepared: Prepared = { ...o, profile, settings, roster, opinions, broken, lists, fingerprint, organs: organOf(deps) }
  try {
    const made = await deps.db.tx((tx) => write(deps, tx, prepared, o, (written) => told('writing', rows, written)), { statementTimeoutMs: 60_000 })
    told('done', rows, rows)
    return { ...made, created: true, audit: opinions }
  } catch (e) {
    // somebody handed the same in at the same moment
    if (violatedUnique(e) !== 'campaign_fingerprint') throw e
    return { ...(await sameCampaign(deps, fingerprint))!, created: false, audit: undefined }
  }
}

async function sameCampaign(deps: Importing, fingerprint: Buffer): Promise<{ id: string; seq: number } | undefined> {
  return (await deps.db.query<{ id: string; seq: number }>(`select id, seq from credentials.campaign where city = $1 and fingerprint = $2 and state <> 'DROPPED'`, [deps.city, fingerprint])).rows[0]
}

async function readLists(profile: Profile<any>, files: Import['files']): Promise<{ roster: Roster; broken: BrokenLine[] }> {
  const faults: string[] = []
  const read = async <L extends ListName>(list: L, f: HandedList | undefined) => {
    if (!f) return { rows: [], broken: [] }
    return readList(list, f.name, f.bytes, profile.needs[list] as readonly string[]).catch((e: Error) => {
      faults.push(e.message)
      return { rows: [], broken: [] }
    })
  }
  const officers = await read('officers', files.officers)
  const bodies = await read('bodies', files.bodies)
  const supervisors = await read('supervisors', files.supervisors)
  if (faults.length) throw new BadInput(faults.join('；'), { code: 'E-ROSTER', findings: faults.map((f) => ownFinding('modules/credentials/campaign/importing#readable', 'E-ROSTER', f)) })
  return { roster: { officers: officers.rows as never, bodies: bodies.rows as never, supervisors: supervisors.rows as never }, broken: [...officers.broken, ...supervisors.broken, ...bodies.broken] }
}

/** organ in the directory that answers for a body: of its name, else of its credit code; null = it has no accounts here */
function organOf(deps: Importing): (name: string, uscc: string) => string | null {
  const organs = deps.directory.organs()
  const byName = new Map(organs.map((x) => [x.name, x.key]))
  const byCode = new Map(organs.map((x) => [x.uscc, x.key]))
  return (name, uscc) => byName.get(name) ?? byCode.get(uscc) ?? null
}

async function write(deps: Importing, tx: Tx, p: Prepared, o: Import, written: (n: number) => void): Promise<{ id: string; seq: number }> {
  const id = uuidv7()
  const { frozen, rows, tasks } = freeze(p)
  const [made] = await perform(deps, tx, [{
    kind: 'campaign', file: id, procedure: campaignProcedure, terms: {}, type: 'create', acting: o.acting,
    payload: { profile: p.profile.key, asOf: o.asOf, settings: o.settings, lists: p.lists, frozen: frozen.toString('hex') },
    digests: { roster: frozen.toString('hex'), ...Object.fromEntries(Object.entries(p.lists).map(([l, f]) => [`list.${l}`, f.sha256])) },
  }])
  await tx.query(
    `insert into credentials.campaign (city, id, name, profile, as_of, settings, lists, broken, frozen, fingerprint, bureau, state, seq, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [deps.city, id, o.name, p.profile.key, o.asOf, JSON.stringify(o.settings), JSON.stringify(p.lists), JSON.stringify(p.broken), frozen, p.fingerprint, o.bureau, made!.state.state, made!.state.seq, made!.act.at])
  await tx.query(
    `insert into credentials.task (city, id, campaign, name, uscc, division, organ, officers, supervisors, flagged, open, state)
     select $1, r.id, $2, r.name, r.uscc, nullif(r.division, ''), r.organ, r.officers, r.supervisors, r.flagged, r.flagged, case when r.flagged = 0 then 'CLEAN' else 'FLAGGED' end
     from jsonb_to_recordset($3::jsonb) as r(id uuid, name text, uscc text, division text, organ text, officers int, supervisors int, flagged int)`, [deps.city, id, JSON.stringify(tasks)])
  const chunk = 3000
  for (let i = 0; i < rows.length; i += chunk) {
    await tx.query(
      `insert into credentials.roster_row (city, campaign, list, row, line, task, person, name, data, verdict, action, primary_reason, reasons, findings, corrections)
       select $1, $2, r.list, r.row, r.line, r.task, r.person, r.name, r.data, r.verdict, r.action, r.primary_reason, r.reasons, r.findings, r.corrections
       from jsonb_to_recordset($3::jsonb) as r(list text, row int, line int, task uuid, person text, name text, data jsonb, verdict text, action text, primary_reason text, reasons text[], findings jsonb, corrections jsonb)`,
      [deps.city, id, JSON.stringify(rows.slice(i, i + chunk))])
    written(Math.min(rows.length, i + chunk))
  }
  await tx.query(
    `insert into credentials.task_row (city, task, campaign, list, row, verdict)
     select city, task, campaign, list, row, verdict from credentials.roster_row where city = $1 and campaign = $2 and task is not null and verdict <> 'KEEP'`, [deps.city, id])
  return { id, seq: made!.state.seq }
}


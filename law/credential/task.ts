import type { LegalDate } from '../kernel/dates.ts'
import type { Act, BaseState } from '../kernel/procedure.ts'
import type { RosterVerdict } from './auditRule.ts'

/* 一个单位在一次清理中的核对任务 (RA-01): what was flagged, what the body answered, what a person decided of each row. */

/** a row of the frozen roster: `officers/12` is number 12 of the list of officers */
export type RowKey = string

/** What stands fixed when the file is opened, from the settings of the campaign. */
export interface TaskTerms {
  /** name of the body as it is told, and as it is typed where much of it is removed (B4) */
  name: string
  /** organ of the directory whose accounts act for it; null = it answers on paper */
  organ: string | null
  /** the justice bureau that runs the campaign */
  bureau: string
  replyDays: number
  /** B4: more than so many per cent of a body */
  removalShare: number
}

/** What the body said to one row. A correction names the column; what should stand there is kept apart. */
export interface Answer { how: 'agree' | 'object' | 'correct'; on: LegalDate; late: boolean; field?: string }
export interface Decided { as: 'removed' | 'restored' | 'corrected'; on: LegalDate; note: string }
export interface FlaggedRow { verdict: RosterVerdict; answer?: Answer; decided?: Decided; corrected: readonly string[] }

export interface TaskState extends BaseState {
  state: 'FLAGGED' | 'TOLD' | 'SILENT' | 'REPLIED' | 'DECIDED' | 'SIGNED_BY_BODY' | 'SIGNED' | 'SETTLED' | 'REPORTED'
  rows: Readonly<Record<RowKey, FlaggedRow>>
  /** officers of the body in the roster, and supervisors: never added up */
  listed: { officers: number; supervisors: number }
  told?: LegalDate
  silentSince?: LegalDate
}

export const taskStates = {
  FLAGGED: '待告知', TOLD: '已告知单位', SILENT: '逾期未回复', REPLIED: '单位已回复', DECIDED: '待双方签字', SIGNED_BY_BODY: '待司法行政机关签字', SIGNED: '清出名单已签', SETTLED: '无人清出，已核对完毕', REPORTED: '已上报',
} as const satisfies Record<TaskState['state'], string>

export const newTask = (): TaskState => ({ state: 'FLAGGED', clocks: {}, seq: 0, rows: {}, listed: { officers: 0, supervisors: 0 } })

/** Where one row stands, in the words of RA-01. */
export type RowStage = 'FLAGGED' | 'NOTIFIED_TO_BODY' | 'BODY_REPLY' | 'CONFIRMED_REMOVE' | 'RESTORED' | 'REPORTED'

export function stageOf(task: Pick<TaskState, 'state' | 'rows'>, key: RowKey): RowStage {
  const row = task.rows[key]
  if (!row) return 'FLAGGED'
  if (task.state === 'REPORTED') return 'REPORTED'
  if (row.decided) return row.decided.as === 'removed' ? 'CONFIRMED_REMOVE' : 'RESTORED'
  return row.answer || task.state === 'SILENT' ? 'BODY_REPLY' : 'NOTIFIED_TO_BODY'
}

/** rows of which nobody has decided anything yet */
export const openRows = (task: Pick<TaskState, 'rows'>): RowKey[] => Object.keys(task.rows).filter((k) => !task.rows[k]!.decided)
export const removedRows = (task: Pick<TaskState, 'rows'>): RowKey[] => Object.keys(task.rows).filter((k) => task.rows[k]!.decided?.as === 'removed')

/** rows that a person may take off together without looking at each: proposed for removal, and the body agreed or let its time pass */
export const plainRemovals = (task: Pick<TaskState, 'rows'>): RowKey[] =>
  openRows(task).filter((k) => task.rows[k]!.verdict === 'REMOVE' && (task.rows[k]!.answer?.how ?? 'agree') === 'agree')

/** per cent of the body's officers that would be off the list together with these rows; supervisors are another list (B4) */
export function shareRemoved(task: Pick<TaskState, 'rows' | 'listed'>, more: readonly RowKey[]): number {
  const off = new Set([...removedRows(task), ...more].filter((k) => k.startsWith('officers/')))
  return task.listed.officers ? (off.size * 100) / task.listed.officers : 0
}

/** payloads of the acts, procedural fields only */
export interface TaskPayloads {
  tell: { rows: { key: RowKey; verdict: RosterVerdict }[]; listed: { officers: number; supervisors: number } }
  /** `reasoned`: the reason was given (it is personal and kept apart); `field`: heading of the column to be corrected */
  reply: { answers: { key: RowKey; how: Answer['how']; field?: string; reasoned?: boolean }[] }
  /** `byName`: the body's name as typed by whoever confirms, where B4 asks for it */
  confirmRemove: { rows: RowKey[]; byName?: string; has?: { reason?: boolean } }
  restore: { rows: RowKey[]; has?: { reason?: boolean } }
  correct: { corrections: { key: RowKey; field: string }[]; has?: { values?: boolean } }
  signOnPaper: { has?: { paper?: boolean } }
}

export function read<T extends keyof TaskPayloads>(_type: T, act: { payload: Record<string, unknown> }): TaskPayloads[T] {
  return act.payload as unknown as TaskPayloads[T]
}

export const dayOf = (act: Pick<Act, 'at' | 'effectiveOn'>): LegalDate => act.effectiveOn ?? act.at.slice(0, 10)

import { cite } from '../kernel/citation.ts'
import { instantOf, NDX } from '../kernel/dates.ts'
import { meetClock, recompute, startClock } from '../kernel/deadline.ts'
import type { Act, ActDef, Procedure } from '../kernel/procedure.ts'
import { henan } from './general.ts'
import { dayOf, newTask, openRows, read, removedRows, taskStates, type Decided, type FlaggedRow, type RowKey, type TaskState, type TaskTerms } from './task.ts'
import * as rules from './taskRules.ts'

/* 核对任务的程序: told → reply, or the reply day passes → removed or restored or corrected, row by row, by a person → signed by both heads → reported. */

type Def = ActDef<TaskState, TaskTerms>
const basis = () => [cite(henan, 38)]
const taskActs = (acts: Record<string, Def>): Record<string, Def> => acts

/** rows with some of them changed */
function changed(state: TaskState, keys: readonly RowKey[], change: (row: FlaggedRow, key: RowKey) => FlaggedRow): TaskState {
  return { ...state, rows: { ...state.rows, ...Object.fromEntries(keys.map((k) => [k, change(state.rows[k]!, k)])) } }
}

/** the state once somebody decided: signatures are needed only where somebody is taken off */
function settled(state: TaskState): TaskState {
  if (openRows(state).length) return state
  return { ...state, state: removedRows(state).length ? 'DECIDED' : 'SETTLED' }
}

/** what stands beside a removal in the list: how the body came to it */
function removalNote(row: FlaggedRow): string {
  if (!row.answer) return '逾期未回复'
  return { agree: '单位无异议', object: '单位有异议，经核对维持', correct: '单位提出更正，经核对维持' }[row.answer.how]
}

const decide = (state: TaskState, act: Act, keys: readonly RowKey[], as: Decided['as'], note: (row: FlaggedRow) => string): TaskState =>
  settled(changed(state, keys, (row) => ({ ...row, decided: { as, on: dayOf(act), note: note(row) } })))

export const taskProcedure: Procedure<TaskState, TaskTerms> = {
  id: 'credential/taskProcedure', name: '单位核对', states: taskStates, final: ['REPORTED'],
  initial: newTask,
  acts: taskActs({
    tell: {
      name: '告知单位核对', by: ['SUP'], from: 'new', basis, documents: ['C01'], rules: [rules.somethingToTell],
      apply: (state, act) => {
        const { rows, listed } = read('tell', act)
        return { ...state, state: 'TOLD', told: dayOf(act), listed, rows: Object.fromEntries(rows.map(({ key, verdict }) => [key, { verdict, corrected: [] }])) }
      },
      clocks: (_, act, { calendar, item }) => [startClock({
        id: 'replyDue', name: '单位核对期', rule: 'credential/taskRules#after-the-reply', basis: basis(), event: '告知', start: dayOf(act), n: item.replyDays, unit: 'workday', kind: 'promised',
      }, calendar, { accepting: true })],
    },
    reply: {
      name: '回复核对结果', by: ['ADM'], from: ['TOLD', 'SILENT', 'REPLIED'], basis, personal: ['reasons', 'values', 'evidence'],
      rules: [rules.openOnes, rules.wholeReply, rules.reasonedReply, rules.notOwnRow],
      apply: (state, act) => {
        const { answers } = read('reply', act)
        const on = dayOf(act)
        const late = on > state.clocks['replyDue']!.due
        const said = new Map(answers.map((a) => [a.key, { how: a.how, on, late, ...(a.field ? { field: a.field } : {}) }]))
        return { ...changed(state, [...said.keys()], (row, key) => ({ ...row, answer: said.get(key)! })), state: 'REPLIED' }
      },
      clocks: (after, act) => (after.clocks['replyDue']?.status === 'running' ? [meetClock(after.clocks['replyDue'], act.at)] : []),
    },
    silent: {
      name: '逾期未回复', by: ['SYS'], from: ['TOLD'], basis, lapses: true, rules: [],
      apply: (state, act) => ({ ...state, state: 'SILENT', silentSince: dayOf(act) }),
    },
    calendarPublished: {
      name: '放假安排公布，重新计算核对期', by: ['SYS'], from: ['TOLD'], basis, rules: [],
      apply: (state) => state,
      // the day that was 暂定 is kept beside the new one, which is never earlier (CAL-03)
      clocks: (after, _, { calendar }) => {
        const due = after.clocks['replyDue']
        const again = due && recompute(due, calendar)
        return again && again !== due ? [again] : []
      },
    },
    confirmRemove: {
      name: '确认清出', by: ['SUP'], from: ['SILENT', 'REPLIED'], basis: () => [cite(henan, 20), cite(henan, 46)], personal: ['reason'],
      rules: [rules.afterTheReply, rules.openOnes, rules.reasonedRemoval, rules.namedWhenMany, rules.notOwnRow],
      apply: (state, act) => decide(state, act, read('confirmRemove', act).rows, 'removed', removalNote),
    },
    restore: {
      name: '恢复保留', by: ['SUP'], from: ['TOLD', 'SILENT', 'REPLIED'], basis, personal: ['reason'], rules: [rules.openOnes, rules.reasonedRestore, rules.notOwnRow],
      apply: (state, act) => decide(state, act, read('restore', act).rows, 'restored', (row) => (row.answer?.how === 'object' ? '采纳单位异议' : '经核对保留')),
    },
    // who was to be taken off for what the list said wrongly is kept by `restore`, with its reason; here the list is put right
    correct: {
      name: '确认更正', by: ['SUP'], from: ['TOLD', 'SILENT', 'REPLIED'], basis, personal: ['values'], rules: [rules.openOnes, rules.valuedCorrection, rules.notOwnRow],
      apply: (state, act) => {
        const { corrections } = read('correct', act)
        const fields = (key: RowKey) => corrections.filter((c) => c.key === key).map((c) => c.field)
        const keys = [...new Set(corrections.map((c) => c.key))]
        const next = changed(state, keys, (row, key) => ({ ...row, corrected: [...new Set([...row.corrected, ...fields(key)])] }))
        return decide(next, act, keys.filter((k) => next.rows[k]!.verdict === 'CORRECT' || next.rows[k]!.verdict === 'DATA_ERROR'), 'corrected', () => '更正后保留')
      },
    },
    signByBody: {
      name: '单位负责人签清出名单', by: ['HEAD'], from: ['DECIDED'], basis: () => [cite(henan, 20), cite(henan, 46)], rules: [rules.ownHead, rules.notOwnRow],
      apply: (state) => ({ ...state, state: 'SIGNED_BY_BODY' }),
    },
    signOnPaper: {
      name: '登记单位的纸质签字', by: ['SUP'], from: ['DECIDED'], basis: () => [cite(henan, 20), cite(henan, 46)], personal: ['paper'], rules: [rules.paperThere],
      apply: (state) => ({ ...state, state: 'SIGNED_BY_BODY' }),
    },
    signByJustice: {
      name: '司法行政机关负责人签清出名单', by: ['HEAD'], from: ['SIGNED_BY_BODY'], basis: () => [cite(henan, 46)], documents: ['C02'], rules: [rules.bureauHead, rules.notOwnRow],
      apply: (state) => ({ ...state, state: 'SIGNED' }),
    },
    report: {
      name: '随报告上报', by: ['SUP'], from: ['SIGNED', 'SETTLED'], basis, rules: [],
      apply: (state) => ({ ...state, state: 'REPORTED' }),
    },
  }),
  lapse(state, { now }) {
    const due = state.clocks['replyDue']
    if (state.state !== 'TOLD' || due?.status !== 'running' || now.slice(0, 10) <= due.due) return undefined
    const on = NDX(due.due, 1)
    return { type: 'silent', at: instantOf(on, '00:00'), effectiveOn: on, actor: { code: 'SYS' }, payload: {} }
  },
}

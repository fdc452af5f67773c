import { cite } from '../kernel/citation.ts'
import { rule, type Rule, type Trial } from '../kernel/rule.ts'
import { henan, since } from './general.ts'
import { openRows, read, shareRemoved, type FlaggedRow, type RowKey, type TaskState, type TaskTerms } from './task.ts'

/*
 * What guards the acts of one body's part (RA-01, design: no article sets the order; supervision of the qualification of officers is 河南条例
 * 38, its withdrawal 46). The days of the reply and the share of B4 are parameters of the campaign.
 */

type T = Trial<TaskState, TaskTerms>
const guard = (r: Omit<Rule<TaskState, TaskTerms>, 'from'>): Rule<TaskState, TaskTerms> => rule({ from: since, ...r })
const supervision = [cite(henan, 38)]
const withdrawal = [cite(henan, 20), cite(henan, 46)]

/** 第12号、第15号 of a list, for a sentence */
export const saidKey = (key: RowKey): string => `${key.startsWith('supervisors/') ? '监督人员' : '执法人员'}第${key.split('/')[1]}号`

/** the rows named by an act that is about rows, whatever its shape */
function rowsOf(t: T): readonly RowKey[] {
  const p = t.act.payload as { rows?: RowKey[]; answers?: { key: RowKey }[]; corrections?: { key: RowKey }[] }
  return p.answers?.map((a) => a.key) ?? p.corrections?.map((c) => c.key) ?? p.rows ?? []
}

/** nothing is told of nobody */
export const somethingToTell = guard({
  id: 'credential/taskRules#something-to-tell', code: 'RA-01', basis: supervision,
  test: ({ act }) => (read('tell', act).rows.length ? undefined : { message: '这个单位没有需要核对的人员，不用告知' }),
})

/** RA-01: nobody goes before the body was told, and answered or let the reply day pass */
export const afterTheReply = guard({
  id: 'credential/taskRules#after-the-reply', code: 'RA-01', basis: withdrawal,
  test: ({ state }) => state.state === 'FLAGGED' ? { message: '还没有告知单位，不能确认清出' }
    : state.state === 'TOLD' ? { message: `单位的核对期到${state.clocks['replyDue']!.due}（当日止），没有回复也没有逾期，不能确认清出` } : undefined,
})

/** rows that were told to this body, and of which nobody has decided */
export const openOnes = guard({
  id: 'credential/taskRules#open-rows', code: 'RA-01', basis: supervision,
  test: (t) => {
    const rows = rowsOf(t)
    if (t.state.seq === 0) return undefined
    if (!rows.length) return { message: '请指明是哪些人员' }
    return rows.flatMap((key) => {
      const row: FlaggedRow | undefined = Object.hasOwn(t.state.rows, key) ? t.state.rows[key] : undefined
      return !row ? [{ at: key, message: `${saidKey(key)}不在本单位需要核对的人员中` }] : row.decided ? [{ at: key, message: `${saidKey(key)}已于${row.decided.on}${{ removed: '确认清出', restored: '恢复保留', corrected: '更正保留' }[row.decided.as]}` }] : []
    })
  },
})

/** the answer comes whole: each row that was told is answered, once, now or earlier */
export const wholeReply = guard({
  id: 'credential/taskRules#whole-reply', code: 'RA-01', basis: supervision,
  test: ({ state, act }) => {
    const answers = read('reply', act).answers
    const now = new Set(answers.map((a) => a.key))
    const missing = openRows(state).filter((k) => !now.has(k) && !state.rows[k]!.answer)
    return [
      ...(now.size < answers.length ? [{ message: '同一人员回复了两次' }] : []),
      ...missing.map((key) => ({ at: key, message: `${saidKey(key)}还没有回复：同意、有异议，还是需要更正` })),
    ]
  },
})

/** an objection says why, a correction says which column and what should stand there */
export const reasonedReply = guard({
  id: 'credential/taskRules#reasoned-reply', code: 'RA-01', basis: supervision,
  test: ({ act }) => read('reply', act).answers.flatMap((a) =>
    a.how === 'object' && !a.reasoned ? [{ at: a.key, message: `${saidKey(a.key)}有异议的，请写明理由` }]
      : a.how === 'correct' && (!a.field || !a.reasoned) ? [{ at: a.key, message: `${saidKey(a.key)}需要更正的，请写明哪一项、应为什么` }] : []),
})

/** who flags, answers, decides or signs is not the person concerned; fact `concerned`: keys of the rows that are the actor's own */
export const notOwnRow = guard({
  id: 'credential/taskRules#own-row', code: 'E-SOD-03', basis: [cite(henan, 38), cite(henan, 41, '第一款')], facts: ['concerned'],
  test: (t) => {
    const own = (t.facts['concerned'] as RowKey[] | undefined) ?? []
    const rows = rowsOf(t)
    return own.filter((k) => !rows.length || rows.includes(k)).map((key) => ({ at: key, message: `${saidKey(key)}是您本人，须由其他人办理` }))
  },
})

/** a removal against an objection, or one that the audit did not propose, is decided row by row with its reason (R16: a person may turn it into removal) */
export const reasonedRemoval = guard({
  id: 'credential/taskRules#reasoned-removal', code: 'RA-01', basis: withdrawal,
  test: ({ state, act }) => {
    const p = read('confirmRemove', act)
    if (p.has?.reason) return undefined
    return p.rows.filter((k) => Object.hasOwn(state.rows, k)).flatMap((key) => {
      const { verdict, answer } = state.rows[key]!
      return answer && answer.how !== 'agree' ? [{ at: key, message: `单位对${saidKey(key)}${answer.how === 'object' ? '有异议' : '提出了更正'}，仍要清出的，请写明理由` }]
        : verdict !== 'REMOVE' ? [{ at: key, message: `${saidKey(key)}不是审核建议清出的，仍要清出的，请写明理由` }] : []
    })
  },
})

/** B4: whoever takes more than the share of a body off types its name */
export const namedWhenMany = guard({
  id: 'credential/taskRules#named-when-many', code: 'B4', basis: supervision,
  test: ({ state, act, item }) => {
    const p = read('confirmRemove', act)
    const share = shareRemoved(state, p.rows)
    return share > item.removalShare && p.byName !== item.name
      ? { at: 'byName', message: `${item.name}清出${share.toFixed(1)}%，超过${item.removalShare}%，须输入单位名称单独确认` } : undefined
  },
})

/** somebody is kept against the audit: why is said */
export const reasonedRestore = guard({
  id: 'credential/taskRules#reasoned-restore', code: 'RA-01', basis: supervision,
  test: ({ act }) => (read('restore', act).has?.reason ? undefined : { at: 'reason', message: '恢复保留的，请写明理由' }),
})

/** a correction is confirmed by a person, with what should stand there */
export const valuedCorrection = guard({
  id: 'credential/taskRules#valued-correction', code: 'RA-01', basis: supervision,
  test: ({ act }) => {
    const p = read('correct', act)
    return p.has?.values && p.corrections.every((c) => c.field) ? undefined : { at: 'values', message: '请写明更正哪一项、更正为什么' }
  },
})

/** the head of this body signs, nobody else's */
export const ownHead = guard({
  id: 'credential/taskRules#own-head', code: 'RA-01', basis: withdrawal,
  test: ({ act, item }) => (item.organ && act.actor.organ === item.organ ? undefined : { message: `清出名单由${item.name}的负责人签` }),
})

/** for a body without accounts here: the page signed on paper is on the file */
export const paperThere = guard({
  id: 'credential/taskRules#paper-there', code: 'RA-01', basis: withdrawal,
  test: ({ act }) => (read('signOnPaper', act).has?.paper ? undefined : { at: 'paper', message: '请上传单位负责人签字的纸质名单' }),
})

/** the second signature is that of the bureau (河南条例 46: 取消执法资格由司法行政机关决定) */
export const bureauHead = guard({
  id: 'credential/taskRules#bureau-head', code: 'RA-01', basis: [cite(henan, 46)],
  test: ({ act, item }) => (act.actor.organ === item.bureau ? undefined : { message: '清出名单须由司法行政机关负责人签' }),
})

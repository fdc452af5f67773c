/** what the audit proposes, in words for lists and papers */
export const proposals: Readonly<Record<string, string>> = {
  KEEP: '保留', REMOVE: '建议清出', CORRECT: '建议更正', SUSPEND: '建议暂扣', REVIEW: '须人工核对', DATA_ERROR: '信息有误', UNREADABLE: '无法判断', MERGE: '转到承继单位', BLOCKED: '不能办案', RED: '红灯', YELLOW: '黄灯', CONFIRM: '须单独确认',
}

/** what a body of the list is called after the audit */
export const bodyActions: Readonly<Record<string, string>> = { retain: '有效', remove: '无执法依据，不列入', merge: '转到承继单位', blocked: '执法人员不足两人，不能办案', red: '协管多于在编', yellow: '法制审核人员不足', confirm: '清出占比高，须单独确认' }

/** reason of a row that the audit had none against, and that was taken off all the same */
export const decidedOnly = '核对中决定'

/** how it ended with a row */
export const decisions: Readonly<Record<string, string>> = { removed: '确认清出', restored: '恢复保留', corrected: '更正后保留' }
export const answers: Readonly<Record<string, string>> = { agree: '同意', object: '有异议', correct: '更正' }

/** rows by a key, each in their order */
export function grouped<R, K>(rows: readonly R[], key: (row: R) => K): Map<K, R[]> {
  const out = new Map<K, R[]>()
  for (const row of rows) {
    const those = out.get(key(row))
    if (those) those.push(row)
    else out.set(key(row), [row])
  }
  return out
}

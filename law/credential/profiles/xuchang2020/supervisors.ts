import { cite } from '../../../kernel/citation.ts'
import { auditRule, type AuditRule } from '../../auditRule.ts'
import { numberOf, type SupervisorRead } from '../../written.ts'
import type { XuchangSettings } from './settings.ts'

/* 许昌2020清理：清出执法监督人员的五种情形。 */

const law = '河南省行政执法条例'
type SupervisorRule = AuditRule<SupervisorRead, XuchangSettings>
const supervisorRule = (name: string, code: string, label: string, r: Pick<SupervisorRule, 'basis' | 'tag' | 'test'> & { source?: string }) =>
  auditRule<SupervisorRead, XuchangSettings>({ id: `credential/profiles/xuchang2020/supervisors#${name}`, code: `xuchang-2020/${code}`, name: label, verdict: 'REMOVE', from: '2016-06-01', ...r })

const moved = supervisorRule('moved', 'S01', '离开监督岗位', {
  basis: [cite(law, 41, '第一款')], tag: 'verified',
  test: (o, { settings }) => (settings.movedWords.includes(o.status) ? { message: `在职状态为${o.status}，已离开监督岗位`, field: '在职状态', value: o.status } : undefined),
})
const retired = supervisorRule('retired', 'S02', '退休', {
  basis: [cite(law, 41, '第一款')], tag: 'verified',
  test: (o, { settings }) => (settings.retiredWords.includes(o.status) ? { message: '已经退休', field: '在职状态', value: o.status } : undefined),
})
const post = supervisorRule('post', 'S03', '不属于法制（监督）机构或未受聘', {
  basis: [cite(law, 41, '第一款')], tag: 'verified',
  test: (o, { settings }) => (settings.supervisorPosts.includes(o.post) ? undefined : { message: `岗位“${o.post}”不属于法制机构、执法监督机构，也不是特邀监督员`, field: '岗位', value: o.post }),
})
const misuse = supervisorRule('misuse', 'S04', '涂改、转借监督证等被收缴', {
  basis: [cite(law, 47, '第三项')], tag: 'verified',
  test: (o, { settings }) => (settings.misuseWords.some((w) => o.sanction.includes(w)) ? { message: `处分记录为“${o.sanction}”，监督证应当收缴`, field: '处分记录', value: o.sanction } : undefined),
})
const hours = supervisorRule('hours', 'S05', '年度培训学时不足', {
  basis: [cite(law, 41)], tag: 'parameter', source: '学时数是参数',
  test: (o, { settings: { trainingHours } }) =>
    ((numberOf(o.hours) ?? -1) >= trainingHours ? undefined : { message: `年度培训${o.hours ? `${o.hours}学时` : '没有学时'}，不足${trainingHours}学时`, field: '年度培训学时', value: o.hours }),
})

export const supervisors = [moved, retired, post, misuse, hours]

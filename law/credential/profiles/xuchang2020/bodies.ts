import { cite } from '../../../kernel/citation.ts'
import { auditRule } from '../../auditRule.ts'
import type { BodyRead } from '../../written.ts'
import type { XuchangSettings } from './settings.ts'

/* 许昌2020清理：执法主体的去留。 */

const basis = [cite('河南省行政执法条例', 13)]

const merged = auditRule<BodyRead, XuchangSettings>({
  id: 'credential/profiles/xuchang2020/bodies#merged', code: 'xuchang-2020/Z01', name: '撤销并入、内设机构、重复登记的转到承继主体', verdict: 'MERGE', basis, tag: 'verified', from: '2016-06-01',
  test: (b, { settings, index }) => (settings.mergedBody.includes(b.status)
    ? { message: `${b.status}，转到${index.successorOf(b)?.written.name ?? '承继主体（主体名单没有写明）'}`, field: '主体状态', value: b.status } : undefined),
})

const noPower = auditRule<BodyRead, XuchangSettings>({
  id: 'credential/profiles/xuchang2020/bodies#no-power', code: 'xuchang-2020/Z02', name: '没有执法依据', verdict: 'REMOVE', basis, tag: 'verified', from: '2016-06-01',
  test: (b, { settings }) => (settings.noPowerBody.includes(b.status) ? { message: '没有执法依据，从执法主体名单中去掉', field: '主体状态', value: b.status } : undefined),
})

export const bodies = [merged, noPower]

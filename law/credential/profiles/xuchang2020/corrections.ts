import { cite } from '../../../kernel/citation.ts'
import { auditRule, type Hit } from '../../auditRule.ts'
import type { OfficerRead } from '../../written.ts'
import type { AuditContext } from '../../auditRule.ts'
import type { XuchangSettings } from './settings.ts'

/* 许昌2020清理：保留的人员信息更正。 Looked at only where there is no reason for removal; each is a proposal that a person confirms. */

const gb = 'GB 11643-1999'

const correction = (name: string, code: string, label: string, source: string, test: (o: OfficerRead, ctx: AuditContext<XuchangSettings>) => Hit | undefined) =>
  auditRule<OfficerRead, XuchangSettings>({
    id: `credential/profiles/xuchang2020/corrections#${name}`, code: `xuchang-2020/${code}`, name: label, verdict: 'CORRECT', basis: [cite('河南省行政执法条例', code === 'C08' ? 13 : code === 'C04' ? 21 : 20)],
    tag: 'design', source, from: '2016-06-01', whenKept: true, test,
  })

const check = correction('check-character', 'C01', '身份证号校验位错误', gb, ({ identity: i }) =>
  (i && !i.checkRight ? { message: `身份证号校验位应为${i.id[17]}，须由人核对`, field: '身份证号', value: i.typed, expected: i.id } : undefined))

const birth = correction('birth-date', 'C02', '出生日期与身份证号不符', gb, ({ identity: i, birthDate }) =>
  (i && birthDate !== i.birth ? { message: `出生日期与身份证号不符，身份证号为${i.birth}`, field: '出生日期', value: birthDate, expected: i.birth } : undefined))

const sex = correction('sex', 'C03', '性别与身份证号不符', gb, ({ identity: i, sex: said }) =>
  (i && said !== i.sex ? { message: `性别与身份证号不符，身份证号为${i.sex}`, field: '性别', value: said, expected: i.sex } : undefined))

/** C04: of several people who stay under one number, who got it first keeps it (of two on one day the first in the list) */
const oneNumber = correction('one-number-one-person', 'C04', '证号重复', '发证较晚的一方换号是本次清理自定', (o, { index, staying }) => {
  const rows = index.sameNumber(o).filter((r) => staying.has(r.row))
  const first = rows.reduce((best, r) => (r.issueDate < best.issueDate ? r : best), o.credentialNo && rows[0] ? rows[0] : o)
  return first === o || first.identity?.person === o.identity?.person ? undefined
    : { message: `执法证号与序号${first.row}相同，发证日期较晚，应换发新号`, field: '执法证号', value: o.credentialNo, expected: null, conflictWithRow: first.row }
})

const old = correction('fifteen-digits', 'C05', '15位身份证号', gb, ({ identity: i }) =>
  (i?.from15 ? { message: '身份证号是15位，应为18位', field: '身份证号', value: i.typed, expected: i.id } : undefined))

const blanks = correction('blanks-in-name', 'C06', '姓名中有空格', '本次清理自定', ({ written: { name } }) =>
  (/\s/u.test(name) ? { message: '姓名中有空格', field: '姓名', value: name, expected: name.replace(/\s/gu, '') } : undefined))

const shape = correction('shape-of-identity', 'C07', '身份证号用了小写x或全角字符', gb, ({ identity: i, written: { idNo } }) =>
  (i && idNo.trim() !== i.typed ? { message: '身份证号应为半角，X大写', field: '身份证号', value: idNo, expected: i.typed } : undefined))

const body = correction('successor', 'C08', '单位应转到承继主体', '承继关系按主体名单', (o, { index, settings }) => {
  const listed = index.bodyNamed(o.bodyName)
  if (!listed || !settings.mergedBody.includes(listed.status)) return undefined
  const to = index.successorOf(listed)
  return { message: to ? `单位${listed.status}，应转到${to.written.name}` : `单位${listed.status}，主体名单没有写明有效的承继主体`, field: '单位名称', value: o.bodyName, expected: to ? to.written.name : null }
})

export const corrections = [check, birth, sex, oneNumber, old, blanks, shape, body]

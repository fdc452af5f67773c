import { cite } from '../kernel/citation.ts'
import { henan, officerRule, since as from } from './general.ts'
import type { OfficerRead } from './written.ts'

/* 重复登记、证号重复、照片重复 (one person, one body, one number, one photograph). */

const who = (o: OfficerRead): string => o.identity?.person ?? o.idNo
const others = (o: OfficerRead, rows: readonly OfficerRead[]): OfficerRead[] => rows.filter((r) => who(r) !== who(o))

export const oneBody = officerRule({
  id: 'credential/listing#one-body', code: 'R12', name: '同一人在两个单位登记', verdict: 'REVIEW', basis: [cite(henan, 20, '第一款第一项')], tag: 'design', from,
  test: (o, { index }) => {
    const other = index.samePerson(o).find((r) => r.bodyUscc !== o.bodyUscc)
    return other ? { message: `与序号${other.row}（${other.bodyName || other.bodyUscc}）是同一人，请核对在哪个单位`, field: '身份证号', value: o.idNo, conflictWithRow: other.row } : undefined
  },
})

export const oneNumber = officerRule({
  id: 'credential/listing#one-number', code: 'R13', name: '证号重复', verdict: 'SUSPEND', basis: [cite(henan, 21, '第二款')], tag: 'design', from,
  test: (o, { index }) => {
    const [other] = others(o, index.sameNumber(o))
    return other ? { message: `证号与序号${other.row}相同，查明以前都不能使用`, field: '执法证号', value: o.credentialNo, conflictWithRow: other.row } : undefined
  },
})

export const onePhoto = officerRule({
  id: 'credential/listing#one-photo', code: 'R26', name: '照片与他人相同', verdict: 'REVIEW', basis: [cite(henan, 21, '第二款')], tag: 'design', from,
  test: (o, { index }) => {
    const [other] = others(o, index.samePhoto(o))
    return other ? { message: `照片与序号${other.row}相同，请核对`, field: '照片摘要', value: o.photo, conflictWithRow: other.row } : undefined
  },
})

export const oneKind = officerRule({
  id: 'credential/listing#one-kind', code: 'R22', name: '同时持有执法证和监督证', verdict: 'REVIEW', basis: [cite(henan, 41, '第一款')], tag: 'design', from,
  test: (o, { index }) => (index.supervisorRow(o) || (o.credentialType.includes('执法证') && o.credentialType.includes('监督证'))
    ? { message: '同时持有执法证和监督证，监督本单位执法时角色冲突，请核对', field: '证件种类', value: o.credentialType } : undefined),
})

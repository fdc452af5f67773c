import { cite } from '../kernel/citation.ts'
import { henan, officerRule, since as from } from './general.ts'

/* 在编在职 (河南省行政执法条例 20: on the establishment of this body, and in post). */

export const onEstablishment = officerRule({
  id: 'credential/establishment#on-establishment', code: 'R01', name: '不在编', verdict: 'REMOVE', basis: [cite(henan, 20, '第一款第一项')], tag: 'verified', from,
  test: (o, { settings: s }) => (!o.establishment || s.unknownWords.includes(o.establishment) || s.inEstablishment.includes(o.establishment) ? undefined
    : { message: `人员性质为${o.establishment}，不是行政、参公或者事业编制`, field: '人员性质', value: o.establishment }),
})

export const excludedKinds = officerRule({
  id: 'credential/establishment#excluded-kinds', code: 'R02', name: '工勤、劳动合同、临时等不得取得资格的人员', verdict: 'REMOVE', basis: [cite(henan, 20, '第二款')], tag: 'verified', from,
  source: '条文列明工勤人员、劳动合同工、临时工；劳务派遣、公益岗、协管是推及',
  test: (o, { settings: s }) => (s.excluded.includes(o.establishment) ? { message: `${o.establishment}不得申请取得行政执法资格`, field: '人员性质', value: o.establishment } : undefined),
})

/** a status that ended counts from its day; one without a day counts at once */
export const ended = officerRule({
  id: 'credential/establishment#ended', code: 'R03', name: '退休、离职、调出、死亡、开除', verdict: 'REMOVE', basis: [cite(henan, 20, '第一款第一项')], tag: 'verified', from,
  test: (o, { settings: s, asOf }) => (s.ended.includes(o.status) && o.statusDate <= asOf ? { message: `在职状态为${o.status}${o.statusDate ? `（${o.statusDate}）` : ''}，不再在职`, field: '在职状态', value: o.status } : undefined),
})

/** R17: borrowed in goes; lent out stays on the establishment and is looked at */
export const ofThisBody = officerRule({
  id: 'credential/establishment#of-this-body', code: 'R17', name: '编制不在本单位', verdict: 'REMOVE', basis: [cite(henan, 20, '第一款第一项')], tag: 'secondary', from, source: '2015年换证通知；借出的复核是产品设定',
  test: (o, { settings: s }) => {
    if (o.establishmentBody && o.establishmentBody !== o.bodyUscc) return { message: '编制所在单位不是本单位', field: '编制所在单位统一社会信用代码', value: o.establishmentBody }
    if (s.borrowed.includes(o.status) || s.borrowed.includes(o.establishment)) return { message: '借用人员的编制不在本单位', field: '在职状态', value: o.status }
    return s.lent.includes(o.status) ? { message: '已借出，请核对是否仍从事本单位执法', field: '在职状态', value: o.status, verdict: 'REVIEW' } : undefined
  },
})

export const offDuty = officerRule({
  id: 'credential/establishment#off-duty', code: 'R18', name: '停职', verdict: 'SUSPEND', basis: [cite(henan, 20, '第一款第一项')], tag: 'design', from,
  test: (o, { settings: s }) => (s.offDuty.includes(o.status) ? { message: '停职期间不能执法', field: '在职状态', value: o.status } : undefined),
})

export const enforcementPost = officerRule({
  id: 'credential/establishment#enforcement-post', code: 'R08', name: '不在执法岗位', verdict: 'REVIEW', basis: [cite('贵州省行政执法监督办法', 12)], tag: 'verified', from, source: '外省条文，作参照',
  test: (o) => (o.isEnforcementPost === '否' ? { message: `岗位${o.post ? `“${o.post}”` : ''}不是执法岗位，请核对`, field: '是否执法岗位', value: o.isEnforcementPost } : undefined),
})

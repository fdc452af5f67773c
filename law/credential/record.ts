import { cite } from '../kernel/citation.ts'
import { citizenId } from '../kernel/identity.ts'
import { hits } from './auditRule.ts'
import { henan, officerRule, since as from } from './general.ts'

/* 信息差错 (what stands in the row cannot be true, or is missing: it is put right before anything is decided). */

export const identity = officerRule({
  id: 'credential/record#identity', code: 'R14', name: '身份证号不对', verdict: 'DATA_ERROR', basis: [cite(henan, 20, '第一款第二项')], tag: 'verified', source: 'GB 11643-1999', from,
  test: (o, { asOf }) => {
    if (!o.idNo) return undefined
    const read = citizenId(o.idNo, asOf)
    if (!read.ok) return { message: `身份证号${read.why}`, field: '身份证号', value: o.idNo }
    return o.birthDate && o.birthDate !== read.birth ? { message: `出生日期${o.birthDate}与身份证号（${read.birth}）不符`, field: '出生日期', value: o.birthDate } : undefined
  },
})

const required = { name: '姓名', idNo: '身份证号', bodyUscc: '单位统一社会信用代码', establishment: '人员性质', status: '在职状态', credentialType: '证件种类' } as const

const requiredFields = Object.keys(required) as (keyof typeof required)[]

export const filledIn = officerRule({
  id: 'credential/record#filled-in', code: 'R24', name: '必填项没有填', verdict: 'DATA_ERROR', basis: [cite(henan, 20)], tag: 'design', from,
  test: (o, { settings: s }) => requiredFields.filter((f) => !o[f] || s.unknownWords.includes(o[f]))
    .map((f) => ({ message: `没有填${required[f]}`, field: required[f], value: o[f] })),
})

/** R27: an examination after the day of issue is that of the renewal where one was applied for */
export const daysInOrder = officerRule({
  id: 'credential/record#days-in-order', code: 'R27', name: '证件日期前后矛盾', verdict: 'DATA_ERROR', basis: [cite(henan, 21, '第一款')], tag: 'design', from,
  test: (o, { asOf }) => hits(
    o.issueDate > asOf && { message: `发证日期${o.issueDate}晚于${asOf}`, field: '发证日期', value: o.issueDate },
    !!o.issueDate && !!o.validTo && o.validTo <= o.issueDate && { message: `有效期至${o.validTo}不晚于发证日期${o.issueDate}`, field: '有效期至', value: o.validTo },
    !!o.issueDate && o.examDate > o.issueDate && o.renewalApplied !== '是' && { message: `考试日期${o.examDate}晚于发证日期${o.issueDate}，没有申请换证`, field: '考试日期', value: o.examDate },
  ),
})

import type { BodyRow, OfficerRow } from '../../../../law/credential/row.ts'

/* Headings under which the lists of a clean-up are written; the first is the one that we say. */

type Columns<R> = Partial<Record<keyof R, readonly string[]>>

export const officerHeadings = {
  row: ['序号', '编号'], name: ['姓名'], sex: ['性别'], birthDate: ['出生日期', '出生年月日'], idNo: ['身份证号', '公民身份号码', '身份证号码', '证件号码'], bodyName: ['单位名称', '单位', '执法主体'],
  bodyUscc: ['单位统一社会信用代码', '统一社会信用代码', '单位信用代码'], establishment: ['人员性质', '编制类型'], establishmentBody: ['编制所在单位统一社会信用代码', '编制所在单位信用代码'], rank: ['职务层次'], post: ['岗位'],
  isEnforcementPost: ['是否执法岗位'], status: ['在职状态'], statusDate: ['状态变更日期'], onPostDate: ['到岗日期'], credentialType: ['证件种类', '证件类型'], credentialNo: ['执法证号', '证号', '监督证号'], issueDate: ['发证日期'],
  validTo: ['有效期至'], renewalApplied: ['已申请换证'], publicExam: ['公共法律考试'], profExam: ['专业法律考试'], examDate: ['考试日期'], lawQualified: ['法律职业资格'], hours: ['年度培训学时'],
  sanction: ['处分记录'], sanctionUntil: ['处分期满日期'], criminal: ['刑事情况'], education: ['学历'], domain: ['执法领域'], photo: ['照片摘要'], note: ['备注'],
} satisfies Columns<OfficerRow>

export const bodyHeadings = {
  name: ['单位名称', '主体名称', '名称'], uscc: ['统一社会信用代码', '单位统一社会信用代码'], division: ['区划代码', '行政区划代码'], level: ['层级'], kind: ['类别', '主体类别'], status: ['主体状态', '状态'],
  statusDate: ['状态变更日期'], successor: ['承继主体信用代码', '承继主体统一社会信用代码'], principal: ['委托机关信用代码'], entrustedOn: ['委托公布日期'], entrustedUntil: ['委托期限至'], announcedOn: ['公告日期'],
  domains: ['执法领域'], reviewers: ['法制审核人数'], auxiliaries: ['协管人数'],
} satisfies Columns<BodyRow>

/** columns with a day in them; 出生日期 is judged against the identity number instead */
export const dayFields: readonly string[] = ['statusDate', 'onPostDate', 'issueDate', 'validTo', 'examDate', 'sanctionUntil', 'entrustedOn', 'entrustedUntil', 'announcedOn']

const yearly: Readonly<Record<string, string>> = { 年度考核: 'appraisal', 年考核: 'appraisal', 年审: 'annualCheck', 年度审验: 'annualCheck', 年培训学时: 'hoursOf', 年度培训学时: 'hoursOf' }

/** 2020年度考核 → appraisal.2020; 2020年审 → annualCheck.2020; 2020年培训学时 → hoursOf.2020 */
export function yearField(heading: string): string | undefined {
  const [, year, what = ''] = /^(\d{4})(年.+)$/.exec(heading) ?? []
  return yearly[what] ? `${yearly[what]}.${year}` : undefined
}

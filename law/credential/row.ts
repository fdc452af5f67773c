import type { LegalDate } from '../kernel/dates.ts'

/* 名册 (the lists that bodies hand in): one row per officer, supervisor, body, as read from a sheet. */

/**
 * One row of the list of officers. Texts stand as they were handed in; '' = nothing was written. Days are YYYY-MM-DD. Fields
 * that a campaign's list does not have stay ''; which ones a profile cannot do without it says in `needs`.
 */
export interface OfficerRow {
  /** 序号, a number of the list's own: the key of the row */
  row: number
  /** line in the file; 0 where there was none */
  line: number
  name: string
  sex: string
  birthDate: LegalDate | ''
  idNo: string
  bodyName: string
  bodyUscc: string
  /** 人员性质 */
  establishment: string
  /** credit code of the body on whose establishment the person is; '' = not said */
  establishmentBody: string
  /** 职务层次 */
  rank: string
  post: string
  isEnforcementPost: string
  /** 在职状态 */
  status: string
  statusDate: LegalDate | ''
  onPostDate: LegalDate | ''
  credentialType: string
  credentialNo: string
  issueDate: LegalDate | ''
  validTo: LegalDate | ''
  renewalApplied: string
  publicExam: string
  profExam: string
  examDate: LegalDate | ''
  /** 法律职业资格 */
  lawQualified: string
  hours: string
  sanction: string
  /** last day on which the sanction has effect */
  sanctionUntil: LegalDate | ''
  /** 无, 有罪判决, 拘留 */
  criminal: string
  education: string
  domain: string
  photo: string
  note: string
  /** by year: 年度考核, 年审, 培训学时 */
  appraisal: Readonly<Record<string, string>>
  annualCheck: Readonly<Record<string, string>>
  hoursOf: Readonly<Record<string, string>>
}

/** One row of the list of supervisors: the same columns, fewer of them. */
export type SupervisorRow = Pick<OfficerRow, 'row' | 'line' | 'name' | 'sex' | 'birthDate' | 'idNo' | 'bodyName' | 'bodyUscc' | 'post' | 'status' | 'statusDate' | 'credentialNo' | 'hours' | 'sanction'>

/** One row of the list of bodies. */
export interface BodyRow {
  line: number
  name: string
  uscc: string
  division: string
  level: string
  /** 行政机关, 法律法规授权组织, 受委托组织 */
  kind: string
  status: string
  /** day from which the status holds (the day of a merger is the last of the old body) */
  statusDate: LegalDate | ''
  /** credit code of the body that took its place */
  successor: string
  /** credit code of the body in whose name an entrusted one acts, day of the published entrustment, its last day */
  principal: string
  entrustedOn: LegalDate | ''
  entrustedUntil: LegalDate | ''
  announcedOn: LegalDate | ''
  /** fields of law in which it may act, as published */
  domains: string
  /** 法制审核人数, 协管人数, where the list says them */
  reviewers: string
  auxiliaries: string
}

/** What a campaign judges: three lists, frozen. */
export interface Roster {
  officers: readonly OfficerRow[]
  supervisors: readonly SupervisorRow[]
  bodies: readonly BodyRow[]
}

const nobody: OfficerRow = {
  row: 0, line: 0, name: '', sex: '', birthDate: '', idNo: '', bodyName: '', bodyUscc: '', establishment: '', establishmentBody: '', rank: '', post: '', isEnforcementPost: '', status: '', statusDate: '',
  onPostDate: '', credentialType: '', credentialNo: '', issueDate: '', validTo: '', renewalApplied: '', publicExam: '', profExam: '', examDate: '', lawQualified: '', hours: '', sanction: '', sanctionUntil: '', criminal: '',
  education: '', domain: '', photo: '', note: '', appraisal: {}, annualCheck: {}, hoursOf: {},
}
const noBody: BodyRow = {
  line: 0, name: '', uscc: '', division: '', level: '', kind: '', status: '', statusDate: '', successor: '', principal: '', entrustedOn: '', entrustedUntil: '', announcedOn: '', domains: '', reviewers: '', auxiliaries: '',
}

/** a whole row from the fields that are there */
export const officerRow = (fields: Partial<OfficerRow>): OfficerRow => ({ ...nobody, ...fields })
/** a whole row of the list of bodies from the fields that are there */
export const bodyRow = (fields: Partial<BodyRow>): BodyRow => ({ ...noBody, ...fields })

import { audit, type Audit } from '../../law/credential/audit.ts'
import { stagedRetirement } from '../../law/credential/age.ts'
import { bodyMayAct } from '../../law/credential/bodyState.ts'
import * as campaign from '../../law/credential/campaign.ts'
import * as lifecycle from '../../law/credential/lifecycle.ts'
import { lintPolicy } from '../../law/credential/policy.ts'
import * as powers from '../../law/credential/powers.ts'
import { profiles } from '../../law/credential/profiles/index.ts'
import { bodyRow, officerRow, type BodyRow, type OfficerRow } from '../../law/credential/row.ts'
import { readSettings } from '../../law/credential/settings.ts'
import type { ExampleFunction } from './registry.ts'

const bureau = { name: '样例市公安局', uscc: '11410000000000001A', status: '有效', kind: '行政机关' }

/** an officer on whom no rule of either profile finds anything; the examples change what they are about */
const officer: Partial<OfficerRow> = {
  row: 1, name: '张三', sex: '男', birthDate: '1978-01-30', idNo: '411002197801309991', bodyName: bureau.name, bodyUscc: bureau.uscc, establishment: '行政编', establishmentBody: bureau.uscc, rank: '科员及以下',
  post: '行政检查', isEnforcementPost: '是', status: '在职', onPostDate: '2012-03-14', credentialType: '执法证', credentialNo: '16100000001', issueDate: '2016-01-01', validTo: '2025-12-31', renewalApplied: '否', publicExam: '90',
  profExam: '62', examDate: '2015-10-15', hours: '70', sanction: '无', criminal: '无', education: '本科', photo: 'p1',
}

const people = (changes: Partial<OfficerRow>[]) => changes.map((c, i) => officerRow({ ...officer, row: i + 1, credentialNo: `1610000000${i}`, photo: `p${i}`, ...c }))

interface Lists { officers?: Partial<OfficerRow>[]; supervisors?: Partial<OfficerRow>[]; bodies?: Partial<BodyRow>[]; set?: Record<string, string> }

function run(key: string, { officers = [], supervisors = [], bodies = [bureau], set = {} }: Lists): Audit {
  const profile = profiles[key]!
  return audit(profile, { officers: people(officers), supervisors: people(supervisors), bodies: bodies.map((b) => bodyRow(b)) }, readSettings(profile.settings, set))
}

const said = (o: Audit['officers'][number]): string => [o.verdict, ...o.reasons, ...o.corrections.map((c) => c.code)].join(' ')

/** functions of law/credential: a change of a faultless row is judged, and told as `REMOVE R01 R03` */
export const credentialFunctions: Readonly<Record<string, ExampleFunction>> = {
  'credential.officer': (_, profile, change, more = {}) => said(run(profile, { ...more, officers: [change, ...(more.officers ?? [])] }).officers[0]!),
  'credential.officers': (_, profile, lists) => run(profile, lists).officers.map(said),
  'credential.primary': (_, profile, change) => run(profile, { officers: [change] }).officers[0]!.primary,
  'credential.corrections': (_, profile, lists) => run(profile, lists).officers[0]!.corrections,
  'credential.messages': (_, profile, change) => run(profile, { officers: [change] }).officers[0]!.findings.map((f) => f.message).join('；'),
  'credential.findings': (_, profile, change) => run(profile, { officers: [change] }).officers[0]!.findings.map((f) => ({ code: f.code, rule: f.rule, at: f.at, value: f.value, article: f.basis.map((b) => `${b.law} ${b.article}`).join() })),
  'credential.supervisor': (_, profile, change, set) => said(run(profile, { supervisors: [change], set }).supervisors[0]!),
  'credential.bodies': (_, profile, lists) => run(profile, lists).bodies.map(said),
  'credential.twice': (_, profile, change) => JSON.stringify(run(profile, { officers: [change] })) === JSON.stringify(run(profile, { officers: [change] })),
  'credential.settings': (_, profile, set) => readSettings(profiles[profile]!.settings, set),
  /** a roster of so many rows, of which so many are of contract staff */
  'credential.tally': (_, rows: number, contract: number) => campaign.tally(run('general', {
    officers: Array.from({ length: rows }, (_, i) => ({ idNo: '', credentialNo: '', photo: '', ...(i < contract ? { establishment: '劳动合同' } : {}) })), set: { without: 'R24' },
  }).officers),
  stagedRetirement: (_, birth, kind, years) => stagedRetirement(birth, kind, years),

  mayBeSubmitted: (_, o, city) => lifecycle.mayBeSubmitted(o, city).map((f) => f.code),
  credentialOn: (_, c, day) => lifecycle.credentialOn(c, day, '03-31'),
  mayEnforce: (_, c, day) => lifecycle.mayEnforce(c, day, '03-31')?.code ?? null,
  bodyMayAct: (_, b, day) => bodyMayAct(b, day)?.message ?? null,
  reapplication: (_, before, domain) => lifecycle.reapplication(before, domain)?.message ?? null,

  'credential.policy': (_, given) => lintPolicy(given).map((f) => `${f.code} ${f.message}`),
  replyDue: ({ calendar }, told, days) => campaign.replyDue(told, calendar, days),
  mayDecideMeasure: (_, measure, by) => campaign.mayDecideMeasure(measure, by)?.code ?? null,
  maySupervise: (_, person, officers) => campaign.maySupervise(person, officers)?.code ?? null,

  undivided: (_, articles, links) => powers.undivided(articles, links).map((f) => f.message),
  powerListDue: ({ calendar }, changed) => powers.powerListDue(changed, calendar),
  lectureLamp: (_, held, day) => powers.lectureLamp(held, day).lamp,
}

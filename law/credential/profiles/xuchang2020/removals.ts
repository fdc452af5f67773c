import { cite } from '../../../kernel/citation.ts'
import { ageOn } from '../../../kernel/identity.ts'
import { auditRule, hits, type AuditContext, type AuditRule } from '../../auditRule.ts'
import { numberOf, type OfficerRead } from '../../written.ts'
import type { XuchangSettings } from './settings.ts'

/* 许昌2020清理：清出执法人员的十四种情形。 The first that holds in the order of `order` is the primary reason; all are listed. */

type Ctx = AuditContext<XuchangSettings>
const law = '河南省行政执法条例'
const from = '2016-06-01'
const id = (name: string) => `credential/profiles/xuchang2020/removals#${name}`
const officerRule = (r: AuditRule<OfficerRead, XuchangSettings>) => auditRule(r)

/** R01: by status, or by age; a day of delayed retirement after the day of the clean-up takes the age away, not the status */
const retired = officerRule({
  id: id('retired'), code: 'xuchang-2020/R01', name: '退休或已达退休年龄', verdict: 'REMOVE', basis: [cite(law, 20, '第一款第一项'), cite('国务院关于安置老弱病残干部的暂行办法', 4)], tag: 'secondary', from,
  test: (o, { settings: s, asOf }) => {
    if (s.retiredWords.includes(o.status)) return { message: '已经退休，不再在编在职', field: '在职状态', value: o.status }
    if (!o.identity) return undefined
    const limit = o.identity.sex === '男' ? s.retireMale : s.cadreRanks.includes(o.rank) ? s.retireFemaleCadre : s.retireFemale
    if (ageOn(o.identity.birth, asOf) < limit || delayed(o, s, asOf)) return undefined
    return { message: `到${asOf}已满${limit}周岁，达到退休年龄`, field: '身份证号', value: o.identity.birth }
  },
})

function delayed(o: OfficerRead, s: XuchangSettings, asOf: string): boolean {
  const at = o.note.indexOf(s.delayWords)
  return !!s.delayWords && at >= 0 && (/^\d{4}-\d{2}-\d{2}/.exec(o.note.slice(at + s.delayWords.length).trimStart())?.[0] ?? '') > asOf
}

/** one of the words in 在职状态 */
const status = (name: string, code: string, label: string, words: (s: XuchangSettings) => readonly string[]) => officerRule({
  id: id(name), code: `xuchang-2020/${code}`, name: label, verdict: 'REMOVE', basis: [cite(law, 20, '第一款第一项')], tag: 'verified', from,
  test: (o, { settings }) => (words(settings).includes(o.status) ? { message: `在职状态为${o.status}，不再在编在职`, field: '在职状态', value: o.status } : undefined),
})
const dead = status('dead', 'R02', '死亡', (s) => s.deadWords)
const moved = status('moved', 'R03', '调出', (s) => s.movedWords)
const left = status('left', 'R04', '辞职、辞退、开除', (s) => s.leftWords)

/** R05: civil servants by appointment (聘任制公务员) are on the establishment and stay */
const outside = officerRule({
  id: id('outside-establishment'), code: 'xuchang-2020/R05', name: '劳动合同工、临时工、劳务派遣、公益性岗位、协管员、借用人员', verdict: 'REMOVE', basis: [cite(law, 20)], tag: 'verified', from,
  source: '条文列明劳动合同工、临时工；劳务派遣、公益性岗位、协管员、借用人员依第一款第一项“在编”及省内历次清理的做法',
  test: (o, { settings }) => (settings.outside.includes(o.establishment) ? { message: `人员性质为${o.establishment}，不得取得行政执法资格`, field: '人员性质', value: o.establishment } : undefined),
})

const workers = officerRule({
  id: id('workers'), code: 'xuchang-2020/R06', name: '工勤人员', verdict: 'REMOVE', basis: [cite(law, 20, '第二款')], tag: 'verified', from,
  test: (o, { settings }) => (settings.workers.includes(o.establishment) ? { message: '工勤人员不得取得行政执法资格', field: '人员性质', value: o.establishment } : undefined),
})

/** R07: both papers; what is not a number (缺考, nothing) is not passed */
const exams = officerRule({
  id: id('exams'), code: 'xuchang-2020/R07', name: '考试不合格或未参加', verdict: 'REMOVE', basis: [cite(law, 21, '第一款')], tag: 'verified', from, source: '合格分是参数',
  test: (o, { settings: { examPass } }) => {
    const fault = (field: string, value: string) => (numberOf(value) ?? -1) < examPass && { message: `${field}${value ? `为${value}` : '没有成绩'}，未达${examPass}分`, field, value }
    return hits(fault('公共法律考试', o.publicExam), fault('专业法律考试', o.profExam))
  },
})

const hours = officerRule({
  id: id('hours'), code: 'xuchang-2020/R08', name: '年度培训学时不足', verdict: 'REMOVE', basis: [cite(law, 21, '第一款')], tag: 'parameter', from, source: '条文要求按规定参加培训，学时数是参数',
  test: (o, { settings: { trainingHours } }) =>
    ((numberOf(o.hours) ?? -1) >= trainingHours ? undefined : { message: `年度培训${o.hours ? `${o.hours}学时` : '没有学时'}，不足${trainingHours}学时`, field: '年度培训学时', value: o.hours }),
})

/** R09: the last day itself is still valid */
const expired = officerRule({
  id: id('expired'), code: 'xuchang-2020/R09', name: '证件过期且未申请换发', verdict: 'REMOVE', basis: [cite(law, 21, '第一款')], tag: 'design', from, source: '已申请换证的保留是本次清理自定',
  test: (o, { asOf }) => (o.validTo && o.validTo < asOf && o.renewalApplied !== '是' ? { message: `证件有效期至${o.validTo}，到${asOf}已经过期，没有申请换证`, field: '有效期至', value: o.validTo } : undefined),
})

const withdrawn = officerRule({
  id: id('withdrawn'), code: 'xuchang-2020/R10', name: '被取消行政执法资格', verdict: 'REMOVE', basis: [cite(law, 45), cite(law, 46, '第二项')], tag: 'verified', from,
  test: (o, { settings }) => (settings.withdrawn.includes(o.sanction) ? { message: '已被取消行政执法资格', field: '处分记录', value: o.sanction } : undefined),
})

const notEnforcing = officerRule({
  id: id('enforcement-post'), code: 'xuchang-2020/R11', name: '不在行政执法岗位', verdict: 'REMOVE', basis: [cite(law, 20, '第一款第三项')], tag: 'secondary', from,
  test: (o) => (o.isEnforcementPost === '否' ? { message: `岗位${o.post ? `“${o.post}”` : ''}不是行政执法岗位`, field: '是否执法岗位', value: o.isEnforcementPost } : undefined),
})

/** R12: the row with the latest 到岗日期 stays (of two equal ones the first in the list) */
const twice = officerRule({
  id: id('listed-twice'), code: 'xuchang-2020/R12', name: '同一人重复登记', verdict: 'REMOVE', basis: [cite(law, 20, '第一款第一项')], tag: 'design', from, source: '保留到岗日期最晚的一条是本次清理自定',
  test: (o, { index }) => {
    const rows = index.samePerson(o)
    if (rows.length < 2) return undefined
    const stays = rows.reduce((best, r) => (r.onPostDate > best.onPostDate ? r : best))
    return stays === o ? undefined : { message: `与序号${stays.row}是同一人，该条到岗日期较晚，予以保留`, field: '身份证号', value: o.idNo, conflictWithRow: stays.row }
  },
})

/** R13: by the name; by the code only where nobody knows the name */
const noPower = officerRule({
  id: id('body-without-power'), code: 'xuchang-2020/R13', name: '所在单位不具备执法主体资格', verdict: 'REMOVE', basis: [cite(law, 13)], tag: 'verified', from,
  test: (o, { index, settings }) => {
    const body = index.bodyNamed(o.bodyName)
    if (body ? !settings.noPowerBody.includes(body.status) : index.activeBody(o.bodyUscc)) return undefined
    return { message: body ? `单位“${o.bodyName}”没有执法依据，不是行政执法主体` : `单位“${o.bodyName}”不在行政执法主体名单，信用代码也不属于有效主体`, field: '单位名称', value: o.bodyName }
  },
})

const minor = officerRule({
  id: id('minor'), code: 'xuchang-2020/R14', name: '未满十八周岁', verdict: 'REMOVE', basis: [cite(law, 20, '第一款第二项')], tag: 'verified', from,
  test: (o, { settings, asOf }: Ctx) => (o.identity && ageOn(o.identity.birth, asOf) < settings.minAge ? { message: `到${asOf}未满${settings.minAge}周岁`, field: '身份证号', value: o.identity.birth } : undefined),
})

/** D01: a number that cannot be read tells neither age nor sex; the row is reported and not judged */
const unreadable = officerRule({
  id: id('identity-readable'), code: 'xuchang-2020/D01', name: '身份证号读不出', verdict: 'UNREADABLE', basis: [cite(law, 20, '第一款第二项')], tag: 'design', from, source: 'GB 11643-1999',
  test: (o) => (o.identity ? undefined : { message: '身份证号不是15位或18位，或者其中的出生日期不存在，不能判断年龄，请单位核对后重报', field: '身份证号', value: o.idNo }),
})

export const removals = [unreadable, retired, dead, moved, left, outside, workers, exams, hours, expired, withdrawn, notEnforcing, twice, noPower, minor]

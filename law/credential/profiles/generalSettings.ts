import type { BaseSheet } from '../audit.ts'
import type { ValuesOf } from '../settings.ts'

/* 清理通用方案的参数。 Words on the left of law.md 3.3 first, then those that lists of this province use for the same. */

export const settings = {
  asOf: { name: '清理基准日', value: '2020-12-25' },
  inEstablishment: { name: '在编的人员性质', value: ['行政编', '参公', '事业编', '行政编制', '参公事业编', '事业编（执法）', '聘任制公务员'] },
  excluded: { name: '不得取得资格的人员性质', value: ['工勤', '劳动合同', '临时/聘用', '劳务派遣', '公益岗', '协管辅助', '工勤人员', '劳动合同工', '临时工', '聘用', '公益性岗位', '协管员'] },
  auxiliary: { name: '协管人员的人员性质', value: ['协管辅助', '协管员'] },
  unknownWords: { name: '等于没有填的写法', value: ['未知', '不详'] },
  ended: { name: '不再在职的状态', value: ['退休', '离职', '调出', '死亡', '开除', '辞职', '辞退'] },
  borrowed: { name: '借入（借用）', value: ['借入', '借用人员'] },
  lent: { name: '借出', value: ['借出'] },
  offDuty: { name: '停职', value: ['停职'] },
  inService: { name: '在职', value: ['在职'] },
  workers: { name: '按工人退休年龄的人员性质', value: ['工勤', '工勤人员', '工人'] },
  minAge: { name: '最低年龄', value: 18, least: 16, most: 30 },
  retireMale: { name: '男性退休年龄', value: 60, least: 40, most: 80, source: '国发〔1978〕104号' },
  retireFemaleOfficial: { name: '女干部退休年龄', value: 55, least: 40, most: 80, source: '国发〔1978〕104号' },
  retireFemaleWorker: { name: '女工人退休年龄', value: 50, least: 40, most: 80, source: '国发〔1978〕104号' },
  entrusted: { name: '受委托组织的类别', value: ['受委托', '受委托组织'] },
  passWords: { name: '考试合格的写法', value: ['合格', '通过', 'pass'] },
  examPass: { name: '考试合格分', value: 60, least: 0, most: 100 },
  examExempt: { name: '取得法律职业资格的免试', value: false, source: '国办发〔2018〕118号，可以免试，由本市决定' },
  trainingHours: { name: '年度培训学时', value: 60, least: 0, most: 400, source: '法治政府建设实施纲要（2021—2025年）三十四；以前年度是参数' },
  annualCheck: { name: '实行年度审验', value: true, source: '河南的规定未读到，参照交通运输' },
  annualCheckDeadline: { name: '年度审验截止（月-日）', value: '03-31' },
  checkedWords: { name: '年度审验通过的写法', value: ['合格', '通过', '已审验', '是'] },
  failedWords: { name: '年度考核不合格的写法', value: ['不合格', '不称职'] },
  dismissed: { name: '处分：开除', value: ['开除'] },
  heavySanctions: { name: '记大过以上的处分', value: ['记大过', '降级', '撤职'] },
  convicted: { name: '刑事：判决有罪', value: ['有罪判决', '判刑', '刑事处罚'] },
  detained: { name: '刑事：拘留', value: ['拘留', '刑事拘留', '行政拘留'] },
  belowCollege: { name: '大专以下的学历', value: ['中专', '高中', '职高', '技校', '初中', '小学'] },
  reviewPosts: { name: '法制审核岗位', value: ['案件审核', '法制审核'] },
  cityManagement: { name: '城市管理的单位和领域', value: ['城市管理', '城管'] },
  minOfficers: { name: '办案最少执法人员数', value: 2, least: 1, most: 10 },
  reviewerShare: { name: '法制审核人员占比（%）', value: 5, least: 0, most: 100 },
  removalShare: { name: '清出占比须人工确认（%）', value: 30, least: 0, most: 100 },
  activeBody: { name: '主体状态：有效', value: ['有效', 'ACTIVE'] },
  century: { name: '15位身份证号年份前补的两位', value: '19' },
  order: { name: '首要原因的先后', value: [] as readonly string[] },
  without: { name: '不用的规则', value: [] as readonly string[] },
} satisfies BaseSheet

export type GeneralSettings = ValuesOf<typeof settings>

import type { BaseSheet } from '../../audit.ts'
import type { ValuesOf } from '../../settings.ts'

/* 许昌市2020年清理的参数。 Ages, marks, hours, words: what a campaign may set without touching a rule. */

const own = '本次清理自定，2020年未见明文'

export const settings = {
  asOf: { name: '清理基准日', value: '2020-11-30' },
  retireMale: { name: '男性退休年龄', value: 60, least: 40, most: 80, source: '国发〔1978〕104号' },
  retireFemale: { name: '女性退休年龄', value: 55, least: 40, most: 80, source: '国发〔1978〕104号' },
  retireFemaleCadre: { name: '处级女干部退休年龄', value: 60, least: 40, most: 80, source: '组通字〔2015〕14号；本人可选55周岁，不作推定' },
  cadreRanks: { name: '处级职务层次', value: ['副处级', '正处级'] },
  delayWords: { name: '延迟退休的写法，其后写明日期', value: '经批准延迟退休至' },
  minAge: { name: '最低年龄', value: 18, least: 16, most: 30 },
  examPass: { name: '考试合格分', value: 60, least: 0, most: 100, source: own },
  trainingHours: { name: '年度培训学时', value: 60, least: 0, most: 400, source: own },
  retiredWords: { name: '在职状态：退休', value: ['退休'] },
  deadWords: { name: '在职状态：死亡', value: ['死亡'] },
  movedWords: { name: '在职状态：调出', value: ['调出'] },
  leftWords: { name: '在职状态：辞职、辞退、开除', value: ['辞职', '辞退', '开除'] },
  outside: { name: '编外人员', value: ['劳动合同工', '临时工', '劳务派遣', '公益性岗位', '协管员', '借用人员'] },
  workers: { name: '工勤人员', value: ['工勤人员'] },
  withdrawn: { name: '处分记录：取消资格', value: ['取消行政执法资格'] },
  supervisorPosts: { name: '监督岗位', value: ['法制机构', '执法监督机构', '特邀监督员'] },
  misuseWords: { name: '涂改、转借监督证的写法', value: ['涂改', '转借', '出借', '外借', '借给', '借与', '变造', '收缴'] },
  activeBody: { name: '主体状态：有效', value: ['有效'] },
  mergedBody: { name: '主体状态：转到承继主体', value: ['已撤销并入', '内设机构', '重复登记'] },
  noPowerBody: { name: '主体状态：不具备资格', value: ['无执法依据'] },
  century: { name: '15位身份证号年份前补的两位', value: '19' },
  order: { name: '首要原因的先后', value: ['D01', 'R02', 'R13', 'R01', 'R04', 'R03', 'R12', 'R05', 'R06', 'R11', 'R10', 'R14', 'R09', 'R07', 'R08'], source: own },
  without: { name: '不用的规则', value: [] as readonly string[] },
} satisfies BaseSheet

export type XuchangSettings = ValuesOf<typeof settings>

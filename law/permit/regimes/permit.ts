import { cite } from '../../kernel/citation.ts'
import type { RegimeTerms, RegimeVersion } from '../regime.ts'

const law = '行政许可法'
const orders = '市场监督管理行政许可程序暂行规定'
const agencyDays = cite(law, 82)

const base: Omit<RegimeVersion, 'from'> = {
  basis: {
    apply: [cite(law, 29, '第一款')],
    guide: [cite(law, 31)],
    situation: [cite(law, 30), cite(law, 31)],
    sharing: [cite(law, 33)],
    truth: [cite(law, 31)],
    agent: [cite(law, 29, '第二款')],
    receive: [cite(law, 32, '第一款')],
    notNeeded: [cite(law, 32, '第一款第一项')],
    notCompetent: [cite(law, 32, '第一款第二项')],
    onTheSpotFix: [cite(law, 32, '第一款第三项')],
    oneTimeNotice: [cite(law, 32, '第一款第四项'), agencyDays],
    silence: [cite(law, 32, '第一款第四项')],
    accept: [cite(law, 32, '第一款第五项')],
    dated: [cite(law, 32, '第二款')],
    review: [cite(law, 34, '第一款')],
    decideOnTheSpot: [cite(law, 34, '第二款')],
    inspection: [cite(law, 34, '第三款')],
    assignInspectors: [cite(law, 55, '第二款'), agencyDays],
    limit: [cite(law, 42, '第一款'), agencyDays],
    joint: [cite(law, 26, '第二款'), cite(law, 42, '第二款')],
    extend: [cite(law, 42)],
    special: [cite(law, 45)],
    decide: [cite(law, 38, '第一款')],
    reasons: [cite(law, 38, '第二款')],
    quota: [cite(law, 57)],
    falseMaterials: [cite(law, 78)],
    issue: [cite(law, 44), agencyDays],
    deliver: [cite(law, 44)],
  },
  limits: {
    notice: { n: 5, unit: 'workday', basis: [cite(law, 32, '第一款第四项'), agencyDays] },
    decision: { n: 20, unit: 'workday', basis: [cite(law, 42, '第一款'), agencyDays] },
    joint: { n: 45, unit: 'workday', basis: [cite(law, 42, '第二款'), agencyDays] },
    extension: { n: 10, unit: 'workday', basis: [cite(law, 42, '第一款')] },
    jointExtension: { n: 15, unit: 'workday', basis: [cite(law, 42, '第二款')] },
    issue: { n: 10, unit: 'workday', basis: [cite(law, 44), agencyDays] },
    assignInspectors: { n: 5, unit: 'workday', basis: [cite(law, 55, '第二款'), agencyDays] },
  },
  silence: 'deemedAccepted',
  special: ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'],
}

/** 行政许可: 行政许可法; the numbers of its articles are the same in the text of 2003 and of 2019. All agency periods are working days (82). */
export const permit: RegimeTerms = {
  key: 'permit',
  name: '行政许可',
  words: {
    subject: '行政许可', grant: '准予许可', granted: '已准予许可', refuse: '不予许可', refused: '已不予许可',
    licence: '许可证件', seal: '行政许可专用章',
  },
  versions: [
    { ...base, from: '2004-07-01', until: '2019-10-01' },
    // 总局令16号 binds the market-regulation organs; for others it is the model that we follow
    {
      ...base, from: '2019-10-01',
      basis: { ...base.basis, correctionPeriod: [cite(orders, 15)], terminate: [cite(orders, 30), cite(orders, 31)], withdraw: [cite(orders, 30)] },
    },
  ],
  headings: {
    P01: '申请材料接收凭证', P02: '补正申请材料一次性告知书', P03: '不予受理决定书', P04: '受理通知书', P05: '容缺受理通知书',
    P07: '特别程序告知书', P08: '延长办理期限告知书', P10: '现场核查记录', P11: '准予行政许可决定书', P12: '不予行政许可决定书',
    P13: '终止办理决定书', P14: '行政许可证件', P16: '代办委托书和核对确认单', E14: '送达回证',
  },
}

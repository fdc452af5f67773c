import { cite } from '../../kernel/citation.ts'
import type { RegimeTerms } from '../regime.ts'

const old = '公司登记管理条例'
const now = '市场主体登记管理条例'
const detail = '市场主体登记管理条例实施细则'
const business = '优化营商环境条例'

/**
 * 市场主体登记: form review only, registered on the spot. Until 2022-03-01 公司登记管理条例 (2016 text, not in the corpus),
 * then 市场主体登记管理条例: 3 working days where not on the spot, 3 more for complex cases (19); it knows no deemed acceptance.
 * Days before 优化营商环境条例 (2020-01-01) are refused: we hold no complete set of rules for them.
 */
export const marketRegistration: RegimeTerms = {
  key: 'marketRegistration',
  name: '市场主体登记',
  words: {
    subject: '登记', grant: '准予登记', granted: '已准予登记', refuse: '不予登记', refused: '已不予登记',
    licence: '营业执照', seal: '登记专用章',
  },
  versions: [
    {
      from: '2020-01-01', until: '2022-03-01',
      basis: {
        apply: [cite(old, 50)],
        guide: [cite(business, 36, '第一款')],
        situation: [cite(business, 35), cite(old, 2, '第二款')],
        sharing: [cite('国务院关于在线政务服务的若干规定', 7)],
        truth: [cite(old, 2, '第二款')],
        agent: [cite(old, 50)],
        receive: [cite(old, 51)],
        notNeeded: [cite(old, 51, '第一款第五项')],
        notCompetent: [cite(old, 51, '第一款第五项')],
        onTheSpotFix: [cite(old, 51, '第一款第三项')],
        oneTimeNotice: [cite(old, 51, '第一款第四项')],
        silence: [cite(old, 51, '第一款第四项')],
        accept: [cite(old, 51, '第一款第一项')],
        dated: [cite(old, 52)],
        review: [cite(old, 53)],
        decideOnTheSpot: [cite(old, 53, '第一款第一项')],
        limit: [cite(old, 53)],
        decide: [cite(old, 54, '第一款')],
        reasons: [cite(old, 54, '第二款')],
        terminate: [cite(old, 52)],
        issue: [cite(old, 54, '第一款')],
        deliver: [cite(old, 54)],
      },
      limits: {
        notice: { n: 5, unit: 'workday', basis: [cite(old, 51, '第一款第四项')] },
        decision: { n: 15, unit: 'calendar', basis: [cite(old, 53)] },
        issue: { n: 10, unit: 'calendar', basis: [cite(old, 54, '第一款')] },
      },
      silence: 'deemedAccepted',
      special: [],
    },
    {
      from: '2022-03-01',
      basis: {
        apply: [cite(now, 16)],
        guide: [cite(now, 16, '第二款')],
        situation: [cite(now, 16, '第二款'), cite(now, 17)],
        sharing: [cite(now, 16, '第三款')],
        truth: [cite(now, 17)],
        agent: [cite(now, 18)],
        receive: [cite(detail, 18, '第二款')],
        notNeeded: [cite(now, 20)],
        notCompetent: [cite(detail, 10)],
        onTheSpotFix: [cite(now, 19, '第二款')],
        oneTimeNotice: [cite(now, 19, '第二款')],
        correctionPeriod: [cite(detail, 18, '第三款')],
        accept: [cite(now, 19, '第一款')],
        dated: [cite(detail, 18, '第二款')],
        review: [cite(now, 19, '第一款')],
        decideOnTheSpot: [cite(now, 19, '第一款')],
        limit: [cite(now, 19, '第一款')],
        extend: [cite(now, 19, '第一款')],
        decide: [cite(detail, 18, '第一款')],
        reasons: [cite(now, 20)],
        falseMaterials: [cite(now, 17)],
        terminate: [cite(now, 20)],
        issue: [cite(now, 21, '第一款')],
        deliver: [cite(now, 21, '第一款')],
      },
      limits: {
        notice: { n: 0, unit: 'workday', basis: [cite(now, 19, '第二款')] },
        decision: { n: 3, unit: 'workday', basis: [cite(now, 19, '第一款')] },
        extension: { n: 3, unit: 'workday', basis: [cite(now, 19, '第一款')] },
      },
      silence: 'nothing',
      special: [],
    },
  ],
  headings: {
    P01: '登记申请材料接收凭证', P02: '登记申请材料补正一次性告知书', P03: '不予受理通知书', P04: '登记受理通知书', P05: '容缺受理通知书',
    P08: '延长登记期限告知书', P10: '登记事项核实记录', P11: '准予登记通知书', P12: '不予登记通知书', P13: '终止登记程序通知书',
    P14: '营业执照', P16: '代办委托书和核对确认单', E14: '送达回证',
  },
}

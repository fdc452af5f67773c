import { cite } from '../../kernel/citation.ts'
import type { RegimeTerms } from '../regime.ts'

const law = '不动产登记暂行条例'

/**
 * 不动产登记: what is missing is told on the spot and in writing, otherwise it counts as accepted (17 第二款); 30 working days
 * (20); an application may be withdrawn until it is entered into the register (15). No extension, no special procedure.
 */
export const realEstateRegistration: RegimeTerms = {
  key: 'realEstateRegistration',
  name: '不动产登记',
  words: {
    subject: '不动产登记', grant: '登簿', granted: '已登簿', refuse: '不予登记', refused: '已不予登记',
    licence: '不动产权证书', seal: '不动产登记专用章',
  },
  versions: [{
    from: '2015-03-01',
    basis: {
      apply: [cite(law, 14)],
      guide: [cite(law, 16, '第二款')],
      situation: [cite(law, 16)],
      sharing: [cite(law, 24)],
      truth: [cite(law, 16, '第一款')],
      agent: [cite(law, 15, '第一款')],
      receive: [cite(law, 17, '第一款')],
      notNeeded: [cite(law, 17, '第一款第四项')],
      notCompetent: [cite(law, 17, '第一款第四项')],
      onTheSpotFix: [cite(law, 17, '第一款第二项')],
      oneTimeNotice: [cite(law, 17, '第一款第三项')],
      silence: [cite(law, 17, '第二款')],
      accept: [cite(law, 17, '第一款第一项')],
      dated: [cite(law, 17, '第一款')],
      review: [cite(law, 18)],
      decideOnTheSpot: [cite(law, 21, '第一款')],
      inspection: [cite(law, 19)],
      limit: [cite(law, 20)],
      decide: [cite(law, 21, '第一款')],
      reasons: [cite(law, 22)],
      terminate: [cite(law, 15, '第二款')],
      withdraw: [cite(law, 15, '第二款')],
      issue: [cite(law, 21, '第二款')],
      deliver: [cite(law, 21, '第二款')],
    },
    limits: {
      notice: { n: 0, unit: 'workday', basis: [cite(law, 17, '第一款第三项')] },
      decision: { n: 30, unit: 'workday', basis: [cite(law, 20)] },
    },
    silence: 'deemedAccepted',
    special: [],
  }],
  headings: {
    P01: '不动产登记申请材料接收凭证', P02: '不动产登记补正材料一次性告知书', P03: '不动产登记不予受理告知书', P04: '不动产登记受理通知书',
    P05: '不动产登记容缺受理通知书', P10: '不动产实地查看记录', P11: '不动产登记办结通知书', P12: '不动产不予登记告知书',
    P13: '不动产登记终止办理告知书', P14: '不动产权证书', P16: '代办委托书和核对确认单', E14: '送达回证',
  },
}

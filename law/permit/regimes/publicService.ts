import { cite } from '../../kernel/citation.ts'
import type { RegimeTerms } from '../regime.ts'

const law = '优化营商环境条例'
const online = '国务院关于在线政务服务的若干规定'

/**
 * 公共服务: no general statute of procedure; what is missing is told once, a limit is set and kept, and missing it is
 * explained in public (优化营商环境条例 36). Silence gives nothing; the limit is the item's own.
 */
export const publicService: RegimeTerms = {
  key: 'publicService',
  name: '公共服务',
  words: {
    subject: '公共服务', grant: '办结', granted: '已办结', refuse: '不予办理', refused: '已不予办理',
    licence: '办理结果', seal: '政务服务专用章',
  },
  versions: [{
    from: '2020-01-01',
    basis: {
      apply: [cite(online, 7)],
      guide: [cite(law, 35)],
      situation: [cite(law, 35), cite(online, 6)],
      sharing: [cite(online, 7)],
      truth: [cite(online, 7)],
      receive: [cite(law, 36, '第一款')],
      notNeeded: [cite(law, 36, '第一款')],
      notCompetent: [cite(law, 36, '第一款')],
      onTheSpotFix: [cite(law, 36, '第一款')],
      oneTimeNotice: [cite(law, 36, '第一款')],
      accept: [cite(law, 36, '第一款')],
      dated: [cite(law, 36, '第一款')],
      review: [cite(law, 35)],
      decideOnTheSpot: [cite(law, 36, '第一款')],
      inspection: [cite(law, 36, '第一款')],
      limit: [cite(law, 36, '第二款')],
      decide: [cite(law, 36, '第二款')],
      reasons: [cite(law, 36, '第二款')],
      terminate: [cite(law, 36, '第一款')],
      issue: [cite(law, 36, '第二款')],
      deliver: [cite(online, 10)],
    },
    limits: { notice: { n: 5, unit: 'workday', basis: [cite(law, 36, '第一款')] } },
    silence: 'nothing',
    special: [],
  }],
  headings: {
    P01: '材料接收凭证', P02: '补正材料一次性告知书', P03: '不予受理告知书', P04: '受理告知书', P05: '容缺受理告知书', P10: '现场核查记录',
    P11: '办理结果告知书', P12: '不予办理告知书', P13: '终止办理告知书', P14: '办理结果', P16: '代办委托书和核对确认单', E14: '送达回证',
  },
}

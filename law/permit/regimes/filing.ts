import { cite } from '../../kernel/citation.ts'
import type { RegimeTerms } from '../regime.ts'

const law = '企业投资项目核准和备案管理条例'

/** 告知性备案: filed as soon as the four groups of information are there (13); what is missing is guided, never refused; no approval step (MOD-07). */
export const filing: RegimeTerms = {
  key: 'filing',
  name: '告知性备案',
  words: {
    subject: '备案', grant: '备案', granted: '已备案', refuse: '不属于备案范围', refused: '不属于备案范围',
    licence: '备案证明', seal: '备案专用章',
  },
  versions: [{
    from: '2017-02-01',
    basis: {
      apply: [cite(law, 13, '第一款')],
      guide: [cite(law, 13)],
      situation: [cite(law, 13)],
      truth: [cite(law, 13, '第二款')],
      agent: [cite(law, 13)],
      receive: [cite(law, 13, '第三款')],
      notCompetent: [cite(law, 15)],
      oneTimeNotice: [cite(law, 13, '第三款')],
      accept: [cite(law, 13, '第三款')],
      dated: [cite(law, 13, '第三款')],
      limit: [cite(law, 13, '第三款')],
      filing: [cite(law, 13)],
      withdraw: [cite(law, 14)],
      deliver: [cite(law, 13, '第四款')],
    },
    limits: { notice: { n: 0, unit: 'workday', basis: [cite(law, 13, '第三款')] } },
    silence: 'nothing',
    special: [],
  }],
  headings: {
    P01: '备案信息接收凭证', P02: '备案信息补充告知书', P03: '不属于备案范围告知书', P15: '项目备案证明', P16: '代办委托书和核对确认单', E14: '送达回证',
  },
}

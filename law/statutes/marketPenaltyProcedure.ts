import type { Statute } from './statute.ts'

export const marketPenaltyProcedure: Statute = {
  title: '市场监督管理行政处罚程序规定',
  fullTitle: '市场监督管理行政处罚程序规定',
  knownAs: ['总局令2号'],
  level: '部门规章',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2018-12-21', from: '2019-04-01' },
  ],
  articles: {
    49: '听证主持人不得是本案调查人员',
    80: '期间开始之日不计，末日为法定节假日的顺延，在途时间不计',
    84: '以上、以下、内包括本数',
  },
}

import type { Statute } from './statute.ts'

/** a model outside of transport; the day is that from which we rely on it, its own day in force is not known here */
export const transportCredentials: Statute = {
  title: '交通运输行政执法证件管理规定',
  fullTitle: '交通运输行政执法证件管理规定',
  level: '部门规章',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { from: '2016-06-01', tag: 'from memory' },
  ],
  articles: {
    7: '申领执法证件应当具有大专以上学历',
    25: '调离、退休、死亡、辞职或者单位撤销的，注销执法证件',
    28: '执法证件每年审验，结合年度考核的等次',
    30: '未经审验的执法证件自行失效',
    31: '考核不合格、无故不参加培训、涂改转借证件等情形，暂扣执法证件',
    32: '暂扣期间离岗培训，考试合格后发还执法证件',
    33: '受到刑事处罚、拘留、开除，以权谋私、弄虚作假，或者连续两年考核不合格的，吊销执法证件',
    34: '被吊销执法证件的，不得重新申领',
    35: '对吊销不服的，三十日内可以申请复核',
  },
}

import type { Statute } from './statute.ts'

export const decisionProcedure: Statute = {
  title: '重大行政决策程序暂行条例',
  fullTitle: '重大行政决策程序暂行条例',
  level: '行政法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2019-04-20', from: '2019-09-01' },
  ],
  articles: {
    15: '公开征求意见一般不少于三十日',
    36: '后评估的情形和评估机构',
  },
}

import type { Statute } from './statute.ts'

export const henanEnforcement: Statute = {
  title: '河南省行政执法条例',
  fullTitle: '河南省行政执法条例',
  level: '地方性法规',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2016-03-29', from: '2016-06-01' },
  ],
  articles: {
    20: '取得行政执法资格的条件',
    21: '培训考试合格取得执法证方可上岗',
  },
}

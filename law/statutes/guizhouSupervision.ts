import type { Statute } from './statute.ts'

/** another province's rule, used as a model; the day is that from which we rely on it, its own day in force is not known here */
export const guizhouSupervision: Statute = {
  title: '贵州省行政执法监督办法',
  fullTitle: '贵州省行政执法监督办法',
  level: '政府规章',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { from: '2016-06-01', tag: 'from memory' },
  ],
  articles: {
    12: '申领执法证件的人员应当在职、具有行政或者事业编制，并且从事行政执法工作',
  },
}

import type { Statute } from './statute.ts'

export const civilServants: Statute = {
  title: '公务员法',
  fullTitle: '中华人民共和国公务员法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2018-12-29', from: '2019-06-01' },
  ],
  articles: {
    26: '因犯罪受过刑事处罚、被开除党籍、被开除公职等人员不得录用为公务员',
  },
}

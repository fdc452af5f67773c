import type { Statute } from './statute.ts'

export const archives: Statute = {
  title: '档案法',
  fullTitle: '中华人民共和国档案法',
  level: '法律',
  corpus: 'yes',
  tag: 'verified',
  versions: [
    { adopted: '2016-11-07', from: '2016-11-07', until: '2021-01-01', text: false, articles: {} },
    { adopted: '2020-06-20', from: '2021-01-01' },
  ],
  articles: {
    37: '电子档案来源可靠、程序规范、要素合规，与传统载体同等效力',
  },
}

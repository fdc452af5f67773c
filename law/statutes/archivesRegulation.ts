import type { Statute } from './statute.ts'

export const archivesRegulation: Statute = {
  title: '档案法实施条例',
  fullTitle: '中华人民共和国档案法实施条例',
  level: '行政法规',
  corpus: 'no',
  tag: 'verified',
  versions: [
    { adopted: '2024-01-12', from: '2024-03-01' },
  ],
  articles: {
    39: '电子档案的来源、过程、内容和元数据要求',
  },
}
